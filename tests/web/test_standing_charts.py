"""Where they stood: the rows of all issues, the chart of one, what changed, and the standings before a meeting."""

import pytest

from tests import make
from tests.make import Talks
from tests.web.reading import flaws, links, opened, part, section, words
from timeline.pages import issues


def _names(path: str) -> list[str]:
    return [words(one) for one in opened(path).select(".stance-row h2")]


def test_every_issue_has_a_row_the_busiest_first(talks: Talks) -> None:
    assert _names("/issues/") == ["Missile defence", "Intermediate-range missiles", "Compliance"]


def test_the_rows_sort_by_name_and_by_distance_at_the_end(talks: Talks) -> None:
    make.position(
        holder=talks.reagan, issue=talks.intermediate_missiles, stance="opposes", date="2025", quote="not now"
    )
    make.position(
        holder=talks.gorbachev, issue=talks.intermediate_missiles, stance="supports", date="2025", quote="now or never"
    )

    assert _names("/issues/?sort=name") == ["Compliance", "Intermediate-range missiles", "Missile defence"]
    assert _names("/issues/?sort=distance")[0] == "Intermediate-range missiles"


def test_an_order_that_is_none_is_left_out_and_said(talks: Talks) -> None:
    page = opened("/issues/?sort=distence")

    assert words(part(page, ".problems li")).endswith("did you mean distance?")


def test_a_row_says_in_words_what_its_picture_shows_at_the_end(talks: Talks) -> None:
    labels = [str(one["aria-label"]) for one in opened("/issues/").select(".stance-row__plot > svg")]

    assert labels[0] == (
        "Missile defence, at the end: Washington silent since 12 October 1986, Moscow silent since February 2013; "
        "both silent"
    )
    assert len(opened("/issues/").select(".standings__twin tbody tr")) == 3


def test_a_row_tells_silent_from_unclear(talks: Talks) -> None:
    make.position(holder=talks.reagan, issue=talks.missile_defense, stance="supports", date="2024", quote="again")
    make.position(holder=talks.ryabkov, issue=talks.missile_defense, stance="unclear", date="2024", quote="who knows")

    page = opened("/issues/")
    row = page.select(".standings__twin tbody tr")[0]

    assert words(page.select(".stance-row__apart")[0]) == "Moscow unclear"
    assert [words(one) for one in row.select("td")][1:] == [
        "Ronald Reagan, 2024: limit them",
        "Sergei Ryabkov, 2024: no clear answer",
        "Moscow unclear",
    ]


def test_the_table_of_standings_says_since_when_a_side_is_silent(talks: Talks) -> None:
    row = opened("/issues/").select(".standings__twin tbody tr")[0]

    assert [words(one) for one in row.select("td")][1:3] == [
        "silent since 12 October 1986",
        "silent since February 2013",
    ]


def test_a_change_after_a_long_silence_is_not_called_a_move(talks: Talks) -> None:
    make.position(
        holder=talks.reagan, issue=talks.missile_defense, stance="unclear", date="1990-01-01", quote="perhaps"
    )
    make.position(holder=talks.reagan, issue=talks.missile_defense, stance="supports", date="1994-01-01", quote="yes")
    make.position(holder=talks.gorbachev, issue=talks.missile_defense, stance="opposes", date="2001-01-01", quote="no")

    listed = [words(one) for one in section(opened("/issues/missile-defense/"), "What changed and when").select("li")]

    assert listed[:2] == [
        "1 January 1994 Washington, without a clear answer since 1986 (then: leave them free), answered anew: "
        "limit them, in Ronald Reagan’s words",
        "1 January 2001 Moscow, silent since 1986 (then: limit them), answered anew: leave them free, in "
        "Mikhail Gorbachev’s words",
    ]
    assert "moved from" not in " ".join(listed[:3])


def test_each_step_of_an_issues_chart_leads_to_its_statement(talks: Talks) -> None:
    page = opened("/issues/missile-defense/")

    steps = page.select(".standing__plot a.step")
    assert [words(step.title) for step in steps] == [
        "Washington, Ronald Reagan, 12 October 1986: leave them free",
        "Moscow, Mikhail Gorbachev, 12 October 1986: limit them",
        "Moscow, Sergei Ryabkov, 25 February 2013: limit them",
        "Moscow, a source in the Foreign Ministry, February 2013: limit some",
    ]
    assert all(str(step["href"]).startswith("/positions/") for step in steps)
    assert len(page.select(".standing__plot rect.line__distance")) == 1


def test_what_changed_is_listed_with_the_day_and_the_meeting(talks: Talks) -> None:
    make.position(
        holder=talks.reagan,
        issue=talks.missile_defense,
        stance="conditional",
        date="1987-12-08",
        meeting=talks.washington,
        quote="perhaps after all",
    )

    listed = [words(one) for one in section(opened("/issues/missile-defense/"), "What changed and when").select("li")]

    assert listed[0] == (
        "8 December 1987 Washington moved from leave them free to limit some at Washington summit, "
        "in Ronald Reagan’s words"
    )


def test_of_very_many_changes_the_latest_are_listed_and_the_others_counted(
    talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issues, "MOVES", 1)
    monkeypatch.setattr(issues, "MOST_MOVES", 3)
    for year in range(2014, 2019):
        stance = "opposes" if year % 2 else "supports"
        make.position(
            holder=talks.ryabkov, issue=talks.missile_defense, stance=stance, date=str(year), quote=f"in {year}"
        )

    changes = section(opened("/issues/missile-defense/"), "What changed and when")

    assert [words(one)[:4] for one in changes.select("li .moves__date")] == ["2016", "2017", "2018"]
    assert words(part(changes, "summary")) == "5 earlier changes"
    assert words(part(changes, "details > p")) == "and 3 before them, in the exchange below"


def test_an_issue_on_which_nobody_spoke_has_no_chart(talks: Talks) -> None:
    make.issue(slug="silence", name="Silence")

    page = opened("/issues/silence/")

    assert page.select(".standing") == []
    assert flaws(page) == []


def test_a_meeting_tells_who_moved_by_what_was_said_there(talks: Talks) -> None:
    make.position(
        holder=talks.reagan,
        issue=talks.intermediate_missiles,
        stance="opposes",
        date="1985-11-20",
        meeting=talks.geneva,
        quote="we keep them all",
    )

    moved = opened("/meetings/1987-12-08-washington-reagan-gorbachev/").select(".voice__moved")

    assert [words(one) for one in moved] == ["moved from leave them free to limit them, in Ronald Reagan’s words"]
    assert opened("/meetings/1985-11-19-geneva-reagan-gorbachev/").select(".voice__moved") == []


def test_every_row_has_the_answers_of_its_issue(talks: Talks) -> None:
    make.issue(slug="silence", name="Silence", answers=("keep it", "keep some", "break it"))

    rows = opened("/issues/?sort=name").select(".stance-row")

    answers = {words(row.h2): [words(one) for one in row.select(".stance-row__levels span")] for row in rows}
    assert len(answers) == 4
    assert answers["Silence"] == ["keep it", "keep some", "break it"]


def test_the_key_is_drawn_with_the_first_row(talks: Talks) -> None:
    rows = opened("/issues/").select(".standings__rows > li")

    assert [words(one) for one in rows[0].select(".stance-row__levels span")] == [
        "limit them",
        "limit some",
        "leave them free",
    ]
    assert "above, the answer yes to it; in the middle, yes in part or only if …; below, no" in words(rows[1])
    assert "A line breaks off 6 years after a side’s last word" in words(rows[1])
    assert links(rows[1]) == ["/about/#stances"]
