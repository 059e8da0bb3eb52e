"""The search page: what a question was taken to mean, the answer, and the finds by kind with what narrows them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from timeline.domain import citations, dates
from timeline.domain.vocabulary import Side, Speech, Stance, Verification
from timeline.filters.parameters import Problem, read, text
from timeline.filters.values import LONGEST_QUERY
from timeline.fulltext import CUT
from timeline.models import Position, Release
from timeline.pages import meeting_cards
from timeline.pages.html import escaped, safe
from timeline.pages.listings import PAGED, address
from timeline.pages.render import render_page
from timeline.pages.search_choices import KINDS as LABELS
from timeline.pages.search_choices import choices
from timeline.pages.search_results import Hit, hits
from timeline.pages.statements import publication, speaker
from timeline.releases import release_of
from timeline.search import answers, engine, filtering, narrowing
from timeline.search.answers import Answer
from timeline.search.engine import KINDS, SearchResults
from timeline.search.ground import ground
from timeline.search.meaning import QueryPart
from timeline.search.narrowing import NARROWED, Narrow

SHOWN = 6
"""Finds shown of each kind; the kind's own page has all, PAGE at a time."""
PAGE = 30
UNPRINTABLE = dict.fromkeys((*range(32), 0x7F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), " ")
BAR = 34
"""Pixels of the highest bar of the histogram."""
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
    """What the address asks for: the words, and what narrows the finds."""

    words: str
    kind: str
    narrow: Narrow
    page: int
    problems: tuple[Problem, ...] = ()

    def url(self, **changes: Any) -> str:
        """The page's address with some of it changed (None: taken out); always from the first page on."""
        narrow = self.narrow
        years = "-".join(dict.fromkeys(str(year) for year in (narrow.first, narrow.last) if year is not None))
        query: dict[str, Any] = {"q": self.words, "kind": self.kind, "year": years}
        query |= {name: getattr(narrow, name) for name in NARROWED} | changes
        return address("/search/", urlencode({name: value for name, value in query.items() if value}))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the kind narrows the finds."""
        return self.narrow != narrowing.ALL


@dataclass(frozen=True, slots=True)
class QueryChip:
    """A part of the question: what it is called, as it was typed, what it stands for, the question without it, whether
    it was let go."""

    what: str
    typed: str
    label: str
    url: str
    is_let_go: bool


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """The finds of one kind that are shown, how many there are, and where all of them are."""

    kind: str
    label: str
    total: int
    hits: list[Hit]
    all_url: str


def _year(text: str) -> tuple[int | None, int | None]:
    """The years that `year` asks for: 1986 or 1985-1987; none where it can be read as neither."""
    first, _, last = text.partition("-")
    if not (first.isascii() and first.isdigit() and len(first) == 4):
        return None, None
    if last and not (last.isascii() and last.isdigit() and len(last) == 4):
        return None, None
    years = int(first), int(last or first)
    return years if 1 <= years[0] <= years[1] else (None, None)


def _known(release: Release | None) -> dict[str, Collection[str]]:
    """The values of each parameter that narrows statements."""
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
    """What the request asks for; what cannot be read is left out, and said."""
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
    """The page of a kind that is shown, and how many there are."""
    last = max(1, -(-found.of(question.kind).total // PAGE)) if question.kind else 1
    return min(max(1, question.page), last), last


def _histogram(years: Mapping[int, int], question: SearchQuery) -> SafeString:
    """The finds a year as bars that are links."""
    if len(years) < 2:
        return safe("")
    most, first, width = max(years.values()), min(years), 100 / len(years)
    narrow, bars = question.narrow, []
    for year, number in years.items():
        if not number:
            continue
        height = max(2, round(BAR * number / most))
        chosen = narrow.first is not None and narrow.last is not None and narrow.first <= year <= narrow.last
        url = question.url(year=None if chosen and narrow.first == narrow.last else year)
        said, current = f"{year}: {number} found", ' aria-current="true"' if chosen else ""
        bars.append(
            f'<a class="years__bar" href="{escaped(url)}"{current} aria-label="{said}">'
            f'<title>{said}</title><rect class="years__room" x="{(year - first) * width:.3f}%" y="0" '
            f'width="{width:.3f}%" height="{BAR}"/><rect x="{(year - first) * width + width * 0.1:.3f}%" '
            f'y="{BAR - height}" width="{width * 0.8:.3f}%" height="{height}"/></a>'
        )
    picture = f'<svg class="years__picture" width="100%" height="{BAR}" role="group" aria-label="Finds by year">'
    return safe(
        f'{picture}{"".join(bars)}</svg><p class="years__ends"><span>{first}</span><span>{max(years)}</span></p>'
    )


def copied(said: Position, url: str, release: Release | None) -> str:
    """A statement's words with their speaker, date and source, to be copied."""
    whose = f"{speaker(said)}, {dates.describe(said.date)}"
    words = f"“{said.quote}” {whose}, in {publication(said)}"
    if said.speech != Speech.DIRECT:
        words = f"{whose}, as reported: “{said.quote}” {publication(said)}"
    bears = f", release {release.hash[:12]}" if release else ""
    return f"{words}, {said.article.source_url}. {citations.RECORD}{bears}, {url}"


def _answer_context(answer: Answer | None, question: SearchQuery, request: HttpRequest, release: Release | None) -> Any:
    """The answer with what its template needs besides: each column's address, what is copied, the meeting's card."""
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
            "url": question.url(kind="positions", side=column.side),
        }
        for column in answer.columns
    ]
    card = meeting_cards.rendered([answer.meeting.pk], release)[0] if answer.meeting else ""
    return {"is": answer, "columns": columns, "card": card}


def _let_go(found: SearchResults) -> str:
    return " ".join(part.typed for part in found.let_go)


def _context(
    question: SearchQuery, found: SearchResults, request: HttpRequest, release: Release | None
) -> Mapping[str, Any]:
    plain = not question.kind and question.narrow == narrowing.ALL
    answer = answers.answer(found, release) if plain else None
    counted = narrowing.facets(found.complete, ground(release)) if release and found.complete else None
    shown: Sequence[str] = [question.kind] if question.kind else [one.kind for one in found.ranked]
    return {
        "chips": [_chip(part, question, found) for part in found.meaning.parts],
        "found": found,
        "let_go": _let_go(found),
        "answer": _answer_context(answer, question, request, release),
        "groups": [_group(found, kind, question, release) for kind in shown if found.of(kind).total],
        "choices": choices(found, counted, question.narrow, question.kind, question.url, release)
        if release and counted
        else [],
        "histogram": _histogram(counted.years, question) if counted else "",
    }


def _paging(question: SearchQuery, last: int) -> dict[str, Any]:
    """The question's page among the last, and the addresses of those beside it."""
    page = question.page
    return {
        "page": page,
        "last_page": last,
        "previous_url": question.url(page=page - 1 if page > 2 else None) if page > 1 else "",
        "next_url": question.url(page=page + 1) if page < last else "",
    }


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the words of `q` mean and find; a longer question than LONGEST_QUERY characters is cut and says so."""
    release = release_of(request)
    question = asked(request, release)
    found = engine.search(question.words, release, question.narrow)
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
