"""Liveness and readiness checks."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from armscontrol.database.failover import RETRY_AFTER
from timeline import releases


@never_cache
@require_safe
def alive(_request: HttpRequest) -> JsonResponse:
    """200 as long as the process responds. No query."""
    return JsonResponse({"alive": True})


@never_cache
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """200 and the release if requests can be served; otherwise 503 and what is missing."""
    found = _state()
    response = JsonResponse(found, status=200 if found["ready"] else 503)
    if not found["ready"]:
        response["Retry-After"] = str(RETRY_AFTER)
    return response


def _state() -> dict[str, Any]:
    """What a request would find: a database, its tables, a release. A replica can stand in for the primary."""
    try:
        release = releases.current()
    except Error as error:
        return {"ready": False, "release": None, "missing": [_unreadable(error)]}
    missing = _migrations()
    if release is None:
        missing.append("release: nothing is loaded; run manage.py load_articles")
    return {"ready": not missing, "release": release.hash if release else None, "missing": missing}


def _unreadable(error: Error) -> str:
    """Why the release cannot be read, without internal addresses or names."""
    if "timeline_release" in str(error):
        return "tables: the database has none; run manage.py migrate"
    return f"database: it does not answer ({type(error).__name__})"


def _migrations() -> list[str]:
    """The unapplied migrations, as one line."""
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        waiting = [str(migration) for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    except Error:
        return []
    return [f"migrations: {', '.join(waiting)}"] if waiting else []
