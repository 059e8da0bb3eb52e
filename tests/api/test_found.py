"""Meetings are found and counted in memory as SQL finds and counts them."""

import pytest
from django.http import QueryDict

from timeline.api import counting, questions
from timeline.api.found import FoundMeetings
from timeline.api.nouns import MEETINGS
from timeline.filters import MeetingFilter
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
    "stance=opposes&country=RU&ordering=-start",
    "official=nobody",
]


@pytest.mark.parametrize("query", QUESTIONS)
def test_what_is_found_and_counted_is_what_sql_finds_and_counts(record: Release, query: str) -> None:
    question = questions.of_list(MEETINGS, QueryDict(query))
    assert isinstance(question.filters, MeetingFilter)

    found = FoundMeetings(question.filters, record)
    facets = found.facets(MEETINGS.facets, question.rows)

    assert (len(found), facets) == counting.count(MEETINGS, question.rows(), facets=MEETINGS.facets)
    keys = list(question.rows().values_list("pk", flat=True))
    assert found.keys(0, 1000, question.ordering) == keys
    assert found.keys(2, 3, question.ordering) == keys[2:5]
