"""The made-up record of ten thousand meetings (benchmarks/synthetic.py) that these tests ask."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from benchmarks import synthetic
from tests.performance.reading import MEETINGS
from timeline import releases


def _forget() -> None:
    releases.clear_caches()
    cache.clear()


@pytest.fixture(scope="module")
def made_up(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The record, its columns read; gone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        _forget()
        synthetic.fill(MEETINGS, apart=False)
        Client().get("/")
        yield
        transaction.set_rollback(True)
    _forget()
