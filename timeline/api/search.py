"""/api/v1/search/ and /api/v1/autocomplete/: the search engine's answers as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from rest_framework.request import Request

from timeline import resources
from timeline.api import loading, values
from timeline.api.formats.base import Item
from timeline.api.problems import Refused
from timeline.api.query import only
from timeline.api.record_view import RecordView, json_response
from timeline.api.resources import POSITIONS
from timeline.api.standings import MAIN_NAMES
from timeline.domain.vocabulary import Side
from timeline.filters.kinds import STATED
from timeline.filters.parameters import Parameter, Problem
from timeline.filters.values import CONTROL, LONGEST_QUERY, SLUG_PATTERN, BadValueError, read_text, spaced
from timeline.fulltext import CUT
from timeline.models import Official, Release, Treaty
from timeline.search import answers, engine, lines, ranking, suggestions
from timeline.search.answers import Answer, SideAnswer
from timeline.search.engine import KINDS, SearchResults
from timeline.search.meaning import QueryPart
from timeline.search.narrowing import ALL, NARROWED, Narrow

PAGE_SIZE = 10
MOST_ON_A_PAGE = 50
LAST_PAGE = 100


def _words(texts: list[str]) -> str:
    text = spaced(read_text(texts))
    if len(text) > LONGEST_QUERY:
        raise BadValueError(f"is longer than {LONGEST_QUERY} characters")
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

    def ask(self, request: Request) -> dict[str, Any]:
        """The parameters' values. Raises Refused with every problem in them."""
        return only(SEARCH_PARAMETERS, request.query_params)

    def canonical(self, question: dict[str, Any]) -> str:
        """The values by name, in order."""
        return repr(sorted(question.items()))

    def answer(self, request: Request, question: dict[str, Any], release: Release | None) -> HttpResponse:
        """The answer: 5 queries to find, 6 for the answer, 2 a kind that is shown. Raises Refused for more words than
        are looked for."""
        first, last = question.get("year", (None, None))
        narrow = Narrow(first=first, last=last, **{name: question[name] for name in NARROWED if name in question})
        found = engine.search(question.get("q", ""), release, narrow)
        if found.meaning.was_cut:
            raise Refused([Problem("q", CUT)])
        page, size = question.get("page", 1), question.get("page_size", PAGE_SIZE)
        kinds = [one for one in found.ranked if question.get("kind") in (None, one.kind)]
        base, total = resources.base(request), sum(one.total for one in kinds)
        merged = ranking.merged(kinds, page * size, near=bool(found.let_go))[(page - 1) * size :]

        replied = answers.answer(found, release) if narrow == ALL and "kind" not in question else None
        return json_response(
            {
                "count": total,
                "next": _page(request, page + 1) if page < LAST_PAGE and page * size < total else None,
                "previous": _page(request, page - 1) if page > 1 and (page - 2) * size < max(total, 1) else None,
                **understood(found, base),
                "kinds": {one.kind: one.total for one in found.ranked},
                "answer": replied and answered(replied, base, release),
                "results": results(merged, found, base, release),
            }
        )


class AutocompleteView(RecordView):
    """What may be meant by the beginning of a question: people, issues, negotiations, treaties, meetings."""

    PARAMETERS = (_words_parameter("gorb"),)

    def parameters(self) -> Sequence[Parameter]:
        """What is typed."""
        return self.PARAMETERS

    def ask(self, request: Request) -> dict[str, Any]:
        """The parameters' values. Raises Refused with every problem in them."""
        return only(self.PARAMETERS, request.query_params)

    def canonical(self, question: dict[str, Any]) -> str:
        """What is typed."""
        return str(question.get("q", ""))

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
                **_links(one.kind, one.slug, base),
            }
            for one in suggestions.suggest(question.get("q", ""), release)
        ]
        return json_response({"count": len(found), "next": None, "previous": None, "results": found})


def _page(request: Request, number: int) -> str:
    """The address of another page of the same finds."""
    query = [(name, value) for name, value in request.query_params.items() if name != "page"]
    return f"{resources.base(request)}{request.path}?{urlencode([*query, ('page', number)])}"


def _links(kind: str, identity: str, base: str) -> Item:
    resource = resources.BY_NAME[kind]
    return {
        resource.identity: identity,
        "url": f"{base}{resources.collection(resource.model)}{identity}/",
        "html_url": f"{base}{resources.pages(resource.model)}{identity}/",
    }


def _address_of(kind: str, slug: str, base: str) -> str | None:
    """Where a lead is in the API; sides, places and words of the vocabulary have no address."""
    if kind not in resources.BY_NAME:
        return None
    return f"{base}{resources.collection(resources.BY_NAME[kind].model)}{slug}/"


def _part(part: QueryPart, base: str) -> Item:
    leads = [{"kind": kind, "slug": slug, "url": _address_of(kind, slug, base)} for kind, slug in part.leads]
    return {
        "type": part.chip,
        "typed": part.typed,
        "label": part.label or part.typed,
        "definition": part.definition or None,
        "leads_to": leads,
        "from": part.span.earliest.isoformat() if part.span else None,
        "to": part.span.latest.isoformat() if part.span else None,
    }


def understood(found: SearchResults, base: str) -> Item:
    """What a question was taken to mean, and what was done about what nothing holds."""
    meaning = found.meaning
    return {
        "query": meaning.typed,
        "understood": [_part(part, base) for part in meaning.parts],
        "excluded": [" ".join(term.words) for term in meaning.excluded],
        "ignored": list(meaning.ignored),
        "corrected": [{"typed": typed, "meant": meant} for typed, meant in meaning.righted],
        "without": [part.typed for part in found.let_go],
    }


def _official(official: Official, base: str) -> Item:
    return {"name": official.name, "side": official.side, **_links("officials", official.slug, base)}


def _voice(column: SideAnswer, said: Mapping[int, Item]) -> Item:
    return {
        "side": column.side,
        "count": column.total,
        "mostly": column.mostly or None,
        "mostly_count": column.mostly_count,
        "positions": [said[one.pk] for one in column.positions],
    }


def _treaty(treaty: Treaty, base: str) -> Item:
    return {
        "name": treaty.name,
        "signed": treaty.signed,
        "limits": treaty.limits,
        **_links("treaties", treaty.slug, base),
    }


def answered(answer: Answer, base: str, release: Release | None) -> Item:
    """The answer: what it is about, each side's statements, and what else its kind has."""
    keys = [one.pk for column in answer.columns for one in column.positions]
    said = loading.items_by_key(POSITIONS, keys, base=base, release=release, fields=MAIN_NAMES)
    person, meeting, treaty = answer.person, answer.meeting, answer.treaty
    return {
        "kind": answer.kind,
        "subject": answer.subject,
        "definition": answer.definition or None,
        "count": answer.total,
        "sides": [_voice(column, said) for column in answer.columns],
        "official": person and {**_official(person.official, base), "posts": [post.title for post in person.posts]},
        "counterparts": [
            {"name": one.name, "side": one.side, "meetings": one.meetings, **_links("officials", one.slug, base)}
            for one in (person.counterparts if person else ())
        ],
        "meeting": meeting
        and {"title": meeting.title, "start": meeting.start, **_links("meetings", meeting.slug, base)},
        "treaty": treaty and _treaty(treaty, base),
    }


def results(
    merged: Sequence[tuple[float, str, int]], found: SearchResults, base: str, release: Release | None
) -> list[Item]:
    """The finds of all kinds as lines, in the order given. 1 query a kind, of officials 2."""
    loaded: dict[tuple[str, int], Any] = {}
    for kind in dict.fromkeys(kind for _, kind, _ in merged):
        keys = [key for _, of, key in merged if of == kind]
        loaded |= {(kind, row.pk): row for row in lines.rows(kind, keys, release)}
    listed = []
    for score, kind, key in merged:
        if (kind, key) in loaded:
            one = lines.line(loaded[kind, key])
            listed.append(
                {
                    "kind": kind,
                    **_links(kind, one.identity, base),
                    "title": one.title,
                    "date": one.date or None,
                    "score": round(score, 4),
                    "highlight": lines.highlight(one, found.meaning.marked),
                }
            )
    return listed
