"""A meeting's before and after: the meetings around it, each side's answers, the treaties that followed."""

from datetime import date

import pytest

from tests import make
from tests.make import Talks
from tests.web.reading import links, opened, part, section, words
from timeline.domain.dates import interval

REYKJAVIK = "/meetings/1986-10-11-reykjavik-reagan-gorbachev/"
AROUND = "How it came about, and what came of it"


def listed(path: str, heading: str) -> list[str]:
    """What stands in one of the lists, each entry's text."""
    lists = {words(one.h3): one for one in section(opened(path), AROUND).select(".around__part")}
    return [words(item) for item in lists[heading].select("li")]


def test_the_meetings_around_are_of_all_negotiations_and_say_what_they_share(talks: Talks) -> None:
    make.meeting(
        slug="1986-01-10-helsinki-other-talks",
        title="Other talks",
        start="1986-01-10",
        negotiation=talks.salt,
        issues=[talks.missile_defense],
    )

    before, after = listed(REYKJAVIK, "Before"), listed(REYKJAVIK, "After")

    assert before[-1] == "Other talks 10 January 1986 · SALT I · shares Missile defence"
    assert any("shares Reagan, Gorbachev" in one for one in before)
    assert after


def test_five_before_and_five_after_the_nearest(talks: Talks) -> None:
    for number in range(1, 8):
        for year in (1986, 1988):
            day = f"{year}-02-{number:02d}"
            make.meeting(slug=f"{day}-x", title=day, start=day, issues=[talks.missile_defense])

    before, after = listed(REYKJAVIK, "Before"), listed(REYKJAVIK, "After")

    assert [one[:10] for one in before] == [f"1986-02-0{number}" for number in range(3, 8)]
    assert len(after) == 5


def test_what_shares_nothing_is_not_there(talks: Talks) -> None:
    lone = make.issue(slug="lone")
    make.meeting(slug="1986-02-01-lone", title="Lone", start="1986-02-01", issues=[lone])

    before = listed(REYKJAVIK, "Before")
    assert before
    assert not any("Lone" in one for one in before)
    assert "is on record before it" in words(section(opened("/meetings/1986-02-01-lone/"), AROUND))


def test_the_treaties_that_followed_say_how_long_after(talks: Talks) -> None:
    assert listed(REYKJAVIK, "Treaties that followed") == ["INF Treaty signed 13 months later, 8 December 1987"]


def test_a_treaty_of_other_talks_follows_within_five_years_only(talks: Talks) -> None:
    signing = make.meeting(
        slug="1991-11-01-signing", start="1991-11-01", negotiation=talks.stability, issues=[talks.missile_defense]
    )
    make.treaty(
        slug="late",
        name="Late",
        negotiation=talks.stability,
        signed="1991-11-01",
        in_force="",
        ended="",
        signed_at=signing,
    )
    early = make.meeting(
        slug="1990-11-01-signing", start="1990-11-01", negotiation=talks.stability, issues=[talks.missile_defense]
    )
    make.treaty(
        slug="early",
        name="Early",
        negotiation=talks.stability,
        signed="1990-11-01",
        in_force="",
        ended="",
        signed_at=early,
    )

    assert [one.split(" signed")[0] for one in listed(REYKJAVIK, "Treaties that followed")] == ["INF Treaty", "Early"]


def test_the_strip_shows_each_sides_answer_before_and_after(talks: Talks) -> None:
    rows = section(opened(REYKJAVIK), "Before and after").select(".shifts__row")[1:]
    found = {words(row.a): [words(cell) for cell in row.select("[role=cell]")] for row in rows}

    assert found["Missile defence"][0].startswith("no word →, then leave them free")
    assert links(rows[0])[0] == "/issues/missile-defense/"


def test_an_answer_that_stays_is_said_to_stay(talks: Talks) -> None:
    make.meeting(slug="1986-11-01-later", start="1986-11-01", issues=[talks.missile_defense])

    row = opened("/meetings/1986-11-01-later/").select(".shifts__row")[1]

    assert words(row.select("[role=cell]")[0]) == "leave them free as before"
    assert row.select(".shifts__changed") == []


def test_a_meeting_that_nobody_spoke_at_has_no_strip(talks: Talks) -> None:
    page = opened("/meetings/1969-11-17-helsinki-salt-opens/")

    assert page.select(".shifts") == []
    assert part(page, "h1")


@pytest.mark.parametrize(
    ("first", "last", "rough", "said"),
    [
        ("1986-10-12", "1986-10-12", False, "the same day"),
        ("1986-10-12", "1986-10-13", False, "1 day later"),
        ("1986-10-12", "1986-12-11", False, "60 days later"),
        ("1986-10-12", "1986-12-12", False, "2 months later"),
        ("1986-10-12", "1987-12-08", True, "about 13 months later"),
        ("1986-10-12", "1988-10-12", False, "2 years later"),
        ("1986-10-12", "1991-07-31", False, "4 years and 9 months later"),
    ],
)
def test_the_time_in_between_is_said_in_words(first: str, last: str, rough: bool, said: str) -> None:
    assert interval(date.fromisoformat(first), date.fromisoformat(last), is_rough=rough) == said
