"""The parameters that the API has besides the filters: paging, order, and what an item holds. Each says its own
description and schema; the OpenAPI document, OPTIONS and the reference page are made from them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from timeline.api import formats
from timeline.api.readers import expandable
from timeline.api.resources import ApiResource
from timeline.api.values import (
    LONGEST_CURSOR,
    SLUG,
    BadValueError,
    one_of,
    read_cursor,
    read_date,
    read_slugs,
    read_some_of,
    whole_number,
)
from timeline.filters.fields import CONTROL, LONGEST_QUERY, GroupsField
from timeline.filters.filtersets import Problem, RecordFilterSet
from timeline.filters.kinds import Day, OneOf, Words

PAGE_SIZE = 100
MOST_ON_A_PAGE = 200
LARGEST_NUMBER = 10**9
type Schema = dict[str, Any]
ODD = r"\u0000-\u001f\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""Control characters and strange spaces, as a class of a regular expression: nobody types them, so they are refused."""
_YEAR = "[12][0-9]{3}"
_LEAP_YEAR = "([12][0-9](0[48]|[2468][048]|[13579][26])|(1[26]|2[048])00)"
_DAY = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
DATE_PATTERN = f"^ *({_YEAR}(-(0[1-9]|1[0-2])|-{_DAY})?|{_LEAP_YEAR}-02-29)? *$"
"""What from and to take, as far as a pattern can say it: marks and intervals are read too."""


@dataclass(frozen=True, slots=True, eq=False)
class QueryParameter:
    """One parameter: what it means, what it may be, how its texts (it may be repeated) are read.

    `read` raises BadValueError. `exploded`: repeated rather than given with commas.
    """

    name: str
    description: str
    schema: Schema
    read: Callable[[list[str]], Any] = field(default=list)
    example: str = ""


def _words_schema(known: Iterable[str]) -> Schema:
    return {"type": "array", "items": {"type": "string", "enum": list(known)}, "minItems": 1}


def page() -> QueryParameter:
    """Which page."""
    return QueryParameter(
        "page",
        "Number of the page, from 1. Behind the last: 404.",
        {"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER, "default": 1},
        whole_number(most=LARGEST_NUMBER),
        "2",
    )


def page_size() -> QueryParameter:
    """How long a page is."""
    return QueryParameter(
        "page_size",
        f"Items on a page. More than {MOST_ON_A_PAGE} is an error, never a silent clamp.",
        {"type": "integer", "minimum": 1, "maximum": MOST_ON_A_PAGE, "default": PAGE_SIZE},
        whole_number(most=MOST_ON_A_PAGE),
        "20",
    )


def ordering(resource: ApiResource) -> QueryParameter:
    """In which order."""
    known = tuple(resource.orderings)
    return QueryParameter(
        "ordering",
        f"Order of the list; a minus reverses it. Always total: the {resource.identity} breaks ties.",
        {"type": "string", "enum": list(known), "default": known[0]},
        one_of(known),
        known[1],
    )


def fields(resource: ApiResource) -> QueryParameter:
    """Which names an item has."""
    return QueryParameter(
        "fields",
        "Only these top-level names of each item, with commas between.",
        _words_schema(resource.fields),
        read_some_of(resource.fields),
        ",".join(resource.fields[:2]),
    )


def expand(resource: ApiResource) -> QueryParameter:
    """Which relations are given whole."""
    known = expandable(resource)
    return QueryParameter(
        "expand",
        "Give these relations whole instead of as links, one level deep, with commas between.",
        _words_schema(known),
        read_some_of(known),
        known[0] if known else "",
    )


def facets(resource: ApiResource) -> QueryParameter:
    """What to count by."""
    known = tuple(resource.facets)
    return QueryParameter(
        "facets",
        "Count the items by these values, under the same filters; in JSON only.",
        _words_schema(known),
        read_some_of(known),
        ",".join(known[:2]),
    )


def cursor() -> QueryParameter:
    """Where to go on."""
    return QueryParameter(
        "cursor",
        "Walk the whole list: begin with `*`, then follow `next`. The text is opaque and good for the same filters and "
        "ordering only. Not together with `page`.",
        {"type": "string", "minLength": 1, "maxLength": LONGEST_CURSOR, "pattern": r"^(\*|[A-Za-z0-9_-]+)$"},
        read_cursor,
        "*",
    )


def format_of(resource: ApiResource) -> QueryParameter:
    """In which format."""
    known = tuple(one.format for one in formats.OF[resource.name])
    return QueryParameter(
        "format",
        "Format of the answer; wins over the Accept header. Formats other than json give all that matches unless "
        "`page` (1 too), `page_size` or `cursor` is given (atom: the newest 50).",
        {"type": "string", "enum": list(known), "default": known[0]},
        one_of(known),
        "csv",
    )


def bom() -> QueryParameter:
    """Whether a spreadsheet will open it."""
    return QueryParameter(
        "bom",
        "Begin CSV with a byte-order mark, by which Excel knows UTF-8.",
        {"type": "string", "enum": ["true", "false"], "default": "false"},
        one_of(("true", "false")),
        "true",
    )


def on() -> QueryParameter:
    """As of which day."""
    return QueryParameter(
        "on",
        "EDTF date: as of its last day; without it, as of the end of the record, the day of the release.",
        {"type": "string", "pattern": DATE_PATTERN.replace("^ *", "^").replace(")? *$", ")$")},
        read_date,
        "1986-10-12",
    )


def issue() -> QueryParameter:
    """Of which issues."""
    return QueryParameter(
        "issue",
        "slug of an issue; `a,b` any of them",
        {"type": "array", "items": {"type": "string", "pattern": f"^{SLUG}(,{SLUG})*$"}},
        read_slugs,
        "missile-defense",
    )


def standing_parameters() -> tuple[QueryParameter, ...]:
    """What can be asked of the standings."""
    known = ("position",)
    whole = QueryParameter(
        "expand",
        "Give the positions whole instead of their main names.",
        _words_schema(known),
        read_some_of(known),
        known[0],
    )
    return (on(), issue(), whole)


@cache
def own_parameters(resource: ApiResource) -> tuple[QueryParameter, ...]:
    """What can be asked of one item."""
    relations = (expand(resource),) if expandable(resource) else ()
    return (fields(resource), *relations, format_of(resource), bom())


@cache
def list_parameters(resource: ApiResource) -> tuple[QueryParameter, ...]:
    """What can be asked of a list, besides its filters."""
    counted = (facets(resource),) if resource.facets else ()
    return (page(), page_size(), cursor(), ordering(resource), *counted, *own_parameters(resource))


def read_all(
    parameters: Iterable[QueryParameter], given: Mapping[str, list[str]]
) -> tuple[dict[str, Any], list[Problem]]:
    """The values of the parameters that are given and can be read, and the problems of the others."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for parameter in parameters:
        if parameter.name in given:
            try:
                values[parameter.name] = parameter.read(given[parameter.name])
            except BadValueError as error:
                problems.append(Problem(parameter.name, str(error), error.did_you_mean, values=error.values))
    return values, problems


def _groups_schema(one: GroupsField) -> Schema:
    """`a,b` within a value, the value repeated."""
    if one.known:
        word = "(" + "|".join(map(re.escape, one.known)) + ")"
        word = word.replace(r"\-", "-")
    else:
        word = SLUG if one.slug else rf"(\\[\\,]|[^,{CONTROL}])+"
    return {"type": "array", "items": {"type": "string", "pattern": f"^({word}(,{word})*)?$"}}


def _filter_schema(item: Any) -> Schema:
    if isinstance(item, OneOf):
        return {"type": "string", "pattern": f"^({'|'.join(item.field.known)})?$", "default": item.field.known[0]}
    if isinstance(item, Day):
        return {"type": "string", "pattern": DATE_PATTERN}
    if isinstance(item, Words):
        return {"type": "string", "maxLength": LONGEST_QUERY, "pattern": f"^[^{CONTROL}]*$"}
    return _groups_schema(item.field)


def filter_parameters(resource: ApiResource) -> tuple[QueryParameter, ...]:
    """The filters of a resource as the documentation names them; the FilterSet reads them."""
    made: type[RecordFilterSet] = resource.filters
    return tuple(
        QueryParameter(name, made.parameters()[name], _filter_schema(item)) for name, item in made.base_filters.items()
    )
