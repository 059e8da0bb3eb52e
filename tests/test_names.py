"""One name, one thing: no two classes of the program have the same name."""

import ast
from collections import defaultdict
from collections.abc import Mapping

import pytest

from tests.test_layers import ROOT, files

DJANGOS = {"Meta", "Command"}
"""Names that Django prescribes."""


def shared_names(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """Each name that several classes bear, with the files that they stand in."""
    found: dict[str, list[str]] = defaultdict(list)
    for file, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef) and node.name not in DJANGOS:
                found[node.name].append(file)
    return {name: places for name, places in found.items() if len(places) > 1}


def test_no_two_classes_bear_one_name() -> None:
    sources = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in files()}
    assert len(sources) > 100

    assert shared_names(sources) == {}


@pytest.mark.parametrize("planted", ["class Row: ...", "def within():\n    class Row: ..."])
def test_a_second_class_of_the_same_name_is_found(planted: str) -> None:
    assert shared_names({"one.py": "class Row: ...", "other.py": planted}) == {"Row": ["one.py", "other.py"]}


def test_djangos_own_names_may_stand_anywhere() -> None:
    assert shared_names({"one.py": "class A:\n    class Meta: ...", "other.py": "class B:\n    class Meta: ..."}) == {}
