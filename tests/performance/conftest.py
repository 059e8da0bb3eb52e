"""The synthetic record of ten thousand meetings (benchmarks/synthetic.py) that these tests query."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from benchmarks import synthetic
from tests.conftest import clear_caches
from tests.performance.reading import MEETINGS


@pytest.fixture(scope="module")
def made_up(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The record, with its columns in memory; rolled back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        clear_caches()
        synthetic.fill(MEETINGS, apart=False)
        Client().get("/")
        yield
        transaction.set_rollback(True)
    clear_caches()
