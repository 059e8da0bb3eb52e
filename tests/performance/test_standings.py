"""What bounds the standings of a release in memory and in reading, without a clock. On a made-up record of ten thousand
meetings."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.performance.reading import MEETINGS
from timeline.index.standings import StandingSeries, series
from timeline.models import Position

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_up")]
POSITIONS = 3 * MEETINGS


def held(read: StandingSeries) -> int:
    return sum(track.nbytes for track in read.tracks.values())


def test_a_position_takes_ten_bytes_of_the_standings_at_most() -> None:
    read = series(None)

    assert POSITIONS / 2 < sum(map(len, read.tracks.values())) <= Position.objects.count() == POSITIONS
    assert held(read) <= 10 * POSITIONS


def test_the_standings_are_read_a_side_of_an_issue_a_row() -> None:
    with CaptureQueriesContext(connection) as captured:
        read = series(None)
    with connection.cursor() as cursor:
        cursor.execute(captured[1]["sql"])
        handed = len(cursor.fetchall())

    assert len(captured) == 2  # the issues' slugs, the steps
    assert handed == len(read.tracks)
