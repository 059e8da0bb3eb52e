"""Standings as a table and as lines of JSON."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import batched

import orjson

from timeline.api.formats import tables
from timeline.api.formats.base import Item, Representation
from timeline.api.formats.tables import BOM, PIECE, text_of

FIELDS = ("day", "issue", "comparable", "us", "ru", "us_silent", "ru_silent", "distance")
JSON = Representation("json", "application/json", "json", "JSON, over time a page at a time", charset=None)
CSV = Representation(
    "csv", "text/csv", "csv", "a row for each issue and day, each side's answer and its quotation in it"
)
NDJSON = Representation("ndjson", "application/x-ndjson", "ndjson", "all of them, one JSON object a line", charset=None)
FORMS = (JSON, CSV, NDJSON)

type Cell = Callable[[Item], object]

_OF_POSITION = ("id", "date", "speaker", "joint", "summary", "quote", "speech", "verification", "source_link")


def _of_side(side: str, name: str) -> Cell:
    return lambda item: item[side] and item[side][name]


def _of_position(side: str, where: str, name: str) -> Cell:
    return lambda item: item[side] and item[side][where][name]


def _columns(name: str) -> dict[str, Cell]:
    """The columns of one of the FIELDS."""
    match name:
        case "issue":
            return {"issue": lambda item: item["issue"]["slug"], "issue_name": lambda item: item["issue"]["name"]}
        case "us" | "ru":
            own: dict[str, Cell] = {f"{name}_{one}": _of_side(name, one) for one in ("stance", "answer", "value")}
            return own | {f"{name}_{one}": _of_position(name, "position", one) for one in _OF_POSITION}
        case "us_silent" | "ru_silent":
            return {
                f"{name}_since": _of_side(name, "silent_since"),
                f"{name}_id": _of_position(name, "last_position", "id"),
            }
        case _:
            return {name: lambda item: item[name]}


def _table(items: Iterable[Item], fields: Sequence[str], *, bom: bool) -> Iterator[bytes]:
    """CSV (RFC 4180) with a header line; a byte-order mark first where it is asked for."""
    columns = {header: cell for name in FIELDS if name in fields for header, cell in _columns(name).items()}
    if bom:
        yield BOM
    yield tables.written([columns])
    for piece in batched(items, PIECE):
        yield tables.written([text_of(cell(item)) for cell in columns.values()] for item in piece)


def written(form: Representation, items: Iterable[Item], fields: Sequence[str], *, bom: bool) -> Iterator[bytes]:
    """The standings in a format other than JSON."""
    return _table(items, fields, bom=bom) if form is CSV else _lines(items, fields)


def _lines(items: Iterable[Item], fields: Sequence[str]) -> Iterator[bytes]:
    """One JSON object a line."""
    for item in items:
        yield orjson.dumps(only(item, fields), option=orjson.OPT_APPEND_NEWLINE)


def only(item: Item, fields: Sequence[str]) -> Item:
    """A standing with these names alone."""
    return {name: item[name] for name in FIELDS if name in fields}
