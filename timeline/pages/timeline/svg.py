"""The timeline as SVG (see html.py): grid, overview, context bands and lanes."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from django.utils.safestring import SafeString

from timeline.chart.bands import ROW, Band
from timeline.chart.lanes import Bin, Label, Lane, Placed
from timeline.chart.life import Segment, State
from timeline.chart.overview import HEIGHT, Bar
from timeline.chart.scale import Tick, year_end, year_start
from timeline.domain import dates
from timeline.domain.dates import Span
from timeline.domain.marks import Mark, Period
from timeline.domain.vocabulary import MeetingKind, MeetingStatus, with_status
from timeline.pages.axis import label_beside
from timeline.pages.html import counted, escaped, safe, svg
from timeline.pages.timeline.layout import MOST_KEPT, Picture, Windows, window_title
from timeline.templatetags.record import percent

CROSSED = frozenset({MeetingStatus.CANCELLED, MeetingStatus.BROKEN_OFF})
PADDING = 4
"""Pixels above a lane's first row and below its last."""
WIDE = 2.6
"""Percent: a mark whose days are wider than this is drawn with a bar for them, not as its shape alone."""


def _link(css_class: str, url: str, description: str, content: str) -> str:
    """A link to another window; the timeline's script swaps it in (hundreds of hx-* attributes would be slow)."""
    return (
        f'<a class="{css_class}" tabindex="-1" href="{escaped(url)}"><title>{escaped(description)}</title>{content}</a>'
    )


def grid(ticks: list[Tick]) -> SafeString:
    """The tick lines, behind everything stacked in the plot."""
    lines = "".join(_line(tick) for tick in ticks)
    return safe(f'<svg class="gridlines" aria-hidden="true">{lines}</svg>')


def _line(tick: Tick) -> str:
    x = percent(tick.x)
    return f'<line class="grid{" grid--major" if tick.major else ""}" x1="{x}" x2="{x}" y2="100%"/>'


def overview(drawn: Picture) -> SafeString:
    """The whole span, with one bar per year and the window marked. Each year is a link of the picture's full height."""
    bars = drawn.overview
    drawings = (
        ("overview__all", [(bar.x, bar.width, bar.total_top) for bar in bars if bar.total > bar.matching]),
        ("overview__bar", [(bar.x, bar.width, bar.matching_top) for bar in bars if bar.matching and not bar.inside]),
        (
            "overview__bar overview__bar--inside",
            [(bar.x, bar.width, bar.matching_top) for bar in bars if bar.matching and bar.inside],
        ),
    )
    paths = "".join(f'<path class="{escaped(name)}" d="{_bar_path(tops, HEIGHT)}"/>' for name, tops in drawings if tops)
    shown = f'<svg viewBox="0 0 1000 {HEIGHT}" preserveAspectRatio="none" aria-hidden="true">{paths}</svg>'
    x, width = drawn.brush
    brush = (
        f'<rect class="overview__window" id="brush" x="{percent(x)}" '
        f'width="{percent(width)}" y="0.5" height="{HEIGHT - 1}"/>'
    )
    years = "".join(_year(bar, drawn.windows) for bar in bars)
    return svg("overview__plot", HEIGHT, f"Meetings a year, {window_title(drawn.whole)}", shown + years + brush)


def _bar_path(bars: Iterable[tuple[float, float, int]], base: int) -> str:
    """Path data of bars (left edge and width in percent, top in pixels) that stand on the base, on a plot 1000 units
    wide."""
    return "".join(f"M{round(x * 10, 1):g} {base}V{top}h{round(width * 10, 1):g}V{base}" for x, width, top in bars)


def _year(bar: Bar, windows: Windows) -> str:
    of = "" if bar.matching == bar.total else f"{bar.matching} of "
    reach = f'<rect class="overview__reach" x="{percent(bar.x)}" width="{percent(bar.width)}" height="{HEIGHT}"/>'
    span = Span(year_start(bar.year), year_end(bar.year))
    return _link("overview__year", windows.url(span), f"{bar.year}: {of}{counted(bar.total, 'meeting')}", reach)


def overview_axis(ticks: list[Tick]) -> SafeString:
    """The labels under the overview, with their ticks."""
    lines = "".join(
        f'<line class="axis__tick" x1="{percent(tick.x)}" x2="{percent(tick.x)}" y2="5"/>' for tick in ticks
    )
    return svg("axis", 16, "", lines + "".join(label_beside(tick, dx=4, y=13) for tick in ticks))


def terms(bands: list[Band], label: str) -> SafeString:
    """One side's terms of office."""
    return svg("band", 20, label, "".join(_term(band) for band in bands))


def _term(band: Band) -> str:
    name = f'<text class="band__name" x="{percent(band.label_x)}" y="14">{escaped(band.label)}</text>'
    return (
        f'<a href="/officials/{escaped(band.key)}/"><title>{escaped(band.name)}</title>'
        f'<rect class="band__term" x="{percent(band.x)}" width="{percent(band.width)}" y="1" height="18"/>'
        f"{name if band.label else ''}</a>"
    )


def treaties(drawn: Picture) -> SafeString:
    """Treaties: from signature (hatched), while in force (solid) and while suspended (hatched), to their end."""
    bands = "".join(_treaty(band) for band in drawn.treaties)
    return safe(svg("band", drawn.treaties_height, "Treaties", bands) if bands else "")


def throughout(lasting: Sequence[Period], place: str) -> SafeString:
    """The treaties in force throughout the window, in one line that unfolds to their links; empty if there are none.
    `place` keeps its id distinct from the one in the other picture."""
    if not lasting:
        return safe("")
    names = ", ".join(escaped(one.names[-1]) for one in lasting)
    links = "".join(f'<li><a href="/treaties/{escaped(one.key)}/">{escaped(one.names[-1])}</a></li>' for one in lasting)
    return safe(
        f'<details class="throughout" id="throughout-{escaped(place)}"><summary>{len(lasting)} in force throughout: '
        f"{names}</summary><ul>{links}</ul></details>"
    )


def periods(above: list[Band]) -> SafeString:
    """Named periods: posts, the life of a treaty. Empty if there are none."""
    if not above:
        return safe("")
    height = max(band.top for band in above) + ROW
    drawn = "".join(f"<g><title>{escaped(band.name)}</title>{_band(band)}</g>" for band in above)
    return svg("band", height, "What lasted", drawn)


def _treaty(band: Band) -> str:
    link = f'<a class="treaty-band" href="/treaties/{escaped(band.key)}/">'
    return f"{link}<title>{escaped(band.name)}</title>{_band(band)}</a>"


def _band(band: Band) -> str:
    name = (
        f'<text class="treaty-band__name" x="{percent(band.label_x)}" y="{band.top + 10}" text-anchor="{band.anchor}">'
        f"{escaped(band.label)}</text>"
    )
    return name + life(band.parts, top=band.top + 14, height=5)


def life(parts: list[Segment], *, top: int, height: int) -> str:
    """The segments of a period as bars, a point as a dot. Empty if there are none."""
    return "".join(_part(part, top, height) for part in parts)


def _part(part: Segment, top: int, height: int) -> str:
    css_class = f"treaty-band__{part.state}{' treaty-band--fading' if part.fades else ''}"
    if part.state == State.POINT:
        return (
            f'<circle class="{css_class}" cx="{percent((part.x + part.end) / 2)}" cy="{top + height / 2:g}" r="3.5"/>'
        )
    return (
        f'<rect class="{css_class}" x="{percent(part.x)}" width="{percent(part.width)}" y="{top}" height="{height}"/>'
    )


def lanes(drawn: Picture, names: dict[str, str]) -> SafeString:
    """Every lane, headed by its negotiation's name and number of meetings."""
    return safe("".join(_named_lane(one, names[one.key], drawn.windows) for one in drawn.lanes))


def _named_lane(drawn: Lane, name: str, windows: Windows) -> str:
    return (
        f'<div class="lane"><h2 class="lane__name"><a href="/negotiations/{escaped(drawn.key)}/">{escaped(name)}</a> '
        f'<span class="lane__count">{drawn.total}</span></h2>{lane(drawn, name, windows)}</div>'
    )


def lane(drawn: Lane, name: str, windows: Windows, *, lit: str = "") -> SafeString:
    """One lane: its bins, if any, and marks; `lit` is the slug of a meeting to highlight."""
    height = drawn.height + 2 * PADDING
    bars = _bars(drawn.bins, height) if drawn.bins else ""
    reaches = "".join(_bin(one, height, windows) for one in drawn.bins)
    marks = "".join(_mark(one, lit=one.mark.slug == lit) for one in drawn.marks)
    return svg("lane__plot", height, name, bars + reaches + marks)


def _bars(bins: Iterable[Bin], height: int) -> str:
    """The bars of a lane's bins as one path (measured: four elements a bin were a quarter of a zoom step)."""
    base = height - PADDING
    tops = _bar_path(((one.x, one.width, base - one.height) for one in bins), base)
    return f'<svg viewBox="0 0 1000 {height}" preserveAspectRatio="none"><path class="bins" d="{tops}"/></svg>'


def _bin(one: Bin, height: int, windows: Windows) -> str:
    reach = (
        f'<rect class="bin__reach" x="{percent(one.x)}" width="{percent(one.width)}" y="{height - 30}" height="30"/>'
    )
    return _link("bin", windows.url(one.window), f"{window_title(one.window)}: {counted(one.count, 'meeting')}", reach)


def _is_vague(mark: Mark) -> bool:
    return not (dates.is_certain(mark.start) and dates.precision(mark.start) == "day")


@lru_cache(maxsize=MOST_KEPT)
def _opening(mark: Mark) -> str:
    """The part of a mark that does not depend on its place: its link, and its text for tooltips and screen readers."""
    status = "" if mark.status == MeetingStatus.HELD else f' data-status="{mark.status}"'
    vague = " data-vague" if _is_vague(mark) else ""
    described = f"{with_status(mark.title, mark.status)}, {dates.describe(mark.start, mark.end)}"
    return (
        f'id="mark-{mark.slug}" href="/meetings/{mark.slug}/" data-kind="{mark.kind}"{status}{vague}>'
        f"<title>{escaped(described)}</title>"
    )


def shape(kind: str, x: str, y: int) -> str:
    """The shape of a kind of meeting, centred at x, y."""
    return f'<use class="mark__shape" href="#k-{kind}" x="{x}" y="{y}"/>'


def _cross(x: str, y: int) -> str:
    return f'<use class="mark__cross" href="#k-crossed" x="{x}" y="{y}"/>'


def _label(label: Label, y: int) -> str:
    ends = ' text-anchor="end"' if label.anchor == "end" else ""
    place = f'x="{percent(label.x)}" y="{y}" dx="{label.dx:d}"'
    return f'<text class="mark__label" {place}{ends}>{escaped(label.text)}</text>'


def _mark(placed: Placed, *, lit: bool) -> str:
    mark = placed.mark
    y, centre = placed.y + PADDING, percent(placed.centre)
    content = f'<circle class="mark__reach" cx="{centre}" cy="{y}" r="12"/>'
    is_wide = placed.width > WIDE
    if is_wide:
        days = f'x="{percent(placed.x)}" width="{percent(placed.width)}"'
        content += f'<rect class="mark__days" {days} y="{y - 3}" height="6" rx="3"/>'
    if not is_wide or mark.kind != MeetingKind.ROUND or _is_vague(mark):  # a wide round is its own shape
        content += shape(mark.kind, centre, y)
    if mark.status in CROSSED:
        content += _cross(centre, y)
    if placed.label:
        content += _label(placed.label, y + 4)
    return f'<a class="mark{" is-lit" if lit else ""}" {_opening(mark)}{content}</a>'


def lives() -> list[tuple[str, str]]:
    """The legend of the treaty bars: each as SVG and in words."""
    samples = (
        ([Segment(State.SIGNED, 0, 45), Segment(State.FORCE, 45, 100)], "Treaty signed, then in force"),
        ([Segment(State.FORCE, 0, 40), Segment(State.SUSPENDED, 40, 100)], "suspended"),
        ([Segment(State.FORCE, 0, 20), Segment(State.FORCE, 20, 100, fades=True)], "end not on record"),
        ([Segment(State.POINT, 0, 100)], "political document"),
    )
    return [
        (f'<svg width="26" height="12" aria-hidden="true">{life(bars, top=4, height=5)}</svg>', words)
        for bars, words in samples
    ]


@cache
def life_key() -> SafeString:
    """The legend of the treaty bars, as an HTML list."""
    return safe(f'<ul class="legend">{"".join(f"<li>{shape} {escaped(words)}</li>" for shape, words in lives())}</ul>')


@cache
def legend(hint: str) -> SafeString:
    """The legend: each kind of mark, an interaction hint, and, collapsed, the treaty bars."""
    parts = [
        (f'<svg width="16" height="16" aria-hidden="true">{shape(kind, "8", 8)}</svg>', label.partition(" session")[0])
        for kind, label in MeetingKind.choices
    ]
    crossed = (
        '<svg width="16" height="16" data-status="cancelled" class="mark" aria-hidden="true">'
        f"{shape(MeetingKind.CONSULTATION, '8', 8)}{_cross('8', 8)}</svg>"
    )
    parts.append((crossed, "Called off"))
    listed = "".join(f"<li>{shape}{escaped(words)}</li>" for shape, words in parts)
    return safe(
        f'<div class="explained"><ul class="legend" aria-label="Legend">{listed}'
        f'<li class="legend__hint">{escaped(hint)}</li></ul>'
        f'<details class="legend__more" id="more-legend"><summary>Treaties</summary>{life_key()}</details></div>'
    )
