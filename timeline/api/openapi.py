"""The OpenAPI 3.1 document: drf-spectacular walks the views, this module tells it their parameters and answers, from
FilterSets, parameters and schemas. `manage.py spectacular` writes it to schema.json; nothing here is served."""

import json
from pathlib import Path
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
    facet_value_schema,
    list_schema,
    network_schema,
    plain_list,
    problem_responses,
    problem_schema,
    standings_schema,
)
from timeline.api.operations import OPERATIONS
from timeline.api.position_schemas import StandingSchema
from timeline.api.record_view import RecordView
from timeline.api.resources import RESOURCES, ApiResource
from timeline.api.root_schemas import RootAnswer
from timeline.api.search import AutocompleteView, SearchView
from timeline.api.search_schemas import AutocompleteAnswer, SearchAnswer
from timeline.api.standings import StandingsView
from timeline.filters.parameters import Parameter
from timeline.filters.values import SLUG_PATTERN

EXAMPLES_FILE = Path(__file__).with_name("examples.json")
"""An answer to each operation's example, by its operationId."""
LIST_EXAMPLES: dict[str, Schema] = {
    "meetings": {"official": ["john-bolton", "georgy-mamedov"]},
    "positions": {"issue": ["missile-defense"], "from": "2013", "to": "2013"},
    "officials": {"side": ["RU"], "q": "рябков"},
    "issues": {"q": "missile"},
    "negotiations": {"from": "1969", "to": "1979"},
    "treaties": {"from": "1991"},
    "articles": {"kind": ["transcript"]},
}
OTHER_EXAMPLES: dict[str, Schema] = {
    "list_standings": {"on": "1986-10-12"},
    "search": {"q": "russia missile defence 2013"},
    "autocomplete": {"q": "gorb"},
    "count_positions": {"by": ["issue", "side"], "from": "2013", "to": "2013"},
    "network_counterparts": {"negotiation": ["new-start"]},
    "network_answers": {"official": ["sergei-ryabkov"]},
}
ITEM_EXAMPLES = {
    "meetings": "2002-02-18-moscow-bolton-mamedov",
    "officials": "john-bolton",
    "issues": "missile-defense",
    "negotiations": "new-start",
    "treaties": "new-start",
    "articles": "rferl-2002-02-20-problems-remain",
    "positions": "tass-2013-02-15-no-cuts-without-missile-defense-d91e303a",
}
ANSWERS: dict[type, type[serializers.BaseSerializer[Any]]] = {
    SearchView: SearchAnswer,
    AutocompleteView: AutocompleteAnswer,
    ReleaseView: NamedReleaseSchema,
    views.RootView: RootAnswer,
}
"""The serializer of each view that answers with one."""


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
            return ""
        return (self._resource.schema.__doc__ or "") if self._resource else OPERATIONS[type(self.view)][2]

    def get_tags(self) -> list[str]:
        """The resource's name."""
        return [self._resource.name if self._resource else OPERATIONS[type(self.view)][3]]

    def get_override_parameters(self) -> list[Any]:
        """The path's key, the filters and the parameters of the view."""
        found: list[Any] = []
        if isinstance(self.view, RecordView):
            found = [_parameter(one) for one in self.view.parameters()]
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
                return {200: ANSWERS.get(type(self.view), {"type": "object", "required": ["openapi", "info", "paths"]})}

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """The schema's name without `Schema` or `Answer`."""
        return str(serializer.__class__.__name__).removesuffix("Schema").removesuffix("Answer")


def _other_formats(content: Schema) -> None:
    """What answers other than JSON are: of linked data and citations the JSON is not described further."""
    for media_type in content:
        if media_type.endswith("+json"):
            content[media_type] = {"schema": {"description": "see the format's own specification"}}
        elif media_type != "application/json":
            content[media_type] = {"schema": {"type": "string"}}


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


def _plain(schema: Any) -> Any:
    """The schema without what only clients that write need: `readOnly`, and a reference wrapped to bear it."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: _plain(part) for name, part in schema.items() if name != "readOnly"}
    match plain.get("allOf"):
        case [{"$ref": reference}]:
            return {"$ref": reference, **{name: part for name, part in plain.items() if name != "allOf"}}
    return plain


def finish(result: Schema, **kwargs: Any) -> Schema:
    """The document with every error answer, examples, and links from lists to items; a hook of drf-spectacular's.

    An item's names are not required: `fields` leaves out what nobody asked for.
    """
    result = _plain(result)
    components = result["components"]
    components["schemas"]["Problem"] = problem_schema()
    components["schemas"]["FacetValue"] = facet_value_schema()
    components["responses"] = problem_responses()
    for resource in RESOURCES:
        components["schemas"][resource.schema.__name__.removesuffix("Schema")].pop("required", None)
        listed = result["paths"][f"/api/v1/{resource.name}/"]["get"]
        one = result["paths"][f"/api/v1/{resource.name}/{{{resource.identity}}}/"]["get"]
        _describe(resource, listed, one)
    find = components["schemas"]["Find"]
    find["required"] = [name for name in find["required"] if name not in {"id", "slug"}]
    examples = json.loads(EXAMPLES_FILE.read_text(encoding="utf-8"))
    for path, operations in result["paths"].items():
        for operation in operations.values():
            _exemplify(operation, examples)
        _add_problems(path, operations["get"])
    return result


def _describe(resource: ApiResource, listed: Schema, one: Schema) -> None:
    """What a list and an item of a resource answer, the link from the one to the other, and examples of parameters."""
    found = listed["responses"]["200"]
    found["description"] = f"A page of {resource.name}; in formats other than JSON, all that match"
    _other_formats(found["content"])
    found["links"] = {
        f"get_{resource.one}": {
            "operationId": f"get_{resource.one}",
            "parameters": {resource.identity: f"$response.body#/results/0/{resource.identity}"},
        }
    }
    one["responses"]["200"]["description"] = f"The {resource.one}"
    _other_formats(one["responses"]["200"]["content"])
    for parameter in listed["parameters"]:
        if parameter["name"] in LIST_EXAMPLES.get(resource.name, {}):
            parameter["example"] = LIST_EXAMPLES[resource.name][parameter["name"]]
    for parameter in one["parameters"]:
        if parameter["in"] == "path" and resource.name in ITEM_EXAMPLES:
            parameter["example"] = ITEM_EXAMPLES[resource.name]


def _exemplify(operation: Schema, examples: Schema) -> None:
    """An operation's example answer, and examples of its parameters."""
    if operation["operationId"] in examples:
        example = examples[operation["operationId"]]
        operation["responses"]["200"]["content"]["application/json"]["example"] = example
    for parameter in operation.get("parameters", ()):
        example = OTHER_EXAMPLES.get(operation["operationId"], {}).get(parameter["name"])
        if example is not None:
            parameter["example"] = example


def _add_problems(path: str, operation: Schema) -> None:
    """The errors that an operation can answer with; 404 where it has a key or parameters."""
    codes = [400, 406, 429, 500, 503] + ([404] if "{" in path or len(operation.get("parameters", [])) else [])
    responses = operation["responses"]
    for code in sorted(codes):
        responses[str(code)] = {"$ref": f"#/components/responses/Problem{code}"}
    operation.pop("security", None)
    responses["200"]["description"] = responses["200"].get("description") or operation["summary"]
