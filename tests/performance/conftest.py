"""The synthetic record of ten thousand meetings (benchmarks/synthetic.py) that these tests query. To fill it takes
longer than to ask it: each process fills it once."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from benchmarks import synthetic
from tests.conftest import clear_caches
from tests.performance.reading import MEETINGS


@pytest.fixture(scope="package")
def made_up(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The record, with its columns and those of search in memory; rolled back after the last test on it."""
    with django_db_blocker.unblock(), transaction.atomic():
        clear_caches()
        synthetic.fill(MEETINGS, apart=False)
        connection.check_constraints()  # once, and not at the end of every test
        for path in ("/", "/?q=sublimits"):
            Client().get(path)
        yield
        transaction.set_rollback(True)
    clear_caches()
