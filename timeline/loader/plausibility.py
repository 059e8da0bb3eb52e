"""What is well formed and yet cannot be true: terms that overlap, a meeting held after every source that reports it, a
treaty signed where nobody met. A mistyped date looks like this. (The schema refuses years outside the record's.)

Like the rules, these read plain data, valid or not, and yield findings. Imports the rules and what they import.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from timeline.domain import dates
from timeline.loader.mentions import Elsewhere, Mention, is_description
from timeline.loader.problems import Finding, Place
from timeline.loader.reading import Data
from timeline.loader.rules import Known
from timeline.loader.untyped import Mapping, below, entries, span, text

LONGEST_MEETING = timedelta(days=731)
"""From the first to the last possible day of a meeting: two years. The longest round on record lasted 14 months."""
TOOK_PLACE = frozenset({"held", "broken-off"})

type Term = tuple[Place, Mapping]


# Reference lists, each as a whole.


def terms(data: Data) -> Iterator[Finding]:
    """The terms of a side's leaders do not overlap: none begins before the previous one has ended."""
    of_side: dict[str, list[Term]] = {}
    for index, item in enumerate(data if isinstance(data, list) else ()):
        if isinstance(item, dict):
            of_side.setdefault(text(item, "side"), []).append(((index,), item))
    for listed in of_side.values():
        yield from _overlaps(listed, name="name", is_open=True)


def posts(data: Data) -> Iterator[Finding]:
    """An official holds the same office only once at a time; a post without `to` ended at an unknown date."""
    for index, official in enumerate(data if isinstance(data, list) else ()):
        by_title: dict[str, list[Term]] = {}
        for place, post in entries(official, "posts"):
            by_title.setdefault(text(post, "post"), []).append(((index, *place), post))
        for listed in by_title.values():
            yield from _overlaps(listed, name="post", is_open=False)


def _overlaps(listed: list[Term], *, name: str, is_open: bool) -> Iterator[Finding]:
    """The terms whose latest start lies before the earliest end of a term that began earlier. `is_open`: a term
    without an end is ongoing."""
    known = [(start, place, term) for place, term in listed if (start := span(text(term, "from")))]
    known.sort(key=lambda one: (one[0].earliest, one[0].latest))
    last: tuple[date, Mapping] | None = None
    for start, place, term in known:
        is_twice = (
            is_open and last is not None and text(term, "from") == text(last[1], "from")
        )  # reported by terms_once
        if last and start.latest < last[0] and not is_twice:
            before = text(last[1], "to")
            until = f"to {before!r}" if before else "without an end"
            message = f"from {text(term, 'from')!r} lies within the term of {text(last[1], name)!r}, from "
            yield Finding(
                (*place, "from"), f"{message}{text(last[1], 'from')!r} {until}: one of the two dates is wrong"
            )
        end = span(text(term, "to"))
        ended = end.earliest if end else date.max if is_open and not text(term, "to") else start.earliest
        if last is None or ended > last[0]:
            last = ended, term


# An article's file by itself.


def article(data: Data, known: Known) -> Iterator[Finding]:
    """Meetings have a sensible length and lie in the years of their negotiation, and a document is not written after it
    was published."""
    published, written = span(text(data, "published")), span(text(data, "written"))
    if written and published and written.earliest > published.latest:
        yield Finding(("written",), f"written {text(data, 'written')!r} lies after it was published")
    for place, item in entries(data, "meetings"):
        yield from below(place, _meeting(item, known))


def _days(stated: Data) -> dates.Span | None:
    """From the first to the last day of a meeting; None if its dates are themselves wrong."""
    start, end = span(text(stated, "start")), span(text(stated, "end") or text(stated, "start"))
    return dates.Span(start.earliest, end.latest) if start and end and start.earliest <= end.latest else None


def _meeting(data: Mapping, known: Known) -> Iterator[Finding]:
    days = _days(data)
    if days is None or not is_description(data):
        return
    if days.latest - days.earliest > LONGEST_MEETING:
        yield Finding(("end",), f"the meeting lasts from {days.earliest} to {days.latest}: more than two years")
    slug = text(data, "negotiation")
    start, end = known.tracks.get(slug, ("", ""))
    begun, ended = span(start), span(end)
    if (begun and days.latest < begun.earliest) or (ended and days.earliest > ended.latest):
        years = f"{start} to {end}" if end else f"from {start}"
        message = f"start {text(data, 'start')!r} lies outside the years of {slug!r}, {years}, in negotiations.yaml"
        yield Finding(("start",), message)


# The set of articles.


def published(data: Data) -> date:
    """The latest day on which an article can have been written or, where it does not say, published; date.max if it
    gives none."""
    found = span(text(data, "written") or text(data, "published"))
    return found.latest if found else date.max


def unreported(first: Mention, newest: date) -> Iterator[Elsewhere]:
    """A meeting that took place has a source that appeared on its first day or later; `newest` is the latest
    possible date of publication of any source that mentions it."""
    days = _days(dict(first.stated))
    if days and first.stated.get("status") in TOOK_PLACE and newest < days.earliest:
        remedy = "write 'planned', mend the date, or name the meeting in the source that reports it"
        message = (
            f"meeting {first.slug!r}: status is {first.stated['status']!r}, but every source that names it appeared "
            f"before {first.stated['start']!r}: {remedy}"
        )
        yield Elsewhere(first.path, Finding((*first.place, "status"), message))


def session(part: Mention, whole: Mention) -> Iterator[Elsewhere]:
    """A session is of another meeting, which is no session itself, and its days can lie within that one's."""
    place, there = (*part.place, "part_of"), (*whole.place, "start")
    if part.slug == whole.slug:
        yield Elsewhere(part.path, Finding(place, f"the meeting {part.slug!r} is no session of itself"))
        return
    if whole.stated.get("part_of"):
        message = f"{whole.slug!r} is itself a session of {whole.stated['part_of']!r}: name that one, not"
        yield Elsewhere(part.path, Finding(place, message), whole.path, (*whole.place, "part_of"))
    mine, theirs = _days(dict(part.stated)), _days(dict(whole.stated))
    ends = [span(part.stated.get(key, "")) for key in ("start", "end")]
    outside = any(end and theirs and (end.latest < theirs.earliest or end.earliest > theirs.latest) for end in ends)
    if mine and outside:
        days = "/".join(part.stated[key] for key in ("start", "end") if key in part.stated)
        message = f"{days!r} lies outside the days of {whole.slug!r}, of which it is said to be a session, in"
        yield Elsewhere(part.path, Finding((*part.place, "start"), message), whole.path, there)


def signature(place: Place, treaty: Mapping, meeting: Mention) -> Iterator[Elsewhere]:
    """A treaty is signed on a day of the meeting at which it is said to be signed, and that meeting took place."""
    signed, days = span(text(treaty, "signed")), _days(dict(meeting.stated))
    if signed and days and (signed.latest < days.earliest or signed.earliest > days.latest):
        message = f"signed {text(treaty, 'signed')!r} lies outside the days of the meeting {meeting.slug!r} in"
        there = (*meeting.place, "start")
        yield Elsewhere("treaties.yaml", Finding((*place, "signed"), message), meeting.path, there)
    status = meeting.stated.get("status", "held")
    if status not in TOOK_PLACE:
        message = f"the meeting {meeting.slug!r} did not take place: its status is {status!r} in"
        there = (*meeting.place, "status")
        yield Elsewhere("treaties.yaml", Finding((*place, "signed_at"), message), meeting.path, there)
