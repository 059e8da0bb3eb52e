"""Packed sequences behave as the tuples they stand for."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.loader import packed as sequences
from timeline.loader.packed import BATCH, Packed

FEW = BATCH // 2
"""How many items a sequence holds as they are in these tests, so that short ones are packed too."""


@pytest.fixture(autouse=True, scope="module")
def _few_are_loose() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sequences, "LOOSE", FEW)
        yield


def test_the_first_items_are_held_as_they_are_and_the_others_packed() -> None:
    items = [[number] for number in range(FEW + BATCH)]

    packed = Packed(items)

    assert [mine is theirs for mine, theirs in zip(packed, items, strict=True)] == [True] * FEW + [False] * BATCH


@given(st.lists(st.tuples(st.text(), st.none() | st.integers()), max_size=3 * BATCH))
def test_items_come_back_equal_and_in_order(items: list[tuple[str, int | None]]) -> None:
    packed = Packed(items)

    assert list(packed) == items
    assert len(packed) == len(items)
    assert packed == items


@pytest.mark.parametrize(
    "index", [0, 1, FEW - 1, FEW, BATCH - 1, BATCH, 2 * BATCH, -1, -BATCH - 2, slice(BATCH - 2, BATCH + 2)]
)
def test_an_index_finds_what_a_list_finds(index: int | slice) -> None:
    numbers = list(range(2 * BATCH + 7))

    assert Packed(numbers)[index] == numbers[index]


def test_an_index_past_the_end_is_refused() -> None:
    with pytest.raises(IndexError):
        Packed([1, 2])[2]


def test_other_items_are_not_equal() -> None:
    assert Packed([1, 2]) != (1, 3)
    assert Packed([1, 2]) != (1, 2, 3)
    assert Packed([1, 2]) == (1, 2)
