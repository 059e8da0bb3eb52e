"""What can be asked of the standings: a day or several, issues, and what is given of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from timeline.api import parameters
from timeline.api.formats import standings as formats
from timeline.api.values import one_of, read_date, read_slugs, read_some_of
from timeline.filters.filtersets import IssueFilter
from timeline.filters.kinds import Window
from timeline.filters.parameters import Parameter, Problem
from timeline.filters.values import DATE_PATTERN, SLUG_PATTERN

YEAR, RELEASE = EVERY = ("year", "release")
SERIES = ("from", "to", "every")
PAGED = ("page", "page_size")
_DAY = {"type": "string", "pattern": DATE_PATTERN.replace("^ *", "^").replace(")?)? *$", ")?)$")}


@dataclass(frozen=True, slots=True)
class StandingsQuery:
    """The values of the parameters, by name."""

    given: Mapping[str, Any]

    @property
    def is_series(self) -> bool:
        """Whether standings over time are asked for."""
        return any(name in self.given for name in SERIES)

    @property
    def is_paged(self) -> bool:
        """Whether a part of the list is asked for."""
        return any(name in self.given for name in PAGED)

    def query_string(self, **changes: str | None) -> str:
        """The canonical query string, with some parameters replaced (None: taken out). No leading `?`."""
        pairs = {name: ",".join(one) if isinstance(one, tuple) else str(one) for name, one in self.given.items()}
        changed = {**pairs, **changes}
        return urlencode([(name, text) for name, text in sorted(changed.items()) if text], safe=",~")

    def problems(self) -> Iterator[Problem]:
        """What cannot be given together."""
        if "on" in self.given and self.is_series:
            yield Problem("on", f"cannot be given with {', '.join(SERIES)}: one day, or days over time")
        yield from Window().problems(self.given)


def on() -> Parameter:
    """As of which day."""
    return Parameter(
        "on",
        "EDTF date: as of its last day; without it, as of the end of the record, the day of the release.",
        _DAY,
        read_date,
        "1986-10-12",
    )


def days() -> tuple[Parameter, ...]:
    """Over which time, and as of which of its days."""
    return (
        Parameter(
            "from",
            "EDTF date: standings over time, from its first day on; without it, from the record's first statement.",
            _DAY,
            read_date,
        ),
        Parameter(
            "to",
            "EDTF date: standings over time, to its last day; at most, and without it, to the day of the release.",
            _DAY,
            read_date,
        ),
        Parameter(
            "every",
            "Standings over time: on the last day of each year (`year`, unless told; of the last year the last day "
            "asked for), or on the day of each release (`release`); as the record has them now, not as it had them "
            "then.",
            {"type": "string", "enum": list(EVERY)},
            one_of(EVERY),
            YEAR,
        ),
    )


def issue() -> Parameter:
    """Of which issues."""
    return Parameter(
        "issue",
        "slug of an issue; `a,b` any of them",
        {"type": "array", "items": {"type": "string", "pattern": f"^{SLUG_PATTERN}(,{SLUG_PATTERN})*$"}},
        read_slugs,
        "missile-defense",
    )


def whole() -> Parameter:
    """Whether positions are given whole."""
    return Parameter(
        "expand",
        "Give the positions whole instead of their main names.",
        parameters.words_schema(("position",)),
        read_some_of(("position",)),
        "position",
    )


def fields() -> Parameter:
    """Which names a standing has."""
    return Parameter(
        "fields",
        "Only these top-level names of each standing, with commas between; in CSV their columns.",
        parameters.words_schema(formats.FIELDS),
        read_some_of(formats.FIELDS),
        "day,distance",
    )


def every() -> tuple[Parameter, ...]:
    """Every parameter."""
    words = IssueFilter.parameters()["q"]
    paging = (parameters.page(), parameters.page_size())
    shape = (fields(), whole(), parameters.format_among(formats.FORMS), parameters.bom())
    return (on(), *days(), issue(), words, *paging, *shape)
