"""One box over everything."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline import dates
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Position, Treaty
from timeline.pages.sheet import address, sheet
from timeline.parameters import LONGEST_QUERY
from timeline.search import Found, search

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


@dataclass(frozen=True, slots=True)
class Group:
    """The finds of one kind; `more_url` leads to all of them where there are more than are shown."""

    kind: str
    label: str
    total: int
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
    return Hit(f"/treaties/{one.slug}/", one.name, dates.describe(one.signed), one.full_name)


def _meeting(one: Meeting) -> Hit:
    detail = " · ".join(text for text in (one.get_kind_display(), one.city) if text)
    return Hit(f"/meetings/{one.slug}/", one.title, dates.describe(one.start, one.end), detail)


def _position(one: Position) -> Hit:
    who = one.holder.name if one.holder else one.attributed_to
    return Hit(
        f"/positions/{one.public_id}/", f"{who}: {one.issue.name}", dates.describe(one.date), one.summary, one.side
    )


def _article(one: Article) -> Hit:
    return Hit(f"/articles/{one.slug}/", one.title, dates.describe(one.published), one.publisher)


HITS: dict[str, Callable[[Any], Hit]] = {
    "officials": _official,
    "issues": _issue,
    "negotiations": _negotiation,
    "treaties": _treaty,
    "meetings": _meeting,
    "positions": _position,
    "articles": _article,
}


def _group(found: Found, words: str) -> Group:
    more = found.total > len(found.rows) and found.kind in LISTS
    url = address(LISTS[found.kind], urlencode({"q": words})) if more else ""
    return Group(found.kind, found.label, found.total, [HITS[found.kind](row) for row in found.rows], url)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the words of `q` find of every kind; a longer question than 200 characters is cut and says so."""
    asked = request.GET.get("q", "").translate(UNPRINTABLE).strip()
    words = asked[:LONGEST_QUERY]
    groups = [_group(found, words) for found in search(words)]
    context = {
        "words": words,
        "was_cut": len(asked) > LONGEST_QUERY,
        "groups": groups,
        "total": sum(group.total for group in groups),
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
