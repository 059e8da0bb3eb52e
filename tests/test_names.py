"""One name, one thing: no two classes of the program have the same name."""

import ast
import re
from collections import defaultdict
from collections.abc import Mapping

import pytest

from tests.test_layers import ROOT, files

DJANGOS = {"Meta", "Command"}
"""Names that Django prescribes."""


def shared_names(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """Each name shared by several classes, with their files."""
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


RETIRED_FILES = {
    "dossiers",
    "embedding",
    "faced",
    "finding",
    "freshness",
    "nouns",
    "outage",
    "pulse",
    "stood",
    "walking",
}
"""Words no longer allowed in the names of modules, templates and style sheets."""
RETIRED = {"by_release", "dossiers", "forget", "nouns", "ours", "per_stretch", "stood", "walking"}
"""Words no longer allowed in the names of classes, functions, parameters and fields."""
RETIRED_STYLES = {"faced", "stood"}
"""Words no longer allowed in the class names of style sheets."""


def retired(name: str, words: set[str]) -> set[str]:
    """The retired words in a name: the whole name, or parts of it."""
    return {name.lower(), *re.findall(r"[a-z]+", name.lower())} & words


def defined(source: str) -> set[str]:
    """The names that a module defines: classes, functions, parameters and fields."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
                found.add(name)
            case ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
    return found


def styles(sheet: str) -> set[str]:
    """The classes that a style sheet selects."""
    return set(re.findall(r"\.([a-z][a-z_-]*)", sheet))


def test_no_file_bears_a_retired_name() -> None:
    kept = [
        path for folder in ("timeline", "armscontrol", "templates", "static") for path in (ROOT / folder).rglob("*")
    ]
    assert len(kept) > 300

    assert [path.name for path in kept if retired(path.stem, RETIRED_FILES)] == []


def test_nothing_that_is_defined_bears_a_retired_name() -> None:
    named = {(path.name, name) for path in files() for name in defined(path.read_text("utf-8"))}
    assert len(named) > 1000

    assert {(file, name) for file, name in named if retired(name, RETIRED)} == set()


def test_no_style_bears_a_retired_name() -> None:
    named = {(path.name, name) for path in ROOT.glob("static/css/*.css") for name in styles(path.read_text("utf-8"))}
    assert len(named) > 300

    assert {(file, name) for file, name in named if retired(name, RETIRED_STYLES)} == set()


@pytest.mark.parametrize(
    "source", ["class Stood: ...", "def by_release(): ...", "def f(is_ours): ...", "_stood: int = 1"]
)
def test_a_retired_name_is_found(source: str) -> None:
    assert [name for name in defined(source) if retired(name, RETIRED)]


def test_a_retired_style_is_found() -> None:
    assert [name for name in styles("a, .stood__rows > li { color: red }") if retired(name, RETIRED_STYLES)]
