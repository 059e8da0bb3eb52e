"""The base view of the API, and its JSON responses."""

from collections.abc import Sequence
from typing import Any, cast

import orjson
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.views import APIView

from timeline import caching, resources
from timeline.api import conditional, formats
from timeline.api.formats.base import Representation
from timeline.api.formats.negotiation import FormatNegotiation
from timeline.api.query import only
from timeline.filters.parameters import Parameter
from timeline.models import Release
from timeline.releases import release_of


class RecordView(APIView):
    """What every view of the API does: negotiate, refuse what it does not know, say what it can be asked and how often.

    A view reads its question (`ask`), which looks nothing up; if the client has the answer already, that is all, and
    else the view makes it (`answer`).
    """

    http_method_names = ("get", "head", "options")
    content_negotiation_class = FormatNegotiation

    def representations(self) -> Sequence[Representation]:
        """The formats that the address has, the default first."""
        return (formats.JSON,)

    def parameters(self) -> Sequence[Parameter]:
        """Every parameter that the address takes."""
        return ()

    def ask(self, request: Request) -> Any:
        """The values of the parameters. No query. Raises Refused with every problem in them."""
        return only(self.parameters(), request.query_params)

    def canonical(self, question: Any) -> str:
        """The canonical form of the query: equal for equivalent query strings. Here: the values by name, in order."""
        return repr(sorted(question.items()))

    def answer(self, request: Request, question: Any, release: Release | None) -> HttpResponse:
        """The response to the query, without the headers of conditional.py."""
        raise NotImplementedError

    def release(self, request: Request) -> Release | None:
        """The release that the answer is of, which a middleware leaves on the request; without it, 1 query."""
        return release_of(request._request)

    def get(self, request: Request, **identity: str) -> HttpResponseBase:
        """The response; a 304 without a query where the client's copy is current."""
        question, release = self.ask(request), self.release(request)
        known = conditional.validators(
            request._request, release, request.accepted_renderer.format, self.canonical(question)
        )
        unchanged = known.unchanged(request._request)
        if unchanged is not None:
            return caching.named(unchanged, release)
        response = caching.named(self.answer(request, question, release), release)
        known.put_on(response)
        return caching.checked(request._request, response)

    def options(  # type: ignore[override]  # any answer, not only DRF's Response
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """What can be asked here: the methods, formats and parameters. No query."""
        return json_response(
            {
                "description": self.get_view_description(),
                "methods": ["GET", "HEAD", "OPTIONS"],
                "formats": {one.format: one.media_type for one in self.representations()},
                "parameters": [
                    {"name": one.name, "description": one.description, "schema": one.schema}
                    for one in self.parameters()
                ],
                "schema": f"{resources.base(request)}{resources.SCHEMA}",
            }
        )

    def get_renderers(self) -> Any:
        """The representations, for DRF's negotiation."""
        return list(self.representations())


def accepted(request: Request) -> Representation:
    """The representation that was negotiated."""
    chosen: Any = request.accepted_renderer
    return cast("Representation", chosen)


def json_response(data: object) -> HttpResponse:
    """The data as JSON."""
    return HttpResponse(orjson.dumps(data), content_type=formats.JSON.content_type)
