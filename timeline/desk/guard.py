"""Lets nobody at the desk but who started it: a token in the first address, then a cookie; this machine only; and
writes from the desk's own pages only."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect

from timeline.desk import codings

COOKIE = "desk"
SETTING = "DESK_TOKEN"
DESK = "/desk/"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LOCAL = frozenset({"127.0.0.1"})


def token() -> str:
    """The token of this desk. Raises AttributeError under settings that are not the desk's."""
    return str(getattr(settings, SETTING))


def _is(given: str | None) -> bool:
    return bool(given) and secrets.compare_digest(str(given).encode(), token().encode())


def _entered(request: HttpRequest) -> HttpResponse:
    """The same address without the token, which is now in a cookie that no script and no other site can use."""
    query = request.GET.copy()
    del query["token"]
    rest = f"?{query.urlencode()}" if query else ""
    response = HttpResponseRedirect(f"{request.path}{rest}")
    response.set_cookie(COOKIE, token(), httponly=True, samesite="Strict")
    return response


def _is_own(request: HttpRequest) -> bool:
    """Whether a write comes from one of the desk's own pages."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return site == "same-origin" and request.headers.get("Origin") == f"http://{request.get_host()}"


def guarded(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: 403 for other machines, without token or cookie, for writes from elsewhere, and, at a blind coder's
    desk, for the site's own pages; Django refuses other hosts with 400 (ALLOWED_HOSTS)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.get_host()  # raises DisallowedHost, which Django answers with 400
        if request.META.get("REMOTE_ADDR") not in LOCAL:
            return HttpResponseForbidden("The desk answers only this machine.", content_type="text/plain")
        if request.method == "GET" and _is(request.GET.get("token")):
            return _entered(request)
        if not _is(request.COOKIES.get(COOKIE)):
            words = "Open the address that `make desk` printed: it carries a token."
            return HttpResponseForbidden(words, content_type="text/plain")
        if request.method not in SAFE and not _is_own(request):
            return HttpResponseForbidden("This was not sent from the desk's own page.", content_type="text/plain")
        if codings.coder() and not request.path.startswith(DESK):
            return HttpResponseForbidden("Who codes blind sees none of the record's pages.", content_type="text/plain")
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
