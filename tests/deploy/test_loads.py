"""What becomes of a load, a migration and a backup that something happens to: the old record or the new one, whole, and
readers are answered all the while."""

import subprocess

import pytest

from tests.deploy import records
from tests.deploy.test_faults import new
from tests.deploy.topology import SEGMENT, Topology
from tests.deploy.traffic import reading
from tests.servers import ROOT, eventually
from timeline.loader.locking import LOCK

WRITTEN = ["timeline_official", "timeline_position", "timeline_release"]
"""Tables that a load writes one after the other: an early one, a large one and the last."""


def test_readers_never_see_half_a_record_while_a_new_one_is_loaded(site: Topology) -> None:
    """Each answer names its release; whatever says the old name is of the old one, and the other way round."""
    site.load(ROOT / "fixtures")
    eventually("readers have it", lambda: records.NAME.encode() in site.get(new(records.PAGE)).body)
    names = {site.release(): records.NAME}
    fixtures = records.renamed(site.folder, "Renamed In Midst")

    with reading(site, lambda number: new(records.PAGE) if number % 3 else records.PAGE) as answers:
        eventually("readers are at work", lambda: len(answers) > 20)
        site.load(fixtures)
        names[site.release()] = "Renamed In Midst"
        enough = len(answers) + 60
        eventually("readers go on", lambda: len(answers) > enough)

    assert [answer.status for answer in answers if answer.status != 200] == []
    assert {answer.headers["x-release"] for answer in answers} == set(names)
    for answer in answers:
        assert f"<h1>{names[answer.headers['x-release']]}".encode() in answer.body.replace(b'<h1 class="', b"<h1>")


@pytest.mark.parametrize("table", WRITTEN)
def test_a_load_killed_on_the_way_is_seen_by_nobody(site: Topology, table: str) -> None:
    """It is stopped where it is about to write this table, all before it written, and killed there."""
    before = site.release()
    fixtures = records.reworded(site.folder, f"Killed at {table.removeprefix('timeline_')}")

    with site.holding(f"LOCK TABLE {table} IN EXCLUSIVE MODE"):
        load = site.started("load_articles", str(fixtures))
        eventually("the load is there", lambda: bool(site.waits()) or load.poll() is not None)
        under_way = [site.get(new(records.PAGE)) for _ in range(3)]
        load.kill()
        load.communicate()
    eventually("its transaction is gone", lambda: not site.waits())
    after = [site.get(new(records.PAGE)) for _ in range(3)]

    assert load.returncode == -9
    assert [(one.status, one.headers["x-release"]) for one in under_way + after] == [(200, before)] * 6
    assert site.release() == before


def test_a_disk_that_is_full_during_a_load_leaves_the_old_record_and_the_next_load_goes_on(site: Topology) -> None:
    """A limit on the size of files that the server may write for this load stands for the disk: it extends no table."""
    before = site.release()
    fixtures = str(records.reworded(site.folder, "Full Disk"))
    site.sql("primary", "VACUUM FULL timeline_position")  # no room left by earlier loads, which this one could fill
    limit = max(SEGMENT * 2**20, int(site.sql("primary", "SELECT pg_relation_size('timeline_position')")))

    with reading(site, lambda _: new(records.PAGE)) as answers:
        with site.holding(f"SELECT pg_advisory_lock({LOCK})"):
            load = site.started("load_articles", fixtures)
            eventually("the load waits for its turn", lambda: bool(site.waits()) or load.poll() is not None)
            [server] = site.waits()
            site.run("prlimit", "--pid", str(server), f"--fsize={limit}", user=site.postgres_user)
        said, _ = load.communicate(timeout=300)
    again = site.managed("load_articles", fixtures)

    assert load.returncode == 1
    assert "nothing was written: could not extend file" in said
    assert {(one.status, one.headers["x-release"]) for one in answers} == {(200, before)}
    assert again[0] == 0, again[1]
    assert site.release() != before
    eventually("readers have the new one", lambda: b"Full Disk" in site.get(new(records.PAGE)).body)


def test_two_loads_at_once_are_one_after_the_other(site: Topology) -> None:
    loads = [site.started("load_articles", str(records.renamed(site.folder, f"At Once {number}"))) for number in (1, 2)]
    outputs = [load.communicate(timeout=300)[0] for load in loads]

    assert [load.returncode for load in loads] == [0, 0], outputs
    eventually("readers have one of them", lambda: b"At Once" in site.get(new(records.PAGE)).body)


def test_a_migration_killed_on_the_way_is_all_or_nothing_and_goes_on(site: Topology) -> None:
    """It is stopped in the middle of a migration, some of its indexes made, and killed there."""
    site.sql("primary", "CREATE DATABASE halfway")
    url = site.url("halfway")
    site.manage("migrate", "timeline", "0002", "--verbosity", "0", DATABASE_URL=url)
    indexes = "SELECT count(*) FROM pg_indexes WHERE tablename LIKE 'timeline_%'"
    before = site.sql("primary", indexes, database="halfway")

    with site.holding("LOCK TABLE timeline_position IN EXCLUSIVE MODE", database="halfway"):
        migration = site.started("migrate", DATABASE_URL=url)
        eventually("it is in the middle", lambda: bool(site.waits()) or migration.poll() is not None)
        migration.kill()
        migration.communicate()
    eventually("its transaction is gone", lambda: not site.waits())
    after = site.sql("primary", indexes, database="halfway")
    again = site.managed("migrate", DATABASE_URL=url)
    more = site.sql("primary", indexes, database="halfway")
    site.sql("primary", "DROP DATABASE halfway WITH (FORCE)")

    assert migration.returncode == -9
    assert before == after
    assert again[0] == 0, again[1]
    assert int(more) > int(before)


def test_a_backup_restored_is_the_same_release(site: Topology) -> None:
    """docs/operations.md's commands: dump, destroy, restore."""
    at = ["-h", "127.0.0.1", "-p", str(site.ports["primary"]), "-U", "across"]
    environment = site.plain | {"PGPASSWORD": site.secret("postgres_password")}
    dump = str(site.folder / "record.dump")
    site.load(ROOT / "fixtures")
    before = site.release()

    for command in (
        ["pg_dump", *at, "--format=custom", "--file", dump, "across_the_table"],
        ["createdb", *at, "restored"],
        ["pg_restore", *at, "--exit-on-error", "--dbname", "restored", dump],
    ):
        subprocess.run(command, env=environment, check=True)
    nothing_to_do = site.managed("load_articles", "--force", DATABASE_URL=site.url("restored"))
    site.sql("primary", "DROP DATABASE restored WITH (FORCE)")

    assert nothing_to_do[0] == 0
    assert "nothing was written" in nothing_to_do[1]
    assert before[:12] in nothing_to_do[1]
