"""Lanes: nothing overlaps, everything is inside, counts add up, and the landmarks come first."""

from bisect import bisect_right
from collections import Counter
from datetime import date, timedelta
from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timeline.chart import lanes
from timeline.chart.lanes import (
    GLYPH,
    MOST_BINS,
    MOST_IN_LANE,
    MOST_MARKS,
    MOST_OVER_DECADES,
    MOST_ROWS,
    Lane,
    LaneData,
    Placed,
)
from timeline.chart.scale import NARROWEST, Scale
from timeline.domain.dates import Span
from timeline.domain.marks import LANDMARKS, Mark

WINDOW = Span(date(1981, 1, 1), date(1992, 12, 31))
KINDS = st.sampled_from(["summit", "signing", "ministerial", "negotiating-round", "consultation", "call"])


def mark(slug: str, day: date, *, length: int = 1, kind: str = "consultation", weight: int = 0) -> Mark:
    last = day + timedelta(days=length - 1)
    return Mark(slug, f"Talks {slug}, Geneva", kind, "held", day.isoformat(), "", day, last, "Geneva", "inf", weight)


@st.composite
def groups(draw: st.DrawFn) -> dict[str, list[Mark]]:
    drawn: dict[str, list[Mark]] = {}
    for key in draw(st.lists(st.sampled_from("abcdef"), min_size=1, unique=True)):
        days = sorted(draw(st.lists(st.integers(-400, 4800), max_size=90)))
        drawn[key] = [
            mark(
                f"{key}{number}",
                WINDOW.earliest + timedelta(days=day),
                length=draw(st.integers(1, 500)) if day > 0 else 500,
                kind=draw(KINDS),
                weight=draw(st.integers(0, 20)),
            )
            for number, day in enumerate(days)
            if WINDOW.earliest + timedelta(days=day) <= WINDOW.latest
        ]
    return drawn


def lanes_of(given_: dict[str, list[Mark]], window: Span = WINDOW) -> list[Lane]:
    """The lanes of these marks, counted as the page counts them; of more than fit, landmarks only."""
    spans = lanes.bin_spans(window)
    starts = [span.earliest for span in spans]
    lane_data = {}
    for key, marks in given_.items():
        counts = Counter(max(bisect_right(starts, one.earliest) - 1, 0) for one in marks)
        drawn = marks if len(marks) <= MOST_IN_LANE else [one for one in marks if one.kind in LANDMARKS]
        if marks:
            lane_data[key] = LaneData(marks[0].earliest, [counts[number] for number in range(len(starts))], drawn)
    return lanes.lanes(lane_data, spans, Scale(window))


def reach(placed: Placed) -> tuple[float, float]:
    """Pixels that the mark and its label cover."""
    left = min(placed.x * NARROWEST / 100, placed.centre * NARROWEST / 100 - GLYPH / 2)
    right = max((placed.x + placed.width) * NARROWEST / 100, placed.centre * NARROWEST / 100 + GLYPH / 2)
    return left, right


def label_reach(placed: Placed) -> tuple[float, float] | None:
    if placed.label is None:
        return None
    x, width = placed.label.x * NARROWEST / 100 + placed.label.dx, lanes.text_width(placed.label.text)
    return (x, x + width) if placed.label.anchor == "start" else (x - width, x)


@given(groups())
def test_no_mark_or_label_covers_another_and_all_lie_in_the_picture(drawn: dict[str, list[Mark]]) -> None:
    found = lanes_of(drawn)

    assert {lane.key for lane in found} == {key for key, marks in drawn.items() if marks}
    for lane in found:
        rows: dict[int, list[tuple[float, float]]] = {}
        for placed in lane.marks:
            assert 0 <= placed.row < MOST_ROWS
            assert 0 <= placed.x <= placed.x + placed.width <= 100.001
            rows.setdefault(placed.row, []).append(reach(placed))
            if covered := label_reach(placed):
                rows[placed.row].append(covered)
        for taken in rows.values():
            assert all(left >= -0.001 and right <= NARROWEST + 0.001 for left, right in taken)
            assert all(a[1] <= b[0] + 0.001 or b[1] <= a[0] + 0.001 for a, b in combinations(taken, 2))


@given(groups())
def test_every_meeting_is_drawn_or_counted_and_marks_are_bounded(drawn: dict[str, list[Mark]]) -> None:
    result = lanes_of(drawn)

    assert {lane.key for lane in result} == {key for key, marks in drawn.items() if marks}
    assert sum(len(lane.marks) for lane in result) <= MOST_MARKS
    for lane in result:
        assert lane.total == len(drawn[lane.key])
        if lane.bins:
            assert sum(one.count for one in lane.bins) == lane.total
            assert max(one.share for one in lane.bins) == 1
        else:
            assert len(lane.marks) == lane.total


def test_many_lanes_full_of_marks_stay_under_the_limit() -> None:
    crowded = {
        str(number): [mark(f"m{number}-{n}", date(1981, 1, 1) + timedelta(days=120 * n)) for n in range(36)]
        for number in range(20)
    }

    result = lanes_of(crowded)

    assert sum(len(lane.marks) for lane in result) <= MOST_MARKS
    assert any(lane.bins for lane in result)
    assert any(not lane.bins for lane in result)


def test_over_decades_the_fullest_lanes_are_counted_and_the_summits_stay() -> None:
    window = Span(date(1955, 1, 1), date(2026, 12, 31))
    years = {str(size): [date(1955 + 2 * n, 1, 1) for n in range(size)] for size in (1, 5, 20, 30, 34)}
    drawn = {key: [mark(f"m{key}-{n}", day) for n, day in enumerate(days)] for key, days in years.items()}
    drawn["summits"] = [mark(f"s{n}", date(1960 + n // 50, 1, 1), kind="summit") for n in range(700)]

    result = {lane.key: lane for lane in lanes_of(drawn, window)}

    assert sum(len(lane.marks) for lane in result.values()) <= MOST_OVER_DECADES
    assert [key for key, lane in result.items() if lane.bins] == ["30", "34", "summits"]
    assert len(result["summits"].marks) > 3


def drawn_alone(*marks: Mark) -> Lane:
    (lane,) = lanes_of({"inf": list(marks)})
    return lane


def test_lanes_come_in_the_order_of_their_first_meeting() -> None:
    result = lanes_of({"b": [mark("b", date(1985, 1, 1))], "a": [mark("a", date(1986, 1, 1))], "c": []})

    assert [lane.key for lane in result] == ["b", "a"]


def test_a_round_is_drawn_as_long_as_it_lasted() -> None:
    (placed,) = drawn_alone(mark("r", date(1981, 1, 1), length=4383 // 2, kind="negotiating-round")).marks

    assert placed.x == 0
    assert 49.5 < placed.width < 50.5


def test_summits_are_labelled_before_the_rest() -> None:
    close = [mark(f"c{n}", date(1985, 1, 1) + timedelta(days=130 * n)) for n in range(8)]
    summit = mark("s", date(1986, 8, 20), kind="summit")

    lane = drawn_alone(*sorted([*close, summit], key=lambda one: one.earliest))

    labelled = {placed.mark.slug for placed in lane.marks if placed.label}
    assert "s" in labelled


def test_crowded_lane_counts_and_keeps_its_summits() -> None:
    data = [mark(f"c{n}", date(1985, 1, 1) + timedelta(days=n)) for n in range(60)]
    data.append(mark("s", date(1985, 3, 15), kind="summit"))

    lane = drawn_alone(*data)

    assert [placed.mark.slug for placed in lane.marks] == ["s"]
    assert sum(one.count for one in lane.bins) == 61
    assert lane.height == lanes.ROW + lanes.DENSITY


@given(st.integers(28, 40_000), st.integers(1, 200))
def test_stretches_cover_the_window_without_a_gap_and_are_few(days: int, crowded: int) -> None:
    window = Span(date(1955, 1, 1), date(1955, 1, 1) + timedelta(days=days - 1))

    found = lanes.bin_spans(window, crowded=crowded)

    assert found[0].earliest <= window.earliest
    assert found[-1].latest >= window.latest
    assert all(one.latest + timedelta(days=1) == other.earliest for one, other in pairwise(found))
    assert len(found) == 1 or days <= 31 * 6 or len(found) * crowded <= MOST_BINS


def test_more_meetings_than_a_lane_has_room_for_cannot_all_be_drawn() -> None:
    apart = [
        mark(f"m{number}", WINDOW.earliest + timedelta(days=number * 4383 // (MOST_IN_LANE + 1)))
        for number in range(MOST_IN_LANE + 1)
    ]

    assert drawn_alone(*apart).bins


@given(groups())
def test_what_cannot_fit_is_never_packed(drawn: dict[str, list[Mark]]) -> None:
    for lane in lanes_of(drawn):
        if not lane.bins:
            centres = np.array([placed.centre * NARROWEST / 100 for placed in lane.marks])
            assert lanes.too_close(np.zeros(len(centres), int), centres).tolist() == []


def test_marks_of_a_lane_on_one_day_are_too_close_when_there_are_more_of_them_than_rows() -> None:
    of_lane = np.array([3, 1, 2] * MOST_ROWS + [2])

    assert lanes.too_close(of_lane, np.full(len(of_lane), 300.0)).tolist() == [2]
