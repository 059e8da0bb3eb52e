"""The OpenAPI 3.1 document: drf-spectacular walks the views, this module tells it their parameters and answers, from
FilterSets, parameters and schemas. `manage.py spectacular` writes it to schema.json; nothing here is served."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from timeline.api import views
from timeline.api.counts import DIMENSIONS, CountsView
from timeline.api.history import LATEST, RELEASE, ChangesView, ReleasesView, ReleaseView
from timeline.api.history_schemas import ItemChangeSchema, NamedReleaseSchema
from timeline.api.networks import NetworkView
from timeline.api.openapi_components import (
    CHANGES,
    Schema,
    counts_schema,
    list_schema,
    network_schema,
    plain_list,
    standings_schema,
)
from timeline.api.operations import OPERATIONS
from timeline.api.position_schemas import StandingSchema
from timeline.api.record_view import RecordView
from timeline.api.resources import ApiResource
from timeline.api.root_schemas import RootAnswer
from timeline.api.search import AutocompleteView, SearchView
from timeline.api.search_schemas import AutocompleteAnswer, SearchAnswer
from timeline.api.standings import StandingsView
from timeline.filters.exclusions import NOT
from timeline.filters.parameters import Parameter
from timeline.filters.values import SLUG_PATTERN

ANSWERS: dict[type, type[serializers.BaseSerializer[Any]]] = {
    SearchView: SearchAnswer,
    AutocompleteView: AutocompleteAnswer,
    ReleaseView: NamedReleaseSchema,
    views.RootView: RootAnswer,
}
"""The serializer of each view that answers with one."""


LEAVING_OUT = (
    "What is left out, each by a parameter of its own: `issue!=missile-defense`. With `!` after its name a filter "
    "leaves out what it would find without; what has no value (a statement outside any meeting) stays. `a,b` leaves "
    "out both. "
    "In this document they are the properties of one object, written as parameters (style=form, explode)."
)
DOCUMENT: Schema = {
    "type": "object",
    "description": "an OpenAPI 3.1 document",
    "required": ["openapi", "info", "paths"],
    "properties": {"openapi": {"type": "string"}, "info": {"type": "object"}, "paths": {"type": "object"}},
}


class RecordSchema(AutoSchema):
    """Describes the API's views; see the module."""

    @property
    def _resource(self) -> ApiResource | None:
        return self.view.resource if isinstance(self.view, views.ListView | views.ItemView) else None

    def get_operation_id(self) -> str:
        """`list_meetings`, `get_meeting`, `get_root`."""
        if isinstance(self.view, views.ListView):
            return f"list_{self.view.resource.name}"
        if isinstance(self.view, views.ItemView):
            return f"get_{self.view.resource.one}"
        return OPERATIONS[type(self.view)][0]

    def get_summary(self) -> str:
        """What it gives, in a line."""
        if isinstance(self.view, views.ListView):
            return f"The {self.view.resource.name} that the filters leave"
        if isinstance(self.view, views.ItemView):
            return f"One {self.view.resource.one}"
        return OPERATIONS[type(self.view)][1]

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular's own
        """What an item is."""
        if isinstance(self.view, views.ItemView):
            return f"{self.view.resource.schema.__doc__} 410 for one that was withdrawn."
        return (self._resource.schema.__doc__ or "") if self._resource else OPERATIONS[type(self.view)][2]

    def get_tags(self) -> list[str]:
        """The resource's name."""
        return [self._resource.name if self._resource else OPERATIONS[type(self.view)][3]]

    def get_override_parameters(self) -> list[Any]:
        """The path's key, the filters and the parameters of the view."""
        found: list[Any] = []
        if isinstance(self.view, RecordView):
            found = _parameters(self.view.parameters())
        if isinstance(self.view, views.ItemView):
            resource = self.view.resource
            key = OpenApiParameter(
                resource.identity,
                {"type": "string", "pattern": f"^{SLUG_PATTERN}$"},
                OpenApiParameter.PATH,
                required=True,
                description=f"{resource.identity} of the {resource.one}",
            )
            return [key, *found]
        if isinstance(self.view, ReleaseView):
            schema = {"type": "string", "pattern": f"^({LATEST}|{RELEASE})$"}
            text = "name or hash of the release, or `latest`"
            found = [OpenApiParameter("name", schema, OpenApiParameter.PATH, required=True, description=text)]
        return found

    def get_request_serializer(self) -> None:
        """Nothing is sent."""

    def get_response_serializers(self) -> Any:
        """The item's schema; for a list, a page of them."""
        match self.view:
            case views.ListView(resource=resource):
                item = self.resolve_serializer(resource.schema, "response").ref
                return {200: list_schema(resource, item)}
            case views.ItemView(resource=resource):
                return {200: resource.schema}
            case StandingsView():
                item = self.resolve_serializer(StandingSchema, "response").ref
                return {200: standings_schema(item)}
            case CountsView():
                return {200: counts_schema(DIMENSIONS)}
            case NetworkView(node_attributes=node, edge_attributes=edge):
                return {200: network_schema(node, edge)}
            case ReleasesView():
                return {200: plain_list("Release", self.resolve_serializer(NamedReleaseSchema, "response").ref)}
            case ChangesView():
                item = self.resolve_serializer(ItemChangeSchema, "response").ref
                return {200: plain_list("Change", item, **CHANGES)}
            case _:
                return {200: ANSWERS.get(type(self.view), DOCUMENT)}

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """The schema's name without `Schema` or `Answer`."""
        return str(serializer.__class__.__name__).removesuffix("Schema").removesuffix("Answer")


def _parameters(known: Iterable[Parameter]) -> list[OpenApiParameter]:
    """Every parameter; those that leave out as one object, whose properties are their names: generators that make an
    identifier of `issue!` would take it for `issue`."""
    plain = [_parameter(one) for one in known if not one.name.endswith(NOT)]
    leaving = {one.name: one for one in known if one.name.endswith(NOT)}
    if not leaving:
        return plain
    properties = {
        name: {"type": "string", "pattern": one.schema["items"]["pattern"], "description": one.description}
        for name, one in leaving.items()
    }
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    whole = OpenApiParameter("not", schema, OpenApiParameter.QUERY, description=LEAVING_OUT, style="form", explode=True)
    return [*plain, whole]


def _parameter(one: Parameter) -> OpenApiParameter:
    is_array = one.schema["type"] == "array"
    exploded = is_array and "enum" not in one.schema["items"]
    return OpenApiParameter(
        one.name,
        one.schema,
        OpenApiParameter.QUERY,
        description=one.description,
        style="form" if is_array else None,
        explode=exploded if is_array else None,
    )
