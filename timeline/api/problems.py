"""What the API says when it cannot answer: `application/problem+json` (RFC 9457) for every error under /api/, whoever
made it. The kinds stand here once; the documentation explains them under the addresses that their `type` gives."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import orjson
from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions

from timeline import caching, resources
from timeline.filters.parameters import Problem
from timeline.filters.values import nearest
from timeline.index.history import Withdrawal
from timeline.releases import RELEASE
from timeline.resources import Resource

MEDIA_TYPE = "application/problem+json"
PREFIX = "/api/"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of error: its name in `type`, its status, its title, and what a client does about it."""

    name: str
    status: HTTPStatus
    title: str
    advice: str


KINDS = (
    ProblemKind(
        "invalid-parameters",
        HTTPStatus.BAD_REQUEST,
        "The query string cannot be understood",
        "Nothing is guessed: a parameter that does not exist, a value that makes no sense, a page_size above 200 or a "
        "window that ends before it begins is refused. `errors` names each parameter, what is wrong with it, and "
        "in `did_you_mean` what was perhaps meant; where it takes only some values, `values` lists them. "
        "Mend them and ask again.",
    ),
    ProblemKind(
        "bad-request",
        HTTPStatus.BAD_REQUEST,
        "The request cannot be understood",
        "The request as a whole is malformed, or was made to a host that this server does not answer for.",
    ),
    ProblemKind(
        "not-found",
        HTTPStatus.NOT_FOUND,
        "There is nothing at this address",
        "No item bears this slug or id, the page lies behind the last, or there is no such path. `errors` says which "
        "slug or id is the nearest, if any is near. Slugs are found by the lists, every path by /api/v1/.",
    ),
    ProblemKind(
        "withdrawn",
        HTTPStatus.GONE,
        "The item was withdrawn",
        "A release of the record took it out. `withdrawn_in` names the release, `reason` why, where the editors say, "
        "and `replaced_by` what stands in its place: a mended quotation, for one, has another id. Where that is null, "
        "nothing does.",
    ),
    ProblemKind(
        "method-not-allowed",
        HTTPStatus.METHOD_NOT_ALLOWED,
        "The record is read-only",
        "Use GET, HEAD or OPTIONS. The record is changed by correcting its files, not by the API.",
    ),
    ProblemKind(
        "not-acceptable",
        HTTPStatus.NOT_ACCEPTABLE,
        "There is no representation of this type",
        "The Accept header names no format that this address has. Leave it out for JSON, or name a format by ?format=.",
    ),
    ProblemKind(
        "too-many-requests",
        HTTPStatus.TOO_MANY_REQUESTS,
        "Too many requests from this address",
        "Wait for as many seconds as Retry-After says. The RateLimit headers of an answer tell what is left; one that "
        "a cache on the way gave has none and counts for nothing. Preflights count too. To "
        "take everything, walk with `cursor` and a page_size of 200, or ask for CSV or NDJSON: one request gives all.",
    ),
    ProblemKind(
        "server-error",
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something is broken on our side",
        "The fault is ours and has been logged. Asking again later may help.",
    ),
    ProblemKind(
        "unavailable",
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The record cannot be read just now",
        "The database is away. Ask again after as many seconds as Retry-After says.",
    ),
)
BY_NAME = {kind.name: kind for kind in KINDS}


class Refused(exceptions.APIException):
    """The query string has these problems; answered with 400 and all of them."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(problem.detail for problem in self.problems))


class NoSuchItem(exceptions.NotFound):
    """Nothing ever bore this slug or id; answered with 404 and the nearest that there is."""

    def __init__(self, resource: Resource, key: str, known: Iterable[str]) -> None:
        super().__init__(f"there is no {resource.one} {key[:130]!r}")
        self.problem = Problem(resource.identity, str(self.detail), nearest(key, known))


class Withdrawn(exceptions.APIException):
    """A release took the item out; answered with 410 and what stands in its place."""

    status_code = HTTPStatus.GONE

    def __init__(self, gone: Withdrawal, resource: Resource) -> None:
        super().__init__(f"the {resource.one} {gone.change.identity!r} was withdrawn in release {gone.release}")
        self.gone, self.resource = gone, resource

    def told(self, base: str) -> dict[str, Any]:
        """What the problem says of it."""
        successor = self.gone.replaced_by
        place = f"{resources.collection(self.resource.model)}{successor}/"
        named = {self.resource.identity: successor, "url": f"{base}{place}"}
        return {
            "withdrawn_in": self.gone.release,
            "reason": self.gone.change.reason or None,
            "replaced_by": named if successor else None,
        }


def kind_of(status: int) -> ProblemKind:
    """The kind of error that a status stands for; the nearest general one where none has it."""
    if status != HTTPStatus.BAD_REQUEST:
        for kind in KINDS:
            if kind.status == status:
                return kind
    return BY_NAME["server-error" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "bad-request"]


def _type(request: HttpRequest, kind: ProblemKind) -> str:
    """The address that explains a kind of error; without a host where the request's host is not allowed."""
    path = f"{resources.DOCS}#error-{kind.name}"
    try:
        return f"{resources.base(request)}{path}"
    except DisallowedHost:
        return path


def listed(found: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems as the API gives them."""
    return [
        {"parameter": one.parameter, "detail": one.detail, "did_you_mean": one.did_you_mean}
        | ({"values": one.values} if one.values else {})
        for one in found
    ]


def problem_response(
    request: HttpRequest,
    kind: ProblemKind,
    *,
    detail: str,
    status: int | None = None,
    errors: Iterable[Problem] = (),
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The answer that reports an error of this kind; `status` where it is finer than the kind's own, `more`
    what it says besides."""
    body: dict[str, Any] = {
        "type": _type(request, kind),
        "title": kind.title,
        "status": status or kind.status.value,
        "detail": detail,
    }
    body |= more or {}
    if wrong := listed(errors):
        body["errors"] = wrong
    response = HttpResponse(orjson.dumps(body), content_type=MEDIA_TYPE, status=body["status"])
    response["Cache-Control"] = "no-store"
    return caching.named(response, request.META.get(RELEASE))


def handle(exc: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """The problem for an exception raised in a view (DRF's EXCEPTION_HANDLER); None for what nobody foresaw, which
    Django logs and answers with 500."""
    request = context["request"]
    if isinstance(exc, Refused):
        return problem_response(request, BY_NAME["invalid-parameters"], detail=str(exc.detail), errors=exc.problems)
    if isinstance(exc, Withdrawn):
        more = exc.told(resources.base(request))
        return problem_response(request, BY_NAME["withdrawn"], detail=str(exc.detail), more=more)
    if isinstance(exc, NoSuchItem):
        return problem_response(request, BY_NAME["not-found"], detail=str(exc.detail), errors=[exc.problem])
    if isinstance(exc, Http404):
        return problem_response(request, BY_NAME["not-found"], detail=str(exc) or "there is nothing at this address")
    if isinstance(exc, exceptions.APIException):
        response = problem_response(request, kind_of(exc.status_code), detail=str(exc.detail), status=exc.status_code)
        wait = getattr(exc, "wait", None)
        if wait is not None:
            response["Retry-After"] = str(max(1, round(wait)))
        return response
    return None


DETAILS = {
    HTTPStatus.NOT_FOUND: "there is no such path; /api/v1/ lists what there is",
    HTTPStatus.SERVICE_UNAVAILABLE: "the database is away",
    HTTPStatus.BAD_REQUEST: "the request is malformed, or made to a host that this server does not answer for",
}


def problem_answers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that turns every error under /api/ that is not yet a problem into one: an unknown path, a bad host,
    a failure of the server."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if (
            response.status_code < HTTPStatus.BAD_REQUEST
            or not request.path_info.startswith(PREFIX)
            or response.get("Content-Type") == MEDIA_TYPE
        ):
            return response
        kind = kind_of(response.status_code)
        detail = DETAILS.get(kind.status, "the answer could not be made; the failure has been logged")
        problem = problem_response(request, kind, detail=detail, status=response.status_code)
        if "Retry-After" in response:
            problem["Retry-After"] = response["Retry-After"]
        return problem

    return middleware
