"""The timeline: picture, list, facets and chips for one query, as a page or as the fragment that htmx swaps in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import numpy as np
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from timeline import resources
from timeline.caching import today
from timeline.domain.citations import Work
from timeline.domain.dates import Span
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.parameters import Problem, text
from timeline.index.facets import LABELS, Facet, facets, officials_named
from timeline.index.meetings import Columns, MeetingMatch, respell
from timeline.index.missing import NOTHING, missing
from timeline.index.reference import ReferenceLists, reference
from timeline.models import Meeting, Release
from timeline.pages import chosen, meeting_cards, share
from timeline.pages.alternates import alternates
from timeline.pages.axis import axis_beside
from timeline.pages.chips import FilterChip, chips, without
from timeline.pages.chosen import StatementFilter
from timeline.pages.html import counted
from timeline.pages.listings import PAGED, address, asked, carried, words_note
from timeline.pages.render import answer, citation_file, cite, cited_as, copied, wants_fragment
from timeline.pages.timeline import controls, road, svg
from timeline.pages.timeline.front import front
from timeline.pages.timeline.layout import Picture, picture, window_title
from timeline.releases import release_of

PAGE_SIZE = 6
LOADED = 2
"""Up to this page of the list, the next one loads automatically on scrolling; after that, a button loads it."""
PAGE_PARAMETERS = (*PAGED, text("find", "letters of an official's name, to choose from those that have it"))
WINDOW = ("from", "to")
FORMATS = (("Atom", "format=atom"), ("iCalendar", "format=ics"), ("CSV", "format=csv"), ("JSON", ""))


@dataclass(frozen=True, slots=True)
class Year:
    """The cards of a year; `heading` is empty if the previous page ended in the same year."""

    heading: str
    cards: list[SafeString]


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """A single meeting's card for the query in the query string, for the timeline's focus card. Raises Http404 for an
    unknown slug."""
    found = get_object_or_404(Meeting.objects.only("pk"), slug=slug)
    question = chosen.asked(MeetingFilter(request.GET))
    return HttpResponse(meeting_cards.rendered([found.pk], release_of(request), question)[0])


def _chips(query: MeetingFilter, listed: Iterable[Facet], release: Release | None) -> list[FilterChip]:
    """The active filters except the window, one chip per value; removing a value leaves the rest of its group joined
    by "or"."""
    found = []
    for facet in listed:
        for place, group in enumerate(facet.groups):
            for number, value in enumerate(group):
                joint = "or" if number else "and" if place else ""
                url = without(query, "/", facet.name, place, number)
                found.append(FilterChip(facet.label, value.label, url, joint))
    return [*found, *chips(query, "/", release, elsewhere=(*WINDOW, *LABELS))]


def _years(
    page: Page[int], columns: Columns, release: Release | None, question: StatementFilter, *, continued: bool
) -> list[Year]:
    """The page's cards for a query, by year; `continued`: they extend the previous page's list. Makes the queries of
    the cards."""
    rows = np.asarray(page.object_list, int)
    keys = columns.keys[rows].tolist()
    years = [date.fromordinal(day).year for day in columns.earliest[rows].tolist()]
    before = page.paginator.object_list[page.start_index() - 2] if continued and page.has_previous() else None
    last_year = 0 if before is None else date.fromordinal(int(columns.earliest[before])).year
    listed = zip(years, meeting_cards.rendered(keys, release, question), strict=True)
    return [
        Year("" if year == last_year else str(year), [card for _, card in group])
        for year, group in groupby(listed, key=lambda one: one[0])
    ]


def _shares(query: MeetingFilter) -> list[tuple[str, str]]:
    """The same meetings in other formats, from the API."""
    question = query.query_string()
    return [
        (label, f"/api/v1/meetings/?{'&'.join(part for part in (question, form) if part)}") for label, form in FORMATS
    ]


def _drawing(drawn: Picture, names: dict[str, str]) -> dict[str, Any]:
    """The picture's parts as SVG."""
    return {
        "grid": svg.grid(drawn.ticks),
        "overview": svg.overview(drawn),
        "overview_axis": svg.overview_axis(drawn.overview_ticks),
        "axis": axis_beside(drawn.ticks),
        "washington": svg.terms(drawn.washington, "Presidents of the United States"),
        "moscow": svg.terms(drawn.moscow, "Leaders of the Soviet Union and of Russia"),
        "treaties": svg.treaties(drawn),
        "lanes": svg.lanes(drawn, names),
        "legend": svg.legend("Drag to zoom, tap a mark" if drawn.is_whole else "Drag to move, tap a mark"),
        "throughout": svg.throughout(drawn.throughout, "lanes"),
        "road_throughout": svg.throughout(drawn.throughout, "road"),
        "road": road.road(drawn),
        "trail": road.trail(drawn),
        "beside": road.on(drawn),
    }


def _announcement(drawn: Picture) -> str:
    """A one-line summary of what is shown: `116 meetings in 12 negotiations`."""
    if not drawn.total:
        return "No meetings"
    return f"{counted(drawn.total, 'meeting')} in {counted(len(drawn.lanes), 'negotiation')}"


def _everything(query: MeetingFilter, drawn: Picture) -> str:
    """A sentence on what is shown when no filter is active."""
    heading = window_title(drawn.window)
    if not drawn.total and query.window():
        return f"No meeting is on record for {'these years' if drawn.is_whole else heading}."
    if not drawn.total:
        return "No meeting is on record."
    return f"Every meeting on record, {heading}. Choose filters to see fewer, or zoom in."


def _beyond(query: MeetingFilter, whole: Span) -> list[Problem]:
    """A problem if the window lies before or after all meetings, where nothing is found and all the years are drawn."""
    asked_for = query.window()
    if asked_for is None or (asked_for.earliest <= whole.latest and asked_for.latest >= whole.earliest):
        return []
    end = "from" if asked_for.earliest > whole.latest else "to"
    return [Problem(end, f"the meetings on record are of {window_title(whole)}", effect=NOTHING)]


def _list(query: MeetingFilter, found: MeetingMatch, release: Release | None, *, continued: bool) -> dict[str, Any]:
    """One page of the list: its cards by year, and the URLs of the page and its neighbours."""
    pages: Paginator[int] = Paginator(np.flatnonzero(found.mask), PAGE_SIZE)
    page = pages.get_page(query.cleaned.get("page", ""))
    return {
        "query": query,
        "years": _years(page, found.columns, release, chosen.asked(query), continued=continued),
        "next_url": _page_url(query, page.next_page_number()) if page.has_next() else "",
        "previous_url": _page_url(query, page.previous_page_number()) if page.has_previous() else "",
        "canonical": _page_url(query, page.number),
        "loads_itself": page.number <= LOADED,
    }


def _cited_title(window: str, shown: Iterable[FilterChip]) -> str:
    """The title a view is cited by: `Timeline 1981–1992: Summit, Ronald Reagan`."""
    said = "".join(f"{' or ' if chip.joint == 'or' else ', '}{chip.told}" for chip in shown).removeprefix(", ")
    return f"Timeline {window}: {said}" if said else f"Timeline {window}"


def _page_url(query: MeetingFilter, number: int) -> str:
    return address("/", query.query_string(page=str(number) if number > 1 else None))


def _picture_context(query: MeetingFilter, drawn: Picture, lists: ReferenceLists) -> dict[str, Any]:
    """The template context of the window's picture, and of the links to others."""
    return {
        "picture": drawn,
        "drawing": _drawing(drawn, lists.lanes),
        "heading": window_title(drawn.window),
        "everything": _everything(query, drawn),
        "announcement": _announcement(drawn),
        "widen_url": "" if drawn.is_whole else drawn.windows.url(drawn.whole),
        "decades": controls.decades(drawn),
        "steps": controls.steps(drawn),
        "shares": _shares(query),
    }


def _filter_context(
    query: MeetingFilter, found: MeetingMatch, release: Release | None, listed: list[Facet]
) -> dict[str, Any]:
    """The template context of the filter controls for the current query, and of its problems."""
    find = query.cleaned.get("find", "")[:80].strip()
    named = officials_named(found, query, reference(release), find) if find else None
    return {
        "asked": asked(query),
        "question": query.query_string(),
        "carried": carried(query, fields=("q", *WINDOW), boxes=LABELS),
        "facets": controls.facets(listed, named, find),
        "clear_url": address("/", query.query_string(**dict.fromkeys(query.parameters().keys() - set(WINDOW)))),
        "problems": [*query.problems(), *missing(query, release), *_beyond(query, reference(release).whole)],
        "note": words_note(query, release, "/", among=found.without("q")) if "q" in query.cleaned else None,
    }


def _elsewhere(request: HttpRequest, canonical: str, work: Work) -> dict[str, Any]:
    """The view's other forms: sharing panel, share picture, citation text, API formats and embeddable page."""
    base = resources.base(request)
    return {
        "picture_of_page": share.picture(canonical, work.title),
        "panel": share.shared(canonical, work.title, base),
        "copied": copied(work.title, work),
        "alternates": alternates(canonical, base),
    }


def _front(request: HttpRequest, canonical: str, context: dict[str, Any], release: Release | None) -> dict[str, Any]:
    """The page's title and heading rank; for the unfiltered timeline, also the introduction. At most 7 queries, once
    per release."""
    if canonical != "/" or request.GET or wants_fragment(request, "view"):
        return {"title": context["heading"], "rank": 1}
    opened = front(release)
    return {"title": opened.title, "rank": 2, "front": opened, "anniversary": opened.anniversary(today())}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The timeline for the query string: the page, the fragment `view`, or the next list items (`more`)."""
    release = release_of(request)
    query = MeetingFilter(request.GET, also=PAGE_PARAMETERS)
    lists = reference(release)
    respell(query, lists.columns)
    found = MeetingMatch(query, lists.columns)
    is_more = wants_fragment(request, "more")
    context = _list(query, found, release, continued=is_more)
    if is_more:
        return answer(request, "timeline.html", context, fragment="more", in_history=False)
    drawn, listed = picture(query, found, lists), facets(found, query, lists)
    chosen_values, canonical = _chips(query, listed, release), context["canonical"]
    title = _cited_title(window_title(drawn.window), chosen_values)
    work = cited_as(None, title, request.build_absolute_uri(canonical), release)
    if file := citation_file(request, work):
        return file
    context |= {"release": release, "chips": chosen_values, "cite": cite(work, canonical)}
    context |= _picture_context(query, drawn, lists) | _filter_context(query, found, release, listed)
    context |= _elsewhere(request, canonical, work)
    context |= _front(request, canonical, context, release)
    return answer(request, "timeline.html", context, fragment="view")
