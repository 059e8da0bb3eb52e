"""Keyset pagination: each page starts after the last row of the previous one, so the last page costs as much as the
first, and rows that a load adds or removes do not shift the others."""

import base64
import binascii
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from django.db.models import Q, QuerySet

from timeline.filters.values import BadValueError

BEGIN = "*"
STRETCH = 500

type Place = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class KeyPage:
    """The primary keys of a page in order, and the last row's keyset values where more rows follow."""

    keys: list[int]
    more: Place | None


def stretch(rows: QuerySet[Any], columns: Sequence[str], *, after: Place | None, size: int) -> KeyPage:
    """The next `size` rows of `rows`, ordered by `columns`, after the keyset values `after`. 1 query."""
    if after is not None:
        rows = rows.filter(_behind(columns, after))
    names = [column.removeprefix("-") for column in columns]
    found = list(rows.values_list("pk", *names)[: size + 1])
    keys = [row[0] for row in found[:size]]
    return KeyPage(keys, tuple(found[size - 1][1:]) if len(found) > size else None)


def walk(rows: QuerySet[Any], columns: Sequence[str]) -> Iterator[list[int]]:
    """The primary keys of all rows in order, in batches of some hundreds. 1 query a batch."""
    after: Place | None = None
    while True:
        part = stretch(rows, columns, after=after, size=STRETCH)
        if part.keys:
            yield part.keys
        if part.more is None:
            return
        after = part.more


def _behind(columns: Sequence[str], place: Place) -> Q:
    """Rows after the keyset values: the first column greater, or equal and the second greater, and so on."""
    condition, equal = Q(), Q()
    for column, value in zip(columns, place, strict=True):
        name = column.removeprefix("-")
        beyond = "lt" if column.startswith("-") else "gt"
        condition |= equal & Q(**{f"{name}__{beyond}": value})
        equal &= Q(**{name: value})
    first = columns[0].removeprefix("-")
    bound = "lte" if columns[0].startswith("-") else "gte"
    return Q(**{f"{first}__{bound}": place[0]}) & condition  # the bound is what an index can be read from


def _question_digest(question: str) -> str:
    return hashlib.sha256(question.encode()).hexdigest()[:12]


def written(place: Place, *, question: str) -> str:
    """The keyset values as an opaque token, valid for this query only."""
    return base64.urlsafe_b64encode(orjson.dumps([_question_digest(question), *place])).decode().rstrip("=")


def read(token: str, *, question: str, columns: Sequence[str]) -> Place | None:
    """The keyset values that a token of `written` encodes; None for `*`, the start.

    Raises BadValueError for a token of another query, or one that this API did not issue.
    """
    if token == BEGIN:
        return None
    refused = BadValueError("is no cursor of this question; begin with * and follow `next`", BEGIN)
    try:
        digest, *values = orjson.loads(base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError):
        raise refused from None
    if digest != _question_digest(question) or len(values) != len(columns):
        raise refused
    return tuple(_value(column, value, refused) for column, value in zip(columns, values, strict=True))


def _value(column: str, value: object, refused: BadValueError) -> object:
    """Decodes a column's value from the token. Raises `refused` where the column cannot hold it."""
    name = column.removeprefix("-")
    if name in {"earliest", "latest"} and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise refused from None
    if name.endswith("_count") or name in {"ordinal", "changed"}:
        if isinstance(value, int) and 0 <= value < 2**31:
            return value
    elif isinstance(value, str) and "\0" not in value:
        return value
    raise refused
