"""What a request asks for: its query string read once, every problem in it found, and written back canonically."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import IntegerField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict

from timeline.api import cursors, facet_counts, parameters
from timeline.api.problems import Refused
from timeline.api.resources import ApiResource
from timeline.domain import sampling
from timeline.filters.exclusions import positive
from timeline.filters.filtersets import FilterSet
from timeline.filters.parameters import Parameter, Problem, read
from timeline.filters.values import ODD, BadValueError, spaced
from timeline.models import Change

ODD_TEXT = re.compile(f"[{ODD}]")
FREE = ("q", "city", "publisher", "author")
"""Parameters of free text, in which white space is white space however it is made."""
PAGING = ("page", "page_size", "cursor")
NEEDED = {"seed": "sample", "facet_limit": "facets", "facet_order": "facets"}
"""The parameters that mean nothing without another."""
SHAPING = (*PAGING, "fields", "expand", "facets", "facet_limit", "facet_order", "format", "bom")


@dataclass(frozen=True, slots=True)
class ResourceQuery:
    """A question to a resource's list, or to one of its items (no filters then). `given` holds the API's parameters as
    they are written canonically; the filters hold theirs. `is_whole`: without a page it is answered with the whole
    list. `chosen`: the keys of the sample, once it is drawn."""

    resource: ApiResource
    filters: FilterSet | None = None
    page: int = 1
    page_size: int = parameters.PAGE_SIZE
    cursor: str = ""
    ordering: str = ""
    fields: tuple[str, ...] = ()
    expand: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    facet_limit: int | None = None
    facet_order: str = facet_counts.BY_COUNT
    sample: int | None = None
    seed: str = sampling.SEED
    chosen: tuple[int, ...] | None = None
    format: str = ""
    bom: str = "false"
    given: Mapping[str, list[str]] = field(default_factory=dict)
    is_whole: bool = False

    @property
    def is_paged(self) -> bool:
        """Whether the query string asks for a part of the list."""
        return any(name in self.given for name in PAGING)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the list is ordered by."""
        return self.resource.orderings[self.ordering]

    def drawn(self) -> "ResourceQuery":
        """The same question of a sample of its rows, where one is asked for: 1 query then."""
        if self.sample is None or self.filters is None:
            return self
        rows = self.filters.qs.order_by().values_list(self.resource.key, "pk")
        return replace(self, chosen=tuple(sampling.drawn(rows.iterator(), self.sample, seed=self.seed)))

    def rows(self) -> QuerySet[Any]:
        """The rows that the filters leave, in the order asked for, with what the order needs."""
        rows: QuerySet[Any] = self.filters.qs if self.filters else self.resource.rows()
        if self.chosen is not None:
            rows = rows.filter(pk__among=self.chosen)
        counted = any(column.lstrip("-").endswith("_count") for column in self.columns)
        if counted and "position_count" not in rows.query.annotations:
            rows = self.resource.with_activity(rows)
        if "changed" in {column.lstrip("-") for column in self.columns}:
            rows = rows.annotate(changed=_last_change(self.resource))
        return rows.order_by(*self.columns)

    def query_string(self, **changes: str | None) -> str:
        """The canonical query string, names sorted and defaults left out, with some API parameters replaced (None:
        taken out). No leading `?`."""
        pairs = {**(self.filters.canonical() if self.filters else {}), **self.given}
        for name, value in changes.items():
            pairs[name] = [value] if value else []
        return urlencode([(name, text) for name in sorted(pairs) for text in pairs[name]], safe=",~*!")

    def list_string(self) -> str:
        """What the list is that pages and cursors are parts of: the filters and the order alone."""
        return self.query_string(**dict.fromkeys(SHAPING))

    def stretch(self) -> cursors.KeyPage:
        """The part of the list behind the cursor. 1 query. Raises Refused for a cursor of another list."""
        after = place(self.cursor, question=self.list_string(), columns=self.columns)
        return cursors.stretch(self.rows(), self.columns, after=after, size=self.page_size)

    def walk(self) -> Iterator[list[int]]:
        """The keys of the whole list, some hundreds at a time. 1 query a time."""
        return cursors.walk(self.rows(), self.columns)


def _last_change(resource: ApiResource) -> Coalesce:
    """The place in the history of the release that last changed a fact of a row's own; 0 of what none changed."""
    told = Change.objects.own().filter(noun=resource.name, identity=OuterRef(resource.key)).order_by()
    last = told.values("identity").annotate(last=Max("release__ordinal")).values("last")
    return Coalesce(Subquery(last, output_field=IntegerField()), 0)


def _canonical(values: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, list[str]]:
    return {
        name: [",".join(value) if isinstance(value, tuple) else str(value)]
        for name, value in values.items()
        if value != defaults.get(name)
    }


def _plain(name: str, text: str) -> str:
    return spaced(text) if positive(name) in FREE else text


def _refuse_odd(query: QueryDict) -> None:
    """Raises Refused where a text holds what nobody types: a control character, a strange space. Else such texts would
    be stripped, and pass for what they are not."""
    odd = [name for name, texts in query.lists() if any(ODD_TEXT.search(_plain(name, text)) for text in texts)]
    if odd:
        raise Refused(Problem(name, "holds a control character or a strange space") for name in odd)


def of_list(
    resource: ApiResource, query: QueryDict, *, newest: int | None = None, is_whole: bool = False
) -> ResourceQuery:
    """The question that a query string asks of a resource's list. Raises Refused with every problem in it.

    `newest`: where nothing else is said, so many of the newest. `is_whole`: where no page is asked for the answer is
    the whole list, so that `page=1` says something. Valid queries are memoized: parsing one costs more than the rest of
    a 304 response. They hold unevaluated querysets, no rows.
    """
    return _of_list(resource, query.urlencode(), newest, is_whole)


@lru_cache(maxsize=256)
def _of_list(resource: ApiResource, query_string: str, newest: int | None, is_whole: bool) -> ResourceQuery:
    query = QueryDict(query_string)
    _refuse_odd(query)
    known = parameters.list_parameters(resource)
    filters = resource.filters(query, resource.rows(), also=known)
    values = {one.name: filters.cleaned[one.name] for one in known if one.name in filters.cleaned}
    problems = _own_first(known, filters.problems())
    defaults = _defaults(known)
    problems += _at_odds(values, defaults)
    if problems:
        raise Refused(problems)
    if newest:
        defaults |= {"page_size": newest, "ordering": "-changed"}
    filters.canonical()  # kept by the filters: two threads may share them, and neither has to write
    unsaid = {name: value for name, value in defaults.items() if not (is_whole and name in PAGING)}
    return ResourceQuery(resource, filters, given=_canonical(values, unsaid), is_whole=is_whole, **(defaults | values))


def _at_odds(values: Mapping[str, Any], defaults: Mapping[str, Any]) -> Iterator[Problem]:
    """What cannot be given together, or not alone; a default can, for generated clients send it."""
    if "cursor" in values and values.get("page", 1) > 1:
        yield Problem("page", "cannot be given with cursor: one or the other")
    for name, whole in NEEDED.items():
        if values.get(name, defaults.get(name)) != defaults.get(name) and whole not in values:
            yield Problem(name, f"means nothing without {whole}", whole)


def _own_first(known: Iterable[Parameter], problems: Iterable[Problem]) -> list[Problem]:
    """The problems of the API's own parameters, then those of names that are none and of filters."""
    own = {one.name for one in known}
    return sorted(problems, key=lambda one: one.parameter not in own)


def of_filters(resource: ApiResource, query: QueryDict, *, also: Iterable[Parameter]) -> FilterSet:
    """The filters of a resource that a query string gives, at an address that has these parameters beside them. Raises
    Refused with every problem in it."""
    _refuse_odd(query)
    filters = resource.filters(query, resource.rows(), also=also)
    if problems := filters.problems():
        raise Refused(problems)
    return filters


def place(cursor: str, *, question: str, columns: Sequence[str]) -> cursors.Place | None:
    """The place in a list that a cursor leads to; None for the start. Raises Refused for a cursor of another list."""
    try:
        return cursors.read(cursor, question=question, columns=columns)
    except BadValueError as error:
        raise Refused([Problem("cursor", str(error), error.did_you_mean)]) from None


def _defaults(known: Iterable[Parameter]) -> dict[str, Any]:
    return {one.name: one.default for one in known if one.default is not None}


def of_item(resource: ApiResource, query: QueryDict) -> ResourceQuery:
    """The question that a query string asks of one item. Raises Refused with every problem in it."""
    known = parameters.own_parameters(resource)
    values = only(known, query)
    return ResourceQuery(resource, given=_canonical(values, _defaults(known)), **values)


def only(known: Collection[Parameter], query: QueryDict) -> dict[str, Any]:
    """The values of a query string that may hold these parameters alone. Raises Refused with every problem in it."""
    _refuse_odd(query)
    values, problems = read(known, query)
    if problems:
        raise Refused(_own_first(known, problems))
    return values
