"""Two things side by side: the sides on a day, two days, two officials."""

import pytest

from tests import make
from tests.make import Talks
from tests.web.reading import flaws, links, opened, part, words


def _rows(path: str) -> list[tuple[str, str]]:
    return [(words(row.h2), words(row.select_one(".compared__apart"))) for row in opened(path).select(".compared__row")]


def test_a_day_shows_both_standings_and_the_distance_farthest_first(talks: Talks) -> None:
    assert _rows("/compare/?on=1987-12-31") == [
        ("Missile defence", "opposed"),
        ("Intermediate-range missiles", "together"),
    ]


def test_a_standing_comes_with_its_words_and_its_age(talks: Talks) -> None:
    washington = opened("/compare/?on=1988-10-12").select(".compared__row")[0].select_one("[data-side=us]")

    assert washington is not None
    assert words(washington.q) == "we will not give it up"
    assert words(washington.select_one(".said__who")) == "Ronald Reagan, 12 October 1986: leave them free"
    assert words(washington.select_one(".said__evidence")) == "2 years earlier"


def test_what_nobody_has_touched_for_years_is_no_standing_and_no_distance(talks: Talks) -> None:
    page = opened("/compare/?on=2014-06-01")

    standing, silent = page.select("ol.compared")
    assert [words(row.h2) for row in standing.select(".compared__row")] == ["Compliance"]
    assert [(words(row.h2), words(part(row, ".compared__apart"))) for row in silent.select(".compared__row")] == [
        ("Missile defence", "Washington silent"),
        ("Intermediate-range missiles", "both silent"),
    ]
    washington, moscow = silent.select(".compared__row")[0].select(".compared__side")
    assert words(part(washington, ".compared__silent")) == (
        "Nothing said since 12 October 1986, 27 years earlier; then:"
    )
    assert words(part(washington, "q")) == "we will not give it up"
    assert moscow.select(".compared__silent") == []
    assert words(part(page, "h2.compared__rest")) == "Nothing said since"
    assert "2 on which a side, or both, had said nothing for 6 years" in words(part(page, ".count"))


def test_a_side_that_fell_silent_between_two_days_did_not_move(talks: Talks) -> None:
    page = opened("/compare/?on=1988-01-01&and=2000-01-01")

    (lapsed,) = [one for one in page.select("ol.compared") if one.select(".compared__row")]
    assert [words(row.h2) for row in lapsed.select(".compared__row")] == [
        "Missile defence",
        "Intermediate-range missiles",
    ]
    assert [words(side) for side in lapsed.select(".compared__row")[0].select(".compared__side")] == [
        "Ronald Reagan, 12 October 1986: leave them free The programme goes on. we will not give it up "
        "↓then Nothing said since",
        "Mikhail Gorbachev, 12 October 1986: limit them Research stays in the laboratory. "
        "within the laboratory and nowhere else ↓then Nothing said since",
    ]
    assert "2 on which a side only fell silent" in words(part(page, ".count"))


def test_before_anybody_spoke_there_is_nothing_to_compare(talks: Talks) -> None:
    page = opened("/compare/?on=1969-12-31")

    assert words(part(page, ".compared li")) == "Neither side had spoken yet."


def test_a_day_leads_to_the_meetings_before_and_after_it(talks: Talks) -> None:
    page = opened("/compare/?on=1986-10-12")

    assert links(part(page, ".compare__steps")) == [
        "/compare/?on=1985-10-12",
        "/compare/?on=1985-11-21",
        "/compare/?on=1987-12-08",
        "/compare/?on=1987-10-12",
    ]
    assert links(part(page, ".dossier__head")) == ["/meetings/1986-10-11-reykjavik-reagan-gorbachev/"]


@pytest.mark.parametrize(
    ("day", "steps"),
    [
        ("1960-01-01", ["/compare/?on=1959-01-01", "/compare/?on=1969-12-22", "/compare/?on=1961-01-01"]),
        ("2030-01-01", ["/compare/?on=2029-01-01", "/compare/?on=2021-07-28", "/compare/?on=2031-01-01"]),
    ],
)
def test_before_the_first_meeting_and_after_the_last_there_is_one_step_less(
    day: str, steps: list[str], talks: Talks
) -> None:
    page = opened(f"/compare/?on={day}")

    assert links(part(page, ".compare__steps")) == steps
    assert links(part(page, ".dossier__head")) == []


def test_a_month_means_its_last_day(talks: Talks) -> None:
    assert words(opened("/compare/?on=2013-02").h1) == "Where they stood on 28 February 2013"


def test_two_days_show_what_moved_in_between(talks: Talks) -> None:
    path = "/compare/?on=2013-12-31&and=1986-10-01"

    page = opened(path)

    assert words(page.h1) == "What moved between 1 October 1986 and 31 December 2013"
    assert [words(row.h2) for row in page.select(".compared__row")] == ["Missile defence", "Compliance"]
    sides = page.select(".compared__row")[0].select(".compared__side")
    assert [[words(one) for one in side.select(".compared__silent, .said__who")] for side in sides] == [
        [
            "Washington had not spoken",
            "Nothing said since 12 October 1986; then:",
            "Ronald Reagan, 12 October 1986: leave them free",
        ],
        ["Moscow had not spoken", "A source in the Foreign Ministry, February 2013: limit some"],
    ]


def test_an_answer_that_changed_comes_before_those_that_were_first_given(talks: Talks) -> None:
    make.position(
        holder=talks.ryabkov,
        issue=talks.intermediate_missiles,
        stance="opposes",
        date="2013-06-01",
        quote="not any more",
    )

    page = opened("/compare/?on=1986-10-31&and=2013-12-31")

    changed, given = page.select("ol.compared")
    assert [words(row.h2) for row in changed.select(".compared__row")] == ["Missile defence"]
    assert [words(row.h2) for row in given.select(".compared__row")] == ["Intermediate-range missiles", "Compliance"]
    assert words(part(page, ".compared__rest")) == "No answer changed on these, but one was given or became unclear"
    assert words(part(page, ".count")).startswith("1 issue on which an answer changed; 2 on which")


@pytest.mark.parametrize(
    "query",
    ["on=1986-10-12", "on=1986-10-01&and=2013-12-31", "official=ronald-reagan&official=mikhail-gorbachev"],
)
def test_every_row_asks_its_question(query: str, talks: Talks) -> None:
    rows = opened(f"/compare/?{query}").select(".compared__row")

    questions = {words(row.h2): words(part(row, ".compared__question")) for row in rows}
    assert questions["Missile defence"] == talks.missile_defense.question


def test_two_officials_meet_on_the_issues_they_share(talks: Talks) -> None:
    page = opened("/compare/?official=ronald-reagan&official=mikhail-gorbachev")

    assert [words(row.h2) for row in page.select(".compared__row")] == [
        "Missile defence",
        "Intermediate-range missiles",
    ]
    assert [words(quote) for quote in page.select(".compared__row")[0].select("q")] == [
        "we will not give it up",
        "within the laboratory and nowhere else",
    ]


def test_one_official_alone_asks_for_another(talks: Talks) -> None:
    page = opened("/compare/?official=ronald-reagan")

    assert words(part(page, ".empty")) == "Choose a second official to set beside Ronald Reagan."


@pytest.mark.parametrize(
    "query",
    [
        "on=yesterday",
        "official=nobody-known",
        "official=No%20Slug",
        "onn=1986",
        "on=1986&official=%00",
        "and=x",
        "on=9999",
    ],
)
def test_nonsense_is_said_and_never_breaks_the_page(query: str, talks: Talks) -> None:
    page = opened(f"/compare/?{query}")

    assert flaws(page) == []
    assert page.select(".problems li") or query == "on=9999"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1986-10-12", "that day"),
        ("1986-10-11", "1 day earlier"),
        ("1986-08-18", "55 days earlier"),
        ("1986-03-12", "7 months earlier"),
        ("1985-12-01", "10 months earlier"),
        ("1984-10-12", "2 years earlier"),
        ("1980-10-12", "6 years earlier"),
        ("1986-09", "at least 12 days earlier"),
        ("1985", "at least 9 months earlier"),
        ("1986-10-10/1986-10-12", "that day or earlier"),
        ("1984-05", "2 years earlier"),
        ("1985-12-01~", "about 10 months earlier"),
    ],
)
def test_an_age_is_told_in_the_unit_a_reader_would_use_and_no_finer_than_the_date(
    written: str, expected: str, talks: Talks
) -> None:
    make.position(holder=talks.reagan, issue=make.issue(slug="freeze"), date=written)

    (row,) = [one for one in opened("/compare/?on=1986-10-12").select(".compared__row") if words(one.h2) == "Freeze"]

    assert words(part(row, "[data-side=us] .said__evidence")) == expected


def test_a_third_party_is_left_out(talks: Talks) -> None:
    envoy = make.official(slug="envoy", side="UA")
    make.position(holder=envoy, issue=talks.compliance, date="1980", quote="we are here too")

    assert ("Compliance", "not comparable") not in _rows("/compare/?on=1987-12-31")


@pytest.mark.parametrize("name", ["on", "and"])
def test_a_day_given_twice_is_said_and_neither_taken(talks: Talks, name: str) -> None:
    page = opened(f"/compare/?{name}=1986&{name}=1987")

    assert words(part(page, ".problems li")).startswith(f"{name} was left out: given more than once")
    assert str(part(page, f"#ask-{name}")["value"]) == ""


def test_a_day_beside_officials_is_said_to_be_left_out(talks: Talks) -> None:
    page = opened("/compare/?official=ronald-reagan&official=mikhail-gorbachev&on=1986")

    assert words(part(page, ".problems li")).startswith("on was left out: officials are compared")


def test_an_official_who_never_spoke_stays_chosen(talks: Talks) -> None:
    make.official(slug="silent-one", name="Silent One")

    chosen = part(opened("/compare/?official=silent-one"), "#ask-official-1 option[selected]")

    assert str(chosen["value"]) == "silent-one"
