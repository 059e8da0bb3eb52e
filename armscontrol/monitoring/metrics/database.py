"""Counts queries, their duration and errors, and connections, by database."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.db import Error
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from armscontrol.monitoring.metrics import counts


def measure() -> None:
    """Start counting, on every connection opened from now on."""
    connection_created.connect(_opened)


def _opened(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    counts.DATABASE_CONNECTIONS.labels(connection.alias).inc()
    if _measured not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _measured)  # the others are popped from the end


def _measured(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    alias = context["connection"].alias
    began = perf_counter()
    try:
        return execute(sql, params, many, context)
    except Error as error:
        counts.DATABASE_ERRORS.labels(alias, type(error).__name__).inc()
        raise
    finally:
        counts.DATABASE_SECONDS.labels(alias).observe(perf_counter() - began)
