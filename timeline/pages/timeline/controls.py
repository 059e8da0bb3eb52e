"""The timeline's controls as markup (see html.py): facets with their checkboxes, decades, and the links that change
the window."""

from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString

from timeline.chart import scale
from timeline.domain.dates import Span
from timeline.index.facets import Facet, FacetValue
from timeline.pages.html import escaped, safe
from timeline.pages.timeline.layout import Picture
from timeline.templatetags.record import side_class

LENGTHS = ((365 * 25, "25 years"), (365 * 10, "10 years"))


def facets(listed: Iterable[Facet], named: Sequence[FacetValue] | None, find: str) -> SafeString:
    """Each facet with its first values and, collapsed, the others. When an official is looked up by name (`find`), that
    facet lists the selected ones and those found (`named`)."""
    drawn = []
    for facet in listed:
        first, rest = facet.split()
        if named is not None and facet.name == "official":
            first, rest = [*facet.selected, *(value for value in named if not value.selected)], []
        drawn.append(_facet(facet, first, rest, find))
    return safe("".join(drawn))


def _facet(facet: Facet, first: Sequence[FacetValue], rest: Sequence[FacetValue], find: str) -> str:
    note = f' <span class="facet__note">{escaped(facet.holds)}</span>' if facet.holds else ""
    box = _find(find) if facet.name == "official" else ""
    none = '<p class="facet__none">Nobody of that name.</p>' if box and find and not first else ""
    more = (
        f'<details class="facet__more" id="more-{escaped(facet.name)}"><summary>{len(rest)} more</summary>'
        f"{_values(facet, rest)}</details>"
        if rest
        else ""
    )
    return (
        f'<fieldset class="facet" data-facet="{escaped(facet.name)}"{" data-joint" if facet.joint else ""}>'
        f'<legend class="facet__name">{escaped(facet.label)}{note}</legend>'
        f"{box}{_values(facet, (*facet.several, *first))}{none}{more}</fieldset>"
    )


def _find(find: str) -> str:
    return (
        '<p class="facet__find"><label class="unseen" for="find">Find an official, in either alphabet</label>'
        f'<input id="find" class="find" type="search" name="find" value="{escaped(find)}" placeholder="Name, имя" '
        'maxlength="80" autocomplete="off"></p>'
    )


def _values(facet: Facet, values: Iterable[FacetValue]) -> str:
    """Checkboxes with counts; a value without matches is disabled."""
    return "".join(_value(facet.name, value) for value in values)


def _value(name: str, value: FacetValue) -> str:
    side = f' data-side="{side_class(value.side)}"' if value.side else ""
    state = " checked" if value.selected else "" if value.count else " disabled"
    text = escaped(value.value)
    return (
        f'<label class="facet__value"{side}><input class="live" type="checkbox" '
        f'id="f-{escaped(name)}-{text.replace(" ", "_")}" '
        f'name="{escaped(name)}" value="{text}"{state}><span class="facet__label">{escaped(value.label)}</span> '
        f'<span class="facet__count">{value.count}</span></label>'
    )


def decades(drawn: Picture) -> SafeString:
    """Links to the record's decades, with the number of matching meetings in each."""
    counted: dict[int, int] = {}
    for bar in drawn.overview:
        decade = bar.year // 10 * 10
        counted[decade] = counted.get(decade, 0) + bar.matching
    return safe("".join(_decade(decade, count, drawn) for decade, count in counted.items()))


def _decade(decade: int, count: int, drawn: Picture) -> str:
    earliest = max(scale.year_start(decade), drawn.whole.earliest)
    window = Span(earliest, min(scale.year_end(decade + 9), drawn.whole.latest))
    current = ' aria-current="true"' if window == drawn.window else ""
    return (
        f'<li><a class="facet__value" href="{escaped(drawn.windows.url(window))}"{current}>{decade}s '
        f'<span class="facet__count">{count}</span></a></li>'
    )


def _lengths(drawn: Picture) -> list[tuple[str, Span, str]]:
    """Windows of other lengths around the centre of this one, each with its name and key. For the whole span, the year
    and month are those of the last matching meeting."""
    window, whole = drawn.window, drawn.whole
    day = drawn.latest if drawn.is_whole else scale.centre(window)
    longer = [(label, scale.resized(window, days, whole=whole), "") for days, label in LENGTHS]
    nearer = [("1 year", scale.year_around(day, whole=whole), ""), ("1 month", scale.month_around(day), "")]
    return [("All", whole, "0"), *longer, *nearer]


def _moves(drawn: Picture) -> list[tuple[str, Span, str, str]]:
    """The windows to pan to (earlier, later) and to zoom to (in, out): name, window, key, sign."""
    window, whole = drawn.window, drawn.whole
    return [
        ("Earlier", scale.panned(window, -0.5, whole=whole), "ArrowLeft", "←"),
        ("Later", scale.panned(window, 0.5, whole=whole), "ArrowRight", "→"),
        ("Zoom in", scale.zoomed(window, 0.5, whole=whole), "+", "+"),
        ("Zoom out", scale.zoomed(window, 2, whole=whole), "-", "−"),
    ]


def steps(drawn: Picture) -> SafeString:
    """The links that change the window: lengths, and moves with their keys; a move without effect is not a link."""
    first = "".join(
        f'<li><a id="step-{number}" href="{escaped(drawn.windows.url(to))}"'
        f"{f' data-key="{escaped(key)}"' if key else ''}"
        f"{' aria-current="true"' if to == drawn.window else ''}>{escaped(label)}</a></li>"
        for number, (label, to, key) in enumerate(_lengths(drawn), 1)
    )
    second = "".join(_move(number, drawn, *move) for number, move in enumerate(_moves(drawn), 1))
    return safe(f'<ul class="steps__list">{first}</ul><ul class="steps__list">{second}</ul>')


def _move(number: int, drawn: Picture, label: str, to: Span, key: str, sign: str) -> str:
    said = f'aria-label="{escaped(label)}" title="{escaped(label)}"'
    if to == drawn.window:
        return (
            f'<li><span id="move-{number:d}" class="steps__move" role="link" aria-disabled="true" {said}>'
            f"{escaped(sign)}</span></li>"
        )
    return (
        f'<li><a id="move-{number:d}" class="steps__move" href="{escaped(drawn.windows.url(to))}" '
        f'data-key="{escaped(key)}" {said}>{escaped(sign)}</a></li>'
    )
