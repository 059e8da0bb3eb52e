"""Lists that are filtered, say what they left out, and are paged with real links; and what their forms show of the
question in force: the texts in their fields, the options of their lists, and what they have no field for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.safestring import SafeString

from timeline.domain.vocabulary import OWN_WORDS, Verification
from timeline.filters.fields import single
from timeline.filters.filtersets import Problem, RecordFilterSet, repeated
from timeline.pages.html import select

PAGE_SIZE = 40


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, with the addresses of its neighbours and of itself, and what was left out of its question."""

    page: Page[Any]
    problems: list[Problem]
    canonical: str
    next_url: str
    previous_url: str

    @property
    def total(self) -> int:
        """Rows on all pages."""
        return self.page.paginator.count


def address(path: str, query: str) -> str:
    """A path with a query string, if there is one."""
    return f"{path}?{query}" if query else path


def listing(
    request: HttpRequest,
    query: RecordFilterSet,
    rows: models.QuerySet[Any] | Sequence[Any],
    *,
    path: str,
    size: int = PAGE_SIZE,
    also: Sequence[tuple[str, str]] = (),
) -> Listing:
    """The page of `rows` that the query string asks for, which also filtered them; what was left out is in `problems`.

    `also` are good parameters of the page itself, beside its filters, each with its value in force.
    """
    kept = "&".join(part for part in (query.query_string(), urlencode([one for one in also if one[1]])) if part)
    problems = query.problems(also_known=("page", "cite", *(name for name, _ in also)))
    return page_of(request, rows, path=path, size=size, kept=kept, problems=problems)


def page_of(
    request: HttpRequest,
    rows: models.QuerySet[Any] | Sequence[Any],
    *,
    path: str,
    size: int = PAGE_SIZE,
    kept: str = "",
    problems: Sequence[Problem] = (),
) -> Listing:
    """The page of `rows` that `page` asks for; one that is not there gives the nearest. `kept`: a query string."""
    page = Paginator(rows, size).get_page(single(request.GET, "page"))

    def url(number: int) -> str:
        wanted = f"page={number}" if number > 1 else ""
        return address(path, "&".join(part for part in (kept, wanted) if part))

    return Listing(
        page=page,
        problems=[*problems, *repeated(request.GET, ("page", "cite"))],
        canonical=url(page.number),
        next_url=url(page.next_page_number()) if page.has_next() else "",
        previous_url=url(page.previous_page_number()) if page.has_previous() else "",
    )


def asked(query: RecordFilterSet) -> dict[str, str]:
    """What a form's fields should show: of each parameter the text in force, of several the first."""
    given = query.canonical()
    return {name: "".join(given.get(name, ())[:1]) for name in query.filters}


def carried(query: RecordFilterSet, *, fields: Iterable[str], boxes: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The texts in force that a form has no control for, as names and values of hidden inputs. `fields` are the
    parameters of which it holds one text: of these all after the first; `boxes` those of which it holds any number."""
    held, whole = frozenset(fields), frozenset(boxes)
    return [
        (name, text)
        for name, given in query.canonical().items()
        if name not in whole
        for text in given[1 if name in held else 0 :]
    ]


def words(query: RecordFilterSet) -> dict[str, SafeString]:
    """What parts/_ask_words.html offers: in whose words and how far checked, those in force marked."""
    given = query.canonical()
    offered = {"words": ("speech", OWN_WORDS.items()), "checks": ("verification", Verification.choices)}
    return {name: select(choices, "".join(given.get(asked, ())[:1])) for name, (asked, choices) in offered.items()}
