"""The answers to question words, bare dates and names that several people bear, on the real record."""

from datetime import date

import pytest
from django.test import Client

from timeline.domain import dates
from timeline.domain.vocabulary import NOT_HELD, Role
from timeline.models import Meeting, Official, Participation, Position, Release, Treaty
from timeline.search.answers import Answer
from timeline.search.engine import search
from timeline.search.questions import answer


def answered(query: str, record: Release) -> Answer:
    made = answer(search(query, record), record)
    assert made is not None, query
    return made


def test_when_a_side_accepted_something_is_its_earliest_statement_that_does(record: Release) -> None:
    made = answered("when did moscow accept on-site inspection", record)
    (column,) = made.columns
    first = column.positions[0]

    assert (column.side, first.issue.slug, first.stance) == ("RU", "verification", "supports")
    assert [one.earliest for one in column.positions] == sorted(one.earliest for one in column.positions)
    assert first.holder is not None
    assert f"{dates.describe(first.date)}: {first.holder.name} (Moscow would let them in)" in made.sentence
    assert not Position.objects.filter(
        side="RU",
        issue__slug="verification",
        stance="supports",
        latest__lt=first.earliest,
        search_text__contains=" inspect",
    ).exists()


def test_the_earliest_statement_is_said_to_be_joint_where_both_sides_made_it(record: Release) -> None:
    made = answered("when did washington accept counting warheads", record)
    first = made.columns[0].positions[0]

    assert first.joint
    assert first.holder is not None
    assert f"{dates.describe(first.date)}: {first.holder.name}, in a joint statement (Washington" in made.sentence


SUMMITS = Meeting.objects.filter(kind="summit").exclude(status__in=NOT_HELD)


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("first summit", "earliest"),
        ("earliest summit", "earliest"),
        ("первый саммит", "earliest"),
        ("last summit", "-latest"),
        ("most recent summit", "-latest"),
        ("последний саммит", "-latest"),
    ],
)
def test_the_first_and_the_latest_are_by_date(query: str, order: str, record: Release) -> None:
    made = answered(query, record)

    summit = SUMMITS.order_by(order, "slug" if order == "earliest" else "-slug")[0]
    assert made.meeting == summit
    assert summit.title in made.sentence


def test_the_latest_meeting_is_the_latest_of_all(record: Release) -> None:
    held = Meeting.objects.exclude(status__in=NOT_HELD)
    found = search("latest meeting", record)
    made = answered("latest meeting", record)

    assert made.meeting is not None
    assert made.meeting.earliest == held.order_by("-earliest").values_list("earliest", flat=True)[0]
    assert f"of {held.count()} in the record" in made.sentence
    assert [one.kind for one in found.ranked] == ["meetings"]
    assert found.of("meetings").keys[0] == made.meeting.pk


def test_the_first_treaty_is_by_the_day_of_its_signature(record: Release) -> None:
    assert answered("first treaty", record).treaty == Treaty.objects.order_by("earliest", "slug").first()


@pytest.mark.parametrize(
    "query", ["where did Reagan and Gorbachev meet", "how many times did Reagan and Gorbachev meet"]
)
def test_where_and_how_often_two_people_met_are_the_meetings_of_both(query: str, record: Release) -> None:
    made = answered(query, record)
    both = Meeting.objects.exclude(status__in=NOT_HELD)
    for slug in ("ronald-reagan", "mikhail-gorbachev"):
        both = both.filter(participations__official__slug=slug)

    assert {one.slug for one in made.meetings} == set(both.values_list("slug", flat=True))
    assert len(made.meetings) >= 5
    assert made.sentence.startswith(f"{len(made.meetings)} meetings in the record")


def test_where_names_the_cities(record: Release) -> None:
    made = answered("where did Reagan and Gorbachev meet", record)

    assert "in Geneva, Reykjavik, Washington, Moscow, New York" in made.sentence


def test_who_negotiated_is_who_headed_the_delegations_of_the_side(record: Release) -> None:
    made = answered("who negotiated New START for the US", record)
    heads = Participation.objects.filter(role=Role.HEAD, meeting__negotiation__slug="new-start", official__side="US")

    assert made.people[0].official.slug == "rose-gottemoeller"
    assert {one.official.slug for one in made.people} <= set(heads.values_list("official__slug", flat=True))
    assert made.people[0].meetings == heads.filter(official__slug="rose-gottemoeller").count()


@pytest.mark.parametrize("query", ["who represented the US in New START talks", "кто представлял США в ДСНВ"])
def test_who_represented_a_side_is_who_negotiated_for_it(query: str, record: Release) -> None:
    assert [one.official.slug for one in answered(query, record).people][:1] == ["rose-gottemoeller"]


def test_who_negotiated_on_an_issue_with_talks_of_its_own_headed_their_delegations(record: Release) -> None:
    made = answered("who negotiated the test ban", record)
    heads = Participation.objects.filter(role=Role.HEAD, meeting__negotiation__slug="test-ban")
    presidents = {"john-f-kennedy", "jimmy-carter", "ronald-reagan", "nikita-khrushchev", "leonid-brezhnev"}

    assert (made.kind, made.subject) == ("people", "Heads of delegation, Nuclear testing")
    assert {one.official.pk for one in made.people} <= set(heads.values_list("official", flat=True))
    assert not presidents & {one.official.slug for one in made.people[:5]}


def test_a_treaty_is_no_answer_to_words_that_the_record_has_nowhere(record: Release) -> None:
    assert answer(search("jupiter missiles", record), record) is None
    assert answered("ballistic missile launch notification", record).kind == "treaty"


def test_who_met_somebody_stays_a_table_of_counterparts(record: Release) -> None:
    assert answered("who met gromyko most", record).kind == "counterparts"
    assert answered("who negotiated with nitze", record).kind == "counterparts"


def test_when_a_treaty_was_left_or_signed_is_its_days(record: Release) -> None:
    treaty = Treaty.objects.get(slug="abm-treaty")

    for query in ("when was the ABM treaty signed", "when did the US leave the ABM treaty"):
        made = answered(query, record)
        assert (made.treaty, "26 May 1972" in made.sentence) == (treaty, True)
        assert made.sentence.endswith("ended 13 June 2002.")


@pytest.mark.parametrize("query", ["October 11 1986", "11.10.1986", "1986-10-11", "10/11/1986", "11 октября 1986 года"])
def test_a_day_is_answered_with_its_meeting_and_what_both_sides_said(query: str, record: Release) -> None:
    made = answered(query, record)

    assert (made.kind, made.day) == ("day", date(1986, 10, 11))
    assert made.meeting is not None
    assert made.meeting.slug == "1986-10-11-reykjavik-reagan-gorbachev"
    assert [column.side for column in made.columns] == ["US", "RU"]
    for column in made.columns:
        assert {one.earliest for one in column.positions} == {date(1986, 10, 11)}
        assert (
            column.total
            == Position.objects.filter(side=column.side, earliest=date(1986, 10, 11), latest=date(1986, 10, 11)).count()
        )


def test_how_many_of_something_a_treaty_allows_are_its_limits(record: Release) -> None:
    made = answered("how many warheads under New START", record)

    assert made.treaty is not None
    assert (made.treaty.slug, "1,550" in made.treaty.limits) == ("new-start", True)


@pytest.mark.parametrize(
    ("query", "lead"),
    [
        ("US withdrew from the ABM treaty", "issues/treaty-withdrawal"),
        ("did Russia violate the INF treaty", "issues/compliance"),
        ("кто подписал договор РСМД", "kinds/signing"),
    ],
)
def test_a_verb_is_understood_as_its_noun(query: str, lead: str, record: Release) -> None:
    assert tuple(lead.split("/")) in [part.leads[0] for part in search(query, record).meaning.parts if part.leads]


def test_a_month_and_a_year_are_answered_alike(record: Release) -> None:
    for query, first, last in (
        ("Sept 1985", date(1985, 9, 1), date(1985, 9, 30)),
        ("before 1972", date(1940, 1, 1), date(1971, 12, 31)),
        ("nineties", date(1990, 1, 1), date(1999, 12, 31)),
    ):
        made = answered(query, record)
        number = Meeting.objects.filter(earliest__lte=last, latest__gte=first).count()
        assert (made.kind, f"{number} meeting" in made.sentence) == ("period", True), query


def test_of_a_day_without_anything_the_nearest_meetings_are_told(record: Release) -> None:
    made = answered("25 December 1950", record)

    assert "no meeting and no statement of 25 December 1950. The nearest: " in made.sentence
    assert Meeting.objects.order_by("earliest", "slug")[0].title in made.sentence


def test_people_of_one_name_are_offered_and_not_mixed(record: Release) -> None:
    made = answered("Ivanov 2001", record)

    assert (made.kind, made.columns) == ("people", ())
    assert {one.official.slug: one.query for one in made.people} == {
        "igor-ivanov": "Igor Ivanov 2001",
        "sergei-ivanov": "Sergei Ivanov 2001",
    }
    for one in made.people:
        said = Position.objects.filter(holder=one.official, earliest__year__lte=2001, latest__year__gte=2001)
        assert one.positions == said.count() > 0
        alone = answered(one.query, record)
        assert {said.holder for column in alone.columns for said in column.positions} == {one.official}


def test_the_one_of_whom_there_are_results_is_meant_and_the_other_offered(record: Release) -> None:
    made = answered("bush 1989", record)

    assert made.person is not None
    assert made.person.official == Official.objects.get(slug="george-h-w-bush")
    assert [one.official.slug for one in made.people] == ["george-w-bush"]
    assert answered("bush putin ljubljana", record).kind == "meeting"


def test_no_question_word_is_dropped_without_a_word(record: Release) -> None:
    meaning = search("why did Gorbachev and Reagan meet", record).meaning

    assert (meaning.asks, meaning.ignored) == ("", ("why", "did", "and", "meet"))
    assert search("when was it signed", record).meaning.asks == "when"


def test_words_that_nothing_of_the_timeline_holds_are_said_to_find_nothing(client: Client, record: Release) -> None:
    nothing, years = (client.get("/", {"q": query}).text for query in ("zzzzqq", "nineties"))

    assert "Words read as “zzzzqq”. Nothing here holds it." in nothing
    assert "Words read as date <strong>1990s</strong>" in years
    assert "Nothing here holds it" not in years


@pytest.mark.parametrize("query", ["last arms control treaty", "latest treaty"])
def test_what_all_of_the_record_is_about_narrows_nothing_beside_other_words(query: str, record: Release) -> None:
    latest = Treaty.objects.order_by("-earliest", "slug")[0]

    assert answered(query, record).treaty == latest
    assert "arms control" in search("last arms control treaty", record).meaning.ignored
    alone = search("arms control", record)
    assert (alone.meaning.ignored, alone.total > 100) == ((), True)


def test_a_walkout_is_told_from_every_dispute_over_talks(record: Release) -> None:
    (first, *_) = search("walkout 1983", record).of("meetings").keys
    walkouts, disputes = (search(query, record).of("positions").total for query in ("walkout", "preconditions"))

    assert Meeting.objects.get(pk=first).slug == "1983-11-23-geneva-nitze-kvitsinsky"
    assert 0 < walkouts < disputes
