"""What a meeting is called beside its mark."""

from datetime import date

import pytest

from timeline.domain.marks import Mark
from timeline.domain.wordings import wordings


def mark(title: str, city: str = "Geneva", kind: str = "negotiating-round") -> Mark:
    day = date(1986, 9, 18)
    return Mark("slug", title, kind, "held", "1986-09-18", "", day, day, city, "lane", 0)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Shultz–Gromyko talks, Geneva", ("Shultz–Gromyko talks, Geneva", "Shultz–Gromyko talks", "Shultz–Gromyko")),
        ("Nuclear and Space Talks, round VI, Geneva", ("Nuclear and Space Talks, round VI", "NST VI")),
        ("Nuclear and Space Talks, round IV, joint plenary, Geneva", ("NST IV",)),
        ("Experts' talks on nuclear testing, fourth round, Geneva", ("fourth round",)),
        ("START Joint Compliance and Inspection Commission, 15th session", ("15th session",)),
        ("U.S.–Soviet consultations on chemical weapons, Geneva", ()),
        ("Talks on ABM–TMD demarcation, in a smaller group, Geneva", ()),
        ("START talks open, Geneva", ("START talks open, Geneva", "START talks open")),
    ],
)
def test_a_meeting_is_called_by_what_tells_it_from_others_and_last_by_its_city(
    title: str, said: tuple[str, ...]
) -> None:
    assert wordings(mark(title)) == (*said, "Geneva")


def test_a_summit_is_called_by_its_city_and_by_the_year_where_that_is_taken() -> None:
    assert wordings(mark("Moscow summit and signing of the INF Treaty", "Moscow", "summit")) == (
        "Moscow",
        "Moscow 1986",
    )
    assert wordings(mark("Bush–Gorbachev meeting, London", "London", "summit"))[2:] == ("London", "London 1986")


def test_a_meeting_without_a_city_is_called_by_who_met() -> None:
    assert wordings(mark("A telephone call of some length: Baker–Bessmertnykh", "")) == ("Baker–Bessmertnykh",)
