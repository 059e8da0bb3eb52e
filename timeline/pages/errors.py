"""The page for an address that leads nowhere. (500.html stands by itself: Django shows it without database or view.)"""

from django.http import HttpRequest, HttpResponse

from timeline.pages.render import render_page


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with the ways on. Whatever the method of the request."""
    return render_page(
        request, "404.html", {}, title="Nothing here", canonical=request.path, above=[("/", "Timeline")], status=404
    )
