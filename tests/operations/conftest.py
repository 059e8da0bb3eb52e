"""A separate database that tests may break: a SQLite file with the small data set in it."""

import gc
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.utils import ConnectionHandler
from pytest_django.plugin import DjangoDbBlocker

from armscontrol import environment
from tests import make


def _use(path: Path) -> None:
    """Make the file at `path` the database of this process, as settings would."""
    handler = ConnectionHandler({"default": environment.parsed_database("DATABASE_URL", f"sqlite:///{path}")})
    connections["default"] = handler["default"]


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    path = tmp_path_factory.mktemp("operations") / "template.sqlite3"
    before = connections["default"]
    with django_db_blocker.unblock():
        try:
            _use(path)
            call_command("migrate", verbosity=0)
            make.talks()
            connections["default"].close()
        finally:
            connections["default"] = before
    return path


@pytest.fixture
def database_file(_template: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """The file that this process now uses as its database; changes to it take effect at the next request."""
    path = Path(shutil.copy(_template, tmp_path / "record.sqlite3"))
    before = connections["default"]
    with django_db_blocker.unblock():
        try:
            _use(path)
            yield path
            connections["default"].close()
        finally:
            connections["default"] = before
            with warnings.catch_warnings():  # Django leaves connections open whose first statement failed
                warnings.simplefilter("ignore", ResourceWarning)
                gc.collect()
