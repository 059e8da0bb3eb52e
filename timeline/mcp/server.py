"""An MCP server over the record, for language models that run tools. Read-only; every statement in an answer carries
who made it, its quotation with `speech`, the link that opens its source at these words and how far it was checked;
every answer names the release.

Needs the extra `mcp` (`pip install '.[mcp]'`); `manage.py mcp` runs it, over standard input and output or over HTTP.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from mcp.server import MCPServer
from mcp.server.mcpserver.tools import Tool
from mcp.server.mcpserver.utilities.func_metadata import ArgModelBase, FuncMetadata
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations

from timeline.api.resources import MEETINGS, POSITIONS
from timeline.filters.values import LONGEST_QUERY
from timeline.mcp import arguments
from timeline.mcp.arguments import Argument, detail, drawn, filters, number, text
from timeline.mcp.tools import PAGE_SIZE, RecordTools

VERSION = "2.2.0"
"""Of names and shapes here; 2 took the API's names for arguments and made answers compact."""
MOST_ON_A_PAGE = 50
PATH = "/mcp"
INSTRUCTIONS = (
    "The record of U.S.–Soviet and U.S.–Russian arms-control talks since 1955. With every statement give its `speaker` "
    "and when it was made, its `source_link`, its `verification`, and the release. Quote only `quote`, word for word: "
    "where `speech` is `direct` the words are the speaker's own; where it is `reported` they are those of `words_of`, "
    "the publisher, for what the speaker said, so write `RIA Novosti reported: “…”` and never put them into the "
    "speaker's mouth. `joint` is true of what both sides said together, which is held once for each. Call it a joint "
    "statement, not the words of `speaker` alone, and count it once. `summary` is the "
    "record's wording, `translation` the record's English of a quotation in another "
    "`language`; mark it so. Tell a stance by its `answer`, the issue's own words. Dates are EDTF: make none finer "
    "than it is. An empty answer means that the record has nothing. Find slugs by `search`; never guess one. Answers "
    "are compact, relations by their slugs: what is absent is empty, a meeting without `status` was held, a "
    "quotation without `language` is English. `detail=full` gives items as the REST API does. Pages: {base}/meetings/"
    "SLUG/, {base}/officials/SLUG/, {base}/positions/ID/."
)


def _page(what: str) -> tuple[Argument, ...]:
    size = PAGE_SIZE[what]
    return (
        number("page", "number of the page, from 1; behind the last is an error", default=1, most=10**6),
        number("page_size", "items on a page", default=size, most=MOST_ON_A_PAGE),
        detail(),
    )


def _slug(of: str) -> Argument:
    return text("slug", f"slug of the {of}, from search or a list", is_required=True)


MEETING_FILTERS = (
    *("official", "issue", "negotiation", "kind", "status", "country", "city", "treaty", "part_of", "slug"),
    *("from", "to"),
)
POSITION_FILTERS = (
    "official",
    "issue",
    "side",
    "joint",
    "meeting",
    "negotiation",
    "treaty",
    "article",
    "id",
    "from",
    "to",
)
STATED = ("stance", "speech", "verification", "q")


@dataclass(frozen=True, slots=True)
class RecordTool:
    """A tool: what a model is told of it, its arguments, and what answers."""

    description: str
    arguments: tuple[Argument, ...]
    answer: Callable[[RecordTools, Mapping[str, Any]], dict[str, Any]]


TOOLS = (
    RecordTool(
        "Ask the whole record as a reader would: people in any spelling and either alphabet, sides, years, issues, "
        "treaties, places, words. Gives what was understood and what spelling was corrected, how the two sides "
        "answered, and the finds of all kinds, best first. Use it first, to find the slugs that other tools take.",
        (
            text("q", 'the question, such as "Lavrov missile defence 2013"', is_required=True, maxLength=LONGEST_QUERY),
            detail(),
        ),
        RecordTools.search,
    ),
    RecordTool(
        "List meetings, oldest first: who met whom, when, where, about what. Filters hold together. For what was said "
        "at one use get_meeting, or positions with `meeting`.",
        (*filters(MEETINGS, *MEETING_FILTERS, *STATED), *drawn(), *_page("meetings")),
        RecordTools.list_meetings,
    ),
    RecordTool(
        "One meeting: who sat on each side, what was on the table, what came of it, its sources, and a page of the "
        "statements that the record has from it.",
        (_slug("meeting"), *_page("statements")),
        RecordTools.get_meeting,
    ),
    RecordTool(
        "One official: side, posts, how often at the table, and a page of their statements, the latest first.",
        (_slug("official"), *_page("statements")),
        RecordTools.get_official,
    ),
    RecordTool(
        "List statements, oldest first: who took which stance on which issue, when and in which words. Filters hold "
        "together.",
        (*filters(POSITIONS, *POSITION_FILTERS, *STATED), *drawn(), *_page("positions")),
        RecordTools.positions,
    ),
    RecordTool(
        "One statement with everything that the record has of it: quotation, proof, source, meeting, links.",
        (text("id", "id of the statement, from a list", is_required=True),),
        RecordTools.get_position,
    ),
    RecordTool(
        "Where Washington (`us`) and Moscow (`ru`) stood on each issue at the end of a day: each side's last statement "
        "up to then, and how far apart they were, 0 (together) to 2 (opposed). A side that had said nothing for years "
        "(`silence_after_years`) stood nowhere: `us_silent` or `ru_silent` then gives its last statement.",
        (
            text("on", "EDTF date: 1986-10-12, or a month or year for its last day", is_required=True),
            *filters(POSITIONS, "issue")[:1],
            *_page("standings"),
        ),
        RecordTools.standings_on,
    ),
)


class _AsSent(FuncMetadata):
    """Hands the arguments on as they were sent: arguments.py reads them, and says what is wrong in words."""

    def validate_arguments(self, arguments_to_validate: dict[str, Any]) -> dict[str, Any]:
        """What was sent, under one name."""
        return {"given": arguments_to_validate}


def _tool(one: RecordTool, record: RecordTools) -> Tool:
    """The tool for the server's event loop, which the database must not be asked in."""

    def answered(given: dict[str, Any]) -> dict[str, Any]:
        close_old_connections()
        try:
            return one.answer(record, arguments.read(one.arguments, given))
        finally:
            close_old_connections()

    return Tool(
        fn=sync_to_async(answered),
        name=one.answer.__name__,
        description=one.description,
        parameters=arguments.schema_of(one.arguments),
        fn_metadata=_AsSent(arg_model=ArgModelBase),
        is_async=True,
        annotations=ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


def server(base: str) -> MCPServer[Any]:
    """The server with its tools."""
    record = RecordTools(base)
    return MCPServer(
        "across-the-table",
        title="Across the Table",
        version=VERSION,
        instructions=INSTRUCTIONS.replace("{base}", record.base),
        tools=[_tool(one, record) for one in TOOLS],
    )


def serve_http(base: str, host: str, port: int) -> None:
    """Answer at http://HOST:PORT/mcp (streamable HTTP, without sessions) until stopped. Requests made to other hosts
    than this one and the site's are refused, so that no page that somebody reads can ask in their place."""
    site = base.partition("//")[2].partition("/")[0]
    hosts = [f"{host}:{port}", f"127.0.0.1:{port}", f"localhost:{port}", site]
    allowed = TransportSecuritySettings(
        allowed_hosts=hosts, allowed_origins=[f"http://{one}" for one in hosts] + [base]
    )
    server(base).run(
        "streamable-http",
        host=host,
        port=port,
        streamable_http_path=PATH,
        stateless_http=True,
        json_response=True,
        transport_security=allowed,
    )
