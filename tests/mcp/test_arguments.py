"""What the tools say of themselves, what arguments they take and refuse, and how they are reached."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import mcp
import pytest
from jsonschema import Draft202012Validator

from tests.mcp.conftest import BASE, TOOLS
from tests.servers import Program, eventually, free_port, get, listens
from timeline.api.parameters import list_parameters
from timeline.api.resources import MEETINGS
from timeline.domain.vocabulary import MeetingKind, Stance
from timeline.mcp.server import VERSION


def test_the_tools_say_what_they_are_for_and_that_they_only_read(tools: list[Any]) -> None:
    assert [tool.name for tool in tools] == TOOLS
    assert all(len(tool.description) > 80 and tool.annotations.read_only_hint for tool in tools)


@pytest.mark.parametrize("name", TOOLS)
def test_every_argument_is_described_and_no_other_can_be_given(tools: list[Any], name: str) -> None:
    (schema,) = (tool.input_schema for tool in tools if tool.name == name)

    Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert schema["properties"]
    assert [one for one, about in schema["properties"].items() if len(about.get("description", "")) < 10] == []


def test_closed_lists_are_enums_and_names_are_the_apis(tools: list[Any]) -> None:
    by_name = {tool.name: tool.input_schema["properties"] for tool in tools}
    listed, stated = by_name["list_meetings"], by_name["positions"]

    assert listed["kind"]["anyOf"][0]["enum"] == MeetingKind.values
    assert stated["stance"]["anyOf"][1]["items"]["enum"] == Stance.values
    assert stated["detail"]["enum"] == ["compact", "full"]
    names = {*MEETINGS.filters.parameters(), *(one.name for one in list_parameters(MEETINGS))}
    assert set(listed) - names == {"detail", "not"}
    assert {f"{name}!" for name in listed["not"]["properties"]} <= names


def test_spelling_that_was_put_right_is_said(answers: dict[str, tuple[bool, Any]]) -> None:
    assert answers["corrected"][1]["corrected"] == [
        {"typed": "Gorbachov", "meant": "gorbachev"},
        {"typed": "missle", "meant": "missile"},
    ]


def test_null_numbers_and_lists_written_as_text_are_taken(answers: dict[str, tuple[bool, Any]]) -> None:
    is_error, answer = answers["as clients send it"]

    assert not is_error
    assert (answer["page"], len(answer["meetings"])) == (1, 2)
    assert {"ronald-reagan", "mikhail-gorbachev"} <= set(answer["meetings"][0]["officials"])
    assert answers["either"][1]["count"] > answers["together in brief"][1]["count"]


def test_a_search_for_too_many_words_says_that_it_was_cut(answers: dict[str, tuple[bool, Any]]) -> None:
    assert "only the first 12 words" in answers["too long"][1]["note"]
    assert "note" not in answers["search"][1]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("misspelt", "did you mean 'opposes'"),
        ("no such speech", "did you mean 'reported'"),
        ("unknown", "search for it"),
        ("no day", "is no date"),
        ("too many words", "only the first 12 words"),
        ("no such argument", "oficial: there is no such argument; there are official, issue,"),
        ("no such argument", "did you mean 'official'"),
        ("renamed", "officials: there is no such argument"),
        ("renamed", "did you mean 'from'"),
        ("nobody", "official: nothing bears the slug 'ronald-regan' (did you mean 'ronald-reagan'?)"),
        ("no such issue", "did you mean 'missile-defense'"),
        ("nearly", "no official bears 'sergey-ryabkov' (did you mean 'sergei-ryabkov'?)"),
        ("missing", "id: is missing"),
        ("page behind the last", "page: 10000 lies behind the last"),
        ("page nought", "page: '0' is no whole number from 1"),
        ("no page", "page: 'two' is no whole number"),
        ("too many", "page_size: '51' is no whole number from 1 to 50"),
        ("an object", "is no text"),
        ("nothing to leave out", "not: 'isue' cannot be left out by; there are official, issue,"),
        ("nothing to leave out", "did you mean 'issue'"),
        ("a seed alone", "seed: means nothing without sample"),
        ("no sample", "sample: '0' is no whole number from 1"),
        ("nobody left out", "issue!: nothing bears the slug 'missile-defence' (did you mean 'missile-defense'?)"),
        ("none of a batch", "slug: nothing bears the slug 'nobody-met'"),
    ],
)
def test_a_question_that_makes_no_sense_is_an_error_that_helps(
    answers: dict[str, tuple[bool, Any]], name: str, said: str
) -> None:
    is_error, text = answers[name]

    assert is_error
    assert said in text


async def _over_http(address: str) -> tuple[Any, list[str], Any]:
    async with mcp.Client(address) as client:
        names = [tool.name for tool in (await client.list_tools()).tools]
        result: Any = await client.call_tool("get_official", {"slug": "sergei-ryabkov"})
        return client.server_info, names, json.loads(result.content[0].text)


def test_it_answers_over_http_too(environment: dict[str, str], tmp_path: Path) -> None:
    """Streamable HTTP, by the same client; a request made to another host is refused."""
    port = free_port()
    command = [sys.executable, "manage.py", "mcp", "--http", f"--port={port}", f"--base-url={BASE}"]
    program = Program("mcp", tmp_path / "log", command, environment)
    program.start()
    try:
        eventually("MCP answers", lambda: listens(port))
        about, names, answer = asyncio.run(_over_http(f"http://127.0.0.1:{port}/mcp"))
        elsewhere = get(port, "/mcp", Host="evil.example")
    finally:
        program.stop()

    assert (about.version, names) == (VERSION, TOOLS)
    assert answer["official"]["name"] == "Sergei Ryabkov"
    assert elsewhere.status == 421
