"""The OpenAPI document's last touches, as a hook of drf-spectacular's: errors, headers, other formats, tags, examples,
links from lists to items, the licence of the data."""

import json
from pathlib import Path
from typing import Any

from timeline.api.openapi_components import (
    REFERENCE,
    Schema,
    facet_value_schema,
    problem_responses,
    problem_schema,
    response_headers,
)
from timeline.api.resources import RESOURCES, ApiResource
from timeline.api.standings import MAIN_NAMES

EXAMPLES_FILE = Path(__file__).with_name("examples.json")
"""An answer to each operation's example, by its operationId; further ones by `OPERATION_ID: what they show`."""
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
OTHER_FORMATS: dict[str, Schema] = {
    "application/ld+json": {
        "type": "object",
        "description": "JSON-LD: the items as nodes of a graph",
        "required": ["@context", "@graph"],
        "properties": {
            "@context": {"type": ["object", "array"], "items": {"type": ["string", "object"]}},
            "@graph": {"type": "array", "items": {"type": "object"}},
        },
    },
    "application/vnd.citationstyles.csl+json": {
        "type": "array",
        "description": "CSL-JSON",
        "items": {
            "type": "object",
            "required": ["id", "type"],
            "properties": {"id": {"type": "string"}, "type": {"type": "string"}},
        },
    },
    "application/x-ndjson": {"type": "string", "description": "an item a line, each as JSON has it"},
    "text/csv": {"type": "string", "description": "CSV (RFC 4180) with a header line"},
    "text/calendar": {"type": "string", "description": "an iCalendar (RFC 5545)"},
    "application/atom+xml": {"type": "string", "description": "an Atom feed (RFC 4287)"},
    "application/x-bibtex": {"type": "string", "description": "BibTeX"},
    "application/x-research-info-systems": {"type": "string", "description": "RIS"},
}
"""What answers other than JSON are, by media type."""
ALWAYS = ("ETag", "Last-Modified", "Cache-Control", "RateLimit", "RateLimit-Policy")
PAGED = ("Link", "X-Total-Count")
TAGS: list[Schema] = [
    {"name": "about", "description": "Where everything is, and this document"},
    *({"name": one.name, "description": str(one.schema.__doc__).partition("\n")[0]} for one in RESOURCES),
    {"name": "standings", "description": "Where the two sides stood on a day"},
    {"name": "counts", "description": "Statements counted by up to three of their facts"},
    {"name": "networks", "description": "Who faced whom, and who answered what, as networks"},
    {"name": "search", "description": "The whole record, asked as a reader asks"},
    {"name": "changes", "description": "The releases of the record, and what each changed"},
]


def _plain(schema: Any) -> Any:
    """The schema without what only writing clients need: `readOnly`, and references wrapped to carry it."""
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
    """The document with every error answer, examples, and links from lists to items; a hook of drf-spectacular's."""
    result = _plain(result)
    components = result["components"]
    components["schemas"] = _finished(components["schemas"])
    components["responses"], components["headers"] = problem_responses(), response_headers()
    for resource in RESOURCES:
        listed = result["paths"][f"/api/v1/{resource.name}/"]["get"]
        one = result["paths"][f"/api/v1/{resource.name}/{{{resource.identity}}}/"]["get"]
        _describe(resource, listed, one)
    examples = json.loads(EXAMPLES_FILE.read_text(encoding="utf-8"))
    for path, operations in result["paths"].items():
        for operation in operations.values():
            _exemplify(operation, examples)
            _other_formats(operation["responses"]["200"].get("content", {}))
        _add_problems(path, operations["get"])
        _add_headers(operations["get"])
    used = {status for operations in result["paths"].values() for status in operations["get"]["responses"]}
    for name in [name for name in components["responses"] if name.removeprefix("Problem") not in used]:
        del components["responses"][name]
    return {**_without_nothing(result), "tags": TAGS, "security": []}


def _finished(schemas: Schema) -> Schema:
    """The schemas with what no serializer says: errors, facets, and which names may be missing."""
    schemas |= {"Problem": problem_schema(), "FacetValue": facet_value_schema()}
    find = schemas["Find"]
    find["required"] = [name for name in find["required"] if name not in {"id", "slug"}]
    schemas["Author"].pop("required", None)
    schemas["ItemChange"]["properties"]["item"].update(type=["object", "null"], oneOf=None)
    return _with_brief_positions(schemas)


def _with_brief_positions(schemas: Schema) -> Schema:
    """The schemas with one of a position in brief, which those that hold positions refer to."""
    whole, brief = f'"{REFERENCE}Position"', f'"{REFERENCE}PositionInBrief"'
    found = {
        name: one if name == "Position" else json.loads(json.dumps(one).replace(whole, brief))
        for name, one in schemas.items()
    }
    said = "A position in brief, or whole where that is asked for."
    return {**found, "PositionInBrief": {**schemas["Position"], "description": said, "required": list(MAIN_NAMES)}}


def _without_nothing(schema: Any) -> Any:
    """The schema without what is None."""
    if isinstance(schema, list):
        return [_without_nothing(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: part for name, part in schema.items() if part is not None}
    return {name: part if name in {"example", "examples"} else _without_nothing(part) for name, part in found.items()}


def _other_formats(content: Schema) -> None:
    """What answers other than JSON are."""
    for media_type in content:
        if media_type != "application/json":
            content[media_type] = {"schema": OTHER_FORMATS.get(media_type, {"type": "string"})}


def _add_headers(operation: Schema) -> None:
    """What an answer bears: of a page of a list, also the total and the ways on."""
    names = [*ALWAYS, *(PAGED if operation["operationId"].startswith("list_") else ())]
    operation["responses"]["200"]["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _describe(resource: ApiResource, listed: Schema, one: Schema) -> None:
    """What a list and an item of a resource answer, the link from the one to the other, and examples of parameters."""
    found = listed["responses"]["200"]
    found["description"] = f"A page of {resource.name}; in formats other than JSON, all that match"
    found["links"] = {
        f"get_{resource.one}": {
            "operationId": f"get_{resource.one}",
            "parameters": {resource.identity: f"$response.body#/results/0/{resource.identity}"},
        }
    }
    one["responses"]["200"]["description"] = f"The {resource.one}"
    for parameter in listed["parameters"]:
        if parameter["name"] in LIST_EXAMPLES.get(resource.name, {}):
            parameter["example"] = LIST_EXAMPLES[resource.name][parameter["name"]]
    for parameter in one["parameters"]:
        if parameter["in"] == "path" and resource.name in ITEM_EXAMPLES:
            parameter["example"] = ITEM_EXAMPLES[resource.name]


def _exemplify(operation: Schema, examples: Schema) -> None:
    """An operation's example answer, and examples of its parameters."""
    name = operation["operationId"]
    if name in examples:
        shown = operation["responses"]["200"]["content"]["application/json"]
        further = {one.partition(": ")[2]: {"value": examples[one]} for one in examples if one.startswith(f"{name}: ")}
        shown |= {"examples": {"one": {"value": examples[name]}, **further}} if further else {"example": examples[name]}
    for parameter in operation.get("parameters", ()):
        example = OTHER_EXAMPLES.get(operation["operationId"], {}).get(parameter["name"])
        if example is not None:
            parameter["example"] = example


def _add_problems(path: str, operation: Schema) -> None:
    """The errors that an operation can answer with; 404 where it has a key or parameters."""
    codes = [400, 406, 429, 500, 503] + ([404] if "{" in path or len(operation.get("parameters", [])) else [])
    codes += [410] if "{" in path and "releases" not in path else []
    responses = operation["responses"]
    for code in sorted(codes):
        responses[str(code)] = {"$ref": f"#/components/responses/Problem{code}"}
    operation.pop("security", None)
    responses["200"]["description"] = responses["200"].get("description") or operation["summary"]
