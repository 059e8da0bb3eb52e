"""Pages as linked data: a request for JSON-LD at the page of an item or list is redirected to the API's JSON-LD, whose
nodes are identified by the pages' URLs."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

from timeline import resources
from timeline.api.formats.negotiation import preferred
from timeline.pages.alternates import PAGE

HTML, LINKED = "text/html", resources.FORMATS["jsonld"][0]


class SeeOther(HttpResponseRedirect):
    """A 303 redirect to another document about the same thing."""

    status_code = HTTPStatus.SEE_OTHER


def linked_data(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that redirects clients that prefer JSON-LD to HTML; every response of these pages varies on Accept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        page = PAGE.fullmatch(request.path_info)
        if page is None or request.method not in {"GET", "HEAD"}:
            return get_response(request)
        if preferred(request.headers.get("Accept", ""), (HTML, LINKED)) == LINKED:
            response: HttpResponse = SeeOther(_address(request, page["resource"], page["key"]))
        else:
            response = get_response(request)
        patch_vary_headers(response, ("Accept",))
        return response

    return middleware


def _address(request: HttpRequest, resource: str, key: str | None) -> str:
    """The URL of the page's JSON-LD; for a list, with its query string."""
    query = request.GET.copy()
    query["format"] = "jsonld"
    path = f"{resources.ROOT}{resource}/{f'{key}/' if key else ''}"
    return f"{path}?{'format=jsonld' if key else query.urlencode()}"
