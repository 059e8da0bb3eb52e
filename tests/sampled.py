"""Walks over the whole record, taken whole on one database and in steps on the other."""

from collections.abc import Iterable

from django.db import connection


def sampled[T](every: Iterable[T], step: int = 7) -> list[T]:
    """All of them on SQLite, each `step`-th on PostgreSQL: for pages that are made alike of rows that other tests hold
    equal."""
    found = list(every)
    return found if connection.vendor == "sqlite" else found[::step]
