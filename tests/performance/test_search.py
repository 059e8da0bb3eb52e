"""What bounds a search whatever the size of the record, without a clock: queries, how the keys are found, how many are
handed over. On a made-up record of ten thousand meetings, in more than half of which the common words stand."""

from urllib.parse import quote_plus

import pytest
from django.db import connection

from tests.performance.reading import LARGE, plan, queries, scanned
from timeline import fulltext, search
from timeline.fulltext import parse
from timeline.models import Release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_up")]

COMMON = [
    "sublimits",
    "sublimits round",
    "subl",
    "su",
    '"on site inspection"',
    "sublimits -treaty",
    "sublimits -family77",
]
RARE = ["family77", "given5 family102", "Talks 3", "zzzzqqq", "1986", '"inspection site"', "sublimits family77"]
EXCLUDING = ["-sublimits", "-family77", '-sublimits -"on site"']
MISSPELT = ["fmaily102", "famliy102"]


def asked(query: str) -> list[str]:
    return queries(f"/search/?q={quote_plus(query)}")


def of_keys(query: str) -> list[str]:
    """The SQL that finds the keys, which every search takes."""
    found = [sql for sql in asked(query) if "UNION ALL" in sql]
    assert found
    return found


@pytest.mark.parametrize("query", COMMON + RARE + EXCLUDING)
def test_one_query_finds_the_keys_and_one_reads_the_finds_of_each_kind(query: str) -> None:
    asked(query)
    groups = len(search.search(query, Release.objects.get()).found)

    # release; keys as the words stand, and as they go on; a kind's finds (officials with their posts)
    assert len(asked(query)) <= 1 + 2 + groups + 1


@pytest.mark.parametrize("query", MISSPELT)
def test_a_misspelt_name_is_put_right_without_a_query(query: str) -> None:
    asked(query)

    assert search.search(query, Release.objects.get()).words == "family102"
    assert len(asked(query)) == 1 + 2 + 2 + 2  # release; keys of what was typed and of what was meant; officials


@pytest.mark.parametrize("query", COMMON + RARE)
def test_words_are_found_by_the_index_alone(query: str) -> None:
    for sql in of_keys(query):
        steps = plan(sql)

        assert scanned(sql) == []
        assert "LIST SUBQUERY" not in steps  # on SQLite: none is collected whole before its first keys are taken
        if connection.vendor == "postgresql":
            large = [name for name in LARGE if f'FROM "timeline_{name}"' in sql]
            assert large
            assert all(f"Bitmap Index Scan on fts_timeline_{name}" in steps for name in large)


@pytest.mark.parametrize("query", COMMON + EXCLUDING)
def test_no_more_keys_are_handed_over_than_are_ranked(query: str) -> None:
    tables = [kind.table for kind in search.KINDS]

    found = fulltext.first_keys(connection, tables, parse(query), most=search.MOST_RANKED + 1)

    assert max(map(len, found.values())) == search.MOST_RANKED + 1
    assert all(one.total <= search.MOST_RANKED for one in search.search(query, Release.objects.get()).found)


@pytest.mark.parametrize("query", COMMON + RARE + EXCLUDING)
def test_the_first_keys_are_of_rows_that_hold_the_words(query: str) -> None:
    terms = parse(query)

    for kind in search.KINDS:
        (found,) = fulltext.first_keys(connection, [kind.table], terms, most=50).values()
        rows = kind.model.objects.filter(search_text__asked=terms)

        assert rows.filter(pk__in=found).count() == len(found) == min(50, rows.count())


@pytest.mark.parametrize("query", ["-sublimits", "-treaty"])
def test_a_query_that_only_excludes_stops_reading_at_the_last_find_that_it_needs(query: str) -> None:
    for sql in of_keys(query):
        assert "MATCH" not in sql
        assert "@@" not in sql
        assert sql.count(f"LIMIT {search.MOST_RANKED + 1}") == len(search.KINDS)
