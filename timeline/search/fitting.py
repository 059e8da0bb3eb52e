"""Fits the meaning of a query to what the record has: of the days that digits can mean, those it has something of; of
the people who share a name, those it has at the time. No query."""

from collections.abc import Callable
from dataclasses import replace

from timeline.domain.dates import Span
from timeline.index.columns import Numbers
from timeline.search.days import words_of
from timeline.search.ground import Ground
from timeline.search.meaning import Meaning, QueryPart
from timeline.search.names import Names


def fitted(meaning: Meaning, held: Ground, known: Names) -> Meaning:
    """The meaning with its ambiguous parts settled, as far as the record settles them."""
    meaning = _changed(meaning, lambda part: _dated(part, held))
    span = meaning.span
    return _changed(meaning, lambda part: _alive(part, span, held, known)) if span else meaning


def _changed(meaning: Meaning, change: Callable[[QueryPart], QueryPart]) -> Meaning:
    return replace(meaning, clauses=tuple(tuple(map(change, clause)) for clause in meaning.clauses))


def _within(span: Span, earliest: Numbers, latest: Numbers) -> Numbers:
    """The mask of the rows that may lie in a span."""
    mask: Numbers = (earliest <= span.latest.toordinal()) & (latest >= span.earliest.toordinal())
    return mask


def _begins_any(span: Span, held: Ground) -> bool:
    """Whether a meeting or a statement of the record begins or ends in a span."""
    first, last = span.earliest.toordinal(), span.latest.toordinal()
    days = (day for dated in (held.meetings, held.statements) for day in (dated.earliest, dated.latest))
    return any(bool(((day >= first) & (day <= last)).any()) for day in days)


def _dated(part: QueryPart, held: Ground) -> QueryPart:
    """Of the two days that 11/10/1986 can mean, the one that the record has something of; else the month first."""
    if part.span is None or part.other_span is None:
        return part
    if _begins_any(part.span, held) or not _begins_any(part.other_span, held):
        return part
    label = f"{words_of(part.other_span, part.what)}, read day first"
    return replace(part, span=part.other_span, other_span=part.span, label=label)


def _alive(part: QueryPart, span: Span, held: Ground, known: Names) -> QueryPart:
    """Of the people who share a name, those with a meeting or a statement in the span, if any; the others are offered
    beside."""
    slugs = part.slugs("officials") if part.first == "officials" else ()
    present = {slug for slug in slugs if len(slugs) > 1 and _is_present(slug, span, held)}
    if not present or len(present) == len(slugs):
        return part
    leads = tuple(lead for lead in part.leads if lead[1] in present)
    others = tuple(slug for slug in slugs if slug not in present)
    return replace(part, leads=leads, label=known.titled(leads), namesakes=others)


def _is_present(slug: str, span: Span, held: Ground) -> bool:
    said = held.statements.holders == held.keys["officials"].get(slug, -1)
    masks = ((said, held.statements), (held.meetings.officials.having([slug]), held.meetings))
    return any(bool((mask & _within(span, one.earliest, one.latest)).any()) for mask, one in masks)
