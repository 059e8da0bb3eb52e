"""The labels of a time axis as SVG: on their ticks, or beside their lines."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from timeline.chart.scale import Tick
from timeline.pages.html import escaped, safe, svg
from timeline.templatetags.record import percent


def axis(ticks: Iterable[Tick]) -> SafeString:
    """The labels, each at its tick."""
    words = "".join(
        f'<text class="axis__label" x="{percent(tick.x)}" y="12">{escaped(tick.label)}</text>' for tick in ticks
    )
    return svg("axis", 16, "", words)


def label_beside(tick: Tick, *, dx: int, y: int) -> SafeString:
    """A label to the right of its tick, emphasized if the tick is major."""
    major = " axis__label--major" if tick.major else ""
    return safe(
        f'<text class="axis__label{major}" x="{percent(tick.x)}" dx="{dx}" y="{y}">{escaped(tick.label)}</text>'
    )


def axis_beside(ticks: Iterable[Tick]) -> SafeString:
    """The labels, each beside its tick."""
    return svg("axis", 18, "", "".join(label_beside(tick, dx=4, y=12) for tick in ticks))
