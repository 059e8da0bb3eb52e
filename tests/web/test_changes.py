"""What changed, as pages: the releases with what they did, the feed, and what stands in the place of the withdrawn."""

import json
from pathlib import Path

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import history, make
from tests.history import GAZETTE, MEETING, POSITION
from tests.web.reading import flaws, links, opened, part, words
from timeline.exports import lines
from timeline.models import NamedRelease, Release
from timeline.pages import changes


@pytest.fixture
def told(talks: make.Talks) -> None:
    """The history of tests/history.py."""
    history.made()


def test_the_page_tells_each_release_newest_first(told: None) -> None:
    page = opened("/changes/")

    assert [words(one) for one in page.select("section h2")] == [
        "Since then, in no release yet",
        "Release 2026-01-02",
        "Release 2026-01-01",
    ]
    section = part(page, "#release-2026-01-02")
    assert [words(one) for one in section.select("h3")] == ["Added 1", "Changed 1", "Withdrawn 1"]
    assert flaws(page) == []


def test_every_page_leads_on_to_a_release_that_another_page_tells_of(
    told: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Items link to the release since which they are in the record: the first, for most."""
    monkeypatch.setattr(changes, "PER_PAGE", 2)

    entry = part(opened("/changes/"), "li#release-2026-01-01")

    assert links(entry) == ["/changes/?page=2#release-2026-01-01"]
    assert words(part(opened("/changes/?page=2"), "section#release-2026-01-01 h2")) == "Release 2026-01-01"
    assert links(part(opened("/changes/?page=2"), "li#release-2026-01-02")) == ["/changes/#release-2026-01-02"]
    assert flaws(opened("/changes/?page=2")) == []


def test_a_change_is_told_with_its_facts_and_reason(told: None) -> None:
    section = part(opened("/changes/"), "#release-2026-01-02")

    assert [(words(one)) for one in section.select("del, ins")] == ["Geneva", "Washington"]
    assert "Why: The source says so." in words(section)
    assert part(section, f'a[href="/meetings/{MEETING}/"]')
    assert "ronald-reagan" not in str(section)


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        (["summary", None, None, "added"], "written"),
        (["summary", None, None, "changed"], "reworded"),
        (["summary", None, None, "withdrawn"], "taken out"),
        (["summary", "It was short.", None, "changed"], "It was short. reworded"),
        (["summary", None, "It is short.", "changed"], "reworded It is short."),
        (["summary", None, "It is short.", "added"], "It is short."),
        (["summary", "It was short.", None, "withdrawn"], "It was short."),
    ],
)
def test_what_is_too_long_to_be_told_says_what_happened_to_it(told: None, fact: list[str | None], shown: str) -> None:
    history.change(6, 1, "treaties", "inf-treaty", "changed", [fact])
    [line] = opened("/changes/").select('.file:has(a[href="/treaties/inf-treaty/"])')

    assert words(part(line, "dd")) == shown


def test_a_releases_note_is_a_sentence(told: None, client: Client) -> None:
    NamedRelease.objects.filter(ordinal=1).update(note="Mended quotations")

    assert "Mended quotations. Content" in words(part(opened("/changes/"), "#release-2026-01-02"))
    [_, entry] = feedparser.parse(client.get("/data/releases.atom").content).entries[::-1]
    assert entry.summary.startswith("Mended quotations. 1 added")


def test_a_record_without_a_history_says_so(talks: make.Talks) -> None:
    assert "No release is known yet." in words(opened("/changes/"))


def test_the_page_takes_no_more_queries_for_more_changes(told: None, client: Client) -> None:
    client.get("/changes/")
    with CaptureQueriesContext(connection) as few:
        client.get("/changes/")
    for number in range(6, 60):
        history.change(number, 1, "meetings", f"meeting-{number}", "withdrawn", [])
    with CaptureQueriesContext(connection) as many:
        assert "meeting-59" in client.get("/changes/").content.decode()

    assert len(many) == len(few)


def test_in_the_place_of_what_was_replaced_stands_what_replaced_it(told: None, client: Client) -> None:
    response = client.get(f"/positions/{GAZETTE}-00000002/")
    page = opened(f"/positions/{GAZETTE}-00000001/", status=410)

    assert response.status_code == 410
    assert words(page.h1) == "Withdrawn statement"
    assert words(part(page, f'main a[href="/positions/{POSITION}/"]')) == "This statement"
    assert [words(one) for one in opened(f"/positions/{GAZETTE}-00000002/", status=410).select("del, ins")] == [
        "a",
        "b",
    ]


def test_what_went_for_good_says_so_and_what_never_was_is_404(told: None, client: Client) -> None:
    assert "Nothing stands in its place." in words(opened("/issues/gone/", status=410))
    assert client.get("/issues/never/").status_code == 404
    assert client.get("/nowhere/").status_code == 404


def test_an_items_page_says_since_when_it_is_in_the_record(told: None) -> None:
    assert words(part(opened(f"/meetings/{MEETING}/"), ".life-line")) == (
        "In the record since release 2026-01-01; last changed in 2026-01-02."
    )
    assert words(part(opened(f"/positions/{POSITION}/"), ".life-line")) == "In the record since release 2026-01-02."
    assert words(part(opened("/treaties/inf-treaty/"), ".life-line")) == "In the record since release 2026-01-01."
    assert opened("/about/").select(".life-line") == []


def test_the_feed_has_the_releases_under_ids_that_stay(told: None, client: Client) -> None:
    NamedRelease.objects.filter(ordinal=1).update(note="Mended <quotations>.")
    feed = feedparser.parse(client.get("/data/releases.atom").content)
    again = feedparser.parse(client.get("/data/releases.atom", headers={"Host": "localhost"}).content)

    assert not feed.bozo
    assert [one.title for one in feed.entries] == ["Release 2026-01-02", "Release 2026-01-01"]
    assert feed.entries[0].summary == "Mended &lt;quotations&gt;. 1 added, 1 changed, 1 withdrawn."
    assert [one.id for one in feed.entries] == [one.id for one in again.entries]
    assert feed.entries[0].updated == "2026-01-02T00:00:00+00:00"


def test_the_api_says_what_it_gained_and_how_things_go_out_of_use(talks: make.Talks) -> None:
    page = opened("/api/changelog/")

    assert "/api/v1/changes/" in words(part(page, "article"))
    assert {"Deprecation", "Sunset", "ordering=title"} <= {words(one) for one in page.select("code")}
    assert flaws(page) == []
    assert opened("/api/docs/").select('a[href="/api/changelog/"]')


def test_the_history_goes_with_the_files(told: None, tmp_path: Path) -> None:
    lines.write(tmp_path / "record.jsonl", release=Release.objects.get(), base="")
    found = [json.loads(line) for line in (tmp_path / "record.jsonl").read_text(encoding="utf-8").splitlines()]

    assert [one["name"] for one in found if one["type"] == "named-release"] == [
        "2026-01-01",
        "2026-01-02",
        history.DRAFT,
    ]
    assert [one["id"] for one in found if one["type"] == "change"][1:3] == [POSITION, MEETING]
