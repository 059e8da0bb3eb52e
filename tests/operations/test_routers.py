"""Reads go to replicas that are there and up to date, and nothing else does. The databases' answers are played; the
real ones are in tests/deploy."""

from typing import Any

import pytest

from armscontrol.database import routers
from timeline.models import Release


class World:
    """Which release each database holds (None: away), and the time."""

    def __init__(self) -> None:
        self.holds: dict[str, int | None] = {"default": 1, "replica1": 1, "replica2": 1}
        self.now = 1000.0

    def wait(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Any) -> World:
    played = World()
    settings.DATABASE_REPLICA_LAG = 30
    monkeypatch.setattr(routers, "_aliases", lambda: list(played.holds))
    monkeypatch.setattr(routers, "_close", lambda alias: None)
    monkeypatch.setattr(routers, "_release", lambda alias: played.holds[alias])
    monkeypatch.setattr(routers, "monotonic", lambda: played.now)
    monkeypatch.setattr(routers, "watch", routers.Watch())
    return played


def _read() -> str:
    with routers.one_database():
        return routers.ReplicaRouter().db_for_read(Release)


def _reads() -> set[str]:
    return {_read() for _ in range(6)}


def test_reads_of_requests_are_spread_over_the_replicas(world: World) -> None:
    assert _reads() == {"replica1", "replica2"}


def test_a_request_reads_from_one_database(world: World) -> None:
    router = routers.ReplicaRouter()

    with routers.one_database():
        assert len({router.db_for_read(Release) for _ in range(6)}) == 1


def test_outside_of_requests_all_goes_to_the_primary(world: World) -> None:
    assert routers.ReplicaRouter().db_for_read(Release) == "default"


def test_who_writes_reads_what_they_wrote(world: World) -> None:
    router = routers.ReplicaRouter()

    with routers.one_database():
        assert router.db_for_write(Release) == "default"
        assert router.db_for_read(Release) == "default"


def test_a_replica_that_is_away_is_passed_over_and_comes_back(world: World) -> None:
    world.holds["replica1"] = None
    assert _reads() == {"replica2"}

    world.holds["replica1"] = 1
    world.wait(routers.CHECK_EVERY)
    assert _reads() == {"replica1", "replica2"}


def test_without_any_replica_the_primary_answers(world: World) -> None:
    world.holds |= {"replica1": None, "replica2": None}

    assert _reads() == {"default"}


def test_without_the_primary_the_replicas_answer(world: World) -> None:
    world.holds["default"] = None

    assert _reads() == {"replica1", "replica2"}


def test_a_replica_that_lags_past_the_limit_is_passed_over_until_it_has_caught_up(world: World) -> None:
    world.holds |= {"default": 2, "replica2": 2}
    assert _reads() == {"replica1", "replica2"}

    world.wait(29)
    assert _reads() == {"replica1", "replica2"}
    world.wait(2)
    assert _reads() == {"replica2"}

    world.holds["replica1"] = 2
    world.wait(routers.CHECK_EVERY)
    assert _reads() == {"replica1", "replica2"}


def test_a_database_that_fails_in_a_request_is_left_for_the_retry(world: World) -> None:
    router = routers.ReplicaRouter()

    with routers.one_database():
        first = router.db_for_read(Release)
        routers.turn_away()
        assert router.db_for_read(Release) not in {first, "default"}
        routers.turn_away()
        assert router.db_for_read(Release) == "default"


def test_tables_are_made_on_the_primary_alone(world: World) -> None:
    router = routers.ReplicaRouter()

    assert [router.allow_migrate(alias, "timeline") for alias in world.holds] == [True, False, False]
