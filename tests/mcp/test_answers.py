"""What the tools answer."""

from typing import Any

import pytest
from django.test import Client

from tests.mcp.conftest import BASE, CALLS
from timeline.domain.vocabulary import NO_ANSWER
from timeline.mcp.compact import LIMIT, size, within_limit
from timeline.mcp.server import INSTRUCTIONS
from timeline.mcp.tools import RecordTools
from timeline.models import Meeting, Official, Release


def _statements(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Every statement of an answer."""
    sides = [one[side] for one in answer.get("standings", ()) for side in ("us", "ru") if one[side]]
    return [*answer.get("statements", ()), *sides, *answer.get("found", {}).get("positions", ())]


def _slugs(links: list[dict[str, str]]) -> list[str]:
    return [link["slug"] for link in links]


def test_a_model_is_told_that_a_joint_statement_is_of_both_sides() -> None:
    assert "Call it a joint statement, not the words of `speaker` alone, and count it once." in INSTRUCTIONS


@pytest.mark.parametrize(
    "name", ["search", "meeting", "official", "positions", "standings", "own words", "paraphrases"]
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
        assert one["speaker"]
        assert one["answer"]
        assert one["speech"] in {"direct", "reported"}
        assert ("words_of" in one and one["words_of"] != one["speaker"]) == (one["speech"] == "reported")


def test_own_words_and_paraphrases_are_told_apart(answers: dict[str, tuple[bool, Any]]) -> None:
    told = {name: answers[name][1] for name in ("own words", "paraphrases")}

    assert {name: answer["count"] > 20 for name, answer in told.items()} == dict.fromkeys(told, True)
    assert {(one["speech"], one["verification"]) for one in told["own words"]["statements"]} == {
        ("direct", "transcribed")
    }
    assert {one["speech"] for one in told["paraphrases"]["statements"]} == {"reported"}
    assert {one["answer"] for one in told["paraphrases"]["statements"]} & {"limit them", "leave them free"}


def test_meetings_are_told_with_the_statements_that_are_asked_for(answers: dict[str, tuple[bool, Any]]) -> None:
    answer = answers["meetings with own words"][1]
    said = answer["statements"]

    assert {(one["speech"], one["issue"]["slug"]) for one in said} == {("direct", "missile-defense")}
    there = [meeting["slug"] for meeting in answer["meetings"] if "missile-defense" in _slugs(meeting["issues"])]
    assert len(there) == len(answer["meetings"]) == 10
    assert {one["meeting"]["slug"] for one in said} <= set(there)


def test_an_officials_words_come_first(answers: dict[str, tuple[bool, Any]]) -> None:
    by_meeting: dict[str, list[str]] = {}
    for one in answers["with an official"][1]["statements"]:
        by_meeting.setdefault(one["meeting"]["slug"], []).append(one["speaker"])

    assert any("Sergei Ryabkov" in speakers for speakers in by_meeting.values())
    for speakers in by_meeting.values():
        own = speakers.count("Sergei Ryabkov")
        assert speakers[:own] == ["Sergei Ryabkov"] * own


def test_an_official_and_a_position_can_be_asked_for(answers: dict[str, tuple[bool, Any]]) -> None:
    official, position = answers["official"][1], answers["position"][1]["position"]

    assert official["official"]["name"] == "Sergei Ryabkov"
    assert {one["speaker"] for one in official["statements"]} == {"Sergei Ryabkov"}
    assert (position["speaker"], position["speech"]) == ("Mikhail Gorbachev", "reported")
    assert position["article"]["source_url"].startswith("http")


def test_an_answer_is_compact_unless_all_of_it_is_asked_for(answers: dict[str, tuple[bool, Any]]) -> None:
    sizes = {
        name: size(answer)
        for name, (is_error, answer) in answers.items()
        if not is_error and CALLS[name][1].get("detail") != "full"
    }

    assert len(sizes) >= 10
    assert {name: number for name, number in sizes.items() if number > LIMIT} == {}


def test_a_standing_names_the_answers_of_its_issue(answers: dict[str, tuple[bool, Any]]) -> None:
    listed = answers["standings"][1]["standings"]

    assert [one["issue"] for one in listed] == ["missile-defense", "space-weapons"]
    for one in listed:
        assert set(one["answers"]) == {"supports", "conditional", "opposes"}
        read = one["answers"] | {"unclear": NO_ANSWER}
        for side in (one["us"], one["ru"]):
            assert side["answer"] == read[side["stance"]]


def test_a_search_in_the_other_alphabet_finds_the_slug(answers: dict[str, tuple[bool, Any]]) -> None:
    assert [one["slug"] for one in answers["search"][1]["found"]["officials"]] == ["sergei-ryabkov"]


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
    sides = [side for one in standings for side in (one["us"], one["ru"]) if side]

    assert len(sides) >= 2
    assert [side["date"] for side in sides if side["date"] > "1986-10-12"] == []


def test_a_side_that_is_silent_stands_nowhere_and_has_its_last_statement_apart(
    answers: dict[str, tuple[bool, Any]],
) -> None:
    answer = answers["silent"][1]
    (one,) = answer["standings"]

    assert answer["silence_after_years"] == 6
    assert (one["us"], one["ru"], one["distance"]) == (None, None, None)
    for side in ("us_silent", "ru_silent"):
        last = one[side]["last_position"]
        assert one[side]["silent_since"] == last["date"] < "2030"
        assert last["quote"]


@pytest.mark.parametrize("tool", ["list_meetings", "positions"])
def test_every_page_of_the_record_is_short(record: Release, tool: str) -> None:
    ask = getattr(RecordTools(BASE), tool)
    pages = ask({})["pages"]
    sizes = {page: size(ask({"page": page})) for page in range(1, pages + 1)}

    assert len(sizes) > 20
    assert {page: number for page, number in sizes.items() if number > LIMIT} == {}


@pytest.mark.parametrize("model", [Meeting, Official], ids=["meeting", "official"])
def test_those_of_whom_there_is_most_are_told_in_short(record: Release, model: Any) -> None:
    ask = RecordTools(BASE).get_meeting if model is Meeting else RecordTools(BASE).get_official
    slugs = list(model.objects.with_activity().order_by("-position_count").values_list("slug", flat=True)[:40])
    sizes = {slug: size(ask({"slug": slug})) for slug in slugs}

    assert len(sizes) == 40
    assert {slug: number for slug, number in sizes.items() if number > LIMIT} == {}


@pytest.mark.parametrize("on", ["1963", "1987", "2013", "2026"])
def test_standings_are_short(record: Release, on: str) -> None:
    tools = RecordTools(BASE)
    first = tools.standings_on({"on": on})
    pages = [tools.standings_on({"on": on, "page": page}) for page in range(1, first["pages"] + 1)]

    assert sum(len(one["standings"]) for one in pages) == pages[0]["count"] > 10
    assert [number for one in pages if (number := size(one)) > LIMIT] == []


def test_a_long_answer_goes_without_summaries_and_says_so() -> None:
    long = {"statements": [{"id": str(number), "summary": "x" * 900, "quote": "y"} for number in range(10)]}
    short = within_limit(long, ["statements"])

    assert {tuple(one) for one in short["statements"]} == {("id", "quote")}
    assert "get_position" in short["note"]


def test_what_is_left_out_and_what_is_found_are_everything(answers: dict[str, tuple[bool, Any]]) -> None:
    counts = {name: answers[name][1]["count"] for name in ("of a side", "with an issue", "without an issue")}

    assert counts["of a side"] == counts["with an issue"] + counts["without an issue"]
    assert counts["with an issue"] > 0
    assert answers["without, as text"][1] == answers["without an issue"][1]


def test_a_batch_gives_those_meetings(answers: dict[str, tuple[bool, Any]]) -> None:
    assert [one["slug"] for one in answers["batch"][1]["meetings"]] == [
        "1985-11-19-geneva-reagan-gorbachev",
        "1986-10-11-reykjavik-reagan-gorbachev",
    ]


def test_a_sample_is_drawn_by_lot(answers: dict[str, tuple[bool, Any]]) -> None:
    def ids(name: str) -> list[str]:
        return [one["id"] for one in answers[name][1]["statements"]]

    drawn = answers["a sample"][1]
    of_the_side = answers["of a side"][1]["count"]

    assert (drawn["count"], drawn["pages"], len(ids("a sample"))) == (4, 1, 4) != (of_the_side, 1, 4)
    assert {one["side"] for one in drawn["statements"]} == {"RU"}
    assert ids("a sample again") == ids("a sample")[2:]
    assert set(ids("another sample")) != set(ids("a sample"))
    assert {one["kind"] for one in answers["meetings by lot"][1]["meetings"]} == {"summit"}
    assert answers["meetings by lot"][1]["count"] == 3


def test_the_api_has_the_same_sample(record: Release, client: Client, answers: dict[str, tuple[bool, Any]]) -> None:
    listed = client.get("/api/v1/positions/?side=RU&sample=4&seed=a").json()["results"]

    assert [one["id"] for one in listed] == [one["id"] for one in answers["a sample"][1]["statements"]]
