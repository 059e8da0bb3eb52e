"""A meeting that was cancelled, planned or broken off never reads as held: wherever it is named its status stands with
it, once. Over the shipped record, page by page as a reader has it."""

from collections import Counter
from collections.abc import Iterator

import feedparser
import pytest
from bs4 import Tag
from django.test import Client
from icalendar import Calendar

from tests.make import Talks
from tests.sampled import sampled
from tests.web.reading import opened, words
from timeline.domain.vocabulary import MeetingStatus, with_status
from timeline.models import Meeting, MeetingIssue, Participation, Position, Release, Report

CHIPS = ".card__status, .row__status, .dossier__status"
ROWS = ("li", "header", "article")


def not_held() -> list[Meeting]:
    """The meetings of the record that were not held, of which there are all three sorts."""
    found = list(Meeting.objects.exclude(status="held").order_by("slug"))
    assert {one.status for one in found} == {"cancelled", "planned", "broken-off"}
    return found


def naming(meeting: Meeting) -> Iterator[str]:
    """The addresses of the pages that name a meeting."""
    yield from (f"/meetings/{meeting.slug}/", f"/?negotiation={meeting.negotiation.slug}&status={meeting.status}")
    yield f"/embed/?negotiation={meeting.negotiation.slug}&status={meeting.status}"
    yield from (f"/embed/meetings/{meeting.slug}/", f"/negotiations/{meeting.negotiation.slug}/")
    yield f"/compare/?on={meeting.earliest}"
    yield f"/search/?q={meeting.title.split(',')[0]}"
    lists = (
        ("officials", Participation.objects.filter(meeting=meeting).values_list("official__slug", flat=True)),
        ("issues", MeetingIssue.objects.filter(meeting=meeting).values_list("issue__slug", flat=True)),
        ("articles", Report.objects.filter(meeting=meeting).values_list("article__slug", flat=True)),
        ("positions", Position.objects.filter(meeting=meeting).values_list("public_id", flat=True)),
    )
    for folder, keys in lists:
        yield from (f"/{folder}/{key}/" for key in keys)


def times_said(named: Tag, status: str) -> int:
    """How often the status stands with a link to the meeting: in its words, or beside them in its row."""
    label = MeetingStatus(status).label
    row = None if "mark" in named.get_attribute_list("class") else named.find_parent(ROWS)
    beside = [words(chip) for chip in row.select(CHIPS)] if row else []
    facts = [words(one) for one in row.select("p.muted")] if row else []
    beside += [part for fact in facts for part in fact.split(" · ")]
    return words(named).lower().count(f"({label.lower()})") + beside.count(label)


def test_every_page_says_the_status_of_a_meeting_once(record: Release) -> None:
    seen: Counter[str] = Counter()
    walked = sampled(not_held(), 4)
    meetings = {f"/meetings/{meeting.slug}/": meeting for meeting in walked}
    for address in sorted({address for meeting in walked for address in naming(meeting)}):
        for named in opened(address).select("a[href^='/meetings/']"):
            meeting = meetings.get(str(named["href"]))
            if meeting and meeting.title in words(named):
                assert times_said(named, meeting.status) == 1, f"{address}: {named}"
                seen[meeting.slug] += 1

    assert set(seen) == {meeting.slug for meeting in walked}
    assert len(seen) > 10 * len(walked) / len(not_held())
    assert min(seen.values()) >= 3


def test_its_own_page_says_it_once_in_its_head_and_once_in_its_title(record: Release) -> None:
    for meeting in not_held():
        page = opened(f"/meetings/{meeting.slug}/")

        label = MeetingStatus(meeting.status).label
        assert [words(chip) for chip in page.select(CHIPS)][:1] == [label]
        assert words(page.h1) == meeting.title
        assert words(page.title).count(f"({label.lower()})") == 1


def test_no_title_of_the_record_bears_what_the_status_says(record: Release) -> None:
    assert [one.title for one in not_held() if "(" in one.title] == []


def test_feed_and_calendar_say_the_status_once(record: Release) -> None:
    asked = "status=cancelled,planned,broken-off&page_size=50"
    feed, calendar = (
        b"".join(Client().get(f"/api/v1/meetings/?format={form}&{asked}").streaming_content)  # type: ignore[attr-defined]
        for form in ("atom", "ics")
    )
    expected = sorted(f"{one.title} ({MeetingStatus(one.status).label.lower()})" for one in not_held())

    assert sorted(entry.title for entry in feedparser.parse(feed).entries) == expected
    assert sorted(str(event["summary"]) for event in Calendar.from_ical(calendar).walk("VEVENT")) == expected
    assert "Signing of the first demarcation agreement, Geneva (cancelled)" in expected


def test_the_framed_page_and_its_oembed_say_it_once(talks: Talks) -> None:
    answer = Client().get(f"/oembed/?url=http://testserver/meetings/{talks.cancelled.slug}/").json()

    assert answer["title"] == "Call that was called off (cancelled)"
    assert words(opened(f"/embed/meetings/{talks.cancelled.slug}/").title).count("(cancelled)") == 1


@pytest.mark.parametrize(
    ("title", "status", "marked"),
    [
        ("Summit", "held", "Summit"),
        ("Summit", "broken-off", "Summit (broken off)"),
        ("Summit", "planned", "Summit (planned)"),
        ("Summit (cancelled)", "cancelled", "Summit (cancelled)"),
    ],
)
def test_a_title_bears_its_mark_once(title: str, status: str, marked: str) -> None:
    assert with_status(title, status) == marked
