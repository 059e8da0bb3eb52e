"""Parts of the OpenAPI document that no serializer describes: lists, facets, problems."""

from collections.abc import Iterable
from typing import Any

from timeline.api import problems
from timeline.api.resources import ApiResource
from timeline.domain.networks import Attribute

type Schema = dict[str, Any]
REFERENCE = "#/components/schemas/"


def list_schema(resource: ApiResource, item: Schema) -> Schema:
    """A page of a list of a resource, its items as `item` says."""
    address = {"type": ["string", "null"], "format": "uri"}
    properties: Schema = {
        "count": {"type": "integer", "minimum": 0, "description": "items in all, on every page"},
        "next": {**address, "description": "address of the next page"},
        "previous": {**address, "description": "address of the page before; null where a cursor is followed"},
    }
    if resource.facets:
        properties["facets"] = {
            "type": "object",
            "description": "for each of `facets`: its values, most frequent first",
            "additionalProperties": {"type": "array", "items": {"$ref": f"{REFERENCE}FacetValue"}},
        }
    properties["notes"] = _parameters_schema(
        "where there is any: what is asked for that the record does not have; what the words of q were taken for, and "
        "without which of them something would be found"
    )
    return {
        "type": "object",
        "title": f"{resource.one.capitalize()}List",
        "required": ["count", "next", "previous", "results"],
        "properties": {**properties, "results": {"type": "array", "items": item}},
    }


_RELEASE_NAME = {"type": ["string", "null"]}
CHANGES: Schema = {
    "since": {**_RELEASE_NAME, "description": "the release asked for; null: the whole history"},
    "until": {**_RELEASE_NAME, "description": "the release that the record is of: what to ask `since` next time"},
}
"""What a list of changes says besides."""


def plain_list(name: str, item: Schema, **besides: Schema) -> Schema:
    """A page of what is no resource of the record."""
    address = {"type": ["string", "null"], "format": "uri"}
    properties = {
        **besides,
        "count": {"type": "integer", "minimum": 0, "description": "in all, on every page"},
        "next": {**address, "description": "address of the next page"},
        "previous": {**address, "description": "address of the page before; null where a cursor is followed"},
        "results": {"type": "array", "items": item},
    }
    return {"type": "object", "title": f"{name}List", "required": list(properties), "properties": properties}


def standings_schema(item: Schema) -> Schema:
    """The list of standings."""
    address = {"type": ["string", "null"], "format": "uri"}
    return {
        "type": "object",
        "title": "StandingList",
        "required": ["on", "day", "count", "next", "previous", "results"],
        "properties": {
            "on": {
                "type": ["string", "null"],
                "description": "the date asked for; null: none was",
            },
            "day": {
                "type": ["string", "null"],
                "format": "date",
                "description": "the day that the standings are of; null over time, where each names its own",
            },
            "count": {"type": "integer", "minimum": 0},
            "next": {**address, "description": "address of the next page; null where the list is whole"},
            "previous": {**address, "description": "address of the page before"},
            "notes": _parameters_schema("where there is any: issues that the record has not, how q was understood"),
            "results": {"type": "array", "items": item},
        },
    }


def counts_schema(dimensions: Iterable[str]) -> Schema:
    """Counts of statements by some of these names."""
    values: Schema = {name: {"type": ["string", "integer", "null"]} for name in dimensions}
    group = {
        "type": "object",
        "required": ["count"],
        "properties": {**values, "count": {"type": "integer", "minimum": 1}},
    }
    return {
        "type": "object",
        "required": ["by", "count", "results"],
        "properties": {
            "by": {"type": "array", "items": {"type": "string"}},
            "count": {"type": "integer", "minimum": 0, "description": "statements in all"},
            "results": {"type": "array", "items": group},
        },
    }


def network_schema(node: Iterable[Attribute], edge: Iterable[Attribute]) -> Schema:
    """A network whose nodes and edges have these attributes."""
    return {
        "type": "object",
        "required": ["title", "nodes", "edges"],
        "properties": {
            "title": {"type": "string"},
            "nodes": _rows_schema({"id": "path of its page", "label": "its name"}, {}, node),
            "edges": _rows_schema(
                {"source": "id of a node", "target": "id of a node"},
                {"weight": {"type": "integer", "minimum": 1}},
                edge,
            ),
        },
    }


def _rows_schema(texts: dict[str, str], numbers: Schema, attributes: Iterable[Attribute]) -> Schema:
    properties: Schema = {name: {"type": "string", "description": text} for name, text in texts.items()} | numbers
    properties |= {one.name: {"type": one.type, "description": one.text} for one in attributes}
    return {"type": "array", "items": {"type": "object", "required": list(properties), "properties": properties}}


def facet_value_schema() -> Schema:
    """A value that items are counted by."""
    return {
        "type": "object",
        "description": "A value, and how many items have it.",
        "required": ["value", "label", "count"],
        "properties": {
            "value": {"type": "string", "description": "as the filter of the same name takes it"},
            "label": {"type": "string", "description": "in words"},
            "count": {"type": "integer", "minimum": 1},
        },
    }


def problem_schema() -> Schema:
    """An error as RFC 9457 has it."""
    return {
        "type": "object",
        "description": "What went wrong (RFC 9457).",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {
                "type": "string",
                "format": "uri-reference",
                "description": "opens what explains the kind of error",
            },
            "title": {"type": "string", "description": "the kind of error"},
            "status": {"type": "integer", "description": "the HTTP status"},
            "detail": {"type": "string", "description": "what was wrong with this request"},
            "errors": _parameters_schema("of the query string: every parameter that cannot be understood"),
        },
    }


def _parameters_schema(description: str) -> Schema:
    return {
        "type": "array",
        "description": description,
        "items": {
            "type": "object",
            "required": ["parameter", "detail", "did_you_mean"],
            "properties": {
                "parameter": {"type": "string"},
                "detail": {"type": "string"},
                "did_you_mean": {"type": ["string", "null"], "description": "the nearest that there is"},
                "values": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "where only these values, or names of parameters, can be given: all of them",
                },
            },
        },
    }


def problem_responses() -> Schema:
    """An answer for each kind of error, by the name that operations refer to."""
    by_status: dict[int, list[problems.ProblemKind]] = {}
    for kind in problems.KINDS:
        by_status.setdefault(kind.status.value, []).append(kind)
    return {
        f"Problem{status}": {
            "description": " / ".join(kind.title for kind in kinds),
            "content": {
                problems.MEDIA_TYPE: {
                    "schema": {"$ref": f"{REFERENCE}Problem"},
                    "example": {
                        "type": f"https://example.org/api/docs/#error-{kinds[0].name}",
                        "title": kinds[0].title,
                        "status": status,
                        "detail": "what was wrong with this request",
                    },
                }
            },
        }
        for status, kinds in by_status.items()
    }


def response_headers() -> Schema:
    """The headers of answers, by name."""
    text = {
        "ETag": "what the answer is known by: send it back in If-None-Match",
        "Last-Modified": "when the release was loaded",
        "Cache-Control": "how long a copy may be kept",
        "RateLimit": "what is left of the allowance, and for how many seconds; not on copies",
        "RateLimit-Policy": "how often one address may ask",
        "Link": "the pages beside this one: rel=next, rel=prev; none where nothing is left",
    }
    headers: Schema = {name: {"description": said, "schema": {"type": "string"}} for name, said in text.items()}
    total = {"type": "integer", "minimum": 0}
    return {**headers, "X-Total-Count": {"description": "items in all, on a page in any format", "schema": total}}
