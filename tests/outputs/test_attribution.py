"""Whose words: every output of the shipped record that prints a statement names its speaker with it, and gives as the
speaker's quotation the speaker's own words alone. Each is read as a client of it would."""

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import feedparser
import pytest
import rispy
from bs4 import BeautifulSoup
from django.test import Client
from icalendar import Calendar
from pybtex.database import parse_string

from timeline.domain import dates
from timeline.domain.vocabulary import Speech
from timeline.exports import database as database_file
from timeline.exports import packed as packed_files
from timeline.models import Position, Release

STEP = 9
"""Of the pages every ninth is read: each takes some milliseconds."""

type Said = dict[str, Position]


@pytest.fixture
def said(record: Release) -> Said:
    """Every statement of the record by its id; of either sort there are hundreds."""
    rows = Position.objects.select_related("holder", "article", "issue")
    found = {one.public_id: one for one in rows.order_by("public_id")}
    for speech in Speech:
        assert sum(one.speech == speech for one in found.values()) > 300
    return found


def speaker(one: Position) -> str:
    return one.holder.name if one.holder else one.attributed_to


def headed(one: Position) -> str:
    """The speaker as a line begins with them, and whether both sides said it."""
    return speaker(one)[:1].upper() + speaker(one)[1:] + (", joint statement" if one.joint else "")


def words_of(one: Position) -> str:
    return speaker(one) if one.speech == Speech.DIRECT else one.article.publisher


def told(one: Position) -> tuple[str, ...]:
    """What a row says of a statement: who made it, in which speech, in which words, whose these are, and the answer."""
    return speaker(one), one.speech, one.quote, words_of(one), one.issue.answer(one.stance)


COLUMNS = ("speaker", "speech", "quote", "words_of", "answer")


def written(path: str) -> str:
    response = Client().get(f"/api/v1/positions/?{path}")
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]


def test_the_api_names_the_speaker_and_whose_words_it_quotes(said: Said) -> None:
    found: dict[str, tuple[str, ...]] = {}
    address = "/api/v1/positions/?page_size=200"
    while address:
        body = Client().get(address).json()
        found |= {item["id"]: tuple(item[name] for name in COLUMNS) for item in body["results"]}
        address = body["next"]

    assert found == {key: told(one) for key, one in said.items()}


def test_json_lines_do(said: Said) -> None:
    lines = map(json.loads, written("format=ndjson").splitlines())

    assert {item["id"]: tuple(item[name] for name in COLUMNS) for item in lines} == {
        key: told(one) for key, one in said.items()
    }


def test_a_spreadsheet_does(said: Said) -> None:
    rows = csv.DictReader(io.StringIO(written("format=csv"), newline=""))

    # What a spreadsheet would take for a formula has an apostrophe before it.
    found = {row["id"]: tuple(row[name].removeprefix("'") for name in COLUMNS) for row in rows}
    assert found == {key: tuple(text.removeprefix("'") for text in told(one)) for key, one in said.items()}


def test_the_files_of_a_release_do(said: Said, record: Release, tmp_path: Path) -> None:
    packed_files.write(tmp_path / "r.zip", release=record)
    database_file.write(tmp_path / "r.sqlite3", release=record)
    expected = {key: told(one) for key, one in said.items()}

    with zipfile.ZipFile(tmp_path / "r.zip") as packed:
        text = packed.read("positions.csv").decode()
        package = json.loads(packed.read("datapackage.json"))
    rows = csv.DictReader(io.StringIO(text, newline=""))
    with closing(sqlite3.connect(tmp_path / "r.sqlite3")) as database:
        stored = database.execute(f"SELECT id, {', '.join(COLUMNS)} FROM positions").fetchall()

    assert {row["id"]: tuple(row[name] for name in COLUMNS) for row in rows} == expected
    assert {key: tuple(texts) for key, *texts in stored} == expected
    (table,) = [one for one in package["resources"] if one["name"] == "positions"]
    documented = {field["name"]: field["description"] for field in table["schema"]["fields"]}
    assert "never to be put into the speaker's mouth" in documented["speech"]
    assert set(COLUMNS) <= set(documented)


def test_linked_data_lets_speakers_speak_their_own_words_only(said: Said) -> None:
    nodes = {node["id"].split("/")[-2]: node for node in json.loads(written("format=jsonld"))["@graph"]}

    assert nodes.keys() == said.keys()
    for key, one in said.items():
        words, name = nodes[key]["schema:mainEntity"], speaker(one)
        assert words["schema:text"] == one.quote
        if one.speech == Speech.DIRECT:
            assert words["type"] == "schema:Quotation"
            assert words["schema:spokenByCharacter"]["schema:name"] == name
        else:
            assert words["type"] == "schema:Claim"
            assert words["schema:author"]["schema:name"] == one.article.publisher
            assert words["schema:about"]["schema:name"] == name
            assert "spokenByCharacter" not in json.dumps(nodes[key])


READ: dict[str, Callable[[str], dict[str, str]]] = {
    "csl": lambda text: {one["id"]: one["note"] for one in json.loads(text)},
    "ris": lambda text: {one["id"]: one["notes"][0] for one in rispy.loads(text)},
    "bibtex": lambda text: {
        key: one.fields["note"].replace("\\", "") for key, one in parse_string(text, "bibtex").entries.items()
    },
}


@pytest.mark.parametrize("form", READ)
def test_citations_name_the_speaker_and_quote_own_words_only(said: Said, form: str) -> None:
    notes = READ[form](written(f"format={form}"))

    assert notes.keys() == said.keys()
    for key, one in said.items():
        name, quote = speaker(one), f"“{' '.join(one.quote.split())}”"
        if one.speech == Speech.DIRECT:
            assert notes[key].startswith(f"{one.issue.name}: {quote} ({name}, "), notes[key]
        else:
            assert notes[key].startswith(f"{one.issue.name}: Paraphrase of {name}, "), notes[key]
            assert f", as reported in {one.article.publisher}: {quote}" in notes[key]
        assert (", joint statement, " in notes[key]) == one.joint
    assert sum(one.joint for one in said.values()) > 50


def _meta(page: BeautifulSoup, name: str) -> str:
    (found,) = page.select(f"meta[property='{name}']")
    return str(found["content"])


def test_pages_are_described_copied_and_cited_under_their_speakers_names(said: Said) -> None:
    read: dict[str, int] = {}
    assert len(said) > 1000
    for one in list(said.values())[::STEP]:
        page = BeautifulSoup(Client().get(f"/positions/{one.public_id}/").content, "html.parser")
        name, when = speaker(one), dates.describe(one.date)
        described, (copied,) = _meta(page, "og:description"), page.select("#to-copy")
        cited = [entry.get_text() for entry in page.select(".cite dl.facts dd")[:2]]
        read[one.speech] = read.get(one.speech, 0) + 1

        assert described.startswith(name)
        assert _meta(page, "og:title") == f"{one.issue.name}: {headed(one)}, {when}"
        assert cited[0].startswith(name)
        if one.speech == Speech.DIRECT:
            assert f"“{one.quote}” ({name}, " in copied.get_text()
            assert ". Quoted in " in cited[0]
            assert f"(Quoting {name}, " in cited[1]
        else:
            publisher = one.article.publisher
            assert f", as reported in {publisher}: " in described
            assert f"Paraphrase of {name}, " in copied.get_text()
            assert f", as reported in {publisher}: “{one.quote}”" in copied.get_text()
            assert ". As reported in " in cited[0]
            assert f"({name}, " in cited[1]
            assert ", as reported in this source; " in cited[1]
            assert not any(
                f"{verb} {name}" in cited[1] or f". {verb} in " in cited[0] for verb in ("Quoting", "Quoted")
            )

    assert min(read.values()) > 30


def test_an_embedded_statement_is_titled_with_its_speaker(said: Said) -> None:
    shown = list(said.values())[::STEP]
    assert len(shown) > 100

    for one in shown:
        answer = Client().get("/oembed/", {"url": f"http://testserver/positions/{one.public_id}/"}).json()
        assert answer["title"] == f"{one.issue.name}: {headed(one)}, {dates.describe(one.date)}"
        assert one.quote not in answer["title"] + answer["html"]


def _texts(path: str) -> Any:
    response = Client().get(f"/api/v1/meetings/?{path}")
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_feeds_and_calendars_put_words_into_nobodys_mouth(said: Said) -> None:
    """They tell of meetings in the record's own words; no statement is in them, so that none has to be named."""
    feed = feedparser.parse(_texts("format=atom&page_size=200"))
    calendar = Calendar.from_ical(_texts("format=ics"))
    texts = [f"{entry.title} {entry.summary}" for entry in feed.entries]
    texts += [f"{event['summary']} {event['description']}" for event in calendar.walk("VEVENT")]

    assert len(texts) > 600
    assert len(said) > 1000
    whole = "\n".join(texts)
    assert [key for key, one in said.items() if len(one.quote.split()) > 3 and f"“{one.quote}”" in whole] == []
    assert [key for key, one in said.items() if one.summary in whole] == []
