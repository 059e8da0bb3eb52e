"""Meetings as an iCalendar (RFC 5545) to subscribe to: all-day events, the end exclusive, doubtful dates in words."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from timeline.api.formats.base import About, Item
from timeline.api.formats.naming import named
from timeline.domain import dates, vocabulary

STATUSES = {"held": "CONFIRMED", "broken-off": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED"}
EVERYTHING = "arms-control meetings"
UNRELEASED = datetime(1970, 1, 1, tzinfo=UTC)


def calendar(items: Iterable[Item], about: About) -> Iterator[bytes]:
    """A calendar, an event at a time. What an event says changes only with the release, its stamp."""
    whole = Calendar()
    whole.add("prodid", "-//Across the Table//Meetings//EN")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "PUBLISH")
    for property_name in ("name", "x-wr-calname"):  # RFC 7986, and what came before it
        whole.add(property_name, f"Across the Table: {named(about.filters, about.release) or EVERYTHING}")
    whole.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    whole.add("source", about.address, parameters={"VALUE": "URI"})
    opening, closing = whole.to_ical().split(b"END:VCALENDAR")
    stamp = about.release.loaded_at if about.release else UNRELEASED
    yield opening
    for item in items:
        yield event(item, stamp=stamp).to_ical()
    yield b"END:VCALENDAR" + closing


def event(item: Item, *, stamp: datetime) -> Event:
    """A meeting as an all-day event from the first to the last day that its date can mean."""
    made = Event()
    made.add("uid", f"{item['slug']}@across-the-table")
    made.add("dtstamp", stamp)
    made.add("dtstart", date.fromisoformat(item["earliest"]))
    if after := _day_after(date.fromisoformat(item["latest"])):
        made.add("dtend", after)
    made.add("summary", vocabulary.with_status(item["title"], item["status"]))
    made.add("description", _description(item))
    made.add("status", STATUSES[item["status"]])
    made.add("transp", "TRANSPARENT")
    made.add("url", item["html_url"])
    if place := place_of(item):
        made.add("location", place)
    if item["issues"]:
        made.add("categories", [issue["name"] for issue in item["issues"]])
    return made


def _day_after(day: date) -> date | None:
    """The day after; none after the calendar's last: an event without an end lasts its first day."""
    return day + timedelta(days=1) if day < date.max else None


def place_of(item: Item) -> str:
    """City and country in words; empty where the record has neither."""
    country = vocabulary.country_name(item["country"]) if item["country"] else ""
    return ", ".join(part for part in (item["city"], country) if part)


def date_of(item: Item) -> str:
    """The date in a reader's words, no finer than the source has it."""
    return dates.describe(item["start"], item["end"] or "")


def is_exact(item: Item) -> bool:
    """Whether the source names the meeting's days and has no doubt about them."""
    return all(dates.is_exact(text) for text in (item["start"], item["end"]) if text)


def _description(item: Item) -> str:
    doubt = "" if is_exact(item) else f"The sources give the date as: {date_of(item)}."
    people = "; ".join(f"{one['official']['name']} ({one['side']})" for one in item["participants"])
    who = "Named for it" if item["status"] in vocabulary.NOT_HELD else "Present"
    parts = (doubt, item["summary"], item["outcome"], people and f"{who}: {people}.", item["html_url"])
    return "\n\n".join(part for part in parts if part)
