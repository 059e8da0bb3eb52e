"""An issue's chart as an instrument: the years asked for, summits and signings, the distance, the statement's card."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests import make
from tests.make import Talks
from tests.web.reading import flaws, links, opened, part, words

ISSUE = "/issues/missile-defense/"


def plot(path: str) -> tuple[str, str]:
    """The first and the last day of the chart at a path."""
    found = part(opened(path), "[data-brush]")
    return str(found["data-first"]), str(found["data-last"])


def test_the_chart_shows_the_years_asked_for(talks: Talks) -> None:
    assert plot(ISSUE) == ("1986-01-01", "2026-12-31")
    assert plot(f"{ISSUE}?from=1986&to=1987") == ("1986-01-01", "1987-12-31")


@pytest.mark.parametrize("asked", ["from=1900&to=1910", "from=2050", "side=US"])
def test_years_without_a_record_leave_the_chart_whole(talks: Talks, asked: str) -> None:
    assert plot(f"{ISSUE}?{asked}") == plot(ISSUE)


def test_a_chart_of_some_years_leads_back_to_all_and_has_its_table(talks: Talks) -> None:
    page = opened(f"{ISSUE}?from=1986&to=1987")
    caption = part(page, ".standing figcaption")

    whole, table = links(caption)
    assert whole == ISSUE
    assert parse_qs(urlsplit(table).query) == {
        "format": ["csv"],
        "issue": ["missile-defense"],
        "from": ["1986-01-01"],
        "to": ["1987-12-31"],
    }
    assert Client().get(table).status_code == 200
    assert flaws(page) == []


def test_what_stood_at_the_start_reaches_into_the_years_shown(talks: Talks) -> None:
    inside = opened(f"{ISSUE}?from=1987&to=1988").select(".standing .step")

    assert [one.name for one in inside] == ["g", "g"]
    assert all(one.select(".step__line") for one in inside)


def test_summits_and_signings_about_the_issue_stand_above(talks: Talks) -> None:
    make.meeting(
        slug="1990-06-01-signing", title="A signing", start="1990-06-01", kind="signing", issues=[talks.missile_defense]
    )
    make.meeting(slug="1990-07-01-talk", start="1990-07-01", kind="consultation", issues=[talks.missile_defense])

    marks = opened(ISSUE).select(".landmark")

    titles = [words(one.title) for one in marks]
    assert "A signing, 1 June 1990" in titles
    assert any(one.startswith("Reykjavik summit") for one in titles)
    assert [str(one["href"]) for one in marks if "talk" in str(one["href"])] == []
    assert len(opened(f"{ISSUE}?from=1990&to=1991").select(".landmark")) == 1


def test_the_distance_is_a_strip_where_both_are_comparable(talks: Talks) -> None:
    strip = opened(ISSUE).select(".apart")

    assert [str(one["data-apart"]) for one in strip] == ["2"]
    assert opened("/issues/compliance/").select(".apart") == []


def test_htmx_brings_the_chart_along(talks: Talks) -> None:
    page = opened(f"{ISSUE}?from=1986&to=1987", htmx=True)

    assert part(page, "#standings")["hx-swap-oob"] == "outerHTML"
    assert part(page, "[data-brush]")["data-first"] == "1986-01-01"


def test_a_statement_has_a_card(talks: Talks) -> None:
    said = talks.reagan.positions.first()
    assert said is not None

    answer = Client().get(f"/positions/{said.public_id}/card/")

    assert answer.status_code == 200
    assert said.quote in answer.content.decode()
    assert Client().get("/positions/nothing/card/").status_code == 404
