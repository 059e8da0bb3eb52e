"""A statement's permalink."""

from urllib.parse import unquote

import pytest

from tests import make
from tests.make import Talks
from tests.web.reading import opened, part, words
from timeline.models import Position


def _path(quote: str) -> str:
    return f"/positions/{Position.objects.get(quote=quote).public_id}/"


def _facts(path: str) -> dict[str, str]:
    listed = part(opened(path), ".dossier dl.facts")
    return dict(zip(map(words, listed.select("dt")), map(words, listed.select("dd")), strict=True))


def test_it_says_who_in_which_post_for_whom_when_and_where(talks: Talks) -> None:
    facts = _facts(_path("within the laboratory and nowhere else"))

    assert facts["Who"] == "Mikhail Gorbachev, General Secretary"
    assert facts["For"] == "Moscow Soviet Union"
    assert facts["When"] == "12 October 1986"
    assert facts["Where"] == "Reykjavik summit (broken off), Reykjavik"
    assert facts["Question"] == "Should missile defences be limited?"
    assert facts["Answer"] == "limit them coded supports: how answers are coded"
    assert facts["Speech"] == "Direct speech: the holder’s own words"
    assert facts["Checked"] == "Transcribed, not machine-checked"


def test_an_unnamed_source_is_named_as_the_article_has_it(talks: Talks) -> None:
    assert _facts(_path("not without a relevant agreement"))["Who"] == (
        "A source in the Foreign Ministry; the source names nobody"
    )


def test_a_checked_quotation_shows_its_proof_and_its_place(talks: Talks) -> None:
    position = Position.objects.get(quote="trust, but verify, as they say")

    facts = _facts(f"/positions/{position.public_id}/")

    assert facts["Checked"].startswith("Verified verbatim on 2 January 2026")
    assert position.proof_hash in facts["Checked"]
    assert facts["In its place"] == "…he said: trust, but verify, as they say and smiled…"


@pytest.mark.parametrize(
    "quote",
    ["a step-by-step cut", "first this, then that", "arms & money", 'he said "no" twice', "ни шагу назад и точка"],
)
def test_the_source_opens_at_the_words(quote: str, talks: Talks) -> None:
    make.position(quote=quote)

    link = str(part(opened(_path(quote)), ".testimony__words a[rel=external]")["href"])

    text = link.partition("#:~:text=")[2]
    assert unquote(text) == quote
    assert not set(text) & set('-,& "')


def test_what_its_side_said_before_and_after_and_the_other_sides_nearest(talks: Talks) -> None:
    page = opened(_path("written down and signed by both"))

    assert [
        (words(one.select_one(".voice__capital")), words(one.q)) for one in page.select(".neighbours > .neighbour")
    ] == [
        ("Moscow before", "within the laboratory and nowhere else"),
        ("Washington, nearest in time", "we will not give it up"),
        ("Moscow after", "not without a relevant agreement"),
    ]


def test_a_month_counts_from_its_last_day_as_standings_count_it(talks: Talks) -> None:
    page = opened(_path("not without a relevant agreement"))

    first = page.select(".neighbours > .neighbour")[0]
    assert (words(first.select_one(".voice__capital")), words(first.q)) == (
        "Moscow before",
        "written down and signed by both",
    )
