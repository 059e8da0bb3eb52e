"""The comparison that a query string asks for (a day, two days or two officials), and its URL."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from timeline.domain import dates
from timeline.filters.kinds import words_of
from timeline.filters.parameters import Parameter, Problem, read
from timeline.filters.values import DATE_PATTERN, ReadGroups, read_day
from timeline.pages.listings import CITE, address
from timeline.resources import ROOT

OFFICIALS = ReadGroups()
DAY = {"type": "string", "pattern": DATE_PATTERN}
PARAMETERS = (
    Parameter("on", "EDTF date: where the sides stood on its last day", DAY, read_day),
    Parameter("and", "EDTF date: what moved until its last day", DAY, read_day),
    Parameter("official", "slugs of two officials", OFFICIALS.schema, OFFICIALS),
    CITE,
)
PATH = "/compare/"


def url(day: date) -> str:
    """The URL of the comparison of both sides on a day."""
    return address(PATH, urlencode({"on": day.isoformat()}))


@dataclass(slots=True)
class ComparisonQuery:
    """What to compare, read from the query string; `problems` lists what could not be read."""

    on: date | None = None
    then: date | None = None
    officials: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def canonical(self) -> str:
        """The query's canonical URL."""
        if self.officials:
            return address(PATH, urlencode([("official", slug) for slug in self.officials]))
        days = [(name, day.isoformat()) for name, day in (("on", self.on), ("and", self.then)) if day]
        return address(PATH, urlencode(days))


def statements_csv(asked: ComparisonQuery) -> str:
    """The URL of the statements that a comparison rests on, as CSV: up to a day, between two, or of two officials."""
    days = (asked.on, asked.then) if asked.then else (None, asked.on)
    values = {"from": days[0], "official": ",".join(asked.officials), "to": days[1]}
    given = {name: str(value) for name, value in values.items() if value}
    if asked.officials:
        given = {"official": given["official"]}
    return address(f"{ROOT}positions/", urlencode({"format": "csv", **given}, safe=","))


def question(data: QueryDict) -> ComparisonQuery:
    """Reads the query string: `on` alone, `on` and `and` in chronological order, or `official` twice."""
    values, problems = read(PARAMETERS, data)
    officials = list(words_of(values.get("official", ())))
    if len(officials) > 2:
        problems.append(Problem("official", "only the first two are compared", effect="was cut"))
    days = sorted(dates.parse(values[name]).latest for name in ("on", "and") if name in values)
    first, then, *_ = (*days, None, None)
    return ComparisonQuery(first, then, officials[:2], problems)
