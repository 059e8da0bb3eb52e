"""What filters leave out: for each parameter with a list of values a second one, `NAME!`, made from it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef

from timeline.filters.kinds import Asked, Filter, Index, Mask, words_of
from timeline.filters.parameters import Parameter
from timeline.filters.values import ReadGroups

NOT = "!"
"""Ends the name of a parameter that leaves out: `issue!=missile-defense`."""


def positive(name: str) -> str:
    """The name of the parameter that finds what this one leaves out; a name without NOT is returned unchanged."""
    return name.removesuffix(NOT)


class Exclusion(Filter):
    """Rows that another filter would not find by one of its parameters, whatever its other parameters say. Rows
    without a value (a statement outside any meeting) are kept."""

    def __init__(self, of: Filter, parameter: Parameter) -> None:
        said = f"leaves out what `{parameter.name}` would find: `a,b` both, as with the parameter repeated"
        super().__init__(replace(parameter, name=f"{parameter.name}{NOT}", description=said, joint=False))
        self._of = of

    def _found(self, asked: Asked) -> Asked:
        """The other filter's values: any of what is left out."""
        return {positive(self.name): (words_of(asked[self.name]),)}

    def apply(self, rows: Any, asked: Asked) -> Any:
        """The matching rows."""
        found = self._of.apply(rows.model._default_manager.order_by(), self._found(asked))
        return rows.exclude(Exists(found.filter(pk=OuterRef("pk"))))

    def mask(self, index: Index, asked: Asked) -> Mask:
        """The matching meetings."""
        return ~self._of.mask(index, self._found(asked))


def exclusions(filters: Iterable[Filter]) -> Iterator[Exclusion]:
    """An Exclusion for each parameter of the filters that has a list of values."""
    for one in filters:
        for parameter in one.parameters:
            if isinstance(parameter.read, ReadGroups):
                yield Exclusion(one, parameter)
