"""Packages are layers: each imports only from below, and only what is listed here. The imports are parsed, not run.

An unused rule fails too, so that this table shows the actual structure; docs/architecture.md draws it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# What each part imports from the others, lowest first. A part is a package, or a module next to the packages.
LAYERS: dict[str, str] = {
    "domain": "",
    "fulltext": "domain",
    "keys": "",
    "querysets": "domain keys models",  # a cycle: models name their querysets, which import them late
    "models": "domain querysets",
    "releases": "models",
    "caching": "models",
    "filters": "domain fulltext models",
    "resources": "domain models filters",
    "chart": "domain",
    "selectors": "domain models querysets resources",
    "index": "domain fulltext models releases filters resources selectors",
    "search": "domain fulltext models releases filters resources selectors index",
    "templatetags": "domain models",
    "api": "domain fulltext models releases resources caching filters selectors index search",
    "exports": "domain models releases resources caching index api",
    "pages": (
        "domain fulltext models releases resources caching filters chart selectors index search templatetags"
        " api exports"
    ),
    "discovery": "domain models releases resources filters selectors index api exports pages",
    "pictures": ("domain models releases filters chart selectors index templatetags pages"),
    "mcp": "domain fulltext models releases filters search api exports",
    "loader": "domain fulltext models",
    "prover": "domain loader",
    "desk": "domain releases loader prover",
    "management": "models releases exports mcp loader prover desk",
    "armscontrol": "models releases caching exports pages",
}
LATE = {("querysets", "models")}
"""Imports allowed only inside functions or for the type checker."""


def part_of(path: Path) -> str:
    """The part that a file belongs to."""
    top, *rest = path.relative_to(ROOT).parts
    return top if top == "armscontrol" else rest[0].removesuffix(".py")


def files() -> list[Path]:
    """Every module of the program, except migrations and the two files that Django needs."""
    found = [*(ROOT / "timeline").rglob("*.py"), *(ROOT / "armscontrol").rglob("*.py")]
    own = {ROOT / "timeline/__init__.py", ROOT / "timeline/apps.py"}
    return sorted(path for path in found if "migrations" not in path.parts and path not in own)


def imported(tree: ast.AST, *, late: bool = False) -> Iterator[tuple[int, str, bool]]:
    """The line and part of each import from the program, and whether it is late: in a function or for the type
    checker."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Import(names=names):
                modules = [one.name for one in names]
            case ast.ImportFrom(module="timeline", names=names):
                modules = [f"timeline.{one.name}" for one in names]
            case ast.ImportFrom(module=str(module)):
                modules = [module]
            case _:
                modules = []
        for name in modules:
            top, _, rest = name.partition(".")
            if top == "armscontrol" or (top == "timeline" and rest):
                yield getattr(node, "lineno", 0), "armscontrol" if top == "armscontrol" else rest.split(".")[0], late
        is_later = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or (
            isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        )
        yield from imported(node, late=late or is_later)


def problems(part: str, source: str, *, file: str) -> list[str]:
    """Every import of a module that its layer does not allow."""
    if part not in LAYERS:
        return [f"{file}: {part} has no place among the layers; give it one in tests/test_layers.py"]
    allowed = LAYERS[part].split()
    return [
        f"{file}:{line}: {part} must not import {other}"
        for line, other, late in imported(ast.parse(source))
        if other != part and (other not in allowed or (not late and (part, other) in LATE))
    ]


def test_every_module_imports_only_from_below() -> None:
    listed = files()
    assert len(listed) > 100

    found = [
        problem
        for path in listed
        for problem in problems(part_of(path), path.read_text("utf-8"), file=str(path.relative_to(ROOT)))
    ]

    assert found == []


def test_the_layers_name_what_there_is_and_allow_what_is_used() -> None:
    used: dict[str, set[str]] = {part: set() for part in map(part_of, files())}
    for path in files():
        used[part_of(path)] |= {other for _, other, _ in imported(ast.parse(path.read_text("utf-8")))}

    assert {part: sorted(others - {part}) for part, others in used.items()} == {
        part: sorted(others.split()) for part, others in LAYERS.items()
    }


def reached(part: str) -> set[str]:
    """All parts that a part depends on, directly or not."""
    below = {other for other in LAYERS[part].split() if (part, other) not in LATE}
    return below.union(*map(reached, below))


def picture() -> str:
    """The layers in Mermaid: each part, highest first, with those imports that no other of its imports implies."""
    arrows = []
    for part in reversed(LAYERS):
        direct = [other for other in LAYERS[part].split() if (part, other) not in LATE]
        arrows += [f"    {part} --> {other}" for other in direct if not any(other in reached(one) for one in direct)]
    arrows += [f"    {part} -. late .-> {other}" for part, other in sorted(LATE)]
    return "\n".join(["```mermaid", "flowchart TD", *arrows, "```"])


def test_the_picture_of_the_layers_is_of_these() -> None:
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    drawn = text.partition("<!-- layers -->\n")[2].partition("\n<!-- end -->")[0]

    assert drawn == picture()  # python -c 'from tests.test_layers import picture; print(picture())'


def test_every_part_has_its_row_in_the_table_of_layers() -> None:
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    rows = text.partition("\n## The layers\n")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(\w+)(?:/|\.py)`", "".join(re.findall(r"^\| (`[^|]*) \|", rows, re.MULTILINE))))

    assert named == set(LAYERS)


def test_the_layers_stand_one_above_the_other() -> None:
    order = list(LAYERS)

    upward = [
        (part, other)
        for part, others in LAYERS.items()
        for other in others.split()
        if order.index(other) >= order.index(part)
    ]

    assert upward == [("querysets", "models")]


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("models", "from timeline.selectors import meetings"),
        ("models", "import timeline.loader.reading"),
        ("pages", "from timeline import loader"),
        ("chart", "from timeline.models import Meeting"),
        ("index", "from timeline.chart.lanes import Lane"),
        ("domain", "def late():\n    from timeline import models"),
        ("querysets", "from timeline.models import Meeting"),
        ("selectors", "from armscontrol import settings"),
        ("helpers", ""),
    ],
)
def test_an_import_from_above_is_found(part: str, source: str) -> None:
    assert len(problems(part, source, file="planted.py")) == 1


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("models", "from timeline import querysets"),
        ("pages", "from timeline.pages.render import wants_fragment\nfrom timeline import selectors"),
        ("querysets", "if TYPE_CHECKING:\n    from timeline.models import Meeting"),
        ("querysets", "def late():\n    from timeline.models import Meeting"),
        ("management", "from timeline.loader import reading"),
    ],
)
def test_an_import_from_below_is_allowed(part: str, source: str) -> None:
    assert problems(part, source, file="planted.py") == []
