"""On how many issues two sides were apart, over time."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from timeline.chart import apart
from timeline.chart.scale import Scale
from timeline.chart.standing import Disagreement
from timeline.domain.dates import Span

WINDOW = Span(date(1980, 1, 1), date(1989, 12, 31))
days = st.dates(date(1970, 1, 1), date(2000, 1, 1))
values = st.sampled_from([(1, -1), (-1, 1), (1, 0), (0, -1)])


@given(st.lists(st.tuples(days, days, values), max_size=12))
def test_each_part_has_the_issues_apart_in_its_middle(spans: list[tuple[date, date, tuple[int, int]]]) -> None:
    scale = Scale(WINDOW)
    found = [Disagreement(min(one, other), max(one, other), pair) for one, other, pair in spans]

    counted = apart.tally(found, scale)

    middles = [(place + 0.5) * 100 / apart.PARTS for place in range(apart.PARTS)]
    inside = [[one for one in found if scale.at(one.since) <= middle < scale.at(one.until)] for middle in middles]
    assert counted.apart == [len(some) for some in inside]
    assert counted.opposed == [sum({*one.values} == {1, -1} for one in some) for some in inside]
    assert counted.most == max(map(len, inside))


def test_counts_are_drawn_as_steps_on_the_ground() -> None:
    assert apart.steps([0, 2, 2, 1], 2, 40) == "M0 40H1V0H3V20H4V40Z"
    assert apart.steps([0, 0], 3, 40) == ""
    assert apart.steps([], 0, 40) == ""
