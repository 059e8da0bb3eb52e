"""The software bill of materials (CycloneDX): what runs, in which version, under which licence."""

import json
import re
import subprocess
import sys
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The bill of requirements.lock."""
    file = tmp_path_factory.mktemp("bill") / "bill.json"
    tool = str(Path(sys.executable).parent / "cyclonedx-py")
    subprocess.run(
        [tool, "requirements", "requirements.lock", "--output-reproducible", "--of", "JSON", "-o", str(file)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def test_the_bill_of_materials_names_what_is_locked(bill: dict[str, Any]) -> None:
    locked = re.findall(
        r"^([a-z0-9.-]+)==([^\s;]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert {(one["name"], one["version"]) for one in bill["components"]} == set(locked)
    assert bill["bomFormat"] == "CycloneDX"


def test_every_component_has_its_hashes(bill: dict[str, Any]) -> None:
    without = [
        one["name"]
        for one in bill["components"]
        if not any(reference.get("hashes") for reference in one.get("externalReferences", []))
    ]

    assert without == []


KNOWN = (
    "MIT",
    "BSD",
    "Apache",
    "ISC",
    "MPL",
    "PSF",
    "Python Software Foundation",
    "LGPL",
    "Unicode",
    "Zlib",
    "0BSD",
    "Unlicense",
)


def _licence(name: str) -> str:
    """What a package says of its licence: the expression, the classifiers or the free text."""
    about = metadata(name)
    classifiers = [one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or [] if one.startswith("License")]
    said = [about.get("License-Expression") or "", *classifiers, (about.get("License") or "")[:80]]
    return "; ".join(one for one in said if one)


def test_everything_that_runs_has_a_licence_that_lets_it_be_passed_on() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = [
        name for name, rest in re.findall(r"^([a-z0-9.-]+)==(.*)$", lock, re.MULTILINE) if "sys_platform" not in rest
    ]

    licences = {name: _licence(name) for name in names}

    assert {name: said for name, said in licences.items() if not any(word in said for word in KNOWN)} == {}
