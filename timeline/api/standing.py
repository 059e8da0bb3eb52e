"""/api/v1/standings/: where the sides stood on each issue on a day, and how far apart. standings.py defines it; the
database finds the positions, an index lookup a side."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from timeline import dates, standings
from timeline.api import addresses, parameters, questions, reading
from timeline.api.formats.base import Item
from timeline.api.nouns import POSITIONS
from timeline.api.views import RecordView, json_response
from timeline.models import Issue, Release

MAIN_NAMES = (
    "id",
    "holder",
    "attributed_to",
    "speaker",
    "stance",
    "answer",
    "date",
    "summary",
    "quote",
    "language",
    "translation",
    "speech",
    "words_of",
    "source_link",
    "verification",
    "url",
    "html_url",
)


class StandingsView(RecordView):
    """Where the sides stood on each issue on a day, and how far apart."""

    def parameters(self) -> Sequence[parameters.Parameter]:
        """The day, the issues, and whether positions are given whole."""
        return parameters.standing_parameters()

    def ask(self, request: Request) -> dict[str, Any]:
        """The parameters' values. Raises Refused with every problem in them."""
        return questions.only(self.parameters(), request.query_params)

    def canonical(self, question: dict[str, Any]) -> str:
        """The values by name, in order."""
        return repr(sorted(question.items()))

    def answer(self, request: Request, question: dict[str, Any], release: Release | None) -> HttpResponse:
        """The standings, in the order of the issues. 2 queries: the issues with the keys of the positions that the
        standings rest on, and these positions."""
        on: str | None = question.get("on")
        issues: Any = Issue.objects.with_standings(on=dates.parse(on).latest if on else date.max).listed()
        if question.get("issue"):
            issues = issues.filter(slug__in=question["issue"])
        keys = [key for issue in issues for key in (issue.us_standing, issue.ru_standing) if key]
        base = addresses.base(request)
        names = () if question.get("expand") else MAIN_NAMES
        positions = reading.items_by_key(POSITIONS, keys, base=base, release=release, fields=names)
        results = [
            _standing(issue, us=positions.get(issue.us_standing), ru=positions.get(issue.ru_standing), base=base)
            for issue in issues
        ]
        return json_response({"on": on, "count": len(results), "next": None, "previous": None, "results": results})


def _standing(issue: Issue, *, us: Item | None, ru: Item | None, base: str) -> Item:
    """One issue's standings, as StandingShape has them."""
    return {
        "issue": {
            "slug": issue.slug,
            "name": issue.name,
            "url": f"{base}{addresses.collection(Issue)}{issue.slug}/",
        },
        "comparable": issue.comparable,
        "us": _side(us),
        "ru": _side(ru),
        "distance": standings.distance(
            us["stance"] if us else None, ru["stance"] if ru else None, comparable=issue.comparable
        ),
    }


def _side(position: Item | None) -> Item | None:
    if position is None:
        return None
    return {
        "stance": position["stance"],
        "answer": position["answer"],
        "value": standings.value(position["stance"]),
        "position": position,
    }
