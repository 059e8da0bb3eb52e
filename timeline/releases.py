"""The release that an answer is of: a middleware finds it first of all and leaves it on the request, so that whatever
makes the answer asks for it no second time. Between selectors and surfaces."""

from datetime import date

from django.http import HttpRequest

from timeline.models import Release
from timeline.selectors import shared as selectors

RELEASE = "across.release"
"""Where it lies in a request's META."""


def release_of(request: HttpRequest) -> Release | None:
    """The release; None before the first load. No query where a middleware has left it, else 1."""
    left = request.META
    return left[RELEASE] if RELEASE in left else selectors.release()


def day_of(release: Release | None) -> date:
    """The day up to which the record speaks: that of the release. Standings are of this day where none is asked for."""
    return release.loaded_at.date() if release else date(1955, 1, 1)
