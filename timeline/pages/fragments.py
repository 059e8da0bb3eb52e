"""What htmx pages share: whether a request wants a fragment, and an answer that says what it varies with."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django_htmx.middleware import HtmxDetails

from timeline.pages.html import escaped, safe
from timeline.releases import release_of

SECTIONS = (
    ("/", "Timeline"),
    ("/issues/", "Issues"),
    ("/officials/", "Officials"),
    ("/negotiations/", "Negotiations"),
    ("/treaties/", "Treaties"),
    ("/compare/", "Compare"),
    ("/articles/", "Sources"),
    ("/data/", "Data & API"),
    ("/about/", "About"),
)
VARIES_WITH = ("HX-Request", "HX-Request-Type", "HX-History-Restore-Request", "HX-Target")


def navigation(path: str) -> SafeString:
    """The entries of the main navigation, the section of the path marked."""
    return _navigation(next((url for url, _ in SECTIONS if path == url or (url != "/" and path.startswith(url))), ""))


@cache
def _navigation(section: str) -> SafeString:
    entries = ((url, ' aria-current="page"' if url == section else "", label) for url, label in SECTIONS)
    return safe("".join(f'<li><a href="{url}"{current}>{escaped(label)}</a></li>' for url, current, label in entries))


def wants_fragment(request: HttpRequest, name: str) -> bool:
    """Whether htmx asks for the part of the page with this element id; Back and plain requests get the whole page."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    target = (htmx.target or "").rpartition("#")[2]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request and target == name


def answer(
    request: HttpRequest, template: str, context: dict[str, Any], *, fragment: str = "", status: int = 200
) -> HttpResponse:
    """The page, or its fragment (a partial of the page's template that bears the id of its root element).

    Adds what every page shows: `release` (1 query where the context has none) and `navigation`.
    """
    partial = bool(fragment) and wants_fragment(request, fragment)
    if "release" not in context:
        context["release"] = release_of(request)
    context["navigation"] = navigation(request.path)
    response = render(request, f"{template}#{fragment}" if partial else template, context, status=status)
    patch_vary_headers(response, VARIES_WITH)
    return response
