"""/api/v1/search/ and /api/v1/autocomplete/: the search engine's answers as JSON."""

import json
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
from django.test import Client
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from timeline.api.views import SCHEMA_FILE
from timeline.domain.folding import fold
from timeline.models import Position, Release

HOST = "http://testserver"


def get(client: Client, path: str, *, status: int = 200) -> Any:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == status, response.content[:300]
    return response.json()


@pytest.fixture(scope="module")
def shape() -> Any:
    """Checks an answer against the schema of its operation."""
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    registry: Registry[Any] = Registry().with_resource("urn:api", DRAFT202012.create_resource(schema))

    def check(path: str, answer: Any) -> None:
        found = schema["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        pointed = json.loads(json.dumps(found).replace('"#/', '"urn:api#/'))
        jsonschema.Draft202012Validator(pointed, registry=registry).validate(answer)

    return check


@pytest.mark.parametrize(
    "query",
    [
        "russia missile defence 2013", "Нитце", "summit 1986", "who met gromyko most", "treaty limits 1550", "",
        "nitze karpov 1982", "SDI 12 October 1986", "zzzzqqq", "gotemoeller antonov -geneva", '"upward flexibility"',
    ],
)  # fmt: skip
def test_every_sort_of_answer_is_as_the_schema_says(query: str, client: Client, record: Release, shape: Any) -> None:
    shape("/api/v1/search/", get(client, f"search/?q={query}"))


def test_a_question_is_understood_answered_and_found(client: Client, record: Release) -> None:
    answer = get(client, "search/?q=russia missile defence 2013")

    assert [(one["type"], one["label"]) for one in answer["understood"]] == [
        ("side", "Moscow"),
        ("issue", "Missile defence"),
        ("date", "2013"),
    ]
    assert answer["understood"][1]["leads_to"] == [
        {"kind": "issues", "slug": "missile-defense", "url": f"{HOST}/api/v1/issues/missile-defense/"}
    ]
    assert (answer["understood"][2]["from"], answer["understood"][2]["to"]) == ("2013-01-01", "2013-12-31")
    said = answer["answer"]
    stated = Position.objects.filter(side="RU", issue__slug="missile-defense")
    stated = stated.filter(earliest__lte="2013-12-31", latest__gte="2013-01-01")

    assert (said["kind"], said["subject"]) == ("statements", "Moscow on missile defence, 2013")
    assert said["count"] == stated.count() > 5
    assert [side["side"] for side in said["sides"]] == ["RU"]
    assert len(said["sides"][0]["positions"]) == 3
    for position in said["sides"][0]["positions"]:
        assert position["source_link"].startswith("http")
        assert position["date"].startswith("2013")
    assert answer["count"] == sum(answer["kinds"].values())
    first = answer["results"][0]
    assert (first["kind"], "<mark>" in first["highlight"]) == ("positions", True)
    assert get(client, first["url"].removeprefix(f"{HOST}/api/v1/"))["id"] == first["id"]


def test_results_are_best_first_and_their_pages_join(client: Client, record: Release) -> None:
    whole = get(client, "search/?q=reykjavik&page_size=20")
    first = get(client, "search/?q=reykjavik&page_size=10")
    second = get(client, first["next"].removeprefix(f"{HOST}/api/v1/"))

    scores = [one["score"] for one in whole["results"]]
    assert scores == sorted(scores, reverse=True)
    assert first["results"] + second["results"] == whole["results"]
    assert get(client, second["previous"].removeprefix(f"{HOST}/api/v1/"))["results"] == first["results"]


def test_finds_are_narrowed_and_then_not_answered(client: Client, record: Release) -> None:
    answer = get(client, "search/?q=missile defence&kind=positions&side=RU&issue=missile-defense&year=2012-2013")

    assert answer["answer"] is None
    assert answer["count"] == answer["kinds"]["positions"] > 5
    assert {one["kind"] for one in answer["results"]} == {"positions"}
    assert all(one["date"][:4] in {"2012", "2013"} for one in answer["results"])


def test_finds_are_narrowed_as_statements_are(client: Client, record: Release) -> None:
    asked = "official=vladimir-putin&stance=supports&speech=direct&verification=transcribed"
    answer = get(client, f"search/?q=missile defence&{asked}&page_size=50")

    said = [one["id"] for one in answer["results"] if one["kind"] == "positions"]
    listed = get(client, f"positions/?q=missile defence&{asked}&page_size=50")
    assert said
    assert set(said) == {one["id"] for one in listed["results"]}


def test_what_was_let_go_put_right_and_ignored_is_said(client: Client, record: Release) -> None:
    assert get(client, "search/?q=nitze karpov 1982")["without"] == ["1982"]
    assert get(client, "search/?q=gotemoeller")["corrected"] == [{"typed": "gotemoeller", "meant": "gottemoeller"}]
    asked = get(client, "search/?q=when did moscow accept inspections")
    assert (asked["asks"], asked["ignored"]) == ("when", ["did"])


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("q=a&kind=people", "kind"), ("q=a&side=FR", "side"), ("q=a&year=86", "year"), ("q=a&year=1987-1985", "year"),
        ("q=a&speech=loud", "speech"),
        ("q=a&issue=A b", "issue"), ("q=a&page=0", "page"), ("q=a&page_size=51", "page_size"), ("q=%00", "q"),
        (f"q={'x' * 201}", "q"), ("query=a", "query"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_a_problem(query: str, parameter: str, client: Client, db: None) -> None:
    assert [one["parameter"] for one in get(client, f"search/?{query}", status=400)["errors"]] == [parameter]


@pytest.mark.parametrize("space", ["%C2%A0", "%09", "%0A", "%20%20", "%E2%80%AF"])
def test_any_space_is_a_space(space: str, client: Client, record: Release) -> None:
    plain, spaced = (get(client, f"search/?q=lavrov{one}missile{one}defence") for one in ("%20", space))

    assert (spaced["count"], spaced["results"]) == (plain["count"], plain["results"])
    assert (
        get(client, f"positions/?q=lavrov{space}missile")["count"]
        == get(client, "positions/?q=lavrov missile")["count"]
    )
    page = client.get(f"/search/?q=lavrov{space}missile{space}defence").content.decode()
    assert f'<p class="count" role="status">{plain["count"]} found.' in page


def test_an_unchanged_answer_is_not_sent_again(client: Client, record: Release) -> None:
    etag = client.get("/api/v1/search/?q=reagan")["ETag"]

    assert client.get("/api/v1/search/?q=reagan", headers={"if-none-match": etag}).status_code == 304
    assert client.get("/api/v1/search/?q=gorbachev")["ETag"] != etag


@pytest.mark.parametrize(
    ("typed", "kind", "slug"),
    [
        ("gorb", "officials", "mikhail-gorbachev"),
        ("Рейг", "officials", "ronald-reagan"),
        ("ryab", "officials", "sergei-ryabkov"),
        ("sergei lav", "officials", "sergei-lavrov"),
        ("missile d", "issues", "missile-defense"),
        ("ПРО", "issues", "missile-defense"),
        ("euromis", "issues", "intermediate-range-missiles"),
        ("new st", "treaties", "new-start"),
        ("reyk", "meetings", "1986-10-11-reykjavik-reagan-gorbachev"),
        ("defenc", "issues", "missile-defense"),
        ("rejkj", "meetings", "1986-10-11-reykjavik-reagan-gorbachev"),
        ("missle def", "issues", "missile-defense"),
        ("reagan OR gorb", "officials", "mikhail-gorbachev"),
        ("евроракет", "issues", "intermediate-range-missiles"),
    ],
)
def test_the_beginning_of_a_name_suggests_it(
    typed: str, kind: str, slug: str, client: Client, record: Release, shape: Any
) -> None:
    answer = get(client, f"autocomplete/?q={typed}")

    shape("/api/v1/autocomplete/", answer)
    assert (kind, slug) in [(one["kind"], one["slug"]) for one in answer["results"][:4]]
    assert answer["count"] == len(answer["results"]) <= 8


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-",
        "zzzzqqq",
        "x" * 200,
        "🕊",
        "OR",
        "reagan OR",
        "ИЛИ",
        "-lavrov",
        "reagan -lav",
        "ريغان",
        "\u202e",
        '"',
    ],
)
def test_nothing_is_suggested_for_nothing(typed: str, client: Client, record: Release) -> None:
    answer = get(client, f"autocomplete/?{urlencode({'q': typed})}")

    assert answer["count"] == len(answer["results"]) == 0


@pytest.mark.parametrize("typed", ["l", "Л", "or", "мид"])
def test_few_letters_suggest_what_is_called_so_and_no_other_name_of_it(
    typed: str, client: Client, record: Release
) -> None:
    found = get(client, f"autocomplete/?{urlencode({'q': typed})}")["results"]

    assert found
    for one in found:
        assert one["kind"] == "meetings" or any(word.startswith(fold(typed)) for word in fold(one["name"]).split())


def test_the_nearest_to_a_date_that_was_let_go_is_said(client: Client, record: Release, shape: Any) -> None:
    answer = get(client, f"search/?{urlencode({'q': 'nitze karpov 1982'})}")

    shape("/api/v1/search/", answer)
    assert answer["without"] == ["1982"]
    assert answer["nearest"]["from"] <= answer["nearest"]["to"]
    assert get(client, "search/?q=reagan")["nearest"] is None
