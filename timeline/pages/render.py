"""Renders a page or its htmx fragment: title, canonical URL, breadcrumbs, navigation, citation, Vary."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString, mark_safe
from django_htmx.middleware import HtmxDetails

from timeline import resources
from timeline.domain import citation_files, citations
from timeline.domain.citations import Work
from timeline.filters.parameters import read
from timeline.index.history import history
from timeline.models import Release
from timeline.pages import report, share
from timeline.pages.alternates import Alternate, alternates
from timeline.pages.html import escaped, safe
from timeline.pages.listings import CITE
from timeline.pages.since import page_life
from timeline.releases import release_of

SECTIONS = (
    ("/", "Timeline"),
    ("/stories/", "Stories"),
    ("/issues/", "Issues"),
    ("/officials/", "Officials"),
    ("/negotiations/", "Negotiations"),
    ("/treaties/", "Treaties"),
    ("/places/", "Places"),
    ("/compare/", "Compare"),
    ("/articles/", "Sources"),
    ("/data/", "Data & API"),
    ("/about/", "About"),
)
VARIES_WITH = ("HX-Request", "HX-Request-Type", "HX-History-Restore-Request", "HX-Target")


@dataclass(frozen=True, slots=True)
class Crumb:
    """A breadcrumb: a page above this one."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Cite:
    """The page's citation: the work, its text in two styles, and its files with media type, label and URL."""

    work: Work
    chicago: str
    apa: str
    files: list[Alternate]


UNTOLD = {"cite": None, "since": None, "panel": None, "picture_of_page": None}
"""The context names that are None on pages outside the record, such as the 404 page."""


def render_page(
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
    """A page with its title and the pages `above` it as breadcrumbs, or its fragment; with `?cite=bibtex` (ris, csl),
    its citation instead: of the `source` that the page is about, else of the page itself. Raises ValueError if a
    context name is one that every page already has."""
    release = context["release"] if "release" in context else release_of(request)
    work = cited_as(source, title, request.build_absolute_uri(canonical), release)
    is_found = status == HTTPStatus.OK
    if is_found and (file := citation_file(request, work)):
        return file
    shown = _head(request, title, canonical, above)
    told = {"cite": cite(work, canonical), "since": page_life(history(release), canonical)}
    shown |= (told if is_found else UNTOLD) | {"copied": copied(context.get("words_to_copy", title), work)}
    shown = _joined(shown, {"release": release, **context})
    return answer(request, template, shown, fragment=fragment, status=status)


def _joined(shared: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The shared context of all pages merged with a page's own. Raises ValueError if a name is in both."""
    if taken := shared.keys() & own.keys():
        raise ValueError(f"every page has {', '.join(sorted(taken))} already; call it otherwise")
    return shared | own


def copied(words: str, work: Work) -> str:
    """Text from a page with its citation, to be copied together."""
    return f"{words}\n{citations.chicago(work)}"


def _head(request: HttpRequest, title: str, canonical: str, above: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The page's metadata for readers, search engines and programs."""
    return {
        "title": title,
        "canonical": canonical,
        "crumbs": [Crumb(*one) for one in above],
        "picture_of_page": share.picture(canonical, title),
        "panel": share.shared(canonical, title, resources.base(request)),
        "alternates": alternates(canonical, resources.base(request)),
        "linked": _linked([*above, (canonical, title)], request),
    }


def wants_fragment(request: HttpRequest, name: str) -> bool:
    """Whether htmx requests the fragment with this element id; Back and plain requests get the whole page."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    target = (htmx.target or "").rpartition("#")[2]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request and target == name


def answer(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    fragment: str = "",
    in_history: bool = True,
    status: int = 200,
) -> HttpResponse:
    """The page, or its fragment (a partial of the page's template, named after the id of the element that it replaces).

    Adds what every page shows: `release` (1 query if the context has none), `navigation` and `report`. A fragment
    pushes the context's `canonical` URL into the address bar (if `in_history`), so that Back, reload and a copied URL
    all show the same page.
    """
    is_fragment = bool(fragment) and wants_fragment(request, fragment)
    if "release" not in context:
        context["release"] = release_of(request)
    context["navigation"] = navigation(request.path)
    context["report"] = report.link(request, context)
    response = render(request, f"{template}#{fragment}" if is_fragment else template, context, status=status)
    patch_vary_headers(response, VARIES_WITH)
    if is_fragment and in_history:
        response["HX-Push-Url"] = context["canonical"]
    return response


def navigation(path: str) -> SafeString:
    """The main navigation's entries, with the path's section marked as current."""
    return _navigation(next((url for url, _ in SECTIONS if path == url or (url != "/" and path.startswith(url))), ""))


@cache
def _navigation(section: str) -> SafeString:
    entries = ((url, ' aria-current="page"' if url == section else "", label) for url, label in SECTIONS)
    return safe("".join(f'<li><a href="{url}"{current}>{escaped(label)}</a></li>' for url, current, label in entries))


def citation_file(request: HttpRequest, work: Work) -> HttpResponse | None:
    """The citation as a file in the format of `?cite=`; None without a known format."""
    form = read((CITE,), request.GET, strict=False)[0].get("cite")
    if form not in citations.FORMS:
        return None
    headers = {"Content-Disposition": f'attachment; filename="{citations.file_name(work, form)}"'}
    written = "".join(citation_files.WRITERS[form]([work]))
    return HttpResponse(written, content_type=citations.FORMS[form].content_type, headers=headers)


def cited_as(source: Work | None, title: str, url: str, release: Release | None) -> Work:
    """The work that the page is cited as: its source if it has one, else the page."""
    bears = release.hash if release else ""
    if source is not None:
        return replace(source, read_at=url, release=bears)
    day = release.loaded_at.date().isoformat() if release else "1955"
    return Work(title, citations.RECORD, day, url, url, bears)


def cite(work: Work, canonical: str) -> Cite:
    """The citation as text, and the URLs of its files."""
    mark = "&" if "?" in canonical else "?"
    files = [
        Alternate(form.media_type, form.label, f"{canonical}{mark}cite={name}")
        for name, form in citations.FORMS.items()
    ]
    return Cite(work, citations.chicago(work), citations.apa(work), files)


def data_block(document: object) -> SafeString:
    """A JSON-LD document for a page's `<script type="application/ld+json">`, with markup characters escaped. Browsers
    do not execute such blocks, so the Content-Security-Policy does not apply to them."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate({ord(char): f"\\u{ord(char):04x}" for char in "<>&"}))  # noqa: S308


def _linked(trail: Sequence[tuple[str, str]], request: HttpRequest) -> SafeString:
    """The page's breadcrumbs as a schema.org BreadcrumbList."""
    places = [
        {"@type": "ListItem", "position": number, "name": label, "item": request.build_absolute_uri(url)}
        for number, (url, label) in enumerate(trail, 1)
    ]
    return data_block({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": places})


def or_404[M: models.Model](read: Callable[[str], M], slug: str) -> M:
    """The row returned by a selector. Raises Http404 for an unknown slug."""
    try:
        return read(slug)
    except ObjectDoesNotExist:
        raise Http404(slug) from None
