"""The columns of the meetings: what they count, the texts that are kept, cities under all their spellings."""

import unicodedata
from urllib.parse import urlencode

import numpy as np
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.make import Talks
from timeline.domain.folding import name_key
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.kinds import STATED
from timeline.index import build, facets, meetings
from timeline.index.meetings import MeetingMatch
from timeline.index.missing import missing
from timeline.index.reference import reference
from timeline.models import Meeting, Place, Release
from timeline.releases import speaking_of

STATING = [
    "stance=opposes",
    "stance=supports,conditional&kind=summit",
    "speech=direct",
    "speech=reported&stance=opposes",
    "speech=direct,reported&from=1986",
    "verification=verified",
    "verification=transcribed&speech=reported&kind=summit",
    "verification=verified,transcribed&stance=unclear",
    "speech=direct&official=ronald-reagan&issue=missile-defense&verification=verified&stance=opposes",
]
"""Questions that ask for a statement."""


def in_sql(query: MeetingFilter) -> list[int]:
    return list(query.qs.chronological().values_list("pk", flat=True))


def asked(question: str) -> MeetingFilter:
    return MeetingFilter(QueryDict(question), queryset=Meeting.objects.all())


@pytest.mark.parametrize("question", STATING)
def test_choosing_a_value_of_a_statement_gives_as_many_meetings_as_it_says(record: Release, question: str) -> None:
    query = asked(question)
    kept = reference(record).columns
    found = MeetingMatch(query, kept)

    for name, (words, _) in STATED.items():
        said = facets.counts(found, name)
        assert list(said) == words
        for word in words:
            chosen = asked(query.query_string(**{name: word}))
            assert said[word] == len(in_sql(chosen)), (name, word)


def test_words_asked_for_again_are_found_without_a_query(record: Release) -> None:
    kept = reference(record).columns
    first = MeetingMatch(asked("q=missile -treaty"), kept).mask

    with CaptureQueriesContext(connection) as captured, speaking_of(record):
        again = MeetingMatch(asked("q=missile -treaty"), kept).mask
        MeetingMatch(asked("q=missile -treaty&kind=summit"), kept)

    assert len(captured) == 0
    assert again.tolist() == first.tolist()


@pytest.mark.parametrize("question", ["", "kind=summit", "q=-summit", "official=ronald-reagan", "official=nobody"])
def test_counts_are_the_same_whichever_side_is_the_smaller(question: str, record: Release) -> None:
    kept = reference(record).columns
    found = MeetingMatch(asked(question), kept)
    cities, issues = kept.single["city"], kept.issues

    in_cities, on_issues = [0] * len(cities.values), [0] * len(issues.values)
    for row in np.flatnonzero(found.mask):
        in_cities[cities.codes[row]] += 1
        for code in issues.codes[issues.starts[row] : issues.starts[row + 1]]:
            on_issues[code] += 1

    assert cities.counts(found.some).tolist() == in_cities
    assert issues.counts(found.some).tolist() == on_issues


def test_an_empty_record_has_empty_columns(db: None) -> None:
    kept = build.read()

    assert len(kept) == 0
    assert kept.years(MeetingMatch(asked("official=a&kind=call&q=x&from=1980"), kept).mask) == {}


CITIES = {
    "Évian, Savoie": 2,
    unicodedata.normalize("NFD", "Évian, Savoie"): 1,
    "Washington, D.C.": 1,
    "Reykjavik": 1,
    "Reykjavík": 3,
}
"""Cities as a record may spell them, and the meetings in each."""


@pytest.fixture
def spelt(talks: Talks) -> meetings.Columns:
    """The columns of a record that spells one city in several ways."""
    for number, city in enumerate(city for city, many in CITIES.items() for _ in range(many)):
        make.meeting(slug=f"1990-01-{number + 1:02d}-spelt", start=f"1990-01-{number + 1:02d}", city=city)
    return build.read()


@pytest.mark.parametrize(
    ("asked_for", "count"),
    [
        ("evian savoie", 3),
        ("Évian\\, Savoie", 3),
        (unicodedata.normalize("NFD", "ÉVIAN\\, SAVOIE"), 3),
        ("Washington\\, D.C.", 1),
        ("reykjavik", 5),
        ("Reykjavík", 5),
    ],
)
def test_a_city_is_one_under_all_its_spellings(spelt: meetings.Columns, asked_for: str, count: int) -> None:
    query = MeetingFilter(QueryDict(urlencode({"city": asked_for})), queryset=Meeting.objects.all())
    found = spelt.keys[MeetingMatch(query, spelt).mask].tolist()

    assert found == in_sql(query)
    assert len(found) == count


@pytest.mark.parametrize(
    ("asked_for", "count"), [("Женева", 1), ("geneve", 1), ("Рейкьявик", 5), ("Женева,Рейкьявик", 6), ("Wien", 0)]
)
def test_a_city_is_found_by_each_of_its_names(spelt: meetings.Columns, asked_for: str, count: int) -> None:
    Place.objects.filter(name="Reykjavik").update(aliases="Рейкьявик")
    make.place(name="Vienna", country="AT", aliases=["Wien"])
    columns = build.read()
    query = asked(urlencode({"city": asked_for}))
    found = columns.keys[MeetingMatch(query, columns).mask].tolist()

    assert found == in_sql(query)
    assert len(found) == count


def test_a_city_is_spelt_as_most_meetings_have_it(spelt: meetings.Columns) -> None:
    column = spelt.single["city"]
    counted = dict(zip(column.values, column.totals.tolist(), strict=True))

    assert {city: counted[city] for city in ("Évian, Savoie", "Reykjavík", "Washington, D.C.")} == {
        "Évian, Savoie": 3,
        "Reykjavík": 5,
        "Washington, D.C.": 1,
    }
    assert len({name_key(city) for city in column.values}) == len(column.values)


def test_an_unknown_city_is_named_with_the_nearest(spelt: meetings.Columns) -> None:
    (problem,) = missing(asked("city=Genva,reykjavik"), None)
    assert (problem.parameter, problem.effect) == ("city", "finds nothing")
    assert "'Genva'" in problem.detail
    assert problem.did_you_mean == "Geneva"

    (problem,) = missing(asked("city=Reykjavik, Iceland"), None)
    assert problem.detail == "no meeting of the record was in 'Iceland' (a comma of a name is written \\,)"
