"""Walks a list in its order without counting its way from the start: each stretch begins behind the last row of the one
before (keyset paging), so the last costs what the first does, and a row that a load adds or drops moves no other."""

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
    """Keys of some rows in order, and the place of the last where more follow."""

    keys: list[int]
    more: Place | None


def stretch(rows: QuerySet[Any], columns: Sequence[str], *, after: Place | None, size: int) -> KeyPage:
    """The next `size` rows of `rows`, which are ordered by `columns`, behind a place. 1 query."""
    if after is not None:
        rows = rows.filter(_behind(columns, after))
    names = [column.removeprefix("-") for column in columns]
    found = list(rows.values_list("pk", *names)[: size + 1])
    keys = [row[0] for row in found[:size]]
    return KeyPage(keys, tuple(found[size - 1][1:]) if len(found) > size else None)


def walk(rows: QuerySet[Any], columns: Sequence[str]) -> Iterator[list[int]]:
    """The keys of all rows, some hundreds at a time, in order. 1 query a time."""
    after: Place | None = None
    while True:
        part = stretch(rows, columns, after=after, size=STRETCH)
        if part.keys:
            yield part.keys
        if part.more is None:
            return
        after = part.more


def _behind(columns: Sequence[str], place: Place) -> Q:
    """Rows behind a place: the first column beyond it, or equal and the second beyond it, and so on."""
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
    """The place as an opaque token, good for this question alone."""
    return base64.urlsafe_b64encode(orjson.dumps([_question_digest(question), *place])).decode().rstrip("=")


def read(token: str, *, question: str, columns: Sequence[str]) -> Place | None:
    """The place that a token of `written` names; None for `*`, the beginning.

    Raises BadValueError for a token of another question, or none that we wrote.
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
    """A column's value as it was before it was written. Raises `refused` where it cannot be one of the column's."""
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
