"""What bounds a search whatever the size of the record, without a clock: queries, how the keys are found, how many are
handed over. On a made-up record of ten thousand meetings, in more than half of which the common words stand."""

from urllib.parse import quote_plus

import pytest
from django.db import connection

from tests.performance.reading import LARGE, plan, queries, scanned
from timeline import fulltext
from timeline.fulltext import parse
from timeline.models import Release
from timeline.search import engine, ranking
from timeline.search.ground import MOST_KEYS, TABLES, TEXTS_KEPT, ground

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_up")]

COMMON = [
    "sublimits",
    "sublimits round",
    "subl",
    '"on site inspection"',
    "sublimits -treaty",
    "sublimits -family77",
    "sublimits OR inspection",
]
RARE = ["family77", "given5 family102", "Talks 3", "zzzzqqq", "1986", '"inspection site"', "sublimits family77"]
EXCLUDING = ["-sublimits", "-family77", '-sublimits -"on site"']
MISSPELT = ["fmaily102", "famliy102"]
SUGGESTED = ["fam", "family102", "talks", "sublimits", "zzzzqqq"]


def asked(query: str) -> list[str]:
    return queries(f"/search/?q={quote_plus(query)}")


def fresh() -> None:
    """Nothing of full text is kept."""
    ground(Release.objects.get()).found.clear()


def of_keys(query: str) -> list[str]:
    fresh()
    return [sql for sql in asked(query) if "UNION ALL" in sql]


@pytest.mark.parametrize("query", COMMON + RARE + EXCLUDING)
def test_a_page_takes_as_many_queries_as_it_has_groups_and_some_for_the_answer(query: str) -> None:
    asked(query)
    fresh()
    found = engine.search(query, Release.objects.get())
    fresh()

    # release; what texts hold (also the excluded); the texts of the best of three kinds; the finds of each kind,
    # officials with their posts; the answer
    assert len(asked(query)) <= 1 + 2 + 3 + len(found.ranked) + 1 + 6


@pytest.mark.parametrize("query", MISSPELT)
def test_a_misspelt_name_is_put_right_with_one_query_more(query: str) -> None:
    asked(query)
    fresh()

    assert engine.search(query, Release.objects.get()).meaning.righted == ((query, "family 102"),)
    assert len(of_keys(query)) == 2


@pytest.mark.parametrize("query", COMMON + RARE)
def test_words_are_found_by_the_index_alone_and_once(query: str) -> None:
    asked(query)
    found = of_keys(query)

    assert len(found) <= 2
    for sql in found:
        steps = plan(sql)

        assert scanned(sql) == []
        assert "LIST SUBQUERY" not in steps  # on SQLite: none is collected whole before its first keys are taken
        if connection.vendor == "postgresql":
            asked_for = [name for name in LARGE if f'FROM "timeline_{name}"' in sql]
            assert [f"fts_timeline_{name}" for name in asked_for] == [
                f"fts_timeline_{name}" for name in asked_for if f"Bitmap Index Scan on fts_timeline_{name}" in steps
            ]
    assert of_keys(query) == found
    assert [sql for sql in asked(query) if "UNION ALL" in sql] == []  # kept since


@pytest.mark.parametrize("query", COMMON + RARE)
def test_the_keys_are_of_rows_that_hold_the_words_and_not_too_many(query: str) -> None:
    terms = parse(query)

    for model in TABLES.values():
        table = model._meta.db_table
        (text,) = fulltext.keys_of(connection, [(table, terms)], most=50)
        keys = [int(key) for key in text.split(",") if key]
        rows = model._default_manager.filter(search_text__matches=terms)

        assert rows.filter(pk__in=keys).count() == len(keys) == min(50, rows.count())


def test_no_more_than_some_finds_are_read_to_be_ranked() -> None:
    release = Release.objects.get()
    found = engine.search("sublimits", release)
    held = ground(release)

    assert found.of("positions").total > 2 * ranking.READ
    assert max(len(rows) for kinds in held.found.values() for rows in kinds.values()) <= MOST_KEYS
    assert held.found.maxsize == TEXTS_KEPT
    assert len(ranking.merged(found.ranked, 10)) == 10


@pytest.mark.parametrize("typed", SUGGESTED)
def test_a_suggestion_takes_two_queries_and_the_release(typed: str) -> None:
    path = f"/api/v1/autocomplete/?q={typed}"
    queries(path)
    fresh()

    assert len(queries(path)) <= 1 + 2
