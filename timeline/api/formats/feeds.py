"""Meetings as an Atom feed (RFC 4287), first what the record added or changed last."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from timeline.api.formats.base import About, Item
from timeline.api.formats.calendars import date_of, place_of
from timeline.api.formats.naming import named
from timeline.domain.vocabulary import MeetingStatus, with_status

NAMESPACE = UUID("d1b884b5-0f7f-5227-8eb5-1a7289ea690d")
"""In which ids are made (UUID version 5 of `across-the-table`, as a host); for ever."""


def feed(items: Iterable[Item], about: About) -> Iterator[bytes]:
    """A feed of the meetings; an entry is dated by the releases that added and last changed it, the feed by
    its release. Ids are the same at every address that the record is read at."""
    question = f"?{about.query_string}" if about.query_string else ""
    made = Atom1Feed(
        title=f"Across the Table: {named(about.filters, about.release) or 'meetings'}",
        link=f"{about.base}/{question}",
        description=None,
        subtitle="The U.S.–Soviet and U.S.–Russian arms-control talks, what was added or changed last first",
        language="en",
        feed_url=about.address,
        author_name="Across the Table",
        feed_guid=_identity(f"meetings/{question}"),
    )
    for item in items:
        _add(made, item)
    if about.release:
        loaded = about.release.loaded_at
        made.latest_post_date = lambda: loaded  # type: ignore[method-assign]  # the feed changes with the release
    yield made.writeString("utf-8").encode()


def _identity(name: str) -> str:
    """The id of what has this name in the record."""
    return uuid5(NAMESPACE, name).urn


def _add(made: Atom1Feed, item: Item) -> None:
    made.add_item(
        title=with_status(item["title"], item["status"]),
        link=item["html_url"],
        description=_content(item),
        unique_id=_identity(f"meetings/{item['slug']}"),
        pubdate=_day_of(item["added_in"], item),
        updateddate=_day_of(item["changed_in"], item),
        categories=[issue["name"] for issue in item["issues"]],
    )


def _day_of(release: str | None, item: Item) -> datetime:
    """The day of a release, with which its name begins; where the record has no history, the meeting's."""
    return datetime.combine(date.fromisoformat((release or item["earliest"])[:10]), time(), tzinfo=UTC)


def _content(item: Item) -> str:
    """What became of it, date, place and what happened, escaped: Atom's summary is HTML."""
    where = ", ".join(part for part in (date_of(item), place_of(item)) if part)
    status = "" if item["status"] == MeetingStatus.HELD else f"{MeetingStatus(item['status']).label}."
    return escape(" ".join(part for part in (status, f"{where}.", item["summary"], item["outcome"]) if part))
