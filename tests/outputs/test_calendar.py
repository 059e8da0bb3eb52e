"""Meetings as an iCalendar, read back by another parser than wrote it line by line."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from tests import make
from tests.outputs.conftest import Written


@pytest.fixture
def event(talks: make.Talks, written: Written) -> Callable[[str], Any]:
    """The event of a meeting."""

    def find(slug: str) -> Any:
        whole = Calendar.from_ical(written("meetings/?format=ics"))
        return {str(one["uid"]): one for one in whole.walk("VEVENT")}[f"{slug}@across-the-table"]

    return find


def test_an_event_lasts_to_the_day_after_the_last(event: Callable[[str], Any]) -> None:
    geneva = event("1985-11-19-geneva-reagan-gorbachev")

    assert (geneva.decoded("dtstart"), geneva.decoded("dtend")) == (date(1985, 11, 19), date(1985, 11, 22))
    assert geneva["dtstart"].params["VALUE"] == "DATE"
    assert geneva.decoded("dtstamp") == datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def test_an_event_says_all_that_a_calendar_can_show(event: Callable[[str], Any]) -> None:
    geneva = event("1985-11-19-geneva-reagan-gorbachev")

    said = {name: str(geneva[name]) for name in ("summary", "location", "status", "url", "transp")}
    assert said == {
        "summary": "Geneva summit",
        "location": "Geneva, Switzerland",
        "status": "CONFIRMED",
        "url": "http://testserver/meetings/1985-11-19-geneva-reagan-gorbachev/",
        "transp": "TRANSPARENT",
    }
    assert [str(name) for name in geneva["categories"].cats] == ["Missile defence", "Intermediate-range missiles"]
    assert str(geneva["description"]) == (
        "The first meeting of Reagan and Gorbachev.\n\nA joint statement.\n\n"
        "Present: Ronald Reagan (US); Mikhail Gorbachev (RU).\n\n"
        "http://testserver/meetings/1985-11-19-geneva-reagan-gorbachev/"
    )


def test_an_uncertain_date_is_said_in_words(event: Callable[[str], Any]) -> None:
    moscow = event("2013-02-moscow-gottemoeller-ryabkov")

    assert (moscow.decoded("dtstart"), moscow.decoded("dtend")) == (date(2013, 2, 1), date(2013, 3, 1))
    assert str(moscow["description"]).startswith("The sources give the date as: February 2013.\n\n")


def test_what_did_not_take_place_says_so(event: Callable[[str], Any]) -> None:
    cancelled, broken = event("2021-07-28-call-ryabkov"), event("1986-10-11-reykjavik-reagan-gorbachev")

    assert (str(cancelled["summary"]), str(cancelled["status"])) == (
        "Call that was called off (cancelled)",
        "CANCELLED",
    )
    assert "location" not in cancelled
    assert "Named for it: Sergei Ryabkov (RU)." in str(cancelled["description"])
    assert "Present" not in str(cancelled["description"])
    assert str(broken["summary"]) == "Reykjavik summit (broken off)"


def test_the_calendar_names_itself_and_its_question(talks: make.Talks, written: Written) -> None:
    whole: Any = Calendar.from_ical(written("meetings/?format=ics&kind=summit&official=ronald-reagan"))

    assert str(whole["x-wr-calname"]) == str(whole["name"]) == "Across the Table: Summit; Ronald Reagan"
    assert str(whole["source"]) == ("http://testserver/api/v1/meetings/?format=ics&kind=summit&official=ronald-reagan")
    assert len(whole.walk("VEVENT")) == 2


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "arms-control meetings"),
        ("official=ronald-reagan&official=mikhail-gorbachev", "Mikhail Gorbachev and Ronald Reagan"),
        ("official=ronald-reagan,mikhail-gorbachev", "Mikhail Gorbachev or Ronald Reagan"),
        ("negotiation=summits&from=1985&to=1987", "Leaders' summits; 1985 to 1987"),
        ("issue=missile-defense&from=1985-11", "Missile defence; since November 1985"),
        ("to=1986&match=certain", "until 1986"),
        ("country=US&status=held,planned", "United States; Held or Planned"),
        ("treaty=inf-treaty", "INF Treaty"),
        ("official=nobody-at-all", "nobody-at-all"),
        ("q=trust+verify", "“trust verify”"),
    ],
)
def test_a_calendar_has_its_filters_for_a_name(talks: make.Talks, written: Written, query: str, name: str) -> None:
    whole: Any = Calendar.from_ical(written(f"meetings/?format=ics&{query}"))

    assert str(whole["name"]) == f"Across the Table: {name}"


def test_no_line_is_longer_than_75_bytes(talks: make.Talks, written: Written) -> None:
    lines = written("meetings/?format=ics").split("\r\n")

    assert max(len(line.encode()) for line in lines) <= 75
    assert lines[-1] == ""


def test_a_calendar_of_nothing_is_a_calendar(db: None, written: Written) -> None:
    assert Calendar.from_ical(written("meetings/?format=ics")).walk("VEVENT") == []
