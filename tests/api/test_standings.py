"""/api/v1/standings/: where the sides stood on a day, and how far apart."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.api.conftest import HOST, Get
from timeline import standings
from timeline.models import Issue, Position


def test_a_standing_rests_on_a_position_and_its_quotation(talks: make.Talks, get: Get) -> None:
    answer = get("standings/?on=1986-10-12&issue=missile-defense")

    assert answer == {
        "on": "1986-10-12",
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
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
                "distance": 2,
            }
        ],
    }


@pytest.mark.parametrize(
    ("on", "us", "ru", "distance"),
    [
        ("1986-10-11", None, None, None),
        ("1986-10", "opposes", "supports", 2),
        ("2013-02-27", "opposes", "supports", 2),
        ("2013-02-28", "opposes", "conditional", 1),
        ("2014", "opposes", "conditional", 1),
    ],
)
def test_standings_move_with_the_day(
    talks: make.Talks, get: Get, on: str, us: str | None, ru: str | None, distance: int | None
) -> None:
    [standing] = get(f"standings/?on={on}&issue=missile-defense")["results"]

    found = {side: standing[side] and standing[side]["stance"] for side in ("us", "ru")}
    assert (found, standing["distance"]) == ({"us": us, "ru": ru}, distance)


def test_without_a_day_it_is_the_end_of_the_record_and_every_issue(talks: make.Talks, get: Get) -> None:
    answer = get("standings/")

    assert (answer["on"], answer["count"]) == (None, 3)
    assert [item["issue"]["slug"] for item in answer["results"]] == [
        "missile-defense",
        "intermediate-range-missiles",
        "compliance",
    ]


def test_an_issue_that_is_not_comparable_has_no_distance(talks: make.Talks, get: Get) -> None:
    make.position(issue=talks.compliance, side="US", stance="supports", date="2020-01-01", quote="a b c")
    make.position(issue=talks.compliance, side="RU", stance="opposes", date="2020-01-01", quote="d e f")

    [standing] = get("standings/?issue=compliance")["results"]

    assert (standing["comparable"], standing["us"]["value"], standing["ru"]["value"]) == (False, 1, -1)
    assert standing["distance"] is None


def test_a_position_is_given_whole_where_it_is_expanded(talks: make.Talks, get: Get) -> None:
    [standing] = get("standings/?issue=missile-defense&expand=position")["results"]

    position = standing["ru"]["position"]
    assert position == get(f"positions/{position['id']}/")


def test_it_agrees_with_the_definition_on_every_day(talks: make.Talks) -> None:
    days = sorted({position.latest for position in Position.objects.all()} | {date(1960, 1, 1), date(2030, 1, 1)})
    for day in days:
        issues: Any = Issue.objects.with_standings(on=day)
        for issue in issues:
            for side, key in (("US", issue.us_standing), ("RU", issue.ru_standing)):
                said = Position.objects.filter(issue=issue, side=side)
                rests_on = standings.standing(said, on=day)
                assert key == (rests_on and rests_on.pk)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("on=1986-13", "on"), ("on=", "on"), ("issue=Big%20One", "issue"), ("expand=issue", "expand"), ("page=2", "page")],
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
