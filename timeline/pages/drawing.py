"""The parts of the timeline that have hundreds of elements, as markup: the picture's SVG and the facets' check boxes.
Written here and not in templates because a template's cost is its nodes (measured on 116 meetings: 60 ms, here 4).

Only `escape`d text of the record goes in; numbers and the codes of closed lists need none. No inline style: classes,
`data-` attributes and geometry.
"""

from html import escape

from django.utils.safestring import SafeString, mark_safe

from timeline.chart.bands import ROW, Band
from timeline.chart.overview import HEIGHT
from timeline.chart.scale import Tick
from timeline.chart.strip import Step
from timeline.facets import Facet, FacetValue
from timeline.pages.picture import CountedBin, CountedYear, DrawnLane, DrawnMark, Picture
from timeline.templatetags.record import side_class
from timeline.vocabulary import MeetingStatus

CROSSED = frozenset({MeetingStatus.CANCELLED, MeetingStatus.BROKEN_OFF})
PADDING = 4
"""Pixels above a lane's first row and below its last."""


def _pc(number: float) -> str:
    """A length along time as an SVG percentage."""
    return f"{number:.2f}%"


def _safe(text: str) -> SafeString:
    return mark_safe(text)  # noqa: S308  (every text of the record in it is escaped where it is put in)


def _svg(css_class: str, height: float, label: str, content: str) -> SafeString:
    said = f'role="group" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return _safe(f'<svg class="{css_class}" width="100%" height="{height:g}" {said}>{content}</svg>')


def _link(css_class: str, url: str, description: str, content: str) -> str:
    """A link to another window; on the timeline the script swaps it in (hundreds of hx-* attributes are slow)."""
    return (
        f'<a class="{css_class}" tabindex="-1" href="{escape(url)}"><title>{escape(description)}</title>{content}</a>'
    )


def grid(ticks: list[Tick]) -> SafeString:
    """The lines of the ticks, defined once and used in every lane."""
    lines = "".join(
        f'<line class="grid{" grid--major" if tick.major else ""}" x1="{_pc(tick.x)}" x2="{_pc(tick.x)}" y2="100%"/>'
        for tick in ticks
    )
    return _safe(
        f'<svg class="shapes" aria-hidden="true" width="0" height="0"><defs><g id="grid">{lines}</g></defs></svg>'
    )


def axis(ticks: list[Tick]) -> SafeString:
    """The words of the ticks."""
    words = "".join(
        f'<text class="axis__label{" axis__label--major" if tick.major else ""}" x="{_pc(tick.x)}" dx="4" y="12">'
        f"{tick.label}</text>"
        for tick in ticks
    )
    return _svg("axis", 18, "", f'<use href="#grid"/>{words}')


def overview(drawn: Picture, label: str) -> SafeString:
    """The whole span, one bar a year, the window marked."""
    bars = "".join(_bar(one) for one in drawn.overview)
    window = (
        f'<rect class="overview__window" id="brush" x="{_pc(drawn.window_x)}" width="{_pc(drawn.window_width)}" '
        f'y="0.5" height="{HEIGHT - 1}"/>'
    )
    return _svg("overview__plot", HEIGHT, label, bars + window)


def _bar(counted: CountedYear) -> str:
    bar = counted.bar
    place = f'x="{_pc(bar.x)}" width="{_pc(bar.width)}"'
    rects = f'<rect class="overview__reach" {place} height="{HEIGHT}"/>'
    if bar.total:
        rects += f'<rect class="overview__all" {place} y="{bar.total_top}" height="{bar.total_height}"/>'
    if bar.matching:
        inside = " overview__bar--inside" if bar.inside else ""
        rects += f'<rect class="overview__bar{inside}" {place} y="{bar.matching_top}" height="{bar.matching_height}"/>'
    return _link("overview__year", counted.url, counted.description, rects)


def overview_axis(ticks: list[Tick]) -> SafeString:
    """The words under the overview."""
    words = "".join(f'<text class="axis__label" x="{_pc(tick.x)}" y="12">{tick.label}</text>' for tick in ticks)
    return _svg("axis", 16, "", words)


def terms(bands: list[Band], label: str) -> SafeString:
    """One side's terms of office."""
    drawn = "".join(
        f'<a href="/officials/{band.key}/"><title>{escape(band.name)}</title>'
        f'<rect class="band__term" x="{_pc(band.x)}" width="{_pc(band.width)}" y="1" height="18"/>'
        + (f'<text class="band__name" x="{_pc(band.label_x)}" y="14">{escape(band.label)}</text>' if band.label else "")
        + "</a>"
        for band in bands
    )
    return _svg("band", 20, label, drawn)


def treaties(drawn: Picture) -> SafeString:
    """Treaties from signature (hatched) through their force (solid) to their end."""
    bands = "".join(_treaty(band) for band in drawn.treaties)
    return _svg("band", drawn.treaties_height, "Treaties", f'<use href="#grid"/>{bands}')


def stretches(above: list[Band]) -> SafeString:
    """What lasted, named: posts, the life of a treaty. Nothing where there is none."""
    if not above:
        return _safe("")
    height = max(band.top for band in above) + ROW
    drawn = "".join(f"<g><title>{escape(band.name)}</title>{_band(band)}</g>" for band in above)
    return _svg("band", height, "What lasted", f'<use href="#grid"/>{drawn}')


def _treaty(band: Band) -> str:
    link = f'<a class="treaty-band" href="/treaties/{band.key}/">'
    return f"{link}<title>{escape(band.name)}</title>{_band(band)}</a>"


def _band(band: Band) -> str:
    name = (
        f'<text class="treaty-band__name" x="{_pc(band.label_x)}" y="{band.top + 10}" text-anchor="{band.anchor}">'
        f"{escape(band.label)}</text>"
    )
    y = f'y="{band.top + 14}" height="5"'
    bars = ""
    if band.hatched_width > 0:
        bars += f'<rect class="treaty-band__signed" x="{_pc(band.x)}" width="{_pc(band.hatched_width)}" {y}/>'
    if band.solid_width > 0:
        bars += f'<rect class="treaty-band__force" x="{_pc(band.solid_x)}" width="{_pc(band.solid_width)}" {y}/>'
    return name + bars


def lane(drawn: DrawnLane, *, lit: str = "") -> SafeString:
    """One lane: counts where there are any, and marks; `lit` is the slug of a meeting to point out."""
    height = drawn.lane.height + 2 * PADDING
    counts = "".join(_bin(one, height) for one in drawn.bins)
    marks = "".join(_mark(one, lit=one.mark.slug == lit) for one in drawn.marks)
    return _svg("lane__plot", height, drawn.name, f'<use href="#grid"/>{counts}{marks}')


def _bin(counted: CountedBin, height: int) -> str:
    one = counted.bin
    place = f'x="{_pc(one.x)}" width="{_pc(one.width)}"'
    bar = one.height
    rects = (
        f'<rect class="bin__reach" {place} y="{height - 30}" height="30"/>'
        f'<rect class="bin__bar" {place} y="{height - bar - PADDING:g}" height="{bar:g}"/>'
    )
    return _link("bin", counted.url, counted.description, rects)


def _mark(one: DrawnMark, *, lit: bool) -> str:
    mark, placed = one.mark, one.placed
    y, centre = placed.y + PADDING, _pc(placed.centre)
    content = f'<circle class="mark__reach" cx="{centre}" cy="{y}" r="12"/>'
    if one.is_wide:
        days = f'x="{_pc(placed.x)}" width="{_pc(placed.width)}"'
        content += f'<rect class="mark__days" {days} y="{y - 3}" height="6" rx="3"/>'
    if one.shows_shape:
        content += f'<use class="mark__shape" href="#k-{mark.kind}" x="{centre}" y="{y}"/>'
    if mark.status in CROSSED:
        content += f'<use class="mark__cross" href="#k-crossed" x="{centre}" y="{y}"/>'
    if placed.label:
        content += (
            f'<text class="mark__label" x="{_pc(placed.label.x)}" y="{y + 4}" text-anchor="{placed.label.anchor}">'
            f"{escape(placed.label.text)}</text>"
        )
    status = "" if mark.status == MeetingStatus.HELD else f' data-status="{mark.status}"'
    vague = " data-vague" if one.is_vague else ""
    css_class = "mark is-lit" if lit else "mark"
    return (
        f'<a class="{css_class}" id="mark-{mark.slug}" href="/meetings/{mark.slug}/" '
        f'data-kind="{mark.kind}"{status}{vague}>'
        f"<title>{escape(one.description)}</title>{content}</a>"
    )


def facet_values(facet: Facet, values: list[FacetValue]) -> SafeString:
    """Check boxes with their counts; a value that would give nothing cannot be ticked."""
    return _safe("".join(_facet_value(facet.name, value) for value in values))


def _facet_value(name: str, value: FacetValue) -> str:
    side = f' data-side="{side_class(value.side)}"' if value.side else ""
    state = " checked" if value.selected else "" if value.count else " disabled"
    text = escape(value.value)
    return (
        f'<label class="facet__value"{side}><input class="live" type="checkbox" id="f-{name}-{text.replace(" ", "_")}" '
        f'name="{name}" value="{text}"{state}><span class="facet__label">{escape(value.label)}</span> '
        f'<span class="facet__count">{value.count}</span></label>'
    )


def strip_bar(step: Step) -> SafeString:
    """A step of the narrow picture: its meetings as a bar, its landmarks as shapes above the bar's end."""
    shapes = "".join(
        f'<use class="mark__shape" href="#k-{kind}" x="100%" y="9" transform="translate({-9 - 16 * number})"/>'
        for number, kind in enumerate(step.shapes)
    )
    bar = f'<rect class="strip__bar" width="{_pc(step.share * 100)}" y="19" height="3"/>'
    return _svg("strip__plot", 22, "", shapes + bar)
