"""The timeline's picture: the meetings of a query by year, between the leaders in Washington and those in Moscow."""

from collections.abc import Sequence

import numpy as np

from timeline import selectors
from timeline.chart import bands, scale
from timeline.chart.bands import Band
from timeline.chart.scale import Scale
from timeline.domain.dates import Span
from timeline.domain.vocabulary import Side
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.kinds import Mask
from timeline.index.facets import facets
from timeline.index.meetings import Columns, MeetingMatch, histogram, ordinals
from timeline.index.reference import ReferenceLists
from timeline.pages.html import counted
from timeline.pages.timeline.layout import window_of, window_title
from timeline.pictures.canvas import COLOURS, HAIRLINE, INK, INNER, MARGIN, MUTED, NAME, WIDTH, Canvas
from timeline.pictures.fonts import LABEL, SANS, TITLE
from timeline.pictures.text import block, fitted

PURPOSE = "What Washington and Moscow said to each other about nuclear arms"
WASHINGTON, TOP, GROUND, MOSCOW = 232, 276, 446, 482
"""Pixels from the top: Washington's band, the top of the tallest bar, the baseline, Moscow's band."""
BAND = 30
MOST_BARS = 100


def picture(query: MeetingFilter, reference: ReferenceLists) -> str:
    """The picture of a meeting query as SVG; for an empty one, of the whole record. 7 queries for an empty one, else
    none besides those of `MeetingMatch`."""
    found = MeetingMatch(query, reference.columns)
    window = window_of(query, reference.whole)
    title, told, foot = _said(query, found, reference, window)
    canvas = Canvas(title)
    canvas.bar()
    y = canvas.block(MARGIN, 38, fitted(title, TITLE, (64, 56, 48, 42), room=INNER, height=90)) + 4
    canvas.block(MARGIN, y, fitted(told, SANS, (34, 30, 27), room=INNER, height=WASHINGTON - 8 - y), MUTED)
    drawn_on = Scale(window)
    for side, y in ((Side.US, WASHINGTON), (Side.RU, MOSCOW)):
        _leaders(canvas, bands.in_row(reference.terms.get(side, ()), drawn_on), side, y)
    _bars(canvas, found.mask & reference.columns.within(window), reference.columns, drawn_on)
    canvas.foot(foot)
    return canvas.svg()


def _said(query: MeetingFilter, found: MeetingMatch, reference: ReferenceLists, window: Span) -> tuple[str, str, str]:
    """The title, a description of what is shown, and the footer with its counts."""
    number = int(np.count_nonzero(found.mask))
    years = window_title(window)
    if not query.canonical():
        counts = selectors.record.counts()
        foot = f"{counted(number, 'meeting')} · {counts['positions']} statements · {counts['articles']} sources"
        return NAME, PURPOSE, f"{years}: {foot}"
    chosen = [
        " or ".join(value.label for value in group) for one in facets(found, query, reference) for group in one.groups
    ]
    words = [f"“{text}”" for text in query.canonical().get("q", ())]
    told = ", ".join([*chosen, *words]) or "Every meeting"
    return years, told, f"{counted(number, 'meeting')} of the U.S.–Soviet and U.S.–Russian arms talks"


def _stretches(window: Span) -> Sequence[Span]:
    """The finest equal bins of the window, at most MOST_BARS of them."""
    for size in (1, 3, 12, 24, 60, 120, 1200):
        if found := scale.months(window, size, most=MOST_BARS):
            return found
    return [window]


def _bars(canvas: Canvas, mask: Mask, columns: Columns, drawn_on: Scale) -> None:
    """Draws a histogram of the meetings in the window, with the years below."""
    stretched = _stretches(drawn_on.window)
    counts = histogram(columns.earliest[np.flatnonzero(mask)], ordinals(one.earliest for one in stretched)).tolist()
    fullest = max(counts, default=0) or 1
    for one, count in zip(stretched, counts, strict=True):
        left, right = drawn_on.extent(one.earliest, one.latest)
        x, end = _x(max(left, 0.0)), _x(min(right, 100.0))
        height = (GROUND - TOP - 24) * count / fullest
        canvas.rect(x + 1, GROUND - height, max(end - x - 2, 1.5), height, INK)
    canvas.line((MARGIN, GROUND, WIDTH - MARGIN, GROUND), MUTED, 1.5)
    ticks = scale.ticks(drawn_on)
    for place, tick in enumerate(ticks):
        if place % (1 + len(ticks) // 12) == 0 and tick.x < 96:
            canvas.line((_x(tick.x), GROUND, _x(tick.x), GROUND + 8), MUTED, 1.5)
            canvas.block(_x(tick.x) + 5, GROUND + 4, block(tick.label, SANS, 21, room=90, lines=1), MUTED, room=90)


def _leaders(canvas: Canvas, terms: Sequence[Band], side: str, y: float) -> None:
    """Draws a side's leaders as a band, each with a name if it fits."""
    for term in terms:
        x, end = _x(max(term.x, 0.0)), _x(min(term.end, 100.0))
        canvas.rect(x + 1, y, end - x - 2, BAND, COLOURS[side])
        room = end - x - 14
        for name in (term.name, term.name.rpartition(" ")[2]):
            named = block(name, LABEL, 18, room=room, lines=1)
            if named.lines and not named.is_cut and named.width <= room:
                canvas.block(x + 8, y + 4, named, "#ffffff", room=room)
                break
    if not terms:
        canvas.rect(MARGIN, y, INNER, BAND, HAIRLINE)


def _x(percent: float) -> float:
    return MARGIN + INNER * percent / 100
