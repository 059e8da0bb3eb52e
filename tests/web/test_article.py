"""The sources' index and one source's page."""

import pytest
import yaml
from django.conf import settings

from tests.make import Talks
from tests.web.reading import links, opened, part, section, words
from timeline.models import Article, Release

SEEDS = ["rferl-2002-02-20-problems-remain", "tass-2013-02-15-no-cuts-without-missile-defense"]


def test_the_index_is_newest_first_and_narrows(talks: Talks) -> None:
    titles = [words(one) for one in opened("/articles/").select(".row__title")]

    assert titles == ["A week later", "Визит в Москву", "Arms pact signed", "After Reykjavik", "Talks open in Helsinki"]
    assert len(opened("/articles/?kind=news&from=1986&to=1987").select(".row")) == 2


def test_a_title_in_another_language_says_which(talks: Talks) -> None:
    page = opened("/articles/vestnik-2013-02-visit-to-moscow/")

    assert page.h1 is not None
    assert page.h1["lang"] == "ru"
    assert words(part(page, "q[lang=ru]")) == "not without a relevant agreement"


def test_it_tells_whom_it_names_what_it_reports_and_what_it_quotes(talks: Talks) -> None:
    page = opened("/articles/courier-2013-02-21-a-week-later/")

    assert links(section(page, "Who is named")) == ["/officials/rose-gottemoeller/", "/officials/sergei-ryabkov/"]
    assert "/meetings/2013-02-moscow-gottemoeller-ryabkov/" in links(section(page, "Meetings it reports"))
    assert [words(one) for one in section(page, "What it quotes").select("q")] == [
        "I see room for progress",
        "written down and signed by both",
    ]


@pytest.mark.parametrize("slug", SEEDS)
def test_a_seeds_page_links_everyone_named_and_shows_every_quotation(slug: str, record: Release) -> None:
    source = yaml.safe_load((settings.FIXTURES_DIR / "articles" / f"{slug}.yaml").read_text(encoding="utf-8"))
    named = {one["official"] for meeting in source["meetings"] for one in meeting.get("participants", [])}
    named |= {position["holder"] for position in source["positions"] if position.get("holder")}
    told = {speech: set[str]() for speech in ("direct", "reported")}
    for position in source["positions"]:
        told[position["speech"]].add(" ".join(position["quote"].split()))

    page = opened(f"/articles/{slug}/")

    linked = set(links(section(page, "Who is named")))
    assert linked == {f"/officials/{official}/" for official in named}
    said = section(page, "What it quotes")
    assert {words(one) for one in said.select("q")} == told["direct"]
    assert {words(one) for one in said.select(".said__words")} == {f"“{quote}”" for quote in told["reported"]}
    assert len(said.select(".said__evidence a[rel=external][href*=':~:text=']")) == len(source["positions"])


def test_a_document_is_named_by_the_day_on_which_it_was_written(talks: Talks) -> None:
    Article.objects.filter(slug="gazette-1987-12-09-pact-signed").update(written="1987-12-08")

    page = opened("/articles/gazette-1987-12-09-pact-signed/")
    assert "written 8 December 1987, published 9 December 1987" in words(part(page, ".dossier__facts"))
    assert "The Gazette, 8 December 1987" in words(opened("/positions/gazette-1987-12-09-pact-signed-6c4424bf/"))
    assert "written 8 December 1987" in words(opened("/articles/"))


def test_a_title_of_ours_is_shown_in_brackets_in_our_language(talks: Talks) -> None:
    """Of a source in Russian too, and cited without quotation marks."""
    Article.objects.filter(slug="vestnik-2013-02-visit-to-moscow").update(title="[Note on a visit]", untitled=True)

    page = opened("/articles/vestnik-2013-02-visit-to-moscow/")
    assert page.h1 is not None
    assert (words(page.h1), page.h1.get("lang")) == ("[Note on a visit]", None)
    assert "[Note on a visit]. Вестник" in words(part(page, ".cite"))
    row = next(one for one in opened("/articles/").select(".row__title") if "Note" in words(one))
    assert (words(row), row.get("lang")) == ("[Note on a visit]", None)
