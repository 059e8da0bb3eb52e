"""README's `pip install` of the extra for the MCP server: the package builds, and contains all of the code.

Without its dependencies, and built with what the environment has: no package index is used.
"""

import os
import re
import subprocess
import sys
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

import pytest

from tests.servers import PATIENCE, ROOT

PACKAGES = ("armscontrol", "timeline")


def _run(command: list[str], folder: Path, **settings: str) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory into which README's command installs here."""
    [asked] = re.findall(r"-m pip install '(\.\[\w+\])'", (ROOT / "README.md").read_text(encoding="utf-8"))
    folder = tmp_path_factory.mktemp("installed")
    here = ["--no-index", "--no-deps", "--no-build-isolation", "--quiet", "--disable-pip-version-check"]
    _run([sys.executable, "-m", "pip", "install", *here, "--target", str(folder), asked], ROOT)
    return folder


def _about(installed: Path) -> Message:
    [file] = installed.glob("across_the_table-*.dist-info/METADATA")
    return HeaderParser().parsestr(file.read_text(encoding="utf-8"))


def _files(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for package in PACKAGES
        for path in (folder / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_command_of_the_readme_installs_all_of_the_code_and_nothing_else(installed: Path) -> None:
    found = _files(installed)

    assert len(found) > 100
    assert found == _files(ROOT)
    assert {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")} == set(PACKAGES)


def test_the_extra_asks_for_the_mcp_package(installed: Path) -> None:
    about = _about(installed)
    asked = about.get_all("Requires-Dist") or []

    assert about.get_all("Provides-Extra") == ["mcp"]
    assert [one for one in asked if one.startswith("mcp") and "extra == 'mcp'" in one]
    assert [one for one in asked if one.startswith("django<6.2")]


def test_what_is_installed_runs_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    """Its seven tools, from the installed code alone."""
    say = (
        "import asyncio, django; django.setup(); from timeline.mcp import server; print(server.__file__,"
        " len(asyncio.run(server.server('https://record.example').list_tools())))"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "armscontrol.settings", "VAR_DIR": str(tmp_path)}

    said = _run([sys.executable, "-c", say], tmp_path, PYTHONPATH=str(installed), **settings)

    assert said.split() == [str(installed / "timeline" / "mcp" / "server.py"), "7"]
