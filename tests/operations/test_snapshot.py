"""An answer is made from one state of the record, whatever is committed while it is made."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from armscontrol.database.snapshot import one_state
from timeline.models import Official

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
