"""Packed sequences behave as the tuples they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.loader.packed import BATCH, Packed


@given(st.lists(st.tuples(st.text(), st.none() | st.integers()), max_size=3 * BATCH))
def test_items_come_back_equal_and_in_order(items: list[tuple[str, int | None]]) -> None:
    packed = Packed(items)

    assert list(packed) == items
    assert len(packed) == len(items)
    assert packed == items


@pytest.mark.parametrize("index", [0, 1, BATCH - 1, BATCH, 2 * BATCH, -1, -BATCH - 2, slice(BATCH - 2, BATCH + 2)])
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
