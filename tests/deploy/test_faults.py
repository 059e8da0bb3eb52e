"""What breaks, and what readers then get: a right answer, an old one that says so, or a clear 503; in bounded time, and
over by itself when its cause is. Each test breaks one thing and mends it."""

import json
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from redis import Redis

from armscontrol import gunicorn_conf
from tests.deploy import records
from tests.deploy.topology import RATE, Topology
from tests.deploy.traffic import READERS, reading
from tests.servers import BROKEN, Answer, eventually, get

BOUND = 60.0
"""Seconds that any answer may take while something is broken: what our own limits (nginx gives a request 20 s, a
connection to a database 3 s) come to with some tries, on a machine that is busy besides."""
SOON = gunicorn_conf.graceful_timeout - 1.0
"""Seconds in which a process that is told to stop ends by itself: gunicorn kills later what has not ended."""
LOCKED = "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'timeline_release'::regclass"
_fresh = count()


def new(path: str) -> str:
    """An address that no cache has an answer for."""
    return f"{path}{'&' if '?' in path else '?'}unseen={next(_fresh)}"


def api(path: str) -> str:
    """As `new`, for the API, which takes no parameter that it does not know."""
    return f"{path}?page_size={next(_fresh) % 150 + 10}"


def assert_closed_for_a_moment(answer: Answer) -> None:
    assert answer.status == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["cache-control"] == "no-store"
    assert b"Traceback" not in answer.body
    assert answer.seconds < BOUND


def ok(site: Topology) -> bool:
    return all(get(site.ports[web], new("/about/")).status == 200 for web in ("web1", "web2"))


def ok_api(site: Topology) -> bool:
    return get(site.ports["web1"], api("/api/v1/meetings/")).status == 200


def test_primary_gone_replica_answers_and_loads_are_refused(site: Topology) -> None:
    site.programs["primary"].stop(signal.SIGINT)
    try:
        pages = [site.get(new("/officials/")) for _ in range(10)]
        items = [site.get(api("/api/v1/meetings/")) for _ in range(10)]
        ready = site.get("/readyz")
        load = site.managed("load_articles")
    finally:
        site.restart("primary")

    assert [answer.status for answer in [*pages, *items]] == [200] * 20
    assert max(answer.seconds for answer in [*pages, *items]) < BOUND
    assert ready.status == 200
    assert load[0] == 1
    assert "nothing was written" in load[1]
    eventually(
        "the replica follows again", lambda: site.sql("primary", "SELECT count(*) FROM pg_stat_replication") == "1"
    )
    site.manage("load_articles")


def test_replica_gone_primary_answers_and_it_comes_back_by_itself(site: Topology) -> None:
    site.programs["replica"].stop(signal.SIGQUIT)  # at once, connections and all
    try:
        answers = [site.get(new("/officials/")) for _ in range(20)]
        items = [site.get(api("/api/v1/meetings/")) for _ in range(10)]
    finally:
        site.restart("replica")

    assert [answer.status for answer in [*answers, *items]] == [200] * 30
    assert_is_asked_again(site)


def test_a_replica_that_lags_past_the_limit_is_passed_over_and_comes_back(site: Topology) -> None:
    """The real standby stops replaying while a release is loaded: readers get either record whole, and once the limit
    is past the new one alone, although the standby still holds the old."""

    def have(name: str) -> bool:
        """Whether every process of both says so, as far as that can be told from outside."""
        return all(
            name.encode() in get(site.ports[web], new(records.PAGE)).body for web in ("web1", "web2") for _ in range(25)
        )

    before = site.release()
    site.sql("replica", "SELECT pg_wal_replay_pause()")
    try:
        site.load(records.renamed(site.folder, "Lagging Name"))
        seen = {site.get(new(records.PAGE)).headers["x-release"] for _ in range(10)}
        eventually("all have the new one", lambda: have("Lagging Name"))
        held = site.sql("replica", "SELECT hash FROM timeline_release ORDER BY id DESC LIMIT 1")
    finally:
        site.sql("replica", "SELECT pg_wal_replay_resume()")

    assert seen <= {before, site.release()}
    assert held == before != site.release()
    assert_is_asked_again(site)


def assert_is_asked_again(site: Topology) -> None:
    """Readers' requests go to the replica again."""
    count = "SELECT sum(xact_commit + xact_rollback) FROM pg_stat_database WHERE datname = 'across_the_table'"
    before = int(site.sql("replica", count))

    def more() -> bool:
        site.get(new("/about/"))
        return int(site.sql("replica", count)) > before + 30

    eventually("the replica is asked again", more)


def test_no_database_at_all_is_an_old_answer_that_says_so_or_a_clear_503(site: Topology) -> None:
    kept = site.get("/treaties/")
    for name in ("replica", "primary"):
        site.programs[name].stop(signal.SIGQUIT)
    try:
        unseen, unseen_api = site.get(new("/officials/")), site.get(api("/api/v1/officials/"))
        eventually("the kept page is old", lambda: "stale" in site.get("/treaties/").headers.get("cache-status", ""))
        stale = site.get("/treaties/")
        alive, ready = site.get("/healthz"), get(site.ports["web1"], "/readyz")
    finally:
        site.restart("primary")
        site.restart("replica")

    assert_closed_for_a_moment(unseen)
    assert_closed_for_a_moment(unseen_api)
    assert unseen_api.headers["content-type"] == "application/problem+json"
    assert (stale.status, stale.body) == (200, kept.body)
    assert (alive.status, ready.status) == (200, 503)
    eventually("readers are answered again", lambda: ok(site))


def test_postgresql_restarted_in_mid_request_costs_at_most_a_clear_503(site: Topology) -> None:
    with reading(site, lambda _: new("/officials/")) as answers:
        eventually("readers are at work", lambda: len(answers) > 20)
        for name in ("replica", "primary"):
            site.programs[name].stop(signal.SIGQUIT)
        for name in ("primary", "replica"):
            site.restart(name)
        enough = len(answers) + 40
        eventually("readers are at work again", lambda: len(answers) > enough)

    assert {answer.status for answer in answers} <= {200, 503}
    for answer in answers:
        if answer.status == 503:
            assert_closed_for_a_moment(answer)
    assert max(answer.seconds for answer in answers) < BOUND
    eventually("readers are answered again", lambda: ok(site))


def test_redis_gone_is_slower_not_down(site: Topology) -> None:
    site.programs["redis"].kill()
    try:
        answers = [site.get(new("/")) for _ in range(6)] + [site.get(api("/api/v1/meetings/")) for _ in range(6)]
    finally:
        site.restart("redis")

    assert [answer.status for answer in answers] == [200] * 12
    assert max(answer.seconds for answer in answers) < BOUND


def test_a_corrupted_cache_turns_nobody_away(site: Topology) -> None:
    cache = Redis(port=site.ports["redis"], password=site.secret("redis_password"))
    before = get(site.ports["web1"], api("/api/v1/meetings/"))
    # A web process that saw Redis fail, as the test before this one has it, leaves it alone for a while.
    eventually("requests are counted", lambda: ok_api(site) and cache.dbsize() > 0)
    keys = list(cache.scan_iter())
    for key in keys:
        cache.set(key, b"\x80\x04<script>alert(1)</script>")
    after = get(site.ports["web1"], api("/api/v1/meetings/"))
    cache.flushall()
    cache.close()

    assert keys
    assert [one.status for one in (before, after)] == [200, 200]
    assert after.headers["ratelimit"].startswith(f'"default";r={RATE - 1};')


def test_a_corrupted_cache_of_nginx_is_noticed_and_made_anew(site: Topology) -> None:
    """nginx knows its own files by their head; what has another is no answer that was kept."""
    before = site.get("/treaties/?corrupted=1")
    assert "hit" in site.get("/treaties/?corrupted=1").headers["cache-status"]
    files = [path for path in (site.folder / "cache").rglob("*") if path.is_file()]
    for path in files:
        path.write_bytes(b"<script>alert(1)</script>" * 200)

    after = site.get("/treaties/?corrupted=1")

    assert files
    assert (after.status, after.body) == (200, before.body)
    assert after.headers["cache-status"] == "nginx; fwd=miss"


def test_a_database_that_is_read_only_answers_readers_and_refuses_loads(site: Topology) -> None:
    site.sql("primary", "ALTER DATABASE across_the_table SET default_transaction_read_only = on")
    try:
        answer = site.get(new("/officials/"))
        load = site.managed("load_articles", str(records.renamed(site.folder, "Never Written")))
    finally:
        site.sql(
            "primary",
            "SET transaction_read_only = off; ALTER DATABASE across_the_table RESET default_transaction_read_only",
        )

    assert answer.status == 200
    assert load[0] == 1
    assert "read-only transaction" in load[1]
    assert site.managed("load_articles")[0] == 0


def test_a_web_process_killed_under_load_costs_at_most_the_answers_half_sent(site: Topology) -> None:
    """nginx asks the other process, but where the reader has the head of an answer already: that one breaks off."""
    with reading(site, lambda number: new("/about/") if number % 2 else "/issues/") as answers:
        eventually("readers are at work", lambda: len(answers) > 40)
        site.programs["web1"].kill()
        enough = len(answers) + 100
        eventually("readers go on", lambda: len(answers) > enough)
        site.restart("web1")

    assert {answer.status for answer in answers} <= {200, BROKEN}
    assert sum(answer.status == BROKEN for answer in answers) <= READERS
    assert len(answers) > 140


def test_all_web_processes_gone_is_an_old_answer_or_a_clear_503(site: Topology) -> None:
    site.get("/negotiations/")
    for name in ("web1", "web2"):
        site.programs[name].kill()
    try:
        kept, unseen = site.get("/negotiations/"), site.get(new("/negotiations/"))
    finally:
        site.restart("web1")
        site.restart("web2")

    assert kept.status == 200
    assert_closed_for_a_moment(unseen)
    eventually("readers are answered again", lambda: site.get(new("/about/")).status == 200)


def test_slow_clients_are_hung_up_on_and_hold_up_nobody(site: Topology) -> None:
    slow = [socket.create_connection(("127.0.0.1", site.ports["nginx"]), timeout=30) for _ in range(60)]
    for one in slow:
        one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")

    answer = site.get(new("/about/"))
    ends = [_end(one) for one in slow]

    assert answer.status == 200
    assert answer.seconds < BOUND
    assert len(ends) == 60
    assert [end for end in ends if end != b"" and b" 408 " not in end] == []


def _end(one: socket.socket) -> bytes:
    """What the server says before it hangs up."""
    with one:
        try:
            return one.recv(200)
        except ConnectionResetError:
            return b""


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/?q=" + "a" * 9_000, {}, 414),
        ("/?q=" + "a" * 1_000_000, {}, 414),
        ("/", {"x-huge": "a" * 100_000}, 431),
        ("/", {f"x-{number}": "a" * 400 for number in range(200)}, 431),
        ("/", {f"x-{number}": "a" for number in range(200)}, 431),
    ],
    ids=["a query of 9 KB", "a query of 1 MB", "a header of 100 KB", "200 long headers", "200 short headers"],
)
def test_what_is_too_big_is_refused_in_plain_words(
    site: Topology, path: str, headers: dict[str, str], status: int
) -> None:
    answer = site.get(path, **headers)

    assert answer.status in {status, 0}  # nginx may hang up on who still sends
    if answer.status:
        assert answer.body.startswith(b"<!doctype html>" if status == 414 else b"%d " % status)
        said = "text/html" if status == 414 else "text/plain"
        assert answer.headers["content-type"] == f"{said}; charset=utf-8"
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert site.get(new("/about/")).status == 200


def test_a_program_that_asks_too_much_of_the_api_is_told_so_as_a_problem(site: Topology) -> None:
    answer = site.get("/api/v1/search/?q=" + "a" * 10_000)

    assert answer.status == 414
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.body)["status"] == 414


def test_a_web_process_itself_refuses_in_plain_words_too(site: Topology) -> None:
    answer = get(site.ports["web1"], "/?q=" + "a" * 9_000)

    assert answer.status == 414
    assert b'<form class="masthead__search" action="/search/"' in answer.body
    assert b"The address is too long." in answer.body
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_address_that_nginx_lets_through_is_answered(site: Topology) -> None:
    answer = site.get("/?q=" + "a" * 8_150)

    assert answer.status == 200
    assert b"<html" in answer.body


def test_a_web_process_told_to_stop_answers_what_it_has_in_hand(site: Topology) -> None:
    """And ends by itself soon after, whoever else keeps a connection open."""
    web, port = site.programs["web1"], site.ports["web1"]
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(2)]
    in_hand = 4  # the threads of one process, should it take all of them
    with ThreadPoolExecutor(in_hand) as readers:
        with site.holding("LOCK TABLE timeline_release IN ACCESS EXCLUSIVE MODE"):
            site.sql("primary", "SELECT txid_current()")  # its commit sends the lock to the replica too
            eventually("the replica has the lock", lambda: site.sql("replica", LOCKED) == "1")
            asked = [readers.submit(get, port, new("/about/")) for _ in range(in_hand)]
            eventually("all wait for a database", lambda: len(site.waits() + site.waits("replica")) >= in_hand)
            assert web.process
            first = web.process.pid
            before = _sockets(first)
            web.process.terminate()
            eventually("it takes nobody new", lambda: _sockets(first) < before)
        answers = [one.result() for one in asked]
    ended = web.process.wait(timeout=SOON)
    for one in silent:
        one.close()
    site.restart("web1")

    assert [answer.status for answer in answers] == [200] * in_hand
    assert ended == 0


def _sockets(process: int) -> int:
    """How many sockets a process holds: gunicorn's first closes its own when it is told to stop."""
    found = 0
    for one in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since it was listed
            found += str(one.readlink()).startswith("socket:")
    return found
