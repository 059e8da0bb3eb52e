"""Negotiations and treaties."""

from tests import make
from tests.make import Talks
from tests.web.reading import links, opened, part, section, words


def test_negotiations_stand_by_their_first_year_with_their_treaties(talks: Talks) -> None:
    rows = opened("/negotiations/").select(".row")

    assert [words(row.select_one(".row__title")) for row in rows] == [
        "Leaders' summits",
        "SALT I",
        "Strategic Stability Dialogue",
    ]
    assert [words(row.select_one(".row__who")) for row in rows] == ["INF Treaty", "", ""]


def test_a_negotiation_lists_its_meetings_in_order_with_the_heads(talks: Talks) -> None:
    page = opened("/negotiations/summits/")

    rows = section(page, "Meetings in order").select(".row")
    assert [words(row.select_one(".row__title")) for row in rows] == [
        "Geneva summit",
        "Reykjavik summit",
        "Washington summit",
    ]
    assert words(rows[0].select_one(".row__who")) == "Washington: ReaganMoscow: Gorbachev"
    assert "never in force" not in words(section(page, "What it made"))


def test_a_treaty_gives_its_life_and_the_meeting_that_made_it(talks: Talks) -> None:
    page = opened("/treaties/inf-treaty/")

    facts = part(page, ".dossier dl.facts")
    assert [words(one) for one in facts.select("dd")][:3] == ["8 December 1987", "1 June 1988", "2 August 2019"]
    assert links(section(page, "Signed at"))[0] == "/meetings/1987-12-08-washington-reagan-gorbachev/"
    assert len(page.select(".life rect")) == 2


def test_a_treaty_that_never_came_into_force_is_hatched_to_its_end(talks: Talks) -> None:
    make.treaty(slug="salt-ii", name="SALT II", signed="1979-06-18", in_force="", ended="")

    page = opened("/treaties/salt-ii/")

    assert [str(one["class"][0]) for one in page.select(".life rect")] == ["treaty-band__signed"]
    assert "never" in words(part(page, ".dossier dl.facts"))


def test_treaties_stand_by_signature_and_narrow(talks: Talks) -> None:
    make.treaty(slug="abm", name="ABM Treaty", signed="1972-05-26", in_force="1972-10-03", ended="2002-06-13")

    assert [words(one) for one in opened("/treaties/").select(".life-row__main a")] == ["ABM Treaty", "INF Treaty"]
    assert [words(one) for one in opened("/treaties/?to=1980").select(".life-row__main a")] == ["ABM Treaty"]
