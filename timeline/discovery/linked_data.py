"""Pages as linked data: a program that asks an item's or a list's own address for JSON-LD is sent to the API's, whose
nodes are named by the pages' addresses."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

from timeline import resources
from timeline.api.formats.negotiation import preferred
from timeline.pages.alternates import PAGE

HTML, LINKED = "text/html", resources.FORMATS["jsonld"][0]


class SeeOther(HttpResponseRedirect):
    """To another document about what the address names."""

    status_code = HTTPStatus.SEE_OTHER


def linked_data(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that sends on who wants JSON-LD more than HTML; every answer there says that Accept decides."""

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
    """The JSON-LD of the page, of a list with its question."""
    query = request.GET.copy()
    query["format"] = "jsonld"
    path = f"{resources.ROOT}{resource}/{f'{key}/' if key else ''}"
    return f"{path}?{'format=jsonld' if key else query.urlencode()}"
