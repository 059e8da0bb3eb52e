"""The MCP server, asked by a client of the official library over standard input and output, as a model's program does:
a process of its own, with the real record in a database of its own."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

mcp = pytest.importorskip("mcp", reason="the extra `mcp` is not installed")

ROOT = Path(__file__).resolve().parent.parent.parent
BASE = "https://record.example"
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "search": ("search", {"words": "рябков"}),
    "too long": ("search", {"words": " ".join(f"w{number}" for number in range(13))}),
    "too many words": ("positions", {"words": " ".join(f"w{number}" for number in range(13))}),
    "together": ("list_meetings", {"officials": ["ronald-reagan", "mikhail-gorbachev"], "kind": "summit"}),
    "meeting": ("get_meeting", {"slug": "1986-10-11-reykjavik-reagan-gorbachev"}),
    "positions": ("positions", {"issue": "missile-defense", "side": "RU", "since": "1986", "until": "1987"}),
    "standings": ("standings_on", {"day": "1986-10-12", "issue": "missile-defense,space-weapons"}),
    "silent": ("standings_on", {"day": "2040", "issue": "missile-defense"}),
    "own words": ("positions", {"issue": "missile-defense", "speech": "direct", "verification": "transcribed"}),
    "paraphrases": ("positions", {"issue": "missile-defense", "speech": "reported"}),
    "meetings with own words": ("list_meetings", {"issue": "missile-defense", "speech": "direct", "since": "1985"}),
    "with an official": ("list_meetings", {"officials": ["sergei-ryabkov"], "since": "2013", "until": "2013"}),
    "no such speech": ("positions", {"speech": "reportd"}),
    "misspelt": ("positions", {"stance": "oposes"}),
    "unknown": ("get_meeting", {"slug": "nobody-met"}),
    "no day": ("standings_on", {"day": "yesterday"}),
}


async def _session(environment: dict[str, str]) -> tuple[list[Any], dict[str, tuple[bool, Any]]]:
    """The tools, and the answer to each call: whether it is an error, and what it says."""
    arguments = ["manage.py", "mcp", f"--base-url={BASE}"]
    parameters = mcp.StdioServerParameters(command=sys.executable, args=arguments, env=environment, cwd=ROOT)
    async with mcp.Client(parameters) as client:
        tools = (await client.list_tools()).tools
        answers = {}
        for name, (tool, given) in CALLS.items():
            result = await client.call_tool(tool, given)
            text = "".join(part.text for part in result.content)
            answers[name] = (bool(result.is_error), text if result.is_error else json.loads(text))
    return tools, answers


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Any], dict[str, tuple[bool, Any]]]:
    """All calls, made in one session."""
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path_factory.mktemp("mcp"))}
    for command in ("migrate", "load_articles"):
        subprocess.run(
            [sys.executable, "manage.py", command, "--verbosity=0"], cwd=ROOT, env=environment, check=True, timeout=300
        )
    return asyncio.run(_session(environment))


@pytest.fixture
def tools(session: tuple[list[Any], dict[str, tuple[bool, Any]]]) -> list[Any]:
    return session[0]


@pytest.fixture
def answers(session: tuple[list[Any], dict[str, tuple[bool, Any]]]) -> dict[str, tuple[bool, Any]]:
    return session[1]


def test_the_tools_say_what_they_are_for_and_that_they_only_read(tools: list[Any]) -> None:
    assert [tool.name for tool in tools] == ["search", "list_meetings", "get_meeting", "positions", "standings_on"]
    assert all(len(tool.description) > 80 and tool.annotations.read_only_hint for tool in tools)


def _statements(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Every statement of an answer."""
    sides = [one[side] for one in answer.get("standings", ()) for side in ("washington", "moscow") if one[side]]
    return [*answer.get("statements", ()), *sides, *answer.get("found", {}).get("positions", ())]


def _slugs(links: list[dict[str, str]]) -> list[str]:
    return [link["slug"] for link in links]


@pytest.mark.parametrize(
    "name", ["search", "together", "meeting", "positions", "standings", "own words", "paraphrases"]
)
def test_every_answer_has_quotation_source_verification_and_release(
    answers: dict[str, tuple[bool, Any]], name: str
) -> None:
    is_error, answer = answers[name]
    said = _statements(answer)

    assert not is_error
    assert len(answer["release"]["hash"]) == 64
    assert said
    for one in said:
        assert one["quote"]
        assert one["source_link"].startswith("http")
        assert one["verification"] in {"verified", "transcribed"}
        assert one["html_url"].startswith(f"{BASE}/positions/")
        assert one["speaker"] == (one["holder"]["name"] if one["holder"] else one["attributed_to"])
        assert one["answer"]
        assert (one["words_of"] == one["speaker"]) == (one["speech"] == "direct")


def test_own_words_and_paraphrases_are_told_apart(answers: dict[str, tuple[bool, Any]]) -> None:
    told = {name: answers[name][1] for name in ("own words", "paraphrases")}

    assert {name: answer["count"] > 20 for name, answer in told.items()} == dict.fromkeys(told, True)
    assert {(one["speech"], one["verification"]) for one in told["own words"]["statements"]} == {
        ("direct", "transcribed")
    }
    assert {one["speech"] for one in told["paraphrases"]["statements"]} == {"reported"}
    assert {one["answer"] for one in told["paraphrases"]["statements"]} >= {"limit them", "leave them free"}


def test_meetings_are_told_with_the_statements_that_are_asked_for(answers: dict[str, tuple[bool, Any]]) -> None:
    answer = answers["meetings with own words"][1]
    said = answer["statements"]

    assert {(one["speech"], one["issue"]["slug"]) for one in said} == {("direct", "missile-defense")}
    there = [meeting["slug"] for meeting in answer["meetings"] if "missile-defense" in _slugs(meeting["issues"])]
    assert len(there) == len(answer["meetings"]) == 20
    assert {one["meeting"]["slug"] for one in said} <= set(there)


def test_an_officials_words_come_first(answers: dict[str, tuple[bool, Any]]) -> None:
    by_meeting: dict[str, list[str]] = {}
    for one in answers["with an official"][1]["statements"]:
        by_meeting.setdefault(one["meeting"]["slug"], []).append(one["speaker"])

    assert any("Sergei Ryabkov" in speakers for speakers in by_meeting.values())
    for speakers in by_meeting.values():
        own = speakers.count("Sergei Ryabkov")
        assert speakers[:own] == ["Sergei Ryabkov"] * own


def test_a_standing_names_the_answers_of_its_issue(answers: dict[str, tuple[bool, Any]]) -> None:
    listed = answers["standings"][1]["standings"]

    assert [one["issue"] for one in listed] == ["missile-defense", "space-weapons"]
    for one in listed:
        assert set(one["answers"]) == {"supports", "conditional", "opposes"}
        for side in (one["washington"], one["moscow"]):
            assert side["answer"] == one["answers"][side["stance"]]


def test_a_search_in_the_other_alphabet_finds_the_slug(answers: dict[str, tuple[bool, Any]]) -> None:
    assert [one["slug"] for one in answers["search"][1]["found"]["officials"]] == ["sergei-ryabkov"]


def test_a_search_for_too_many_words_says_that_it_was_cut(answers: dict[str, tuple[bool, Any]]) -> None:
    assert "only the first 12 words" in answers["too long"][1]["note"]
    assert "note" not in answers["search"][1]


def test_meetings_are_those_where_all_were(answers: dict[str, tuple[bool, Any]]) -> None:
    answer = answers["together"][1]

    assert answer["count"] == len(answer["meetings"]) >= 4
    for meeting in answer["meetings"]:
        there = {one["official"]["slug"] for one in meeting["participants"]}
        assert {"ronald-reagan", "mikhail-gorbachev"} <= there
        assert meeting["articles"]
        assert [one for one in meeting["articles"] if not one["source_url"].startswith("http")] == []


def test_a_standing_rests_on_a_statement_made_by_then(answers: dict[str, tuple[bool, Any]]) -> None:
    standings = answers["standings"][1]["standings"]
    sides = [side for one in standings for side in (one["washington"], one["moscow"]) if side]

    assert len(sides) >= 2
    assert [side["latest"] for side in sides if side["latest"] > "1986-10-12"] == []


def test_a_side_that_is_silent_stands_nowhere_and_has_its_last_statement_apart(
    answers: dict[str, tuple[bool, Any]],
) -> None:
    answer = answers["silent"][1]
    (one,) = answer["standings"]

    assert answer["silence_after_years"] == 6
    assert (one["washington"], one["moscow"], one["distance"]) == (None, None, None)
    for side in ("washington_silent", "moscow_silent"):
        last = one[side]["last_position"]
        assert one[side]["silent_since"] == last["date"] < "2030"
        assert last["quote"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("misspelt", "did you mean 'opposes'"),
        ("no such speech", "did you mean 'reported'"),
        ("unknown", "search for it"),
        ("no day", "is no date"),
        ("too many words", "only the first 12 words"),
    ],
)
def test_a_question_that_makes_no_sense_is_an_error_that_helps(
    answers: dict[str, tuple[bool, Any]], name: str, said: str
) -> None:
    is_error, text = answers[name]

    assert is_error
    assert said in text
