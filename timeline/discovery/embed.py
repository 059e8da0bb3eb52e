"""The pages that other sites may show in a frame: statements, meetings, issues, stories, comparisons, and filtered
timelines and maps. They run no script, and their other headers are as strict as everywhere.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.domain.standings import SILENCE
from timeline.filters.filtersets import MeetingFilter
from timeline.index.meetings import MeetingMatch, respell
from timeline.index.missing import missing
from timeline.index.reference import reference
from timeline.index.standings import series
from timeline.models import Meeting
from timeline.pages import beats, chosen, meeting_cards
from timeline.pages.compare.lines import lines
from timeline.pages.compare.query import question
from timeline.pages.compare.views import compared, title_of
from timeline.pages.html import counted
from timeline.pages.issue_instruments import plot
from timeline.pages.listings import address
from timeline.pages.places import city_map
from timeline.pages.positions import title
from timeline.pages.render import or_404
from timeline.pages.standing_charts import issue_chart
from timeline.pages.stories import days_of, told_steps
from timeline.pages.timeline import mini
from timeline.releases import day_of, release_of

SHOWN = 6
"""Number of meetings or cities listed."""
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
        "faced": meeting_cards.faced(found, chosen.asked(MeetingFilter(request.GET)), heading="h2"),
        "title": found.marked_title,
        "url": f"/meetings/{slug}/",
        "release": release_of(request),
    }
    return render(request, "embed_meeting.html", context)


@framed
def timeline(request: HttpRequest) -> HttpResponse:
    """The meetings that match the query string: a small chart, and the first of them as a list."""
    release = release_of(request)
    query, lists = MeetingFilter(request.GET), reference(release)
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
def places(request: HttpRequest) -> HttpResponse:
    """The map of the meetings that match the query string, and the busiest cities."""
    release = release_of(request)
    shown = city_map(request.GET, release)
    context = {
        "map": shown,
        "cities": shown.cities[:SHOWN],
        "more": len(shown.cities[SHOWN:]),
        "title": shown.title,
        "url": address("/places/", shown.query.query_string()),
        "problems": [*shown.query.problems(), *missing(shown.query, release)],
        "release": release,
    }
    return render(request, "embed_places.html", context)


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
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """A story: what it tells, and its steps on a line of time and as a list. 5 queries."""
    found = or_404(selectors.stories.story, slug)
    told = told_steps(found)
    context = {
        "story": found,
        "steps": told,
        "strip": beats.strip(days_of(told)),
        "title": found.title,
        "url": f"/stories/{slug}/",
        "release": release_of(request),
    }
    return render(request, "embed_story.html", context)


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
