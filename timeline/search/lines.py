"""Loads the rows of the results, and turns each into a line of plain text: title, date, the text to highlight. One or
two queries per kind."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from timeline import selectors
from timeline.fulltext import Term
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Position, Release, Treaty
from timeline.search.ground import TABLES, ground
from timeline.search.marking import marks
from timeline.search.presence import presence

SENTENCE_END = re.compile(r"(?<=[.;]) (?=[A-ZА-Я])")


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One result in plain text: its identity in URLs, title, date as the record writes it (EDTF; empty if it has none),
    and its text."""

    identity: str
    title: str
    date: str
    text: str


def _officials(keys: Sequence[int], release: Release | None) -> dict[int, Official]:
    """The officials with their posts and their first and last day in the record. 2 queries."""
    loaded = Official.objects.prefetch_related("posts").in_bulk(keys)
    for one in loaded.values():
        has = presence(one.slug, ground(release))
        one.earliest, one.latest = has.earliest, has.latest  # type: ignore[attr-defined]
    return loaded


def rows(kind: str, keys: Sequence[int], release: Release | None) -> list[Any]:
    """The rows with these keys, loaded for `line`, in the order given. 1 query, 2 for officials."""
    loaded: dict[int, Any]
    if kind == "officials":
        loaded = dict(_officials(keys, release))
    elif kind == "positions":
        loaded = dict(selectors.positions.by_key(keys))
    else:
        loaded = TABLES[kind]._default_manager.in_bulk(list(keys))
    return [loaded[key] for key in keys if key in loaded]


def line(row: Any) -> ResultLine:
    """A row of `rows` as a line."""
    match row:
        case Official():
            return ResultLine(row.slug, row.name, "", "; ".join(post.title for post in row.posts.all()))
        case Issue():
            return ResultLine(row.slug, row.name, "", row.question)
        case Negotiation():
            return ResultLine(row.slug, row.name, f"{row.start}/{row.end}" if row.end else row.start, "")
        case Treaty():
            return ResultLine(row.slug, row.name, row.signed, f"{row.summary} {row.limits}".strip())
        case Meeting():
            return ResultLine(row.slug, row.title, row.start, f"{row.summary} {row.outcome}".strip())
        case Position():
            who = row.holder.name if row.holder else row.attributed_to
            return ResultLine(row.public_id, f"{who}: {row.issue.name}", row.date, row.quote)
        case Article():
            return ResultLine(row.slug, row.title, row.published, row.summary)
    raise TypeError(f"{type(row).__name__} is not found by search")


def marked(text: str, terms: Iterable[Term]) -> str:
    """The text as HTML with the search terms in `<mark>`."""
    pieces = (f"<mark>{escape(piece)}</mark>" if asked else escape(piece) for piece, asked in marks(text, terms))
    return "".join(pieces)


def excerpt(text: str, terms: Sequence[Term]) -> str:
    """The first sentence of the text that contains a search term, highlighted; empty if none does."""
    for sentence in SENTENCE_END.split(text):
        if any(asked for _, asked in marks(sentence, terms)):
            return marked(sentence, terms)
    return ""


def highlight(one: ResultLine, terms: Sequence[Term]) -> str:
    """The highlighted excerpt of a result, as HTML: a sentence of its text, or else its title."""
    return excerpt(one.text, terms) or marked(one.title, terms)
