"""The filter classes that FilterSets are built from. Each implements both evaluations: `apply` narrows rows in SQL,
`mask` finds the same meetings in the in-memory index. A test checks on generated queries that both agree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from operator import and_
from typing import Any, Protocol

import numpy as np
from django.apps import apps
from django.db import models
from numpy.typing import NDArray

from timeline import fulltext
from timeline.domain import dates, vocabulary
from timeline.domain.folding import name_key
from timeline.domain.vocabulary import Side, Speech, Stance, Verification
from timeline.filters.parameters import Parameter, Problem
from timeline.filters.values import (
    CONTROL,
    DATE_PATTERN,
    LONGEST_QUERY,
    MOST_VALUES,
    Groups,
    ReadGroups,
    read_day,
    read_one_of,
    read_words,
)
from timeline.models import Meeting

SIDES = (*Side.values, *sorted(vocabulary.country_codes() - set(Side.values)))
AT_MEETING = " stated at the meeting; with the other two of stance, speech and verification, one position has all"
IN_ARTICLE = " that the article gives; speech and verification are asked of one position"
BATCH = "{} of an item; `a,b` any of them, {} at most, in the order of the list; `notes` names those that are not there"
OFFICIALS = "slug of an official; `a,b` any of them, the parameter repeated all of them"
ISSUES = "slug of an issue; `a,b` any of them, the parameter repeated all of them"
BY_NAME = "in any case and with or without accents; `a,b` any of them, a comma of its name as `\\,`"
CODES = "US, RU or another ISO 3166-1 alpha-2 code; `a,b` any of them"
COUNTRIES = sorted(vocabulary.country_codes())
MATCHES = ("possible", "certain")
FLAGS = ("true", "false")
WINDOW = ("from", "to", "match")
"""The window's parameters."""

type Asked = Mapping[str, Any]
"""Active values by parameter name."""
type Mask = NDArray[np.bool_]
"""For each meeting in chronological order, whether it matches."""


class Index(Protocol):
    """The in-memory index of meetings, as `mask` uses it (timeline/index/meetings.py)."""

    @property
    def cities(self) -> Mapping[str, str]:
        """The cities as the column spells them, by the key shared by all spellings of each of their names."""

    def having(self, name: str, values: Collection[str]) -> Mask:
        """The meetings with any of `values` in a column (official, issue, negotiation, kind, status, country, city)."""

    def stating(self, asked: Mapping[str, Collection[str]]) -> Mask:
        """The meetings at which a position was stated that meets all the conditions."""

    def within(self, window: dates.Span, *, certain: bool = False) -> Mask:
        """The meetings that may overlap the window or, if `certain`, lie wholly inside it."""

    def among(self, keys: Iterable[int] | NDArray[np.int64]) -> Mask:
        """The meetings with these keys."""


class Filter:
    """A filter on one parameter, or on several together. `apply` and `mask` get the active values of its parameters, at
    least one. The index holds only meetings, so `mask` is called only for their filters."""

    def __init__(self, *parameters: Parameter) -> None:
        self.parameters = parameters
        self.name = parameters[0].name

    def apply(self, rows: Any, asked: Asked) -> Any:
        """The queryset's matching rows."""
        raise NotImplementedError

    def mask(self, index: Index, asked: Asked) -> Mask:
        """The matching meetings; by default found in SQL, with 1 query."""
        return index.among(self.apply(Meeting.objects.order_by(), asked).values_list("pk", flat=True))

    def problems(self, asked: Asked) -> Iterator[Problem]:
        """Problems with values that are each valid on their own."""
        yield from ()


def words_of(groups: Groups) -> tuple[str, ...]:
    """The values of all groups, without duplicates."""
    return tuple(dict.fromkeys(word for group in groups for word in group))


def _groups(
    name: str,
    description: str,
    *,
    known: Iterable[str] = (),
    slug: bool = False,
    fold_case: bool = False,
    alike: Callable[[str], str] | None = None,
    joint: bool = False,
) -> Parameter:
    reader = ReadGroups(tuple(known), slug, fold_case, alike)
    return Parameter(name, description, reader.schema, reader, joint=joint)


class AnyOf(Filter):
    """Rows whose column has any of the values, given by repetition or separated by commas."""

    def __init__(self, name: str, description: str, *, column: str = "", **options: Any) -> None:
        super().__init__(_groups(name, description, **options))
        self._column = column or name

    def apply(self, rows: Any, asked: Asked) -> Any:
        """The matching rows."""
        return rows.filter(**{f"{self._column}__in": words_of(asked[self.name])})

    def mask(self, index: Index, asked: Asked) -> Mask:
        """The matching meetings."""
        return index.having(self.name, words_of(asked[self.name]))


class Batch(AnyOf):
    """Rows by their identities: a slug, of positions an id."""

    def __init__(self, name: str = "slug", *, column: str = "") -> None:
        super().__init__(name, BATCH.format(name, MOST_VALUES), column=column, slug=True)

    def mask(self, index: Index, asked: Asked) -> Mask:
        """The matching meetings. 1 query."""
        return Filter.mask(self, index, asked)


class AllOf(Filter):
    """Rows that match every group of slugs by a queryset method: `a,b` means any of them, a repeated parameter all of
    them."""

    def __init__(self, name: str, description: str, *, narrow: str) -> None:
        super().__init__(_groups(name, description, slug=True, joint=True))
        self._narrow = narrow

    def apply(self, rows: Any, asked: Asked) -> Any:
        """The matching rows."""
        for group in asked[self.name]:
            rows = getattr(rows, self._narrow)(group)
        return rows

    def mask(self, index: Index, asked: Asked) -> Mask:
        """The matching meetings."""
        return reduce(and_, (index.having(self.name, group) for group in asked[self.name]))


class AnyBy(Filter):
    """Rows that match any of the values by a queryset method; values are repeated or separated by commas."""

    def __init__(self, name: str, description: str, *, narrow: str, **options: Any) -> None:
        super().__init__(_groups(name, description, **options))
        self._narrow = narrow

    def apply(self, rows: Any, asked: Asked) -> Any:
        """The matching rows."""
        return getattr(rows, self._narrow)(words_of(asked[self.name]))


class City(AnyBy):
    """Meetings in any of the cities; all names and spellings of a city count as that city."""

    def __init__(self) -> None:
        super().__init__("city", f"city, {BY_NAME}", narrow="in_any_city", alike=name_key)

    def mask(self, index: Index, asked: Asked) -> Mask:
        """The matching meetings."""
        keys = map(name_key, words_of(asked[self.name]))
        return index.having(self.name, {index.cities[key] for key in keys if key in index.cities})


def _found(model: type[models.Model], query: str) -> NDArray[np.int64]:
    """The keys of the model's rows that the search engine finds."""
    app: Any = apps.get_app_config("timeline")
    found: NDArray[np.int64] = app.found(model, query)
    return found


class Words(Filter):
    """Rows that match a whole query as the search engine interprets it. The engine is a layer above the filters: they
    ask it through the app (timeline/apps.py)."""

    def __init__(self) -> None:
        schema = {"type": "string", "maxLength": LONGEST_QUERY, "pattern": f"^[^{CONTROL}]*$"}
        said = (
            "words, understood as a search is: people, sides, years, issues, treaties, places, kinds and stances are "
            "conditions, all others stand in the text; in either alphabet"
        )
        super().__init__(Parameter("q", said, schema, read_words))

    def apply(self, rows: Any, asked: Asked) -> Any:
        """The matching rows."""
        return rows.filter(pk__among=_found(rows.model, asked["q"]))

    def mask(self, index: Index, asked: Asked) -> Mask:
        """The matching meetings."""
        return index.among(_found(Meeting, asked["q"]))

    def problems(self, asked: Asked) -> Iterator[Problem]:
        """Words beyond the limit, which are ignored."""
        if fulltext.is_cut(asked["q"]):
            yield Problem("q", fulltext.CUT, effect="was cut")


STATED: dict[str, tuple[list[str], str]] = {
    "stance": (Stance.values, "stance of a position"),
    "speech": (
        Speech.values,
        "whose words quote a position: `direct`, the speaker's own, or `reported`, the source's paraphrase",
    ),
    "verification": (
        Verification.values,
        "whether the quotation of a position was compared with its source's text by machine: `verified`, or "
        "`transcribed`, not so",
    ),
}
"""The parameters that filter by position: the values each takes, and its description."""


class Stated(Filter):
    """Rows with a position that matches every given parameter of STATED: one position must match them all. `where` is
    the part of the description that says which positions count."""

    def __init__(self, *names: str, where: str = "") -> None:
        super().__init__(
            *(_groups(name, f"{STATED[name][1]}{where}; `a,b` any of them", known=STATED[name][0]) for name in names)
        )

    def apply(self, rows: Any, asked: Asked) -> Any:
        """The matching rows."""
        return rows.stating(**_words_by_name(asked))

    def mask(self, index: Index, asked: Asked) -> Mask:
        """The matching meetings."""
        return index.stating(_words_by_name(asked))


def _words_by_name(asked: Asked) -> dict[str, tuple[str, ...]]:
    return {name: words_of(groups) for name, groups in asked.items()}


class Window(Filter):
    """Rows whose span may overlap the window from `from` to `to` or, with match=certain, lies wholly inside it."""

    def __init__(self) -> None:
        day = {"type": "string", "pattern": DATE_PATTERN}
        match = {"type": "string", "pattern": f"^({'|'.join(MATCHES)})?$", "default": MATCHES[0]}
        said = (
            "with from and to: `possible` (default), the span may overlap the window, or `certain`, it lies wholly "
            "inside"
        )
        super().__init__(
            Parameter("from", "EDTF date: nothing that ended before it", day, read_day),
            Parameter("to", "EDTF date: nothing that began after it", day, read_day),
            Parameter("match", said, match, read_one_of(*MATCHES)),
        )

    def apply(self, rows: Any, asked: Asked) -> Any:
        """The matching rows; all of them if neither `from` nor `to` is given."""
        window = span(asked)
        return rows.between(window, match=asked.get("match", MATCHES[0])) if window else rows

    def mask(self, index: Index, asked: Asked) -> Mask:
        """The matching meetings."""
        return index.within(span(asked) or dates.Span(date.min, date.max), certain=asked.get("match") == "certain")

    def problems(self, asked: Asked) -> Iterator[Problem]:
        """A window that ends before it begins."""
        start, end = asked.get("from"), asked.get("to")
        if start and end and dates.parse(end).latest < dates.parse(start).earliest:
            yield Problem("to", f"{end!r} lies before from={start!r}")


def span(asked: Asked) -> dates.Span | None:
    """The span from `from` to `to`; an open end extends to the limit of the calendar. None if neither is given."""
    start, end = asked.get("from"), asked.get("to")
    if not start and not end:
        return None
    return dates.Span(dates.parse(start).earliest if start else date.min, dates.parse(end).latest if end else date.max)
