"""The parameters that the API has besides the filters: paging, order, and what an item holds. Each says its own
description and schema; the OpenAPI document, OPTIONS and the reference page are made from them."""

from collections.abc import Iterable, Sequence
from functools import cache

from timeline.api import formats
from timeline.api.formats.base import Representation
from timeline.api.readers import expandable
from timeline.api.resources import ApiResource
from timeline.api.values import (
    LONGEST_CURSOR,
    one_of,
    read_cursor,
    read_date,
    read_slugs,
    read_some_of,
    whole_number,
)
from timeline.filters.parameters import Parameter
from timeline.filters.values import DATE_PATTERN, SLUG_PATTERN, BadValueError, Schema

PAGE_SIZE = 100
MOST_ON_A_PAGE = 200
LARGEST_NUMBER = 10**9


def _words_schema(known: Iterable[str]) -> Schema:
    return {"type": "array", "items": {"type": "string", "enum": list(known)}, "minItems": 1}


def _choice(name: str, description: str, known: Sequence[str], example: str) -> Parameter:
    """A parameter that is one of some words, the first unless told."""
    schema: Schema = {"type": "string", "enum": list(known), "default": known[0]}
    return Parameter(name, description, schema, one_of(known), example)


def page() -> Parameter:
    """Which page."""
    return Parameter(
        "page",
        "Number of the page, from 1. Behind the last: 404.",
        {"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER, "default": 1},
        whole_number(most=LARGEST_NUMBER),
        "2",
    )


def page_size() -> Parameter:
    """How long a page is."""
    return Parameter(
        "page_size",
        f"Items on a page. More than {MOST_ON_A_PAGE} is an error, never a silent clamp.",
        {"type": "integer", "minimum": 1, "maximum": MOST_ON_A_PAGE, "default": PAGE_SIZE},
        whole_number(most=MOST_ON_A_PAGE),
        "20",
    )


def ordering(resource: ApiResource) -> Parameter:
    """In which order."""
    known = tuple(resource.orderings)
    return _choice(
        "ordering",
        f"Order of the list; a minus reverses it. Always total: the {resource.identity} breaks ties.",
        known,
        known[1],
    )


def fields(resource: ApiResource) -> Parameter:
    """Which names an item has."""
    return Parameter(
        "fields",
        "Only these top-level names of each item, with commas between: the others, which the schema requires, are then "
        "left out.",
        _words_schema(resource.fields),
        read_some_of(resource.fields),
        ",".join(resource.fields[:2]),
    )


def expand(resource: ApiResource) -> Parameter:
    """Which relations are given whole."""
    known = expandable(resource)
    return Parameter(
        "expand",
        "Give these relations whole instead of as links, one level deep, with commas between.",
        _words_schema(known),
        read_some_of(known),
        known[0] if known else "",
    )


def facets(resource: ApiResource) -> Parameter:
    """What to count by."""
    known = tuple(resource.facets)
    return Parameter(
        "facets",
        "Count the items by these values, under the same filters; in JSON only.",
        _words_schema(known),
        read_some_of(known),
        ",".join(known[:2]),
    )


def cursor() -> Parameter:
    """Where to go on."""
    return Parameter(
        "cursor",
        "Walk the whole list: begin with `*`, then follow `next`. The text is opaque and good for the same filters and "
        "ordering only. Not together with `page`.",
        {"type": "string", "minLength": 1, "maxLength": LONGEST_CURSOR, "pattern": r"^(\*|[A-Za-z0-9_-]+)$"},
        read_cursor,
        "*",
    )


def format_of(resource: ApiResource) -> Parameter:
    """In which format."""
    known = tuple(one.format for one in formats.OF[resource.name])
    return _choice(
        "format",
        "Format of the answer; wins over the Accept header. Formats other than json give all that matches unless "
        "`page` (1 too), `page_size` or `cursor` is given (atom: the 50 that were added or changed last).",
        known,
        "csv",
    )


def counted_by(known: Iterable[str], *, most: int) -> Parameter:
    """What to count by, up to so many names together."""
    names = tuple(known)
    schema = _words_schema(names) | {"maxItems": most, "default": list(names[:2])}

    def read(given: list[str]) -> tuple[str, ...]:
        chosen: tuple[str, ...] = read_some_of(names)(given)
        if len(chosen) > most:
            raise BadValueError(f"names {len(chosen)}; at most {most} can be counted by together")
        return chosen

    return Parameter(
        "by", f"Count by these, up to {most} together, with commas between.", schema, read, ",".join(names[:most])
    )


def format_among(known: Sequence[Representation]) -> Parameter:
    """In which of an address's own formats."""
    names = tuple(one.format for one in known)
    said = "; ".join(f"{one.format}: {one.description}" for one in known)
    return _choice(
        "format",
        f"Format of the answer; wins over the Accept header. {said}.",
        names,
        names[1],
    )


def bom() -> Parameter:
    """Whether a spreadsheet will open it."""
    return Parameter(
        "bom",
        "Begin CSV with a byte-order mark, by which Excel knows UTF-8.",
        {"type": "string", "enum": ["true", "false"], "default": "false"},
        one_of(("true", "false")),
        "true",
    )


def on() -> Parameter:
    """As of which day."""
    return Parameter(
        "on",
        "EDTF date: as of its last day; without it, as of the end of the record, the day of the release.",
        {"type": "string", "pattern": DATE_PATTERN.replace("^ *", "^").replace(")?)? *$", ")?)$")},
        read_date,
        "1986-10-12",
    )


def issue() -> Parameter:
    """Of which issues."""
    return Parameter(
        "issue",
        "slug of an issue; `a,b` any of them",
        {"type": "array", "items": {"type": "string", "pattern": f"^{SLUG_PATTERN}(,{SLUG_PATTERN})*$"}},
        read_slugs,
        "missile-defense",
    )


def standing_parameters() -> tuple[Parameter, ...]:
    """What can be asked of the standings."""
    known = ("position",)
    whole = Parameter(
        "expand",
        "Give the positions whole instead of their main names.",
        _words_schema(known),
        read_some_of(known),
        known[0],
    )
    return (on(), issue(), whole)


@cache
def own_parameters(resource: ApiResource) -> tuple[Parameter, ...]:
    """What can be asked of one item."""
    relations = (expand(resource),) if expandable(resource) else ()
    return (fields(resource), *relations, format_of(resource), bom())


@cache
def list_parameters(resource: ApiResource) -> tuple[Parameter, ...]:
    """What can be asked of a list, besides its filters."""
    counted = (facets(resource),) if resource.facets else ()
    return (page(), page_size(), cursor(), ordering(resource), *counted, *own_parameters(resource))


@cache
def every_parameter(resource: ApiResource) -> tuple[Parameter, ...]:
    """What can be asked of a list: its filters, then the rest."""
    return (*resource.filters.parameters().values(), *list_parameters(resource))
