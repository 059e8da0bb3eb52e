"""The standings in columns are those of standings.py, position by position."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest

from tests import make
from tests.make import Talks
from timeline.domain import standings
from timeline.index.standings import StandingSeries, series
from timeline.models import Issue, Position, Release

FIRST, LAST = date(1955, 1, 1), date(2026, 1, 1)


def by_track() -> dict[tuple[str, str], list[Position]]:
    """All positions by issue and side, in no order."""
    found = defaultdict(list)
    for one in Position.objects.select_related("issue").order_by("?"):
        found[one.issue.slug, one.side].append(one)
    return dict(found)


def told(read: StandingSeries) -> dict[tuple[str, str], list[tuple[date, int, str]]]:
    return {
        name: [(step.since, step.position.key, step.position.stance) for step in track]
        for name, track in read.tracks.items()
    }


def test_every_step_of_the_record_is_the_one_that_the_positions_give(record: Release) -> None:
    expected = {
        name: [(step.since, step.position.pk, step.position.stance) for step in standings.steps(stated)]
        for name, stated in by_track().items()
    }

    assert told(series(record)) == expected


@pytest.mark.parametrize("quotes", [("one", "two"), ("two", "one")])
def test_of_one_day_the_finer_date_then_the_later_id_counts(talks: Talks, quotes: tuple[str, str]) -> None:
    dates = {"2019-06": "opposes", "2019-06-30": "supports"}
    for written, stance in dates.items():
        for quote in quotes:
            make.position(
                holder=talks.gorbachev,
                issue=talks.missile_defense,
                date=written,
                stance=stance,
                quote=f"{quote} {written}",
            )
    stated = by_track()["missile-defense", "RU"]

    found = series(None).standing("missile-defense", "RU", on=date(2019, 7, 1))

    assert found is not None
    assert found.stance == "supports"
    assert found.key == getattr(standings.standing(stated, on=date(2019, 7, 1)), "pk", None)


def test_a_side_stands_as_its_last_word_says_on_every_day(talks: Talks) -> None:
    read = series(None)

    tracks = by_track()
    assert len(tracks) > 2
    for (issue, side), stated in tracks.items():
        for day in {one.latest + timedelta(days=shift) for one in stated for shift in (-1, 0, 1)} | {FIRST, LAST}:
            found, expected = read.standing(issue, side, on=day), standings.standing(stated, on=day)
            assert (found.key if found else None) == (expected.pk if expected else None)


def _days_that_matter(stated: dict[tuple[str, str], list[Position]]) -> list[date]:
    """The days around every word and every silence, and some far from any."""
    said = {one.latest for positions in stated.values() for one in positions}
    edges = said | {standings.last_day(day) for day in said}
    return sorted({day + timedelta(days=shift) for day in edges for shift in (-1, 0, 1)} | {FIRST, LAST, date.max})


def test_definition_columns_and_sql_agree_on_the_days_around_every_word_and_silence(record: Release) -> None:
    """The three homes of one rule: domain/standings.py, index/standings.py and with_standings."""
    stated, read = by_track(), series(record)
    days = _days_that_matter(stated)
    assert len(days) > 120
    silent = 0
    for day in days[:: max(len(days) // 120, 1)]:
        rows: Any = Issue.objects.with_standings(on=day)
        assert len(rows) > 20
        for issue in rows:
            for side, word, stands in (
                ("US", issue.us_last_word, issue.us_standing),
                ("RU", issue.ru_last_word, issue.ru_standing),
            ):
                said = stated.get((issue.slug, side), [])
                defined = [_key(one(said, on=day)) for one in (standings.last_word, standings.standing)]
                kept = [_key(one(issue.slug, side, on=day)) for one in (read.last_word, read.standing)]
                assert [word, stands] == defined == kept
                silent += word is not None and stands is None
    assert silent > 100


def _key(one: Any) -> int | None:
    return None if one is None else getattr(one, "pk", None) or one.key


def test_a_track_is_a_sequence_of_steps(talks: Talks) -> None:
    track = series(None).track("missile-defense", "RU")

    assert list(track[1:]) == [track[place] for place in range(1, len(track))] == list(track)[1:]
    assert track[-1].since == max(step.since for step in track)
    assert len(series(None).track("missile-defense", "XX")) == 0


def test_an_empty_record_has_no_standings(db: None) -> None:
    assert series(None).tracks == {}
    assert series(None).standing("missile-defense", "US", on=LAST) is None
