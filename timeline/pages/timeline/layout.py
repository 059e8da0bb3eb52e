"""The layout of a window: scale, ticks, overview, context bands and lanes, assembled from selectors and chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np

from timeline import selectors
from timeline.chart import bands, lanes, overview, road, scale
from timeline.chart.bands import Band
from timeline.chart.lanes import Lane, LaneData
from timeline.chart.overview import Bar
from timeline.chart.road import Stage
from timeline.chart.scale import Scale, Tick
from timeline.domain import dates
from timeline.domain.dates import Span
from timeline.domain.marks import Mark, Period
from timeline.domain.vocabulary import Side
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.kinds import WINDOW, Mask
from timeline.index.columns import Grouped, Numbers
from timeline.index.meetings import Columns, MeetingMatch, histogram, ordinals
from timeline.index.reference import ReferenceLists
from timeline.models import Meeting
from timeline.pages.listings import address

TREATY_ROWS = 6
MOST_KEPT = 5000
"""Maximum number of marks cached per process, about 500 bytes each."""
MOST_FETCHED = 600
"""Maximum number of meetings read for marks in lanes that may have room for them."""
MOST_LANDMARKS = 480
"""Maximum number of meetings read as landmarks of crowded lanes."""


class Windows:
    """The URLs of one query over other windows. A page has hundreds of them, so the shared parts are encoded once: the
    canonical parameters before `from`, between `from` and `to`, and after `to`."""

    def __init__(self, query: MeetingFilter, whole: Span) -> None:
        self.whole = whole
        self._plain = query.query_string(from_=None, to=None)
        parts = self._plain.split("&") if self._plain else []
        self._before = "".join(f"{part}&" for part in parts if part < "from")
        self._between = "".join(f"{part}&" for part in parts if "from" < part < "to")
        self._after = "".join(f"&{part}" for part in parts if part > "to")

    def url(self, window: Span) -> str:
        """The URL of the query over the window."""
        if window == self.whole:
            return address("/", self._plain)
        start, end = scale.edtf_window(window)
        return f"/?{self._before}from={start}&{self._between}to={end}{self._after}"


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything drawn for one window; `windows` has the URLs of the same query over others."""

    windows: Windows
    window: Span
    whole: Span
    ticks: list[Tick]
    overview: list[Bar]
    overview_ticks: list[Tick]
    washington: list[Band]
    moscow: list[Band]
    treaties: list[Band]
    treaties_left_out: int
    throughout: list[Period]
    lanes: list[Lane]
    road: list[Stage]
    latest: date
    total: int

    @property
    def is_whole(self) -> bool:
        """Whether the window is the whole span."""
        return self.window == self.whole

    @property
    def brush(self) -> tuple[float, float]:
        """The start and width of the window within the whole span, in percent."""
        x, end = Scale(self.whole).extent(self.window.earliest, self.window.latest)
        return x, end - x

    @property
    def treaties_height(self) -> int:
        """Height of the treaty bands in pixels."""
        return max((band.top for band in self.treaties), default=-bands.ROW) + bands.ROW


def window_of(query: MeetingFilter, whole: Span) -> Span:
    """The query's window within the whole span: at least a month, and the whole span if the query has none."""
    asked = query.window()
    if asked is None or asked.earliest > whole.latest or asked.latest < whole.earliest:
        return whole
    window = Span(max(asked.earliest, whole.earliest), min(asked.latest, whole.latest))
    if (window.latest - window.earliest).days + 1 < scale.SHORTEST_WINDOW:
        return scale.resized(window, scale.SHORTEST_WINDOW, whole=whole)
    return window


def window_title(window: Span) -> str:
    """The window in words, as briefly as its ends allow: `1981–1992`, `October 1986`, `3 May – 9 June 1972`."""
    start, end = scale.edtf_window(window)
    return dates.describe(start) if start == end else dates.describe(start, end)


@dataclass(frozen=True, slots=True)
class Laned:
    """The matching meetings by lane. `places` maps the code of each non-empty lane to the indices of its meetings in
    `group`, oldest first; the lane with the fewest comes first."""

    group: Grouped
    names: Sequence[str]
    places: dict[int, Numbers]

    @classmethod
    def of(cls, mask: Mask, columns: Columns, name: str) -> Laned:
        """The meetings in a mask, in the lanes of their negotiations or all in one lane of this name."""
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
    """The data that the meetings' lanes (or one lane of this `name` for all) are drawn from, and the spans of the bins.

    Lanes with room for all their marks get them, the emptiest lanes first; the others get only landmarks. At most
    MOST_FETCHED and MOST_LANDMARKS are read, with 1 query for those not cached yet.
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
        first = found.group.days[found.group.starts[code]]  # of all its meetings: lanes keep their order at every zoom
        drawn[lane] = LaneData(date.fromordinal(int(first)), counts, marks.get(lane, []))
    return drawn, spans


def _by_room(found: Laned, columns: Columns, drawn_on: Scale) -> tuple[list[int], list[int]]:
    """The rows of the meetings in lanes with room for all their marks, and the codes of the other lanes."""
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
    """The rows of the landmarks in crowded lanes; each lane gets an equal share of MOST_LANDMARKS."""
    landmarks = columns.landmarks[mask[columns.landmarks]]
    codes = np.zeros(len(landmarks), np.int32) if together else columns.single["negotiation"].codes[landmarks]
    most = max(MOST_LANDMARKS // max(len(crowded), 1), 1)
    return [row for code in crowded for row in landmarks[codes == code][:most].tolist()]


def marks_of(columns: Columns, rows: list[int]) -> list[Mark]:
    """The marks of the meetings in these rows, oldest first. Cached with the columns; 1 query for those missing."""
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
    """The midpoints of the meetings within the window, in pixels of the narrowest plot."""
    start = drawn_on.window.earliest.toordinal()
    left = np.clip(columns.earliest[rows] - start, 0, drawn_on.days)
    right = np.clip(columns.latest[rows] + 1 - start, 0, drawn_on.days)
    centres: Numbers = (left + right) * (scale.NARROWEST / 2 / drawn_on.days)
    return centres


def _stages(mask: Mask, columns: Columns, window: Span, lists: ReferenceLists) -> list[Stage]:
    """The stages of the narrow-screen timeline, with the meetings named in each. 1 query for marks not cached yet."""
    divided = road.division(window)
    rows = np.flatnonzero(mask)
    starts = ordinals(span.earliest for span in divided.spans)
    parts = np.split(rows, np.searchsorted(columns.earliest[rows], starts[1:]))
    landmarks = columns.landmarks[mask[columns.landmarks]]
    named = [_named(part, landmarks, divided.named) for part in parts]
    marks = iter(marks_of(columns, [row for some in named for row in some]))
    taken = [list(islice(marks, len(some))) for some in named]
    terms = (lists.terms.get(Side.US, []), lists.terms.get(Side.RU, []))
    return road.stages(divided, [len(part) for part in parts], taken, terms, lists.treaties)


def _named(rows: Numbers, landmarks: Numbers, most: int) -> list[int]:
    """At most `most` of a stage's rows: all of them, or the weightiest landmarks and then the first others."""
    if len(rows) <= most:
        return [int(row) for row in rows]
    chosen: list[int] = landmarks[(landmarks >= rows[0]) & (landmarks <= rows[-1])][:most].tolist()
    others = [row for row in rows[: 2 * most].tolist() if row not in chosen]
    return sorted([*chosen, *others[: most - len(chosen)]])


def _latest(found: MeetingMatch, whole: Span) -> date:
    """The first day of the last matching meeting, within the whole span; the span's last day if there is none."""
    rows = np.flatnonzero(found.mask)
    day = date.fromordinal(int(found.columns.earliest[rows[-1]])) if len(rows) else whole.latest
    return min(max(day, whole.earliest), whole.latest)


def picture(query: MeetingFilter, found: MeetingMatch, reference: ReferenceLists) -> Picture:
    """The layout of the query's window. At most 2 queries."""
    whole = reference.whole
    window = window_of(query, whole)
    drawn_on = Scale(window)
    throughout, others = bands.throughout(reference.treaties, window)
    treaties, left_out = bands.packed(others, drawn_on, most_rows=TREATY_ROWS)
    shown = found.mask & found.columns.within(window)
    return Picture(
        windows=Windows(query, whole),
        window=window,
        whole=whole,
        ticks=scale.ticks(drawn_on),
        overview=overview.bars(found.columns.years(found.without(*WINDOW)), reference.years, Scale(whole), window),
        overview_ticks=scale.ticks(Scale(whole)),
        washington=bands.in_row(reference.terms.get(Side.US, ()), drawn_on),
        moscow=bands.in_row(reference.terms.get(Side.RU, ()), drawn_on),
        throughout=throughout,
        treaties=treaties,
        treaties_left_out=left_out,
        lanes=lanes.lanes(*lane_data(shown, found.columns, drawn_on), drawn_on),
        road=_stages(shown, found.columns, window, reference),
        latest=_latest(found, whole),
        total=int(np.count_nonzero(found.mask)),
    )
