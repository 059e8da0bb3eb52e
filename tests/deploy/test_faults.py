"""What breaks, and what readers then get: a right answer, an old one that says so, or a clear 503; in bounded time, and
over by itself when its cause is. Each test breaks one thing and mends it."""

import signal
import socket
import subprocess
from itertools import count

import pytest
from redis import Redis

from tests.deploy import records
from tests.deploy.topology import ROOT, Answer, Topology, eventually, get
from tests.deploy.traffic import reading

BOUND = 15.0
"""Seconds that any answer may take while something is broken."""
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


def test_primary_gone_replica_answers_and_loads_are_refused(site: Topology) -> None:
    site.programs["primary"].stop(signal.SIGINT)
    try:
        pages = [site.get(new("/officials/")) for _ in range(10)]
        items = [site.get(api("/api/v1/meetings/")) for _ in range(10)]
        ready = site.get("/readyz")
        load = site.managed("load_articles", "--force")
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
    site.manage("load_articles", "--force")


def test_replica_gone_primary_answers_and_it_comes_back_by_itself(site: Topology) -> None:
    site.programs["replica"].stop(signal.SIGQUIT)  # at once, connections and all
    try:
        answers = [site.get(new("/officials/")) for _ in range(20)]
        items = [site.get(api("/api/v1/meetings/")) for _ in range(10)]
    finally:
        site.restart("replica")

    assert [answer.status for answer in [*answers, *items]] == [200] * 30
    count = "SELECT sum(xact_commit + xact_rollback) FROM pg_stat_database WHERE datname = 'across_the_table'"
    before = int(site.sql("replica", count))

    def asked_again() -> bool:
        site.get(new("/about/"))
        return int(site.sql("replica", count)) > before + 30

    eventually("the replica is asked again", asked_again)


def test_a_replica_that_lags_past_the_limit_holds_nothing_back(site: Topology) -> None:
    """A new release is committed while the replica does not replay: readers get either record whole, then the new."""
    site.sql("replica", "SELECT pg_wal_replay_pause()")
    try:
        site.load(records.renamed(site.folder, "Lagging Name"))
        old_or_new = [site.get(new(records.PAGE)) for _ in range(10)]
    finally:
        site.sql("replica", "SELECT pg_wal_replay_resume()")

    assert all(answer.status == 200 for answer in old_or_new)
    assert len({answer.headers["x-release"] for answer in old_or_new}) <= 2
    eventually(
        "all have the new one", lambda: all(b"Lagging Name" in site.get(new(records.PAGE)).body for _ in range(8))
    )
    site.load(ROOT / "fixtures")


def test_no_database_at_all_is_an_old_answer_that_says_so_or_a_clear_503(site: Topology) -> None:
    kept = site.get("/treaties/")
    for name in ("replica", "primary"):
        site.programs[name].stop(signal.SIGQUIT)
    try:
        unseen, unseen_api = site.get(new("/officials/")), site.get(api("/api/v1/officials/"))
        eventually("the kept page is old", lambda: "stale" in site.get("/treaties/").headers["cache-status"])
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


def test_a_corrupted_cache_is_noticed_and_made_anew(site: Topology) -> None:
    cache = Redis(port=site.ports["redis"], password=site.secret("redis_password"))
    eventually("the cache is in use", lambda: site.get(new("/")).status == 200 and any(cache.scan_iter()))
    before = site.get(new("/"))
    keys = list(cache.scan_iter())
    for key in keys:
        cache.set(key, b"\x80\x04<script>alert(1)</script>")

    after = site.get(new("/"))
    cache.close()

    assert keys
    assert after.status == 200
    assert b"alert(1)" not in after.body
    assert len(after.body) == pytest.approx(len(before.body), abs=40)  # the address is in it


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


def test_a_web_process_killed_under_load_costs_readers_nothing(site: Topology) -> None:
    with reading(site, lambda number: new("/about/") if number % 2 else "/issues/") as answers:
        eventually("readers are at work", lambda: len(answers) > 40)
        site.programs["web1"].kill()
        enough = len(answers) + 100
        eventually("readers go on", lambda: len(answers) > enough)
        site.restart("web1")

    assert [answer.status for answer in answers if answer.status != 200] == []
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
    assert all(end == b"" or b" 408 " in end for end in ends)


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
        ("/?q=" + "a" * 1_000_000, {}, 414),
        ("/", {"x-huge": "a" * 100_000}, 400),
        ("/", {f"x-{number}": "a" * 400 for number in range(200)}, 400),
    ],
    ids=["a query of 1 MB", "a header of 100 KB", "200 headers"],
)
def test_what_is_too_big_is_refused(site: Topology, path: str, headers: dict[str, str], status: int) -> None:
    answer = site.get(path, **headers)

    assert answer.status in {status, 0}  # nginx may hang up on who still sends
    assert site.get(new("/about/")).status == 200


def test_readers_never_see_half_a_record_while_a_new_one_is_loaded(site: Topology) -> None:
    """Each answer names its release; whatever says the old name is of the old one, and the other way round."""
    names = {site.get(new(records.PAGE)).headers["x-release"]: records.NAME}
    fixtures = records.renamed(site.folder, "Renamed In Midst")

    with reading(site, lambda number: new(records.PAGE) if number % 3 else records.PAGE) as answers:
        eventually("readers are at work", lambda: len(answers) > 20)
        site.load(fixtures)
        names[site.sql("primary", "SELECT hash FROM timeline_release ORDER BY id DESC LIMIT 1")] = "Renamed In Midst"
        enough = len(answers) + 60
        eventually("readers go on", lambda: len(answers) > enough)
    site.load(ROOT / "fixtures")

    assert [answer.status for answer in answers if answer.status != 200] == []
    assert {answer.headers["x-release"] for answer in answers} == set(names)
    for answer in answers:
        assert f"<h1>{names[answer.headers['x-release']]}".encode() in answer.body.replace(b'<h1 class="', b"<h1>")


@pytest.mark.parametrize("moment", range(5))
def test_a_load_killed_on_the_way_is_seen_by_nobody(site: Topology, moment: int) -> None:
    before = site.get(new(records.PAGE)).headers["x-release"]
    fixtures = str(records.renamed(site.folder, f"Killed {moment}"))
    load = site.started("load_articles", fixtures)
    under_way = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE usename = 'across' AND application_name = '' AND backend_type = 'client backend'"
    )
    if moment:
        eventually("the load is connected", lambda: site.sql("primary", under_way) != "0" or load.poll() is not None)
    for _ in range(moment * 3):
        site.get(new(records.PAGE))  # time goes by, in requests

    load.kill()
    load.communicate()

    eventually("its connection is gone", lambda: site.sql("primary", under_way) == "0")
    now = site.sql("primary", "SELECT hash FROM timeline_release ORDER BY id DESC LIMIT 1")
    seen = site.get(new(records.PAGE))
    assert seen.headers["x-release"] == now
    assert (f"Killed {moment}".encode() in seen.body) is (now != before)
    site.load(ROOT / "fixtures")


def test_two_loads_at_once_are_one_after_the_other(site: Topology) -> None:
    loads = [site.started("load_articles", str(records.renamed(site.folder, f"At Once {number}"))) for number in (1, 2)]
    outputs = [load.communicate(timeout=300)[0] for load in loads]

    assert [load.returncode for load in loads] == [0, 0], outputs
    assert b"At Once" in site.get(new(records.PAGE)).body
    site.load(ROOT / "fixtures")


def test_a_migration_killed_on_the_way_is_all_or_nothing_and_goes_on(site: Topology) -> None:
    site.sql("primary", "CREATE DATABASE halfway")
    url = (
        (site.folder / "secrets/owner_database_url")
        .read_text(encoding="ascii")
        .strip()
        .replace("across_the_table", "halfway")
    )
    tables = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'halfway'"

    migration = site.started("migrate", DATABASE_URL=url)
    eventually("it is connected", lambda: site.sql("primary", tables) != "0" or migration.poll() is not None)
    migration.kill()
    migration.communicate()
    again = site.managed("migrate", DATABASE_URL=url)
    check = site.managed("migrate", "--check", DATABASE_URL=url)
    eventually("nobody is connected", lambda: site.sql("primary", tables) == "0")
    site.sql("primary", "DROP DATABASE halfway")

    assert again[0] == 0, again[1]
    assert check[0] == 0, check[1]


def test_a_backup_restored_is_the_same_release(site: Topology) -> None:
    """docs/operations.md's commands: dump, destroy, restore."""
    at = ["-h", "127.0.0.1", "-p", str(site.ports["primary"]), "-U", "across"]
    environment = site.plain | {"PGPASSWORD": site.secret("postgres_password")}
    dump = str(site.folder / "record.dump")
    release = "SELECT hash FROM timeline_release ORDER BY id DESC LIMIT 1"
    before = site.sql("primary", release)

    for command in (
        ["pg_dump", *at, "--format=custom", "--file", dump, "across_the_table"],
        ["createdb", *at, "restored"],
        ["pg_restore", *at, "--exit-on-error", "--dbname", "restored", dump],
    ):
        subprocess.run(command, env=environment, check=True)
    url = (
        (site.folder / "secrets/owner_database_url")
        .read_text(encoding="ascii")
        .strip()
        .replace("across_the_table", "restored")
    )
    nothing_to_do = site.managed("load_articles", "--force", DATABASE_URL=url)
    site.sql("primary", "DROP DATABASE restored WITH (FORCE)")

    assert nothing_to_do[0] == 0
    assert "nothing was written" in nothing_to_do[1]
    assert before[:12] in nothing_to_do[1]
