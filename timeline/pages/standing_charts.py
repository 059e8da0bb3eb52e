"""Where the sides stood, assembled from series and chart: the rows of all issues, the chart of one, the moves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from operator import attrgetter

from django.utils.safestring import SafeString

from timeline import selectors
from timeline.chart import standing
from timeline.chart.scale import Scale, Tick, thinned, ticks, year_end, year_start
from timeline.chart.standing import StandingSegment
from timeline.domain import dates, standings
from timeline.domain.dates import PLAUSIBLE, Span
from timeline.domain.standings import StanceChange, Step
from timeline.domain.vocabulary import Side, Stance, side_capital
from timeline.index.standings import StandingSeries, Statement
from timeline.models import Issue, Position
from timeline.pages.axis import label_beside
from timeline.pages.html import safe
from timeline.selectors.positions import Brief
from timeline.templatetags.record import percent

APART = {0: "together", 1: "one step apart", 2: "opposed"}
MOST_STEPS = 150
"""Maximum number of steps drawn per side and issue."""
CHART_TOP = 26
CHART_STEP = 40
CHART_HEIGHT = 168
"""Pixels: y of `supports` in an issue's chart, distance to the next stance, and height of the whole chart."""
SHIFT = {Side.US.value: -4, Side.RU.value: 4}
UNCLEAR = -2
"""The value at which unclear statements are drawn in an issue's chart, below `opposes`."""


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issue in the list: its picture, the statements that both standings rest on at the end (None: silent), the
    last statements of sides silent since (`…_before`), and the distance at the end."""

    issue: Issue
    picture: standing.StandingRow
    washington: Brief | None
    moscow: Brief | None
    washington_before: Brief | None
    moscow_before: Brief | None
    apart: int | None
    first: bool = False

    @property
    def apart_words(self) -> str:
        """The distance in words."""
        if not self.issue.comparable:
            return "not comparable"
        if self.apart is not None:
            return APART[self.apart]
        ends = ((Side.US.label, self.washington), (Side.RU.label, self.moscow))
        for without, found in (
            ("silent", [side for side, one in ends if one is None]),
            ("unclear", [side for side, one in ends if one and one.stance == Stance.UNCLEAR]),
        ):
            if found:
                return f"{found[0]} {without}" if len(found) == 1 else f"both {without}"
        raise AssertionError

    @property
    def washington_answer(self) -> str:
        """Washington's answer at the end; empty if silent."""
        return self.issue.answer(self.washington.stance) if self.washington else ""

    @property
    def moscow_answer(self) -> str:
        """Moscow's answer at the end; empty if silent."""
        return self.issue.answer(self.moscow.stance) if self.moscow else ""

    @property
    def description(self) -> str:
        """What the picture shows at its end, for screen readers."""
        ends = ((Side.US, self.washington, self.washington_before), (Side.RU, self.moscow, self.moscow_before))
        said = [f"{side.label} {self._ending(one, before)}" for side, one, before in ends]
        return f"{self.issue.name}, at the end: {', '.join(said)}; {self.apart_words}"

    def _ending(self, one: Brief | None, before: Brief | None) -> str:
        if one:
            return self.issue.answer(one.stance)
        return f"silent since {dates.describe(before.written)}" if before else "silent"


def _end(word: Statement | None, stated: Mapping[int, Brief], until: date) -> tuple[Brief | None, Brief | None]:
    """The statement that a side's standing rests on at the end, or its last one before it fell silent."""
    if word is None:
        return None, None
    said = stated[word.key]
    return (None, said) if standings.is_silent(word.latest, on=until) else (said, None)


def issue_rows(issues: Iterable[Issue], series: StandingSeries, scale: Scale, until: date) -> list[IssueRow]:
    """A row for each issue, in the order given. 1 query."""
    listed = list(issues)
    words = {issue.slug: [series.last_word(issue.slug, side, on=until) for side in Side.values] for issue in listed}
    stated = selectors.positions.briefs(word.key for pair in words.values() for word in pair if word)
    rows: list[IssueRow] = []
    for issue in listed:
        tracks = (series.track(issue.slug, side) for side in Side.values)
        thin = (thinned(track, scale, most=MOST_STEPS, day=attrgetter("since")) for track in tracks)
        us, ru = (standing.segments(steps, until=until) for steps in thin)
        (us_end, us_before), (ru_end, ru_before) = (_end(word, stated, until) for word in words[issue.slug])
        stances = (one.stance if one else None for one in (us_end, ru_end))
        rows.append(
            IssueRow(
                issue,
                standing.row(us, ru, scale, comparable=issue.comparable),
                us_end,
                ru_end,
                us_before,
                ru_before,
                standings.distance(*stances, comparable=issue.comparable),
                first=not rows,
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """A statement in an issue's chart: a dot at `x` percent and `y` pixels, its line to `end_x`, and a vertical move to
    it from `from_y` (None if there is no move, as after silence)."""

    statement: Brief
    answer: str
    x: float
    end_x: float | None
    y: int
    from_y: int | None
    is_before: bool = False
    """Whether it was made before the window, so that only its line is visible."""

    @property
    def description(self) -> str:
        """Side, holder, date and answer."""
        return f"{side_capital(self.statement.side)}, {self.statement.words}: {self.answer}"


@dataclass(frozen=True, slots=True)
class DrawnSide:
    """One side's steps in an issue's chart."""

    side: str
    steps: list[DrawnStep]


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch where the two sides are apart: percent and pixels."""

    x: float
    width: float
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class IssueChart:
    """One issue's chart."""

    sides: list[DrawnSide]
    shades: list[Shade]
    ticks: list[Tick]
    levels: list[str]
    window: Span
    height: int = CHART_HEIGHT


def _y(value: int, side: str) -> int:
    return CHART_TOP + (1 - value) * CHART_STEP + SHIFT.get(side, 0) - (12 if value == UNCLEAR else 0)


type Steps = Sequence[Step[Statement]]


def _side(issue: Issue, side: str, track: Steps, scale: Scale, until: date, stated: Mapping[int, Brief]) -> DrawnSide:
    segments = {segment.step.position.key: segment for segment in standing.segments(track, until=until)}
    drawn, before = [], None
    for step in track:
        segment = segments.get(step.position.key)
        moved = (
            before is not None
            and segment is not None
            and before.until == segment.since
            and before.value != segment.value
        )
        drawn.append(
            DrawnStep(
                stated[step.position.key],
                issue.answer(step.position.stance),
                max(0.0, scale.at(step.since)),
                scale.at(segment.until) if segment else None,
                _y(UNCLEAR if segment is None else segment.value, side),
                _y(before.value, side) if moved and before else None,
                is_before=scale.at(step.since) < 0,
            )
        )
        before = segment
    return DrawnSide(side, drawn)


def _shades(runs: Sequence[Sequence[StandingSegment[Step[Statement]]]], scale: Scale) -> list[Shade]:
    """Where the two sides are apart, clipped to the window."""
    found = []
    for apart in standing.disagreements(*runs):
        top, bottom = sorted(CHART_TOP + (1 - value) * CHART_STEP for value in apart.values)
        x, end = max(0.0, scale.at(apart.since)), min(100.0, scale.at(apart.until))
        if x < end:
            found.append(Shade(x, end - x, top, bottom - top))
    return found


def issue_chart(issue: Issue, series: StandingSeries, until: date, *, window: Span | None = None) -> IssueChart | None:
    """The chart of an issue from its first statement to `until`, or in a window (with the standings at its start); None
    if neither side ever spoke. 1 query."""
    spoken = {side: series.track(issue.slug, side).within(PLAUSIBLE) for side in (Side.US.value, Side.RU.value)}
    first = min((track[0].since for track in spoken.values() if track), default=None)
    if first is None:
        return None
    if window is not None:
        until, spoken = min(until, window.latest), {side: one.seen_in(window) for side, one in spoken.items()}
    scale = Scale(window or Span(year_start(first.year), year_end(max(until, first).year)))
    tracks = {side: thinned(track, scale, most=MOST_STEPS, day=attrgetter("since")) for side, track in spoken.items()}
    runs = [standing.runs(standing.segments(track, until=until)) for track in tracks.values()]
    shades = _shades(runs, scale) if issue.comparable else []
    levels = [issue.answer(stance) for stance in (*standings.VALUES, Stance.UNCLEAR)]
    stated = selectors.positions.briefs(step.position.key for track in tracks.values() for step in track)
    sides = [_side(issue, side, track, scale, until, stated) for side, track in tracks.items()]
    return IssueChart(sides, shades, ticks(scale), levels, scale.window)


def _step(step: DrawnStep) -> str:
    """A statement as a link: the move to it, its line, and its dot."""
    x, y, said = percent(step.x), step.y, escape(step.description)
    move = (
        f'<line class="step__move" x1="{x}" x2="{x}" y1="{step.from_y}" y2="{y}"/>' if step.from_y is not None else ""
    )
    end = percent(step.end_x) if step.end_x is not None else ""
    line = f'<line class="step__line" x1="{x}" x2="{end}" y1="{y}" y2="{y}"/>' if end else ""
    if step.is_before:
        return f'<g class="step">{line}</g>\n'
    return (
        f'<a class="step" href="/positions/{escape(step.statement.public_id)}/"><title>{said}</title>{move}{line}'
        f'<circle class="step__dot" data-stance="{step.statement.stance}" cx="{x}" cy="{y}" r="3.2"/></a>\n'
    )


def drawn(chart: IssueChart) -> SafeString:
    """The chart's plot as SVG, without its frame. Built in Python because it has hundreds of elements."""
    bottom = CHART_HEIGHT - 18
    parts = [
        f'<line class="grid" x1="{percent(tick.x)}" x2="{percent(tick.x)}" y1="0" y2="{bottom}"/>'
        f"{label_beside(tick, dx=3, y=CHART_HEIGHT - 3)}"
        for tick in chart.ticks
    ]
    parts += [
        f'<rect class="line__distance" x="{percent(one.x)}" width="{percent(one.width)}" y="{one.top}" '
        f'height="{one.height}"/>'
        for one in chart.shades
    ]
    for side in chart.sides:
        parts += [f'<g data-side="{side.side.lower()}">', *(_step(step) for step in side.steps), "</g>"]
    return safe("".join(parts))


@dataclass(frozen=True, slots=True)
class Move:
    """A change of a side's clear answer on an issue: the stance before, and the statement that changed it. `pause` is
    set if the earlier answer was too old to be its standing any more: `silent since 1986`."""

    issue: Issue
    side: str
    before: str
    position: Position
    pause: str = ""

    @property
    def from_words(self) -> str:
        """The answer before."""
        return self.issue.answer(self.before)


def pause(change: StanceChange[Statement]) -> str:
    """The gap between the two answers if the first was no longer a standing: `silent since 1986`; else empty."""
    if not standings.is_silent(change.before.latest, on=change.position.latest):
        return ""
    what = "silent" if change.last_word == change.before else "without a clear answer"
    return f"{what} since {change.before.latest.year}"
