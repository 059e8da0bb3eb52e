"""Lists that are filtered, say what they left out, and are paged with real links; and what their forms show of the
question in force: the texts in their fields, the options of their lists, and what they have no field for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.utils.safestring import SafeString

from timeline.domain.vocabulary import OWN_WORDS, Verification
from timeline.filters.filtersets import FilterSet
from timeline.filters.parameters import Problem, text
from timeline.index.missing import missing
from timeline.models import Release
from timeline.pages.html import select

PAGE_SIZE = 40
CITE = text("cite", "the page's citation as a file, in one of the forms of citations")
PAGED = (text("page", "number of the page, from 1; one that is not there gives the nearest"), CITE)
"""What a page with a list takes beside its filters."""


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
    query: FilterSet,
    rows: models.QuerySet[Any] | Sequence[Any],
    release: Release | None,
    *,
    path: str,
    size: int = PAGE_SIZE,
) -> Listing:
    """The page of `rows` that a question asks for, which also filtered them and knows PAGED."""
    page, problems = query.cleaned.get("page", ""), [*query.problems(), *missing(query, release)]
    return page_of(rows, page, path=path, size=size, kept=query.query_string(), problems=problems)


def page_of(
    rows: models.QuerySet[Any] | Sequence[Any],
    number: str,
    *,
    path: str,
    size: int = PAGE_SIZE,
    kept: str = "",
    problems: Sequence[Problem] = (),
) -> Listing:
    """The page of `rows` of this number; one that is not there gives the nearest. `kept`: a query string."""
    page = Paginator(rows, size).get_page(number)

    def url(number: int) -> str:
        wanted = f"page={number}" if number > 1 else ""
        return address(path, "&".join(part for part in (kept, wanted) if part))

    return Listing(
        page=page,
        problems=list(problems),
        canonical=url(page.number),
        next_url=url(page.next_page_number()) if page.has_next() else "",
        previous_url=url(page.previous_page_number()) if page.has_previous() else "",
    )


def asked(query: FilterSet) -> dict[str, str]:
    """What a form's fields should show: of each parameter the text in force, of several the first."""
    given = query.canonical()
    return {name: "".join(given.get(name, ())[:1]) for name in query.parameters()}


def carried(query: FilterSet, *, fields: Iterable[str], boxes: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The texts in force that a form has no control for, as names and values of hidden inputs. `fields` are the
    parameters of which it holds one text: of these all after the first; `boxes` those of which it holds any number."""
    held, whole = frozenset(fields), frozenset(boxes)
    return [
        (name, text)
        for name, given in query.canonical().items()
        if name not in whole
        for text in given[1 if name in held else 0 :]
    ]


def words(query: FilterSet) -> dict[str, SafeString]:
    """What parts/_ask_words.html offers: in whose words and how far checked, those in force marked."""
    given = query.canonical()
    offered = {"words": ("speech", OWN_WORDS.items()), "checks": ("verification", Verification.choices)}
    return {name: select(choices, "".join(given.get(asked, ())[:1])) for name, (asked, choices) in offered.items()}
