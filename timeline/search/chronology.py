"""What came first or last, when and where something was, and what happened on a day or in a year: the answers to
questions of time and place. A few queries each."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from timeline import selectors
from timeline.domain import answering, dates
from timeline.domain.vocabulary import JOINT_STATEMENT, NOT_HELD, Stance, side_capital
from timeline.index.columns import Numbers
from timeline.models import Meeting, Position, Treaty
from timeline.search.answers import SHOWN, Answer, SideAnswer
from timeline.search.engine import SearchResults
from timeline.search.ground import SIDES, Dated, Ground
from timeline.search.meaning import QueryPart

LISTED = 12
"""The most meetings listed."""


def _took_place(found: SearchResults, parts: Sequence[QueryPart], held: Ground) -> Numbers:
    """The rows of the meetings found that took place, in chronological order: of the kind, at the place and with all of
    the people in the query, and not only with these words in their texts."""
    if found.left is None:
        return np.zeros(0, np.int64)
    columns = held.meetings
    mask = found.left.meetings & ~columns.single["status"].having([status.value for status in NOT_HELD])
    for part in parts:
        if part.first == "kinds":
            mask = mask & columns.single["kind"].having(part.slugs("kinds"))
        elif part.first == "officials":
            mask = mask & columns.officials.having(part.slugs("officials"))
    return _in_order(np.flatnonzero(mask), columns)


def _in_order(rows: Numbers, dated: Dated) -> Numbers:
    ordered: Numbers = rows[np.lexsort((rows, dated.latest[rows], dated.earliest[rows]))]
    return ordered


def _meetings(rows: Sequence[int], held: Ground) -> tuple[Meeting, ...]:
    """The meetings of these rows, in their order. 1 query."""
    keys = held.meetings.keys[np.array(rows, np.int64)].tolist()
    loaded = Meeting.objects.in_bulk(keys)
    return tuple(loaded[key] for key in keys if key in loaded)


def one_meeting(found: SearchResults, parts: Sequence[QueryPart], held: Ground) -> Answer | None:
    """The first or the latest of the meetings found, as its card. 1 query."""
    rows = _took_place(found, parts, held)
    if not len(rows):
        return None
    latest = found.meaning.asks == "latest"
    (meeting,) = _meetings([rows[-1 if latest else 0]], held)
    many = f" of {len(rows)} in the record" if len(rows) > 1 else ", the only one in the record"
    sentence = f"{'The latest' if latest else 'The first'}{many}: {meeting.title}, {dates.describe(meeting.start)}."
    return Answer("meeting", meeting.title, meeting=meeting, sentence=sentence)


def one_treaty(found: SearchResults) -> Answer | None:
    """The first or the latest of the treaties found. 1 query."""
    keys = found.of("treaties").keys
    listed = sorted(Treaty.objects.filter(pk__in=keys), key=lambda one: (one.earliest, one.slug))
    if not listed:
        return None
    latest = found.meaning.asks == "latest"
    treaty = listed[-1 if latest else 0]
    sentence = f"{'The latest' if latest else 'The first'} of {len(listed)}: signed {dates.describe(treaty.signed)}."
    return Answer("treaty", treaty.name, treaty=treaty, sentence=sentence)


def statements_in_order(found: SearchResults, answer: Answer, held: Ground) -> Answer:
    """An answer with the earliest (or latest) statements of each of its sides in the place of the best, and the first
    of all in its sentence. 1 query a side."""
    if found.left is None or not answer.columns:
        return answer
    columns = tuple(_in_time(column, found, held) for column in answer.columns)
    latest = found.meaning.asks == "latest"
    said = sorted((column.positions[0] for column in columns if column.positions), key=lambda one: one.earliest)
    if not said:
        return answer
    return replace(answer, columns=columns, sentence=_dated(said[-1 if latest else 0], latest=latest))


def _in_time(column: SideAnswer, found: SearchResults, held: Ground) -> SideAnswer:
    """A side's answer with its statements in chronological order (or the reverse). 1 query."""
    columns = held.statements
    rows = found.left.positions & (columns.sides == SIDES[column.side]) if found.left else np.zeros(0, bool)
    issues = dict.fromkeys(part.slugs("issues")[0] for part in found.meaning.parts if part.first == "issues")
    on = rows & np.isin(columns.issues, [held.keys["issues"].get(slug, -1) for slug in issues])
    rows = on if on.any() else rows
    ordered = _in_order(np.flatnonzero(rows), columns)
    some = ordered[::-1][:SHOWN] if found.meaning.asks == "latest" else ordered[:SHOWN]
    keys = columns.keys[some].astype(np.int64).tolist()
    loaded = selectors.positions.by_key(keys)
    return replace(column, positions=tuple(loaded[key] for key in keys if key in loaded))


def _dated(said: Position, *, latest: bool) -> str:
    """When a statement was made, by whom, and what it answers."""
    who = said.holder.name if said.holder else said.attributed_to
    who += f", in a {JOINT_STATEMENT}" if said.joint else ""
    which = "latest" if latest else "earliest"
    words = f"The {which} such statement in the record is of {dates.describe(said.date)}: {who}"
    answered = said.issue.answer(said.stance) if said.stance != Stance.UNCLEAR else ""
    return f"{words} ({side_capital(said.side)} {answering.said(answered)})." if answered else f"{words}."


def meetings_listed(found: SearchResults, parts: Sequence[QueryPart], subject: str, held: Ground) -> Answer | None:
    """The meetings found, with their dates and places, and how many they are. 1 query."""
    rows = _took_place(found, parts, held)
    if not len(rows):
        return None
    listed = _meetings(rows[:LISTED].tolist(), held)
    number = f"{len(rows)} meeting{'s' if len(rows) > 1 else ''} in the record"
    cities = list(dict.fromkeys(one.city for one in listed if one.city))
    if found.meaning.asks == "where" and cities:
        number += f": in {', '.join(cities)}" + (" …" if len(rows) > len(listed) else "")
    elif len(rows) > 1:
        first, last = (dates.describe(one.start) for one in (listed[0], *_meetings([rows[-1]], held)))
        number += f", from {first} to {last}"
    return Answer("meetings", subject, sentence=f"{number}.", meetings=listed)


def when_of_treaty(treaty: Treaty) -> str:
    """When a treaty was signed, entered into force, was suspended and ended, in a sentence."""
    steps = (
        ("signed", treaty.signed),
        ("in force from", treaty.in_force),
        ("suspended", treaty.suspended),
        ("ended", treaty.ended),
    )
    said = ", ".join(f"{step} {dates.describe(day)}" for step, day in steps if day)
    return f"{said[:1].upper()}{said[1:]}."


def dated(found: SearchResults, held: Ground) -> SearchResults:
    """The results of a query for a single day without the statements of which only the month or year is known."""
    span = found.meaning.span
    if found.left is None or span is None or span.earliest != span.latest:
        return found
    positions = found.left.positions & (held.statements.earliest == held.statements.latest)
    return replace(found, left=replace(found.left, positions=positions))


def period(found: SearchResults, parts: Sequence[QueryPart], held: Ground, said: Answer | None) -> Answer:
    """What happened on the days of a query that names nothing else: how much the record has, the weightiest meeting,
    and both sides' words (`said`). 3 queries."""
    subject, span = ", ".join(part.label for part in parts), found.meaning.span
    is_day = span is not None and span.earliest == span.latest
    keys = found.of("meetings").keys
    return Answer(
        "day" if is_day else "period",
        subject,
        sentence=_numbers(found, subject, held),
        columns=said.columns if said else (),
        meeting=Meeting.objects.filter(pk=keys[0]).first() if keys else None,
        day=span.earliest if span and is_day else None,
    )


def _numbers(found: SearchResults, subject: str, held: Ground) -> str:
    """How many meetings, statements and treaties signed the record has of the days; if none, what is nearest."""
    span = found.meaning.span
    signed = Treaty.objects.filter(earliest__range=(span.earliest, span.latest)).count() if span else 0
    left = found.left
    meetings, positions = (int(left.meetings.sum()), int(left.positions.sum())) if left else (0, 0)
    numbers = (
        (meetings, "meeting", "meetings"),
        (positions, "statement", "statements"),
        (signed, "treaty signed", "treaties signed"),
    )
    said = ", ".join(f"{number} {one if number == 1 else many}" for number, one, many in numbers if number)
    if said:
        return f"In the record, {subject}: {said}."
    return f"The record has no meeting and no statement of {subject}.{_around(found, held)}"


def _around(found: SearchResults, held: Ground) -> str:
    """The meetings before and after days of which the record has none. 1 query."""
    span = found.meaning.span
    if span is None:
        return ""
    earliest, latest = held.meetings.earliest, held.meetings.latest
    before = np.flatnonzero(latest < span.earliest.toordinal())
    after = np.flatnonzero(earliest > span.latest.toordinal())
    rows = [int(before[latest[before].argmax()])] if len(before) else []
    rows += [int(after[earliest[after].argmin()])] if len(after) else []
    said = [f"{one.title}, {dates.describe(one.start, one.end)}" for one in _meetings(rows, held)]
    return f" The nearest: {'; '.join(said)}." if said else ""
