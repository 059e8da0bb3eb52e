"""The record's files to take away: nginx sends them itself, as the web processes would."""

import hashlib
import json
import re
import ssl
from typing import Any

import pytest

from tests.deploy.topology import Topology
from tests.servers import Answer, get

KINDS = ["zip", "sqlite3", "jsonl", "ndjson", "parquet"]
OF_THE_FILE = ["content-type", "content-disposition", "content-length", "cache-control", "accept-ranges",
               "access-control-allow-origin", "access-control-expose-headers", "last-modified"]  # fmt: skip
OF_SECURITY = ["x-content-type-options", "x-frame-options", "referrer-policy", "cross-origin-opener-policy",
               "cross-origin-embedder-policy", "cross-origin-resource-policy", "permissions-policy",
               "strict-transport-security"]  # fmt: skip


def _listed(site: Topology, kind: str) -> dict[str, Any]:
    """The newest release's file of this kind, as the index has it."""
    files: list[dict[str, Any]] = json.loads(site.get("/data/files/releases.json").body)["releases"][0]["files"]
    return next(one for one in files if one["name"].endswith(f".{kind}"))


def _asked(site: Topology, kind: str, **headers: str) -> Answer:
    return site.get(f"/data/files/{_listed(site, kind)['name']}", **headers)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_what_the_index_says_and_comes_from_nginx(site: Topology, kind: str) -> None:
    answer = _asked(site, kind)

    listed = _listed(site, kind)
    assert (answer.status, answer.headers["content-type"]) == (200, listed["media_type"])
    assert hashlib.sha256(answer.body).hexdigest() == listed["sha256"]
    assert "cache-status" not in answer.headers


@pytest.mark.parametrize("kind", KINDS)
def test_its_headers_are_those_of_the_web_processes(site: Topology, kind: str) -> None:
    trusted = ssl.create_default_context(cafile=str(site.folder / "secrets/tls_certificate"))
    path = f"/data/files/{_listed(site, kind)['name']}"

    nginx = get(site.ports["tls"], path, tls=trusted)
    web = get(site.ports["web1"], path, x_forwarded_proto="https")

    names = OF_THE_FILE + OF_SECURITY
    assert {name: nginx.headers.get(name) for name in names} == {name: web.headers.get(name) for name in names}
    assert nginx.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_a_part_of_a_file_can_be_had(site: Topology) -> None:
    whole = _asked(site, "jsonl")

    part = _asked(site, "jsonl", range="bytes=100-199")

    assert part.status == 206
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole.body)}"
    assert part.body == whole.body[100:200]


@pytest.mark.parametrize("web", ["nginx", "web1"])
def test_a_page_of_another_origin_may_ask_for_a_part(site: Topology, web: str) -> None:
    path = f"/data/files/{_listed(site, 'parquet')['name']}"

    answer = get(
        site.ports[web],
        path,
        method="OPTIONS",
        origin="https://elsewhere.example",
        access_control_request_method="GET",
        access_control_request_headers="range",
    )

    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-headers"] == "*"


def test_who_has_a_file_is_told_so(site: Topology) -> None:
    tag = _asked(site, "zip").headers["etag"]

    assert _asked(site, "zip", if_none_match=tag).status == 304


@pytest.mark.parametrize("kind", KINDS)
def test_the_newest_files_have_addresses_that_stay(site: Topology, kind: str) -> None:
    name = _listed(site, kind)["name"]

    answer = site.get(f"/data/latest/{re.sub('-[0-9a-f]{12}', '', name, count=1)}")

    assert (answer.status, answer.headers["location"]) == (302, f"/data/files/{name}")
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_table_of_two_words_comes_from_nginx_too(site: Topology) -> None:
    answer = site.get(f"/data/files/{_listed(site, 'zip')['name'].replace('.zip', '-story_steps.parquet')}")

    assert answer.status == 200
    assert "cache-status" not in answer.headers


@pytest.mark.parametrize("name", ["across-the-table-000000000000.zip", ".releases.json", "..%2fsecrets%2fsecret_key"])
def test_what_is_no_file_of_a_release_is_not_found_in_the_sites_own_words(site: Topology, name: str) -> None:
    answer = site.get(f"/data/files/{name}")

    assert answer.status == 404
    assert b"<html" in answer.body
    assert b"nginx" not in answer.body


def test_the_page_offers_the_newest_files(site: Topology) -> None:
    assert f"/data/files/{_listed(site, 'zip')['name']}".encode() in site.get("/data/?offers=1").body
