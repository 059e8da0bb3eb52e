"""What the documents promise is there: every test, file and command that they name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = ["docs/operations.md", "docs/security.md"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_that_a_document_names_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", text))
    there = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert len(named) > 10
    assert named - there == set()


def test_every_row_of_the_security_table_names_the_test_that_proves_it() -> None:
    text = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| V")]

    assert len(rows) > 20
    assert [row for row in rows if not re.search(r"\| (`test_\w+`(, )?)+ \|$", row)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"`((?:tests|deploy|docs|fixtures)/[\w./-]+\.\w+)`", text)

    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


GUIDES = {"docs/architecture.md": 30, "CONTRIBUTING.md": 15}
"""What leads through the code, and of how many files at least."""


@pytest.mark.parametrize("document", GUIDES)
def test_every_place_in_the_code_that_a_guide_names_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    folders = "timeline|armscontrol|templates|static|tests|docs|benchmarks|fixtures|deploy|\\.ci"
    named = {path for path in re.findall(rf"`((?:{folders})/[\w./-]*)`", text) if "SLUG" not in path}

    assert len(named) >= GUIDES[document]
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def test_every_fault_of_the_table_is_a_test_and_the_other_way_round() -> None:
    text = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    files = ("tests/deploy/test_faults.py", "tests/deploy/test_loads.py", "tests/operations/test_sqlite_faults.py")
    faults = "".join((ROOT / file).read_text(encoding="utf-8") for file in files)

    tested = set(re.findall(r"^def (test_\w+)", faults, re.MULTILINE))
    assert tested <= set(re.findall(r"`(test_\w+)`", text))


DOCUMENTED = {"_meta", "_default_manager", "_replace"}
"""Names with an underscore that are documented all the same: Django's of a model, Python's of a named tuple."""
SET = {"DEFAULT_WORKER_DATA_TIMEOUT", "supports_json_field"}
"""Names without one that are not ours to set."""


def _private(tree: ast.AST) -> Iterator[str]:
    """The private attributes of others that a module uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            own = isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}
            if node.attr in SET or (re.match(r"_[^_]", node.attr) and not own and node.attr not in DOCUMENTED):
                yield node.attr


def test_every_private_interface_that_is_used_is_in_the_list_and_the_other_way_round() -> None:
    text = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    section = text.partition("## Private interfaces")[2].partition("\n## ")[0]
    listed = {(path, name) for path, name in re.findall(r"^\| `(\S+)` \| `[\w.]*?\.(\w+)` \|", section, re.MULTILINE)}
    used = {
        (path.relative_to(ROOT).as_posix(), name)
        for folder in ("armscontrol", "timeline")
        for path in (ROOT / folder).rglob("*.py")
        for name in _private(ast.parse(path.read_text(encoding="utf-8")))
    }

    assert len(used) > 3
    assert listed == used
