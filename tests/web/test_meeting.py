"""A meeting's page."""

import pytest
from django.test import Client

from tests import make
from tests.make import Talks
from tests.web.reading import links, opened, part, section, words
from timeline.models import Meeting

REYKJAVIK = "/meetings/1986-10-11-reykjavik-reagan-gorbachev/"
MOSCOW = "/meetings/2013-02-moscow-gottemoeller-ryabkov/"


def test_the_delegations_face_each_other_under_the_names_of_the_time(talks: Talks) -> None:
    sides = opened(REYKJAVIK).select(".delegations > .delegation")

    assert [words(side.h2) for side in sides] == ["Washington United States", "Moscow Soviet Union"]
    assert [words(side.ul) for side in sides] == ["Ronald Reagan President", "Mikhail Gorbachev General Secretary"]


def test_after_1991_moscow_is_russia(talks: Talks) -> None:
    sides = opened(MOSCOW).select(".delegations > .delegation")

    assert [words(side.h2) for side in sides] == ["Washington United States", "Moscow Russia"]


def test_what_was_said_stands_issue_by_issue_washington_left(talks: Talks) -> None:
    topic = part(opened(REYKJAVIK), "#issue-missile-defense")

    assert words(topic.h3) == "Missile defence"
    assert [words(voice.select_one("q")) for voice in topic.select(".voice")] == [
        "we will not give it up",
        "within the laboratory and nowhere else",
    ]
    assert [str(voice["data-side"]) for voice in topic.select(".voice")] == ["us", "ru"]
    assert [words(one) for one in topic.select(".stance")] == ["leave them free", "limit them"]


def test_a_side_that_was_there_and_said_nothing_is_named(talks: Talks) -> None:
    topics = opened(MOSCOW).select(".topic")

    assert [(words(topic.h3), [words(one) for one in topic.select(".voices__silent")]) for topic in topics] == [
        ("Missile defence", ["No words of Washington’s on this are on record from the meeting."]),
        ("Compliance", ["No words of Moscow’s on this are on record from the meeting."]),
    ]


def test_issues_without_a_statement_are_named_apart(talks: Talks) -> None:
    said = section(opened(REYKJAVIK), "What each side said")

    assert "/issues/intermediate-range-missiles/" in links(said)
    assert "Also on the table, without a statement on record: Intermediate-range missiles." in words(said)


def announce(meeting: Meeting, status: str) -> None:
    """Give the meeting a status and an issue that was only announced."""
    meeting.agenda.all().delete()
    Meeting.objects.filter(pk=meeting.pk).update(status=status)
    make.agenda(meeting=meeting, issue=make.issue(slug="space", name="Space"), announced=True)


def test_an_issue_only_announced_stands_apart_from_those_discussed(talks: Talks) -> None:
    make.agenda(meeting=talks.reykjavik, issue=make.issue(slug="space", name="Space"), announced=True)

    page = opened(REYKJAVIK)

    tabled = section(page, "On the table")
    assert "/issues/space/" not in links(part(tabled, ".tags"))
    assert "Announced, not reported as discussed: Space." in words(tabled)
    assert "Space" not in words(section(page, "What each side said"))


def test_of_a_meeting_that_was_not_held_nothing_is_said_to_have_been_on_the_table(talks: Talks) -> None:
    announce(talks.reykjavik, "cancelled")
    named = section(opened(REYKJAVIK), "Issues the sources name")
    make.agenda(meeting=talks.reykjavik, issue=make.issue(slug="linkage", name="Linkage"))
    more = section(opened(REYKJAVIK), "Issues the sources name")

    assert words(named) == "Issues the sources name Announced: Space."
    assert words(more) == (
        "Issues the sources name Linkage Announced: Space. No source here says that the meeting took place, and so "
        "none that these were discussed."
    )


def test_a_card_says_what_was_only_announced(talks: Talks) -> None:
    announce(talks.reykjavik, "planned")

    card = part(opened("/meetings/1986-10-11-reykjavik-reagan-gorbachev/card/"), ".tags")

    assert [words(one) for one in card.select("li")] == ["announced: Space"]


def test_a_meeting_that_names_nobody_says_so(talks: Talks) -> None:
    page = opened("/meetings/1969-11-17-helsinki-salt-opens/")

    assert words(part(page, ".delegations")) == "The sources name nobody who took part."


def test_a_meeting_that_did_not_take_place_says_so(talks: Talks) -> None:
    page = opened("/meetings/2021-07-28-call-ryabkov/")

    assert words(part(page, ".dossier__status")) == "Cancelled"


def test_each_source_says_what_it_gives(talks: Talks) -> None:
    rows = section(opened(MOSCOW), "Sources").select("li")

    assert [words(row.select_one(".muted")) for row in rows] == [
        "Вестник, February 2013 · gives the description, 2 participants, 2 issues, 1 statement",
        "The Courier, about 21 February 2013 · gives 1 statement",
    ]


def test_the_treaty_signed_there_and_the_meetings_before_and_after_are_linked(talks: Talks) -> None:
    page = opened("/meetings/1987-12-08-washington-reagan-gorbachev/")

    assert links(section(page, "Signed here")) == ["/treaties/inf-treaty/"]
    assert str(part(page, "a[rel=prev]")["href"]) == REYKJAVIK
    assert page.select("a[rel=next]") == []


def test_a_vague_date_is_shown_as_vague_as_it_is(talks: Talks) -> None:
    assert words(part(opened(MOSCOW), ".dossier__facts time")) == "February 2013"


def test_of_very_many_statements_the_first_are_shown_and_the_rest_linked(talks: Talks) -> None:
    for number in range(15):
        make.position(issue=talks.missile_defense, meeting=talks.reykjavik, quote=f"number {number} of many")

    voice = part(opened(REYKJAVIK), "#issue-missile-defense .voice[data-side=us]")

    assert len(voice.select(".said")) == 12
    assert links(part(voice, ".topic__more")) == [
        "/issues/missile-defense/?meeting=1986-10-11-reykjavik-reagan-gorbachev&side=US"
    ]
    assert words(part(voice, ".topic__more")) == "4 more from Washington"


@pytest.mark.parametrize(
    ("country", "shown"), [("IS", "October 1986 · Iceland · Summit"), ("", "October 1986 · Summit")]
)
def test_a_meeting_whose_source_does_not_say_where(talks: Talks, country: str, shown: str) -> None:
    Meeting.objects.filter(slug=REYKJAVIK.split("/")[2]).update(city="", country=country)

    assert shown in words(part(opened(REYKJAVIK), ".dossier__facts"))
    assert opened("/").select("main")
    assert "Reykjav" not in words(part(opened("/places/"), "main"))
    for form in ("csv", "jsonld", "ics", "atom"):
        assert Client().get(f"/api/v1/meetings/?format={form}").status_code == 200


def test_a_session_and_its_round_name_each_other(talks: Talks) -> None:
    plenary = make.meeting(
        slug="1986-10-12-reykjavik-plenary",
        title="Last plenary, Reykjavik",
        start="1986-10-12",
        kind="negotiating-round",
        part_of=talks.reykjavik,
    )
    signing = make.meeting(
        slug="1986-10-12-reykjavik-signing",
        title="A signing",
        start="1986-10-12",
        kind="signing",
        part_of=talks.reykjavik,
    )

    session = opened(f"/meetings/{plenary.slug}/")
    whole = opened(f"/meetings/{talks.reykjavik.slug}/")
    assert f"A session of {talks.reykjavik.title}" in words(part(session, ".dossier__head"))
    assert f"/meetings/{talks.reykjavik.slug}/" in links(part(session, ".dossier__head"))
    assert f"Part of {talks.reykjavik.title}" in words(part(opened(f"/meetings/{signing.slug}/"), ".dossier__head"))
    assert links(section(whole, "Parts of this meeting")) == [f"/meetings/{one.slug}/" for one in (plenary, signing)]
    talks.reykjavik.kind = "negotiating-round"
    talks.reykjavik.save()
    talks.reykjavik.positions.all().delete()
    whole = opened(f"/meetings/{talks.reykjavik.slug}/")
    assert section(whole, "Sessions of this round")
    assert "on record from this meeting itself; see its sessions." in words(section(whole, "What each side said"))
