"""Meetings as an Atom feed, read back by feedparser."""

from collections.abc import Callable
from typing import Any
from uuid import uuid5

import feedparser
import pytest
from django.test import Client

from tests import history, make
from tests.outputs.conftest import Written
from timeline.api.formats.feeds import NAMESPACE


@pytest.fixture
def feed(written: Written) -> Callable[[str], Any]:
    """The feed of a question, which must be well-formed."""

    def ask(query: str) -> Any:
        parsed = feedparser.parse(written(f"meetings/?format=atom&{query}"))
        assert not parsed.bozo, parsed.get("bozo_exception")
        assert parsed.version == "atom10"
        return parsed

    return ask


def test_the_newest_comes_first(talks: make.Talks, feed: Callable[[str], Any]) -> None:
    entries = feed("status=held").entries

    assert [entry.link for entry in entries] == [
        "http://testserver/meetings/2013-02-moscow-gottemoeller-ryabkov/",
        "http://testserver/meetings/1987-12-08-washington-reagan-gorbachev/",
        "http://testserver/meetings/1985-11-19-geneva-reagan-gorbachev/",
        "http://testserver/meetings/1969-11-17-helsinki-salt-opens/",
    ]


def test_an_entry_says_what_when_and_where(talks: make.Talks, feed: Callable[[str], Any]) -> None:
    [entry] = feed("kind=signing").entries

    said = {name: entry[name] for name in ("id", "title", "summary", "published", "updated")}
    assert said == {
        "id": uuid5(NAMESPACE, "meetings/1987-12-08-washington-reagan-gorbachev").urn,
        "title": "Washington summit",
        "summary": "8 December 1987, Washington, United States. The treaty was signed.",
        "published": "1987-12-08T00:00:00+00:00",
        "updated": "1987-12-08T00:00:00+00:00",
    }
    assert [tag.term for tag in entry.tags] == ["Intermediate-range missiles"]


def test_the_feed_names_its_question_its_page_and_its_release(talks: make.Talks, feed: Callable[[str], Any]) -> None:
    whole = feed("official=sergei-ryabkov").feed

    assert {link.rel: link.href for link in whole.links} == {
        "alternate": "http://testserver/?official=sergei-ryabkov",
        "self": "http://testserver/api/v1/meetings/?format=atom&official=sergei-ryabkov",
    }
    assert whole.updated == "2026-01-02T03:04:00+00:00"
    assert whole.title == "Across the Table: Sergei Ryabkov"


def test_ids_are_the_same_at_every_host_and_in_every_way_to_ask(talks: make.Talks, client: Client) -> None:
    """A reader that is moved to another address of the record must not take all of it for new."""
    hosts = ("testserver", "localhost")
    asked = [("?format=atom&kind=signing,summit", ""), ("?kind=summit,signing", "application/atom+xml")]
    feeds = [
        feedparser.parse(client.get(f"/api/v1/meetings/{query}", headers={"Host": host, "Accept": accept}).getvalue())
        for host in hosts
        for query, accept in asked
    ]

    assert len({(one.feed.id, *(entry.id for entry in one.entries)) for one in feeds}) == 1
    assert len({entry.id for entry in feeds[0].entries}) == len(feeds[0].entries) == 3
    assert feeds[0].feed.id != feedparser.parse(client.get("/api/v1/meetings/?format=atom").getvalue()).feed.id


def test_a_cancelled_meeting_says_so_in_title_and_text(talks: make.Talks, feed: Callable[[str], Any]) -> None:
    [entry] = feed("status=cancelled").entries

    assert entry.title == "Call that was called off (cancelled)"
    assert entry.summary.startswith("Cancelled. 28 July 2021")


def test_what_a_release_mended_comes_first_and_says_when(talks: make.Talks, feed: Callable[[str], Any]) -> None:
    """A correction of an old meeting is seen, and so is an old meeting that was added."""
    history.made()
    entries = feed("").entries

    assert entries[0].link == f"http://testserver/meetings/{history.MEETING}/"
    assert (entries[0].published, entries[0].updated) == ("2026-01-01T00:00:00+00:00", "2026-01-02T00:00:00+00:00")
    assert {one.updated for one in entries[1:]} == {"2026-01-01T00:00:00+00:00"}


def test_markup_in_the_record_stays_text(db: None, feed: Callable[[str], Any]) -> None:
    make.meeting(title="Tea & <b>talk</b>", summary="1 < 2 & 3", city="", country="")

    [entry] = feed("").entries

    assert entry.title == "Tea & <b>talk</b>"
    assert entry.summary == "11 October 1986. 1 &lt; 2 &amp; 3"


def test_a_feed_has_fifty_entries_unless_told(db: None, feed: Callable[[str], Any]) -> None:
    for number in range(60):
        make.meeting(slug=f"meeting-{number:02}")

    assert len(feed("").entries) == 50
    assert feed("").entries[0].link == "http://testserver/meetings/meeting-59/"
    assert len(feed("page_size=7").entries) == 7
    assert feed("ordering=start").entries[0].link == "http://testserver/meetings/meeting-00/"
    assert feed("page=2").entries[-1].link == "http://testserver/meetings/meeting-00/"


def test_it_is_an_atom_feed_by_its_type(talks: make.Talks, client: Client) -> None:
    assert client.get("/api/v1/meetings/?format=atom")["Content-Type"] == "application/atom+xml; charset=utf-8"
