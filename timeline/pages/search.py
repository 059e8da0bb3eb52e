"""One box over everything."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from timeline import dates
from timeline.filters import Problem, repeated
from timeline.fulltext import CUT, Term, is_cut
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Position, Treaty
from timeline.pages.sheet import address, sheet
from timeline.pages.statements import speaker, statement
from timeline.parameters import LONGEST_QUERY, single
from timeline.released import release_of
from timeline.search import Answer, Found, marks, search
from timeline.vocabulary import side_capital

SENTENCE_END = re.compile(r"(?<=[.;]) (?=[A-ZА-Я])")
UNPRINTABLE = dict.fromkeys(range(32), " ")
LISTS = {"officials": "/officials/", "meetings": "/", "articles": "/articles/", "treaties": "/treaties/"}


@dataclass(frozen=True, slots=True)
class Hit:
    """One find: where it leads, what it is called, when it was, and a line more."""

    url: str
    title: str
    when: str = ""
    detail: str = ""
    side: str = ""
    years: tuple[date | None, date | None] | None = None
    text: str = ""
    position: Position | None = None
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The finds of one kind; `more_url` leads to all of them where there are more than are shown."""

    kind: str
    label: str
    total: str
    hits: list[Hit]
    more_url: str


def _official(one: Official) -> Hit:
    posts = list(one.posts.all())
    detail = " · ".join(text for text in (one.native_name, posts[0].title if posts else "") if text)
    first, last = one.earliest, one.latest  # type: ignore[attr-defined]  # of with_activity
    return Hit(f"/officials/{one.slug}/", one.name, "", detail, one.side, (first, last))


def _issue(one: Issue) -> Hit:
    return Hit(f"/issues/{one.slug}/", one.name, "", one.question)


def _negotiation(one: Negotiation) -> Hit:
    return Hit(f"/negotiations/{one.slug}/", one.name, years=(one.earliest, one.latest))


def _treaty(one: Treaty) -> Hit:
    return Hit(
        f"/treaties/{one.slug}/",
        one.name,
        dates.describe(one.signed),
        one.full_name,
        text=f"{one.summary} {one.limits}",
    )


def _meeting(one: Meeting) -> Hit:
    detail = " · ".join(text for text in (one.get_kind_display(), one.city) if text)
    return Hit(
        f"/meetings/{one.slug}/",
        one.marked_title,
        dates.describe(one.start, one.end),
        detail,
        text=f"{one.summary} {one.outcome}",
    )


def _position(one: Position) -> Hit:
    title = f"{speaker(one)}: {one.issue.name}"
    return Hit(f"/positions/{one.public_id}/", title, side_capital(one.side), "", one.side, position=one)


def _article(one: Article) -> Hit:
    return Hit(f"/articles/{one.slug}/", one.title, dates.describe(one.published), one.publisher, text=one.summary)


HITS: dict[str, Callable[[Any], Hit]] = {
    "officials": _official,
    "issues": _issue,
    "negotiations": _negotiation,
    "treaties": _treaty,
    "meetings": _meeting,
    "positions": _position,
    "articles": _article,
}


def _marked(text: str, terms: Iterable[Term]) -> SafeString:
    """The text with the words asked for in `<mark>`."""
    pieces = (f"<mark>{escape(piece)}</mark>" if asked else escape(piece) for piece, asked in marks(text, terms))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece of the record is escaped


def _excerpt(text: str, terms: tuple[Term, ...]) -> SafeString | str:
    """The first sentence of the text that holds a word asked for, marked; nothing where none does."""
    for sentence in SENTENCE_END.split(text):
        if any(asked for _, asked in marks(sentence, terms)):
            return _marked(sentence, terms)
    return ""


def _group(found: Found, answer: Answer) -> Group:
    more = found.total > len(found.rows) and found.kind in LISTS
    url = address(LISTS[found.kind], urlencode({"q": answer.words})) if more else ""
    hits = [HITS[found.kind](row) for row in found.rows]
    shown = [
        replace(
            hit,
            title=_marked(hit.title, answer.terms),
            detail=_marked(hit.detail, answer.terms),
            statement=statement(hit.position, write=partial(_marked, terms=answer.terms)) if hit.position else "",
            text=_excerpt(hit.text, answer.terms),
        )
        for hit in hits
    ]
    return Group(found.kind, found.label, f"{found.total:,}{'+' if found.is_more else ''}", shown, url)


def _problems(data: QueryDict, asked: str) -> list[Problem]:
    """What of the question is not looked for."""
    problems = repeated(data, ("q", "cite"))
    if len(asked) > LONGEST_QUERY:
        problems.append(Problem("q", f"only the first {LONGEST_QUERY} characters are looked for", effect="was cut"))
    if is_cut(asked[:LONGEST_QUERY]):
        problems.append(Problem("q", CUT, effect="was cut"))
    return problems


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the words of `q` find of every kind; a question that is too long is cut and says so."""
    release = release_of(request)
    asked = single(request.GET, "q").translate(UNPRINTABLE).strip()
    words = asked[:LONGEST_QUERY]
    answer = search(words, release)
    context = {
        "release": release,
        "words": words,
        "answer": answer,
        "problems": _problems(request.GET, asked),
        "groups": [_group(found, answer) for found in answer.found],
        "is_more": any(found.is_more for found in answer.found),
    }
    return sheet(
        request,
        "search.html",
        context,
        title=f"Search: {words}" if words else "Search",
        canonical=address("/search/", urlencode({"q": words}) if words else ""),
        above=[("/", "Timeline")],
        fragment="results",
    )
