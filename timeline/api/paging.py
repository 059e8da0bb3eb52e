"""Pagination: a page's keys, the total, and the links to the neighbouring pages, in the JSON body and in the headers of
every format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.http import Http404, HttpResponse

from timeline.api import cursors, facet_counts, problems
from timeline.api.facet_counts import CHRONOLOGICAL, Counts, FoundMeetings
from timeline.api.query import ResourceQuery
from timeline.api.record_view import json_response
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.parameters import Problem
from timeline.index.missing import missing
from timeline.models import Release
from timeline.search import filtering

LINKS = (("next", "next"), ("previous", "prev"))
TOTAL = "X-Total-Count"

type Changes = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A part of a list. `following` and `previous`: what another question would change to have the page beside it; None
    where there is none. `facets` where they are asked for."""

    keys: list[int]
    count: int
    following: Changes | None = None
    previous: Changes | None = None
    facets: Counts | None = None
    notes: list[Problem] = field(default_factory=list)


def page(question: ResourceQuery, release: Release | None) -> ListPage:
    """The page that is asked for. 2 queries: counts, and keys; of meetings in chronological order none, where the index
    says it all; and those of `missing`. Raises Http404 behind the last page, Refused for a cursor of another list."""
    filters = question.filters
    meetings = None
    if isinstance(filters, MeetingFilter) and question.chosen is None:
        meetings = FoundMeetings(filters, release)
    if meetings is not None:
        count, facets = len(meetings), meetings.facets(question.facets, question.rows)
    else:
        count, facets = facet_counts.count(question.resource, question.rows(), facets=question.facets)
    notes = missing(filters, release) if filters else []
    notes += [Problem("q", said, effect="was understood") for said in word_notes(question, release)]
    shown = facet_counts.arranged(facets, order=question.facet_order, most=question.facet_limit)
    return ListPage(*_part(question, count, meetings), facets=shown if question.facets else None, notes=notes)


def word_notes(question: ResourceQuery, release: Release | None) -> list[str]:
    """What the words asked for were taken for, and what was done about what nothing holds. The queries of a search for
    its words, none where the list has asked them."""
    query = question.filters.cleaned.get("q") if question.filters else None
    if not query or release is None:
        return []
    return filtering.notes(filtering.words_read(query, release, question.resource.model))


def _part(
    question: ResourceQuery, count: int, meetings: FoundMeetings | None
) -> tuple[list[int], int, Changes | None, Changes | None]:
    """What ListPage begins with. 1 query, none of meetings in chronological order."""
    if question.cursor:
        part = question.stretch()
        if part.more is None:
            return part.keys, count, None, None
        cursor = cursors.written(part.more, question=question.list_string())
        return part.keys, count, {"cursor": cursor}, None
    start = _start(question, count)
    if meetings is not None and question.ordering in CHRONOLOGICAL:
        keys = meetings.keys(start, question.page_size, question.ordering)
    else:
        keys = list(question.rows().values_list("pk", flat=True)[start : start + question.page_size])
    number = question.page
    following: Changes | None = {"page": str(number + 1)} if number * question.page_size < count else None
    before = str(number - 1) if number > 2 or question.is_whole else None
    previous: Changes | None = {"page": before} if number > 1 else None
    return keys, count, following, previous


def _start(question: ResourceQuery, count: int) -> int:
    """Where a question's page begins in so many items. Raises Http404 where that is behind the last."""
    start = (question.page - 1) * question.page_size
    if start and start >= count:
        raise Http404(f"page {question.page} lies behind the last, {max(1, -(-count // question.page_size))}")
    return start


class Linked(Protocol):
    """A question whose pages are linked."""

    def query_string(self, **changes: str | None) -> str:
        """The canonical query string with some parameters replaced."""


def addresses(question: Linked, one: ListPage, address: str) -> dict[str, str | None]:
    """The addresses of the pages beside one of a list at `address`, by LINKS' names; None where there is none."""
    found: dict[str, str | None] = {}
    for (name, _), changes in zip(LINKS, (one.following, one.previous), strict=True):
        query = question.query_string(**changes) if changes is not None else ""
        found[name] = None if changes is None else f"{address}?{query}" if query else address
    return found


def described(one: ListPage, beside: Mapping[str, str | None]) -> dict[str, Any]:
    """What JSON says of a page, before its results."""
    facets = {} if one.facets is None else {"facets": one.facets}
    notes = {"notes": problems.listed(one.notes)} if one.notes else {}
    return {"count": one.count, **beside, **facets, **notes}


def list_response(data: Mapping[str, Any]) -> HttpResponse:
    """A page of a list as JSON, with its total and its links as headers too."""
    response = json_response(data)
    put_on(response, data["count"], data)
    return response


def put_on(response: HttpResponse, count: int, beside: Mapping[str, str | None]) -> None:
    """The total and the links as headers."""
    response[TOTAL] = str(count)
    links = [f'<{beside[name]}>; rel="{relation}"' for name, relation in LINKS if beside[name]]
    if links:
        response["Link"] = ", ".join(links)
