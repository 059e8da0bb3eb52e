"""What lets a page be kept: validators by release, and how long."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.make import Talks
from timeline import caching

PATHS = ["/", "/?from=1985&to=1988", "/officials/", "/officials/sergei-ryabkov/", "/issues/", "/search/?q=reagan"]


def _get(path: str, **headers: str) -> HttpResponse:
    return Client(headers={name.replace("_", "-"): value for name, value in headers.items()}).get(path)  # type: ignore[return-value]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_may_be_kept_and_says_for_how_long(path: str, talks: Talks) -> None:
    response = _get(path)

    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"
    assert response["ETag"].strip('W/"')
    assert response["Last-Modified"]
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("path", PATHS)
def test_who_has_the_page_is_told_so_by_one_query(path: str, talks: Talks) -> None:
    tag = _get(path)["ETag"]

    with CaptureQueriesContext(connection) as queries:
        response = _get(path, if_none_match=tag)

    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"].removeprefix("W/") == tag.removeprefix("W/")
    assert len(queries) == 1  # the release


def test_a_new_release_makes_every_page_new(talks: Talks) -> None:
    tag = _get("/about/")["ETag"]
    make.release(digest="b" * 64)

    response = _get("/about/", if_none_match=tag)

    assert response.status_code == 200
    assert response["ETag"] != tag


def test_another_program_makes_every_page_new(talks: Talks, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = _get("/about/")["ETag"]
    monkeypatch.setattr(caching, "program", lambda: "another")

    assert _get("/about/", if_none_match=tag).status_code == 200


def test_page_and_fragment_have_different_tags(talks: Talks) -> None:
    whole = _get("/officials/")["ETag"]
    fragment = _get("/officials/", hx_request="true", hx_target="section#results")["ETag"]

    assert whole != fragment


def test_other_addresses_have_other_tags(talks: Talks) -> None:
    assert len({_get(path)["ETag"] for path in PATHS}) == len(PATHS)


def test_a_date_alone_proves_nothing(talks: Talks) -> None:
    """A deployment changes a page without a new release, so only the tag decides."""
    response = _get("/about/", if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT")

    assert response.status_code == 200


def test_an_error_is_not_kept_for_long_and_has_no_tag(talks: Talks) -> None:
    response = _get("/nowhere/")

    assert response["Cache-Control"] == "public, max-age=60"
    assert "ETag" not in response


def test_an_empty_record_is_asked_for_again(db: None) -> None:
    assert _get("/about/")["Cache-Control"] == "no-cache"


def test_development_keeps_nothing(talks: Talks, settings: Any) -> None:
    settings.DEBUG = True

    assert "ETag" not in _get("/about/")
