"""oEmbed (oembed.com) for statements, meetings, issues, comparisons and filtered timelines, and the pages that it
embeds in other sites.

Only these pages may be framed by other sites; they run no script, and their other headers are as strict as everywhere.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from html import escape
from typing import Any
from urllib.parse import SplitResult, urlsplit

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from timeline import resources, selectors
from timeline.domain.standings import SILENCE
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.parameters import Parameter, Problem, read, text
from timeline.index.meetings import MeetingMatch, respell
from timeline.index.missing import missing
from timeline.index.reference import reference
from timeline.index.standings import series
from timeline.models import Meeting
from timeline.pages import chosen, meeting_cards
from timeline.pages.compare.lines import lines
from timeline.pages.compare.query import question
from timeline.pages.compare.views import compared, title_of
from timeline.pages.html import counted
from timeline.pages.issue_instruments import plot
from timeline.pages.listings import address
from timeline.pages.positions import title
from timeline.pages.render import or_404
from timeline.pages.share import FRAME_WIDTH, FRAMES, frame_code
from timeline.pages.standing_charts import issue_chart
from timeline.pages.timeline import mini
from timeline.pages.timeline.views import PAGE_PARAMETERS
from timeline.releases import day_of, release_of

NAME = "Across the Table"
SHOWN = 6
PARAMETERS = (
    text("url", "address of a statement, a meeting, an issue, a comparison or the timeline"),
    text("format", "json or xml"),
    text("maxwidth", "most pixels"),
    text("maxheight", "most pixels"),
)
"""oEmbed's parameters; its specification says to ignore all others."""
USUAL_PORTS = {"http": 80, "https": 443}
CACHE_AGE = 3600
PAGE = re.compile(r"/(?P<resource>positions|meetings|issues)/(?P<key>[a-z0-9-]+)/?")
FRAMED: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "form-action": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": ["*"],
}


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator for a page that other sites may show in a frame."""

    @csp_override(FRAMED)
    @xframe_options_exempt
    @require_safe
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return shown


@framed
def position(request: HttpRequest, public_id: str) -> HttpResponse:
    """A statement with its words, its source and its verification."""
    found = or_404(selectors.positions.position, public_id)
    context = {"position": found, "title": title(found), "url": f"/positions/{public_id}/"}
    return render(request, "embed_position.html", context | {"release": release_of(request)})


@framed
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """A meeting: who faced whom, and one statement of each side, chosen by the filters in the query string."""
    found = or_404(selectors.meetings.meeting, slug)
    context = {
        "meeting": found,
        "faced": meeting_cards.faced(found, chosen.asked(_asked(request.GET)), heading="h2"),
        "title": found.marked_title,
        "url": f"/meetings/{slug}/",
        "release": release_of(request),
    }
    return render(request, "embed_meeting.html", context)


def _asked(query: QueryDict, also: Iterable[Parameter] = ()) -> MeetingFilter:
    return MeetingFilter(query, also=also)


@framed
def timeline(request: HttpRequest) -> HttpResponse:
    """The meetings that match the query string: a small chart, and the first of them as a list."""
    release = release_of(request)
    query, lists = _asked(request.GET), reference(release)
    respell(query, lists.columns)
    rows = np.flatnonzero(MeetingMatch(query, lists.columns).mask)
    keys = lists.columns.keys[rows[:SHOWN]].tolist()
    listed = {one.pk: one for one in Meeting.objects.filter(pk__in=keys)}
    total = counted(len(rows), "meeting")
    context = {
        "title": total,
        "small": mini.small(query.query_string(), lists, name=total),
        "meetings": [listed[key] for key in keys],
        "more": len(rows) - len(keys),
        "url": address("/", query.query_string()),
        "problems": [*query.problems(), *missing(query, release)],
        "release": release,
    }
    return render(request, "embed_timeline.html", context)


@framed
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    """An issue: its question, and the chart of where both sides stood. 3 queries."""
    found, release = or_404(selectors.issues.issue, slug), release_of(request)
    chart = issue_chart(found, series(release), day_of(release))
    context = {
        "issue": found,
        "chart": chart,
        "plot": plot(found, chart, release) if chart else "",
        "silence": SILENCE,
        "title": found.name,
        "url": f"/issues/{slug}/",
        "release": release,
    }
    return render(request, "embed_issue.html", context)


@framed
def comparison(request: HttpRequest) -> HttpResponse:
    """The comparison in the query string, one issue per line. At most 3 queries."""
    release, asked = release_of(request), question(request.GET)
    day = asked.on or day_of(release)
    context = compared(asked, release, day)
    shown = {
        "lines": list(lines(context)),
        "people": context.get("people", []),
        "title": title_of(asked, day, context),
        "url": asked.canonical(),
        "problems": asked.problems,
        "release": release,
    }
    return render(request, "embed_compare.html", shown)


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
        query = _asked(QueryDict(parts.query), PAGE_PARAMETERS)
        # An invalid query string stays in the frame's URL, so that the frame reports the problems.
        is_right = not query.problems()
        return f"{NAME}: meetings", address("/embed/", query.query_string() if is_right else parts.query), "timeline"
    if parts.path == "/compare/":
        compared_on = question(QueryDict(parts.query))
        return f"{NAME}: a comparison", address("/embed/compare/", compared_on.canonical().partition("?")[2]), "compare"
    return _item(parts.path)


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
        return HttpResponseBadRequest(
            "url= is missing: the address of a statement, a meeting, an issue, a comparison or the timeline\n"
        )
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
