"""Every error under /api/ is a problem (RFC 9457), whoever made it, and says what to mend."""

from typing import Any

import pytest
from django.test import Client

from tests import make
from timeline import releases
from timeline.domain.vocabulary import MeetingKind
from timeline.models import Position

VALUES = ["official", "issue", "negotiation", "kind", "status", "country", "city", "treaty", "article", "part_of"]
VALUES += ["stance", "speech", "verification", "slug"]
PARAMETERS = [
    *("from", "to", "match", *VALUES, "q", *(f"{name}!" for name in VALUES)),
    *("page", "page_size", "cursor", "ordering", "sample", "seed", "facets", "facet_limit", "facet_order"),
    *("fields", "expand", "format", "bom"),
]
DOCS = "http://testserver/api/docs/#error-"


def problem(client: Client, path: str, **options: Any) -> Any:
    """The problem at a path under /api/, whose status and media type are as its body says."""
    response = client.get(f"/api/{path}", **options)
    body = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert response.status_code == body["status"]
    return body


def test_every_bad_parameter_is_named_with_the_nearest(talks: make.Talks, client: Client) -> None:
    assert problem(client, "v1/meetings/?offical=john-bolton&kind=sumit&page_size=500&from=1986-13") == {
        "type": f"{DOCS}invalid-parameters",
        "title": "The query string cannot be understood",
        "status": 400,
        "detail": "'500' is no whole number from 1 to 200; there is no parameter 'offical' here; '1986-13' is not a "
        "date; write a date as 1986, 1986-10 or 1986-10-12, with ~ (approximate) or ? (uncertain) behind it where it "
        "is so; 'sumit' is not one of the values it can have",
        "errors": [
            {"parameter": "page_size", "detail": "'500' is no whole number from 1 to 200", "did_you_mean": None},
            {
                "parameter": "offical",
                "detail": "there is no parameter 'offical' here",
                "did_you_mean": "official",
                "values": PARAMETERS,
            },
            {
                "parameter": "from",
                "detail": "'1986-13' is not a date; write a date as 1986, 1986-10 or 1986-10-12, with ~ (approximate) "
                "or ? (uncertain) behind it where it is so",
                "did_you_mean": None,
            },
            {
                "parameter": "kind",
                "detail": "'sumit' is not one of the values it can have",
                "did_you_mean": "summit",
                "values": MeetingKind.values,
            },
        ],
    }


@pytest.mark.parametrize(
    ("path", "parameter", "did_you_mean"),
    [
        ("meetings/?from=1990&to=1986", "to", None),
        ("meetings/?page=0", "page", None),
        ("meetings/?page=two", "page", None),
        ("meetings/?page=", "page", None),
        ("meetings/?page=1&page=2", "page", None),
        ("meetings/?page_size=201", "page_size", None),
        ("meetings/?page_size=99999999999999999999", "page_size", None),
        ("meetings/?ordering=begin", "ordering", None),
        ("officials/?ordering=family_nam", "ordering", "family_name"),
        ("meetings/?fields=slug,tittle", "fields", "title"),
        ("meetings/?fields=", "fields", None),
        ("meetings/?match=certian", "match", "certain"),
        ("meetings/?official=John%20Bolton", "official", None),
        ("meetings/?official=a%00b", "official", None),
        ("meetings/?q=a%00b", "q", None),
        ("positions/?q=!!!", "q", None),
        ("meetings/?to=%1F", "to", None),
        ("meetings/?kind=%C2%A0", "kind", None),
        (f"meetings/?q={'x' * 201}", "q", None),
        (f"meetings/?official={','.join(f'a{number}' for number in range(101))}", "official", None),
        ("meetings/?side=US", "side", None),
        ("positions/?stance=suports", "stance", "supports"),
        ("issues/?from=1986", "from", "format"),
        ("meetings/?format=jsn", "format", "json"),
        ("meetings/some-meeting/?page=2", "page", None),
        ("?page=2", "page", None),
        ("schema.json?version=3", "version", None),
    ],
)
def test_a_bad_parameter_is_refused_by_name(
    db: None, client: Client, path: str, parameter: str, did_you_mean: str | None
) -> None:
    body = problem(client, f"v1/{path}")

    assert body["status"] == 400
    assert [(error["parameter"], error["did_you_mean"]) for error in body["errors"]] == [(parameter, did_you_mean)]


def test_an_unknown_slug_in_a_path_is_not_found(db: None, client: Client) -> None:
    assert problem(client, "v1/meetings/yalta/") == {
        "type": f"{DOCS}not-found",
        "title": "There is nothing at this address",
        "status": 404,
        "detail": "there is no meeting 'yalta'",
        "errors": [{"parameter": "slug", "detail": "there is no meeting 'yalta'", "did_you_mean": None}],
    }


def test_the_nearest_to_an_unknown_slug_or_id_is_named(talks: make.Talks, client: Client) -> None:
    statement = Position.objects.order_by("pk")[0].public_id

    for path, parameter, meant in [
        (f"meetings/{talks.reykjavik.slug[:-1]}", "slug", talks.reykjavik.slug),
        ("officials/ronald-regan", "slug", "ronald-reagan"),
        (f"positions/{statement[:-1]}x", "id", statement),
    ]:
        (error,) = problem(client, f"v1/{path}/")["errors"]
        assert (error["parameter"], error["did_you_mean"]) == (parameter, meant)


def test_a_page_behind_the_last_is_not_found(talks: make.Talks, client: Client) -> None:
    assert problem(client, "v1/meetings/?page=4&page_size=2")["detail"] == "page 4 lies behind the last, 3"
    assert problem(client, "v1/meetings/?page=1000000000")["status"] == 404


@pytest.mark.parametrize(
    "path", ["v1/nothing/", "v1/meetings/a/b/", "v2/", "nothing", "v1/meetings/%D0%AF/", "v1/schema.json/", "v1//"]
)
def test_an_unknown_path_is_not_found(db: None, client: Client, path: str) -> None:
    assert problem(client, path) == {
        "type": f"{DOCS}not-found",
        "title": "There is nothing at this address",
        "status": 404,
        "detail": "there is no such path; /api/v1/ lists what there is",
    }


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_the_record_is_read_only(client: Client, method: str) -> None:
    response = getattr(client, method)("/api/v1/meetings/")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": f"{DOCS}method-not-allowed",
        "title": "The record is read-only",
        "status": 405,
        "detail": f'Method "{method.upper()}" not allowed.',
    }


def test_an_unknown_media_type_is_not_acceptable(db: None, client: Client) -> None:
    assert problem(client, "v1/meetings/", headers={"Accept": "image/png"}) == {
        "type": f"{DOCS}not-acceptable",
        "title": "There is no representation of this type",
        "status": 406,
        "detail": "Could not satisfy the request Accept header.",
    }


def test_a_strange_host_is_a_problem_too(client: Client) -> None:
    assert problem(client, "v1/meetings/", headers={"Host": "elsewhere.example"}) == {
        "type": "/api/docs/#error-bad-request",
        "title": "The request cannot be understood",
        "status": 400,
        "detail": "the request is malformed, or made to a host that this server does not answer for",
    }


def test_a_failure_of_ours_is_a_problem_that_tells_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr(releases, "current", broken)
    client = Client(raise_request_exception=False)

    assert problem(client, "v1/") == {
        "type": f"{DOCS}server-error",
        "title": "Something is broken on our side",
        "status": 500,
        "detail": "the answer could not be made; the failure has been logged",
    }


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("official=%FF%FE", 400),  # no slug
        ("q=%ED%A0%80", 400),  # no word
        ("q=%F0%9F%95%8A", 200),
        ("q=%27%22%2A%20NEAR", 200),
        ("city=%25_", 200),
    ],
)
def test_strange_characters_are_never_a_failure(db: None, client: Client, query: str, status: int) -> None:
    assert client.get(f"/api/v1/meetings/?{query}").status_code == status
