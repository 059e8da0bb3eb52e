"""Schemathesis, against a real server: all phases, all checks, and nothing found. The phase `coverage`, three quarters
of the time, runs on PostgreSQL alone, which has more to object to."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests import history, make
from tests.servers import PATIENCE

HERE = Path(__file__).parent
EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "5")


@pytest.fixture
def unlimited(settings: Settings) -> None:
    settings.API_RATE = None


def test_schemathesis_finds_nothing(
    unlimited: None, transactional_db: None, live_server: LiveServer, tmp_path: Path
) -> None:
    make.talks()
    history.made()
    phases = "examples,fuzzing,stateful" + (",coverage" if connection.vendor == "postgresql" else "")
    command = [
        sys.executable,
        "-m",
        "schemathesis.cli",
        f"--config-file={HERE / 'schemathesis.toml'}",
        "run",
        f"{live_server.url}/api/v1/schema.json",
        f"--phases={phases}",
        "--checks=all",
        f"--max-examples={EXAMPLES}",
        "--generation-deterministic",
        "--continue-on-failure",
        f"--request-timeout={PATIENCE}",
        "--no-color",
    ]
    hooks = {"SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": str(HERE)}

    done = subprocess.run(
        command, env=os.environ | hooks, capture_output=True, text=True, check=False, timeout=900, cwd=tmp_path
    )

    assert done.returncode == 0, done.stdout[-8000:] + done.stderr
