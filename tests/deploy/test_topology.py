"""The parts together, well."""

import json
import ssl
from collections.abc import Callable
from contextlib import closing

import psycopg2
import psycopg2.errors
import pytest

from tests.deploy.test_faults import new
from tests.deploy.topology import METRICS, Topology
from tests.operations.observatory import penalties, score
from tests.servers import ROOT, Answer, eventually, get
from timeline.pages.alternates import PAGE

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

    assert_is_kept(site.get("/treaties/?kept=1"))


def assert_is_kept(answer: Answer) -> None:
    """From what nginx keeps; where more than PAGE_MAX_AGE has gone by since, it says besides that it is old."""
    assert answer.headers["cache-status"].startswith("nginx; hit")


def _static(site: Topology) -> str:
    """The address of a style sheet."""
    files = json.loads((site.folder / "var/static/staticfiles.json").read_text(encoding="utf-8"))["paths"]
    return f"/static/{files['css/site.css']}"


@pytest.mark.parametrize("path", ["/issues/?coding=1", "/api/v1/meetings/?page_size=7", ""])
@pytest.mark.parametrize(
    ("asked", "got"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("br;q=0.000,gzip;q=0", None),
        ("identity", None),
    ],
)
def test_an_answer_comes_in_the_best_coding_that_the_reader_takes(
    site: Topology, path: str, asked: str, got: str | None
) -> None:
    answer = site.get(path or _static(site), accept_encoding=asked)

    assert answer.status == 200
    assert answer.headers.get("content-encoding") == got
    assert "accept-encoding" in answer.headers["vary"].lower()


@pytest.mark.parametrize("path", ["/treaties/?alike=1", "/api/v1/meetings/?page_size=8", ""])
def test_readers_who_name_codings_otherwise_share_what_nginx_keeps(site: Topology, path: str) -> None:
    path = path or _static(site)
    first = site.get(path, accept_encoding="br")
    site.get(path, accept_encoding="gzip")

    for asked in ("gzip, deflate, br", "br;q=0.9, *;q=0.1", "GZIP, BR"):
        again = site.get(path, accept_encoding=asked)
        assert_is_kept(again)
        assert (again.headers["content-encoding"], again.body) == ("br", first.body)


@pytest.mark.parametrize("path", [*PATHS, "/nowhere/", "/api/v1/nowhere/", "/data/", "/feed/", "/oembed/?url=x"])
def test_what_an_answer_varies_with_stands_in_the_key_that_nginx_keeps_it_under(site: Topology, path: str) -> None:
    """nginx is told to leave Vary alone (nginx.conf.template says why)."""
    template = (ROOT / "deploy/nginx/nginx.conf.template").read_text(encoding="utf-8")
    [key] = [line for line in template.splitlines() if "proxy_cache_key" in line]
    known = {"accept-encoding": "$encoding", "accept": "$api_accept"}

    said = site.get(path).headers.get("vary", "").lower()
    names = [name.strip() for name in said.split(",") if name.strip()]

    assert [name for name in names if known.get(name, f"$http_{name.replace('-', '_')}") not in key] == []
    assert "accept" not in names or path.startswith("/api/") or PAGE.fullmatch(path)


def test_nginx_keeps_a_page_for_browsers_and_sends_on_who_asks_for_linked_data(site: Topology) -> None:
    page = site.get("/officials/?linked=1", accept="text/html,application/xhtml+xml,*/*;q=0.8")
    linked = site.get("/officials/ronald-reagan/", accept="application/ld+json, application/json;q=0.9, */*;q=0.1")
    other = site.get("/officials/ronald-reagan/", accept="text/html")

    assert (page.status, linked.status, other.status) == (200, 303, 200)
    assert linked.headers["location"] == "/api/v1/officials/ronald-reagan/?format=jsonld"


def test_nginx_keeps_page_and_fragment_apart(site: Topology) -> None:
    page = site.get("/officials/?apart=1")
    fragment = site.get("/officials/?apart=1", hx_request="true", hx_target="section#results")

    assert b"<html" in page.body
    assert b"<html" not in fragment.body
    assert b"<html" in site.get("/officials/?apart=1").body


def test_who_has_the_page_is_told_so(site: Topology) -> None:
    tag = site.get("/issues/").headers["etag"]

    assert site.get("/issues/", if_none_match=tag).status == 304


def test_what_an_address_has_left_is_said_to_whom_the_answer_was_made_for(site: Topology) -> None:
    path = "/api/v1/meetings/?page_size=7&from=1961&to=1987"  # which no other test asks
    made, kept = site.get(path), site.get(path)

    assert made.headers["cache-status"] == "nginx; fwd=miss"
    assert kept.headers["cache-status"].startswith("nginx; hit")
    assert made.headers["ratelimit"].startswith('"default";r=')
    assert made.headers["ratelimit-policy"].startswith('"default";q=')
    assert {"ratelimit", "ratelimit-policy"}.isdisjoint(kept.headers)


def test_readers_requests_go_to_the_replica(site: Topology) -> None:
    count = "SELECT sum(xact_commit + xact_rollback) FROM pg_stat_database WHERE datname = 'across_the_table'"
    before = int(site.sql("replica", count))
    for number in range(40):
        assert site.get(f"/about/?to-replica={number}").status == 200

    eventually("the replica has counted them", lambda: int(site.sql("replica", count)) >= before + 40)


def test_web_processes_cannot_write(site: Topology) -> None:
    url = site.secret("database_url")

    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        with pytest.raises(psycopg2.errors.ReadOnlySqlTransaction):
            cursor.execute("DELETE FROM timeline_post")
        connection.rollback()
        cursor.execute("SET default_transaction_read_only = off")
        connection.commit()
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("DELETE FROM timeline_post")


def logged(site: Topology, use: Callable[[], object]) -> str:
    """What nginx has in its access log when this use is there: it writes a line after the answer, in its own time, and
    what it complains of before that."""
    log = site.folder / "access.log"
    before = log.read_text(encoding="utf-8").count("\n")
    use()
    eventually("the request is in the log", lambda: log.read_text(encoding="utf-8").count("\n") > before)
    return log.read_text(encoding="utf-8")


def test_logs_are_lines_of_json_without_readers(site: Topology) -> None:
    text = logged(site, lambda: site.get("/search/?q=whom-somebody-looks-for"))

    lines = [json.loads(line) for line in text.splitlines()]
    assert {"path", "status", "request", "cache"} <= set(lines[-1])
    assert "/search/" in {line["path"] for line in lines}
    assert "whom-somebody" not in text
    assert "127.0.0.1" not in text


def test_what_nginx_complains_of_names_nobody(site: Topology) -> None:
    logged(site, lambda: site.get("/?whom-somebody-looks-for=" + "a" * 9_000))
    logged(site, lambda: site.get("/", x_whom_somebody="a" * 9_000))

    text = (site.folder / "error.log").read_text(encoding="utf-8")
    assert "whom-somebody" not in text
    assert "client:" not in text


def test_metrics_are_told_on_a_port_of_their_own(site: Topology) -> None:
    for web, metrics in METRICS.items():
        eventually(f"{web} tells all", lambda web=web, metrics=metrics: untold(site, web, metrics) == [])  # type: ignore[misc]
        assert untold(site, web, metrics) == []
    assert site.get("/metrics").status == 404


TOLD = [
    'across_requests_total{status="200",surface="page"}',
    'across_request_seconds_bucket{le="0.1",surface="page"}',
    "across_release_loaded_seconds",
    'across_database_up{database="replica1"} 1.0',
    'across_replica_lag_seconds{database="replica1"} 0.0',
    "across_cache_values_total{outcome=",
]


def untold(site: Topology, web: str, metrics: str) -> list[str]:
    """What a web process that has just answered does not tell; databases it looks at every two seconds."""
    for path in ("/about/", "/"):
        assert get(site.ports[web], new(path)).status == 200
    answer = get(site.ports[metrics], "/metrics")
    assert answer.status == 200
    return [one for one in TOLD if one not in answer.body.decode()]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/officials/sergei-ryabkov/", 200), ("/nowhere/", 404), ("/api/v1/meetings/?page_size=5", 200)],
)
def test_over_tls_the_observatory_gives_140_at_least(site: Topology, path: str, status: int) -> None:
    trusted = ssl.create_default_context(cafile=str(site.folder / "secrets/tls_certificate"))

    answer = get(site.ports["tls"], path, tls=trusted)

    headers = {name.title(): value for name, value in answer.headers.items()}
    assert answer.status == status
    assert penalties(headers, cookies="Set-Cookie" in headers, scripts=[]) == {}
    assert score(headers, cookies=0, scripts=[]) >= (140 if path.startswith("/api/") else 150)
