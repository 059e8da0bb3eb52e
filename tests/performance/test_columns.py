"""What bounds the reading of the columns and a question of full text, without a clock: rows handed over, and how they
are found. On a made-up record of ten thousand meetings."""

import numpy as np
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from tests.conftest import clear_caches
from tests.performance.reading import MEETINGS, plan
from timeline.filters.filtersets import MeetingFilter
from timeline.index import build
from timeline.index.meetings import MeetingMatch
from timeline.index.reference import reference
from timeline.models import Meeting, Release
from timeline.releases import speaking_of
from timeline.search.ground import TABLES, ground
from timeline.search.names import names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_up")]


def found(question: str) -> tuple[MeetingMatch, list[str]]:
    """What a question finds, and the SQL that it took."""
    query = MeetingFilter(QueryDict(question), queryset=Meeting.objects.all())
    kept = reference(Release.objects.get()).columns
    with CaptureQueriesContext(connection) as captured:
        return MeetingMatch(query, kept), [one["sql"] for one in captured]


def test_the_columns_are_read_a_value_a_row() -> None:
    with CaptureQueriesContext(connection) as captured:
        read = build.read()
    handed = 0
    for one in captured:
        with connection.cursor() as cursor:
            cursor.execute(one["sql"])
            handed += len(cursor.fetchall())

    assert len(captured) == 13
    assert len(read) == MEETINGS
    assert handed < MEETINGS / 2  # of 10,000 meetings, 40,000 participations, 20,000 issues and 30,000 positions


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads tables of this size whole, and hashes")
def test_the_columns_are_read_from_the_indexes_of_the_filters() -> None:
    with CaptureQueriesContext(connection) as captured:
        build.read()

    grouped = [plan(one["sql"]) for one in captured if "GROUP" in one["sql"]]
    assert len(grouped) > 2
    assert [steps for steps in grouped if "COVERING INDEX" not in steps or "TEMP B-TREE" in steps] == []


def test_the_columns_take_little_room() -> None:
    read = build.read()
    parts = [read.keys, read.earliest, read.latest, read.statements.codes]
    parts += [one.codes for one in read.single.values()]
    parts += [part for links in (read.officials, read.issues) for part in (links.starts, links.codes)]

    assert sum(part.nbytes for part in parts) / MEETINGS < 45


def test_a_common_word_is_handed_over_in_one_row_a_table_once() -> None:
    clear_caches()
    release = Release.objects.get()
    ground(release)
    names(release)
    with speaking_of(release):
        first, queries = found("q=sublimits")
        again, none = found("q=sublimits&kind=summit")

    assert len(queries) == 1
    assert none == []
    with connection.cursor() as cursor:
        cursor.execute(queries[0])
        assert len(cursor.fetchall()) == 2 * len(TABLES)  # in the rows' own words, and in those of what they belong to
    assert np.count_nonzero(first.mask) > MEETINGS / 2
    assert np.count_nonzero(again.mask)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own way of finding rows")
def test_a_common_word_of_a_million_meetings_is_found_without_parsing_a_text_again() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_bytes(current_setting('work_mem'))")
        (room,) = cursor.fetchone()

    assert room >= 2 * 80_000 * 72  # bytes of a bitmap: a page of the table each, 77,000 of them, and as many again
