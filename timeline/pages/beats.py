"""A story's pictures as SVG: a horizontal timeline strip for each step, and the vertical timeline beside them all."""

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString

from timeline.chart import scale
from timeline.chart.beats import spread
from timeline.chart.scale import Scale
from timeline.domain import dates
from timeline.pages.html import escaped, safe
from timeline.templatetags.record import percent

ROW = 46
"""Height in pixels of a label on the vertical timeline, with the space below it."""
TOP = 14
STEM, LABEL = 62, 92
"""Pixels: x of the vertical timeline, and of its labels."""
STRIP = 30
"""Height of a strip in pixels."""
MOST_YEARS = 9
"""On a strip: more than a tenth of it, on a phone some 30 pixels, is then between two."""

type Days = Sequence[tuple[int, str, date]]
"""Number, heading and day of each step."""


def _window(days: Days) -> Scale:
    """The whole years that contain the steps."""
    return Scale(dates.whole_years(min(day for _, _, day in days), max(day for _, _, day in days)))


def strip(days: Days, *, lit: int = 0) -> SafeString:
    """The steps on a timeline strip, with the one numbered `lit` highlighted; decorative, as the text gives the day."""
    if not days:
        return safe("")
    drawn_on = _window(days)
    ticks = "".join(
        f'<text class="strip__tick" x="{percent(tick.x)}" y="{STRIP - 2:d}">{escaped(tick.label)}</text>'
        for tick in scale.ticks(drawn_on, most=MOST_YEARS)
        if tick.x < 97 and tick.label.isdecimal()
    )
    dots = "".join(
        f'<circle class="strip__dot{" strip__dot--lit" if number == lit else ""}" cx="{percent(drawn_on.at(day))}" '
        f'cy="9" r="{6 if number == lit else 4:d}"/>'
        for number, _, day in sorted(days, key=lambda one: one[0] == lit)
    )
    line = '<line class="strip__line" x1="0%" x2="100%" y1="9" y2="9"/>'
    return safe(
        f'<svg class="strip-of-time" width="100%" height="{STRIP:d}" aria-hidden="true">{line}{ticks}{dots}</svg>'
    )


def _along(share: float, height: int) -> float:
    """The y on the vertical timeline of a share of it in percent."""
    return TOP + share * height / 100


def line(days: Days) -> SafeString:
    """The steps on a vertical timeline, each a link to its text."""
    if not days:
        return safe("")
    drawn_on, height = _window(days), ROW * max(len(days), 8)
    places = [_along(drawn_on.at(day), height) for _, _, day in days]
    order = sorted(range(len(days)), key=lambda at: (places[at], at))
    rows = dict(zip(order, spread([places[at] - TOP for at in order], gap=ROW - 4, end=height), strict=True))
    ticks = "".join(
        f'<text class="line__tick" x="{STEM - 12:d}" y="{_along(tick.x, height) + 4:.1f}">{escaped(tick.label)}</text>'
        for tick in scale.ticks(drawn_on)
        if tick.label.isdecimal()
    )
    marks = "".join(_mark(one, places[at], rows[at] + TOP) for at, one in enumerate(days))
    stem = f'<line class="line__stem" x1="{STEM:d}" x2="{STEM:d}" y1="{TOP:d}" y2="{TOP + height:d}"/>'
    return safe(
        f'<svg class="line-of-time" width="100%" height="{height + 2 * TOP + 16:d}" role="group" '
        f'aria-label="The steps in time">{stem}{ticks}{marks}</svg>'
    )


def _mark(one: tuple[int, str, date], y: float, row: float) -> str:
    number, heading, day = one
    bend = f'<path class="line__bend" d="M{STEM:d} {y:.1f}L{LABEL - 8:d} {row:.1f}"/>'
    dot = f'<circle class="line__dot" cx="{STEM:d}" cy="{y:.1f}" r="5"/>'
    words = (
        f'<text class="line__name" x="{LABEL:d}" y="{row + 1:.1f}">{escaped(heading)}</text>'
        f'<text class="line__day" x="{LABEL:d}" y="{row + 16:.1f}">{escaped(dates.describe_day(day))}</text>'
    )
    return f'<a class="line__step" href="#step-{number:d}" data-step="{number:d}">{bend}{dot}{words}</a>'
