"""An answer is made from one state of the record, whatever is committed while it is made."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.db import InternalError, connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from armscontrol.database.snapshot import one_state
from tests import make
from timeline.models import Official

IDLE, INTRANS = (
    psycopg2.extensions.TRANSACTION_STATUS_IDLE,
    psycopg2.extensions.TRANSACTION_STATUS_INTRANS,
)
NAME = "UPDATE timeline_official SET name = ? WHERE slug = 'sergei-ryabkov'"


def _rename(file: Path, name: str) -> None:
    """What a load does, from elsewhere."""
    other = sqlite3.connect(file)
    other.execute(NAME, [name])
    other.commit()
    other.close()


def _name() -> str:
    return Official.objects.get(slug="sergei-ryabkov").name


def _ask(view: object) -> HttpResponse:
    return one_state(view)(RequestFactory().get("/"))  # type: ignore[arg-type]


def test_what_is_committed_meanwhile_is_seen_by_the_next_request(database_file: Path) -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        first = _name()
        _rename(database_file, "Somebody Else")
        return HttpResponse(f"{first}, {_name()}")

    assert _ask(view).content == b"Sergei Ryabkov, Sergei Ryabkov"
    assert _ask(lambda _: HttpResponse(_name())).content == b"Somebody Else"


def test_an_answer_that_is_sent_bit_by_bit_is_of_one_state_too(database_file: Path) -> None:
    def bits() -> Iterator[str]:
        yield _name()
        _rename(database_file, "Somebody Else")
        yield _name()

    def view(_request: HttpRequest) -> StreamingHttpResponse:
        _name()
        return StreamingHttpResponse(bits())

    response = _ask(view)
    sent = list(response)
    response.close()

    assert sent == [b"Sergei Ryabkov", b"Sergei Ryabkov"]
    assert _name() == "Somebody Else"


def test_an_answer_that_asks_nothing_begins_nothing(database_file: Path) -> None:
    _ask(lambda _: HttpResponse())

    assert connection.connection is None or not connection.connection.in_transaction


def test_nothing_is_left_open_after_a_request(database_file: Path) -> None:
    _ask(lambda _: HttpResponse(_name()))

    assert not connection.connection.in_transaction


ON_POSTGRESQL = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own way to begin")


def _renamed_elsewhere(name: str) -> None:
    """What a load does, over a connection of its own."""
    with closing(psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})) as other:
        with other.cursor() as cursor:
            cursor.execute("UPDATE timeline_official SET name = %s WHERE slug = 'sergei-ryabkov'", [name])
        other.commit()


@pytest.fixture
def lasting_connection(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that the end of a request leaves open, however old the process is."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", None)
    connection.close()


@ON_POSTGRESQL
def test_on_postgresql_too_an_answer_is_of_one_state_and_leaves_nothing_open(lasting_connection: None) -> None:
    make.talks()
    said: list[str] = []

    def view(_request: HttpRequest) -> StreamingHttpResponse:
        said.append(_name())
        _renamed_elsewhere("Somebody Else")
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_isolation")
            said.extend(cursor.fetchone() or ())
        return StreamingHttpResponse(_name() for _ in range(1))

    response = _ask(view)
    sent = list(response)
    inside = connection.connection.info.transaction_status
    response.close()

    assert said == ["Sergei Ryabkov", "repeatable read"]
    assert sent == [b"Sergei Ryabkov"]
    assert (inside, connection.connection.info.transaction_status) == (INTRANS, IDLE)
    assert _name() == "Somebody Else"


@ON_POSTGRESQL
def test_on_postgresql_nothing_is_written_and_a_failure_leaves_nothing_open(lasting_connection: None) -> None:
    make.talks()

    def view(_request: HttpRequest) -> HttpResponse:
        Official.objects.update(name="forged")
        return HttpResponse()

    with pytest.raises(InternalError, match="read-only transaction"):
        _ask(view)

    assert connection.connection.info.transaction_status == IDLE
    assert _name() == "Sergei Ryabkov"


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_on_postgresql_a_connection_that_broke_in_an_answer_is_given_up() -> None:
    make.talks()

    def view(_request: HttpRequest) -> HttpResponse:
        _name()
        connection.connection.close()
        return HttpResponse("ok")

    assert _ask(view).content == b"ok"
    assert _name() == "Sergei Ryabkov"
