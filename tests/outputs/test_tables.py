"""CSV and NDJSON: right in a spreadsheet, the same as JSON, and of any length in the same memory."""

import csv
import io
import json
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from timeline.api import cursors
from timeline.api.formats import tables
from timeline.api.resources import RESOURCES, ApiResource
from timeline.models import Position

type Written = Callable[[str], str]


def streamed(response: Any) -> Any:
    return response.streaming_content


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_has_slugs_and_names(talks: make.Talks, written: Written) -> None:
    [row] = rows(written("meetings/?format=csv&kind=signing"))

    assert row == {
        "slug": "1987-12-08-washington-reagan-gorbachev",
        "title": "Washington summit",
        "kind": "signing",
        "status": "held",
        "start": "1987-12-08",
        "end": "",
        "earliest": "1987-12-08",
        "latest": "1987-12-08",
        "city": "Washington",
        "country": "US",
        "negotiation": "summits",
        "negotiation_name": "Leaders' summits",
        "part_of": "",
        "part_of_title": "",
        "sessions": "",
        "sessions_title": "",
        "summary": "The treaty was signed.",
        "outcome": "",
        "issues": "intermediate-range-missiles",
        "issues_name": "Intermediate-range missiles",
        "announced": "",
        "announced_name": "",
        "participants": "ronald-reagan; mikhail-gorbachev",
        "participants_name": "Ronald Reagan; Mikhail Gorbachev",
        "participants_side": "US; RU",
        "participants_role": "head; head",
        "participants_post": "President; General Secretary",
        "treaties": "inf-treaty",
        "treaties_name": "INF Treaty",
        "articles": "gazette-1987-12-09-pact-signed",
        "articles_title": "Arms pact signed",
        "position_count": "2",
        "url": "http://testserver/api/v1/meetings/1987-12-08-washington-reagan-gorbachev/",
        "added_in": "",
        "changed_in": "",
        "html_url": "http://testserver/meetings/1987-12-08-washington-reagan-gorbachev/",
    }


def test_posts_aliases_and_truth_are_texts(talks: make.Talks, written: Written) -> None:
    [official] = rows(written("officials/?format=csv&q=gorbachev&fields=aliases,posts"))
    [issue] = rows(written("issues/?format=csv&q=compliance&fields=comparable"))

    assert official == {
        "aliases": "",
        "posts": "General Secretary of the CPSU Central Committee (1985/1991); "
        "President of the Soviet Union (1990/1991)",
    }
    assert issue == {"comparable": "false"}


def test_values_stand_side_by_side_whatever_is_in_them(db: None, written: Written) -> None:
    meeting = make.meeting(article=make.article(title="One; two;three"))
    make.report(article=make.article(slug="other-1987-01-02-x", title="Four;"), meeting=meeting)
    for slug, post in (("anna-ace", "Envoy; ambassador"), ("bob-bee", ""), ("carl-cee", "Aide")):
        make.participation(meeting=meeting, official=make.official(slug=slug), post=post)

    [row] = rows(written("meetings/?format=csv"))

    assert row["articles_title"].split("; ") == ["One;\u00a0two;three", "Four;"]
    assert row["participants"].split("; ") == ["anna-ace", "bob-bee", "carl-cee"]
    assert row["participants_post"].split("; ") == ["Envoy;\u00a0ambassador", "", "Aide"]


def test_authors_are_texts_by_family_name(db: None, written: Written) -> None:
    make.article(authors="Shanker, Thom\nKellerhals, Merle D., Jr.\n{Associated Press}")

    [row] = rows(written("articles/?format=csv&fields=author,authors"))

    assert row == {
        "author": "Thom Shanker, Merle D. Kellerhals, Jr. and Associated Press",
        "authors": "Shanker, Thom; Kellerhals, Merle D., Jr.; Associated Press",
    }


def test_a_missing_relation_and_proof_are_empty(talks: make.Talks, written: Written) -> None:
    [row] = rows(written("positions/?format=csv&official=sergei-ryabkov&fields=meeting,verification,proof"))

    assert row == {
        "meeting": "",
        "meeting_title": "",
        "verification": "transcribed",
        "proof_hash": "",
        "proof_checked": "",
        "proof_prefix": "",
        "proof_suffix": "",
        "proof_against": "",
    }


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_spreadsheet_would_take_for_a_formula_is_defused(db: None, written: Written, start: str) -> None:
    make.position(quote=f"{start}HYPERLINK(1)", summary="=1+1")

    [row] = rows(written("positions/?format=csv&fields=summary,quote"))

    assert row == {"summary": "'=1+1", "quote": f"'{start}HYPERLINK(1)"}


def test_commas_quotes_and_lines_come_back(db: None, written: Written) -> None:
    make.position(quote='one, "two"\nthree — четыре')

    [row] = rows(written("positions/?format=csv&fields=quote"))

    assert row["quote"] == 'one, "two"\nthree — четыре'


def test_a_mark_says_utf_8_where_it_is_asked_for(talks: make.Talks, written: Written) -> None:
    assert written("issues/?format=csv&bom=true").startswith("\ufeffslug,")
    assert written("issues/?format=csv").startswith("slug,")


def test_a_table_of_nothing_has_its_header(db: None, written: Written) -> None:
    assert written("issues/?format=csv") == (
        "slug,name,question,comparable,answers_supports,answers_conditional,answers_opposes,"
        "rule,example,examples_supports,examples_conditional,examples_opposes,meeting_count,position_count,added_in,changed_in,url,html_url\r\n"
    )


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_ndjson_has_a_line_for_every_item_as_json_has_it(
    talks: make.Talks, client: Client, written: Written, resource: ApiResource
) -> None:
    lines = [json.loads(line) for line in written(f"{resource.name}/?format=ndjson").splitlines()]

    assert lines == client.get(f"/api/v1/{resource.name}/").json()["results"]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_csv_has_a_row_for_every_item(
    talks: make.Talks, client: Client, written: Written, resource: ApiResource
) -> None:
    found = [row[resource.identity] for row in rows(written(f"{resource.name}/?format=csv"))]

    assert found == [item[resource.identity] for item in client.get(f"/api/v1/{resource.name}/").json()["results"]]


def test_fields_and_expand_hold_for_ndjson(talks: make.Talks, client: Client, written: Written) -> None:
    query = "kind=signing&fields=slug,treaties&expand=treaties"

    [line] = written(f"meetings/?format=ndjson&{query}").splitlines()

    assert json.loads(line) == client.get(f"/api/v1/meetings/?{query}").json()["results"][0]


def test_one_page_is_given_where_one_is_asked_for(talks: make.Talks, written: Written) -> None:
    text = written("meetings/?format=csv&page=2&page_size=2&fields=slug")

    assert text == "slug\r\n1986-10-11-reykjavik-reagan-gorbachev\r\n1987-12-08-washington-reagan-gorbachev\r\n"


def test_an_item_is_a_table_of_one_row(talks: make.Talks, written: Written) -> None:
    assert written("issues/compliance/?format=csv&fields=slug,name") == "slug,name\r\ncompliance,Compliance\r\n"


def test_a_download_has_a_name(talks: make.Talks, client: Client) -> None:
    table, cited = client.get("/api/v1/meetings/?format=csv"), client.get("/api/v1/articles/?format=bibtex")

    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert table["Content-Disposition"] == 'attachment; filename="meetings.csv"'
    assert cited["Content-Disposition"] == 'attachment; filename="articles.bib"'


def test_a_table_can_be_asked_for_by_accept(talks: make.Talks, client: Client) -> None:
    response = client.get("/api/v1/meetings/", headers={"Accept": "text/csv"})

    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_everything_takes_two_queries_a_stretch_and_no_more_memory(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cursors, "STRETCH", 50)
    monkeypatch.setattr(tables, "PIECE", 50)
    article, issue = make.article(), make.issue()

    def measured(rows_in_all: int) -> tuple[int, int]:
        for number in range(Position.objects.count(), rows_in_all):
            make.position(article=article, issue=issue, quote=f"words number {number}", summary="x" * 500)
        tracemalloc.start()
        with CaptureQueriesContext(connection) as captured:
            response = client.get("/api/v1/positions/?format=ndjson")
            lines = sum(piece.count(b"\n") for piece in streamed(response))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert lines == rows_in_all
        return len(captured), peak

    measured(50)
    (few, little), (many, much) = measured(100), measured(400)

    # 1 the release; for each 50 items: 2 their keys, 3 the items and all that belongs to them
    assert (few, many) == (1 + 2 * 2, 1 + 2 * 8)
    assert much < little * 1.5
