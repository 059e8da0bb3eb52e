"""The OpenAPI document before the tools of its users, which `.ci/test javascript` installs: two linters, whose rules
that are left out stand with a reason in .ci/npm, and a typed client that is compiled and run."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from tests import make
from tests.servers import PATIENCE, ROOT
from timeline.api.views import SCHEMA_FILE

NPM = ROOT / ".ci" / "npm"
TOOLS = NPM / "node_modules" / ".bin"
CLIENT = Path(__file__).with_name("client.mts")

pytestmark = pytest.mark.skipif(not TOOLS.is_dir(), reason="no node_modules: .ci/test javascript installs them")


def run(*command: str | Path, at: Path = NPM) -> str:
    """What a tool says. Raises AssertionError where it fails."""
    environment: Mapping[str, str] = {"PATH": os.environ["PATH"], "HOME": str(at), "REDOCLY_TELEMETRY": "off"}
    done = subprocess.run(
        [str(part) for part in command], cwd=at, capture_output=True, text=True, check=False, env=environment,
        timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_redocly_finds_nothing(tmp_path: Path) -> None:
    said = run(TOOLS / "redocly", "lint", "--config", NPM / "redocly.yaml", "--format", "json", SCHEMA_FILE)

    assert json.loads(said)["totals"] == {"errors": 0, "warnings": 0, "ignored": 0}


def test_spectral_finds_nothing() -> None:
    said = run(TOOLS / "spectral", "lint", "--fail-severity=hint", "-r", NPM / "spectral.yaml", SCHEMA_FILE)

    assert "No results" in said


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client as JavaScript, compiled strictly against the types that openapi-typescript makes."""
    folder = tmp_path_factory.mktemp("javascript")
    (folder / "node_modules").symlink_to(NPM / "node_modules")
    shutil.copy(CLIENT, folder)
    run(TOOLS / "openapi-typescript", SCHEMA_FILE, "-o", folder / "api.d.ts", at=folder)
    options = ("--strict", "--module", "nodenext", "--target", "es2022", "--noUncheckedIndexedAccess")
    run(TOOLS / "tsc", *options, CLIENT.name, at=folder)
    return folder / "client.mjs"


def test_a_typed_client_reads_lists_items_and_problems(
    client: Path, transactional_db: None, live_server: LiveServer
) -> None:
    make.talks()

    assert json.loads(run("node", client, live_server.url, at=client.parent)) == {
        "count": 3,
        "total": "3",
        "said": [
            "Geneva summit: ronald-reagan",
            "Reykjavik summit: ronald-reagan",
            "Washington summit: ronald-reagan",
        ],
        "refused": "page_size",
        "name": "Ronald Reagan",
    }
