"""Filtered, paginated lists with real links; and the state of their forms: the values of the fields, the selected
options, and hidden inputs for the rest of the query."""

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
"""The parameters of a list page beside its filters."""


@dataclass(frozen=True, slots=True)
class WordsNote:
    """What a list's words were taken for, the address of the list without the parts that nothing holds (nothing where
    all of it is held), and of the search of the whole record."""

    read: WordsRead
    near_url: str
    search_url: str
    is_counted: bool
    """Whether the number is that of the list which `near_url` leads to."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, with the URLs of its neighbours and its own, and the problems of its query."""

    page: Page[Any]
    problems: list[Problem]
    canonical: str
    next_url: str
    previous_url: str
    note: WordsNote | None = None

    @property
    def total(self) -> int:
        """Rows on all pages."""
        return self.page.paginator.count


def address(path: str, query: str) -> str:
    """A path with a query string, if there is one."""
    return f"{path}?{query}" if query else path


def words_note(query: FilterSet, release: Release | None, path: str, *, among: Mask | None = None) -> WordsNote | None:
    """What is to be said of a question's words; None where there are none, or nothing is. `among`: of the model's rows
    those that everything else leaves, where that is known."""
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
    """The page of `rows` that a question asks for, which also filtered them and knows PAGED. `among`: see
    words_note."""
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
    """The current values of a form's fields: of each parameter the first."""
    given = query.canonical()
    return {name: "".join(given.get(name, ())[:1]) for name in query.parameters()}


def carried(query: FilterSet, *, fields: Iterable[str], boxes: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The texts in force that a form has no control for, as names and values of hidden inputs. `fields` are the
    parameters with a single-valued field, of which all values after the first are returned; `boxes` those with
    checkboxes."""
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
