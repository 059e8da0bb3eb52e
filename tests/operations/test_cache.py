"""The shared cache: what it cannot give is made anew, and what is not ours is not taken."""

import pickle

import pytest
from django.utils.safestring import SafeString, mark_safe

from armscontrol.cache import CorruptValueError, ForgivingRedisCache, SignedSerializer
from armscontrol.environment import SettingError, cache
from tests.servers import free_port


@pytest.mark.parametrize("value", ["Рябков", b"\x00\xff", 7, -7, {"a": [1, None]}, True, mark_safe("<b>")])
def test_a_value_comes_back_as_it_was(value: object) -> None:
    kept = SignedSerializer().dumps(value)

    back = SignedSerializer().loads(str(kept).encode() if isinstance(kept, int) else kept)

    assert back == value
    assert type(back) is type(value)


def test_markup_stays_marked_as_safe_and_text_does_not() -> None:
    serializer = SignedSerializer()

    assert isinstance(serializer.loads(serializer.dumps(mark_safe("<b>"))), SafeString)
    assert not isinstance(serializer.loads(serializer.dumps("<b>")), SafeString)


@pytest.mark.parametrize("data", [b"", b"x", b"\x80\x04K\x07.", pickle.dumps("x" * 100), b"0" * 16 + b"h<script>"])
def test_what_is_not_signed_by_us_is_refused(data: bytes) -> None:
    with pytest.raises(CorruptValueError):
        SignedSerializer().loads(data)


def test_one_changed_byte_is_noticed() -> None:
    kept = bytearray(SignedSerializer().dumps("a card of the timeline") or b"")
    kept[-1] ^= 1

    with pytest.raises(CorruptValueError):
        SignedSerializer().loads(bytes(kept))


def test_a_cache_that_is_away_is_an_empty_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CACHE_URL", f"redis://127.0.0.1:{free_port()}/0")
    config = cache("CACHE_URL")
    away = ForgivingRedisCache(config["LOCATION"], {"OPTIONS": config["OPTIONS"]})

    away.set("a", "b")
    away.set_many({"c": "d"})

    assert away.get("a", "nothing") == "nothing"
    assert away.get_many(["a", "c"]) == {}
    assert away.add("n", 0) is False
    assert away.incr("n") == 1


def test_a_cache_of_another_kind_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CACHE_URL", "memcached://127.0.0.1")

    with pytest.raises(SettingError, match="is not a cache's URL"):
        cache("CACHE_URL")
