"""/api/v1/standings/: where the sides stood on a day, and how far apart."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.api.conftest import HOST, Get
from timeline.domain import standings
from timeline.models import Issue, Position


def test_a_standing_rests_on_a_position_and_its_quotation(talks: make.Talks, get: Get) -> None:
    answer = get("standings/?on=1986-10-12&issue=missile-defense")

    assert answer == {
        "on": "1986-10-12",
        "day": "1986-10-12",
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "day": "1986-10-12",
                "issue": {
                    "slug": "missile-defense",
                    "name": "Missile defence",
                    "url": f"{HOST}/api/v1/issues/missile-defense/",
                },
                "comparable": True,
                "us": {
                    "stance": "opposes",
                    "answer": "leave them free",
                    "value": -1,
                    "position": {
                        "id": "gazette-1986-10-14-after-reykjavik-2a0895e5",
                        "holder": {
                            "slug": "ronald-reagan",
                            "name": "Ronald Reagan",
                            "url": f"{HOST}/api/v1/officials/ronald-reagan/",
                        },
                        "attributed_to": None,
                        "speaker": "Ronald Reagan",
                        "joint": False,
                        "stance": "opposes",
                        "answer": "leave them free",
                        "date": "1986-10-12",
                        "summary": "The programme goes on.",
                        "quote": "we will not give it up",
                        "language": "en",
                        "translation": None,
                        "speech": "direct",
                        "words_of": "Ronald Reagan",
                        "source_link": "https://gazette.example/gazette-1986-10-14-after-reykjavik"
                        "#:~:text=we%20will%20not%20give%20it%20up",
                        "verification": "transcribed",
                        "url": f"{HOST}/api/v1/positions/gazette-1986-10-14-after-reykjavik-2a0895e5/",
                        "html_url": f"{HOST}/positions/gazette-1986-10-14-after-reykjavik-2a0895e5/",
                    },
                },
                "ru": {
                    "stance": "supports",
                    "answer": "limit them",
                    "value": 1,
                    "position": {
                        "id": "gazette-1986-10-14-after-reykjavik-16cfd621",
                        "holder": {
                            "slug": "mikhail-gorbachev",
                            "name": "Mikhail Gorbachev",
                            "url": f"{HOST}/api/v1/officials/mikhail-gorbachev/",
                        },
                        "attributed_to": None,
                        "speaker": "Mikhail Gorbachev",
                        "joint": False,
                        "stance": "supports",
                        "answer": "limit them",
                        "date": "1986-10-12",
                        "summary": "Research stays in the laboratory.",
                        "quote": "within the laboratory and nowhere else",
                        "language": "en",
                        "translation": None,
                        "speech": "direct",
                        "words_of": "Mikhail Gorbachev",
                        "source_link": "https://gazette.example/gazette-1986-10-14-after-reykjavik"
                        "#:~:text=within%20the%20laboratory%20and%20nowhere%20else",
                        "verification": "transcribed",
                        "url": f"{HOST}/api/v1/positions/gazette-1986-10-14-after-reykjavik-16cfd621/",
                        "html_url": f"{HOST}/positions/gazette-1986-10-14-after-reykjavik-16cfd621/",
                    },
                },
                "us_silent": None,
                "ru_silent": None,
                "distance": 2,
            }
        ],
    }


@pytest.mark.parametrize(
    ("on", "us", "ru", "distance"),
    [
        ("1986-10-11", None, None, None),
        ("1986-10", "opposes", "supports", 2),
        ("1992-10-12", "opposes", "supports", 2),
        ("1992-10-13", None, None, None),
        ("2013-02-27", None, "supports", None),
        ("2013-02-28", None, "conditional", None),
        ("2019-02-28", None, "conditional", None),
        ("2019-03-01", None, None, None),
    ],
)
def test_standings_move_with_the_day(
    talks: make.Talks, get: Get, on: str, us: str | None, ru: str | None, distance: int | None
) -> None:
    [standing] = get(f"standings/?on={on}&issue=missile-defense")["results"]

    found = {side: standing[side] and standing[side]["stance"] for side in ("us", "ru")}
    assert (found, standing["distance"]) == ({"us": us, "ru": ru}, distance)


def test_a_side_that_has_been_silent_for_years_stands_nowhere_and_says_since_when(talks: make.Talks, get: Get) -> None:
    [standing] = get("standings/?on=2014-06-01&issue=missile-defense")["results"]

    assert (standing["us"], standing["ru_silent"], standing["distance"]) == (None, None, None)
    assert standing["us_silent"]["silent_since"] == "1986-10-12"
    last = standing["us_silent"]["last_position"]
    assert (last["quote"], last["date"]) == ("we will not give it up", "1986-10-12")
    assert set(standing["us_silent"]) == {"silent_since", "last_position"}


def test_a_side_that_never_spoke_is_silent_since_nothing(talks: make.Talks, get: Get) -> None:
    [standing] = get("standings/?on=1960&issue=missile-defense")["results"]

    assert [standing[name] for name in ("us", "ru", "us_silent", "ru_silent")] == [None] * 4


def test_without_a_day_it_is_the_end_of_the_record_and_every_issue(talks: make.Talks, get: Get) -> None:
    answer = get("standings/")

    assert (answer["on"], answer["day"], answer["count"]) == (None, "2026-01-02", 3)
    assert [item["issue"]["slug"] for item in answer["results"]] == [
        "missile-defense",
        "intermediate-range-missiles",
        "compliance",
    ]


def test_an_issue_that_is_not_comparable_has_no_distance(talks: make.Talks, get: Get) -> None:
    make.position(issue=talks.compliance, side="US", stance="supports", date="2021-01-01", quote="a b c")
    make.position(issue=talks.compliance, side="RU", stance="opposes", date="2021-01-01", quote="d e f")

    [standing] = get("standings/?issue=compliance")["results"]

    assert (standing["comparable"], standing["us"]["value"], standing["ru"]["value"]) == (False, 1, -1)
    assert standing["distance"] is None


def test_a_position_is_given_whole_where_it_is_expanded(talks: make.Talks, get: Get) -> None:
    [standing] = get("standings/?on=2014&issue=missile-defense&expand=position")["results"]

    for position in (standing["ru"]["position"], standing["us_silent"]["last_position"]):
        assert position == get(f"positions/{position['id']}/")


def test_it_agrees_with_the_definition_on_every_day(talks: make.Talks) -> None:
    days = sorted({position.latest for position in Position.objects.all()} | {date(1960, 1, 1), date(2030, 1, 1)})
    assert len(days) > 4
    for day in days:
        issues: Any = Issue.objects.with_standings(on=day)
        assert len(issues) == 3
        for issue in issues:
            for side, key in (("US", issue.us_standing), ("RU", issue.ru_standing)):
                said = Position.objects.filter(issue=issue, side=side)
                rests_on = standings.standing(said, on=day)
                assert key == (rests_on and rests_on.pk)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("on=1986-13", "on"), ("on=", "on"), ("issue=Big%20One", "issue"), ("expand=issue", "expand"), ("page=0", "page")],
)
def test_a_bad_parameter_is_refused_by_name(db: None, client: Client, query: str, parameter: str) -> None:
    response = client.get(f"/api/v1/standings/?{query}")

    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


def test_it_takes_three_queries_however_many_issues(talks: make.Talks, client: Client) -> None:
    client.get("/api/v1/standings/")

    with CaptureQueriesContext(connection) as captured:
        client.get("/api/v1/standings/")

    # 1 the release, 2 the issues with the keys of the positions, 3 the positions
    assert len(captured) == 3
