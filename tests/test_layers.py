"""The layers of DESIGN §8: a module imports only what stands to its left. The imports are read, not run.

    vocabulary, folding ← dates ← querysets ← models ← filters, chart ← selectors ← surfaces ← urls
                                                                                    (pages, feeds, exports, api)

Beside them: kept (left of all), evidence, citations (with cited_dates) and standings (pure, left of most), parameters
(what filters are made of), released, caching (validators), dossiers, series, search (the search engine), activity,
columns, reference and facets (between selectors and surfaces), templatetags (left of the pages), fulltext (beside
folding), codebook and downloads (the record as tables and as files, between models and surfaces), and the loader, which
only management commands may import.

A module that nobody has placed here fails the test: place it, on purpose.
"""

import ast
from pathlib import Path
from typing import NamedTuple

import pytest

TIMELINE = Path(__file__).parent.parent / "timeline"

# What each part of `timeline` may import of the others. A part is a module or a package; inside a package all is free.
BELOW_MODELS = {
    "vocabulary",
    "kept",
    "folding",
    "fulltext",
    "dates",
    "evidence",
    "citations",
    "cited_dates",
    "standings",
    "querysets",
}
BELOW_SELECTORS = BELOW_MODELS | {"models", "parameters", "filters", "chart"}
BELOW_SURFACES = (
    BELOW_SELECTORS
    | {"selectors", "released", "caching", "dossiers", "series", "activity", "columns", "reference", "facets"}
    | {
        "codebook",
        "downloads",
    }
)
MAY_IMPORT: dict[str, set[str]] = {
    "apps": set(),
    "caching": BELOW_MODELS | {"models"},
    "vocabulary": set(),
    "kept": set(),
    "folding": set(),
    "fulltext": {"folding"},
    "evidence": set(),
    "cited_dates": {"dates"},
    "citations": {"vocabulary", "dates", "cited_dates"},
    "dates": {"vocabulary"},
    "standings": {"vocabulary"},
    "querysets": {"vocabulary", "folding", "fulltext", "dates", "standings"},
    "models": BELOW_MODELS,
    "chart": {"vocabulary", "dates", "standings"},
    "parameters": BELOW_MODELS | {"models"},
    "filters": BELOW_MODELS | {"models", "parameters"},
    "loader": {"vocabulary", "folding", "fulltext", "dates", "models"},
    "selectors": BELOW_SELECTORS,
    "released": BELOW_SELECTORS | {"selectors"},
    "series": BELOW_SELECTORS | {"selectors", "columns"},
    "dossiers": BELOW_SELECTORS | {"selectors"},
    "search": BELOW_SELECTORS
    | {"selectors", "released", "dossiers", "series", "activity", "columns", "reference", "facets"},
    "columns": BELOW_SELECTORS,
    "activity": BELOW_SELECTORS | {"selectors", "columns", "reference"},
    "reference": BELOW_SELECTORS | {"selectors", "columns"},
    "facets": BELOW_SELECTORS | {"selectors", "columns", "reference"},
    "codebook": BELOW_MODELS | {"models"},
    "downloads": set(),
    "templatetags": BELOW_MODELS | {"models", "chart"},
    "pages": BELOW_SURFACES | {"search", "templatetags"},
    "api": BELOW_SURFACES | {"search"},
    "docs": BELOW_SURFACES | {"api", "pages"},
    "mcp_server": BELOW_SURFACES | {"search", "api"},
    "discovery": BELOW_SURFACES | {"pages", "api"},
    "feeds": BELOW_SURFACES,
    "exports": BELOW_SURFACES | {"api"},
    "urls": BELOW_SURFACES | {"pages", "api", "feeds", "exports"},
    "management": BELOW_SURFACES | {"loader", "exports", "mcp_server"},
}
# Models name their querysets, querysets ask models: the circle is broken by importing models late.
LATE_ONLY = {"querysets": {"models"}}


class Import(NamedTuple):
    """One import of another part of `timeline`; late: inside a function, or for the type checker alone."""

    line: int
    part: str
    late: bool


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _names(node: ast.AST) -> list[str]:
    """The dotted modules that a statement imports, `from timeline import x` written out as `timeline.x`."""
    match node:
        case ast.Import(names=names):
            return [name.name for name in names]
        case ast.ImportFrom(module="timeline", names=names):
            return [f"timeline.{name.name}" for name in names]
        case ast.ImportFrom(module=str(module)):
            return [module]
        case _:
            return []


def imports(node: ast.AST, *, late: bool = False) -> list[Import]:
    """What a tree imports of `timeline`, in order."""
    found = [
        Import(getattr(node, "lineno", 0), name.split(".")[1], late)
        for name in _names(node)
        if name.startswith("timeline.")
    ]
    later = late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or _is_type_checking(node)
    for child in ast.iter_child_nodes(node):
        found += imports(child, late=later)
    return found


def problems(part: str, source: str, *, file: str) -> list[str]:
    """Every import of `source`, a module of `part`, that goes to the right."""
    if part not in MAY_IMPORT:
        return [f"{file}: {part} has no place among the layers; give it one in tests/test_layers.py"]
    return [
        f"{file}:{line}: {part} must not import {imported}{'' if late else ' at its top'}"
        for line, imported, late in imports(ast.parse(source))
        if imported != part
        and imported not in MAY_IMPORT[part]
        and not (late and imported in LATE_ONLY.get(part, set()))
    ]


def _part(path: Path) -> str:
    return path.relative_to(TIMELINE).parts[0].removesuffix(".py")


def test_every_module_imports_only_from_its_left() -> None:
    files = [path for path in sorted(TIMELINE.rglob("*.py")) if _part(path) not in {"migrations", "__init__"}]

    found = [
        problem
        for path in files
        for problem in problems(
            _part(path), path.read_text(encoding="utf-8"), file=str(path.relative_to(TIMELINE.parent))
        )
    ]

    assert len(files) > 10
    assert found == []


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("models", "from timeline.selectors import meetings"),
        ("models", "import timeline.loader.reading"),
        ("pages", "from timeline import loader"),
        ("pages", "from timeline.api import urls"),
        ("chart", "from timeline.models import Meeting"),
        ("vocabulary", "def late():\n    from timeline import dates"),
        ("querysets", "from timeline.models import Meeting"),
        ("querysets", "def late():\n    from timeline.selectors import meetings"),
        ("helpers", ""),
    ],
)
def test_an_import_to_the_right_is_found(part: str, source: str) -> None:
    assert len(problems(part, source, file="planted.py")) == 1


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("models", "from timeline import querysets"),
        ("pages", "from timeline.pages.fragments import wants_fragment\nfrom timeline import selectors"),
        ("querysets", "if TYPE_CHECKING:\n    from timeline.models import Meeting"),
        ("querysets", "def late():\n    from timeline.models import Meeting"),
        ("management", "from timeline.loader import reading"),
    ],
)
def test_an_import_from_the_left_is_allowed(part: str, source: str) -> None:
    assert problems(part, source, file="planted.py") == []
