"""The deployment's topology, started once for all of these tests. `make test-deploy` says where PostgreSQL's programs
are; without that, as in plain pytest, this directory is not collected."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.topology import Topology
from tests.servers import eventually

BINARIES = os.environ.get("POSTGRES_BINARIES", "")
collect_ignore_glob = [] if BINARIES else ["test_*"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.deploy)


@pytest.fixture(scope="session")
def everything() -> Iterator[Topology]:
    made = Topology(Path(BINARIES))
    try:
        made.up()
        yield made
    except BaseException:
        for program in made.programs.values():
            print(f"== {program.name}\n{program.said()}")
        raise
    finally:
        made.down()


@pytest.fixture
def site(everything: Topology) -> Topology:
    """The whole topology, healthy: a test that breaks a part restores it or, if it fails, leaves that to the next."""
    everything.mend()
    eventually("the topology is well", lambda: everything.get("/readyz").status == 200)
    return everything
