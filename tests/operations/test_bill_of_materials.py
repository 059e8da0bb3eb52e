"""The bill of materials (CycloneDX) that .ci/bill.py makes: what runs, in which version, under which licence."""

import importlib.util
import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def _script() -> Any:
    spec = importlib.util.spec_from_file_location("bill", ROOT / ".ci/bill.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    """The bill of requirements.lock."""
    found: dict[str, Any] = SCRIPT.bill()
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


def test_everything_that_runs_has_a_licence_that_lets_it_be_passed_on() -> None:
    licences = {name: SCRIPT.licence(name)[1] for name in SCRIPT.locked()}

    assert len(licences) > 20
    assert {name: said for name, said in licences.items() if not any(word in said for word in KNOWN)} == {}


def test_the_table_of_licences_is_what_packages_say() -> None:
    assert (ROOT / "docs/licences.md").read_text(encoding="utf-8") == SCRIPT.table()


def test_what_is_said_of_packages_for_elsewhere_is_what_they_say_here() -> None:
    locked = SCRIPT.locked()

    assert set(SCRIPT.ELSEWHERE) <= set(locked)
    for name, said in SCRIPT.ELSEWHERE.items():
        try:
            metadata(name)
        except PackageNotFoundError:
            continue
        assert SCRIPT.licence(name)[1] == said


def test_the_bill_follows_its_schema_and_gives_each_licence(bill: dict[str, Any]) -> None:
    without = [one["name"] for one in bill["components"] if not one.get("licenses")]

    assert without == []
    assert SCRIPT.problem(json.dumps(bill)) == ""
    assert bill["metadata"]["component"]["name"] == "across-the-table"


def test_a_bill_that_is_wrong_is_told(bill: dict[str, Any]) -> None:
    wrong = bill | {"components": [{"name": "nothing else"}]}

    assert SCRIPT.problem(json.dumps(wrong)) != ""


def test_the_command_says_where_the_bill_is() -> None:
    done = subprocess.run([sys.executable, ".ci/bill.py"], cwd=ROOT, check=True, capture_output=True, text=True)

    path, _, said = done.stdout.strip().partition(": ")
    assert path == "var/bill-of-materials.cdx.json"
    assert json.loads((ROOT / path).read_text(encoding="utf-8"))["bomFormat"] == "CycloneDX"
    assert said.endswith("valid CycloneDX 1.6")
