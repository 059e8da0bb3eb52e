"""The shared cache: whole numbers alone, and what it cannot say turns nobody away."""

import pickle
from typing import Any

import pytest
from django.core.cache.backends.redis import RedisCache

from armscontrol.environment import SettingError, shared_cache
from armscontrol.redis_cache import ForgivingRedisCache, WholeNumbers
from tests.servers import free_port


@pytest.mark.parametrize("value", [0, 7, -7])
def test_a_number_comes_back_as_it_was(value: int) -> None:
    assert WholeNumbers().loads(str(WholeNumbers().dumps(value)).encode()) == value


@pytest.mark.parametrize("value", ["7", True, 7.0, None, {"a": 1}])
def test_nothing_but_a_number_goes_in(value: Any) -> None:
    with pytest.raises(TypeError):
        WholeNumbers().dumps(value)


@pytest.mark.parametrize("data", [b"", b"x", b"\x80\x04K\x07.", pickle.dumps("x" * 100), b"<script>"])
def test_nothing_but_a_number_comes_out(data: bytes) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        WholeNumbers().loads(data)


def test_a_cache_that_is_away_turns_nobody_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CACHE_URL", f"redis://127.0.0.1:{free_port()}/0")
    config = shared_cache("CACHE_URL")
    away: RedisCache = ForgivingRedisCache(config["LOCATION"], {"OPTIONS": config["OPTIONS"]})

    assert away.add("n", 0) is False
    assert [away.incr("n"), away.incr("n")] == [1, 1]


def test_a_cache_of_another_kind_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CACHE_URL", "memcached://127.0.0.1")

    with pytest.raises(SettingError, match="is not a cache's URL"):
        shared_cache("CACHE_URL")
