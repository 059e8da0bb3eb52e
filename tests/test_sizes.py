"""At most 25 lines per function and 300 per file: anything longer does several things. A table of rows may be
longer."""

import ast
from pathlib import Path

import pytest

from tests.test_layers import ROOT

MOST_OF_A_FUNCTION = 25
MOST_OF_A_FILE = 300
TABLES = {
    "timeline/loader/schema.py",  # the keys of the fixtures, entry by entry
    "timeline/models.py",  # the tables of the database, each with its constraints and indexes
    "clients/python/across_the_table/types.py",  # the fields of the API's items
}
"""Files that are a single table of rows."""


def sources() -> dict[str, str]:
    """Every module of the program, except migrations, which Django writes."""
    found = [path for folder in ("timeline", "armscontrol", ".ci", "clients") for path in (ROOT / folder).rglob("*.py")]
    return {name(path): path.read_text("utf-8") for path in found if "migrations" not in path.parts}


def name(path: Path) -> str:
    """The path of a file in the repository."""
    return path.relative_to(ROOT).as_posix()


def too_long(file: str, source: str) -> list[str]:
    """The functions of a file that are too long, from `def` to their last line, and the file itself if it is."""
    found = [
        f"{file}:{node.lineno}: {node.name} has {lines} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > MOST_OF_A_FUNCTION
    ]
    lines = len(source.splitlines())
    return found + [f"{file} has {lines} lines"] * (lines > MOST_OF_A_FILE and file not in TABLES)


def test_no_function_and_no_file_is_too_long() -> None:
    read = sources()
    assert len(read) > 150

    assert [one for file, source in sorted(read.items()) for one in too_long(file, source)] == []


def test_every_exception_is_needed() -> None:
    read = sources()

    assert {file for file in TABLES if len(read[file].splitlines()) > MOST_OF_A_FILE} == TABLES


@pytest.mark.parametrize("lines", [MOST_OF_A_FUNCTION, MOST_OF_A_FUNCTION + 1])
def test_a_function_that_is_too_long_is_found(lines: int) -> None:
    source = "\n".join(["async def long():", *["    pass"] * (lines - 1)])

    assert len(too_long("planted.py", source)) == int(lines > MOST_OF_A_FUNCTION)


@pytest.mark.parametrize("lines", [MOST_OF_A_FILE, MOST_OF_A_FILE + 1])
def test_a_file_that_is_too_long_is_found(lines: int) -> None:
    assert len(too_long("planted.py", "pass\n" * lines)) == int(lines > MOST_OF_A_FILE)
