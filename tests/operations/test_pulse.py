"""For how long a process believes that the database holds a release: a kept answer costs no query meanwhile, one when
that is over, and is never another release's. The time is played."""

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from armscontrol import answers, pulse, routers
from tests import make
from tests.make import Talks
from tests.reader import Reader, ask
from timeline.models import Release
from timeline.released import RELEASE

OLD, NEW = Release(hash="a" * 64), Release(hash="b" * 64)


class Clock:
    """The time."""

    now = 1000.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    played = Clock()
    for module in (pulse, answers):
        monkeypatch.setattr(module, "monotonic", lambda: played.now)
    return played


@pytest.fixture
def site(talks: Talks, clock: Clock) -> Reader:
    return Reader(trusted=pulse.TRUSTED)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/about/", "/api/v1/issues/"])
@pytest.mark.parametrize("condition", [{}, {"if-none-match": "*"}], ids=["whole", "not modified"])
def test_a_kept_answer_costs_no_query_and_one_without_a_transaction_when_the_time_is_over(
    transactional_db: None, clock: Clock, path: str, condition: dict[str, str]
) -> None:
    make.talks()
    site = Reader(trusted=pulse.TRUSTED)
    site.get(path)
    queries = []
    for wait in (0.0, pulse.TRUSTED / 2, pulse.TRUSTED / 2, pulse.TRUSTED / 2):
        clock.now += wait
        with CaptureQueriesContext(connection) as seen:
            site.get(path, headers=condition)
        queries.append([one["sql"] for one in seen.captured_queries])

    assert site.how == "kept"
    assert [len(one) for one in queries] == [0, 0, 1, 0]
    assert queries[2][0].startswith("SELECT")
    assert not connection.in_atomic_block


def test_a_load_is_seen_when_the_time_is_over_and_no_later(site: Reader, clock: Clock) -> None:
    before = site.get("/about/")
    make.release(digest="b" * 64)

    clock.now += pulse.TRUSTED * 0.9
    meanwhile = site.get("/about/")
    clock.now += pulse.TRUSTED * 0.1
    after = site.get("/about/")

    assert before["X-Release"] == meanwhile["X-Release"]
    assert after["X-Release"] == "b" * 64


def test_who_was_shown_the_new_release_is_not_shown_the_old_one_again(site: Reader, clock: Clock) -> None:
    for path in ("/about/", "/issues/"):
        site.get(path)
    make.release(digest="b" * 64)
    clock.now += pulse.TRUSTED / 2

    made, kept = site.get("/treaties/"), site.get("/about/")

    assert made["X-Release"] == kept["X-Release"] == "b" * 64


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_asked_once_and_the_reader_told(
    transactional_db: None, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def broken() -> None:
        asked.append(clock.now)
        raise OperationalError("gone")

    make.talks()
    site = Reader(trusted=pulse.TRUSTED)
    site.get("/about/")
    with monkeypatch.context() as away:
        away.setattr("timeline.selectors.release", broken)
        within = site.get("/about/")
        clock.now += pulse.TRUSTED
        first, times = site.get("/about/"), len(asked)
        second = site.get("/about/")
    over = site.get("/about/")

    assert [one.status_code for one in (within, first, second, over)] == [200, 503, 503, 200]
    assert len(asked) - times == times - 1  # all of Django's tries again, and not ours


def test_the_release_is_asked_of_the_database_that_readers_are_answered_from(
    talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[str] = []

    class Noted(routers.ReplicaRouter):
        def db_for_read(self, _model: Any, **hints: Any) -> str:
            chosen.append(super().db_for_read(_model, **hints))
            return "default"

    monkeypatch.setattr(routers, "_aliases", lambda: ["default", "replica1"])
    monkeypatch.setattr(routers.Watch, "_is_fit", lambda self, alias: True)
    monkeypatch.setattr("django.db.router.routers", [Noted()])

    assert pulse.Pulse().release() is not None
    assert chosen == ["replica1"]


def test_what_was_found_later_stands(clock: Clock) -> None:
    """A request that came before and ends after says nothing new."""
    known = pulse.Pulse()
    known.saw(NEW, clock.now)
    known.saw(OLD, clock.now - 0.5)

    assert known.release() == NEW


def test_an_answer_is_kept_of_the_release_that_it_was_made_of(clock: Clock, db: None) -> None:
    """The process believes in the old release, a load commits, and the answer is made of the new one."""
    releases = [OLD, NEW]

    def django(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        environ[RELEASE] = release = releases.pop(0)
        headers = {"ETag": f'"{release.hash}"', "Cache-Control": "public"}
        start_response("200 OK", list(headers.items()))
        return HttpResponse(release.hash.encode(), headers=headers)

    application = answers.kept(django, trusted=pulse.TRUSTED)

    def get(path: str) -> bytes:
        return ask(application, RequestFactory().get(path).environ).content

    assert get("/a") == b"a" * 64
    clock.now += pulse.TRUSTED / 2
    assert get("/b") == get("/b") == b"b" * 64
    assert releases == []
