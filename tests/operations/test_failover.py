"""Which failures are the database's, and which are ours."""

import pytest
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from armscontrol.database import failover
from tests.make import Talks


class CauseError(Exception):
    """What psycopg2 raised."""

    def __init__(self, pgcode: str) -> None:
        self.pgcode = pgcode


def _because(error: Exception, pgcode: str) -> Exception:
    error.__cause__ = CauseError(pgcode)
    return error


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError, DatabaseError])
def test_a_database_that_is_away_is_an_outage(kind: type[Exception]) -> None:
    assert failover.is_outage(kind("gone"))


@pytest.mark.parametrize("error", [DataError("x"), IntegrityError("x"), ProgrammingError("x"), ValueError("x")])
def test_a_mistake_of_ours_is_none(error: Exception) -> None:
    assert not failover.is_outage(error)


def test_tables_that_are_missing_are_one() -> None:
    assert failover.is_outage(_because(ProgrammingError("no table"), "42P01"))


def _answers(*errors: Exception | None) -> tuple[HttpResponse, int]:
    """The answer of a site whose database fails in these ways, one after the other, and how often it was asked."""
    asked: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        error = errors[len(asked)]
        asked.append(request)
        return failover.unavailable(error) if error else HttpResponse("well")

    return failover.Outages(view)(RequestFactory().get("/")), len(asked)


def test_a_failure_is_tried_once_more(db: None) -> None:
    response, times = _answers(OperationalError("server closed the connection"), None)

    assert (response.status_code, times) == (200, 2)


def test_a_failure_that_lasts_is_said_with_when_to_come_again(db: None) -> None:
    response, times = _answers(OperationalError("gone"), OperationalError("still gone"))

    assert (response.status_code, times) == (503, 2)
    assert response["Retry-After"] == "10"


def test_a_question_that_took_too_long_is_not_asked_again(db: None) -> None:
    response, times = _answers(_because(OperationalError("statement timeout"), "57014"))

    assert (response.status_code, times) == (503, 1)


def test_what_the_database_said_is_not_shown(talks: Talks, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OperationalError('password authentication failed for user "across"')

    monkeypatch.setattr("timeline.releases.current", broken)

    response = Client().get("/about/")

    assert response.status_code == 503
    assert b"password" not in response.content
