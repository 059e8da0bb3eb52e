"""Negotiations and treaties."""

from bs4 import Tag

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


def _life(page: Tag) -> list[tuple[list[str], float]]:
    """The classes and the width of each bar of the treaty's life."""
    bars = page.select("svg.life rect")
    return [(list(one["class"]), float(str(one["width"]).rstrip("%"))) for one in bars]


def _facts(page: Tag) -> dict[str, str]:
    listed = part(page, ".dossier dl.facts")
    pairs = zip(listed.select("dt"), listed.select("dd"), strict=True)
    return {words(name): words(value) for name, value in pairs}


def test_a_treaty_that_never_came_into_force_is_not_hatched_to_this_day(talks: Talks) -> None:
    make.treaty(slug="salt-ii", name="SALT II", signed="1979-06-18", in_force="", ended="", status="never-in-force")

    page = opened("/treaties/salt-ii/")

    ((classes, width),) = _life(page)
    assert classes == ["treaty-band__signed", "treaty-band--fading"]
    assert width < 8
    assert _facts(page) == {
        "Signed": "18 June 1979",
        "In force": "never",
        "Lapsed": "not on record",
        "State": "Never in force",
        "Negotiation": "Leaders' summits",
    }
    (row,) = [words(one) for one in opened("/treaties/").select(".life-row__main") if "SALT II" in one.get_text()]
    assert row == "SALT II signed 18 June 1979, never in force"


def test_a_suspended_treaty_says_since_when_and_is_hatched_from_then(talks: Talks) -> None:
    make.treaty(
        slug="pmda", signed="2000-09-01", in_force="2011-07-13", suspended="2016-10-03", ended="", status="suspended"
    )

    page = opened("/treaties/pmda/")

    assert [classes for classes, _ in _life(page)] == [
        ["treaty-band__signed"],
        ["treaty-band__force"],
        ["treaty-band__suspended"],
    ]
    assert _facts(page) | {"Suspended": "3 October 2016", "Ended": "not on record", "State": "Suspended"} == _facts(
        page
    )
    assert str(part(page, "svg.life")["aria-label"]) == (
        "signed 1 September 2000, in force 13 July 2011, suspended 3 October 2016"
    )


def test_a_superseded_treaty_leads_to_the_one_that_took_its_place(talks: Talks) -> None:
    make.treaty(
        slug="sort",
        signed="2002-05-24",
        in_force="2003-06-01",
        ended="2011-02-05",
        status="superseded",
        superseded_by="inf-treaty",
    )

    page = opened("/treaties/sort/")

    assert _facts(page)["Superseded"] == "5 February 2011, by INF Treaty"
    assert "/treaties/inf-treaty/" in links(part(page, ".dossier dl.facts"))


def test_a_political_document_is_a_point_in_time(talks: Talks) -> None:
    make.treaty(slug="detargeting", signed="1994-01-14", in_force="", ended="", status="political")

    page = opened("/treaties/detargeting/")

    assert _life(page) == []
    assert len(page.select("svg.life circle.treaty-band__point")) == 1
    assert {"In force", "Ended"} & set(_facts(page)) == set()
    assert _facts(page)["State"] == "Political document, not legally binding"


def test_what_became_of_a_treaty_is_not_guessed(talks: Talks) -> None:
    make.treaty(slug="jdec", signed="2000-06-04", in_force="2000-06-04", ended="", status="")
    make.treaty(slug="memo", signed="2000-12-16", in_force="", ended="", status="")

    page, other = opened("/treaties/jdec/"), opened("/treaties/memo/")

    ((classes, width),) = _life(page)
    assert classes == ["treaty-band__force", "treaty-band--fading"]
    assert width < 8
    assert _facts(page) | {"Ended": "not on record", "State": "Not on record"} == _facts(page)
    assert _facts(other) | {"In force": "not on record", "State": "Not on record"} == _facts(other)


def test_treaties_narrow_by_the_span_of_their_life(talks: Talks) -> None:
    make.treaty(slug="never", name="Never", signed="1997-09-26", in_force="", ended="", status="never-in-force")
    make.treaty(slug="words", name="Words", signed="1994-01-14", in_force="", ended="", status="political")
    make.treaty(slug="lasts", name="Lasts", signed="1968-07-01", in_force="1970-03-05", ended="", status="in-force")
    make.treaty(slug="open", name="Open", signed="2000-12-16", in_force="", ended="", status="")

    def names(query: str) -> list[str]:
        return [words(one) for one in opened(f"/treaties/?{query}").select(".life-row__main a")]

    assert names("from=2022") == ["Lasts", "Open"]
    assert names("from=1997&to=1997") == ["Lasts", "INF Treaty", "Never"]
    assert names("from=1994&to=1994") == ["Lasts", "INF Treaty", "Words"]


def test_a_negotiation_without_an_end_says_when_it_last_met(talks: Talks) -> None:
    assert words(part(opened("/negotiations/summits/"), ".dossier__facts")).startswith("since 1955, last met in 1987 ·")


def test_treaties_stand_by_signature_and_narrow(talks: Talks) -> None:
    make.treaty(slug="abm", name="ABM Treaty", signed="1972-05-26", in_force="1972-10-03", ended="2002-06-13")

    assert [words(one) for one in opened("/treaties/").select(".life-row__main a")] == ["ABM Treaty", "INF Treaty"]
    assert [words(one) for one in opened("/treaties/?to=1980").select(".life-row__main a")] == ["ABM Treaty"]
