"""The search results as lines of the page: URL, title and date of each, with the query's words highlighted. One or two
queries per kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from timeline.domain import dates
from timeline.domain.vocabulary import side_capital
from timeline.fulltext import Term
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Position, Release, Treaty
from timeline.pages.html import safe
from timeline.pages.statements import statement
from timeline.search import lines


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: its URL, title, date and a line of detail; or a statement, rendered as on every page."""

    url: str
    title: str
    when: str = ""
    detail: str = ""
    side: str = ""
    years: tuple[date | None, date | None] | None = None
    text: str = ""
    position: Position | None = None
    statement: str = ""


def _official(one: Official) -> Hit:
    posts = list(one.posts.all())
    detail = " · ".join(text for text in (one.native_name, posts[0].title if posts else "") if text)
    first, last = one.earliest, one.latest  # type: ignore[attr-defined]  # annotated by lines.rows
    return Hit(f"/officials/{one.slug}/", one.name, "", detail, one.side, (first, last))


def _issue(one: Issue) -> Hit:
    return Hit(f"/issues/{one.slug}/", one.name, "", one.question)


def _negotiation(one: Negotiation) -> Hit:
    return Hit(f"/negotiations/{one.slug}/", one.name, years=(one.earliest, one.latest))


def _treaty(one: Treaty) -> Hit:
    signed = dates.describe(one.signed)
    text = f"{one.summary} {one.limits}"
    return Hit(f"/treaties/{one.slug}/", one.name, signed, one.full_name, text=text)


def _meeting(one: Meeting) -> Hit:
    detail = " · ".join(text for text in (one.get_kind_display(), one.city) if text)
    when = dates.describe(one.start, one.end)
    return Hit(f"/meetings/{one.slug}/", one.marked_title, when, detail, text=f"{one.summary} {one.outcome}")


def _position(one: Position) -> Hit:
    return Hit(f"/positions/{one.public_id}/", "", side_capital(one.side), "", one.side, position=one)


def _article(one: Article) -> Hit:
    return Hit(f"/articles/{one.slug}/", one.title, dates.describe(one.dated), one.publisher, text=one.summary)


HITS: dict[str, Callable[[Any], Hit]] = {
    "officials": _official,
    "issues": _issue,
    "negotiations": _negotiation,
    "treaties": _treaty,
    "meetings": _meeting,
    "positions": _position,
    "articles": _article,
}


def hits(kind: str, keys: Sequence[int], terms: Sequence[Term], release: Release | None) -> list[Hit]:
    """The results with these keys as lines, with the terms highlighted."""

    def write(text: str) -> SafeString:
        return safe(lines.marked(text, terms))

    return [
        replace(
            hit,
            title=write(hit.title),
            detail=write(hit.detail),
            statement=statement(hit.position, source="publisher", where=True, write=write) if hit.position else "",
            text=safe(lines.excerpt(hit.text, terms)),
        )
        for hit in (HITS[kind](row) for row in lines.rows(kind, keys, release))
    ]
