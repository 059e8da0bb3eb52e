"""/api/v1/search/ and /api/v1/autocomplete/: the search engine's answers as JSON."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from rest_framework.request import Request

from timeline import resources
from timeline.api import values
from timeline.api.paging import list_response
from timeline.api.problems import Refused
from timeline.api.record_view import RecordView
from timeline.api.search_items import answered, links, results, understood
from timeline.domain.vocabulary import Side
from timeline.filters.kinds import STATED
from timeline.filters.parameters import Parameter, Problem
from timeline.filters.values import CONTROL, LONGEST_QUERY, SLUG_PATTERN, BadValueError, read_text, spaced
from timeline.fulltext import CUT
from timeline.models import Release
from timeline.search import engine, questions, ranking, suggestions
from timeline.search.engine import KINDS
from timeline.search.narrowing import ALL, NARROWED, Narrow

PAGE_SIZE = 10
MOST_ON_A_PAGE = 50
LAST_PAGE = 100


def _words(texts: list[str]) -> str:
    text = spaced(read_text(texts))
    if len(text) > LONGEST_QUERY:
        raise BadValueError(f"is {len(text)} characters long; at most {LONGEST_QUERY} are looked for")
    return text


def _years(texts: list[str]) -> tuple[int, int]:
    text = read_text(texts)
    first, dash, last = text.partition("-")
    if not (_is_year(first) and (not dash or _is_year(last))) or (dash and int(last) < int(first)):
        raise BadValueError(f"{text[:80]!r} is no year; write 1986 or 1985-1987")
    return int(first), int(last or first)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit() and text[0] in "12"


def _words_parameter(example: str) -> Parameter:
    schema = {"type": "string", "maxLength": LONGEST_QUERY, "pattern": f"^[^{CONTROL}]*$"}
    said = "What is asked, as a reader types it: people, sides, years, issues, treaties, words, in either alphabet."
    return Parameter("q", said, schema, _words, example)


SEARCH_PARAMETERS = (
    _words_parameter("russia missile defence 2013"),
    Parameter(
        "kind",
        "Finds of one kind only.",
        {"type": "string", "enum": list(KINDS)},
        values.one_of(KINDS),
        "positions",
    ),
    Parameter(
        "side",
        "Statements of one side, and the meetings and sources that hold some.",
        {"type": "string", "enum": list(Side.values)},
        values.one_of(Side.values),
        "RU",
    ),
    Parameter(
        "issue",
        "slug of an issue: finds on it only",
        {"type": "string", "pattern": f"^{SLUG_PATTERN}$"},
        values.one_slug,
        "missile-defense",
    ),
    Parameter(
        "official",
        "slug of an official: what they said, and the meetings they were at",
        {"type": "string", "pattern": f"^{SLUG_PATTERN}$"},
        values.one_slug,
        "sergei-lavrov",
    ),
    *(
        Parameter(
            name,
            f"{said[:1].upper()}{said[1:]}; and the meetings and sources that hold some.",
            {"type": "string", "enum": list(words)},
            values.one_of(words),
            words[0],
        )
        for name, (words, said) in STATED.items()
    ),
    Parameter(
        "year",
        "A year, or two with a hyphen between.",
        {"type": "string", "pattern": "^[12][0-9]{3}(-[12][0-9]{3})?$"},
        _years,
        "2013",
    ),
    Parameter(
        "page",
        "Number of the page, from 1. Behind the last: no results.",
        {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
        values.whole_number(most=LAST_PAGE),
        "2",
    ),
    Parameter(
        "page_size",
        f"Results on a page, {MOST_ON_A_PAGE} at most.",
        {"type": "integer", "minimum": 1, "maximum": MOST_ON_A_PAGE, "default": PAGE_SIZE},
        values.whole_number(most=MOST_ON_A_PAGE),
        "20",
    ),
)


class SearchView(RecordView):
    """What a question finds: what it was taken to mean, the answer, the finds of all kinds, best first."""

    def parameters(self) -> Sequence[Parameter]:
        """The question, what narrows its finds, the page."""
        return SEARCH_PARAMETERS

    def answer(self, request: Request, question: dict[str, Any], release: Release | None) -> HttpResponse:
        """The answer: 5 queries to find, 6 for the answer, 2 a kind that is shown. Raises Refused for more words than
        are looked for."""
        first, last = question.get("year", (None, None))
        narrow = Narrow(first=first, last=last, **{name: question[name] for name in NARROWED if name in question})
        page, size = question.get("page", 1), question.get("page_size", PAGE_SIZE)
        found = engine.search(question.get("q", ""), release, narrow, most=page * size)
        if found.meaning.was_cut:
            raise Refused([Problem("q", CUT)])
        kinds = [one for one in found.ranked if question.get("kind") in (None, one.kind)]
        base, total = resources.base(request), sum(one.total for one in kinds)
        merged = ranking.merged(kinds, page * size, near=bool(found.let_go))[(page - 1) * size :]

        replied = questions.answer(found, release) if narrow == ALL and "kind" not in question else None
        return list_response(
            {
                "count": total,
                "next": _page(request, page + 1) if page < LAST_PAGE and page * size < total else None,
                "previous": _page(request, page - 1) if page > 1 and (page - 2) * size < max(total, 1) else None,
                **understood(found, base),
                "kinds": {one.kind: one.total for one in found.ranked},
                "answer": replied and answered(replied, found.meaning.typed, base, release),
                "results": results(merged, found, base, release),
            }
        )


class AutocompleteView(RecordView):
    """What may be meant by the beginning of a question: people, issues, negotiations, treaties, meetings."""

    PARAMETERS = (_words_parameter("gorb"),)

    def parameters(self) -> Sequence[Parameter]:
        """What is typed."""
        return self.PARAMETERS

    def answer(self, request: Request, question: dict[str, Any], release: Release | None) -> HttpResponse:
        """The suggestions, best first. 2 queries."""
        base = resources.base(request)
        found = [
            {
                "kind": one.kind,
                "label": suggestions.LABELS[one.kind],
                "name": one.name,
                "detail": one.detail,
                "years": one.years,
                **links(one.kind, one.slug, base),
            }
            for one in suggestions.suggest(question.get("q", ""), release)
        ]
        return list_response({"count": len(found), "next": None, "previous": None, "results": found})


def _page(request: Request, number: int) -> str:
    """The address of another page of the same finds."""
    query = [(name, value) for name, value in request.query_params.items() if name != "page"]
    return f"{resources.base(request)}{request.path}?{urlencode([*query, ('page', number)])}"
