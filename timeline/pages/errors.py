"""The 404 page. (500.html needs no view: Django renders it without a database or context.)"""

from django.http import HttpRequest, HttpResponse

from timeline.pages.changes import gone
from timeline.pages.render import render_page


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with links onward; 410 for an item that a release withdrew. For every request method."""
    if (page := gone(request)) is not None:
        return page
    return render_page(
        request, "404.html", {}, title="Nothing here", canonical=request.path, above=[("/", "Timeline")], status=404
    )
