"""Rows: CSV for spreadsheets and data frames, NDJSON for programs. Both are written an item at a time."""

import csv
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import orjson
from rest_framework import serializers

from timeline.api.formats.base import About, Item
from timeline.api.nouns import Noun
from timeline.api.reading import is_link

BOM = b"\xef\xbb\xbf"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
BETWEEN = "; "

type Cell = Callable[[Item], object]


class _Line:
    """A file for csv.writer that keeps the last line."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def ndjson(items: Iterable[Item], about: About) -> Iterator[bytes]:
    """One JSON object a line."""
    for item in items:
        yield orjson.dumps(item, option=orjson.OPT_APPEND_NEWLINE)


def table(items: Iterable[Item], about: About) -> Iterator[bytes]:
    """CSV (RFC 4180) with a header line; a byte-order mark first where it is asked for."""
    columns = header(about.noun, about.fields)
    line = _Line()
    writer = csv.writer(line)
    if about.bom:
        yield BOM
    writer.writerow(columns)
    yield line.text.encode()
    for item in items:
        writer.writerow([_text(cell(item)) for cell in columns.values()])
        yield line.text.encode()


def _text(value: object) -> str:
    """A cell. A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str() if value.startswith(DANGEROUS):
            return f"'{value}"
        case _:
            return str(value)


@lru_cache(maxsize=256)
def header(noun: Noun, fields: tuple[str, ...]) -> dict[str, Cell]:
    """The columns of a noun's table, by name: a relation has one for its slugs and one for its names."""
    columns: dict[str, Cell] = {}
    for name, one in noun.shape().fields.items():
        if not fields or name in fields:
            columns.update(_columns(name, one))
    return columns


def _columns(name: str, one: serializers.Field[Any, Any, Any, Any]) -> dict[str, Cell]:
    if is_link(one):
        label = _label(one)
        return {
            name: lambda item: (item[name] or {}).get("slug"),
            f"{name}_{label}": lambda item: (item[name] or {}).get(label),
        }
    if name == "participants":
        return {
            "participants": lambda item: BETWEEN.join(one["official"]["slug"] for one in item["participants"]),
            "participants_name": lambda item: BETWEEN.join(one["official"]["name"] for one in item["participants"]),
            "participants_side": lambda item: BETWEEN.join(one["side"] for one in item["participants"]),
            "participants_role": lambda item: BETWEEN.join(one["role"] for one in item["participants"]),
        }
    if name == "posts":
        return {"posts": lambda item: BETWEEN.join(map(_post, item["posts"]))}
    if name == "proof":
        return {f"proof_{part}": _of_proof(part) for part in ("hash", "checked", "prefix", "suffix")}
    child = getattr(one, "child", None)
    if child is not None and is_link(child):
        label = _label(child)
        return {
            name: lambda item: BETWEEN.join(link["slug"] for link in item[name]),
            f"{name}_{label}": lambda item: BETWEEN.join(link[label] for link in item[name]),
        }
    if child is not None:
        return {name: lambda item: BETWEEN.join(item[name])}
    return {name: lambda item: item[name]}


def _of_proof(part: str) -> Cell:
    return lambda item: (item["proof"] or {}).get(part)


def _label(link: Any) -> str:
    return "title" if "title" in link.fields else "name"


def _post(post: Item) -> str:
    if not post["from"] and not post["to"]:
        return str(post["post"])
    return f"{post['post']} ({post['from'] or '?'}/{post['to'] or '..'})"
