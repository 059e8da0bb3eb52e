"""Rows: CSV for spreadsheets and data frames, NDJSON for programs. Both are written some hundred items at a time."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import batched
from typing import Any

import orjson
from rest_framework import serializers

from timeline.api.formats.base import About, Item
from timeline.api.readers import is_link
from timeline.api.resources import ApiResource
from timeline.domain.authors import Author

BOM = b"\xef\xbb\xbf"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
BETWEEN = "; "
WITHIN = ";\N{NO-BREAK SPACE}"
"""A semicolon and a space of a value in a list of them, so that BETWEEN stands between values alone."""
PIECE = 500
"""Lines sent per chunk: each chunk passes through the middleware and the server."""

type Cell = Callable[[Item], object]


def ndjson(items: Iterable[Item], about: About) -> Iterator[bytes]:
    """One JSON object a line."""
    for piece in batched(items, PIECE):
        yield b"".join(orjson.dumps(item, option=orjson.OPT_APPEND_NEWLINE) for item in piece)


def table(items: Iterable[Item], about: About) -> Iterator[bytes]:
    """CSV (RFC 4180) with a header line; a byte-order mark first where it is asked for."""
    columns = header(about.resource, about.fields)
    if about.bom:
        yield BOM
    yield written([columns])
    cells = tuple(columns.values())
    for piece in batched(items, PIECE):
        yield written([text_of(cell(item)) for cell in cells] for item in piece)


def written(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows of cells as CSV (RFC 4180)."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def text_of(value: object) -> str:
    """A value as a cell. A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(value, str):  # most are
        return f"'{value}" if value.startswith(DANGEROUS) else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


@lru_cache(maxsize=256)
def header(resource: ApiResource, fields: tuple[str, ...]) -> dict[str, Cell]:
    """The columns of a resource's table, by name: a relation has one for its slugs and one for its names."""
    columns: dict[str, Cell] = {}
    for name, one in resource.schema().fields.items():
        if not fields or name in fields:
            columns.update(_columns(name, one))
    return columns


_PARTICIPANTS: dict[str, Cell] = {
    "participants": lambda item: _listed(one["official"]["slug"] for one in item["participants"]),
    "participants_name": lambda item: _listed(one["official"]["name"] for one in item["participants"]),
    "participants_side": lambda item: _listed(one["side"] for one in item["participants"]),
    "participants_role": lambda item: _listed(one["role"] for one in item["participants"]),
    "participants_post": lambda item: _listed(one["post"] for one in item["participants"]),
}


def _columns(name: str, one: serializers.Field[Any, Any, Any, Any]) -> dict[str, Cell]:
    if is_link(one):
        label = _label(one)
        return {
            name: lambda item: (item[name] or {}).get("slug"),
            f"{name}_{label}": lambda item: (item[name] or {}).get(label),
        }
    if name == "participants":
        return _PARTICIPANTS
    if name == "posts":
        return {"posts": lambda item: _listed(map(_post, item["posts"]))}
    if isinstance(one, serializers.ModelSerializer) and one.source == "*":
        return {f"{name}_{part}": _part_of(name, part) for part in map(str, one.fields)}
    if name == "authors":
        return {"authors": lambda item: _listed(Author(**parts).inverted for parts in item["authors"])}
    child = getattr(one, "child", None)
    if child is not None and is_link(child):
        label = _label(child)
        return {
            name: lambda item: _listed(link["slug"] for link in item[name]),
            f"{name}_{label}": lambda item: _listed(link[label] for link in item[name]),
        }
    if child is not None:
        return {name: lambda item: _listed(item[name])}
    return {name: lambda item: item[name]}


def _listed(values: Iterable[str | None]) -> str:
    """Several values in one cell, the empty ones too, so that columns of one relation run side by side."""
    return BETWEEN.join((value or "").replace(BETWEEN, WITHIN) for value in values)


def _part_of(name: str, part: str) -> Cell:
    return lambda item: (item[name] or {}).get(part)


def _label(link: Any) -> str:
    return "title" if "title" in link.fields else "name"


def _post(post: Item) -> str:
    if not post["from"] and not post["to"]:
        return str(post["post"])
    return f"{post['post']} ({post['from'] or '?'}/{post['to'] or '..'})"
