"""Two things side by side over the issues they share: the two sides on a day, two days, or two officials."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.domain import dates, standings
from timeline.domain.standings import SILENCE, value, years_after
from timeline.domain.vocabulary import Side, side_capital
from timeline.filters.fields import nearest, single, split
from timeline.filters.filtersets import Problem, repeated
from timeline.index.meetings import Columns
from timeline.index.reference import reference
from timeline.index.standings import Series, Statement, series
from timeline.models import SLUG, Issue, Meeting, Official, Position, Release
from timeline.pages.choices import marked, options
from timeline.pages.meeting_cards import KEPT_FOR
from timeline.pages.render import address, sheet
from timeline.pages.standing_charts import APART
from timeline.releases import day_of, release_of

KNOWN = ("on", "and", "official", "cite")
LATEST = 2
"""Statements of each official shown on an issue; the issue's page has the rest."""
PATH = "/compare/"
MOST_MEETINGS = 5
"""Meetings named of a day."""


def age(then: date, on: date) -> str:
    """How long before a day something was said, in days, months or years."""
    days = (on - then).days
    if days <= 0:
        return "that day"
    for size, unit in ((365.25, "year"), (30.44, "month"), (1, "day")):
        number = int(days / size)
        if number >= 2 or unit == "day":
            return f"{number} {unit}{'' if number == 1 else 's'} earlier"
    raise AssertionError


@dataclass(frozen=True, slots=True)
class Stood:
    """One side on a day: its last word and the age of it; `is_silent` where that is too old to be its standing."""

    side: str
    position: Position | None
    age: str = ""
    is_silent: bool = False

    @property
    def stance(self) -> str | None:
        """The stance it stood by; None while it was silent."""
        return self.position.stance if self.position and not self.is_silent else None


@dataclass(frozen=True, slots=True)
class Row:
    """One issue: both sides' standings on a day and the distance (None: none)."""

    issue: Issue
    washington: Stood
    moscow: Stood
    distance: int | None

    @property
    def is_silent(self) -> bool:
        """Whether a side had said nothing for too long to stand anywhere."""
        return self.washington.is_silent or self.moscow.is_silent

    @property
    def words(self) -> str:
        """The distance in words, or who was silent."""
        silent = [side_capital(one.side) for one in (self.washington, self.moscow) if one.is_silent]
        if silent:
            return f"{silent[0]} silent" if len(silent) == 1 else "both silent"
        return APART.get(self.distance, "") if self.distance is not None else "no distance"


@dataclass(frozen=True, slots=True)
class Moved:
    """One issue on two days: what each side's standing was and became, and the distances."""

    issue: Issue
    washington: tuple[Stood, Stood]
    moscow: tuple[Stood, Stood]
    distances: tuple[int | None, int | None]

    @property
    def is_change(self) -> bool:
        """Whether a side's clear answer became another clear one."""
        pairs = ([value(one.stance) for one in pair] for pair in self.sides)
        return any(None not in (was, now) and was != now for was, now in pairs)

    @property
    def is_heard(self) -> bool:
        """Whether a side stood otherwise on the second day for something that it had said since the first."""
        return any(now.stance and was.stance != now.stance for was, now in self.sides)

    @property
    def sides(self) -> tuple[tuple[Stood, Stood], tuple[Stood, Stood]]:
        """Washington's standings on the two days, and Moscow's."""
        return self.washington, self.moscow


@dataclass(frozen=True, slots=True)
class Shared:
    """One issue on which two officials spoke: of each, how often and the latest, newest first."""

    issue: Issue
    totals: tuple[int, int]
    latest: tuple[tuple[Position, ...], tuple[Position, ...]]


@dataclass(slots=True)
class Question:
    """What is to be compared, read from the query string; what could not be read is in `problems`."""

    on: date | None = None
    then: date | None = None
    officials: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def canonical(self) -> str:
        """The address of the question."""
        if self.officials:
            return address(PATH, urlencode([("official", slug) for slug in self.officials]))
        days = [(name, day.isoformat()) for name, day in (("on", self.on), ("and", self.then)) if day]
        return address(PATH, urlencode(days))


def _day(data: QueryDict, name: str, problems: list[Problem]) -> date | None:
    """The last day that a date can mean, or None with the problem said."""
    text = single(data, name).strip()
    if not text:
        return None
    try:
        return dates.parse(text).latest
    except dates.DateError as error:
        problems.append(Problem(name, str(error)))
        return None


def read(data: QueryDict) -> Question:
    """The question of a query string: `on` alone, `on` and `and` in the order of time, or `official` twice."""
    asked = Question()
    asked.problems += [
        Problem(name, f"there is no parameter {name[:80]!r} here", nearest(name, KNOWN))
        for name in data
        if name not in KNOWN
    ]
    asked.problems += repeated(data, ("on", "and", "cite"))
    slugs = dict.fromkeys(part for value in data.getlist("official") for part in split(value))
    for slug in slugs:
        if SLUG.regex.match(slug):  # type: ignore[union-attr]  # compiled when first read
            asked.officials.append(slug)
        else:
            asked.problems.append(Problem("official", f"{slug[:80]!r} is not a slug"))
    if len(asked.officials) > 2:
        asked.problems.append(Problem("official", "only the first two are compared", effect="was cut"))
        asked.officials = asked.officials[:2]
    days = sorted(day for name in ("on", "and") if (day := _day(data, name, asked.problems)))
    asked.on, asked.then = (*days, None, None)[:2]
    return asked


def _stood(word: Statement | None, side: str, on: date, stated: Mapping[int, Position]) -> Stood:
    if word is None:
        return Stood(side, None)
    return Stood(side, stated[word.key], age(word.latest, on), standings.is_silent(word.latest, on=on))


type Words = dict[tuple[str, str], Statement | None]


def _words(issues: Iterable[Issue], tracks: Series, day: date) -> Words:
    """The last words of both sides on each issue, by its slug and the side."""
    return {(issue.slug, side): tracks.last_word(issue.slug, side, on=day) for issue in issues for side in Side.values}


def _distance(issue: Issue, ours: Stood, theirs: Stood) -> int | None:
    return standings.distance(ours.stance, theirs.stance, comparable=issue.comparable)


def on_one_day(issues: list[Issue], tracks: Series, day: date) -> list[Row]:
    """The issues on which either side had spoken, farthest apart first, then what was said last. 1 query."""
    words = _words(issues, tracks, day)
    stated = selectors.positions.by_key(one.key for one in words.values() if one)
    rows = []
    for issue in issues:
        ours, theirs = (_stood(words[issue.slug, side], side, day, stated) for side in Side.values)
        if ours.position or theirs.position:
            rows.append(Row(issue, ours, theirs, _distance(issue, ours, theirs)))

    def order(row: Row) -> tuple[int, int, str]:
        said = [one.position.latest for one in (row.washington, row.moscow) if one.position]
        return -1 if row.distance is None else row.distance, max(said).toordinal(), row.issue.slug

    return sorted(rows, key=order, reverse=True)


def between_days(issues: list[Issue], tracks: Series, first: date, last: date) -> list[Moved]:
    """The issues on which a side's standing differs between two days, in the order of the reference list. 1 query."""
    before, after = _words(issues, tracks, first), _words(issues, tracks, last)
    stated = selectors.positions.by_key({one.key for words in (before, after) for one in words.values() if one})
    found = []
    for issue in issues:
        ours, theirs = (
            (_stood(before[issue.slug, side], side, first, stated), _stood(after[issue.slug, side], side, last, stated))
            for side in Side.values
        )
        if any(was.stance != now.stance for was, now in (ours, theirs)):
            distances = _distance(issue, ours[0], theirs[0]), _distance(issue, ours[1], theirs[1])
            found.append(Moved(issue, ours, theirs, distances))
    return found


def two_officials(one: Official, other: Official) -> tuple[list[Shared], int]:
    """The issues on which both spoke, most spoken of first, and on how many only one of them did. 2 queries."""
    said: dict[Issue, tuple[list[Position], list[Position]]] = {}
    for place, official in enumerate((one, other)):
        for position in selectors.officials.positions_of(official):
            said.setdefault(position.issue, ([], []))[place].append(position)
    shared = [
        Shared(
            issue,
            (len(left), len(right)),
            (tuple(reversed(left[-LATEST:])), tuple(reversed(right[-LATEST:]))),
        )
        for issue, (left, right) in said.items()
        if left and right
    ]
    shared.sort(key=lambda row: (-sum(row.totals), row.issue.ordinal))
    return shared, len(said) - len(shared)


def _year(day: date, years: int) -> str:
    return address(PATH, urlencode({"on": years_after(day, years).isoformat()}))


def _meeting_url(meeting: Meeting | None) -> str:
    return address(PATH, urlencode({"on": meeting.latest.isoformat()})) if meeting else ""


@dataclass(frozen=True, slots=True)
class Steps:
    """Meetings around a day: the last that was over before it, those that may have been going on, the first after."""

    before: Meeting | None
    on: list[Meeting]
    after: Meeting | None


def _steps(columns: Columns, day: date) -> Steps:
    """The meetings around a day. 1 query."""
    ordinal = day.toordinal()
    over, later = np.flatnonzero(columns.latest < ordinal), np.flatnonzero(columns.latest > ordinal)
    going_on = np.flatnonzero((columns.earliest <= ordinal) & (columns.latest >= ordinal))[:MOST_MEETINGS]
    before = [over[columns.latest[over] == columns.latest[over].max()][-1]] if len(over) else []
    after = [later[columns.latest[later] == columns.latest[later].min()][0]] if len(later) else []
    keys = [columns.keys[np.asarray(rows, int)].tolist() for rows in (before, going_on, after)]
    found = selectors.meetings.by_key(key for part in keys for key in part)
    first, on, last = ([found[key] for key in part if key in found] for part in keys)
    return Steps(first[0] if first else None, on, last[0] if last else None)


def _days_context(asked: Question, tracks: Series, day: date, columns: Columns) -> dict[str, Any]:
    issues = selectors.issues.listed()
    if asked.then:
        moved = between_days(issues, tracks, day, asked.then)
        return {
            "moved": [row for row in moved if row.is_change],
            "heard": [row for row in moved if row.is_heard and not row.is_change],
            "lapsed": [row for row in moved if not row.is_heard],
            "unmoved": len(issues) - len(moved),
            "silence": SILENCE,
        }
    steps = _steps(columns, day)
    rows = on_one_day(issues, tracks, day)
    return {
        "rows": [row for row in rows if not row.is_silent],
        "silent": [row for row in rows if row.is_silent],
        "silence": SILENCE,
        "unspoken": len(issues) - len(rows),
        "before": steps.before,
        "after": steps.after,
        "before_url": _meeting_url(steps.before),
        "after_url": _meeting_url(steps.after),
        "year_before_url": _year(day, -1),
        "year_after_url": _year(day, 1),
        "meetings": steps.on,
    }


def _people_context(asked: Question) -> dict[str, Any]:
    known = selectors.officials.by_slug(asked.officials)
    for slug in [slug for slug in asked.officials if slug not in known]:
        asked.problems.append(Problem("official", f"no official of the record bears the slug {slug[:80]!r}"))
        asked.officials.remove(slug)
    if asked.officials and asked.on:
        asked.problems.append(Problem("on", "officials are compared over all that they said, not on a day"))
    people = [known[slug] for slug in asked.officials]
    if len(people) < 2:
        return {"people": people}
    shared, alone = two_officials(*people)
    return {"people": people, "shared": shared, "alone": alone}


def _speakers(release: Release | None) -> str:
    """Everyone whom the record quotes, to choose from. No query where they are kept, else 1."""
    key = f"speaking:{release.hash}" if release else ""
    kept: str | None = cache.get(key) if key else None
    if kept is None:
        kept = str(options((slug, name) for slug, name, _ in selectors.officials.speakers()))
        if key:
            cache.set(key, kept, KEPT_FOR)
    return kept


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The comparison that the query string asks for; without one, both sides on the day of the release."""
    release = release_of(request)
    asked = read(request.GET)
    day = asked.on or day_of(release)
    context: dict[str, Any] = {"release": release, "day": day, "asked": asked}
    if asked.officials:
        context |= _people_context(asked)
    if not asked.officials:
        context |= _days_context(asked, series(release), day, reference(release).columns)
    speakers, chosen = _speakers(release), [*asked.officials, "", ""]
    context["choices"] = [marked(speakers, slug) for slug in chosen[:2]]
    title = f"Where they stood on {dates.describe_day(day)}"
    if asked.officials:
        title = " and ".join(official.name for official in context["people"]) + ", issue by issue"
    elif asked.then:
        title = f"What moved between {dates.describe_day(day)} and {dates.describe_day(asked.then)}"
    return sheet(
        request,
        "compare.html",
        context,
        title=title,
        canonical=asked.canonical(),
        above=[("/", "Timeline"), ("/issues/", "Issues")],
    )
