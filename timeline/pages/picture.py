"""The picture of a window: scale, ticks, overview, context bands and lanes, put together from selectors and chart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from timeline import dates, selectors
from timeline.chart import bands, lanes, overview, scale, strip
from timeline.chart.bands import Band, Stretch
from timeline.chart.lanes import Bin, Crowd, Lane, Mark, Placed
from timeline.chart.overview import Bar
from timeline.chart.scale import Scale, Tick
from timeline.columns import Columns, Found, Mask, Numbers, per_stretch
from timeline.dates import Span
from timeline.filters import MeetingFilter
from timeline.models import Leader, Meeting, Treaty
from timeline.reference import Reference
from timeline.vocabulary import MeetingKind, MeetingStatus

TREATY_ROWS = 7
MOST_KEPT = 5000
"""Marks that a process keeps, some 500 bytes each."""
MOST_FETCHED = 600
"""Meetings read for their marks, in lanes that may have room for them."""
MOST_LANDMARKS = 480
"""Meetings read for the landmarks of crowded lanes."""
WIDE = 2.6
"""Percent: a mark whose days cover more is drawn with them, not as its shape alone."""


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """A mark with the words and classes it is drawn with."""

    placed: Placed
    when: str
    is_wide: bool
    is_vague: bool

    @property
    def mark(self) -> Mark:
        """The meeting."""
        return self.placed.mark

    @property
    def shows_shape(self) -> bool:
        """A round that is wide enough is its own shape."""
        return not (self.is_wide and self.mark.kind == MeetingKind.ROUND and not self.is_vague)

    @property
    def description(self) -> str:
        """What the mark is, for a tooltip or a screen reader."""
        state = "" if self.mark.status == MeetingStatus.HELD else f" ({MeetingStatus(self.mark.status).label.lower()})"
        return f"{self.mark.title}{state}, {self.when}"


@dataclass(frozen=True, slots=True)
class CountedYear:
    """A bar of the overview, with its words and the address of its year."""

    bar: Bar
    description: str
    url: str


@dataclass(frozen=True, slots=True)
class CountedBin:
    """A bin of a lane, with its words and the address of its own stretch of time."""

    bin: Bin
    description: str
    url: str


@dataclass(frozen=True, slots=True)
class StripStep:
    """A step of the narrow picture with the address of its own stretch of time."""

    step: strip.Step
    url: str


@dataclass(frozen=True, slots=True)
class DrawnLane:
    """A lane with its name."""

    slug: str
    name: str
    lane: Lane
    marks: tuple[DrawnMark, ...]
    bins: tuple[CountedBin, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn of one window."""

    window: Span
    whole: Span
    ticks: list[Tick]
    overview: list[CountedYear]
    overview_ticks: list[Tick]
    window_x: float
    window_width: float
    washington: list[Band]
    moscow: list[Band]
    treaties: list[Band]
    treaties_left_out: int
    lanes: list[DrawnLane]
    strip: list[StripStep]
    total: int

    @property
    def is_whole(self) -> bool:
        """Whether the window is the whole span."""
        return self.window == self.whole

    @property
    def treaties_height(self) -> int:
        """Pixels that the treaties take."""
        return max((band.top for band in self.treaties), default=-bands.ROW) + bands.ROW


def window_of(query: MeetingFilter, whole: Span) -> Span:
    """The window that the query asks for within the whole span; at least a month, the whole where it names none."""
    asked = query.window()
    if asked is None or asked.earliest > whole.latest or asked.latest < whole.earliest:
        return whole
    window = Span(max(asked.earliest, whole.earliest), min(asked.latest, whole.latest))
    if (window.latest - window.earliest).days + 1 < scale.SHORTEST_WINDOW:
        return scale.resized(window, scale.SHORTEST_WINDOW, whole=whole)
    return window


def _terms(leaders: Iterable[Leader], side: str, drawn_on: Scale) -> list[Band]:
    return bands.in_row(
        (
            Stretch(
                leader.official.slug,
                (leader.name, leader.official.family_name),
                leader.earliest,
                leader.latest,
                leader.earliest,
            )
            for leader in leaders
            if leader.side == side
        ),
        drawn_on,
    )


def _treaties(treaties: Iterable[Treaty], meetings: dict[str, int], drawn_on: Scale) -> tuple[list[Band], int]:
    """Bands of the treaties; where rows are few, those first that most meetings led to.

    A treaty's weight is its share of its negotiation's meetings, halved where it never entered into force.
    """
    listed = list(treaties)
    siblings: dict[int, int] = {}
    for treaty in listed:
        siblings[treaty.negotiation_id] = siblings.get(treaty.negotiation_id, 0) + 1
    stretches = [
        Stretch(
            treaty.slug,
            (treaty.full_name, treaty.name),
            treaty.earliest,
            treaty.latest,
            treaty.in_force_earliest,
            meetings.get(treaty.negotiation.slug, 0)
            / siblings[treaty.negotiation_id]
            * (1 if treaty.in_force else 0.5),
        )
        for treaty in listed
    ]
    return bands.packed(stretches, drawn_on, most_rows=TREATY_ROWS)


def address(query_string: str) -> str:
    """The timeline's address with a query string."""
    return f"/?{query_string}" if query_string else "/"


class Windows:
    """The addresses of one question over other windows. A page has hundreds of them, so what they share is written
    once: the canonical parameters that come before `from`, between it and `to`, and after."""

    def __init__(self, query: MeetingFilter, whole: Span) -> None:
        self.whole = whole
        self._plain = query.query_string(from_=None, to=None)
        parts = self._plain.split("&") if self._plain else []
        self._before = "".join(f"{part}&" for part in parts if part < "from")
        self._between = "".join(f"{part}&" for part in parts if "from" < part < "to")
        self._after = "".join(f"&{part}" for part in parts if part > "to")

    def url(self, window: Span) -> str:
        """The address of the question over the window."""
        if window == self.whole:
            return address(self._plain)
        start, end = scale.edtf_window(window)
        return f"/?{self._before}from={start}&{self._between}to={end}{self._after}"


def window_title(window: Span) -> str:
    """The window in words, as short as its ends allow: `1981–1992`, `October 1986`, `3 May – 9 June 1972`."""
    start, end = scale.edtf_window(window)
    return dates.describe(start) if start == end else dates.describe(start, end)


def counted_meetings(number: int) -> str:
    """The number with its noun."""
    return f"{number} meeting" if number == 1 else f"{number} meetings"


def _bin(one: Bin, windows: Windows) -> CountedBin:
    description = f"{window_title(one.window)}: {counted_meetings(one.count)}"
    return CountedBin(one, description, windows.url(one.window))


def _bar(one: Bar, windows: Windows) -> CountedYear:
    window = Span(scale.year_start(one.year), scale.year_end(one.year))
    matching = f"{one.matching} of {counted_meetings(one.total)}"
    return CountedYear(one, f"{one.year}: {matching}", windows.url(window))


def drawn_lane(lane: Lane, names: dict[str, str], windows: Windows) -> DrawnLane:
    """A lane with its name (its key where it has none), and its bins with the addresses of their stretches."""
    marks = tuple(
        DrawnMark(
            placed,
            dates.describe(placed.mark.start, placed.mark.end),
            placed.width > WIDE,
            not (dates.is_certain(placed.mark.start) and dates.precision(placed.mark.start) == "day"),
        )
        for placed in lane.marks
    )
    bins = tuple(_bin(one, windows) for one in lane.bins)
    return DrawnLane(lane.key, names.get(lane.key, lane.key), lane, marks, bins)


def crowds(mask: Mask, columns: Columns, drawn_on: Scale, *, name: str = "") -> tuple[dict[str, Crowd], list[Span]]:
    """What the lanes of the meetings are drawn from (or one lane of this `name` for all), and the stretches counted by.

    Lanes that have room for all their marks get them, the emptiest first, others only landmarks: MOST_FETCHED and
    MOST_LANDMARKS at most, 1 query for those not kept yet.
    """
    rows, lane = np.flatnonzero(mask), columns.single["negotiation"]
    codes, names = (
        (np.zeros(len(rows), np.int32), (name,)) if name else (lane.codes[rows].astype(np.int32), lane.values)
    )
    totals = np.bincount(codes, minlength=len(names))
    first = np.zeros(len(names), np.int64)
    first[codes[::-1]] = rows[::-1]  # of the rows of a lane, the last that is written, hence its first
    present = np.flatnonzero(totals)
    present = present[np.argsort(totals[present], kind="stable")]
    few = present[(np.cumsum(totals[present]) <= MOST_FETCHED) & (totals[present] <= lanes.MOST_IN_LANE)]
    roomy = [code for code in few.tolist() if lanes.may_fit(_centres(columns, rows[codes == code], drawn_on))]
    crowded = [code for code in present.tolist() if code not in roomy]
    stretched = lanes.stretches(drawn_on.window, crowded=max(len(crowded), 1))
    wanted = rows[np.isin(codes, roomy)].tolist()
    if crowded:
        landmarks = columns.landmarks[mask[columns.landmarks]]
        of_lane = np.zeros(len(landmarks), np.int32) if name else lane.codes[landmarks]
        for code in crowded:
            wanted += landmarks[of_lane == code][: max(MOST_LANDMARKS // len(crowded), 1)].tolist()
    marks: dict[str, list[Mark]] = {}
    for mark in _marks(columns, wanted):
        marks.setdefault(name or mark.lane, []).append(mark)
    counted = per_stretch(columns.earliest[rows], [stretch.earliest for stretch in stretched])
    place = codes * len(stretched) + np.repeat(np.arange(len(stretched)), counted)
    counts = np.bincount(place, minlength=len(names) * len(stretched)).reshape(-1, len(stretched))
    drawn = {
        names[code]: Crowd(
            date.fromordinal(int(columns.earliest[first[code]])), counts[code].tolist(), marks.get(names[code], [])
        )
        for code in present.tolist()
    }
    return drawn, stretched


def _marks(columns: Columns, rows: list[int]) -> list[Mark]:
    """The marks of the meetings in these rows, oldest first. They are kept with the columns: 1 query for the others."""
    keys: list[int] = columns.keys[np.unique(rows).astype(int)].tolist()
    found = {key: mark for key in keys if (mark := columns.marks.get(key))}
    if missing := [key for key in keys if key not in found]:
        read = selectors.marks(Meeting.objects.filter(pk__in=missing))
        if len(columns.marks) > MOST_KEPT:
            columns.marks.clear()
        columns.marks.update(read)
        found |= read
    return [found[key] for key in keys]


def _centres(columns: Columns, rows: Numbers, drawn_on: Scale) -> list[float]:
    """The middles of the meetings' days in the window, in pixels of the narrowest plot and in order."""
    start = drawn_on.window.earliest.toordinal()
    left = np.clip(columns.earliest[rows] - start, 0, drawn_on.days)
    right = np.clip(columns.latest[rows] + 1 - start, 0, drawn_on.days)
    centres: list[float] = np.sort((left + right) * (scale.NARROWEST / 2 / drawn_on.days)).tolist()
    return centres


def _steps(mask: Mask, columns: Columns, window: Span) -> list[strip.Step]:
    """The steps of the narrow picture, with the kinds of each one's weightiest landmarks."""
    starts = [stretch.earliest for stretch in strip.stretches(window)]
    counts = per_stretch(columns.earliest[mask], starts)
    landmarks = columns.landmarks[mask[columns.landmarks]]
    step = np.searchsorted([start.toordinal() for start in starts[1:]], columns.earliest[landmarks], side="right")
    kind = columns.single["kind"]
    kinds = [
        [kind.values[code] for code in kind.codes[landmarks[step == number][: strip.MOST_SHAPES]]]
        for number in range(len(starts))
    ]
    return strip.steps(counts.tolist(), kinds, window)


def picture(query: MeetingFilter, found: Found, reference: Reference) -> Picture:
    """The picture of the query's window. 1 query."""
    whole = reference.whole
    window, windows = window_of(query, whole), Windows(query, whole)
    drawn_on, overall = Scale(window), Scale(whole)
    matching = found.columns.years(found.without("from"))
    window_x, window_end = overall.extent(window.earliest, window.latest)
    treaties, left_out = _treaties(reference.treaties, reference.lane_meetings, drawn_on)
    drawn, stretched = crowds(found.mask, found.columns, drawn_on)
    return Picture(
        window=window,
        whole=whole,
        ticks=scale.ticks(drawn_on),
        overview=[_bar(bar, windows) for bar in overview.bars(matching, reference.years, overall, window)],
        overview_ticks=scale.ticks(overall),
        window_x=window_x,
        window_width=window_end - window_x,
        washington=_terms(reference.leaders, "US", drawn_on),
        moscow=_terms(reference.leaders, "RU", drawn_on),
        treaties=treaties,
        treaties_left_out=left_out,
        lanes=[drawn_lane(lane, reference.lanes, windows) for lane in lanes.lanes(drawn, stretched, drawn_on)],
        strip=[StripStep(step, windows.url(step.window)) for step in _steps(found.mask, found.columns, window)],
        total=int(np.count_nonzero(found.mask)),
    )
