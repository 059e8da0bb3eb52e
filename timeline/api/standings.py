"""/api/v1/standings/: where the sides stood on each issue on a day, and how far apart. standings.py defines it; the
database finds the positions, an index lookup a side."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from timeline import resources
from timeline.api import loading, parameters
from timeline.api.formats.base import Item
from timeline.api.record_view import RecordView, json_response
from timeline.api.resources import POSITIONS
from timeline.domain import dates, standings
from timeline.filters.parameters import Parameter
from timeline.models import Issue, Release
from timeline.releases import day_of

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

    def parameters(self) -> Sequence[Parameter]:
        """The day, the issues, and whether positions are given whole."""
        return parameters.standing_parameters()

    def answer(self, request: Request, question: dict[str, Any], release: Release | None) -> HttpResponse:
        """The standings, in the order of the issues. 2 queries: the issues with the keys of the sides' last words, and
        these positions."""
        on: str | None = question.get("on")
        day = dates.parse(on).latest if on else day_of(release)
        issues: Any = Issue.objects.with_standings(on=day).listed()
        if question.get("issue"):
            issues = issues.filter(slug__in=question["issue"])
        keys = [key for issue in issues for key in (issue.us_last_word, issue.ru_last_word) if key]
        base = resources.base(request)
        names = () if question.get("expand") else MAIN_NAMES
        positions = loading.items_by_key(POSITIONS, keys, base=base, release=release, fields=names)
        results = [_standing(issue, positions, base=base) for issue in issues]
        return json_response(
            {
                "on": on,
                "day": day.isoformat(),
                "count": len(results),
                "next": None,
                "previous": None,
                "results": results,
            }
        )


def _standing(issue: Any, positions: Mapping[int, Item], *, base: str) -> Item:
    """One issue's standings, as StandingSchema has them; `positions` are the last words by key."""
    us, ru = positions.get(issue.us_standing), positions.get(issue.ru_standing)
    return {
        "issue": {
            "slug": issue.slug,
            "name": issue.name,
            "url": f"{base}{resources.collection(Issue)}{issue.slug}/",
        },
        "comparable": issue.comparable,
        "us": _side(us),
        "ru": _side(ru),
        "us_silent": None if us else silent(positions.get(issue.us_last_word)),
        "ru_silent": None if ru else silent(positions.get(issue.ru_last_word)),
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


def silent(last_word: Item | None) -> Item | None:
    """A side that is silent, as SilentSide has it; None where it never spoke."""
    return last_word and {"silent_since": last_word["date"], "last_position": last_word}
