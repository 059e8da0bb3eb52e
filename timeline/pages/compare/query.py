"""What a query string asks to have compared: a day, two days or two officials, and its address."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from timeline.domain import dates
from timeline.filters.fields import single, split
from timeline.filters.filtersets import Problem, repeated, unknown
from timeline.models import SLUG
from timeline.pages.listings import address

KNOWN = ("on", "and", "official", "cite")
PATH = "/compare/"


def url(day: date) -> str:
    """The address of both sides on a day."""
    return address(PATH, urlencode({"on": day.isoformat()}))


@dataclass(slots=True)
class ComparisonQuery:
    """What is to be compared, read from the query string; what could not be read is in `problems`."""

    on: date | None = None
    then: date | None = None
    officials: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def canonical(self) -> str:
        """The address of the question."""
        if self.officials:
            return address(PATH, urlencode([("official", slug) for slug in self.officials]))
        days = [(name, day.isoformat()) for name, day in (("on", self.on), ("and", self.then)) if day]
        return address(PATH, urlencode(days))


def _day(data: QueryDict, name: str, problems: list[Problem]) -> date | None:
    """The last day that a date can mean, or None with the problem said."""
    text = single(data, name).strip()
    if not text:
        return None
    try:
        return dates.parse(text).latest
    except dates.DateError as error:
        problems.append(Problem(name, str(error)))
        return None


def _officials(data: QueryDict, problems: list[Problem]) -> list[str]:
    """The slugs asked for, the first two of them; a value may hold several. What is no slug is among the problems."""
    good = []
    for slug in dict.fromkeys(part for value in data.getlist("official") for part in split(value)):
        if SLUG.regex.match(slug):  # type: ignore[union-attr]  # compiled when first read
            good.append(slug)
        else:
            problems.append(Problem("official", f"{slug[:80]!r} is not a slug"))
    if len(good) > 2:
        problems.append(Problem("official", "only the first two are compared", effect="was cut"))
    return good[:2]


def read(data: QueryDict) -> ComparisonQuery:
    """The question of a query string: `on` alone, `on` and `and` in the order of time, or `official` twice."""
    asked = ComparisonQuery()
    asked.problems += unknown(data, KNOWN)
    asked.problems += repeated(data, ("on", "and", "cite"))
    asked.officials = _officials(data, asked.problems)
    days = sorted(day for name in ("on", "and") if (day := _day(data, name, asked.problems)))
    asked.on, asked.then = (*days, None, None)[:2]
    return asked
