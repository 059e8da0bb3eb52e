"""The chart above a comparison: the time it shows, the answers that changed, how far apart the sides were."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests import make
from tests.make import Talks
from tests.web.reading import flaws, links, opened, part, words
from timeline.models import Position


@pytest.fixture
def moved(talks: Talks) -> Talks:
    """The cast, in which Washington changes its answer on missile defence at Washington in 1988."""
    make.position(
        holder=talks.reagan,
        issue=talks.missile_defense,
        stance="supports",
        date="1988-03-02",
        quote="limit it after all",
    )
    return talks


def ends(path: str) -> tuple[str, str]:
    """The first and the last day of the chart at a path."""
    plot = part(opened(path), "[data-brush='on,and'][data-day=on]")
    return str(plot["data-first"]), str(plot["data-last"])


def test_one_day_is_marked_among_all_years(moved: Talks) -> None:
    page = opened("/compare/?on=1986-10-12")

    assert ends("/compare/?on=1986-10-12") == ("1969-01-01", "2021-12-31")
    assert [words(one.title) for one in page.select(".compared-day")] == ["12 October 1986"]
    assert [words(one) for one in page.select(".standing figcaption a")] == ["Statements as CSV"]
    assert flaws(page) == []


def test_two_days_are_the_ends_of_the_chart(moved: Talks) -> None:
    page = opened("/compare/?on=1986-01-01&and=1988-12-31")

    assert ends("/compare/?on=1986-01-01&and=1988-12-31") == ("1986-01-01", "1988-12-31")
    assert len(page.select(".compared-day")) == 2
    assert links(part(page, ".standing figcaption"))[0] == "/compare/?on=1986-01-01"


@pytest.mark.parametrize("asked", ["on=1986-10-11&and=1986-10-12", "on=1900&and=1910", "on=2040&and=2050", ""])
def test_days_with_no_time_between_them_in_the_record_leave_the_chart_whole(asked: str, moved: Talks) -> None:
    assert ends(f"/compare/?{asked}") == ends("/compare/?on=1986-10-12")


def test_each_answer_that_changed_is_a_dot_that_leads_to_its_statement(moved: Talks) -> None:
    dots = {words(one.title): str(one["href"]) for one in opened("/compare/?on=1986-10-12").select("a.step")}

    change = "Missile defence: Washington, leave them free → limit them (Ronald Reagan, 2 March 1988)"
    assert Client().get(dots[change]).status_code == 200
    assert opened("/compare/?on=1986-01-01&and=1987-01-01").select(".standing a.step") == []


def test_summits_stand_above_and_the_issues_apart_below(moved: Talks) -> None:
    page = opened("/compare/?on=1986-10-12")

    assert any(words(one.title).startswith("Reykjavik summit") for one in page.select(".landmark"))
    assert [str(one["data-apart"]) for one in page.select("path.apart")] == ["1", "2"]
    assert "apart on up to 1 issue" in words(part(page, ".standing__levels"))


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ("on=1986-10-12", {"to": ["1986-10-12"]}),
        ("on=1986-01-01&and=1988-12-31", {"from": ["1986-01-01"], "to": ["1988-12-31"]}),
        ("", {}),
    ],
)
def test_the_statements_are_there_as_csv(asked: str, rows: dict[str, list[str]], moved: Talks) -> None:
    table = links(part(opened(f"/compare/?{asked}"), ".standing figcaption"))[-1]

    assert parse_qs(urlsplit(table).query) == {"format": ["csv"], **rows}
    assert Client().get(table).status_code == 200


OFFICIALS = "/compare/?official=ronald-reagan&official=mikhail-gorbachev"


def test_two_officials_have_a_row_for_each_issue_on_which_both_spoke(moved: Talks) -> None:
    page = opened(OFFICIALS)
    issues = [words(one) for one in page.select(".compared__issue h2")]
    rows = page.select(".officials-chart__row")

    assert [words(part(row, ".officials-chart__issue")) for row in rows] == issues != []
    assert [links(part(row, ".officials-chart__issue")) for row in rows] == [
        [f"#{one['id']}"] for one in page.select(".compared__row")
    ]
    assert flaws(page) == []


def test_each_statement_of_the_two_is_a_dot_the_first_ones_above(moved: Talks) -> None:
    page = opened(OFFICIALS)
    (row,) = [
        one
        for one in page.select(".officials-chart__row")
        if "Missile defence" in words(part(one, ".officials-chart__issue"))
    ]
    above, below = row.select("g[data-side]")
    said = Position.objects.filter(issue=moved.missile_defense)

    assert (above["data-side"], below["data-side"]) == ("us", "ru")
    assert len(above.select("a.step")) == said.filter(holder=moved.reagan).count() > 1
    assert len(below.select("a.step")) == said.filter(holder__slug="mikhail-gorbachev").count() > 0
    assert {one["cy"] for one in above.select("circle")} == {"8"} != {one["cy"] for one in below.select("circle")}
    assert "Ronald Reagan, 2 March 1988: limit them" in [words(one.title) for one in above.select("a.step")]
    assert [Client().get(str(one["href"])).status_code for one in row.select("a.step")][:2] == [200, 200]


def test_the_table_has_what_the_rows_draw(moved: Talks) -> None:
    page = opened(OFFICIALS)
    drawn = [
        tuple(len(one.select("a.step")) for one in row.select("g[data-side]"))
        for row in page.select(".officials-chart__row")
    ]
    told = [
        tuple(int(words(cell).partition(" ")[0]) for cell in row("td"))
        for row in page.select(".standings__twin tbody tr")
    ]

    assert told == drawn != []


def test_two_officials_who_share_no_issue_have_no_chart(talks: Talks) -> None:
    make.official(slug="paul-nitze")

    assert opened("/compare/?official=ronald-reagan&official=paul-nitze").select(".standing") == []


def test_a_record_in_which_nobody_spoke_has_no_chart(db: None) -> None:
    assert opened("/compare/?on=1986-10-12").select(".standing") == []
