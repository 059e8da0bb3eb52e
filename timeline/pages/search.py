"""The search page: how the query was interpreted, the answer, and the results by kind with their facets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline.domain import citations, dates
from timeline.domain.vocabulary import Side, Speech, Stance, Verification
from timeline.filters.parameters import Problem, read, text
from timeline.filters.values import LONGEST_QUERY
from timeline.fulltext import CUT
from timeline.models import Position, Release
from timeline.pages import meeting_cards
from timeline.pages.listings import PAGED, address
from timeline.pages.render import render_page
from timeline.pages.search_choices import KINDS as LABELS
from timeline.pages.search_choices import choices, histogram
from timeline.pages.search_results import Hit, hits
from timeline.pages.search_said import said
from timeline.pages.statements import credited, publication
from timeline.releases import release_of
from timeline.search import asking, engine, filtering, narrowing, questions
from timeline.search.answers import Answer
from timeline.search.counting import facets
from timeline.search.engine import KINDS, SearchResults
from timeline.search.ground import ground
from timeline.search.meaning import QueryPart
from timeline.search.names import names
from timeline.search.narrowing import NARROWED, Narrow
from timeline.search.suggestions import Suggestion, suggest

SHOWN = 6
"""Results shown of each kind; the kind's own page has all of them, PAGE at a time."""
PAGE = 30
ASKED_FOR = 2
"""Words nowhere in the record for which others are suggested, and how many for each."""
UNPRINTABLE = dict.fromkeys((*range(32), 0x7F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), " ")
PARAMETERS = (
    text("q", "what is asked, as a reader types it"),
    text("kind", "finds of one kind only"),
    text("side", "statements of one side"),
    text("issue", "slug of an issue: finds on it only"),
    text("official", "slug of an official: what they said, and the meetings they were at"),
    text("stance", "statements of one answer to the question of their issue"),
    text("speech", "statements in the speaker's own words (direct) or in paraphrase (reported)"),
    text("verification", "statements whose quotation was compared with its source (verified), or was not"),
    text("year", "a year, or two with a hyphen between"),
    *PAGED,
)


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The query in the URL: the words, and the filters on the results."""

    words: str
    kind: str
    narrow: Narrow
    page: int
    problems: tuple[Problem, ...] = ()

    def url(self, **changes: Any) -> str:
        """The page's URL with some parameters changed (None: removed), starting at the first page of results."""
        narrow = self.narrow
        years = "-".join(dict.fromkeys(str(year) for year in (narrow.first, narrow.last) if year is not None))
        query: dict[str, Any] = {"q": self.words, "kind": self.kind, "year": years}
        query |= {name: getattr(narrow, name) for name in NARROWED} | changes
        return address("/search/", urlencode({name: value for name, value in query.items() if value}))

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter besides the kind is active."""
        return self.narrow != narrowing.ALL


@dataclass(frozen=True, slots=True)
class QueryChip:
    """A part of the query: its category, the text as typed, its interpretation, the URL of the query without it, and
    whether it was dropped."""

    what: str
    typed: str
    label: str
    url: str
    is_let_go: bool


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """The results of one kind that are shown, their total, and the URL of all of them."""

    kind: str
    label: str
    total: int
    hits: list[Hit]
    all_url: str


def _year(text: str) -> tuple[int | None, int | None]:
    """The first and last year in `year`: 1986 or 1985-1987; (None, None) if it is neither."""
    first, _, last = text.partition("-")
    if not (first.isascii() and first.isdigit() and len(first) == 4):
        return None, None
    if last and not (last.isascii() and last.isdigit() and len(last) == 4):
        return None, None
    years = int(first), int(last or first)
    return years if 1 <= years[0] <= years[1] else (None, None)


def _known(release: Release | None) -> dict[str, Collection[str]]:
    """The allowed values of each parameter that filters statements."""
    keys: Mapping[str, Mapping[str, int]] = ground(release).keys if release else {}
    return {
        "side": Side.values,
        "issue": keys.get("issues", {}),
        "official": keys.get("officials", {}),
        "stance": Stance.values,
        "speech": Speech.values,
        "verification": Verification.values,
    }


def asked(request: HttpRequest, release: Release | None) -> SearchQuery:
    """The request's query; invalid values are ignored and reported as problems."""
    given, problems = read(PARAMETERS, request.GET, strict=False)
    typed = " ".join(given.get("q", "").translate(UNPRINTABLE).split())
    kind, page, year = (given.get(name, "") for name in ("kind", "page", "year"))
    if len(typed) > LONGEST_QUERY:
        problems.append(Problem("q", f"only the first {LONGEST_QUERY} characters are looked for", effect="was cut"))
    known = _known(release) if given.keys() & NARROWED else {}
    narrowed = {name: given[name] for name in NARROWED if given.get(name) in known.get(name, ())}
    first, last = _year(year)
    unread = [name for name in NARROWED if given.get(name) and name not in narrowed]
    unread += [name for name, value in (("year", first), ("kind", kind in KINDS)) if given.get(name) and not value]
    problems += [Problem(name, f"{given[name][:80]!r} is not a value that it can have") for name in unread]
    return SearchQuery(
        typed[:LONGEST_QUERY],
        kind if kind in KINDS else "",
        Narrow(first=first, last=last, **narrowed),
        int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        tuple(problems),
    )


def _chip(part: QueryPart, question: SearchQuery, found: SearchResults) -> QueryChip:
    url = question.url(q=filtering.without(question.words, [part.typed]))
    label = part.label if part.label != part.typed else ""
    return QueryChip(part.chip, part.typed, label, url, part in found.let_go)


def _group(found: SearchResults, kind: str, question: SearchQuery, release: Release | None) -> ResultGroup:
    scored = found.of(kind)
    size = PAGE if question.kind else SHOWN
    start = (question.page - 1) * PAGE if question.kind else 0
    lines = hits(kind, scored.keys[start : start + size], found.meaning.marked, release)
    more = not question.kind and scored.total > SHOWN
    return ResultGroup(kind, LABELS[kind], scored.total, lines, question.url(kind=kind) if more else "")


def _pages(found: SearchResults, question: SearchQuery) -> tuple[int, int]:
    """The page number shown for a kind, and the number of pages."""
    last = max(1, -(-found.of(question.kind).total // PAGE)) if question.kind else 1
    return min(max(1, question.page), last), last


def copied(said: Position, url: str, release: Release | None) -> str:
    """A statement's words with speaker, date and source, as text to copy."""
    whose = f"{credited(said)}, {dates.describe(said.date)}"
    words = f"“{said.quote}” {whose}, in {publication(said)}"
    if said.speech != Speech.DIRECT:
        words = f"{whose}, as reported: “{said.quote}” {publication(said)}"
    bears = f", release {release.hash[:12]}" if release else ""
    return f"{words}, {said.article.source_url}. {citations.RECORD}{bears}, {url}"


def _answer_context(answer: Answer | None, question: SearchQuery, request: HttpRequest, release: Release | None) -> Any:
    """The answer with what its template also needs: each column's URL, the text to copy, and the meeting's card."""
    if answer is None:
        return None
    columns = [
        {
            "side": column.side,
            "total": column.total,
            "predicate": column.predicate,
            "mostly_count": column.mostly_count,
            "said": [
                (one, copied(one, request.build_absolute_uri(f"/positions/{one.public_id}/"), release))
                for one in column.positions
            ],
            "url": question.url(kind="positions", side=column.side, issue=answer.issue),
        }
        for column in answer.columns
    ]
    card = meeting_cards.rendered([answer.meeting.pk], release)[0] if answer.meeting else ""
    wider = answer.wider and (f"/{'/'.join(answer.wider)}/", names(release).titled([answer.wider]))
    people = [(one, question.url(q=one.query) if one.query else "") for one in answer.people]
    return {"is": answer, "columns": columns, "card": card, "wider": wider, "people": people}


def _perhaps(found: SearchResults, release: Release | None) -> list[Suggestion]:
    """What may be meant by the words that the record has nowhere. 4 queries at most a word."""
    return [one for part in found.unknown[:ASKED_FOR] for one in suggest(part.typed, release, most=ASKED_FOR)][:SHOWN]


def _context(
    question: SearchQuery, found: SearchResults, request: HttpRequest, release: Release | None
) -> Mapping[str, Any]:
    plain = not question.kind and question.narrow == narrowing.ALL
    answer = questions.answer(found, release) if plain else None
    complete = found.complete
    counted = facets(complete, question.narrow, ground(release), kind=question.kind) if release and complete else None
    shown: Sequence[str] = [question.kind] if question.kind else [one.kind for one in found.ranked]
    return {
        "chips": [_chip(part, question, found) for part in found.meaning.parts],
        "found": found,
        "said": said(found, found.of(question.kind).total if question.kind else found.total),
        "perhaps": _perhaps(found, release) if not found.total else [],
        "asked": asking.SAID.get(found.meaning.asks, ""),
        "answer": _answer_context(answer, question, request, release),
        "groups": [_group(found, kind, question, release) for kind in shown if found.of(kind).total],
        "choices": choices(found, counted, question.narrow, question.kind, question.url, release)
        if release and counted
        else [],
        "histogram": histogram(counted.years, question.narrow, question.url) if counted else "",
    }


def _paging(question: SearchQuery, last: int) -> dict[str, Any]:
    """The context of the pagination: page number, last page, and the URLs of the neighbouring pages."""
    page = question.page
    return {
        "page": page,
        "last_page": last,
        "previous_url": question.url(page=page - 1 if page > 2 else None) if page > 1 else "",
        "next_url": question.url(page=page + 1) if page < last else "",
    }


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The interpretation and results of the words in `q`; a query over LONGEST_QUERY characters is cut, with a note."""
    release = release_of(request)
    question = asked(request, release)
    found = engine.search(question.words, release, question.narrow, most=question.page * PAGE)
    page, last = _pages(found, question)
    cut = (Problem("q", CUT, effect="was cut"),) if found.meaning.was_cut else ()
    question = replace(question, page=page, problems=(*question.problems, *cut))
    context = {
        "release": release,
        "words": question.words,
        "question": question,
        "problems": question.problems,
        "longest": LONGEST_QUERY,
        "everything_url": question.url(kind=None, year=None, **dict.fromkeys(NARROWED)),
        **_paging(question, last),
        **_context(question, found, request, release),
    }
    title = f"Search: {question.words}" if question.words else "Search"
    canonical = question.url(page=page if page > 1 else None)
    return render_page(request, "search.html", context, title=title, canonical=canonical, above=[("/", "Timeline")])
