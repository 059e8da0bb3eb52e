"""An MCP server over the record, for language models that run tools: five questions, asked of the same filters and
shapes as the API's. Read-only. Every statement in an answer carries who made it, its quotation and whose words that is,
the link that opens its source at these words and how far it was checked; every answer names the release.

Needs the extra `mcp` (`pip install '.[mcp]'`); `manage.py mcp` runs it.
"""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import wraps
from typing import Any

from asgiref.sync import sync_to_async
from django.db.models import Case, QuerySet, When
from django.http import QueryDict
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from timeline import releases
from timeline.api import loading
from timeline.api import search as searching
from timeline.api.problems import Refused
from timeline.api.query import ResourceQuery, of_list
from timeline.api.resources import MEETINGS, POSITIONS, ApiResource
from timeline.api.standings import silent
from timeline.domain import dates, standings
from timeline.exports.codebook import CREDIT, LICENCE
from timeline.filters.values import LONGEST_QUERY
from timeline.fulltext import CUT
from timeline.models import Issue, Meeting, Position, Release
from timeline.search import answers, engine, ranking

type Item = dict[str, Any]

MOST = 50
FOUND = 20
"""Finds of a search."""
STATEMENTS = 4
"""Statements shown of each meeting of a list."""
INSTRUCTIONS = (
    "The record of U.S.–Soviet and U.S.–Russian arms-control talks since 1955. With every statement give its `speaker` "
    "and when it was made, its `source_link`, its `verification`, and the release. Quote only `quote`, word for word, "
    "as the words of `words_of`: where `speech` is `direct` they are the speaker's own; where it is `reported` they "
    "are the publisher's for what the speaker said, so write `RIA Novosti reported: “…”` and never put them into the "
    "speaker's mouth. `summary` is the record's wording, `translation` the record's English of a quotation in another "
    "`language`; mark it so. Tell a stance by its `answer`, the issue's own words. Dates are EDTF: make none finer "
    "than it is. An empty answer means that the record has nothing. Find slugs by `search`; never guess one."
)


def _question(resource: ApiResource, asked: Mapping[str, str | Sequence[str]]) -> ResourceQuery:
    """The question, as the API reads it. Raises ToolError that names what is wrong and what was perhaps meant."""
    query = QueryDict(mutable=True)
    for name, value in asked.items():
        values = [value] if isinstance(value, str) else list(value)
        query.setlist(name, [one for one in values if one])
    try:
        return of_list(resource, query)
    except Refused as refused:
        raise ToolError("; ".join(_wrong(one) for one in refused.problems)) from None


def _page(question: ResourceQuery, page: int, *, size: int) -> tuple[int, list[int]]:
    """How many rows the question finds, and the keys of a page of them. 2 queries."""
    rows, start = question.rows(), (page - 1) * size
    return rows.count(), list(rows.values_list("pk", flat=True)[start : start + size] if page > 0 else ())


def _wrong(problem: Any) -> str:
    hint = f" (did you mean {problem.did_you_mean!r}?)" if problem.did_you_mean else ""
    return f"{problem.parameter}: {problem.detail}{hint}"


class RecordTools:
    """The five tools. `base`: the site's address, which answers link to."""

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")

    def search(self, words: str) -> Item:
        """Ask the whole record as a reader would: people in any spelling and either alphabet, sides, years, issues,
        treaties, places, words ("Lavrov missile defence 2013"). Gives what was understood, the two sides' own words
        in answer, and the finds of all kinds, best first. Use it first, to find the slugs that other tools take."""
        release = releases.current()
        found = engine.search(words[:LONGEST_QUERY], release)
        replied = answers.answer(found, release)
        merged = ranking.merged(found.ranked, FOUND, near=bool(found.let_go))
        finds: dict[str, list[Item]] = {}
        for one in searching.results(merged, found, self.base, release):
            finds.setdefault(one["kind"], []).append(one)
        if "positions" in finds:
            finds["positions"] = self._items(POSITIONS, [key for _, kind, key in merged if kind == "positions"])
        note = {"note": CUT} if found.meaning.was_cut else {}
        return self._answer(
            **note,
            **searching.understood(found, self.base),
            count=found.total,
            kinds={one.kind: one.total for one in found.ranked},
            answer=replied and searching.answered(replied, self.base, release),
            found=finds,
        )

    def list_meetings(
        self,
        officials: list[str] | None = None,
        issue: str = "",
        negotiation: str = "",
        kind: str = "",
        since: str = "",
        until: str = "",
        speech: str = "",
        verification: str = "",
        page: int = 1,
    ) -> Item:
        """List meetings, oldest first, 20 a page, each with sources and some of its statements. `officials` are slugs
        of people who were all there; `issue`, `negotiation`, `kind` are slugs, several with commas between; `since`
        and `until` are dates like 1986, 1986-10 or 1986-10-12; `speech` (direct, reported) and `verification`
        (verified, transcribed) leave only meetings with such statements. The statements are on the issue asked for and
        of the speech and verification asked for, those of the officials asked for first."""
        stated = {"issue": issue, "speech": speech, "verification": verification}
        asked = {"official": officials or [], "negotiation": negotiation, "kind": kind, **stated}
        question = _question(MEETINGS, {**asked, "from": since, "to": until})
        count, keys = _page(question, page, size=20)
        meetings = self._items(MEETINGS, keys, expand=("articles",))
        among = _question(POSITIONS, stated).rows()
        said = self._at(Meeting.objects.filter(pk__in=keys), among, first=officials or ())
        return self._answer(count=count, page=page, meetings=meetings, statements=said)

    def get_meeting(self, slug: str) -> Item:
        """One meeting: who sat on each side, what was on the table, what came of it, its sources, and every statement
        that the record has from it."""
        keys = list(Meeting.objects.filter(slug=slug).values_list("pk", flat=True))
        if not keys:
            raise ToolError(f"no meeting bears the slug {slug[:120]!r}; search for it")
        (meeting,) = self._items(MEETINGS, keys, expand=("articles",))
        stated = Position.objects.filter(meeting__in=keys).order_by("ordinal", "public_id")
        said = self._items(POSITIONS, list(stated.values_list("pk", flat=True)))
        return self._answer(meeting=meeting, statements=said)

    def positions(
        self,
        issue: str = "",
        side: str = "",
        official: str = "",
        meeting: str = "",
        stance: str = "",
        since: str = "",
        until: str = "",
        words: str = "",
        speech: str = "",
        verification: str = "",
        page: int = 1,
    ) -> Item:
        """List statements, oldest first, 50 a page: who took which stance on which issue, when and in which words.
        `side` is US, RU (also the Soviet Union) or a country's code; `stance` supports, conditional, opposes or
        unclear, as the answer to the issue's question; `speech` is direct (the speaker's own words) or reported (the
        source's); `verification` verified (compared with the source by machine) or transcribed; the rest are slugs,
        dates and words to find."""
        asked = {"issue": issue, "side": side, "official": official, "meeting": meeting, "stance": stance, "q": words}
        asked |= {"speech": speech, "verification": verification}
        question = _question(POSITIONS, {**asked, "from": since, "to": until})
        count, keys = _page(question, page, size=MOST)
        return self._answer(count=count, page=page, statements=self._items(POSITIONS, keys))

    def standings_on(self, day: str, issue: str = "") -> Item:
        """Where Washington and Moscow stood on each issue at the end of a day (or the last day of a month or year):
        each side's last statement up to then, and how far apart they were, 0 (together) to 2 (opposed). A side that
        had said nothing for years (`silence_after_years`) stood nowhere: its standing is null, and
        `washington_silent` or `moscow_silent` gives its last statement."""
        try:
            on = dates.parse(day).latest
        except ValueError:
            raise ToolError(f"day: {day[:40]!r} is no date; write it as 1986, 1986-10 or 1986-10-12") from None
        listed: Any = Issue.objects.with_standings(on=on).listed()
        rows = list(listed.filter(slug__in=issue.split(",")) if issue else listed)
        keys = [key for row in rows for key in (row.us_last_word, row.ru_last_word) if key]
        said = loading.items_by_key(POSITIONS, keys, base=self.base)
        told = [_standing(row, said) for row in rows]
        return self._answer(day=day, silence_after_years=standings.SILENCE, standings=told)

    def _answer(self, **found: Any) -> Item:
        """What was found, with the release that it is of and how it may be used."""
        release: Release | None = releases.current()
        bears = release and {"hash": release.hash, "loaded_at": release.loaded_at.isoformat()}
        return {**found, "release": bears, "licence": LICENCE["path"], "credit": CREDIT}

    def _items(self, resource: ApiResource, keys: Sequence[int], *, expand: tuple[str, ...] = ()) -> list[Item]:
        return loading.items(resource, keys, base=self.base, expand=expand)

    def _at(
        self, meetings: QuerySet[Meeting], among: QuerySet[Position] | None = None, *, first: Sequence[str] = ()
    ) -> list[Item]:
        """The first statements of each meeting, or the first among some, those of the officials `first` before all."""
        kept: dict[int, list[int]] = {}
        rows = Position.objects.all() if among is None else among
        later = Case(When(holder__slug__in=first, then=0), default=1)
        stated = rows.filter(meeting__in=meetings).order_by(later, "earliest", "ordinal", "public_id")
        for meeting, key in stated.values_list("meeting", "pk"):
            if len(kept.setdefault(meeting or 0, [])) < STATEMENTS:
                kept[meeting or 0].append(key)
        return self._items(POSITIONS, [key for keys in kept.values() for key in keys])


def _standing(issue: Any, said: Mapping[int, Item]) -> Item:
    """Both sides' standings on an issue, and the last statement of a side that is silent."""
    us, ru = said.get(issue.us_standing), said.get(issue.ru_standing)
    return {
        "issue": issue.slug,
        "question": issue.question,
        "answers": issue.answers,
        "washington": us,
        "moscow": ru,
        "washington_silent": None if us else silent(said.get(issue.us_last_word)),
        "moscow_silent": None if ru else silent(said.get(issue.ru_last_word)),
        "distance": standings.distance(
            us["stance"] if us else None, ru["stance"] if ru else None, comparable=issue.comparable
        ),
    }


def _apart[**P, R](tool: Callable[P, R]) -> Callable[P, Coroutine[Any, Any, R]]:
    """The tool for the server's event loop, which the database must not be asked in."""

    @wraps(tool)
    async def answered(*args: P.args, **kwargs: P.kwargs) -> R:
        return await sync_to_async(tool)(*args, **kwargs)

    return answered


def server(base: str) -> MCPServer[Any]:
    """The server with its tools."""
    made: MCPServer[Any] = MCPServer("across-the-table", title="Across the Table", instructions=INSTRUCTIONS)
    record = RecordTools(base)
    reads = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for tool in (record.search, record.list_meetings, record.get_meeting, record.positions, record.standings_on):
        made.add_tool(_apart(tool), name=tool.__name__, annotations=reads)
    return made
