"""The API's views: a query string in, an answer out. One class for lists and one for items, made for each resource in
urls.py; one for the standings; the root and the schema."""

from collections.abc import Iterator, Sequence
from functools import cache
from http import HTTPStatus
from itertools import chain
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import resolve
from rest_framework.request import Request

from timeline import resources
from timeline.api import formats, loading, networks, paging, parameters, problems
from timeline.api.formats.base import About, Item, Representation
from timeline.api.problems import NoSuchItem, Withdrawn
from timeline.api.query import ResourceQuery, of_item, of_list
from timeline.api.record_view import RecordView, accepted, json_response
from timeline.api.resources import RESOURCES, ApiResource
from timeline.filters.parameters import Parameter
from timeline.index.history import withdrawal
from timeline.models import Release

SCHEMA_FILE = Path(__file__).with_name("schema.json")
NOTHING = "nothing"
SERVICE = f'<{resources.SCHEMA}>; rel="service-desc"; type="application/json", <{resources.DOCS}>; rel="service-doc"'
"""Where the API is described, as a header."""


class RootView(RecordView):
    """The API's collections, its schema, its documentation, and the release of the record that it speaks of."""

    def answer(self, request: Request, question: Any, release: Release | None) -> HttpResponse:
        """Addresses of everything, and the release. No query."""
        base = resources.base(request)
        response = json_response(
            {
                **{resource.name: f"{base}{resources.collection(resource.model)}" for resource in RESOURCES},
                "standings": f"{base}{resources.ROOT}standings/",
                "search": f"{base}{resources.ROOT}search/",
                "autocomplete": f"{base}{resources.ROOT}autocomplete/",
                "releases": f"{base}{resources.ROOT}releases/",
                "changes": f"{base}{resources.ROOT}changes/",
                "networks": {view.name: f"{base}{resources.ROOT}networks/{view.name}/" for view in networks.VIEWS},
                "schema": f"{base}{resources.SCHEMA}",
                "docs": f"{base}{resources.DOCS}",
                "release": release
                and {
                    "name": release.name or None,
                    "hash": release.hash,
                    "loaded_at": release.loaded_at,
                    "counts": release.counts,
                },
            }
        )
        response["Link"] = SERVICE
        return response


class SchemaView(RecordView):
    """This API as an OpenAPI 3.1 document."""

    def release(self, request: Request) -> None:
        """None: the document is the same for every release."""

    def answer(self, request: Request, question: Any, release: Release | None) -> HttpResponse:
        """The committed schema, as it is. No query."""
        return HttpResponse(_schema(), content_type="application/json")


class ResourceView(RecordView):
    """What lists and items of a resource share: their formats, and how items become an answer in one of them."""

    resource: ApiResource = RESOURCES[0]

    def representations(self) -> Sequence[Representation]:
        """The formats that the resource has."""
        return formats.OF[self.resource.name]

    def canonical(self, question: ResourceQuery) -> str:
        """The question's query string."""
        return question.query_string()

    def about(self, request: Request, question: ResourceQuery, release: Release | None) -> About:
        """What the answer is of."""
        base, query = resources.base(request), question.query_string()
        return About(
            resource=self.resource,
            release=release,
            base=base,
            address=f"{base}{request.path}?{query}" if query else f"{base}{request.path}",
            filters=question.filters,
            fields=question.fields,
            bom=question.bom == "true",
        )

    def items(
        self, question: ResourceQuery, keys: Sequence[int], representation: Representation, about: About
    ) -> list[Item]:
        """The items with these keys as the representation needs them. 1 query."""
        if representation.write is None or representation.bears_fields:
            expand = () if representation is formats.CSV else question.expand
            return loading.items(
                self.resource, keys, base=about.base, release=about.release, fields=question.fields, expand=expand
            )
        expand = representation.expand.get(self.resource.name, ())
        return loading.items(self.resource, keys, base=about.base, release=about.release, expand=expand)


class ListView(ResourceView):
    """The items that the filters leave, a page at a time, or all of them as a table, a feed or a calendar."""

    def parameters(self) -> Sequence[Parameter]:
        """The filters, then what every list takes."""
        return parameters.every_parameter(self.resource)

    def ask(self, request: Request) -> ResourceQuery:
        """What the query string asks for. Raises Refused with every problem in it."""
        chosen = accepted(request)
        return of_list(self.resource, request.query_params, newest=chosen.newest, is_whole=chosen.write is not None)

    def answer(self, request: Request, question: ResourceQuery, release: Release | None) -> HttpResponse:
        """A page of the list, in any format with its links and the total, 3 queries whatever is asked for; or all of
        it in a format other than JSON, 2 queries for each 500 items; 1 more for a sample.

        Raises Http404 for a page behind the last, Refused for a cursor of another list.
        """
        representation, question = accepted(request), question.drawn()
        about = self.about(request, question, release)
        if representation.write is None or question.is_paged or representation.newest:
            return self._page(question, about, representation, address=f"{about.base}{request.path}")
        parts = question.walk()
        # The first batch is read before anything is sent: an early failure is a problem, not a broken download.
        first = self.items(question, next(parts, []), representation, about)
        rest = (item for keys in parts for item in self.items(question, keys, representation, about))
        return _written(representation, chain(first, rest), about, name=self.resource.name)

    def _page(
        self, question: ResourceQuery, about: About, representation: Representation, *, address: str
    ) -> HttpResponse:
        """A page of the list. 3 queries: the counts, the page's keys, its items and what belongs to them; of meetings
        the last alone, where the index says the rest."""
        page = paging.page(question, about.release)
        addresses = paging.addresses(question, page, address)
        items = self.items(question, page.keys, representation, about)
        if representation.write is None:
            response = json_response({**paging.described(page, addresses), "results": items})
        else:
            response = _written(representation, iter(items), about, name=self.resource.name)
        paging.put_on(response, page.count, addresses)
        return response


class ItemView(ResourceView):
    """One item, by its slug (a position: by its id)."""

    def parameters(self) -> Sequence[Parameter]:
        """What the item holds, and its format."""
        return parameters.own_parameters(self.resource)

    def ask(self, request: Request) -> ResourceQuery:
        """What the query string asks for. Raises Refused with every problem in it."""
        return of_item(self.resource, request.query_params)

    def answer(self, request: Request, question: ResourceQuery, release: Release | None) -> HttpResponse:
        """The item. 2 queries. Raises Withdrawn where a release took it out (2 more), NoSuchItem where nothing ever
        bore the key (3 more)."""
        key = self.kwargs[self.resource.identity]
        about, representation = self.about(request, question, release), accepted(request)
        keys = list(self.resource.rows().filter(**{self.resource.key: key}).values_list("pk", flat=True))
        items = self.items(question, keys, representation, about)
        if not items:
            if (gone := withdrawal(self.resource.name, key)) is not None:
                raise Withdrawn(gone, self.resource.of)
            raise NoSuchItem(self.resource.of, key, self.resource.rows().values_list(self.resource.key, flat=True))
        if representation.write is None:
            return json_response(items[0])
        return _written(representation, iter(items), about, name=key)


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Every path under /api/ that is none: a problem, or without its slash the way to the address with it. No query."""
    path = request.path_info
    if not path.endswith("/") and resolve(f"{path}/").url_name != NOTHING:
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return problems.problem_response(
        request, problems.kind_of(HTTPStatus.NOT_FOUND), detail=problems.DETAILS[HTTPStatus.NOT_FOUND]
    )


def _written(representation: Representation, items: Iterator[Item], about: About, *, name: str) -> HttpResponse:
    """Items in a format, written as they are read."""
    assert representation.write is not None  # noqa: S101 (JSON is written by the views)
    return representation.attached(representation.write(items, about), name)


@cache
def _schema() -> bytes:
    return SCHEMA_FILE.read_bytes()
