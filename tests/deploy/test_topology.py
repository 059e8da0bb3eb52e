"""The parts together, well."""

import json
import ssl

import pytest

from tests.deploy.topology import Topology, eventually, get
from tests.operations.observatory import penalties, score

PATHS = ["/", "/?from=1985&to=1988", "/officials/", "/issues/missile-defense/", "/search/?q=reagan", "/about/",
         "/api/v1/meetings/?page_size=5", "/healthz", "/readyz"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_reader_gets_an_answer_through_nginx(site: Topology, path: str) -> None:
    answer = site.get(path)

    assert answer.status == 200
    assert "content-security-policy" in answer.headers
    assert "gunicorn" not in answer.headers.get("server", "")


def test_nginx_keeps_a_page_and_says_so(site: Topology) -> None:
    site.get("/treaties/?kept=1")

    assert site.get("/treaties/?kept=1").headers["cache-status"] == "nginx; hit"


def test_nginx_keeps_page_and_fragment_apart(site: Topology) -> None:
    page = site.get("/officials/?apart=1")
    fragment = site.get("/officials/?apart=1", hx_request="true", hx_target="section#results")

    assert b"<html" in page.body
    assert b"<html" not in fragment.body
    assert b"<html" in site.get("/officials/?apart=1").body


def test_who_has_the_page_is_told_so(site: Topology) -> None:
    tag = site.get("/issues/").headers["etag"]

    assert site.get("/issues/", if_none_match=tag).status == 304


def test_readers_requests_go_to_the_replica(site: Topology) -> None:
    count = "SELECT sum(xact_commit + xact_rollback) FROM pg_stat_database WHERE datname = 'across_the_table'"
    before = int(site.sql("replica", count))
    for number in range(40):
        assert site.get(f"/about/?to-replica={number}").status == 200

    eventually("the replica has counted them", lambda: int(site.sql("replica", count)) >= before + 40)


def test_web_processes_cannot_write(site: Topology) -> None:
    role = str(site.folder / "secrets/database_url")

    status, output = site.managed("migrate", "timeline", "zero", DATABASE_URL_FILE=role)

    assert status != 0
    assert "read-only transaction" in output


def test_logs_are_lines_of_json_without_readers(site: Topology) -> None:
    site.get("/search/?q=whom-somebody-looks-for")

    text = (site.folder / "access.log").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert {"path", "status", "request", "cache"} <= set(lines[-1])
    assert "whom-somebody" not in text
    assert "127.0.0.1" not in text


def test_metrics_are_told_on_a_port_of_their_own(site: Topology) -> None:
    for web in ("web1", "web2"):
        get(site.ports[web], "/about/?for=metrics")
        get(site.ports[web], "/?for=metrics")

    said = [get(site.ports[name], "/metrics").body.decode() for name in ("metrics1", "metrics2")]

    for text in said:
        assert 'across_requests_total{status="200",surface="page"}' in text
        assert 'across_request_seconds_bucket{le="0.1",surface="page"}' in text
        assert "across_release_loaded_seconds" in text
        assert 'across_database_up{database="replica1"} 1.0' in text
        assert 'across_replica_lag_seconds{database="replica1"} 0.0' in text
        assert "across_cache_values_total{outcome=" in text
    assert site.get("/metrics").status == 404


@pytest.mark.parametrize("path", ["/", "/officials/sergei-ryabkov/", "/nowhere/", "/api/v1/meetings/?page_size=5"])
def test_over_tls_the_observatory_gives_140_at_least(site: Topology, path: str) -> None:
    trusted = ssl.create_default_context(cafile=str(site.folder / "secrets/tls_certificate"))

    answer = get(site.ports["tls"], path, tls=trusted)

    headers = {name.title(): value for name, value in answer.headers.items()}
    assert answer.status in {200, 404}
    assert penalties(headers, cookies="Set-Cookie" in headers, scripts=[]) == {}
    assert score(headers, cookies=0, scripts=[]) >= (140 if path.startswith("/api/") else 150)
