"""The MCP server, called by a client of the official library over standard input and output, as a language model's
client does: in its own process, with the real record in its own database."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import mcp
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
BASE = "https://record.example"
TOGETHER = {"official": ["ronald-reagan", "mikhail-gorbachev"]}
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "search": ("search", {"q": "рябков"}),
    "corrected": ("search", {"q": "Gorbachov missle defence 1986"}),
    "too long": ("search", {"q": " ".join(f"w{number}" for number in range(13))}),
    "too many words": ("positions", {"q": " ".join(f"w{number}" for number in range(13))}),
    "together": ("list_meetings", {**TOGETHER, "kind": "summit", "detail": "full"}),
    "together in brief": ("list_meetings", {**TOGETHER, "kind": "summit"}),
    "either": ("list_meetings", {"official": "ronald-reagan,mikhail-gorbachev"}),
    "as clients send it": (
        "list_meetings",
        {
            "official": '["ronald-reagan", "mikhail-gorbachev"]',
            "from": 1985,
            "to": None,
            "q": "",
            "page": "1",
            "page_size": 2.0,
        },
    ),
    "meeting": ("get_meeting", {"slug": "1986-10-11-reykjavik-reagan-gorbachev"}),
    "positions": ("positions", {"issue": "missile-defense", "side": "RU", "from": "1986", "to": "1987"}),
    "standings": ("standings_on", {"on": "1986-10-12", "issue": "missile-defense, space-weapons"}),
    "silent": ("standings_on", {"on": 2040, "issue": "missile-defense"}),
    "own words": ("positions", {"issue": "missile-defense", "speech": "direct", "verification": "transcribed"}),
    "paraphrases": ("positions", {"issue": "missile-defense", "speech": "reported"}),
    "meetings with own words": (
        "list_meetings",
        {"issue": "missile-defense", "speech": "direct", "from": "1985", "detail": "full"},
    ),
    "with an official": (
        "list_meetings",
        {"official": ["sergei-ryabkov"], "from": "2013", "to": "2013", "detail": "full"},
    ),
    "official": ("get_official", {"slug": "sergei-ryabkov"}),
    "position": ("get_position", {"id": "frus-1986-10-11-reykjavik-editorial-note-38cbe690"}),
    "no such speech": ("positions", {"speech": "reportd"}),
    "misspelt": ("positions", {"stance": "oposes"}),
    "unknown": ("get_meeting", {"slug": "nobody-met"}),
    "no day": ("standings_on", {"on": "yesterday"}),
    "no such argument": ("list_meetings", {"oficial": "ronald-reagan"}),
    "renamed": ("list_meetings", {"officials": ["ronald-reagan"], "since": "1985"}),
    "nobody": ("list_meetings", {"official": "ronald-regan"}),
    "no such issue": ("standings_on", {"on": "1986", "issue": "missile-defence"}),
    "nearly": ("get_official", {"slug": "sergey-ryabkov"}),
    "missing": ("get_position", {}),
    "page behind the last": ("positions", {"side": "US", "page": 10_000}),
    "page nought": ("positions", {"page": 0}),
    "no page": ("positions", {"page": "two"}),
    "too many": ("positions", {"page_size": 51}),
    "without an issue": ("positions", {"side": "RU", "not": {"issue": "missile-defense", "stance": None}}),
    "without, as text": ("positions", {"side": "RU", "not": '{"issue": ["missile-defense"]}'}),
    "a sample": ("positions", {"side": "RU", "sample": 4.0, "seed": "a"}),
    "a sample again": ("positions", {"side": "RU", "sample": "4", "seed": "a", "page_size": 2, "page": 2}),
    "another sample": ("positions", {"side": "RU", "sample": 4, "seed": "b"}),
    "meetings by lot": ("list_meetings", {"kind": "summit", "sample": 3}),
    "a seed alone": ("positions", {"seed": "a"}),
    "no sample": ("positions", {"sample": 0}),
    "with an issue": ("positions", {"side": "RU", "issue": "missile-defense"}),
    "of a side": ("positions", {"side": "RU"}),
    "batch": (
        "list_meetings",
        {"slug": "1986-10-11-reykjavik-reagan-gorbachev,1985-11-19-geneva-reagan-gorbachev"},
    ),
    "nothing to leave out": ("positions", {"not": {"isue": "missile-defense"}}),
    "nobody left out": ("positions", {"not": {"issue": "missile-defence"}}),
    "none of a batch": ("list_meetings", {"slug": "nobody-met"}),
    "an object": ("positions", {"q": {"contains": "missile"}}),
}
TOOLS = ["search", "list_meetings", "get_meeting", "get_official", "positions", "get_position", "standings_on"]


async def _session(environment: dict[str, str]) -> tuple[list[Any], dict[str, tuple[bool, Any]]]:
    """The tools, and the result of each call: whether it is an error, and its content."""
    arguments = ["manage.py", "mcp", f"--base-url={BASE}"]
    parameters = mcp.StdioServerParameters(command=sys.executable, args=arguments, env=environment, cwd=ROOT)
    async with mcp.Client(parameters) as client:
        tools = (await client.list_tools()).tools
        answers = {}
        for name, (tool, given) in CALLS.items():
            result: Any = await client.call_tool(tool, given)
            text = "".join(part.text for part in result.content)
            answers[name] = (bool(result.is_error), text if result.is_error else json.loads(text))
    return tools, answers


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The server's environment, with the real record in its own database."""
    made = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path_factory.mktemp("mcp"))}
    for command in ("migrate", "load_articles"):
        subprocess.run(
            [sys.executable, "manage.py", command, "--verbosity=0"], cwd=ROOT, env=made, check=True, timeout=300
        )
    return made


@pytest.fixture(scope="session")
def session(environment: dict[str, str]) -> tuple[list[Any], dict[str, tuple[bool, Any]]]:
    """All calls, made in one session."""
    return asyncio.run(_session(environment))


@pytest.fixture
def tools(session: tuple[list[Any], dict[str, tuple[bool, Any]]]) -> list[Any]:
    return session[0]


@pytest.fixture
def answers(session: tuple[list[Any], dict[str, tuple[bool, Any]]]) -> dict[str, tuple[bool, Any]]:
    return session[1]
