"""The page for an address that leads nowhere. (500.html stands by itself: Django shows it without database or view.)"""

from django.http import HttpRequest, HttpResponse

from timeline.pages.changes import gone
from timeline.pages.render import render_page


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with the ways on; 410 in the place of what a release withdrew. Whatever the method of the request."""
    if (page := gone(request)) is not None:
        return page
    return render_page(
        request, "404.html", {}, title="Nothing here", canonical=request.path, above=[("/", "Timeline")], status=404
    )
