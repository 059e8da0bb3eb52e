"""The parameters that the API has besides the filters: paging, order, and what an item holds. Each says its own
description and schema; the OpenAPI document, OPTIONS and the reference page are made from them."""

from collections.abc import Iterable, Sequence
from functools import cache

from timeline.api import facet_counts, formats
from timeline.api.formats.base import Representation
from timeline.api.readers import expandable
from timeline.api.resources import ApiResource
from timeline.api.values import (
    LONGEST_CURSOR,
    LONGEST_SEED,
    one_of,
    read_cursor,
    read_seed,
    read_some_of,
    whole_number,
)
from timeline.domain import sampling
from timeline.filters.parameters import Parameter
from timeline.filters.values import BadValueError, Schema

PAGE_SIZE = 100
MOST_ON_A_PAGE = 200
LARGEST_NUMBER = 10**9
MOST_OF_A_FACET = 1000
MOST_DRAWN = 1000


def words_schema(known: Iterable[str]) -> Schema:
    """Several words of a list."""
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
        words_schema(resource.fields),
        read_some_of(resource.fields),
        ",".join(resource.fields[:2]),
    )


def expand(resource: ApiResource) -> Parameter:
    """Which relations are given whole."""
    known = expandable(resource)
    return Parameter(
        "expand",
        "Give these relations whole instead of as links, one level deep, with commas between.",
        words_schema(known),
        read_some_of(known),
        known[0] if known else "",
    )


def facets(resource: ApiResource) -> Parameter:
    """What to count by."""
    known = tuple(resource.facets)
    return Parameter(
        "facets",
        "Count the items by these values, under the same filters; in JSON only.",
        words_schema(known),
        read_some_of(known),
        ",".join(known[:2]),
    )


def facet_limit() -> Parameter:
    """How many values of each facet."""
    return Parameter(
        "facet_limit",
        "With `facets`: so many values of each at most, the first in their order; all of them unless told.",
        {"type": "integer", "minimum": 1, "maximum": MOST_OF_A_FACET},
        whole_number(most=MOST_OF_A_FACET),
        "10",
    )


def facet_order() -> Parameter:
    """In which order the values of a facet."""
    return _choice(
        "facet_order",
        "With `facets`: the most frequent values first, or all in the order of the values themselves: years one after "
        "another.",
        facet_counts.ORDERS,
        facet_counts.BY_VALUE,
    )


def sample() -> Parameter:
    """How many items, drawn by lot."""
    return Parameter(
        "sample",
        "So many of the items that the filters find, drawn by lot, in the order of the list; all of them where there "
        "are no more. The same `seed` draws the same ones, in every format and on every page, while the release is the "
        "same; a larger sample holds a smaller one.",
        {"type": "integer", "minimum": 1, "maximum": MOST_DRAWN},
        whole_number(most=MOST_DRAWN),
        "50",
    )


def seed() -> Parameter:
    """By which lot."""
    return Parameter(
        "seed",
        f"With `sample`: up to {LONGEST_SEED} letters, digits and `.`, `_`, `-`; another seed draws other items. "
        f"{sampling.SEED!r} unless told.",
        {"type": "string", "pattern": f"^[A-Za-z0-9._-]{{1,{LONGEST_SEED}}}$", "default": sampling.SEED},
        read_seed,
        "2026",
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
    schema = words_schema(names) | {"maxItems": most, "default": list(names[:2])}

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


@cache
def own_parameters(resource: ApiResource) -> tuple[Parameter, ...]:
    """What can be asked of one item."""
    relations = (expand(resource),) if expandable(resource) else ()
    return (fields(resource), *relations, format_of(resource), bom())


@cache
def list_parameters(resource: ApiResource) -> tuple[Parameter, ...]:
    """What can be asked of a list, besides its filters."""
    counted = (facets(resource), facet_limit(), facet_order()) if resource.facets else ()
    listed = (page(), page_size(), cursor(), ordering(resource), sample(), seed())
    return (*listed, *counted, *own_parameters(resource))


@cache
def every_parameter(resource: ApiResource) -> tuple[Parameter, ...]:
    """What can be asked of a list: its filters, then the rest."""
    return (*resource.filters.parameters().values(), *list_parameters(resource))
