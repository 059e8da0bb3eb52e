"""`NAME!` leaves out what `NAME` finds, for every filter with values of every resource."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from tests import make
from tests.api.conftest import Get
from timeline.api.resources import RESOURCES, ApiResource
from timeline.domain.authors import read_lines
from timeline.filters.exclusions import NOT, positive
from timeline.filters.values import ReadGroups, joined
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Position, Treaty

BEARERS = {
    "official": Official,
    "issue": Issue,
    "negotiation": Negotiation,
    "treaty": Treaty,
    "meeting": Meeting,
    "article": Article,
    "part_of": Meeting,
}
EXCLUDED = [(resource, name) for resource in RESOURCES for name in resource.filters.parameters() if name.endswith(NOT)]


def values(resource: ApiResource, name: str) -> list[str]:
    """Values of a filter to ask for, as the query string has them."""
    read = resource.filters.parameters()[name].read
    if isinstance(read, ReadGroups) and read.known:
        return [one for one in read.known if len(one) > 2 or one in {"US", "RU", "CH", "FI", "en"}]
    if name == resource.identity:
        return list(resource.rows().values_list(resource.key, flat=True))
    if name == "author":
        return [
            joined([one.name]) for text in Article.objects.values_list("authors", flat=True) for one in read_lines(text)
        ]
    if name in {"city", "publisher"}:
        model = Meeting if name == "city" else Article
        return [joined([one]) for one in model._default_manager.values_list(name, flat=True).distinct() if one]
    return list(BEARERS[name]._default_manager.values_list("slug", flat=True))


def test_every_filter_of_values_has_one_that_leaves_out() -> None:
    assert {positive(name) for resource, name in EXCLUDED if resource.name == "positions"} == {
        *("official", "issue", "side", "stance", "speech", "verification", "meeting", "article"),
        *("negotiation", "treaty", "joint", "id"),
    }
    assert {(resource.name, positive(name)) for resource, name in EXCLUDED} >= {
        ("officials", "side"),
        ("treaties", "status"),
        ("articles", "publisher"),
        ("issues", "slug"),
    }


@pytest.mark.parametrize(("resource", "name"), EXCLUDED, ids=lambda one: getattr(one, "name", one))
def test_what_a_filter_finds_and_what_it_leaves_out_are_everything(
    talks: make.Talks, slugs: Callable[[str], list[str]], resource: ApiResource, name: str
) -> None:
    make.meeting(slug="1986-10-12-session", start="1986-10-12", part_of=talks.reykjavik)
    make.release(digest="f" * 64)
    make.article(slug="gazette-1990-01-01-gone", checked_day=date(2026, 11, 29), checked_status="gone")
    everything, asked = slugs(f"{resource.name}/"), values(resource, positive(name))
    found = {value: slugs(f"{resource.name}/?{positive(name)}={value}") for value in asked}
    left = {value: slugs(f"{resource.name}/?{name}={value}") for value in asked}

    assert any(found.values())
    assert left == {value: [one for one in everything if one not in found[value]] for value in asked}


def test_several_values_are_left_out_all_of_them(talks: make.Talks, slugs: Callable[[str], list[str]]) -> None:
    both = ["1985-11-19-geneva-reagan-gorbachev", "1986-10-11-reykjavik-reagan-gorbachev"]

    left = slugs("meetings/?issue!=intermediate-range-missiles,compliance")

    assert left == slugs("meetings/?issue!=compliance&issue!=intermediate-range-missiles")
    assert left == [
        one
        for one in slugs("meetings/?issue!=compliance")
        if one not in slugs("meetings/?issue=intermediate-range-missiles")
    ]
    assert both[0] not in left


def test_what_has_no_value_is_not_left_out(talks: make.Talks, slugs: Callable[[str], list[str]]) -> None:
    outside = list(Position.objects.filter(meeting=None).values_list("public_id", flat=True))

    assert outside
    assert set(outside) <= set(slugs("positions/?negotiation!=summits,salt-i,strategic-stability"))


def test_both_conditions_hold_together(talks: make.Talks, slugs: Callable[[str], list[str]]) -> None:
    assert slugs("meetings/?official=ronald-reagan&issue!=intermediate-range-missiles&status!=held") == []
    assert slugs("officials/?side=US&slug!=ronald-reagan") == ["rose-gottemoeller"]


def test_a_misspelt_slug_leaves_out_nothing_and_that_is_said(talks: make.Talks, get: Get) -> None:
    answer = get("meetings/?issue!=missile-defence")

    assert answer["count"] == Meeting.objects.count()
    assert answer["notes"] == [
        {
            "parameter": "issue!",
            "detail": "no issue of the record bears the slug 'missile-defence'",
            "did_you_mean": "missile-defense",
        }
    ]


def test_next_and_the_facets_keep_what_is_left_out(talks: make.Talks, get: Get) -> None:
    answer = get("meetings/?kind!=summit&page_size=1&facets=kind")

    assert answer["next"].endswith("/api/v1/meetings/?facets=kind&kind!=summit&page=2&page_size=1")
    assert "summit" not in [one["value"] for one in answer["facets"]["kind"]]
    assert sum(one["count"] for one in answer["facets"]["kind"]) == answer["count"] > 0


@pytest.mark.parametrize("query", ["issue%21=missile-defense", "issue!=missile-defense"])
def test_the_mark_may_be_percent_encoded(talks: make.Talks, slugs: Callable[[str], list[str]], query: str) -> None:
    assert 0 < len(slugs(f"meetings/?{query}")) < Meeting.objects.count()


def test_a_bad_value_is_refused_under_its_own_name(talks: make.Talks, client: Client) -> None:
    body = client.get("/api/v1/positions/?stance!=oposes&not[issue!]=x").json()

    assert [(one["parameter"], one["did_you_mean"]) for one in body["errors"]] == [
        ("not[issue!]", "issue!"),
        ("stance!", "opposes"),
    ]


def test_counts_and_networks_leave_out_too(talks: make.Talks, get: Get) -> None:
    groups = get("positions/counts/?by=issue&issue!=missile-defense")["results"]

    assert groups
    assert "missile-defense" not in [one["issue"] for one in groups]
