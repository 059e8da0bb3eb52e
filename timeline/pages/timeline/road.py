"""The narrow-screen timeline as markup (see html.py): breadcrumbs, links up and onward, and the stages with their
meetings between two rails."""

from django.utils.safestring import SafeString

from timeline.chart import scale
from timeline.chart.road import Stage
from timeline.domain import dates
from timeline.domain.dates import MONTHS, Span
from timeline.domain.marks import Mark
from timeline.domain.vocabulary import MeetingStatus, with_status
from timeline.pages.html import counted, escaped, safe
from timeline.pages.timeline.layout import Picture, Windows, window_title
from timeline.pages.timeline.svg import shape


def trail(drawn: Picture) -> SafeString:
    """Breadcrumbs: links to the whole span, decade and year that contain the window, and a link one level up."""
    above = [span for span in _above(drawn.window, drawn.whole) if span != drawn.window]
    links = "".join(
        f'<li><a href="{escaped(drawn.windows.url(span))}">{escaped(_named(span, drawn.whole))}</a></li>'
        for span in above
    )
    here = f'<li aria-current="location">{escaped(_within_year(drawn.window, drawn.whole))}</li>'
    up = (
        f'<a class="trail__up" href="{escaped(drawn.windows.url(above[-1]))}" aria-label="Up to '
        f'{escaped(_named(above[-1], drawn.whole))}">↑</a>'
        if above
        else ""
    )
    return safe(f'<ol class="trail__steps">{links}{here}</ol>{up}')


def _named(span: Span, whole: Span) -> str:
    """The name of a span: "All", a decade, or the window's title."""
    if span == whole:
        return "All"
    is_decade = span.earliest.year // 10 == span.latest.year // 10 and (span.latest - span.earliest).days > 366 * 5
    return f"{span.earliest.year // 10 * 10}s" if is_decade else window_title(span)


def _within_year(span: Span, whole: Span) -> str:
    """The same, but a month in short and without its year, which precedes it: there is no room for more."""
    if span == scale.month_around(span.earliest):
        return MONTHS[span.earliest.month - 1][:3]
    return _named(span, whole)


def _above(window: Span, whole: Span) -> list[Span]:
    """The whole span, then the decade and the year that contain the window, if one does, cut to the whole span."""
    first, last = window.earliest.year, window.latest.year
    found = [whole]
    if first // 10 == last // 10:
        found.append(_within(first // 10 * 10, first // 10 * 10 + 9, whole))
    if first == last:
        found.append(_within(first, last, whole))
    return found


def _within(first: int, last: int, whole: Span) -> Span:
    return Span(max(scale.year_start(first), whole.earliest), min(scale.year_end(last), whole.latest))


def on(drawn: Picture) -> SafeString:
    """Links to the windows of the same length before and after; none at the ends of the record."""
    links = []
    for share, sign in ((-1, "‹ {}"), (1, "{} ›")):
        beside = scale.panned(drawn.window, share, whole=drawn.whole)
        if beside != drawn.window:
            name = escaped(sign.format(_named(beside, drawn.whole)))
            links.append(f'<a class="road__on" href="{escaped(drawn.windows.url(beside))}">{name}</a>')
    return safe("".join(links))


def road(drawn: Picture) -> SafeString:
    """The stages from top to bottom."""
    is_one = len(drawn.road) == 1
    return safe("".join(_stage(one, drawn.windows, drawn.whole, is_one=is_one) for one in drawn.road))


def _stage(stage: Stage, windows: Windows, whole: Span, *, is_one: bool) -> str:
    url = escaped(windows.url(_cut(stage.window, whole)))
    label = escaped(stage.label)
    name = label if is_one else f'<a class="road__step" href="{url}">{label}</a>'
    more = _more(stage, url, is_one=is_one) if stage.more else ""
    marks = "".join(_mark(mark) for mark in stage.marks)
    events = "".join(f'<li class="road__event">{escaped(text)}</li>' for text in stage.events)
    brackets = "".join(f'<i data-at="{escaped(at)}"></i>' for at in stage.brackets)
    return (
        f'<li class="road__stage"><h2 class="road__label">{name}</h2>'
        f'<span class="road__brackets" aria-hidden="true">{brackets}</span>'
        f'<div class="road__what">{_leaders(stage)}<ul>{marks}{events}</ul>{more}</div></li>'
    )


def _cut(span: Span, whole: Span) -> Span:
    return Span(max(span.earliest, whole.earliest), min(span.latest, whole.latest))


def _more(stage: Stage, url: str, *, is_one: bool) -> str:
    number = f"{stage.more} more" if stage.marks else counted(stage.count, "meeting")
    if is_one:
        return f'<p class="road__more"><a href="#list">{escaped(number)} in the list</a></p>'
    return f'<p class="road__more"><a class="road__step" tabindex="-1" href="{url}">{escaped(number)}</a></p>'


def _leaders(stage: Stage) -> str:
    if not (stage.washington or stage.moscow):
        return ""
    sides = (("us", "Washington", stage.washington), ("ru", "Moscow", stage.moscow))
    named = "".join(
        f'<span data-side="{escaped(side)}"><span class="unseen">{escaped(capital)}: </span>{escaped(names)}</span> '
        for side, capital, names in sides
        if names
    )
    return f'<p class="road__leaders">{named}</p>'


def _mark(mark: Mark) -> str:
    facts = [dates.describe(mark.start, mark.end), mark.city if mark.city not in mark.title else ""]
    said = escaped(" · ".join(fact for fact in facts if fact))
    status = "" if mark.status == MeetingStatus.HELD else f' data-status="{mark.status}"'
    drawn = shape(mark.kind, "8", 8)
    return (
        f'<li class="road__mark"><a href="/meetings/{mark.slug}/">'
        f'<svg class="mark" data-kind="{mark.kind}"{status} width="16" height="16" aria-hidden="true">{drawn}</svg>'
        f'{escaped(with_status(mark.title, mark.status))}</a> <span class="road__facts">{said}</span></li>'
    )
