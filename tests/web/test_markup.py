"""What is written as markup in Python interpolates only what is escaped or cannot hold markup. The source is read: a
value is followed through names, functions and their callers to where it comes from."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "timeline"
ESCAPED = frozenset(
    {"escape", "escaped", "percent", "len", "int", "max", "min", "sum", "urlencode", "range", "isoformat", "Segment"}
    | {"write", "translate"}
)
"""Functions whose result holds no markup that is not meant, whatever they are given. `write` is `escape` or search's
`lines.marked`, which escapes; `translate` takes `<`, `>` and `&` out of JSON."""
NUMBERS = frozenset({"int", "float", "int | None", "float | None", "bool", "SafeString", "State", "Mapping[int, int]"})
"""Types that hold none."""
SAME = frozenset({"strip", "lower", "partition", "items", "replace"})
"""Methods whose result holds no markup where their text holds none."""
CODES = frozenset({"slug", "public_id", "stance", "speech", "kind", "status", "side", "anchor", "shapes", "choices"})
"""Fields that hold none: the database keeps them to slugs and to codes of closed lists, or the program writes them."""


@dataclass
class Program:
    """The modules that write markup: their functions and their calls by name; a private name is its module's."""

    functions: dict[str, list[ast.FunctionDef]] = field(default_factory=lambda: defaultdict(list))
    calls: dict[str, list[tuple[ast.Call, ast.FunctionDef]]] = field(default_factory=lambda: defaultdict(list))
    attributes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    modules: dict[ast.FunctionDef, str] = field(default_factory=dict)

    def name(self, name: str, module: str) -> str:
        """The name that identifies a function."""
        return f"{module}:{name}" if name.startswith("_") else name

    def read(self, source: str, module: str) -> None:
        """Take in a module: the types that its classes give their attributes, its functions and their calls."""
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                self._read_class(node)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                self._read_function(node, module)
        for function in [line for line in tree.body if isinstance(line, ast.FunctionDef)]:
            self.functions[self.name(function.name, module)].append(function)

    def _read_class(self, node: ast.ClassDef) -> None:
        for line in node.body:
            if isinstance(line, ast.AnnAssign):
                self.attributes[ast.unparse(line.target)].add(ast.unparse(line.annotation))
            elif isinstance(line, ast.FunctionDef) and line.returns:
                self.attributes[line.name].add(ast.unparse(line.returns))

    def _read_function(self, function: ast.FunctionDef, module: str) -> None:
        self.modules[function] = module
        for call in ast.walk(function):
            if isinstance(call, ast.Call):
                called = ast.unparse(call.func).rpartition(".")[2]
                self.calls[self.name(called, module)].append((call, function))


@dataclass
class Reader:
    """Judges the values of one program. `seen` keeps what is being judged from being asked again."""

    program: Program
    seen: set[tuple[int, str]] = field(default_factory=set)

    def is_safe(self, value: ast.expr, within: ast.FunctionDef) -> bool:
        """Whether no text that is not escaped can come in by an expression."""
        match value:
            case ast.Constant():
                return True
            case ast.FormattedValue(value=inner, format_spec=spec):
                return (spec is not None and ast.unparse(spec)[-2] in "gdf") or self.is_safe(inner, within)
            case ast.Call(func=ast.Attribute(value=ast.Constant(), attr="join"), args=[several]):
                return self.is_safe(several, within)
            case ast.Call(func=ast.Attribute(value=text, attr=name)) if name in SAME:
                return self.is_safe(text, within)
            case ast.Call(func=called):
                name = ast.unparse(called).rpartition(".")[2]
                return self.returns_safe(self.program.name(name, self.program.modules[within]))
            case ast.Name(id=name):
                return self.is_bound_safe(name, within)
            case ast.Attribute(attr=name):
                return name in CODES or name.isupper() or self.is_number(name)
            case ast.List(elts=[]):
                return True
        parts = _parts(value)
        return bool(parts) and all(self.is_safe(one, within) for one in parts)

    def is_number(self, attribute: str) -> bool:
        """Whether every class that has an attribute of this name gives it a type that holds no markup."""
        types = self.program.attributes.get(attribute, set())
        return bool(types) and types <= NUMBERS

    def returns_safe(self, name: str) -> bool:
        """Whether every function of this name returns what is safe."""
        functions = self.program.functions.get(name, [])
        return name in ESCAPED or (bool(functions) and all(map(self._returns_safe, functions)))

    def _returns_safe(self, function: ast.FunctionDef) -> bool:
        if function.returns and ast.unparse(function.returns) in NUMBERS:
            return True
        if (id(function), "") in self.seen:
            return True
        self.seen.add((id(function), ""))
        returned = [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]
        return bool(returned) and all(self.is_safe(one, function) for one in returned)

    def is_bound_safe(self, name: str, within: ast.FunctionDef) -> bool:
        """Whether all that a name of a function may be is safe: what is assigned, looped over, or given by callers."""
        if name.isupper() or (id(within), name) in self.seen:
            return True
        self.seen.add((id(within), name))
        values = list(_bound(name, within))
        arguments = [one.arg for one in (*within.args.args, *within.args.kwonlyargs)]
        if name in arguments:
            return self._is_given_safe(arguments.index(name), name, within)
        is_good = bool(values) and all(self.is_safe(one, within) for one in values)
        if not is_good:
            self.seen.discard((id(within), name))
        return is_good

    def _is_given_safe(self, place: int, name: str, within: ast.FunctionDef) -> bool:
        argument = [*within.args.args, *within.args.kwonlyargs][place]
        if argument.annotation and ast.unparse(argument.annotation) in NUMBERS:
            return True
        called = self.program.name(within.name, self.program.modules[within])
        given = [(one, caller) for call, caller in self.program.calls[called] for one in _given(call, place, name)]
        return bool(given) and all(self.is_safe(one, caller) for one, caller in given)


def _parts(value: ast.expr) -> list[ast.expr]:
    """The expressions of which one made of others consists."""
    match value:
        case ast.JoinedStr(values=several) | ast.BoolOp(values=several):
            return several
        case ast.List(elts=several) | ast.Tuple(elts=several):
            return several
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            return [one, other]
        case (
            ast.DictComp(value=one)
            | ast.GeneratorExp(elt=one)
            | ast.ListComp(elt=one)
            | ast.Starred(value=one)
            | ast.UnaryOp(operand=one)
        ):
            return [one]
        case ast.Dict(values=several):
            return several
        case ast.Subscript(value=one):
            return [one]
    return []


def _given(call: ast.Call, place: int, name: str) -> list[ast.expr]:
    """What a call gives for an argument."""
    return [one.value for one in call.keywords if one.arg == name] or call.args[place : place + 1]


def _bound(name: str, function: ast.FunctionDef) -> Iterator[ast.expr]:
    """What a name of a function is bound to by assignment or by a loop."""
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[target], value=value) | ast.For(target=target, iter=value):
                yield from _of_target(name, target, value)
            case ast.comprehension(target=target, iter=value):
                yield from _of_target(name, target, value)
            case ast.AugAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
                yield from _of_target(name, target, value)
            case ast.Call(func=ast.Attribute(value=target, attr="append"), args=[value]):
                yield from _of_target(name, target, value)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield from _of_target(name, target, value)


def _of_target(name: str, target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    match target, value:
        case ast.Name(id=bound), _ if bound == name:
            yield value
        case ast.Tuple(elts=[ast.Name(id=bound), _]), ast.Call(func=ast.Name(id="enumerate")) if bound == name:
            yield ast.Constant(0)
        case ast.Tuple(elts=[_, ast.Name(id=bound)]), ast.Call(func=ast.Name(id="enumerate"), args=[several, *_]) if (
            bound == name
        ):
            yield several
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            for one, other in zip(targets, values, strict=True):
                yield from _of_target(name, one, other)
        case ast.Tuple(elts=targets), _ if name in map(ast.unparse, targets):
            yield value


def interpolated(function: ast.FunctionDef) -> Iterator[ast.FormattedValue]:
    """What is put into the f-strings of a function that hold a tag."""
    for text in ast.walk(function):
        if isinstance(text, ast.JoinedStr) and any(
            "<" in str(one.value) for one in text.values if isinstance(one, ast.Constant)
        ):
            yield from (part for part in text.values if isinstance(part, ast.FormattedValue))


def made_safe(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """What a function hands to templates as markup."""
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and ast.unparse(call.func) in {"safe", "mark_safe"}:
            yield from call.args


def found(program: Program) -> tuple[int, list[str]]:
    """How many interpolations and marked texts there are, and those through which unescaped text may come in."""
    judged = [
        (function, one)
        for function, module in program.modules.items()
        for one in (*interpolated(function), *made_safe(function))
    ]
    return len(judged), sorted(
        f"{program.modules[function]}:{one.lineno}: {ast.unparse(one)}"
        for function, one in judged
        if not Reader(program).is_safe(one, function)
    )


def read(*files: Path) -> Program:
    """The program of these files, with the types of all attributes that the application's classes have."""
    program = Program()
    for path in (ROOT / "chart").rglob("*.py"):
        program.read(path.read_text("utf-8"), path.stem)
    for path in files:
        program.read(path.read_text("utf-8"), str(path.relative_to(ROOT)))
    return program


def test_nothing_that_is_not_escaped_comes_into_the_markup_that_python_writes() -> None:
    folders = [path for folder in ("pages", "discovery", "templatetags") for path in (ROOT / folder).rglob("*.py")]
    beside = [ROOT / "search/lines.py", ROOT / "domain/vocabulary.py", ROOT / "index/facets.py"]

    judged, wrong = found(read(*folders, *beside))

    assert judged > 200
    assert wrong == []


@pytest.mark.parametrize(
    "source",
    [
        "def one(row):\n    return safe(f'<p>{row.title}</p>')",
        "def one(row):\n    name = row.name\n    return safe(f'<p>{name}</p>')",
        "def one(row):\n    return safe('<p>' + _two(row))\n\ndef _two(row):\n    return row.title",
        "def _one(text: str):\n    return f'<p>{text}</p>'\n\ndef two(row):\n    return _one(row.title)",
        "def one(rows):\n    return safe(''.join(f'<li>{row}</li>' for row in rows))",
        "def one(row):\n    parts = []\n    parts.append(row.title)\n    return safe(f'<p>{parts}</p>')",
        "def one(row):\n    words = '<b>'\n    words += row.title\n    return safe(words)",
    ],
)
def test_text_that_is_not_escaped_is_found(source: str) -> None:
    program = Program()
    program.read(source, "planted")

    assert len(found(program)[1]) > 0


@pytest.mark.parametrize(
    "source",
    [
        "def one(row):\n    return safe(f'<p>{escaped(row.title)}</p>')",
        "def one(row):\n    return safe(f'<p>{row.share:.2f} {row.slug}</p>')",
        "def one(row):\n    return safe('<p>' + _two(row))\n\ndef _two(row):\n    return escape(row.title)",
        "def _one(text: str):\n    return f'<p>{text}</p>'\n\ndef two(row):\n    return _one(escape(row.title))",
    ],
)
def test_text_that_is_escaped_is_good(source: str) -> None:
    program = Program()
    program.read(source, "planted")

    judged, wrong = found(program)
    assert judged > 0
    assert wrong == []
