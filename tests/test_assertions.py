"""No test passes vacuously: if an assertion also holds for an empty list (a loop, `all`, `… == []`), another, firm
assertion of the same test must be about what it iterates over.

The tests are parsed, not run. A name in a firm assertion counts as asserted, and so does what it was computed from.
Generated values (`@given`) are only sometimes empty, and literals are never unexpectedly so.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)

type Claim = tuple[ast.AST, list[ast.expr]]
"""An assertion, and the expressions that would make it vacuous if they were empty."""


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _calls(node: ast.AST, *names: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _source(node: ast.expr) -> ast.expr:
    """What a comprehension iterates over first; anything else is returned as it is."""
    return node.generators[0].iter if isinstance(node, COMPREHENSIONS) else node


def _is_empty(node: ast.expr) -> bool:
    literal = isinstance(node, ast.List | ast.Tuple | ast.Set) and not node.elts
    return literal or (isinstance(node, ast.Dict) and not node.keys) or (_calls(node, "set", "dict") and not node.args)  # type: ignore[attr-defined]


def _held_by_nothing(test: ast.expr) -> list[ast.expr]:
    """What an asserted expression iterates over, if it holds when that is empty."""
    if isinstance(test, ast.Call) and _calls(test, "all"):
        return [_source(test.args[0])]
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and isinstance(test.operand, ast.Call):
        return [_source(test.operand.args[0])] if _calls(test.operand, "any") else []
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        left, right = test.left, test.comparators[0]
        if isinstance(test.ops[0], ast.Eq) and _is_empty(right):
            if isinstance(left, ast.BinOp) and isinstance(left.op, ast.Sub):
                return [_source(left.left)]
            return [_source(left)] if isinstance(left, COMPREHENSIONS) else []
        if isinstance(test.ops[0], ast.LtE) and isinstance(left, COMPREHENSIONS):
            return [_source(left)]
    return []


def _is_written_out(node: ast.expr, known: set[str]) -> bool:
    """Whether it cannot be empty by its form: a literal, a constant of the module, a range with a literal length."""
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return bool(node.elts)
    if isinstance(node, ast.Dict):
        return bool(node.keys)
    if isinstance(node, ast.Name):
        return node.id in known or node.id[0].isupper()
    if isinstance(node, ast.Attribute):
        return node.attr.isupper()
    if isinstance(node, ast.BinOp):
        return _is_written_out(node.left, known) or _is_written_out(node.right, known)
    return isinstance(node, ast.Call) and _is_call_written_out(node, known)


def _is_call_written_out(node: ast.Call, known: set[str]) -> bool:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr in {"items", "keys", "values", "split"} and _is_written_out(node.func.value, known)
    if _calls(node, "range"):
        return all(isinstance(one, ast.Constant) for one in node.args)
    if _calls(node, "enumerate", "list", "reversed", "set", "sorted", "tuple", "zip"):
        return any(_is_written_out(one, known) for one in node.args)
    return isinstance(node.func, ast.Name) and node.func.id in known


def _is_claim(node: ast.AST) -> bool:
    """Whether a statement other than `assert` asserts: a call of an asserting function, or `pytest.raises`."""
    if isinstance(node, ast.With):
        return any("raises" in ast.unparse(one.context_expr) for one in node.items)
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and "assert" in ast.unparse(node.value.func)


def _claims(node: ast.AST, loops: list[ast.expr]) -> Iterator[Claim]:
    """Every assertion under a node."""
    if isinstance(node, ast.Assert):
        yield node, loops + _held_by_nothing(node.test)
    elif _is_claim(node):
        yield node, loops
    for child in ast.iter_child_nodes(node):
        is_body = isinstance(node, ast.For) and child in node.body
        yield from _claims(child, [*loops, node.iter] if isinstance(node, ast.For) and is_body else loops)


def _helpers(tree: ast.Module) -> set[str]:
    """The functions of a module that assert something about what they return."""
    functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and not one.name.startswith("test_")]
    return {one.name for one in functions if any(isinstance(part, ast.Assert) for part in one.body)}


def _counts(test: ast.FunctionDef) -> list[tuple[set[str], set[str]]]:
    """What loops count or collect (`found += 1`), and the names of what they iterate over."""
    loops = [one for one in ast.walk(test) if isinstance(one, ast.For)]
    added = [(loop, one.target) for loop in loops for one in ast.walk(loop) if isinstance(one, ast.AugAssign)]
    bases = [(loop, to.value if isinstance(to, ast.Subscript) else to) for loop, to in added]
    return [(_names(base), _names(loop.iter)) for loop, base in bases]


def _unproven(test: ast.FunctionDef, helpers: set[str]) -> list[str]:
    """The assertions of a test that hold if what they iterate over is empty, which no other line rules out."""
    known, claims = set(helpers), list(_claims(test, []))
    made = [one for one in ast.walk(test) if isinstance(one, ast.Assign)]
    known |= {name for one in made if _is_written_out(one.value, known) for name in _names(one.targets[0])}
    for one in made:  # `[only] = found` asserts the length
        if isinstance(one.targets[0], ast.List | ast.Tuple):
            known |= _names(one.value)
    counts = _counts(test)
    while True:
        weak = [(line, [one for one in over if not _is_known(one, known, helpers)]) for line, over in claims]
        firm = {name for line, over in weak if not over for name in _names(line)}
        firm |= {name for one in made if _names(one.targets[0]) & firm for name in _names(one.value)}
        firm |= {name for counted, over in counts if counted & firm for name in over}
        if firm <= known:
            return [f"{line.lineno}: {ast.unparse(over[0])}" for line, over in weak if over]  # type: ignore[attr-defined]
        known |= firm


def _is_known(node: ast.expr, known: set[str], helpers: set[str]) -> bool:
    """Whether a value is asserted: what a helper returns is, but not what is read from it."""
    return bool(_names(node) & (known - helpers)) or _is_written_out(node, known)


def _all_unproven(source: str) -> list[str]:
    """The unproven assertions of all tests of a module. A test without assertions asserts by the functions it calls."""
    tree, found = ast.parse(source), []
    for test in [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]:
        generated = any("given" in ast.unparse(one) for one in test.decorator_list)
        if ("assert" not in test.name and not test.name.startswith("test_")) or generated:
            continue
        found += [f"{test.name}:{line}" for line in _unproven(test, _helpers(tree))]
        if not list(_claims(test, [])) and all(isinstance(one, ast.For) for one in test.body):
            found.append(f"{test.name}:{test.lineno}: only calls, in a loop")
    return found


def test_no_test_passes_on_nothing() -> None:
    files = sorted(TESTS.rglob("*.py"))

    assert len(files) > 100
    found = [f"{file.relative_to(TESTS)}:{line}" for file in files for line in _all_unproven(file.read_text("utf-8"))]
    assert found == [], "\n".join(found)


HELPER = "def opened(path):\n  assert path\n  return path\n"


@pytest.mark.parametrize(
    "body",
    [
        "for one in page.select('a'):\n  assert one",
        "assert all(one for one in page.select('a'))",
        "assert not any(one for one in found)",
        "assert [one for one in found if one] == []",
        "assert {one for one in found} - {'a'} == set()",
        "for one in found:\n  with pytest.raises(ValueError):\n    one()",
        "for one in links(page):\n  opened(one)",
        "seen = 0\nfor one in found:\n  assert one\n  seen += 1\nassert page",
        "for one in opened('/').select('a'):\n  assert one",
    ],
)
def test_one_that_does_is_found(body: str) -> None:
    inside = body.replace("\n", "\n  ")

    assert len(_all_unproven(f"{HELPER}def test_it(page, found):\n  {inside}\n")) == 1


@pytest.mark.parametrize(
    "body",
    [
        "assert found\nfor one in found:\n  assert one",
        "names = [one.name for one in found]\nassert names == ['a']\nassert all(found)",
        "for one in ('a', 'b'):\n  assert one",
        "for one in PAGES.items():\n  assert one",
        "for _ in range(3):\n  assert found",
        "seen = 0\nfor one in found:\n  assert one\n  seen += 1\nassert seen > 5",
        "for one in opened('/'):\n  assert one",
        "[one] = found\nassert [it for it in found if not it] == []",
    ],
)
def test_one_that_does_not_is_left_alone(body: str) -> None:
    inside = body.replace("\n", "\n  ")

    assert _all_unproven(f"{HELPER}def test_it(page, found):\n  {inside}\n") == []
