"""Filters by what an item belongs to, each with its right answer; and batches of items."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.api.conftest import Get
from timeline.api.resources import RESOURCES, ApiResource
from timeline.models import Change, Meeting, NamedRelease, Official, Position

WASHINGTON = "1987-12-08-washington-reagan-gorbachev"


def _ids(**where: object) -> list[str]:
    return sorted(Position.objects.filter(**where).values_list("public_id", flat=True))


def test_positions_of_a_negotiation_are_those_stated_at_its_meetings(
    talks: make.Talks, slugs: Callable[[str], list[str]]
) -> None:
    expected = _ids(meeting__negotiation__slug="summits")

    assert sorted(slugs("positions/?negotiation=summits")) == expected
    assert expected
    assert sorted(slugs("positions/?negotiation=summits,strategic-stability")) == _ids(meeting__isnull=False)


def test_positions_of_a_treaty_are_those_stated_where_it_was_signed(
    talks: make.Talks, slugs: Callable[[str], list[str]]
) -> None:
    expected = _ids(meeting__slug=WASHINGTON)

    assert sorted(slugs("positions/?treaty=inf-treaty")) == expected
    assert expected


def test_officials_of_a_meeting_are_those_who_were_there(talks: make.Talks, slugs: Callable[[str], list[str]]) -> None:
    assert slugs("officials/?meeting=2013-02-moscow-gottemoeller-ryabkov") == ["rose-gottemoeller", "sergei-ryabkov"]
    assert slugs("officials/?negotiation=summits&side=RU") == ["mikhail-gorbachev"]
    assert slugs("officials/?meeting=1969-11-17-helsinki-salt-opens") == []


def test_officials_of_an_issue_met_about_it_or_spoke_on_it(
    talks: make.Talks, slugs: Callable[[str], list[str]], get: Get
) -> None:
    def of(issue: str) -> set[str]:
        met = Official.objects.filter(participations__meeting__agenda__issue__slug=issue)
        said = Official.objects.filter(positions__issue__slug=issue)
        return {one.slug for one in (*met, *said)}

    for issue in ("missile-defense", "compliance", "intermediate-range-missiles"):
        assert set(slugs(f"officials/?issue={issue}")) == of(issue) != set()
    both = of("missile-defense") & of("compliance")
    assert set(slugs("officials/?issue=missile-defense&issue=compliance")) == both
    assert both < of("missile-defense")


@pytest.mark.parametrize("name", ["The Gazette", "the gazette", "THE GAZETTE"])
def test_articles_of_a_publisher_in_any_spelling(
    talks: make.Talks, get: Get, slugs: Callable[[str], list[str]], name: str
) -> None:
    found = get(f"articles/?publisher={name}")["results"]

    assert {one["publisher"] for one in found} == {"The Gazette"}
    assert slugs("articles/?publisher=vestnik") == ["vestnik-2013-02-visit-to-moscow"]


@pytest.mark.parametrize("name", ["Ada Reporter", "Reporter\\, Ada", "ADA REPORTER"])
def test_articles_of_an_author_by_either_order_of_the_name(
    talks: make.Talks, slugs: Callable[[str], list[str]], name: str
) -> None:
    assert "gazette-1987-12-09-pact-signed" in slugs(f"articles/?author={name}")
    assert "vestnik-2013-02-visit-to-moscow" not in slugs(f"articles/?author={name}")


def test_articles_of_a_meeting_are_those_that_report_it(talks: make.Talks, slugs: Callable[[str], list[str]]) -> None:
    assert slugs("articles/?meeting=2013-02-moscow-gottemoeller-ryabkov") == [
        "vestnik-2013-02-visit-to-moscow",
        "courier-2013-02-21-a-week-later",
    ]


def test_treaties_by_what_has_become_of_them(talks: make.Talks, slugs: Callable[[str], list[str]]) -> None:
    make.treaty(slug="lasting", status="in-force", signed_at=None)

    assert slugs("treaties/?status=in-force") == ["lasting"]
    assert "lasting" not in slugs("treaties/?status!=in-force")


def test_a_name_that_nothing_bears_is_said_with_the_nearest(talks: make.Talks, get: Get) -> None:
    notes = get("articles/?publisher=The Gazete&author=Ada Reportr&meeting=nowhere")["notes"]

    assert [(one["parameter"], one["did_you_mean"]) for one in notes] == [
        ("meeting", None),
        ("publisher", "The Gazette"),
        ("author", "Ada Reporter"),
    ]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_a_batch_gives_those_items_in_the_order_of_the_list(
    talks: make.Talks, get: Get, slugs: Callable[[str], list[str]], resource: ApiResource
) -> None:
    everything = slugs(f"{resource.name}/")
    wanted = everything[:3]

    answer = get(f"{resource.name}/?{resource.identity}={','.join(reversed(wanted))},nothing-bears-it")

    assert [one[resource.identity] for one in answer["results"]] == wanted
    assert answer["count"] == len(wanted) > 0
    assert [(one["parameter"], one["detail"]) for one in answer["notes"]] == [
        (resource.identity, f"no {resource.one} of the record bears the {resource.identity} 'nothing-bears-it'")
    ]


def test_a_batch_is_bounded(talks: make.Talks, client: Client) -> None:
    many = ",".join(f"a{number}" for number in range(101))
    body = client.get(f"/api/v1/meetings/?slug={many}").json()

    assert (body["status"], body["errors"][0]["detail"]) == (400, "more than 100 values")
    assert body["errors"][0]["parameter"] == "slug"


def test_a_batch_of_a_hundred_takes_few_queries_and_fits_a_request(talks: make.Talks, client: Client) -> None:
    ids = [f"nobody-said-so-much-of-it-in-those-days-{number}" for number in range(100)]
    address = f"/api/v1/positions/?id={','.join(ids)}"
    client.get(address)

    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)

    # 1 the release, 2 the count, 3 the keys, 4 which ids there are, 5 which were withdrawn, 6 all, for the nearest
    assert len(captured) == 6
    assert len(answer.json()["notes"]) == 100


def test_what_was_withdrawn_is_said_with_what_replaced_it(talks: make.Talks, get: Get) -> None:
    release = NamedRelease.objects.create(name="2026-01-03", hash="1" * 64, digest="2" * 64, source=b"", ordinal=9)
    new = Meeting.objects.values_list("slug", flat=True)[0]
    Change.objects.create(
        release=release,
        noun="meetings",
        identity="old-name",
        change="withdrawn",
        fields=[],
        is_own=True,
        replaced_by=new,
        ordinal=99,
    )

    assert get("meetings/?slug=old-name")["notes"] == [
        {
            "parameter": "slug",
            "detail": "no meeting of the record bears the slug 'old-name': withdrawn in release 2026-01-03",
            "did_you_mean": new,
        }
    ]
