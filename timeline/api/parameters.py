"""The parameters that the API has besides the filters: paging, order, and what an item holds. Each says its own
description and schema; the OpenAPI document, OPTIONS and the reference page are made from them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from timeline.api import formats
from timeline.api.loading import expandable
from timeline.api.resources import ApiResource
from timeline.domain import dates
from timeline.filters.fields import LONGEST_QUERY, REPEATED, GroupsField, nearest
from timeline.filters.filtersets import Day, OneOf, Problem, RecordFilterSet, Words

PAGE_SIZE = 100
MOST_ON_A_PAGE = 200
LARGEST_NUMBER = 10**9
LONGEST_CURSOR = 1000

type Schema = dict[str, Any]

ODD = r"\u0000-\u001f\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""Control characters and strange spaces, as a class of a regular expression: nobody types them, so they are refused."""
SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
_YEAR = "[12][0-9]{3}"
_LEAP_YEAR = "([12][0-9](0[48]|[2468][048]|[13579][26])|(1[26]|2[048])00)"
_DAY = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
DATE_PATTERN = f"^ *({_YEAR}(-(0[1-9]|1[0-2])|-{_DAY})?|{_LEAP_YEAR}-02-29)? *$"
"""What from and to take, as far as a pattern can say it: marks and intervals are read too."""


class BadValueError(ValueError):
    """A value that a parameter cannot have; says why, and what was perhaps meant."""

    def __init__(self, detail: str, did_you_mean: str | None = None) -> None:
        super().__init__(detail)
        self.did_you_mean = did_you_mean


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """One parameter: what it means, what it may be, how its texts (it may be repeated) are read.

    `read` raises BadValueError. `exploded`: repeated rather than given with commas.
    """

    name: str
    description: str
    schema: Schema
    read: Callable[[list[str]], Any] = field(default=list)
    example: str = ""


def _single(texts: list[str]) -> str:
    given = [text for text in dict.fromkeys(texts) if text.strip()]
    if len(given) > 1:
        raise BadValueError(REPEATED)
    return given[0] if given else "".join(texts[:1])


def whole_number(*, most: int) -> Callable[[list[str]], int]:
    """Reads a whole number from 1 to `most`."""

    def read(texts: list[str]) -> int:
        text = _single(texts)
        if not re.fullmatch(r"[0-9]{1,10}", text) or not 1 <= int(text) <= most:
            raise BadValueError(f"{text[:80]!r} is no whole number from 1 to {most}")
        return int(text)

    return read


def one_of(known: Iterable[str]) -> Callable[[list[str]], str]:
    """Reads one word of a list."""

    words = tuple(known)

    def read(texts: list[str]) -> str:
        text = _single(texts)
        if text not in words:
            raise BadValueError(f"{text[:80]!r} is none of {', '.join(words)}", nearest(text, words))
        return text

    return read


def _some_of(known: Iterable[str]) -> Callable[[list[str]], tuple[str, ...]]:
    """Words with commas between, in the order of `known`, each once."""
    words = tuple(known)

    def read(texts: list[str]) -> tuple[str, ...]:
        given = [word.strip() for text in texts for word in text.split(",")]
        for word in given:
            if word not in words:
                raise BadValueError(f"{word[:80]!r} is none of {', '.join(words)}", nearest(word, words))
        return tuple(word for word in words if word in given)

    return read


def _cursor(texts: list[str]) -> str:
    text = _single(texts)
    if not 1 <= len(text) <= LONGEST_CURSOR:
        raise BadValueError(f"is empty or longer than {LONGEST_CURSOR} characters", "*")
    return text


def _date(texts: list[str]) -> str:
    text = _single(texts)
    try:
        dates.parse(text)
    except dates.DateError as error:
        raise BadValueError(str(error)) from None
    return text


def _slugs(texts: list[str]) -> tuple[str, ...]:
    given = [word.strip() for text in texts for word in text.split(",")]
    for word in given:
        if not re.fullmatch(SLUG, word):
            raise BadValueError(f"{word[:80]!r} is not a slug: lower-case letters, digits and single hyphens")
    return tuple(sorted(set(given)))


def one_slug(texts: list[str]) -> str:
    """Reads one slug."""
    text = _single(texts)
    if not re.fullmatch(SLUG, text):
        raise BadValueError(f"{text[:80]!r} is not a slug: lower-case letters, digits and single hyphens")
    return text


def _words_schema(known: Iterable[str]) -> Schema:
    return {"type": "array", "items": {"type": "string", "enum": list(known)}, "minItems": 1}


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
    return Parameter(
        "ordering",
        f"Order of the list; a minus reverses it. Always total: the {resource.identity} breaks ties.",
        {"type": "string", "enum": list(known), "default": known[0]},
        one_of(known),
        known[1],
    )


def fields(resource: ApiResource) -> Parameter:
    """Which names an item has."""
    return Parameter(
        "fields",
        "Only these top-level names of each item, with commas between.",
        _words_schema(resource.fields),
        _some_of(resource.fields),
        ",".join(resource.fields[:2]),
    )


def expand(resource: ApiResource) -> Parameter:
    """Which relations are given whole."""
    known = expandable(resource)
    return Parameter(
        "expand",
        "Give these relations whole instead of as links, one level deep, with commas between.",
        _words_schema(known),
        _some_of(known),
        known[0] if known else "",
    )


def facets(resource: ApiResource) -> Parameter:
    """What to count by."""
    known = tuple(resource.facets)
    return Parameter(
        "facets",
        "Count the items by these values, under the same filters; in JSON only.",
        _words_schema(known),
        _some_of(known),
        ",".join(known[:2]),
    )


def cursor() -> Parameter:
    """Where to go on."""
    return Parameter(
        "cursor",
        "Walk the whole list: begin with `*`, then follow `next`. The text is opaque and good for the same filters and "
        "ordering only. Not together with `page`.",
        {"type": "string", "minLength": 1, "maxLength": LONGEST_CURSOR, "pattern": r"^(\*|[A-Za-z0-9_-]+)$"},
        _cursor,
        "*",
    )


def format_of(resource: ApiResource) -> Parameter:
    """In which format."""
    known = tuple(one.format for one in formats.OF[resource.name])
    return Parameter(
        "format",
        "Format of the answer; wins over the Accept header. Formats other than json give all that matches unless "
        "`page`, `page_size` or `cursor` is given (atom: the newest 50).",
        {"type": "string", "enum": list(known), "default": known[0]},
        one_of(known),
        "csv",
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
        {"type": "string", "pattern": DATE_PATTERN.replace("^ *", "^").replace(")? *$", ")$")},
        _date,
        "1986-10-12",
    )


def issue() -> Parameter:
    """Of which issues."""
    return Parameter(
        "issue",
        "slug of an issue; `a,b` any of them",
        {"type": "array", "items": {"type": "string", "pattern": f"^{SLUG}(,{SLUG})*$"}},
        _slugs,
        "missile-defense",
    )


def standing_parameters() -> tuple[Parameter, ...]:
    """What can be asked of the standings."""
    known = ("position",)
    whole = Parameter(
        "expand",
        "Give the positions whole instead of their main names.",
        _words_schema(known),
        _some_of(known),
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


def read_all(parameters: Iterable[Parameter], given: Mapping[str, list[str]]) -> tuple[dict[str, Any], list[Problem]]:
    """The values of the parameters that are given and can be read, and the problems of the others."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for parameter in parameters:
        if parameter.name in given:
            try:
                values[parameter.name] = parameter.read(given[parameter.name])
            except BadValueError as error:
                problems.append(Problem(parameter.name, str(error), error.did_you_mean))
    return values, problems


def _groups_schema(one: GroupsField) -> Schema:
    """`a,b` within a value, the value repeated."""
    if one.known:
        word = "(" + "|".join(map(re.escape, one.known)) + ")"
        word = word.replace(r"\-", "-")
    else:
        word = SLUG if one.slug else rf"(\\[\\,]|[^,{ODD}])+"
    return {"type": "array", "items": {"type": "string", "pattern": f"^({word}(,{word})*)?$"}}


def _filter_schema(item: Any) -> Schema:
    if isinstance(item, OneOf):
        return {"type": "string", "pattern": f"^({'|'.join(item.field.known)})?$", "default": item.field.known[0]}
    if isinstance(item, Day):
        return {"type": "string", "pattern": DATE_PATTERN}
    if isinstance(item, Words):
        return {"type": "string", "maxLength": LONGEST_QUERY, "pattern": f"^[^{ODD}]*$"}
    return _groups_schema(item.field)


def filter_parameters(resource: ApiResource) -> tuple[Parameter, ...]:
    """The filters of a resource as the documentation names them; the FilterSet reads them."""
    made: type[RecordFilterSet] = resource.filters
    return tuple(
        Parameter(name, made.parameters()[name], _filter_schema(item)) for name, item in made.base_filters.items()
    )


def unknown(given: Iterable[str], known: Iterable[str]) -> list[Problem]:
    """A problem for every name that is none of the known ones."""
    names = list(known)
    return [
        Problem(name, f"there is no parameter {name[:80]!r} here", nearest(name, names))
        for name in given
        if name not in names
    ]
