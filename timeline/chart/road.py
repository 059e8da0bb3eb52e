"""The timeline on a narrow screen: time from top to bottom in stages, each a decade, a year, a month or everything
shown. Pure geometry: which stages there are, which meetings each names, who was in office, which treaties began,
continued or ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from timeline.chart.scale import months
from timeline.domain.dates import MONTHS, Span
from timeline.domain.marks import Mark, Period

MOST_STAGES = 24
MOST_BRACKETS = 3
MOST_EVENTS = 2
LEVELS = ((366 * 15, (120, 1200, 12000), 2), (400, (12,), 4), (62, (1,), 5))
"""For windows of more than this many days: the possible lengths of a stage in months, and how many meetings it
names."""
MOST_NAMED = 60
"""Meetings named if everything shown is one stage."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: its days, its name, how many meetings began in it, those that are named, oldest first; who was in
    office (empty if unchanged since the previous stage); what happened to treaties; the state of each treaty's
    bracket."""

    window: Span
    label: str
    count: int
    marks: Sequence[Mark]
    washington: str
    moscow: str
    events: tuple[str, ...]
    brackets: tuple[str, ...]

    @property
    def more(self) -> int:
        """The number of meetings that are not named."""
        return self.count - len(self.marks)


class Division(NamedTuple):
    """A window's stages, and how many meetings each may name; `is_one` if it is not divided."""

    spans: list[Span]
    named: int
    is_one: bool


def division(window: Span) -> Division:
    """The stages of a window, by its length: decades (centuries if it is very long), years, months, or itself."""
    days = (window.latest - window.earliest).days + 1
    for longer, sizes, named in LEVELS:
        for size in sizes:
            if days > longer and (found := months(window, size, most=MOST_STAGES)):
                return Division(found, named, is_one=False)
    return Division([window], MOST_NAMED, is_one=True)


def _label(span: Span) -> str:
    first, last = span.earliest, span.latest
    if last.year - first.year == 9 and first.year % 10 == 0:
        return f"{first.year}s"
    if last.year > first.year:
        return f"{first.year}–{last.year}"
    return str(first.year) if (last - first).days > 300 else MONTHS[first.month - 1][:3]


def _overlaps(stretch: Period, span: Span) -> bool:
    return stretch.earliest <= span.latest and stretch.end >= span.earliest


def _in_office(terms: Iterable[Period], span: Span) -> str:
    return ", ".join(dict.fromkeys(one.names[-1] for one in terms if _overlaps(one, span)))


def _turns(treaty: Period) -> list[tuple[date, str]]:
    """The days on which something happened to a treaty, and what."""
    days = [(treaty.earliest, "signed"), (treaty.solid_from, "in force"), (treaty.suspended_from, "suspended")]
    if not treaty.is_point:
        days.append((treaty.latest, "ended"))
    return [(day, what) for day, what in days if day]


def _events(treaties: Sequence[Period], span: Span) -> tuple[str, ...]:
    """What happened to treaties in a stage, oldest first; at most MOST_EVENTS, those of the weightiest treaties."""
    found = [
        (treaty.weight, day, f"{treaty.names[-1]} {what}")
        for treaty in treaties
        for day, what in _turns(treaty)
        if span.earliest <= day <= span.latest
    ]
    weightiest = sorted(found, key=lambda one: (-one[0], one[1:]))[:MOST_EVENTS]
    return tuple(text for _, text in sorted((day, text) for _, day, text in weightiest))


def bracketed(treaties: Sequence[Period], window: Span) -> list[Period]:
    """The weightiest treaties that lasted and that began or ended in the window, oldest first."""
    found = [
        one
        for one in treaties
        if not one.is_point and _overlaps(one, window) and (one.earliest >= window.earliest or one.end <= window.latest)
    ]
    heaviest = sorted(found, key=lambda one: (-one.weight, one.earliest, one.key))[:MOST_BRACKETS]
    return sorted(heaviest, key=lambda one: (one.earliest, one.key))


def _bracket(treaty: Period, span: Span) -> str:
    """The state of a treaty's bracket at a stage: it begins, ends, does both or runs on; empty if there is none."""
    if not _overlaps(treaty, span):
        return ""
    begins, ends = treaty.earliest >= span.earliest, treaty.end <= span.latest
    return "whole" if begins and ends else "begin" if begins else "end" if ends else "run"


def stages(
    divided: Division,
    counts: Sequence[int],
    marks: Sequence[Sequence[Mark]],
    terms: tuple[Sequence[Period], Sequence[Period]],
    treaties: Sequence[Period],
) -> list[Stage]:
    """The stages, oldest first, including empty ones, from the meetings counted and named in each, both sides' terms of
    office, and the treaties."""
    drawn: list[Stage] = []
    last = ("", "")
    chosen = bracketed(treaties, Span(divided.spans[0].earliest, divided.spans[-1].latest))
    for span, count, named in zip(divided.spans, counts, marks, strict=True):
        office = tuple(_in_office(side, span) for side in terms)
        us, ru = (now if now != before else "" for now, before in zip(office, last, strict=True))
        brackets = tuple(_bracket(treaty, span) for treaty in chosen)
        drawn.append(Stage(span, _label(span), count, named, us, ru, _events(treaties, span), brackets))
        last = (office[0], office[1])
    return drawn
