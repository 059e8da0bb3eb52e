"""What can be passed on of a page: the panel, the frames of issues and comparisons, and the report of an error."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.test import Client

from armscontrol.environment import SettingError, contact
from tests.make import Talks
from tests.web.reading import flaws, opened, part, words
from tests.web.test_embedding import CSP, oembed
from timeline.models import Position

MEETING = "/meetings/1986-10-11-reykjavik-reagan-gorbachev/"
PAGES = [
    (MEETING, "/embed" + MEETING),
    ("/issues/missile-defense/", "/embed/issues/missile-defense/"),
    ("/compare/?on=1986-10-12", "/embed/compare/?on=1986-10-12"),
    (
        "/compare/?official=ronald-reagan&official=sergei-ryabkov",
        "/embed/compare/?official=ronald-reagan&official=sergei-ryabkov",
    ),
    ("/stories/two-summits/", "/embed/stories/two-summits/"),
    ("/places/?from=1986&to=1986", "/embed/places/?from=1986&to=1986"),
    ("/?kind=summit", "/embed/?kind=summit"),
    ("/", "/embed/"),
]


@pytest.mark.parametrize(("path", "frame"), PAGES)
def test_a_page_has_the_panel_and_all_of_it_is_there(path: str, frame: str, talks: Talks) -> None:
    panel = part(opened(path), "details.share")

    assert words(panel.summary) == "Share and embed"
    code = BeautifulSoup(part(panel, "#share-code").get_text(), "html.parser")
    assert str(part(code, "iframe[title][sandbox]")["src"]) == f"http://testserver{frame}"
    assert urlsplit(str(part(panel, "#share-link")["value"])).netloc == "testserver"
    assert "Across the Table" in part(panel, "#to-copy").get_text()
    addresses = [str(one["href"]) for one in panel.select("a")] + [str(part(panel, "img")["src"])]
    assert len(addresses) >= 5
    assert [one for one in addresses if Client().get(one).status_code != 200] == []
    assert {urlsplit(one).path.rpartition(".")[2] for one in addresses if one.startswith("/share/")} == {"svg", "png"}


def test_every_statement_can_be_passed_on_with_its_source(talks: Talks) -> None:
    positions = list(Position.objects.all())
    assert len(positions) == 7

    for position in positions:
        copied = part(opened(f"/positions/{position.public_id}/"), "#to-copy").get_text()
        assert position.quote in copied
        assert "Recorded in Across the Table" in copied


@pytest.mark.parametrize("path", ["/issues/", "/about/", "/negotiations/summits/"])
def test_a_page_without_a_picture_of_its_own_has_no_panel(path: str, talks: Talks) -> None:
    assert opened(path).select("details.share") == []


def test_nothing_can_be_passed_on_of_what_is_not_there(talks: Talks) -> None:
    page = opened("/meetings/nowhere/", status=404)

    assert page.select("details.share, meta[property='og:image']") == []


@pytest.mark.parametrize(("path", "frame"), PAGES)
def test_a_frame_can_be_asked_of_oembed(path: str, frame: str, talks: Talks) -> None:
    answer = oembed(path)
    iframe = part(BeautifulSoup(str(answer["html"]), "html.parser"), "iframe")
    assert str(iframe["src"]) == f"http://testserver{frame}"

    response = Client().get(frame)

    assert (response.status_code, response["Content-Security-Policy"]) == (200, CSP)
    assert flaws(BeautifulSoup(response.content, "html.parser")) == []
    found = opened(path).select("link[type='application/json+oembed']")
    assert [f"url=http://testserver{path}" in unquote(str(one["href"])) for one in found] == [True]


def test_a_framed_issue_has_its_question_and_its_chart(talks: Talks) -> None:
    page = opened("/embed/issues/missile-defense/")

    assert words(page.h1) == "Missile defence"
    assert talks.missile_defense.question in words(part(page, "main"))
    assert len(page.select(".standing__plot a.step")) > 2
    assert page.select(".standing__plot rect.apart")  # the distance, which the caption speaks of
    assert "exchange below" not in words(part(page, "main"))


def test_a_framed_story_has_its_steps_each_with_its_date(talks: Talks) -> None:
    page = opened("/embed/stories/two-summits/")

    steps = page.select(".embed__list li")
    assert [words(one) for one in steps] == [
        "Geneva 19–21 November 1985",
        "Reykjavik 11–12 October 1986",
        "A treaty 8 December 1987",
    ]
    assert [str(part(one, "a")["href"]) for one in steps] == [f"/stories/two-summits/#step-{n}" for n in (1, 2, 3)]
    assert len(page.select(".strip__dot")) == 3


def test_a_framed_map_has_its_cities(talks: Talks) -> None:
    page = opened("/embed/places/?from=1985&to=1986&city=Genva")

    assert words(page.h1) == "Where they met, 1985–1986"
    assert "no meeting of the record was in 'Genva'" in words(page)
    assert [words(one) for one in opened("/embed/places/?from=1986&to=1986").select(".embed__list li")] == [
        "Reykjavik 1 meeting, 1986"
    ]
    assert len(opened("/embed/places/").select(".map__sheet")) == 2


def test_a_framed_comparison_has_both_answers_a_line(talks: Talks) -> None:
    rows = opened("/embed/compare/?on=1986-10-12").select("tbody tr")

    assert [words(one) for one in rows] == ["Missile defence leave them free limit them"]


def test_nobody_is_told_of_errors_where_nobody_is_set(talks: Talks, settings: LazySettings) -> None:
    settings.REPORT_TO = ""

    assert "Report an error" not in words(part(opened("/about/"), "footer"))


@pytest.mark.parametrize("to", ["mailto:record@example.org", "https://example.org/issues/new?labels=record"])
@pytest.mark.parametrize("path", [MEETING, "/", "/about/", "/compare/?on=1986-10-12", "/nowhere/"])
def test_a_report_names_page_item_and_release(path: str, to: str, talks: Talks, settings: LazySettings) -> None:
    settings.REPORT_TO = to

    page = opened(path, status=404 if path == "/nowhere/" else 200)

    (link,) = [str(one["href"]) for one in page.select("footer a") if words(one) == "Report an error"]
    assert link.startswith(to)
    body = parse_qs(urlsplit(link).query)["body"][0]
    assert f"Page: http://testserver{path}\r\n" in body
    assert f"Release: {talks.release.hash}" in body
    assert ("Meeting: 1986-10-11-reykjavik-reagan-gorbachev" in body) == (path == MEETING)
    assert "+" not in link


@pytest.mark.parametrize("value", ["record@example.org", "http://example.org", "javascript:alert(1)", "mailto:x"])
def test_whom_to_tell_is_a_mail_or_a_secure_address(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORT_TO", value)

    with pytest.raises(SettingError, match="REPORT_TO"):
        contact("REPORT_TO")
