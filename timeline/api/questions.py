"""What a request asks for: its query string read once, every problem in it found, and written back canonically."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from timeline.api import parameters
from timeline.api.nouns import Noun
from timeline.api.problems import Refused
from timeline.filters import RecordFilterSet

FORMAT = "format"


@dataclass(frozen=True, slots=True)
class Question:
    """A question to a noun's list, or to one of its items (no filters then)."""

    noun: Noun
    filters: RecordFilterSet | None = None
    page: int = 1
    page_size: int = parameters.PAGE_SIZE
    ordering: str = ""
    fields: tuple[str, ...] = ()
    given: Mapping[str, list[str]] = field(default_factory=dict)

    def rows(self) -> QuerySet[Any]:
        """The rows that the filters leave, in the order asked for, with what the order needs."""
        columns = self.noun.orderings[self.ordering]
        rows: QuerySet[Any] = self.filters.qs if self.filters else self.noun.rows()
        counted = any(column.lstrip("-").endswith("_count") for column in columns)
        if counted and "position_count" not in rows.query.annotations:
            rows = self.noun.with_activity(rows)
        return rows.order_by(*columns)

    def query_string(self, **changes: str | None) -> str:
        """The canonical query string, names sorted and defaults left out, with some API parameters replaced (None:
        taken out). No leading `?`."""
        pairs = {**(self.filters.canonical() if self.filters else {}), **self.given}
        for name, value in changes.items():
            pairs[name] = [value] if value else []
        return urlencode([(name, text) for name in sorted(pairs) for text in pairs[name]], safe=",~")


def _canonical(values: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, list[str]]:
    return {
        name: [",".join(value) if isinstance(value, tuple) else str(value)]
        for name, value in values.items()
        if value != defaults.get(name)
    }


def _given(query: QueryDict) -> dict[str, list[str]]:
    return {name: query.getlist(name) for name in query}


def of_list(noun: Noun, query: QueryDict) -> Question:
    """The question that a query string asks of a noun's list. Raises Refused with every problem in it."""
    known = parameters.list_parameters(noun)
    filters = noun.filters(query, queryset=noun.rows())
    values, problems = parameters.read_all(known, _given(query))
    problems += filters.problems(also_known=[*(parameter.name for parameter in known), FORMAT])
    if problems:
        raise Refused(problems)
    values.setdefault("ordering", next(iter(noun.orderings)))
    defaults = {"page": 1, "page_size": parameters.PAGE_SIZE, "ordering": next(iter(noun.orderings))}
    return Question(noun, filters, given=_with_format(_canonical(values, defaults), query), **values)


def of_item(noun: Noun, query: QueryDict) -> Question:
    """The question that a query string asks of one item. Raises Refused with every problem in it."""
    values = _only(parameters.own_parameters(noun), query)
    return Question(noun, given=_with_format(_canonical(values, {}), query), **values)


def of_nothing(query: QueryDict) -> None:
    """Checks that a query string is empty, of an address that takes no parameter. Raises Refused otherwise."""
    _only((), query)


def _only(known: Iterable[parameters.Parameter], query: QueryDict) -> dict[str, Any]:
    names = [*(parameter.name for parameter in known), FORMAT]
    values, problems = parameters.read_all(known, _given(query))
    problems += parameters.unknown(query, names)
    if problems:
        raise Refused(problems)
    return values


def _with_format(given: dict[str, list[str]], query: QueryDict) -> dict[str, list[str]]:
    """The format stays in the addresses of other pages where the query string names it."""
    wanted = query.get(FORMAT)
    return {**given, FORMAT: [str(wanted)]} if wanted else given
