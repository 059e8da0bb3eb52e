"""Meetings are found and counted in memory as SQL finds and counts them."""

import pytest
from django.http import QueryDict

from timeline.api import facet_counts
from timeline.api.facet_counts import FoundMeetings
from timeline.api.query import of_list
from timeline.api.resources import MEETINGS
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.kinds import STATED
from timeline.models import Release

QUESTIONS = [
    "",
    "official=ronald-reagan",
    "official=john-bolton&official=georgy-mamedov",
    "issue=missile-defense&from=1990",
    "kind=summit,signing&status=held",
    "from=1986-10&to=1986-10&match=certain",
    "q=missile -treaty",
    "treaty=inf-treaty",
    "country=RU&ordering=-start",
    "official=nobody",
]


@pytest.mark.parametrize("query", QUESTIONS)
def test_what_is_found_and_counted_is_what_sql_finds_and_counts(record: Release, query: str) -> None:
    question = of_list(MEETINGS, QueryDict(query))
    assert isinstance(question.filters, MeetingFilter)

    found = FoundMeetings(question.filters, record)
    facets = found.facets(MEETINGS.facets, question.rows)

    assert (len(found), facets) == facet_counts.count(MEETINGS, question.rows(), facets=MEETINGS.facets)
    keys = list(question.rows().values_list("pk", flat=True))
    assert found.keys(0, 1000, question.ordering) == keys
    assert found.keys(2, 3, question.ordering) == keys[2:5]


@pytest.mark.parametrize("query", ["stance=opposes&country=RU", "speech=direct", "speech=direct&verification=verified"])
def test_a_statement_that_is_counted_is_one_of_those_asked_for(record: Release, query: str) -> None:
    """SQL counts what is no statement's alike; of a statement's values each says what choosing it would give."""
    question = of_list(MEETINGS, QueryDict(query))
    assert isinstance(question.filters, MeetingFilter)
    others = [name for name in MEETINGS.facets if name not in STATED]

    found = FoundMeetings(question.filters, record)

    assert (len(found), found.facets(others, question.rows)) == facet_counts.count(
        MEETINGS, question.rows(), facets=others
    )
    for name, values in found.facets([name for name in STATED if name not in query], question.rows).items():
        assert values
        for value in values:
            chosen = of_list(MEETINGS, QueryDict(f"{query}&{name}={value['value']}"))
            assert value["count"] == chosen.rows().count()
