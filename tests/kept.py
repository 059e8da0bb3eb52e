"""Data that many tests ask for, built once per process and from then on inserted as it was read back: factories take
tens of milliseconds for what the database takes in at once."""

import pickle
from collections.abc import Callable, Sequence
from typing import Any

from django.apps import apps
from django.db import connection

type Rows = list[tuple[Any, ...]]

_kept: dict[Callable[[], Any], tuple[dict[str, Rows], bytes]] = {}


def _rows() -> dict[str, Rows]:
    """All rows of the tables that have any, by the statement that inserts one."""
    found: dict[str, Rows] = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("timeline").get_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            names = ", ".join(connection.ops.quote_name(column[0]) for column in cursor.description)
            if read := cursor.fetchall():
                found[f"INSERT INTO {table} ({names}) VALUES "] = read
    return found


def _insert(into: str, read: Sequence[tuple[Any, ...]]) -> None:
    places = f"({', '.join(['%s'] * len(read[0]))})"
    with connection.cursor() as cursor:
        cursor.execute(into + ", ".join([places] * len(read)), [value for row in read for value in row])


def kept[T](make: Callable[[], T]) -> T:
    """What a function of no arguments makes in an empty database, and returns; with the same keys in every test."""
    if make not in _kept:
        made = make()
        _kept[make] = (_rows(), pickle.dumps(made))
        return made
    rows, pickled = _kept[make]
    for into, read in rows.items():
        _insert(into, read)
    found: T = pickle.loads(pickled)  # noqa: S301 - our own
    return found
