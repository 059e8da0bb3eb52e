"""The software bill of materials: what runs, in which version, with which hashes, under which licence.

.ci/bill.py              writes var/bill-of-materials.cdx.json (CycloneDX), valid by its schema, and says so
.ci/bill.py --licences   writes docs/licences.md, the same licences for people
"""

import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
BILL = ROOT / "var/bill-of-materials.cdx.json"
TABLE = ROOT / "docs/licences.md"
# What the lock names for other systems or Pythons than the one that asks, which has no metadata of it.
ELSEWHERE = {"backports-zstd": "PSF-2.0", "colorama": "BSD License"}
IN_A_FILE = {"resvg-py": "MIT"}
"""Packages whose metadata name no licence: what the text is that they ship."""
HEAD = """# Licences

What runs, by `requirements.lock`, and under which licence, in the package's own words: an SPDX expression where it
gives one. `make sbom` writes the same as a CycloneDX bill of materials, with versions and hashes;
`.ci/bill.py --licences` writes this table, and a test keeps the two equal.

| package | licence |
| --- | --- |
"""


def licence(name: str) -> tuple[str, str]:
    """What a package says of its licence, and in which form: an SPDX "expression", or else a "name"."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        said = ELSEWHERE[name]
        return ("name" if said.endswith("License") else "expression"), said
    if expression := about.get("License-Expression"):
        return "expression", expression
    classifiers = [one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or [] if one.startswith("License")]
    if name in IN_A_FILE:
        return "expression", IN_A_FILE[name]
    return "name", "; ".join(classifiers) or (about.get("License") or "").strip().splitlines()[0]


def locked() -> list[str]:
    """The names of the packages that the lock holds, in order."""
    return re.findall(r"^([a-z0-9.-]+)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE)


def bill() -> dict[str, Any]:
    """The bill of requirements.lock with everybody's licence."""
    tool = [str(Path(sys.executable).parent / "cyclonedx-py"), "requirements", str(LOCK), "--pyproject"]
    options = [str(ROOT / "pyproject.toml"), "--output-reproducible", "--of", "JSON", "-o", "-"]
    done = subprocess.run([*tool, *options], check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    found: dict[str, Any] = json.loads(done.stdout)
    for component in found["components"]:
        form, said = licence(component["name"])
        component["licenses"] = [{form: said}] if form == "expression" else [{"license": {"name": said}}]
        del component["description"]  # the line of the lock, which is in the other fields
    return found


def problem(text: str) -> str:
    """What CycloneDX's schema has against the bill; empty where it is valid."""
    version = SchemaVersion.from_version(json.loads(text)["specVersion"])
    found = JsonStrictValidator(version).validate_str(text)
    return str(found) if found else ""


DATA = """
What the map and its cities are made of, and what share pictures are set in:

| data | where | licence |
| --- | --- | --- |
| Natural Earth, land, from npm `world-atlas` 2.0.2 | `static/map/land.svg` | public domain (the package: ISC) |
| GeoNames: coordinates and numbers of cities | `fixtures/places.yaml` | CC BY 4.0 |
| Source Serif 4, Source Sans 3, Noto Naskh Arabic (npm `@expo-google-fonts`) | `timeline/pictures/fonts/` | OFL-1.1 |
"""


def table() -> str:
    """docs/licences.md."""
    return HEAD + "".join(f"| {name} | {licence(name)[1]} |\n" for name in locked()) + DATA


def main() -> int:
    """Write one of the two; 1 where the bill is not valid."""
    if sys.argv[1:] == ["--licences"]:
        TABLE.write_text(table(), encoding="utf-8")
        return 0
    made = bill()
    text = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
    if wrong := problem(text):
        print(wrong, file=sys.stderr)
        return 1
    BILL.parent.mkdir(exist_ok=True)
    BILL.write_text(text, encoding="utf-8")
    packages = len(made["components"])
    print(f"{BILL.relative_to(ROOT)}: {packages} packages, valid CycloneDX {made['specVersion']}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
