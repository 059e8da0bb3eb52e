"""Parameters of a query string, whoever takes them: pages, the API, the comparison, the MCP server. Each says what it
is called, what it means and how it is read; `read` is the one parser."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from timeline.filters.values import BadValueError, Schema, nearest, read_text, texts

LEFT_OUT = "was left out"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one parameter, the value or name that was perhaps meant, and what came of it; where it can
    have only some `values`, these."""

    parameter: str
    detail: str
    did_you_mean: str | None = None
    effect: str = LEFT_OUT
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """One parameter: what it means, what it may be (JSON Schema), how the texts given under its name are read.

    `read` raises BadValueError. `joint`: given twice, both must hold; else all its values are one group, of which any
    suffices.
    """

    name: str
    description: str
    schema: Schema
    read: Callable[[list[str]], Any] = field(default=list)
    example: str = ""
    joint: bool = False

    @property
    def default(self) -> Any:
        """What it is where it is not given; None where that is nothing."""
        return self.schema.get("default")


def text(name: str, description: str) -> Parameter:
    """A parameter of one text, whatever it says."""
    return Parameter(name, description, {"type": "string"}, read_text)


def unknown(given: Iterable[str], known: Collection[str]) -> list[Problem]:
    """A problem for each unknown name."""
    return [
        Problem(name, f"there is no parameter {name[:80]!r} here", nearest(name, known), values=tuple(known))
        for name in given
        if name not in known
    ]


def read(parameters: Iterable[Parameter], data: Any, *, strict: bool = True) -> tuple[dict[str, Any], list[Problem]]:
    """The values that a query string gives and that can be read, empty ones left out; and its problems: first, where it
    is `strict`, each name that is no parameter's, then each value that makes no sense."""
    known = {parameter.name: parameter for parameter in parameters}
    values: dict[str, Any] = {}
    problems = unknown(data, known) if strict else []
    for name, parameter in known.items():
        if name in data:
            try:
                value = parameter.read(texts(data, name))
            except BadValueError as error:
                problems.append(Problem(name, str(error), error.did_you_mean, values=error.values))
            else:
                values |= {name: value} if value else {}
    return values, problems
