"""The API's views: a query string in, an answer out. One class for lists and one for items, made for each noun in
urls.py."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from timeline import selectors
from timeline.api import addresses, parameters, questions, reading
from timeline.api.negotiation import JSON, Negotiation
from timeline.api.nouns import NOUNS, Noun
from timeline.api.questions import Question

SCHEMA_FILE = Path(__file__).with_name("schema.json")


class RecordView(APIView):
    """What every view of the API does: negotiate, refuse what it does not know, say what it can be asked."""

    http_method_names = ("get", "head", "options")
    renderer_classes = (JSON,)
    content_negotiation_class = Negotiation

    def parameters(self) -> Sequence[parameters.Parameter]:
        """Every parameter that the address takes."""
        return ()

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        """What can be asked here: the methods, formats and parameters."""
        return Response(
            {
                "description": self.get_view_description(),
                "methods": ["GET", "HEAD", "OPTIONS"],
                "formats": {renderer.format: renderer.media_type for renderer in self.get_renderers()},
                "parameters": [
                    {"name": one.name, "description": one.description, "schema": one.schema}
                    for one in self.parameters()
                ],
                "schema": f"{addresses.base(request)}{addresses.SCHEMA}",
            }
        )


class RootView(RecordView):
    """The API's collections, its schema, its documentation, and the release of the record that it speaks of."""

    def get(self, request: Request) -> Response:
        """Addresses of everything, and the release. 1 query."""
        questions.of_nothing(request.query_params)
        base, release = addresses.base(request), selectors.release()
        return Response(
            {
                **{noun.name: f"{base}{addresses.collection(noun.model)}" for noun in NOUNS},
                "schema": f"{base}{addresses.SCHEMA}",
                "docs": f"{base}{addresses.DOCS}",
                "release": release and {"hash": release.hash, "loaded_at": release.loaded_at, "counts": release.counts},
            }
        )


class SchemaView(RecordView):
    """This API as an OpenAPI 3.1 document."""

    def get(self, request: Request) -> HttpResponse:
        """The committed schema, as it is. No query."""
        questions.of_nothing(request.query_params)
        return HttpResponse(_schema(), content_type="application/json")


class ListView(RecordView):
    """The items that the filters leave, a page at a time."""

    noun: Noun = NOUNS[0]

    def parameters(self) -> Sequence[parameters.Parameter]:
        """The filters, then what every list takes."""
        return (*parameters.filter_parameters(self.noun), *parameters.list_parameters(self.noun))

    def get(self, request: Request) -> Response:
        """One page. 3 queries, whatever is asked for. Raises Refused for a bad query string, Http404 past the end."""
        question = questions.of_list(self.noun, request.query_params)
        answer = _page(question, address=f"{addresses.base(request)}{request.path}", base=addresses.base(request))
        links = [f'<{answer[name]}>; rel="{rel}"' for name, rel in LINKS if answer[name]]
        return Response(answer, headers={"Link": ", ".join(links)} if links else None)


class ItemView(RecordView):
    """One item, by its slug (a position: by its id)."""

    noun: Noun = NOUNS[0]

    def parameters(self) -> Sequence[parameters.Parameter]:
        """What the item holds."""
        return parameters.own_parameters(self.noun)

    def get(self, request: Request, **identity: str) -> Response:
        """The item. 2 queries. Raises Refused for a bad query string, Http404 where nothing bears the key."""
        key = identity[self.noun.identity]
        question = questions.of_item(self.noun, request.query_params)
        found = self.noun.rows().filter(**{self.noun.key: key}).values_list("pk", flat=True)
        items = reading.items(self.noun, list(found), base=addresses.base(request), fields=question.fields)
        if not items:
            raise Http404(f"there is no {self.noun.one} {key[:130]!r}")
        return Response(items[0])


LINKS = (("next", "next"), ("previous", "prev"))


def _page(question: Question, *, address: str, base: str) -> dict[str, Any]:
    """A page of a list. 3 queries: the count, the page's keys, its items with all that belongs to them."""
    rows = question.rows()
    count = rows.count()
    start = (question.page - 1) * question.page_size
    if start and start >= count:
        last = max(1, -(-count // question.page_size))
        raise Http404(f"page {question.page} lies behind the last, {last}")
    keys = list(rows.values_list("pk", flat=True)[start : start + question.page_size])

    def of(page: int) -> str:
        query = question.query_string(page=str(page) if page > 1 else None)
        return f"{address}?{query}" if query else address

    return {
        "count": count,
        "next": of(question.page + 1) if start + question.page_size < count else None,
        "previous": of(question.page - 1) if question.page > 1 else None,
        "results": reading.items(question.noun, keys, base=base, fields=question.fields),
    }


@cache
def _schema() -> bytes:
    return SCHEMA_FILE.read_bytes()
