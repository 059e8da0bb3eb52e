"""Meetings as an Atom feed (RFC 4287), the newest first."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from timeline.api.formats.base import About, Item
from timeline.api.formats.calendars import date_of, place_of
from timeline.domain.vocabulary import with_status


def feed(items: Iterable[Item], about: About) -> Iterator[bytes]:
    """A feed of the meetings; an entry is dated by its meeting's first day, the feed by the release."""
    question = f"?{about.query_string}" if about.query_string else ""
    made = Atom1Feed(
        title="Across the Table: meetings",
        link=f"{about.base}/{question}",
        description=None,
        subtitle="The U.S.–Soviet and U.S.–Russian arms-control talks, newest first",
        language="en",
        feed_url=about.address,
        author_name="Across the Table",
        feed_guid=about.address,
    )
    for item in items:
        _add(made, item)
    if about.release:
        loaded = about.release.loaded_at
        made.latest_post_date = lambda: loaded  # type: ignore[method-assign]  # the feed changes with the release
    yield made.writeString("utf-8").encode()


def _add(made: Atom1Feed, item: Item) -> None:
    day = _midnight(item["earliest"])
    made.add_item(
        title=with_status(item["title"], item["status"]),
        link=item["html_url"],
        description=_content(item),
        unique_id=item["html_url"],
        pubdate=day,
        updateddate=day,
        categories=[issue["name"] for issue in item["issues"]],
    )


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), tzinfo=UTC)


def _content(item: Item) -> str:
    """Date, place and what happened, escaped: Atom's summary is HTML."""
    where = ", ".join(part for part in (date_of(item), place_of(item)) if part)
    return escape(" ".join(part for part in (f"{where}.", item["summary"], item["outcome"]) if part))
