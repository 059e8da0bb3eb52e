"""Each filter of meetings finds in memory (`mask`) what it finds in SQL (`apply`): over generated questions, of the
shipped record and of generated small ones."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from timeline.domain.vocabulary import MeetingKind, MeetingStatus, Speech, Stance, Verification
from timeline.filters.exclusions import NOT
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.kinds import WINDOW
from timeline.filters.values import joined
from timeline.index import build
from timeline.index.meetings import Columns, MeetingMatch
from timeline.index.reference import reference
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Place, Release, Treaty

type Pools = Mapping[str, list[str]]
"""By parameter the values that questions are made of."""

ONE_VALUE = (*WINDOW, "q")
WORDS = ["missile", "-missile", '"nuclear weapons"', "geneva OR vienna", "talks -summit", "рейкьявик", "no such words"]
DAYS = ["1955", "1969-11", "1972-05-26", "1981~", "1986-10-11/1986-10-12", "1991-XX", "2013-02", "2021"]


def pools() -> Pools:
    """The values that the database has, and some that it has not."""
    cities = [city for city in Meeting.objects.values_list("city", flat=True).distinct() if city]
    names = [name for aliases in Place.objects.values_list("aliases", flat=True) for name in aliases.splitlines()]
    found = {
        "official": [*Official.objects.values_list("slug", flat=True), "nobody"],
        "issue": [*Issue.objects.values_list("slug", flat=True), "nothing"],
        "negotiation": [*Negotiation.objects.values_list("slug", flat=True), "none"],
        "treaty": [*Treaty.objects.values_list("slug", flat=True), "no-treaty"],
        "article": [*Article.objects.values_list("slug", flat=True), "no-article"],
        "part_of": [*Meeting.objects.exclude(sessions=None).values_list("slug", flat=True), "no-round"],
        "kind": MeetingKind.values,
        "status": MeetingStatus.values,
        "country": [*filter(None, Meeting.objects.values_list("country", flat=True).distinct()), "ch", "NZ"],
        "city": [*cities, *map(str.upper, cities), *names, "Nowhere", "?"],
        "stance": Stance.values,
        "speech": Speech.values,
        "verification": Verification.values,
        "slug": [*Meeting.objects.values_list("slug", flat=True), "no-meeting"],
        "q": WORDS,
        "from": DAYS,
        "to": DAYS,
        "match": ["possible", "certain"],
    }
    return found | {f"{name}{NOT}": values for name, values in found.items() if name not in ONE_VALUE}


@st.composite
def questions(draw: st.DrawFn, given_pools: Pools, *, about: str = "") -> MeetingFilter:
    """A question that asks for some parameters (`about` among them), each once or twice, for one value or any of
    several."""
    names = draw(st.sets(st.sampled_from(sorted(given_pools)), max_size=3)) | ({about} if about else set())
    query = QueryDict(mutable=True)
    for name in sorted(names):
        values = st.sampled_from(given_pools[name])
        if name in ONE_VALUE:
            query[name] = draw(values)
        else:
            groups = draw(st.lists(st.lists(values, min_size=1, max_size=3), min_size=1, max_size=2))
            query.setlist(name, [joined(group) for group in groups])
    asked = MeetingFilter(query)
    # Every value can be read; a window that ends before it begins loses its end.
    assert {problem.parameter for problem in asked.problems()} <= {"to"}
    return asked


def in_sql(query: MeetingFilter) -> list[int]:
    return list(query.qs.chronological().values_list("pk", flat=True))


def left_out(query: MeetingFilter, *names: str) -> MeetingFilter:
    return MeetingFilter(QueryDict(query.query_string(**dict.fromkeys(names))))


def compare(query: MeetingFilter, columns: Columns) -> None:
    """The two find the same meetings in the same order; and again without any one of the parameters in force."""
    found = MeetingMatch(query, columns)
    assert columns.keys[found.mask].tolist() == in_sql(query)
    for name in query.canonical():
        names = WINDOW if name in WINDOW else (name,)
        assert columns.keys[found.without(*names)].tolist() == in_sql(left_out(query, *names)), name


BESIDE_DATABASE = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)


@pytest.fixture
def of_record(record: Release) -> Pools:
    """The values of the shipped record."""
    return pools()


def test_every_parameter_has_values_to_ask_for(db: None) -> None:
    assert pools().keys() == MeetingFilter.parameters().keys()


@pytest.mark.parametrize("about", [name for name in MeetingFilter.parameters() if not name.endswith(NOT)])
@settings(max_examples=15, suppress_health_check=BESIDE_DATABASE)
@given(data=st.data())
def test_a_filter_finds_in_memory_what_it_finds_in_sql_of_the_record(
    record: Release, of_record: Pools, about: str, data: st.DataObject
) -> None:
    compare(data.draw(questions(of_record, about=about)), reference(record).columns)


@settings(max_examples=30, suppress_health_check=BESIDE_DATABASE)
@given(data=st.data())
def test_what_is_left_out_in_memory_is_left_out_in_sql_of_the_record(
    record: Release, of_record: Pools, data: st.DataObject
) -> None:
    about = data.draw(st.sampled_from([name for name in MeetingFilter.parameters() if name.endswith(NOT)]))
    compare(data.draw(questions(of_record, about=about)), reference(record).columns)


CITIES = ["Geneva", "Genève", "GENEVA", "Washington, D.C.", "Saint Petersburg", "?", ""]
"""As the loader admits them: no meeting's city is called by another name of a place."""
PLACES = {"Geneva": ["Genf"], "Saint Petersburg": ["Leningrad", "Petrograd"], "Nowhere": ["Utopia"]}


@st.composite
def meeting(draw: st.DrawFn) -> dict[str, Any]:
    """What one meeting of a small record is like."""
    start, end = draw(st.sampled_from([*pairwise(DAYS), *((day, "") for day in DAYS)]))
    said = st.tuples(st.sampled_from(Stance.values), st.sampled_from(Speech.values), st.booleans())
    several = st.sets(st.integers(0, 2), max_size=2)
    return {
        "kind": draw(st.sampled_from(MeetingKind.values)),
        "status": draw(st.sampled_from(MeetingStatus.values)),
        "city": draw(st.sampled_from(CITIES)),
        "country": draw(st.sampled_from(["CH", "US", "RU"])),
        "start": start,
        "end": "" if "/" in start + end else end,
        "summary": draw(st.sampled_from(["They met on missiles.", "Talks on nuclear weapons.", "Рейкьявик."])),
        "negotiation": draw(st.integers(0, 1)),
        "officials": draw(several),
        "issues": draw(several),
        "articles": draw(several),
        "said": draw(st.lists(said, max_size=2)),
        "signs": draw(st.booleans()),
    }


def write(specs: list[dict[str, Any]]) -> None:
    """A small record of these meetings, in the database."""
    negotiations = [make.negotiation(slug=f"track-{number}") for number in range(2)]
    officials = [make.official(slug=f"official-{number}") for number in range(3)]
    issues = [make.issue(slug=f"issue-{number}") for number in range(3)]
    articles = [make.article(slug=f"gazette-{number}") for number in range(3)]
    for name, aliases in PLACES.items():
        make.place(name=name, aliases=aliases)
    for number, spec in enumerate(specs):
        plain = {name: spec[name] for name in ("kind", "status", "city", "country", "start", "end", "summary")}
        made = make.meeting(
            slug=f"meeting-{number}",
            negotiation=negotiations[spec["negotiation"]],
            issues=[issues[one] for one in sorted(spec["issues"])],
            **plain,
        )
        for one in sorted(spec["officials"]):
            make.participation(meeting=made, official=officials[one])
        for one in sorted(spec["articles"]):
            make.report(meeting=made, article=articles[one])
        for place, (stance, speech, checked) in enumerate(spec["said"]):
            make.position(
                meeting=made,
                article=articles[0],
                stance=stance,
                speech=speech,
                quote=f"words {number} {place}",
                proof_hash="0" * 64 if checked else "",
                proof_checked=date(2026, 1, 1) if checked else None,
            )
        if spec["signs"]:
            make.treaty(slug=f"treaty-{number}", name=f"Treaty {number}", signed_at=made)


@settings(max_examples=25, suppress_health_check=BESIDE_DATABASE)
@given(specs=st.lists(meeting(), max_size=6), data=st.data())
def test_filters_find_in_memory_what_they_find_in_sql_of_any_small_record(
    db: None, specs: list[dict[str, Any]], data: st.DataObject
) -> None:
    with transaction.atomic():
        write(specs)
        columns, known = build.read(), pools()
        for _ in range(5):
            compare(data.draw(questions(known)), columns)
        transaction.set_rollback(True)
