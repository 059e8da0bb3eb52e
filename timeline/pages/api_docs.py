"""The API reference as a page of the site. It depends on both the API and the pages; only the URLs import it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline import resources
from timeline.api.reference import reference
from timeline.pages.render import render_page


@require_safe
def api(request: HttpRequest) -> HttpResponse:
    """Every endpoint, parameter, field, format and error of the API, with examples to try."""
    context = {"reference": reference(), "base": resources.base(request), "rate": settings.API_RATE}
    return render_page(
        request, "api/docs.html", context, title="API", canonical=resources.DOCS, above=[("/about/", "About")]
    )


@require_safe
def changelog(request: HttpRequest) -> HttpResponse:
    """The API's additions by date, and its deprecation policy."""
    above = [("/about/", "About"), (resources.DOCS, "API")]
    return render_page(
        request, "api/changelog.html", {}, title="API changelog", canonical="/api/changelog/", above=above
    )
