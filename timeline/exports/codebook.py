"""The record as plain tables, for reuse: every table, its key, and every column with its type, allowed values and
meaning. The zip, the SQLite file and the codebook page are generated from it; it is derived from the models, and a test
checks that every column has a text.

Rows are identified as in URLs, by slug (positions by id); the database's primary keys are not exported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import orjson
from django.db import connections, models, router
from django.db.models.functions import Collate

from timeline.domain.citations import SPEAKER, WORDS_OF, speaker, words_of
from timeline.domain.text_fragments import source_link
from timeline.domain.vocabulary import ANSWERING, Verification, answer
from timeline.exports.meanings import ANYWHERE, TEXTS
from timeline.models import (
    Alias,
    Article,
    Change,
    GlossaryTerm,
    Issue,
    Leader,
    Meeting,
    MeetingIssue,
    NamedRelease,
    Negotiation,
    Official,
    Participation,
    Place,
    Position,
    Post,
    Release,
    Report,
    Story,
    StoryStep,
    Treaty,
)
from timeline.resources import BY_MODEL

type Value = str | int | float | bool | None

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
TITLE = "Across the Table: the open record of the U.S.–Soviet and U.S.–Russian arms-control talks"
CREDIT = "Cite Across the Table and the source. Quoted phrases remain their authors' and are quoted as evidence."
LEFT_OUT = frozenset({"id", "search_text", "sort_key", "name_key", "title_key", "digest", "source"})
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: the lookups it is read from (`paths`) and the function applied to them (`made`), its Table Schema
    type, whether it is required, its allowed values with their labels (`words`), and the table that it refers to."""

    name: str
    type: str
    text: str
    paths: tuple[str, ...]
    required: bool = False
    words: tuple[tuple[str, str], ...] = ()
    refers: str = ""
    made: Callable[..., Value] | None = None

    def value(self, found: tuple[Any, ...]) -> Value:
        """The cell of a row, from the values of its paths; an empty string becomes None."""
        one = self.made(*found) if self.made else found[0]
        return one.isoformat() if isinstance(one, date) else None if one == "" else one


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table. `key` identifies a row."""

    name: str
    text: str
    model: type[models.Model]
    key: tuple[str, ...]
    columns: tuple[TableColumn, ...]

    def rows(self) -> Iterator[list[Value]]:
        """All rows in bytewise order of the key: the same on every database. 1 query, bounded memory."""
        paths = list(dict.fromkeys(path for column in self.columns for path in column.paths))
        places = [tuple(paths.index(path) for path in column.paths) for column in self.columns]
        by_name = {column.name: column.paths[0] for column in self.columns}
        order = [in_bytes(self.model, by_name[name]) for name in self.key]
        found = self.model._default_manager.order_by(*order).values_list(*paths)
        for row in found.iterator(chunk_size=CHUNK):
            yield [
                column.value(tuple(row[place] for place in at)) for column, at in zip(self.columns, places, strict=True)
            ]


def in_bytes(model: type[models.Model], path: str) -> Any:
    """An ordering by a column's bytes, whatever the database's collation."""
    connection = connections[router.db_for_read(Release)]
    field: Any = model
    for part in path.split("__"):
        field = field._meta.get_field(part)
        field = field.related_model or field
    is_text = isinstance(field, models.CharField | models.TextField)
    return Collate(path, "C") if is_text and connection.vendor == "postgresql" else path


def _type(field: models.Field[Any, Any]) -> str:
    match field:
        case models.DateField():
            return "date"
        case models.BooleanField():
            return "boolean"
        case models.IntegerField():
            return "integer"
        case models.FloatField():
            return "number"
        case _:
            return "string"


def _column(table: str, field: Any) -> TableColumn:
    """The column of a model's field."""
    name = "id" if field.name == "public_id" else field.name
    text = TEXTS.get(f"{table}.{name}") or str(field.help_text) or ANYWHERE[name]
    path, refers = field.name, ""
    if field.is_relation:
        path, refers = f"{field.name}__{_named_by(field.related_model)}", NAMES[field.related_model]
    return TableColumn(
        name=name,
        type="string" if field.is_relation else _type(field),
        text=text,
        paths=(path,),
        required=not field.null and not field.blank and name != "attributed_to",
        words=tuple((str(value), str(label)) for value, label in field.choices or ()),
        refers=refers,
        made=_json if isinstance(field, models.JSONField) else None,
    )


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _named_by(model: type[models.Model]) -> str:
    """The lookup that identifies a model's rows."""
    return BY_MODEL[model].key if model in BY_MODEL else KEYS[model][1][0]


def _made(name: str, paths: tuple[str, ...], made: Callable[..., Value]) -> TableColumn:
    """A column of positions that is computed from others."""
    return TableColumn(name, "string", TEXTS[f"positions.{name}"], paths, required=True, made=made)


def _verification(proof: str) -> Value:
    return str(Verification.VERIFIED if proof else Verification.TRANSCRIBED)


OF_POSITIONS = (
    _made("speaker", SPEAKER, speaker),
    _made("answer", ("stance", *(f"issue__answer_{stance}" for stance in ANSWERING)), answer),
    _made("language", ("article__language",), str),
    _made("words_of", WORDS_OF, words_of),
    _made("source_link", ("article__source_url", "quote"), source_link),
    TableColumn(
        "verification",
        "string",
        TEXTS["positions.verification"],
        ("proof_hash",),
        required=True,
        words=tuple((str(value), str(label)) for value, label in Verification.choices),
        made=_verification,
    ),
)


def _resource(model: type[models.Model]) -> tuple[str, tuple[str, ...]]:
    resource = BY_MODEL[model]
    return resource.name, (resource.identity,)


KEYS: dict[type[models.Model], tuple[str, tuple[str, ...]]] = {
    Issue: _resource(Issue),
    Negotiation: _resource(Negotiation),
    Official: _resource(Official),
    Alias: ("aliases", ("official", "name")),
    Post: ("posts", ("official", "ordinal")),
    Leader: ("leaders", ("side", "start")),
    Article: _resource(Article),
    Meeting: _resource(Meeting),
    Report: ("reports", ("article", "meeting")),
    MeetingIssue: ("agenda", ("meeting", "issue")),
    Participation: ("participations", ("meeting", "official")),
    Treaty: _resource(Treaty),
    Place: ("places", ("slug",)),
    GlossaryTerm: ("glossary", ("slug",)),
    Story: ("stories", ("slug",)),
    StoryStep: ("story_steps", ("story", "ordinal")),
    Position: _resource(Position),
    NamedRelease: ("releases", ("name",)),
    Change: ("changes", ("ordinal",)),
}
NAMES = {model: name for model, (name, _) in KEYS.items()}


def key_of(name: str) -> str:
    """The key column of a table, which other tables refer to."""
    return next(table.key[0] for table in tables() if table.name == name)


@cache
def tables() -> tuple[Table, ...]:
    """All tables; a table comes after those it refers to."""
    made = []
    for model, (name, key) in KEYS.items():
        columns = [_column(name, one) for one in model._meta.concrete_fields if one.name not in LEFT_OUT]
        columns += OF_POSITIONS if model is Position else ()
        text = " ".join((model.__doc__ or "").split())
        made.append(Table(name, text, model, key, tuple(columns)))
    return tuple(made)
