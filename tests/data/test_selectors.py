"""The shared reads: what they load, and how many queries they take."""

from datetime import date

from django.db import connection
from django.db.models.fetch_modes import FETCH_RAISE
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.make import Talks
from timeline import releases, selectors
from timeline.domain.dates import Span
from timeline.filters.filtersets import MeetingFilter
from timeline.index import facets
from timeline.index.meetings import MeetingMatch
from timeline.index.reference import reference
from timeline.models import Meeting, Release


def asked(text: str = "") -> MeetingFilter:
    return MeetingFilter(QueryDict(text), queryset=Meeting.objects.all())


def use_everything() -> None:
    """Read all that a presenter may ask of the meetings."""
    for meeting in selectors.meetings.meetings(Meeting.objects.all()):
        assert meeting.negotiation.name
        assert all(one.official.name for one in meeting.participations.all())
        assert all(one.issue.name for one in meeting.agenda.all())
        assert [one.article.title for one in meeting.reports.all()]
        for position in meeting.positions.all():
            assert position.article.title
            assert position.issue.name
            assert position.holder is None or position.holder.name


def test_what_a_list_shows_of_meetings_takes_four_queries(talks: Talks) -> None:
    keys = list(Meeting.objects.values_list("pk", flat=True))
    # meetings, participations with officials, agenda with issues, positions
    with CaptureQueriesContext(connection) as captured:
        meetings = list(selectors.meetings.listed(keys))
        names = [meeting.negotiation.name for meeting in meetings]
        names += [one.official.name for meeting in meetings for one in meeting.participations.all()]
        names += [one.issue.name for meeting in meetings for one in meeting.agenda.all()]
        names += [one.article.language for meeting in meetings for one in meeting.positions.all()]

    assert len(meetings) == len(keys) == 6
    assert len(names) > 20
    assert "" not in names
    assert len(captured) == 4


def test_meetings_take_the_same_six_queries_however_many_they_are(talks: Talks) -> None:
    # meetings, participations with officials, agenda with issues, positions, reports with articles, treaties
    with CaptureQueriesContext(
        connection,
    ) as few:
        use_everything()
    make.fourteen_more(talks, "1986-12")
    with CaptureQueriesContext(connection) as many:
        use_everything()

    assert len(few) == len(many) == 6


def test_a_relation_that_was_not_loaded_raises_instead_of_querying(talks: Talks) -> None:
    meeting = selectors.meetings.meetings(Meeting.objects.all())[0]

    assert meeting._state.fetch_mode == FETCH_RAISE


def test_marks_carry_lane_and_weight(talks: Talks) -> None:
    reykjavik = next(
        mark for mark in selectors.meetings.marks(Meeting.objects.all()).values() if mark.city == "Reykjavik"
    )

    assert (reykjavik.lane, reykjavik.weight, reykjavik.status) == ("summits", 2, "broken-off")


def test_the_lists_hold_the_years_the_span_and_the_lanes_of_the_record(talks: Talks) -> None:
    lists = reference(None)

    assert lists.years == {1969: 1, 1985: 1, 1986: 1, 1987: 1, 2013: 1, 2021: 1}
    assert lists.whole == Span(date(1969, 1, 1), date(2021, 12, 31))
    assert [one.names for one in lists.terms["RU"]] == [("Mikhail Gorbachev", "Gorbachev")]
    assert [(one.key, one.weight) for one in lists.treaties] == [("inf-treaty", 3.0)]  # three meetings, one treaty


def found(text: str = "") -> MeetingMatch:
    return MeetingMatch(asked(text), reference(None).columns)


def listed_of(text: str) -> list[facets.Facet]:
    return facets.facets(found(text), asked(text), reference(None))


def counts(text: str, facet: str) -> dict[str, int]:
    listed = listed_of(text)
    return {value.value: value.count for one in listed if one.name == facet for value in one.values if value.count}


def test_joint_facets_count_under_all_filters(talks: Talks) -> None:
    assert counts("official=sergei-ryabkov", "official") == {"sergei-ryabkov": 2, "rose-gottemoeller": 1}
    assert counts("official=ronald-reagan", "issue") == {"missile-defense": 2, "intermediate-range-missiles": 3}


def test_other_facets_count_without_their_own_filter(talks: Talks) -> None:
    assert counts("kind=summit", "kind") == {
        "summit": 2,
        "signing": 1,
        "negotiating-round": 1,
        "consultation": 1,
        "call": 1,
    }
    assert counts("kind=summit", "negotiation") == {"summits": 2}
    assert counts("kind=summit", "city") == {"Geneva": 1, "Reykjavik": 1}
    assert counts("from=1986&to=1987", "stance") == {"supports": 2, "opposes": 1}


def test_a_value_in_force_is_listed_though_the_record_lacks_it(talks: Talks) -> None:
    listed = listed_of("official=john-doe")

    assert [value.value for value in listed[0].selected] == ["john-doe"]
    assert all(value.count == 0 for value in listed[0].values)


def test_officials_are_named_by_the_beginnings_of_words(talks: Talks) -> None:
    def named(text: str) -> list[str]:
        return [one.value for one in facets.officials_named(found(), asked(), reference(None), text)]

    assert named("ряб") == ["sergei-ryabkov"]
    assert named("yabkov") == []


def test_the_reference_lists_are_read_once_a_release(talks: Talks) -> None:
    reference(talks.release)

    with CaptureQueriesContext(connection) as again:
        reference(talks.release)

    assert len(again) == 0


def test_the_release_is_the_row_that_the_orm_reads(talks: Talks) -> None:
    read, kept = Release.objects.get(), releases.current()

    assert kept is not None
    assert vars(kept) | {"_state": None} == vars(read) | {"_state": None}
    assert releases.current() is kept


def test_there_is_no_release_before_the_first_load(db: None) -> None:
    assert releases.current() is None
