"""Fixtures for all tests, and the order in which tests run.

`talks` is a small fixed data set in an otherwise empty database, created for each test and rolled back. `record` is the
real fixtures/, loaded by `load_articles` once per process and committed; to keep the two apart, tests that use `record`
run after all others on the database. Browser tests (tests/e2e, with their own server and database) run last of all:
Playwright's event loop stays in this thread, and Django refuses database access in a thread that has one.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from tests import make
from tests.kept import kept
from timeline import releases
from timeline.models import Release

E2E = Path(__file__).parent / "e2e"

# No test has a deadline: a busy machine is not a failure.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort as described above, keeping pytest-django's order within each group. What drives a server of its own comes
    first: it takes longest, and another process goes on meanwhile."""

    def group(item: pytest.Item) -> int:
        if item.path.is_relative_to(E2E):
            return 2
        fixtures = getattr(item, "fixturenames", ())
        if "record" in fixtures:
            return 1
        return -1 if "live_server" in fixtures else 0

    items.sort(key=group)


@pytest.fixture(scope="session", autouse=True)
def _plain_static_files() -> Iterator[None]:
    """Make `{% static %}` work without collectstatic, that is without a manifest of hashed names. Disable the response
    cache, except in tests/operations/test_response_cache.py."""
    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    with override_settings(STORAGES={"staticfiles": {"BACKEND": backend}}, ANSWER_MEMORY=0):
        yield


LASTING = frozenset({"record", "made_up"})
"""Fixtures whose release outlives the test."""
WRITES = ("INSERT", "UPDATE", "DELETE")


def clear_caches() -> None:
    """Clear everything memoized per release, Django's caches and the throttle's counts."""
    releases.clear_caches()
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True)
def _fresh_caches(request: pytest.FixtureRequest) -> Iterator[None]:
    """Clear all caches between tests, because tests reuse the names of releases. Tests on a lasting release share what
    is memoized for it, unless a test has written to the database (the writes are rolled back)."""
    if LASTING.isdisjoint(request.fixturenames):
        clear_caches()
        yield
        return
    caches["shared"].clear()
    written: list[str] = []

    def noted(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            written.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(noted):
        yield
    if written:
        clear_caches()


@pytest.fixture
def talks(db: None) -> make.Talks:
    """The small fixed data set of tests/make.py in an otherwise empty database; rolled back after the test."""
    return kept(make.talks)


@pytest.fixture(scope="session")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        call_command("load_articles", verbosity=0)
    yield
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def record(request: pytest.FixtureRequest, _loaded: None, db: None) -> Release:
    """The release of the real record, loaded in the database; changes by a test are rolled back.

    Not for tests with transaction=True, which flush the database at the end.
    """
    assert "transactional_db" not in request.fixturenames
    return Release.objects.get()
