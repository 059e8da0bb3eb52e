"""Relations given whole, and items counted by value, within the same few queries."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.api.conftest import Get
from tests.api.test_query_counts import grow
from timeline.api.readers import expandable
from timeline.api.resources import RESOURCES, ApiResource


def test_the_relations_of_each_resource_that_can_be_given_whole() -> None:
    assert {resource.name: expandable(resource) for resource in RESOURCES} == {
        "meetings": (
            "negotiation",
            "part_of",
            "sessions",
            "issues",
            "announced",
            "participants",
            "treaties",
            "articles",
        ),
        "officials": (),
        "issues": (),
        "negotiations": ("treaties",),
        "treaties": ("signed_at", "negotiation"),
        "positions": ("holder", "issue", "meeting", "article"),
        "articles": ("meetings",),
    }


@pytest.mark.parametrize(
    ("path", "relation", "whole"),
    [
        ("meetings/1987-12-08-washington-reagan-gorbachev/", "negotiation", "negotiations/summits/"),
        ("treaties/inf-treaty/", "signed_at", "meetings/1987-12-08-washington-reagan-gorbachev/"),
        ("treaties/inf-treaty/", "negotiation", "negotiations/summits/"),
        ("positions/gazette-1987-12-09-pact-signed-6c4424bf/", "holder", "officials/ronald-reagan/"),
        ("positions/gazette-1987-12-09-pact-signed-6c4424bf/", "issue", "issues/intermediate-range-missiles/"),
        (
            "positions/gazette-1987-12-09-pact-signed-6c4424bf/",
            "meeting",
            "meetings/1987-12-08-washington-reagan-gorbachev/",
        ),
        ("positions/gazette-1987-12-09-pact-signed-6c4424bf/", "article", "articles/gazette-1987-12-09-pact-signed/"),
    ],
)
def test_a_relation_to_one_is_given_whole(talks: make.Talks, get: Get, path: str, relation: str, whole: str) -> None:
    assert get(f"{path}?expand={relation}")[relation] == get(whole)


@pytest.mark.parametrize(
    ("path", "relation", "folder"),
    [
        ("meetings/2013-02-moscow-gottemoeller-ryabkov/", "issues", "issues"),
        ("meetings/2013-02-moscow-gottemoeller-ryabkov/", "articles", "articles"),
        ("meetings/1987-12-08-washington-reagan-gorbachev/", "treaties", "treaties"),
        ("negotiations/summits/", "treaties", "treaties"),
        ("articles/courier-2013-02-21-a-week-later/", "meetings", "meetings"),
    ],
)
def test_a_relation_to_many_is_given_whole_in_its_order(
    talks: make.Talks, get: Get, path: str, relation: str, folder: str
) -> None:
    links = get(path)[relation]

    expanded = get(f"{path}?expand={relation}")[relation]

    assert expanded == [get(f"{folder}/{link['slug']}/") for link in links]


def test_participants_keep_their_part_and_become_whole_officials(talks: make.Talks, get: Get) -> None:
    path = "meetings/2013-02-moscow-gottemoeller-ryabkov/"

    [first, second] = get(f"{path}?expand=participants&fields=participants")["participants"]

    assert (first["side"], first["role"], first["post"]) == ("US", "head", "Acting Under Secretary of State")
    assert first["official"] == get("officials/rose-gottemoeller/")
    assert second["official"] == get("officials/sergei-ryabkov/")


def test_what_is_not_there_is_not_expanded(talks: make.Talks, get: Get) -> None:
    [position] = get("positions/?official=sergei-ryabkov&expand=meeting&fields=meeting")["results"]

    assert position == {"meeting": None}


@pytest.mark.parametrize(
    "resource", [resource for resource in RESOURCES if expandable(resource)], ids=lambda resource: resource.name
)
def test_everything_expanded_and_counted_takes_four_queries_at_most(
    db: None, client: Client, resource: ApiResource
) -> None:
    everything = {"expand": ",".join(expandable(resource)), "facets": ",".join(resource.facets)}
    query = {name: value for name, value in everything.items() if value}
    counts = []
    for start, stop in ((0, 10), (10, 20)):
        grow(start, stop)
        client.get(f"/api/v1/{resource.name}/", query)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/api/v1/{resource.name}/", query).json()["count"] == stop
        counts.append(len(captured))

    # 1 the release, 2 the counts, 3 the keys of the page, 4 the items and all that belongs to them, expanded; of
    # meetings the keys stand in memory
    assert counts == ([3, 3] if resource.name == "meetings" else [4, 4])


def test_facets_count_meetings_under_the_same_filters(talks: make.Talks, get: Get) -> None:
    answer = get("meetings/?official=sergei-ryabkov&facets=issue,official,year,kind,country,status,negotiation")

    assert answer["facets"] == {
        "official": [
            {"value": "sergei-ryabkov", "label": "Sergei Ryabkov", "count": 2},
            {"value": "rose-gottemoeller", "label": "Rose Gottemoeller", "count": 1},
        ],
        "issue": [
            {"value": "compliance", "label": "Compliance", "count": 1},
            {"value": "missile-defense", "label": "Missile defence", "count": 1},
        ],
        "negotiation": [{"value": "strategic-stability", "label": "Strategic Stability Dialogue", "count": 2}],
        "kind": [
            {"value": "call", "label": "Call", "count": 1},
            {"value": "consultation", "label": "Consultation", "count": 1},
        ],
        "status": [
            {"value": "cancelled", "label": "Cancelled", "count": 1},
            {"value": "held", "label": "Held", "count": 1},
        ],
        "country": [{"value": "RU", "label": "Russia", "count": 1}],
        "year": [
            {"value": "2013", "label": "2013", "count": 1},
            {"value": "2021", "label": "2021", "count": 1},
        ],
    }


def test_facets_count_positions(talks: make.Talks, get: Get) -> None:
    names = "side,stance,speech,verification,official,meeting"
    answer = get(f"positions/?issue=missile-defense&facets={names}&fields=id")

    assert answer["facets"] == {
        "official": [
            {"value": "mikhail-gorbachev", "label": "Mikhail Gorbachev", "count": 1},
            {"value": "ronald-reagan", "label": "Ronald Reagan", "count": 1},
            {"value": "sergei-ryabkov", "label": "Sergei Ryabkov", "count": 1},
        ],
        "side": [
            {"value": "RU", "label": "Moscow", "count": 3},
            {"value": "US", "label": "Washington", "count": 1},
        ],
        "stance": [
            {"value": "supports", "label": "Supports", "count": 2},
            {"value": "conditional", "label": "Conditional", "count": 1},
            {"value": "opposes", "label": "Opposes", "count": 1},
        ],
        "speech": [{"value": "direct", "label": "Direct speech", "count": 4}],
        "verification": [{"value": "transcribed", "label": "Transcribed, not machine-checked", "count": 4}],
        "meeting": [
            {"value": "1986-10-11-reykjavik-reagan-gorbachev", "label": "Reykjavik summit", "count": 2},
            {
                "value": "2013-02-moscow-gottemoeller-ryabkov",
                "label": "Gottemoeller–Ryabkov talks, Moscow",
                "count": 1,
            },
        ],
    }


def test_facets_count_meetings_by_what_was_said_there(talks: make.Talks, get: Get) -> None:
    answer = get("meetings/?speech=direct&facets=stance,speech,verification&fields=slug")

    assert answer["facets"] == {
        "stance": [
            {"value": "supports", "label": "Supports", "count": 2},
            {"value": "conditional", "label": "Conditional", "count": 1},
            {"value": "opposes", "label": "Opposes", "count": 1},
            {"value": "unclear", "label": "Unclear", "count": 1},
        ],
        "speech": [
            {"value": "direct", "label": "Direct speech", "count": 3},
            {"value": "reported", "label": "Reported speech", "count": 1},
        ],
        "verification": [
            {"value": "transcribed", "label": "Transcribed, not machine-checked", "count": 2},
            {"value": "verified", "label": "Verified verbatim", "count": 1},
        ],
    }


def test_facets_of_nothing_are_empty(talks: make.Talks, get: Get) -> None:
    answer = get("meetings/?official=nobody&facets=issue,year")

    notes = answer.pop("notes")
    assert answer == {"count": 0, "next": None, "previous": None, "facets": {"issue": [], "year": []}, "results": []}
    assert [note["detail"] for note in notes] == ["no official of the record bears the slug 'nobody'"]


@pytest.mark.parametrize(
    "resource", [resource for resource in RESOURCES if resource.facets], ids=lambda resource: resource.name
)
def test_asking_for_a_counted_value_gives_as_many(talks: make.Talks, get: Get, resource: ApiResource) -> None:
    facets: dict[str, list[dict[str, Any]]] = get(f"{resource.name}/?facets={','.join(resource.facets)}")["facets"]

    assert set(facets) == set(resource.facets)
    assert [name for name, values in facets.items() if not values] == []
    counted = [(name, value) for name, values in facets.items() for value in values]
    for name, value in counted:
        if name == "year":
            first = resource.with_activity(resource.rows()).filter(earliest__year=value["value"])
            assert first.count() == value["count"]
        else:
            assert get(f"{resource.name}/?{name}={value['value']}")["count"] == value["count"]
    assert counted


def test_every_resource_has_facets() -> None:
    assert [resource.name for resource in RESOURCES if not resource.facets] == []


@pytest.mark.parametrize("name", ["meetings", "positions"])
def test_values_come_most_frequent_first_or_in_their_order_and_as_many_as_asked_for(
    talks: make.Talks, get: Get, name: str
) -> None:
    def asked(query: str) -> list[tuple[str, int]]:
        answer = get(f"{name}/?facets=year&{query}")
        return [(one["value"], one["count"]) for one in answer["facets"]["year"]]

    whole = asked("")
    assert len(whole) > 2
    assert whole == asked("facet_order=count") == sorted(whole, key=lambda one: (-one[1], one[0]))
    assert asked("facet_order=value") == sorted(whole)
    assert asked("facet_limit=2") == whole[:2]
    assert asked("facet_limit=2&facet_order=value") == sorted(whole)[:2]


def test_a_value_is_given_as_its_filter_takes_it(talks: make.Talks, get: Get) -> None:
    make.meeting(slug="in-the-capital", city="Washington, D.C.")
    make.release(digest="5" * 64)

    [city] = [one for one in get("meetings/?facets=city")["facets"]["city"] if "D.C." in one["value"]]

    assert (city["value"], city["label"]) == ("Washington\\, D.C.", "Washington, D.C.")
    assert get(f"meetings/?city={city['value']}")["count"] == city["count"] == 1


@pytest.mark.parametrize(
    ("query", "parameter", "meant"),
    [
        ("facet_limit=3", "facet_limit", "facets"),
        ("facet_order=value", "facet_order", "facets"),
        ("seed=7", "seed", "sample"),
    ],
)
def test_what_means_nothing_alone_is_refused_unless_it_is_the_default(
    talks: make.Talks, client: Client, query: str, parameter: str, meant: str
) -> None:
    [error] = client.get(f"/api/v1/meetings/?{query}").json()["errors"]

    assert (error["parameter"], error["did_you_mean"]) == (parameter, meant)
    assert client.get("/api/v1/meetings/?facet_order=count&seed=0").status_code == 200
