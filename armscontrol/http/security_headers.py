"""Security headers that Django has no setting for."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}


def security_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that sets the headers above on every response that does not have its own. A 304 gets neither these nor
    Django's, as its client goes by those of its copy, which may be a page or picture with its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            response._csp_config = {}  # type: ignore[attr-defined]  # as csp_override does
            response.headers.pop("X-Frame-Options", None)
            return response
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware
