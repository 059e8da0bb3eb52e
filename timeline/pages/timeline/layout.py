"""The picture of a window: scale, ticks, overview, context bands and lanes, put together from selectors and chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from timeline import selectors
from timeline.chart import bands, lanes, overview, scale, strip
from timeline.chart.bands import Band
from timeline.chart.lanes import Lane, LaneData
from timeline.chart.overview import Bar
from timeline.chart.scale import Scale, Tick
from timeline.domain import dates
from timeline.domain.dates import Span
from timeline.domain.marks import Mark
from timeline.domain.vocabulary import Side
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.kinds import WINDOW, Mask
from timeline.index.columns import Grouped, Numbers
from timeline.index.meetings import Columns, MeetingMatch, histogram, ordinals
from timeline.index.reference import ReferenceLists
from timeline.models import Meeting
from timeline.pages.listings import address

TREATY_ROWS = 7
MOST_KEPT = 5000
"""Marks that a process keeps, some 500 bytes each."""
MOST_FETCHED = 600
"""Meetings read for their marks, in lanes that may have room for them."""
MOST_LANDMARKS = 480
"""Meetings read for the landmarks of crowded lanes."""


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
            return address("/", self._plain)
        start, end = scale.edtf_window(window)
        return f"/?{self._before}from={start}&{self._between}to={end}{self._after}"


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn of one window; `windows` are the addresses of the same question over others."""

    windows: Windows
    window: Span
    whole: Span
    ticks: list[Tick]
    overview: list[Bar]
    overview_ticks: list[Tick]
    window_x: float
    window_width: float
    washington: list[Band]
    moscow: list[Band]
    treaties: list[Band]
    treaties_left_out: int
    lanes: list[Lane]
    strip: list[strip.StripBin]
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


def window_title(window: Span) -> str:
    """The window in words, as short as its ends allow: `1981–1992`, `October 1986`, `3 May – 9 June 1972`."""
    start, end = scale.edtf_window(window)
    return dates.describe(start) if start == end else dates.describe(start, end)


@dataclass(frozen=True, slots=True)
class Laned:
    """The meetings found, lane by lane: by the code of a lane that has any, where its own stand in the `group`, oldest
    first; the lane with the fewest first."""

    group: Grouped
    names: Sequence[str]
    places: dict[int, Numbers]

    @classmethod
    def of(cls, mask: Mask, columns: Columns, name: str) -> Laned:
        """The meetings of a mask in the lanes of their negotiations, or in one lane of this name."""
        together = (Grouped.together(columns.earliest), (name,))
        group, names = together if name else (columns.by_lane, columns.single["negotiation"].values)
        held = np.flatnonzero(mask.take(group.rows))
        ends = np.searchsorted(held, group.starts)
        totals = np.diff(ends)
        codes = sorted(np.flatnonzero(totals).tolist(), key=lambda code: int(totals[code]))
        return cls(group, names, {code: held[ends[code] : ends[code + 1]] for code in codes})


def lane_data(
    mask: Mask, columns: Columns, drawn_on: Scale, *, name: str = ""
) -> tuple[dict[str, LaneData], list[Span]]:
    """What the lanes of the meetings are drawn from (or one lane of this `name` for all), and the spans of their bins.

    Lanes that have room for all their marks get them, the emptiest first, others only landmarks: MOST_FETCHED and
    MOST_LANDMARKS at most, 1 query for those not kept yet.
    """
    found = Laned.of(mask, columns, name)
    roomy, crowded = _by_room(found, columns, drawn_on)
    spans = lanes.bin_spans(drawn_on.window, crowded=max(len(crowded), 1))
    marks: dict[str, list[Mark]] = {}
    for mark in marks_of(columns, roomy + _landmarks(mask, columns, crowded, together=bool(name))):
        marks.setdefault(name or mark.lane, []).append(mark)
    starts = ordinals(span.earliest for span in spans)
    drawn = {}
    for code, places in found.places.items():
        days = found.group.days[places]
        counts, lane = histogram(days, starts).tolist(), found.names[code]
        first = found.group.days[found.group.starts[code]]  # of all: lanes keep their order at every zoom
        drawn[lane] = LaneData(date.fromordinal(int(first)), counts, marks.get(lane, []))
    return drawn, spans


def _by_room(found: Laned, columns: Columns, drawn_on: Scale) -> tuple[list[int], list[int]]:
    """The rows of the meetings whose lanes have room for all their marks, and the codes of the other lanes."""
    codes = np.array(list(found.places), int)
    totals = np.array([len(places) for places in found.places.values()], int)
    is_few = (np.cumsum(totals) <= MOST_FETCHED) & (totals <= lanes.MOST_IN_LANE)
    few = codes[is_few]
    rows = found.group.rows[np.concatenate([np.zeros(0, int), *(found.places[code] for code in few.tolist())])]
    lane = np.repeat(few, totals[is_few])
    close = lanes.too_close(lane, _centres(columns, rows, drawn_on))
    crowded = codes[~is_few | np.isin(codes, close)]
    return rows[~np.isin(lane, close)].tolist(), crowded.tolist()


def _landmarks(mask: Mask, columns: Columns, crowded: list[int], *, together: bool) -> list[int]:
    """The rows of the landmarks of crowded lanes, an equal share of MOST_LANDMARKS each."""
    landmarks = columns.landmarks[mask[columns.landmarks]]
    codes = np.zeros(len(landmarks), np.int32) if together else columns.single["negotiation"].codes[landmarks]
    most = max(MOST_LANDMARKS // max(len(crowded), 1), 1)
    return [row for code in crowded for row in landmarks[codes == code][:most].tolist()]


def marks_of(columns: Columns, rows: list[int]) -> list[Mark]:
    """The marks of the meetings in these rows, oldest first. They are kept with the columns: 1 query for the others."""
    keys: list[int] = columns.keys[np.unique(rows).astype(int)].tolist()
    found = {key: mark for key in keys if (mark := columns.marks.get(key))}
    if missing := [key for key in keys if key not in found]:
        read = selectors.meetings.marks(Meeting.objects.filter(pk__in=missing))
        if len(columns.marks) > MOST_KEPT:
            columns.marks.clear()
        columns.marks.update(read)
        found |= read
    return [found[key] for key in keys]


def _centres(columns: Columns, rows: Numbers, drawn_on: Scale) -> Numbers:
    """The middles of the meetings' days in the window, in pixels of the narrowest plot."""
    start = drawn_on.window.earliest.toordinal()
    left = np.clip(columns.earliest[rows] - start, 0, drawn_on.days)
    right = np.clip(columns.latest[rows] + 1 - start, 0, drawn_on.days)
    centres: Numbers = (left + right) * (scale.NARROWEST / 2 / drawn_on.days)
    return centres


def _steps(mask: Mask, columns: Columns, window: Span) -> list[strip.StripBin]:
    """The steps of the narrow picture, with the kinds of each one's weightiest landmarks."""
    starts = ordinals(span.earliest for span in strip.bin_spans(window))
    counts = histogram(columns.earliest[np.flatnonzero(mask)], starts)
    landmarks = columns.landmarks[mask[columns.landmarks]]
    step = np.searchsorted(starts[1:], columns.earliest[landmarks], side="right")
    kind = columns.single["kind"]
    kinds = [
        [kind.values[code] for code in kind.codes[landmarks[step == number][: strip.MOST_SHAPES]]]
        for number in range(len(starts))
    ]
    return strip.steps(counts.tolist(), kinds, window)


def picture(query: MeetingFilter, found: MeetingMatch, reference: ReferenceLists) -> Picture:
    """The picture of the query's window. 1 query."""
    whole = reference.whole
    window = window_of(query, whole)
    drawn_on, overall = Scale(window), Scale(whole)
    window_x, window_end = overall.extent(window.earliest, window.latest)
    treaties, left_out = bands.packed(reference.treaties, drawn_on, most_rows=TREATY_ROWS)
    shown = found.mask & found.columns.within(window)
    return Picture(
        windows=Windows(query, whole),
        window=window,
        whole=whole,
        ticks=scale.ticks(drawn_on),
        overview=overview.bars(found.columns.years(found.without(*WINDOW)), reference.years, overall, window),
        overview_ticks=scale.ticks(overall),
        window_x=window_x,
        window_width=window_end - window_x,
        washington=bands.in_row(reference.terms.get(Side.US, ()), drawn_on),
        moscow=bands.in_row(reference.terms.get(Side.RU, ()), drawn_on),
        treaties=treaties,
        treaties_left_out=left_out,
        lanes=lanes.lanes(*lane_data(shown, found.columns, drawn_on), drawn_on),
        strip=_steps(shown, found.columns, window),
        total=int(np.count_nonzero(found.mask)),
    )
