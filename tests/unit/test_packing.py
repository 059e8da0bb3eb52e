"""A row of the picture: what is taken stays apart, in whatever order it is taken."""

from hypothesis import given
from hypothesis import strategies as st

from timeline.chart.packing import Row

STRETCHES = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 60)).map(lambda one: (one[0], one[0] + one[1])))


@given(STRETCHES, st.integers(0, 5))
def test_a_row_is_free_exactly_where_all_that_is_taken_is_a_gap_away(
    stretches: list[tuple[int, int]], gap: int
) -> None:
    row, taken = Row(gap), list[tuple[int, int]]()

    for left, right in stretches:
        free = all(right + gap <= start or left >= end + gap for start, end in taken)
        assert row.is_free(left, right) == free
        if free:
            row.take(left, right)
            taken.append((left, right))
