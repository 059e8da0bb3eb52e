"""The views of the share pictures: `/share/meetings/SLUG.png`, or `.svg`. Cached and revalidated per release, like
pages; the API's rate limit applies to them too (api/throttling.py)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.filters.filtersets import MeetingFilter
from timeline.index.meetings import respell
from timeline.index.reference import reference
from timeline.index.standings import series
from timeline.pages.compare.query import question
from timeline.pages.compare.views import compared, title_of
from timeline.pages.places import city_map
from timeline.pages.render import or_404
from timeline.pages.stories import told_steps
from timeline.pictures import compare, issues, meetings, officials, places, positions, stories, timeline
from timeline.pictures.png import png
from timeline.releases import day_of, release_of


def drawn(view: Callable[..., str]) -> Callable[..., HttpResponse]:
    """Decorates a view that returns SVG to respond in the format of the URL's extension; other sites may embed it."""

    @require_safe
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, form: str, **kwargs: Any) -> HttpResponse:
        svg = view(request, *args, **kwargs)
        if form == "png":
            response = HttpResponse(png(svg), content_type="image/png")
        else:
            response = HttpResponse(svg, content_type="image/svg+xml")
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return shown


@drawn
def meeting(request: HttpRequest, slug: str) -> str:
    """A meeting's picture."""
    return meetings.picture(or_404(selectors.meetings.meeting, slug))


@drawn
def position(request: HttpRequest, slug: str) -> str:
    """A statement's picture; `slug` is its public id."""
    found = or_404(selectors.positions.position, slug)
    return positions.picture(found, selectors.positions.in_which_post(found))


@drawn
def issue(request: HttpRequest, slug: str) -> str:
    """An issue's picture, on the day of the release."""
    release = release_of(request)
    return issues.picture(or_404(selectors.issues.issue, slug), series(release), day_of(release))


@drawn
def official(request: HttpRequest, slug: str) -> str:
    """An official's picture."""
    found = or_404(selectors.officials.official, slug)
    return officials.picture(found, selectors.officials.counterparts(found), selectors.officials.telling(found))


@drawn
def story(request: HttpRequest, slug: str) -> str:
    """A story's picture."""
    found = or_404(selectors.stories.story, slug)
    return stories.picture(found, told_steps(found))


@drawn
def view(request: HttpRequest) -> str:
    """The picture of the meetings that match the query string; of the whole record if it is empty."""
    lists = reference(release_of(request))
    query = MeetingFilter(request.GET)
    respell(query, lists.columns)
    return timeline.picture(query, lists)


@drawn
def places_map(request: HttpRequest) -> str:
    """The picture of the map of the meetings that match the query string."""
    return places.picture(city_map(request.GET, release_of(request)))


@drawn
def comparison(request: HttpRequest) -> str:
    """The picture of the comparison in the query string."""
    release, asked = release_of(request), question(request.GET)
    day = asked.on or day_of(release)
    context = compared(asked, release, day)
    return compare.picture(asked, context, title_of(asked, day, context))
