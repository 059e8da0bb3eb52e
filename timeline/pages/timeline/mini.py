"""The small timeline on an item's page: its meetings in one lane, below periods such as posts held, with the same
geometry and drawing code as the main timeline."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.http import QueryDict
from django.utils.safestring import SafeString

from timeline.chart import bands, lanes, scale
from timeline.chart.scale import Scale
from timeline.domain import dates
from timeline.domain.dates import Span
from timeline.domain.marks import Period
from timeline.domain.wordings import LONGEST
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.kinds import Mask
from timeline.index.meetings import Columns, MeetingMatch
from timeline.index.reference import ReferenceLists
from timeline.models import Official, Post
from timeline.pages.axis import axis_beside
from timeline.pages.timeline import svg
from timeline.pages.timeline.layout import Windows, lane_data, window_title

BAND_ROWS = 6
FEWEST = 2
"""Minimum number of meetings for a picture."""


@dataclass(frozen=True, slots=True)
class Small:
    """The parts as SVG, a caption, and the URL of the same meetings on the timeline."""

    grid: SafeString
    axis: SafeString
    bands: SafeString
    lane: SafeString
    caption: str
    url: str


def _window(spans: Sequence[Span], whole: Span) -> Span:
    """The whole years that contain everything drawn, within the record's span."""
    first, last = min(one.earliest for one in spans), max(one.latest for one in spans)
    earliest = max(scale.year_start(first.year), whole.earliest)
    return Span(earliest, max(min(scale.year_end(last.year), whole.latest), scale.year_end(earliest.year)))


def small(
    question: str, reference: ReferenceLists, *, name: str, periods: Sequence[Period] = (), lit: str = ""
) -> Small | None:
    """The small timeline of the meetings that match a query string, or None if there are too few to draw. 1 query.

    `name` says what they are; `periods` are drawn above them; `lit` is the slug of a meeting to highlight.
    """
    query = MeetingFilter(QueryDict(question))
    columns, whole = reference.columns, reference.whole
    mask = MeetingMatch(query, columns).mask & columns.within(whole)
    if np.count_nonzero(mask) < FEWEST:
        return None
    window = _window([_lasted(columns, mask), *_within(periods, whole)], whole)
    drawn_on, windows = Scale(window), Windows(query, whole)
    ticks = scale.ticks(drawn_on)
    (lane,) = lanes.lanes(*lane_data(mask, columns, drawn_on, name=name), drawn_on)
    return Small(
        svg.grid(ticks),
        axis_beside(ticks),
        svg.periods(bands.packed(periods, drawn_on, most_rows=BAND_ROWS)[0]),
        svg.lane(lane, name, windows, lit=lit),
        f"{name}, {window_title(window)}",
        windows.url(window),
    )


def _lasted(columns: Columns, mask: Mask) -> Span:
    """From the first day of the meetings in a mask (at least one) to their last."""
    rows = np.flatnonzero(mask)
    ends = int(columns.earliest[rows[0]]), int(columns.latest[rows].max())
    return Span(*map(date.fromordinal, ends))


def _within(periods: Sequence[Period], whole: Span) -> list[Span]:
    """The span of each period, cut at the end of the record."""
    return [Span(one.earliest, min(one.end, whole.latest)) for one in periods]


def posts(official: Official, reference: ReferenceLists, seen: Iterable[date]) -> list[Period]:
    """An official's dated posts as periods. A post without a known end fades from the last day the official appears in
    the record (`seen`) before their next post began, but not from before its own start. `official.posts` must be
    loaded."""
    dated = [post for post in official.posts.all() if post.earliest and post.earliest <= reference.whole.latest]
    days = sorted(seen)
    return [
        Period(
            f"post-{post.ordinal}",
            (post.title, post.title if len(post.title) <= LONGEST * 2 else f"{post.title[:60]}…"),
            post.earliest,
            post.latest,
            post.earliest,
            fades_from=None if post.latest else _last_known(post, dated, days),
        )
        for post in dated
    ]


def _last_known(post: Post, dated: Sequence[Post], days: Sequence[date]) -> date:
    """The last of the days before the official's next post, but no earlier than the start of this one."""
    began = dates.parse(post.start).latest
    following = min((one.earliest for one in dated if one.earliest > post.earliest), default=date.max)
    return max([began, *(day for day in days if day < following)])
