"""What the admin's requests go through, and no other request: readers have no session, no cookie, no user."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.csp import CSP
from django.utils.deprecation import MiddlewareMixin
from django.views.decorators.csp import csp_override

from armscontrol.outage import is_outage, unavailable
from armscontrol.private import PREFIX, is_private

MAY_POST = frozenset(f"{PREFIX}{page}/" for page in ("login", "logout", "password_change"))
"""The pages that take anything from a user."""

# As strict as the site's own, and without fetching: Django's admin has its style sheets, scripts and icons in files.
POLICY = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}


def private(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: no answer of the admin is kept by anybody or indexed, and only three pages take a POST."""

    def answered(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} and request.path_info not in MAY_POST:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return get_response(request)

    under_policy = csp_override(POLICY)(answered)

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_private(request):
            return get_response(request)
        response: HttpResponse = under_policy(request)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return middleware


class _Private(MiddlewareMixin):
    """Makes a middleware of Django's the admin's alone."""

    def __call__(self, request: HttpRequest) -> Any:
        """The answer, with what the middleware does for the admin."""
        return super().__call__(request) if is_private(request) else self.get_response(request)


class Sessions(_Private, SessionMiddleware):
    """Sessions of the admin."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer with the session's cookie; a 503 where the session cannot be kept."""
        try:
            return super().process_response(request, response)
        except Error as error:
            if not is_outage(error):
                raise
            return unavailable(error)


class Users(_Private, AuthenticationMiddleware):
    """Users of the admin."""


class Messages(_Private, MessageMiddleware):
    """What the admin tells a user once."""


class Csrf(_Private, CsrfViewMiddleware):
    """Refuses a form that the admin did not send."""

    def process_view(self, request: HttpRequest, *view: Any) -> Any:
        """None, or the refusal."""
        return super().process_view(request, *view) if is_private(request) else None
