"""Filtered, paginated lists with real links, and the state of their forms: field values, selected options, and hidden
inputs for the rest of the query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db import models
from django.utils.safestring import SafeString

from timeline import resources
from timeline.domain.vocabulary import OWN_WORDS, Verification
from timeline.filters.filtersets import FilterSet
from timeline.filters.kinds import Mask
from timeline.filters.parameters import Problem, text
from timeline.index.missing import missing
from timeline.models import Release
from timeline.pages.html import select
from timeline.search import filtering
from timeline.search.filtering import WordsRead

PAGE_SIZE = 40
CITE = text("cite", "the page's citation as a file, in one of the forms of citations")
PAGED = (text("page", "number of the page, from 1; one that is not there gives the nearest"), CITE)
"""A list page's parameters besides its filters."""


@dataclass(frozen=True, slots=True)
class WordsNote:
    """How a list's search words were interpreted, the URL of the list without the words that match nothing (empty if
    all match), and the URL of a search of the whole record."""

    read: WordsRead
    near_url: str
    search_url: str
    is_counted: bool
    """Whether the number is the size of the list at `near_url`."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, with the URLs of the page and its neighbours, and the query's problems."""

    page: Page[Any]
    problems: list[Problem]
    canonical: str
    next_url: str
    previous_url: str
    note: WordsNote | None = None

    @property
    def total(self) -> int:
        """Number of rows on all pages."""
        return self.page.paginator.count


def address(path: str, query: str) -> str:
    """A path with a query string, if there is one."""
    return f"{path}?{query}" if query else path


def words_note(query: FilterSet, release: Release | None, path: str, *, among: Mask | None = None) -> WordsNote | None:
    """The note on a query's search words; None without words or anything to note. `among`: the model's rows that match
    the rest of the query, if known."""
    text = query.cleaned.get("q", "")
    if not text or release is None:
        return None
    read = filtering.words_read(text, release, query.model, among=among)
    if read.is_plain:
        return None
    is_alone = set(query.canonical()) == {"q"} and path == resources.pages(query.model)
    near = address(path, query.query_string(q=read.words)) if read.let_go else ""
    return WordsNote(read, near, address("/search/", urlencode({"q": text})), is_alone or among is not None)


def listing(
    query: FilterSet,
    rows: models.QuerySet[Any] | Sequence[Any],
    release: Release | None,
    *,
    path: str,
    size: int = PAGE_SIZE,
    among: Mask | None = None,
) -> Listing:
    """The requested page of `rows`, which `query` has filtered; it must accept PAGED. `among`: see words_note."""
    page, problems = query.cleaned.get("page", ""), [*query.problems(), *missing(query, release)]
    listed = page_of(rows, page, path=path, size=size, kept=query.query_string(), problems=problems)
    return replace(listed, note=words_note(query, release, path, among=among))


def page_of(
    rows: models.QuerySet[Any] | Sequence[Any],
    number: str,
    *,
    path: str,
    size: int = PAGE_SIZE,
    kept: str = "",
    problems: Sequence[Problem] = (),
) -> Listing:
    """The page of `rows` with this number, or the nearest one. `kept`: the query string to keep in its links."""
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
    """The current values of a form's fields: each parameter's first."""
    given = query.canonical()
    return {name: "".join(given.get(name, ())[:1]) for name in query.parameters()}


def carried(query: FilterSet, *, fields: Iterable[str], boxes: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The active values that a form has no control for, as names and values of hidden inputs. `fields` are the
    parameters with a single-valued field, whose values after the first are returned; `boxes` those with checkboxes."""
    held, whole = frozenset(fields), frozenset(boxes)
    return [
        (name, text)
        for name, given in query.canonical().items()
        if name not in whole
        for text in given[1 if name in held else 0 :]
    ]


def words(query: FilterSet) -> dict[str, SafeString]:
    """The options of parts/_ask_words.html (whose words, and verification), with the active ones selected."""
    given = query.canonical()
    offered = {"words": ("speech", OWN_WORDS.items()), "checks": ("verification", Verification.choices)}
    return {name: select(choices, "".join(given.get(asked, ())[:1])) for name, (asked, choices) in offered.items()}
