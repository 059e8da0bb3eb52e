"""What the tools do: seven questions, asked of the same filters and shapes as the API's."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Case, Model, QuerySet, When
from django.http import QueryDict
from mcp.server.mcpserver.exceptions import ToolError

from timeline import releases
from timeline.api import loading, paging, search_items
from timeline.api.problems import Refused
from timeline.api.query import ResourceQuery, of_list
from timeline.api.resources import MEETINGS, OFFICIALS, POSITIONS, ApiResource
from timeline.api.standings import silent
from timeline.domain import dates, standings
from timeline.exports.codebook import CREDIT, LICENCE
from timeline.filters.exclusions import positive
from timeline.filters.values import LONGEST_QUERY, nearest
from timeline.fulltext import CUT
from timeline.mcp import compact
from timeline.mcp.arguments import FULL, asked_for, said
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Position, Release, Treaty
from timeline.search import engine, questions, ranking

type Item = dict[str, Any]

PAGE_SIZE = {"meetings": 10, "positions": 10, "standings": 5, "statements": 6}
"""Items on a page unless told: so many stay within compact.LIMIT."""
FOUND, FOUND_POSITIONS = 20, 5
"""Finds of a search, and how many of them may be positions."""
STATEMENTS = 4
"""Statements shown of each meeting of a full list."""
ASKED_OF_BOTH = ("issue", "stance", "speech", "verification")
"""What is asked of meetings and of the statements shown of them alike."""
BEARERS: dict[str, type[Model]] = {
    "official": Official,
    "issue": Issue,
    "negotiation": Negotiation,
    "treaty": Treaty,
    "article": Article,
    "meeting": Meeting,
}
"""Whose slugs each argument takes."""


def _question(resource: ApiResource, asked: Mapping[str, Sequence[str]]) -> ResourceQuery:
    """The question, as the API reads it, its sample drawn. A query for each slug argument, 1 for a sample. Raises
    ToolError that names what is wrong and what was perhaps meant, an unknown slug too: a model has no page to see that
    by."""
    query = QueryDict(mutable=True)
    for name, values in asked.items():
        query.setlist(name, list(values))
    try:
        question = of_list(resource, query)
    except Refused as refused:
        raise ToolError(
            "; ".join(said(one.parameter, one.detail, one.did_you_mean) for one in refused.problems)
        ) from None
    filters = question.filters
    _must_be_borne({name: filters.values(name) for name in filters.cleaned} if filters else {}, resource)
    return question.drawn()


def _must_be_borne(asked: Mapping[str, Iterable[str]], resource: ApiResource) -> None:
    """Raises ToolError for slugs (ids of the resource) that nothing bears, with the nearest. A query for each name that
    is asked for."""
    wrong = []
    for name, slugs in asked.items():
        own = positive(name) == resource.identity
        bearer = resource.model if own else BEARERS.get(positive(name))
        if bearer is not None and (wanted := list(slugs)):
            known = set(bearer._default_manager.values_list(resource.key if own else "slug", flat=True))
            wrong += [
                said(name, f"nothing bears the slug {slug[:120]!r}", nearest(slug, known))
                for slug in wanted
                if slug not in known
            ]
    if wrong:
        raise ToolError(f"{'; '.join(wrong)}; search finds slugs")


def _start(page: int, size: int, count: int) -> int:
    """Where a page begins. Raises ToolError behind the last."""
    last = max(1, -(-count // size))
    if page > last:
        raise ToolError(f"page: {page} lies behind the last, {last}")
    return (page - 1) * size


def _noted(question: ResourceQuery) -> Item:
    """How the words of a list were read, where there is anything to say. 1 query for the release."""
    notes = paging.word_notes(question, releases.current())
    return {"notes": notes} if notes else {}


class RecordTools:
    """The tools. Each takes the values of its arguments by name. `base`: the site's address, which answers link to."""

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")

    def search(self, given: Mapping[str, Any]) -> Item:
        """5 queries to find, 6 for the answer, 2 a kind."""
        release = releases.current()
        found = engine.search(given["q"][:LONGEST_QUERY], release)
        replied = questions.answer(found, release)
        merged = ranking.merged(found.ranked, FOUND, near=bool(found.let_go))
        is_full = given.get("detail") == FULL
        said_keys = [key for _, kind, key in merged if kind == "positions"][: None if is_full else FOUND_POSITIONS]
        finds: dict[str, list[Item]] = {}
        for one in search_items.results(merged, found, self.base, release):
            finds.setdefault(one["kind"], []).append(one if is_full else compact.find(one))
        if said_keys:
            finds["positions"] = self._statements(said_keys, given)
        meant = search_items.understood(found, self.base)
        whole = replied and search_items.answered(replied, found.meaning.typed, self.base, release)
        return self._answer(
            **({"note": CUT} if found.meaning.was_cut else {}),
            **(meant if is_full else _meant(meant)),
            count=found.total,
            kinds={one.kind: one.total for one in found.ranked},
            answer=whole if is_full else whole and _gist(whole),
            found=finds,
        )

    def list_meetings(self, given: Mapping[str, Any]) -> Item:
        """5 queries, 2 more in full."""
        asked = asked_for(given)
        question = _question(MEETINGS, asked)
        head, keys = self._page(question.rows(), given, "meetings")
        head |= _noted(question)
        meetings = self._items(MEETINGS, keys, expand=("articles",))
        if given.get("detail") != FULL:
            return self._answer(**head, meetings=[compact.listed_meeting(one) for one in meetings])
        stated = {name: asked[name] for name in ASKED_OF_BOTH if name in asked}
        among = _question(POSITIONS, stated).rows()
        first = question.filters.values("official") if question.filters else ()
        shown = self._at(Meeting.objects.filter(pk__in=keys), among, first=first)
        return self._answer(**head, meetings=meetings, statements=shown)

    def get_meeting(self, given: Mapping[str, Any]) -> Item:
        """4 queries."""
        meeting = self._one(MEETINGS, given["slug"], expand=("articles",))
        stated = Position.objects.filter(meeting__slug=given["slug"]).order_by("ordinal", "public_id")
        head, keys = self._page(stated, given, "statements")
        whole = meeting if given.get("detail") == FULL else compact.meeting(meeting)
        return self._fitting(meeting=whole, **head, statements=self._statements(keys, given))

    def get_official(self, given: Mapping[str, Any]) -> Item:
        """4 queries."""
        official = self._one(OFFICIALS, given["slug"])
        stated = Position.objects.filter(holder__slug=given["slug"]).order_by("-earliest", "-public_id")
        head, keys = self._page(stated, given, "statements")
        whole = official if given.get("detail") == FULL else compact.official(official)
        return self._fitting(official=whole, **head, statements=self._statements(keys, given))

    def positions(self, given: Mapping[str, Any]) -> Item:
        """3 queries."""
        asked = asked_for(given)
        question = _question(POSITIONS, asked)
        head, keys = self._page(question.rows(), given, "positions")
        head |= _noted(question)
        return self._fitting(**head, statements=self._statements(keys, given))

    def get_position(self, given: Mapping[str, Any]) -> Item:
        """2 queries."""
        return self._answer(position=self._one(POSITIONS, given["id"], expand=("article",)))

    def standings_on(self, given: Mapping[str, Any]) -> Item:
        """2 queries, 1 more where issues are asked for."""
        try:
            on = dates.parse(given["on"]).latest
        except ValueError:
            raise ToolError(f"on: {given['on'][:40]!r} is no date; write it as 1986, 1986-10 or 1986-10-12") from None
        wanted = [slug.strip() for text in given.get("issue", ()) for slug in text.split(",") if slug.strip()]
        _must_be_borne({"issue": wanted}, POSITIONS)
        listed: Any = Issue.objects.with_standings(on=on).listed()
        rows = list(listed.filter(slug__in=wanted) if wanted else listed)
        size = given.get("page_size", PAGE_SIZE["standings"])
        start = _start(given.get("page", 1), size, len(rows))
        shown = rows[start : start + size]
        keys = [key for row in shown for key in (row.us_last_word, row.ru_last_word) if key]
        stated = loading.items_by_key(POSITIONS, keys, base=self.base)
        told = [_standing(row, stated) for row in shown]
        if given.get("detail") != FULL:
            told = [compact.standing(one) for one in told]
        head = {"on": given["on"], "silence_after_years": standings.SILENCE, **_head(len(rows), given, size)}
        return self._answer(**head, standings=told)

    def _answer(self, **found: Any) -> Item:
        """What was found, with the release that it is of and how it may be used."""
        release: Release | None = releases.current()
        bears = release and {"hash": release.hash, "loaded_at": release.loaded_at.isoformat()}
        return {**found, "release": bears, "licence": LICENCE["path"], "credit": CREDIT}

    def _fitting(self, **found: Any) -> Item:
        """An answer with statements, which is compact where it is asked to be."""
        answer = self._answer(**found)
        is_full = any("url" in one for one in answer["statements"])
        return answer if is_full else compact.within_limit(answer, ["statements"])

    def _page(self, rows: QuerySet[Any], given: Mapping[str, Any], what: str) -> tuple[Item, list[int]]:
        """What an answer says of a page of rows, and their keys. 2 queries. Raises ToolError behind the last page."""
        size, count = given.get("page_size", PAGE_SIZE[what]), rows.count()
        start = _start(given.get("page", 1), size, count)
        return _head(count, given, size), list(rows.values_list("pk", flat=True)[start : start + size])

    def _one(self, resource: ApiResource, key: str, *, expand: tuple[str, ...] = ()) -> Item:
        """One item. 2 queries. Raises ToolError, with the nearest, for an unknown key."""
        rows = resource.rows()
        found = self._items(
            resource, list(rows.filter(**{resource.key: key}).values_list("pk", flat=True)), expand=expand
        )
        if found:
            return found[0]
        meant = nearest(key, rows.values_list(resource.key, flat=True))
        wrong = said(resource.identity, f"no {resource.one} bears {key[:120]!r}", meant)
        raise ToolError(f"{wrong}; search for it")

    def _items(self, resource: ApiResource, keys: Sequence[int], *, expand: tuple[str, ...] = ()) -> list[Item]:
        return loading.items(resource, keys, base=self.base, release=releases.current(), expand=expand)

    def _statements(self, keys: Sequence[int], given: Mapping[str, Any]) -> list[Item]:
        """The positions with these keys, in the detail asked for. 1 query."""
        items = self._items(POSITIONS, keys)
        return items if given.get("detail") == FULL else [compact.statement(one) for one in items]

    def _at(self, meetings: QuerySet[Meeting], among: QuerySet[Position], *, first: Sequence[str] = ()) -> list[Item]:
        """The first statements among some of each meeting, those of the officials `first` before all. 2 queries."""
        kept: dict[int, list[int]] = {}
        later = Case(When(holder__slug__in=first, then=0), default=1)
        stated = among.filter(meeting__in=meetings).order_by(later, "earliest", "ordinal", "public_id")
        for meeting, key in stated.values_list("meeting", "pk"):
            if len(kept.setdefault(meeting or 0, [])) < STATEMENTS:
                kept[meeting or 0].append(key)
        return self._items(POSITIONS, [key for keys in kept.values() for key in keys])


def _head(count: int, given: Mapping[str, Any], size: int) -> Item:
    """What an answer says of its page."""
    return {"count": count, "page": given.get("page", 1), "pages": max(1, -(-count // size))}


def _meant(meant: Item) -> Item:
    """What a question was taken to mean, in brief."""
    parts = [
        {"typed": one["typed"], "label": one["label"], "slugs": [lead["slug"] for lead in one["leads_to"]]}
        for one in meant["understood"]
    ]
    rest = {name: meant[name] for name in ("excluded", "ignored", "corrected", "without", "nearest") if meant[name]}
    return {"query": meant["query"], "understood": parts, **rest}


def _gist(answer: Item) -> Item:
    """An answer in brief: each side's count, and what it mostly said."""
    sides = [{name: one[name] for name in ("side", "count", "mostly", "mostly_count")} for one in answer["sides"]]
    return {"kind": answer["kind"], "subject": answer["subject"], "count": answer["count"], "sides": sides}


def _standing(issue: Any, stated: Mapping[int, Item]) -> Item:
    """Both sides' standings on an issue, and the last statement of a side that is silent."""
    us, ru = stated.get(issue.us_standing), stated.get(issue.ru_standing)
    return {
        "issue": issue.slug,
        "question": issue.question,
        "answers": issue.answers,
        "us": us,
        "ru": ru,
        "us_silent": None if us else silent(stated.get(issue.us_last_word)),
        "ru_silent": None if ru else silent(stated.get(issue.ru_last_word)),
        "distance": standings.distance(
            us["stance"] if us else None, ru["stance"] if ru else None, comparable=issue.comparable
        ),
    }
