"""The timeline: picture, list, facets and chips of one question, as a page or as the fragment that htmx swaps in."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.chart import scale
from timeline.dates import Span
from timeline.facets import Facet, facets
from timeline.filters import MeetingFilter
from timeline.models import Meeting
from timeline.pages import cards
from timeline.pages.fragments import answer, wants_fragment
from timeline.pages.picture import Picture, address, counted_meetings, picture, window_title, window_url
from timeline.reference import reference
from timeline.vocabulary import MeetingKind

PAGE_SIZE = 20
PAGE_PARAMETERS = ("page",)
CARRIED = ("treaty", "article", "match")
STEPS = ((365 * 25, "25 years"), (365 * 10, "10 years"), (365, "1 year"), (30, "1 month"))


@dataclass(frozen=True, slots=True)
class Step:
    """A link to another window: its words, its address, its key, and whether it is the window shown."""

    label: str
    url: str
    key: str = ""
    sign: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, with the address of the view without it."""

    facet: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """A meeting of the list."""

    meeting: Meeting
    delegations: list[cards.Delegation]


@dataclass(frozen=True, slots=True)
class Year:
    """The cards of a year; `heading` empty where the page before it ended in the same year."""

    heading: str
    cards: list[Card]


def _steps(query: MeetingFilter, drawn: Picture) -> dict[str, list[Step]]:
    """The links that change the window: lengths, and moves with their keys."""
    whole, window = drawn.whole, drawn.window

    def step(label: str, to: Span, key: str = "", sign: str = "") -> Step:
        return Step(label, window_url(query, to, whole), key, sign, to == window)

    lengths = [step("All", whole)]
    lengths += [step(label, scale.resized(window, days, whole=whole)) for days, label in STEPS]
    moves = [
        step("Earlier", scale.panned(window, -0.5, whole=whole), "ArrowLeft", "←"),
        step("Later", scale.panned(window, 0.5, whole=whole), "ArrowRight", "→"),
        step("Zoom in", scale.zoomed(window, 0.5, whole=whole), "+", "+"),
        step("Zoom out", scale.zoomed(window, 2, whole=whole), "-", "−"),
    ]
    return {"lengths": lengths, "moves": moves}


def _chips(query: MeetingFilter, listed: Iterable[Facet]) -> list[Chip]:
    """The filters in force other than the window, each removable."""
    chips = []
    for facet in listed:
        for value in facet.selected:
            left = [one.value for one in facet.selected if one.value != value.value]
            kept = left if facet.joint else [",".join(left)]
            chips.append(Chip(facet.label, value.label, address(query.query_string(**{facet.name: kept}))))
    for name in ("treaty", "article", "q"):
        for text in query.values(name):
            chips.append(
                Chip({"q": "Words"}.get(name, name.title()), text, address(query.query_string(**{name: None})))
            )
    return chips


def _years(page: Page[Meeting], *, continued: bool) -> list[Year]:
    """The page's cards by year; `continued`: they follow the page before in one list."""
    before = page.paginator.page(page.previous_page_number()).object_list if continued and page.has_previous() else []
    last_year = max((meeting.earliest.year for meeting in before), default=0)
    years: list[Year] = []
    for year, meetings in groupby(page.object_list, key=lambda meeting: meeting.earliest.year):
        listed = [Card(meeting, cards.delegations(meeting)) for meeting in meetings]
        years.append(Year("" if year == last_year else str(year), listed))
    return years


def _announcement(drawn: Picture) -> str:
    """What is shown, in one line: `116 meetings in 12 negotiations`."""
    if not drawn.total:
        return "No meetings"
    lanes = len(drawn.lanes)
    return f"{counted_meetings(drawn.total)} in {lanes} negotiation{'' if lanes == 1 else 's'}"


def _page_url(query: MeetingFilter, number: int) -> str:
    return address(query.query_string(page=str(number) if number > 1 else None))


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The timeline of the question in the query string: page, the part `explorer`, or the next items (`more`)."""
    release = selectors.release()
    lists = reference(release)
    query = MeetingFilter(request.GET, queryset=Meeting.objects.all())
    page = Paginator(selectors.meetings(query.qs), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "page": page,
        "years": _years(page, continued=wants_fragment(request, "more")),
        "next_url": _page_url(query, page.next_page_number()) if page.has_next() else "",
        "previous_url": _page_url(query, page.previous_page_number()) if page.has_previous() else "",
    }
    if wants_fragment(request, "more"):
        return answer(request, "timeline.html", context, fragment="more")
    drawn = picture(query, lists)
    title = window_title(drawn.window)
    listed = facets(query, lists)
    canonical = _page_url(query, page.number)
    context |= {
        "release": release,
        "picture": drawn,
        "title": title,
        "whole_title": window_title(drawn.whole),
        "announcement": _announcement(drawn),
        "kinds": MeetingKind.choices,
        "from_text": "".join(query.values("from")),
        "to_text": "".join(query.values("to")),
        "carried": [(name, value) for name in CARRIED for value in query.values(name)],
        "widen_url": "" if drawn.is_whole else window_url(query, drawn.whole, drawn.whole),
        "facets": listed,
        "steps": _steps(query, drawn),
        "chips": _chips(query, listed),
        "clear_url": address(
            query.query_string(**{name: None for name in query.filters if name not in ("from", "to")})
        ),
        "problems": query.problems(also_known=PAGE_PARAMETERS),
        "canonical": canonical,
    }
    response = answer(request, "timeline.html", context, fragment="explorer")
    response["HX-Push-Url"] = canonical
    return response
