"""The software bill of materials (CycloneDX): what runs, in which version, under which licence."""

import json
import re
import subprocess
import sys
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
