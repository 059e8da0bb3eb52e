"""Query parameters, for every surface: pages, the API, the comparison, the MCP server. Each has a name, a description
and a reader; `read` is the only parser."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from timeline.filters.values import BadValueError, Schema, nearest, read_text, texts

LEFT_OUT = "was left out"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one parameter, the value or name that was probably meant, and the effect; `values` lists the
    allowed values if there is a fixed set."""

    parameter: str
    detail: str
    did_you_mean: str | None = None
    effect: str = LEFT_OUT
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """One parameter: its description, its JSON Schema, and the function that reads the strings given for it.

    `read` raises BadValueError. `joint`: if the parameter is repeated, every occurrence must match; otherwise all its
    values form one group, and any of them matches.
    """

    name: str
    description: str
    schema: Schema
    read: Callable[[list[str]], Any] = field(default=list)
    example: str = ""
    joint: bool = False

    @property
    def default(self) -> Any:
        """The default value, or None."""
        return self.schema.get("default")


def text(name: str, description: str) -> Parameter:
    """A parameter that takes one string of free text."""
    return Parameter(name, description, {"type": "string"}, read_text)


def unknown(given: Iterable[str], known: Collection[str]) -> list[Problem]:
    """A problem for each unknown parameter name."""
    return [
        Problem(name, f"there is no parameter {name[:80]!r} here", nearest(name, known), values=tuple(known))
        for name in given
        if name not in known
    ]


def read(parameters: Iterable[Parameter], data: Any, *, strict: bool = True) -> tuple[dict[str, Any], list[Problem]]:
    """The valid, non-empty values in a query string, and its problems: first, if `strict`, every unknown parameter
    name, then every invalid value."""
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
