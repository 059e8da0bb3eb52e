"""What every page of the record besides the timeline shares: title, canonical address, breadcrumbs; and lists that are
filtered, say what they left out, and are paged with real links."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from timeline.domain import citations
from timeline.domain.citations import Work
from timeline.filters.fields import single
from timeline.filters.filtersets import Problem, RecordFilterSet, repeated
from timeline.models import Release
from timeline.pages.alternates import Alternate, alternates
from timeline.pages.fragments import answer
from timeline.releases import release_of

PAGE_SIZE = 40


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page above this one."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Cite:
    """The page's citation: the work, as text in two styles, and its files as media type, label and address."""

    work: Work
    chicago: str
    apa: str
    files: list[Alternate]


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


def sheet(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    canonical: str,
    above: Sequence[tuple[str, str]] = (),
    fragment: str = "",
    source: Work | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page under its title with the pages `above` it as breadcrumbs, or its fragment; with `?cite=bibtex` (ris, csl)
    its citation instead: of the `source` that the page is about, or else of the page.

    A fragment takes its canonical address into the browser's bar, so that Back, reload and a pasted address agree.
    """
    release = context["release"] if "release" in context else release_of(request)
    work = cited_as(source, title, request.build_absolute_uri(canonical), release)
    if status == HTTPStatus.OK and (file := citation_file(request, work)):
        return file
    shown = {
        "title": title,
        "canonical": canonical,
        "crumbs": [Crumb(*one) for one in above],
        "cite": cite(work, canonical) if status == HTTPStatus.OK else None,
        "release": release,
        "alternates": alternates(canonical, f"{request.scheme}://{request.get_host()}"),
        "linked": _linked([*above, (canonical, title)], request),
        **context,
    }
    response = answer(request, template, shown, fragment=fragment, status=status)
    if fragment:
        response["HX-Push-Url"] = canonical
    return response


def citation_file(request: HttpRequest, work: Work) -> HttpResponse | None:
    """The citation as the file that `?cite=` asks for; None where it asks for none that there is."""
    form = single(request.GET, "cite")
    if form not in citations.FORMS:
        return None
    headers = {"Content-Disposition": f'attachment; filename="{citations.file_name(work, form)}"'}
    written = "".join(citations.WRITERS[form]([work]))
    return HttpResponse(written, content_type=citations.FORMS[form].content_type, headers=headers)


def cited_as(source: Work | None, title: str, url: str, release: Release | None) -> Work:
    """What the page is cited as."""
    bears = release.hash if release else ""
    if source is not None:
        return replace(source, read_at=url, release=bears)
    day = release.loaded_at.date().isoformat() if release else "1955"
    return Work(title, citations.RECORD, day, url, url, bears)


def cite(work: Work, canonical: str) -> Cite:
    """The citation as text, and the addresses of its files."""
    mark = "&" if "?" in canonical else "?"
    files = [
        Alternate(form.media_type, form.label, f"{canonical}{mark}cite={name}")
        for name, form in citations.FORMS.items()
    ]
    return Cite(work, citations.chicago(work), citations.apa(work), files)


def data_block(document: object) -> SafeString:
    """A JSON-LD document as it can stand in a page's `<script type="application/ld+json">`: no mark-up in it. Browsers
    run no such block, so that the Content-Security-Policy does not concern it."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate({ord(char): f"\\u{ord(char):04x}" for char in "<>&"}))  # noqa: S308


def _linked(trail: Sequence[tuple[str, str]], request: HttpRequest) -> SafeString:
    """The page's place under the pages above it, as schema.org has it."""
    places = [
        {"@type": "ListItem", "position": number, "name": label, "item": request.build_absolute_uri(url)}
        for number, (url, label) in enumerate(trail, 1)
    ]
    return data_block({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": places})


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


def or_404[M: models.Model](read: Callable[[str], M], slug: str) -> M:
    """The row that a read of selectors finds; Http404 where nothing bears the slug."""
    try:
        return read(slug)
    except ObjectDoesNotExist:
        raise Http404(slug) from None
