"""Where the sides stood, put together from series and chart: the rows of all issues, the chart of one, the moves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

from timeline import dates, dossiers, standings
from timeline.chart import standing
from timeline.chart.scale import Scale, Tick, ticks, year_end, year_start
from timeline.chart.standing import Leg
from timeline.dates import PLAUSIBLE, Span
from timeline.dossiers import Brief
from timeline.models import Issue, Position, Release
from timeline.series import Series, Statement, Track
from timeline.standings import Step
from timeline.vocabulary import Side, Stance, side_capital

APART = {0: "together", 1: "one step apart", 2: "opposed"}
MOST_STEPS = 150
"""Steps drawn of one side on one issue."""
CHART_TOP = 26
CHART_STEP = 40
CHART_HEIGHT = 168
"""Pixels: the middle of `supports` in an issue's chart, from there to the next stance, and the whole chart."""
SHIFT = {Side.US.value: -4, Side.RU.value: 4}
UNCLEAR = -2
"""The value at which unclear statements are marked in an issue's chart, below `opposes`."""


def day_of(release: Release | None) -> date:
    """The day up to which standings are drawn: that of the release, for the record says nothing later."""
    return release.loaded_at.date() if release else date(1955, 1, 1)


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issue among all: its picture, the stances drawn at the end (None: silent or unclear), the distance then."""

    issue: Issue
    picture: standing.Row
    washington: Brief | None
    moscow: Brief | None
    apart: int | None
    first: bool = False

    @property
    def apart_words(self) -> str:
        """The distance in words."""
        if not self.issue.comparable:
            return "not comparable"
        if self.apart is not None:
            return APART[self.apart]
        silent = [side.label for side, one in ((Side.US, self.washington), (Side.RU, self.moscow)) if one is None]
        return f"{silent[0]} silent" if len(silent) == 1 else "both silent"

    @property
    def description(self) -> str:
        """What the picture shows at its end, for a screen reader."""
        ends = ((Side.US, self.washington), (Side.RU, self.moscow))
        said = [f"{side.label} {Stance(one.stance).label.lower() if one else 'silent'}" for side, one in ends]
        return f"{self.issue.name}, at the end: {', '.join(said)}; {self.apart_words}"


type Legs = Sequence[Leg[Step[Statement]]]


def _last(drawn: Legs, until: date) -> int | None:
    """The key of the statement whose standing is drawn at the end; None where none is."""
    return drawn[-1].step.position.key if drawn and drawn[-1].until >= until else None


def issue_rows(issues: Iterable[Issue], series: Series, scale: Scale, until: date) -> list[IssueRow]:
    """A row for each issue in the order given. 1 query."""
    found: list[tuple[Issue, list[Legs]]] = []
    for issue in issues:
        tracks = (series.track(issue.slug, side) for side in (Side.US.value, Side.RU.value))
        thin = (standing.thinned(track, scale, most=MOST_STEPS) for track in tracks)
        found.append((issue, [standing.legs(steps, until=until) for steps in thin]))
    stated = dossiers.briefs(key for _, sides in found for drawn in sides if (key := _last(drawn, until)))
    rows: list[IssueRow] = []
    for issue, (ours, theirs) in found:
        here, there = (stated[key] if (key := _last(drawn, until)) else None for drawn in (ours, theirs))
        rows.append(
            IssueRow(
                issue,
                standing.row(ours, theirs, scale, comparable=issue.comparable),
                here,
                there,
                standings.distance(
                    here.stance if here else None, there.stance if there else None, comparable=issue.comparable
                ),
                first=not rows,
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """A statement in an issue's chart: a dot at `x` percent and `y` pixels, its line to `end_x`, a move up or down to
    it from `from_y` (None where the side was silent before)."""

    statement: Brief
    x: float
    end_x: float | None
    y: int
    from_y: int | None

    @property
    def description(self) -> str:
        """Side, holder, date and stance."""
        return (
            f"{side_capital(self.statement.side)}, {self.statement.who}, {dates.describe(self.statement.written)}: "
            f"{Stance(self.statement.stance).label.lower()}"
        )


@dataclass(frozen=True, slots=True)
class DrawnSide:
    """One side's steps in an issue's chart."""

    side: str
    steps: list[DrawnStep]


@dataclass(frozen=True, slots=True)
class Shade:
    """Where the two are apart: percent and pixels."""

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
    levels: list[tuple[int, str]]
    height: int = CHART_HEIGHT


def _y(value: int, side: str) -> int:
    return CHART_TOP + (1 - value) * CHART_STEP + SHIFT.get(side, 0) - (12 if value == UNCLEAR else 0)


type Steps = Sequence[Step[Statement]]


def _side(side: str, track: Steps, scale: Scale, until: date, stated: Mapping[int, Brief]) -> DrawnSide:
    legs = {leg.step.position.key: leg for leg in standing.legs(track, until=until)}
    drawn, before = [], None
    for step in track:
        leg = legs.get(step.position.key)
        moved = before is not None and leg is not None and before.until == leg.since and before.value != leg.value
        drawn.append(
            DrawnStep(
                stated[step.position.key],
                scale.at(step.since),
                scale.at(leg.until) if leg else None,
                _y(UNCLEAR if leg is None else leg.value, side),
                _y(before.value, side) if moved and before else None,
            )
        )
        before = leg
    return DrawnSide(side, drawn)


def issue_chart(issue: Issue, series: Series, until: date) -> IssueChart | None:
    """The chart of an issue from its first statement to `until`; None where neither side ever spoke. 1 query."""
    spoken = {side: series.track(issue.slug, side).within(PLAUSIBLE) for side in (Side.US.value, Side.RU.value)}
    first = min((track[0].since for track in spoken.values() if track), default=None)
    if first is None:
        return None
    scale = Scale(Span(year_start(first.year), year_end(max(until, first).year)))
    tracks = {side: standing.thinned(track, scale, most=MOST_STEPS) for side, track in spoken.items()}
    ours, theirs = (standing.runs(standing.legs(track, until=until)) for track in tracks.values())
    shades = []
    for gap in standing.gaps(ours, theirs) if issue.comparable else []:
        top, bottom = sorted(CHART_TOP + (1 - value) * CHART_STEP for value in gap.values)
        x = scale.at(gap.since)
        shades.append(Shade(x, scale.at(gap.until) - x, top, bottom - top))
    levels = [(_y(value, "") + 4, Stance(name).label) for name, value in standings.VALUES.items()]
    levels.append((_y(UNCLEAR, "") + 4, Stance.UNCLEAR.label))
    stated = dossiers.briefs(step.position.key for track in tracks.values() for step in track)
    sides = [_side(side, track, scale, until, stated) for side, track in tracks.items()]
    return IssueChart(sides, shades, ticks(scale), levels)


def _percent(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") + "%"


def _step(step: DrawnStep) -> str:
    """A statement as a link: the move to it, its line, its dot."""
    x, y, said = _percent(step.x), step.y, escape(step.description)
    move = (
        f'<line class="step__move" x1="{x}" x2="{x}" y1="{step.from_y}" y2="{y}"/>' if step.from_y is not None else ""
    )
    end = _percent(step.end_x) if step.end_x is not None else ""
    line = f'<line class="step__line" x1="{x}" x2="{end}" y1="{y}" y2="{y}"/>' if end else ""
    return (
        f'<a class="step" href="/positions/{escape(step.statement.public_id)}/"><title>{said}</title>{move}{line}'
        f'<circle class="step__dot" data-stance="{step.statement.stance}" cx="{x}" cy="{y}" r="3.2"/></a>\n'
    )


def drawn(chart: IssueChart) -> SafeString:
    """The chart's plot as SVG, without its frame. In Python, not in a template: it has hundreds of elements."""
    bottom = CHART_HEIGHT - 18
    parts = [
        f'<line class="grid" x1="{_percent(tick.x)}" x2="{_percent(tick.x)}" y1="0" y2="{bottom}"/>'
        f'<text class="axis__label{" axis__label--major" if tick.major else ""}" x="{_percent(tick.x)}" dx="3" '
        f'y="{CHART_HEIGHT - 3}">{tick.label}</text>'
        for tick in chart.ticks
    ]
    parts += [
        f'<rect class="line__distance" x="{_percent(one.x)}" width="{_percent(one.width)}" y="{one.top}" '
        f'height="{one.height}"/>'
        for one in chart.shades
    ]
    for side in chart.sides:
        parts += [f'<g data-side="{side.side.lower()}">', *(_step(step) for step in side.steps), "</g>"]
    return mark_safe("".join(parts))  # noqa: S308 - what the record says is escaped in _step


@dataclass(frozen=True, slots=True)
class Move:
    """A side's standing changed: from which stance to which, by which statement."""

    side: str
    before: str
    position: Position

    @property
    def from_words(self) -> str:
        """The stance it left."""
        return Stance(self.before).label.lower()

    @property
    def to_words(self) -> str:
        """The stance it took."""
        return Stance(self.position.stance).label.lower()


def turning(track: Track) -> list[tuple[str, Statement]]:
    """The clear steps of a side at which its stance differs from the clear one before, with the stance it left."""
    clear = [step for step in track if step.value is not None]
    before = {after.position.key: one.position.stance for one, after in pairwise(clear)}
    return [(before[step.position.key], step.position) for step in standings.turns(clear)]
