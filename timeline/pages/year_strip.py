"""A strip of years as SVG, to choose a time by: the meetings a year, with the years shown marked. A drag over it asks
for the years (static/js/brush.js); links of the decades do the same without a script or a pointer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from timeline.chart import overview, scale
from timeline.chart.overview import HEIGHT, Bar
from timeline.chart.scale import Scale
from timeline.domain.dates import Span
from timeline.pages.axis import label_beside
from timeline.pages.html import escaped, safe, svg
from timeline.templatetags.record import percent


@dataclass(frozen=True, slots=True)
class DecadeLink:
    """A decade's years, with the URL of the same page for them."""

    name: str
    url: str
    meetings: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class YearStrip:
    """The strip: its bars and axis as SVG, the links of its decades, and the span it covers."""

    bars: SafeString
    axis: SafeString
    decades: list[DecadeLink]
    whole: Span


def year_strip(
    matching: Mapping[int, int],
    total: Mapping[int, int],
    window: Span,
    whole: Span,
    url: Callable[[Span], str],
) -> YearStrip:
    """The strip of a question: its meetings per year in any window, of those of the whole record; the window shown; the
    URL of the same question in a window."""
    across = Scale(whole)
    bars = overview.bars(matching, total, across, window)
    ticks = "".join(label_beside(tick, dx=4, y=13) for tick in scale.ticks(across))
    return YearStrip(_bars(bars, across, window), svg("axis", 16, "", ticks), _decades(bars, window, whole, url), whole)


def _bars(bars: Sequence[Bar], across: Scale, window: Span) -> SafeString:
    parts = (
        ("years__all", [(bar, bar.total_height) for bar in bars if bar.total > bar.matching]),
        ("years__bar", [(bar, bar.matching_height) for bar in bars if bar.matching and not bar.inside]),
        ("years__bar years__bar--inside", [(bar, bar.matching_height) for bar in bars if bar.matching and bar.inside]),
    )
    paths = "".join(
        f'<path class="{escaped(name)}" d="{"".join(_bar(bar, height) for bar, height in drawn)}"/>'
        for name, drawn in parts
    )
    left, right = across.extent(window.earliest, window.latest)
    frame = (
        f'<rect class="years__window" x="{percent(left)}" width="{percent(right - left)}" y="0.5" '
        f'height="{HEIGHT - 1}"/>'
    )
    stretched = f'<svg viewBox="0 0 1000 {HEIGHT}" preserveAspectRatio="none" aria-hidden="true">{paths}</svg>'
    return safe(f"{stretched}{frame}")


def _bar(bar: Bar, height: int) -> str:
    return f"M{bar.x * 10:.0f} {HEIGHT:d}v{-height:d}h{bar.width * 10:.0f}v{height:d}"


def _decades(bars: Sequence[Bar], window: Span, whole: Span, url: Callable[[Span], str]) -> list[DecadeLink]:
    found = []
    for decade in sorted({bar.year // 10 * 10 for bar in bars}):
        years = Span(
            max(scale.year_start(decade), whole.earliest),
            min(scale.year_end(decade + 9), whole.latest),
        )
        meetings = sum(bar.matching for bar in bars if bar.year // 10 * 10 == decade)
        found.append(DecadeLink(f"{decade}s", url(years), meetings, is_shown=years == window))
    return found
