"""/api/v1/standings/: where the sides stood on each issue on a day, or day by day over time, and how far apart.
domain/standings.py defines it; of one day the database finds the positions, an index lookup a side, of several the
release's columns in memory (index/standings.py)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import batched, chain, islice, product
from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from rest_framework.request import Request

from timeline import resources
from timeline.api import loading, paging, problems
from timeline.api.formats import standings as formats
from timeline.api.formats.base import Item, Representation
from timeline.api.paging import ListPage
from timeline.api.parameters import PAGE_SIZE
from timeline.api.problems import Refused
from timeline.api.query import only
from timeline.api.record_view import RecordView, accepted
from timeline.api.resources import POSITIONS
from timeline.api.standing_parameters import RELEASE, StandingsQuery, every
from timeline.domain import dates, standings
from timeline.domain.vocabulary import Side
from timeline.filters.filtersets import IssueFilter
from timeline.filters.parameters import Parameter, Problem
from timeline.index.history import history
from timeline.index.missing import unknown_slugs
from timeline.index.reference import reference
from timeline.index.standings import StandingSeries, series
from timeline.models import Issue, Release
from timeline.releases import day_of
from timeline.search import filtering

MAIN_NAMES = (
    "id",
    "holder",
    "attributed_to",
    "speaker",
    "joint",
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
AT_A_TIME = 100
"""Standings whose positions are read together."""

type OnDay = tuple[date, Issue]


class LastWords(NamedTuple):
    """Both sides on an issue on a day: the keys of their last words (None before the first), and whether each is still
    a standing."""

    issue: Issue
    day: date
    us: int | None
    ru: int | None
    us_stands: bool
    ru_stands: bool


class StandingsView(RecordView):
    """Where the sides stood on each issue on a day, or over time, and how far apart."""

    def representations(self) -> Sequence[Representation]:
        """JSON, a table, lines of JSON."""
        return formats.FORMS

    def parameters(self) -> Sequence[Parameter]:
        """The day or days, the issues, and what is given of each standing."""
        return every()

    def ask(self, request: Request) -> StandingsQuery:
        """The values of the parameters. No query. Raises Refused with every problem in them."""
        question = StandingsQuery(only(self.parameters(), request.query_params))
        if wrong := list(question.problems()):
            raise Refused(wrong)
        return question

    def canonical(self, question: StandingsQuery) -> str:
        """The question's query string."""
        return question.query_string()

    def answer(self, request: Request, question: StandingsQuery, release: Release | None) -> HttpResponse:
        """The standings, day by day in the order of the issues. 2 queries: the issues (of one day with the keys of the
        sides' last words), and these positions; in formats other than JSON 1 more for each 100 standings, and those of
        `series` for standings over time. Raises Http404 behind the last page."""
        base, chosen = resources.base(request), accepted(request)
        fields = question.given.get("fields", formats.FIELDS)
        pairs = list(product(_days(question, release), _issues(question, release)))
        page = ListPage([], len(pairs))
        if question.is_paged or (question.is_series and chosen is formats.JSON):
            pairs, page = _page(pairs, question)
        items = _begun(_items(pairs, question, base=base, release=release))
        beside = paging.addresses(question, page, f"{base}{request.path}")
        if chosen is formats.JSON:
            day = None if question.is_series else _day(question, release).isoformat()
            told = {"on": question.given.get("on"), "day": day, "count": page.count, **beside}
            told |= {"notes": noted} if (noted := problems.listed(_notes(question, release))) else {}
            return paging.list_response({**told, "results": [formats.only(one, fields) for one in items]})
        is_marked = question.given.get("bom") == "true"
        response = chosen.attached(formats.written(chosen, items, fields, bom=is_marked), "standings")
        paging.put_on(response, page.count, beside)
        return response


def _begun(items: Iterator[Item]) -> Iterator[Item]:
    """The items, the first already read: an early failure is a problem, not a broken download."""
    return chain(list(islice(items, 1)), items)


def _day(question: StandingsQuery, release: Release | None) -> date:
    """The day of standings on a day."""
    on: str | None = question.given.get("on")
    return dates.parse(on).latest if on else day_of(release)


def _days(question: StandingsQuery, release: Release | None) -> list[date]:
    """The days that standings are asked of, within the time of the record: from its first statement to its release."""
    if not question.is_series:
        return [_day(question, release)]
    first, last = question.given.get("from"), question.given.get("to")
    begun = series(release).begun
    start = max(dates.parse(first).earliest, begun) if first else begun
    end = min(dates.parse(last).latest, day_of(release)) if last else day_of(release)
    if question.given.get("every") == RELEASE:
        days = {date.fromisoformat(one.day) for one in history(release).releases if not one.is_draft}
        return sorted(day for day in days if start <= day <= end)
    return [min(date(year, 12, 31), end) for year in range(start.year, end.year + 1)] if start <= end else []


def _issues(question: StandingsQuery, release: Release | None) -> list[Issue]:
    """The issues asked for, in their order; for standings on a day with the keys of the sides' last words. 1 query, and
    those of a search for words."""
    words = question.given.get("q")
    rows: Any = IssueFilter({"q": words} if words else None).qs
    if question.given.get("issue"):
        rows = rows.filter(slug__in=question.given["issue"])
    return list((rows if question.is_series else rows.with_standings(on=_day(question, release))).listed())


def _notes(question: StandingsQuery, release: Release | None) -> Iterator[Problem]:
    """What is asked for that the record does not have, and what the words were taken for."""
    given = question.given
    if slugs := given.get("issue"):
        yield from unknown_slugs("issue", slugs, reference(release).issues)
    if (words := given.get("q")) and release is not None:
        for said in filtering.notes(filtering.words_read(words, release, Issue)):
            yield Problem("q", said, effect="was understood")


def _page(pairs: list[OnDay], question: StandingsQuery) -> tuple[list[OnDay], ListPage]:
    """The part that is asked for. Raises Http404 behind the last page."""
    number, size = question.given.get("page", 1), question.given.get("page_size", PAGE_SIZE)
    start = (number - 1) * size
    if start and start >= len(pairs):
        raise Http404(f"page {number} lies behind the last, {max(1, -(-len(pairs) // size))}")
    following: paging.Changes | None = {"page": str(number + 1)} if start + size < len(pairs) else None
    previous: paging.Changes | None = {"page": str(number - 1)} if number > 1 else None
    return pairs[start : start + size], ListPage([], len(pairs), following, previous)


def _items(pairs: Iterable[OnDay], question: StandingsQuery, *, base: str, release: Release | None) -> Iterator[Item]:
    """The standings. 1 query for each AT_A_TIME of them."""
    known = series(release) if question.is_series else None
    names = () if question.given.get("expand") else MAIN_NAMES
    for part in batched(pairs, AT_A_TIME):
        said = [_from_series(known, day, issue) if known else _from_row(day, issue) for day, issue in part]
        keys = [key for one in said for key in (one.us, one.ru) if key]
        positions = loading.items_by_key(POSITIONS, list(dict.fromkeys(keys)), base=base, release=release, fields=names)
        yield from (_standing(one, positions, base=base) for one in said)


def _from_row(day: date, issue: Any) -> LastWords:
    """An issue's last words as IssueQuerySet.with_standings annotates them."""
    stands = (issue.us_standing is not None, issue.ru_standing is not None)
    return LastWords(issue, day, issue.us_last_word, issue.ru_last_word, *stands)


def _from_series(known: StandingSeries, day: date, issue: Issue) -> LastWords:
    """An issue's last words in the columns in memory."""
    us, ru = (known.last_word(issue.slug, side, on=day) for side in (Side.US, Side.RU))
    us_stands, ru_stands = (word is not None and not standings.is_silent(word.latest, on=day) for word in (us, ru))
    return LastWords(issue, day, us.key if us else None, ru.key if ru else None, us_stands, ru_stands)


def _standing(said: LastWords, positions: Mapping[int, Item], *, base: str) -> Item:
    """One issue's standings, as StandingSchema has them; `positions` are the last words by key."""
    us_word, ru_word = positions.get(said.us or 0), positions.get(said.ru or 0)
    us, ru = _side(us_word if said.us_stands else None), _side(ru_word if said.ru_stands else None)
    return {
        "day": said.day.isoformat(),
        "issue": {
            "slug": said.issue.slug,
            "name": said.issue.name,
            "url": f"{base}{resources.collection(Issue)}{said.issue.slug}/",
        },
        "comparable": said.issue.comparable,
        "us": us,
        "ru": ru,
        "us_silent": None if us else silent(us_word),
        "ru_silent": None if ru else silent(ru_word),
        "distance": standings.distance(
            us["stance"] if us else None, ru["stance"] if ru else None, comparable=said.issue.comparable
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
