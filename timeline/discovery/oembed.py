"""oEmbed (oembed.com): the frames of statements, meetings, issues, stories, comparisons, timelines and maps."""

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import SplitResult, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse, QueryDict
from django.views.decorators.http import require_safe

from timeline import resources, selectors
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.parameters import Problem, read, text
from timeline.models import Meeting
from timeline.pages.compare.query import question
from timeline.pages.listings import address
from timeline.pages.positions import title
from timeline.pages.render import or_404
from timeline.pages.share import FRAME_WIDTH, FRAMES, frame_code
from timeline.pages.timeline.views import PAGE_PARAMETERS

NAME = "Across the Table"
EMBEDDABLE = "a statement, a meeting, an issue, a story, a comparison, the map or the timeline"
PARAMETERS = (
    text("url", f"address of {EMBEDDABLE}"),
    text("format", "json or xml"),
    text("maxwidth", "most pixels"),
    text("maxheight", "most pixels"),
)
"""oEmbed's parameters; its specification says to ignore all others."""
USUAL_PORTS = {"http": 80, "https": 443}
CACHE_AGE = 3600
PAGE = re.compile(r"/(?P<resource>positions|meetings|issues|stories)/(?P<key>[a-z0-9-]+)/?")


def _is_of_host(parts: SplitResult, host: str) -> bool:
    """Whether a URL is on this host (case-insensitive), on its port or the scheme's default. Raises ValueError for an
    invalid port."""
    usual = USUAL_PORTS.get(parts.scheme)
    own = urlsplit(f"//{host}")
    said = (parts.username, parts.hostname, parts.port or usual)
    return usual is not None and said == (None, own.hostname, own.port or usual)


def _described(url: str, host: str) -> tuple[str, str, str]:
    """The title, the path of the page to embed, and the kind, for the URL of a page of this site. 1 query.

    Raises Http404 for another site's URL or a page that cannot be embedded.
    """
    parts = urlsplit(url)
    if not _is_of_host(parts, host):
        raise Http404(url)
    if parts.path in {"", "/"}:
        return f"{NAME}: meetings", address("/embed/", _kept(parts.query)), "timeline"
    if parts.path == "/places/":
        return f"{NAME}: where they met", address("/embed/places/", _kept(parts.query)), "places"
    if parts.path == "/compare/":
        compared_on = question(QueryDict(parts.query))
        return f"{NAME}: a comparison", address("/embed/compare/", compared_on.canonical().partition("?")[2]), "compare"
    return _item(parts.path)


def _kept(query: str) -> str:
    """The canonical query string of a frame; an invalid one stays as it is, so that the frame reports the problems."""
    asked = MeetingFilter(QueryDict(query), also=PAGE_PARAMETERS)
    return query if asked.problems() else asked.query_string()


def _item(path: str) -> tuple[str, str, str]:
    """The same for an item's page. 1 query. Raises Http404."""
    page = PAGE.fullmatch(path)
    if page is None:
        raise Http404(path)
    resource, key = page["resource"], page["key"]
    if resource == "positions":
        return title(or_404(selectors.positions.position, key)), f"/embed/positions/{key}/", resource
    if resource == "issues":
        return or_404(selectors.issues.issue, key).name, f"/embed/issues/{key}/", resource
    if resource == "stories":
        return or_404(selectors.stories.story, key).title, f"/embed/stories/{key}/", resource
    return or_404(lambda slug: Meeting.objects.get(slug=slug), key).marked_title, f"/embed/meetings/{key}/", resource


def _bounded(text: str, most: int) -> int:
    """The default size, or the consumer's maximum if that is smaller. Raises ValueError for an invalid size."""
    allowed = int(text) if text else most
    if allowed < 1:
        raise ValueError(text)
    return min(most, allowed)


def _refused(given: Mapping[str, str], problems: list[Problem]) -> HttpResponse | None:
    """The error response to an invalid oEmbed request, before its URL is looked at; None if it is valid."""
    if problems:
        return HttpResponseBadRequest(f"{problems[0].parameter}= is {problems[0].detail}\n")
    if "url" not in given:
        return HttpResponseBadRequest(f"url= is missing: the address of {EMBEDDABLE}\n")
    form = given.get("format", "json")
    if form not in {"json", "xml"}:
        return HttpResponse(f"format={escape(form[:20])} is neither json nor xml\n", status=501)
    return None


def _frame(request: HttpRequest, given: Mapping[str, str]) -> dict[str, str | int]:
    """The oEmbed response. Raises ValueError for an invalid URL or size, Http404 as `_described`."""
    base = resources.base(request)
    named, path, kind = _described(given["url"], request.get_host())
    width = _bounded(given.get("maxwidth", ""), FRAME_WIDTH)
    height = _bounded(given.get("maxheight", ""), FRAMES[kind])
    return {
        "version": "1.0",
        "type": "rich",
        "title": named,
        "provider_name": NAME,
        "provider_url": f"{base}/",
        "cache_age": CACHE_AGE,
        "html": frame_code(base + path, named, width, height),
        "width": width,
        "height": height,
    }


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """The frame that shows a page of this site, as oEmbed's `rich` type, in JSON or XML."""
    given, problems = read(PARAMETERS, request.GET, strict=False)
    if refused := _refused(given, problems):
        return refused
    try:
        answer = _frame(request, given)
    except ValueError:
        return HttpResponseBadRequest("url, maxwidth or maxheight makes no sense\n")
    response = _xml(answer) if given.get("format") == "xml" else JsonResponse(answer)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _xml(answer: dict[str, str | int]) -> HttpResponse:
    body = "".join(f"<{escape(name)}>{escape(str(value))}</{escape(name)}>" for name, value in answer.items())
    document = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{body}</oembed>\n'
    return HttpResponse(document, content_type="text/xml; charset=utf-8")
