"""What HTTP says around the answers: validators, how long to keep them, who may read them, how often one may ask."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests import make
from timeline.api import throttling
from timeline.api.resources import RESOURCES

PATHS = [
    "",
    "meetings/",
    "meetings/?official=ronald-reagan&facets=issue&expand=issues",
    "meetings/?format=csv",
    "meetings/?format=ics",
    "positions/?cursor=*",
    "officials/sergei-ryabkov/",
    "standings/?on=1986",
]


def etag(client: Client, path: str, **headers: str) -> str:
    return str(client.get(f"/api/v1/{path}", headers=headers)["ETag"])


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_says_what_it_is_known_by_and_how_long_it_keeps(talks: make.Talks, client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}")

    assert response["Last-Modified"] == "Fri, 02 Jan 2026 03:04:00 GMT"
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"
    assert response["Vary"] == "Accept, Accept-Encoding"
    assert response["ETag"].startswith('"')


@pytest.mark.parametrize("path", PATHS)
def test_a_client_that_has_the_answer_costs_one_query(talks: make.Talks, client: Client, path: str) -> None:
    first = client.get(f"/api/v1/{path}")

    with CaptureQueriesContext(connection) as captured:
        second = client.get(f"/api/v1/{path}", headers={"If-None-Match": first["ETag"]})

    assert (second.status_code, second.content) == (304, b"")
    assert second["ETag"] == first["ETag"]
    assert second["Cache-Control"] == first["Cache-Control"]
    assert second["Vary"] == "Accept, Accept-Encoding"
    # 1 the release
    assert len(captured) == 1
    assert "timeline_release" in captured[0]["sql"]


@pytest.mark.parametrize("path", PATHS)
def test_a_date_alone_proves_nothing(talks: make.Talks, client: Client, path: str) -> None:
    """A deployment changes an answer without a new release, so only the tag decides."""
    later = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}

    assert client.get(f"/api/v1/{path}", headers=later).status_code == 200


def test_how_long_an_answer_keeps_is_the_setting_that_pages_have(
    talks: make.Talks, client: Client, settings: Settings
) -> None:
    settings.PAGE_MAX_AGE = 7
    said = {client.get(path)["Cache-Control"] for path in ("/about/", "/api/v1/", "/api/v1/meetings/?format=csv")}

    assert said == {"public, max-age=7, stale-while-revalidate=300, stale-if-error=86400"}


def test_the_schema_is_revalidated_without_any_query(db: None, client: Client) -> None:
    known = etag(client, "schema.json")

    with CaptureQueriesContext(connection) as captured:
        response = client.get("/api/v1/schema.json", headers={"If-None-Match": known})

    assert (response.status_code, len(captured)) == (304, 0)


def test_another_release_is_another_answer(talks: make.Talks, client: Client) -> None:
    before = etag(client, "meetings/")
    make.release(digest="f" * 64, loaded_at=datetime(2026, 3, 4, tzinfo=UTC))

    response = client.get("/api/v1/meetings/", headers={"If-None-Match": before})

    assert response.status_code == 200
    assert response["ETag"] != before
    assert response["Last-Modified"] == "Wed, 04 Mar 2026 00:00:00 GMT"


def test_one_question_has_one_validator_however_it_is_written(talks: make.Talks, client: Client) -> None:
    one = etag(client, "meetings/?official=b,a&issue=x&official=c&page=1&match=possible")
    other = etag(client, "meetings/?official=c&issue=x&official=a,b&page_size=100")

    assert one == other


@pytest.mark.parametrize(
    "path", ["meetings/?page_size=2", "meetings/?fields=slug", "meetings/?format=csv", "meetings/?kind=summit", ""]
)
def test_another_question_has_another_validator(talks: make.Talks, client: Client, path: str) -> None:
    assert etag(client, path) != etag(client, "meetings/")


def test_another_format_by_accept_has_another_validator(talks: make.Talks, client: Client) -> None:
    assert etag(client, "meetings/", Accept="text/csv") != etag(client, "meetings/")


def test_a_bad_question_is_refused_even_to_one_who_has_something(talks: make.Talks, client: Client) -> None:
    response = client.get(
        "/api/v1/meetings/?kind=sumit", headers={"If-Modified-Since": "Fri, 02 Jan 2026 03:04:00 GMT"}
    )

    assert response.status_code == 400
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


def test_whether_there_is_anything_only_the_record_knows(talks: make.Talks, client: Client) -> None:
    there = client.get("/api/v1/meetings/2013-02-moscow-gottemoeller-ryabkov/", headers={"If-None-Match": "*"})
    nowhere = client.get("/api/v1/meetings/yalta/", headers={"If-None-Match": "*"})

    assert (there.status_code, nowhere.status_code) == (304, 404)


def test_any_origin_may_read_and_none_with_credentials(talks: make.Talks, client: Client) -> None:
    response = client.get("/api/v1/meetings/", headers={"Origin": "https://elsewhere.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Expose-Headers"] == (
        "ETag, Link, X-Total-Count, RateLimit, RateLimit-Policy, Retry-After, Content-Disposition, "
        "X-Release, X-Release-Name"
    )
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in response


def test_a_preflight_is_answered(client: Client) -> None:
    response = client.options(
        "/api/v1/meetings/",
        headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"},
    )

    assert response.status_code == 200
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "*"
    assert response["Access-Control-Max-Age"] == "86400"


@pytest.mark.parametrize("path", ["meetings/yalta/", "nothing/", "meetings/?kind=sumit"])
def test_errors_are_open_to_all_as_well(db: None, client: Client, path: str) -> None:
    assert client.get(f"/api/v1/{path}")["Access-Control-Allow-Origin"] == "*"


def test_a_long_answer_is_compressed_where_the_client_takes_it(talks: make.Talks, client: Client) -> None:
    response = client.get("/api/v1/meetings/", headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert response["ETag"].startswith('W/"')


class TestRate:
    """Three requests in a window of sixty seconds."""

    @pytest.fixture(autouse=True)
    def _rate(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        settings.API_RATE = (3, 60)
        self.time = 600
        monkeypatch.setattr(throttling, "now", lambda: self.time)

    def ask(self, client: Client, **options: Any) -> Any:
        return client.get("/api/v1/", **options)

    def test_every_answer_says_what_is_left(self, db: None, client: Client) -> None:
        first = self.ask(client)
        self.time = 615
        second = self.ask(client)

        assert first["RateLimit-Policy"] == '"default";q=3;w=60'
        assert first["RateLimit"] == '"default";r=2;t=60'
        assert second["RateLimit"] == '"default";r=1;t=45'

    def test_who_asks_too_often_is_told_when_to_ask_again(self, db: None, client: Client) -> None:
        for _ in range(3):
            assert self.ask(client).status_code == 200
        self.time = 620

        refused = self.ask(client)

        assert refused.status_code == 429
        assert refused["Retry-After"] == "40"
        assert refused["RateLimit"] == '"default";r=0;t=40'
        assert refused["Content-Type"] == "application/problem+json"
        assert refused.json()["type"] == "http://testserver/api/docs/#error-too-many-requests"

    def test_the_next_window_begins_anew(self, db: None, client: Client) -> None:
        for _ in range(4):
            self.ask(client)
        self.time = 660

        assert self.ask(client)["RateLimit"] == '"default";r=2;t=60'

    def test_addresses_are_counted_apart(self, db: None, client: Client) -> None:
        for _ in range(4):
            self.ask(client)

        assert self.ask(client, REMOTE_ADDR="192.0.2.7").status_code == 200

    def test_behind_a_proxy_the_address_is_what_the_proxy_wrote(
        self, db: None, client: Client, settings: Settings
    ) -> None:
        settings.BEHIND_PROXY = True
        said = [self.ask(client, headers={"x-forwarded-for": f"{n}.0.0.1, 192.0.2.7"}).status_code for n in range(4)]

        assert said == [200, 200, 200, 429]
        assert self.ask(client, headers={"x-forwarded-for": "192.0.2.7, 192.0.2.8"}).status_code == 200

    def test_without_one_a_forwarded_address_is_not_believed(self, db: None, client: Client) -> None:
        said = [self.ask(client, headers={"x-forwarded-for": f"192.0.2.{n}"}).status_code for n in range(4)]

        assert said == [200, 200, 200, 429]

    def test_a_preflight_counts_and_is_refused_like_others(self, db: None, client: Client) -> None:
        said = [client.options("/api/v1/meetings/") for _ in range(4)]

        assert [one.status_code for one in said] == [200, 200, 200, 429]
        assert [one["RateLimit"].split(";")[1] for one in said] == ["r=2", "r=1", "r=0", "r=0"]

    def test_a_bad_question_counts_too_and_says_what_is_left(self, db: None, client: Client) -> None:
        response = client.get("/api/v1/meetings/?kind=sumit")

        assert response["RateLimit"] == '"default";r=2;t=60'

    def test_there_may_be_no_limit(self, db: None, client: Client, settings: Settings) -> None:
        settings.API_RATE = None

        assert [self.ask(client).status_code for _ in range(5)] == [200] * 5
        assert "RateLimit" not in self.ask(client)


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_every_resource_is_known_by_its_release(talks: make.Talks, client: Client, resource: Any) -> None:
    known = etag(client, f"{resource.name}/")

    assert client.get(f"/api/v1/{resource.name}/", headers={"If-None-Match": known}).status_code == 304
