"""What is in the record is edited: every entry of every list by a form of its own, and from each page of the site."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.desk.test_desk import page
from timeline.desk import codings
from timeline.desk.drafts import as_fields, plain
from timeline.desk.entries import KINDS, entry_findings, key_of, list_files, listed
from timeline.desk.entry_form import EntryForm, EntrySchema, posted_data
from timeline.desk.record import DeskRecord, the_record
from timeline.desk.saving import changed
from timeline.loader.check import check
from timeline.loader.identity import position_id
from timeline.loader.joint import by_side

ISSUE = "/desk/lists/issues/compliance/"


def posted(editor: Client, path: str) -> dict[str, str]:
    """What the form at an address would send, as it stands."""
    soup = page(editor, path)
    fields = soup.select("form[action] input, form[action] textarea, form[action] select")
    assert len(fields) > 4
    found = {}
    for field in fields:
        chosen = field.select_one("option[selected]") if field.name == "select" else None
        value = (
            chosen["value"] if chosen else field.text.strip("\r\n") if field.name == "textarea" else field.get("value")
        )
        if field.get("name"):
            found[str(field["name"])] = str(value or "")
    return found


@pytest.mark.parametrize("name", list(KINDS))
def test_a_form_loses_nothing_of_any_entry(at_desk: DeskRecord, fixtures: Path, name: str) -> None:
    kind, schema = KINDS[name], EntrySchema(KINDS[name])
    entries = listed(at_desk, kind)
    assert len(entries) > 3
    assert len({key_of(one) for one in entries}) == len(entries)

    for entry in entries:
        data = plain(as_fields(entry))
        form = EntryForm(schema, data)
        back = plain(posted_data(schema, {name: form[name].value() for name in form.fields}))
        assert {key: back[key] for key in data} == data
        assert {value for key, value in back.items() if key not in data} <= {"false"}

    assert entry_findings(at_desk, kind, 0, as_fields(entries[0])) == []
    assert changed(list_files(at_desk, kind, 0, as_fields(entries[0]))) == {}


def test_what_belongs_to_one_entry_stands_together(at_desk: DeskRecord) -> None:
    form = EntryForm(EntrySchema(KINDS["officials"]), as_fields(at_desk.officials["john-bolton"]))

    labels = [(legend, [field.label for field in fields]) for legend, fields in form.grouped()]

    assert labels[0] == ("", ["Slug", "Name", "Family name", "Native name", "Aliases", "Side"])
    assert [legend for legend, _ in labels[1:-1]] == ["Posts 1", "Posts 2", "Posts 3", "Posts 4"]
    assert labels[1][1] == ["Post", "From", "To"]


def test_findings_stand_at_their_fields_and_nothing_is_written(editor: Client, fixtures: Path) -> None:
    before = (fixtures / "issues.yaml").read_bytes()
    sent = posted(editor, ISSUE) | {
        "answers.opposes": "",
        "drawn_from": "no slug",
        "comparable": "perhaps",
        "save": "1",
    }

    soup = BeautifulSoup(editor.post(ISSUE, sent).content, "lxml")

    for name in ("answers.opposes", "drawn_from", "comparable"):
        box = soup.select_one(f'[name="{name}"]').find_parent("div")  # type: ignore[union-attr]
        assert box.select(".errorlist li"), name  # type: ignore[union-attr]
    assert "Written" not in soup.text
    assert (fixtures / "issues.yaml").read_bytes() == before


def test_an_entry_is_saved_in_canonical_form_after_its_difference_was_shown(editor: Client, fixtures: Path) -> None:
    before = (fixtures / "issues.yaml").read_text("utf-8")
    sent = posted(editor, ISSUE) | {"rule": "A made-up rule.\n  Of two lines."}

    looked = BeautifulSoup(editor.post(ISSUE, sent).content, "lxml")
    assert "+  rule: A made-up rule. Of two lines." in looked.select_one(".desk__diff").text  # type: ignore[union-attr]
    assert (fixtures / "issues.yaml").read_text("utf-8") == before

    assert "Written" in editor.post(ISSUE, {**sent, "save": "1"}).content.decode()
    after = (fixtures / "issues.yaml").read_text("utf-8")
    gone, come = set(before.splitlines()) - set(after.splitlines()), set(after.splitlines()) - set(before.splitlines())
    assert come == {"  rule: A made-up rule. Of two lines."}
    assert all("rule:" in line or line.startswith("    ") for line in gone)
    assert the_record().issues["compliance"].rule == "A made-up rule. Of two lines."
    assert check(fixtures).problems == ()


def test_what_other_files_refer_to_cannot_be_renamed(editor: Client, fixtures: Path) -> None:
    sent = posted(editor, ISSUE) | {"slug": "renamed", "save": "1"}

    answer = editor.post(ISSUE, sent).content.decode()

    assert "Nothing was written" in answer
    assert "compliance" in answer
    assert "renamed" not in (fixtures / "issues.yaml").read_text("utf-8")


def test_an_entry_with_rows_of_its_own_is_added(editor: Client, fixtures: Path) -> None:
    new = {
        "slug": "anatoly-petrosyan", "name": "Anatoly Petrosyan", "family_name": "Petrosyan", "side": "RU",
        "aliases": "A. Petrosyan\n\n A  Petrosyan ", "posts.0.post": "", "posts.1.post": "Deputy Minister",
        "posts.1.from": "2001", "save": "1",
    }  # fmt: skip
    assert "Written" in editor.post("/desk/lists/officials/new/", new).content.decode()

    added = the_record().officials["anatoly-petrosyan"]
    assert added.aliases == ("A. Petrosyan", "A Petrosyan")
    assert [(one.post, one.start) for one in added.posts] == [("Deputy Minister", "2001")]


def test_every_list_is_listed_and_what_is_in_none_is_not_found(editor: Client) -> None:
    linked = {str(link["href"]) for link in page(editor, "/desk/lists/").select("main a")}
    assert {f"/desk/lists/{name}/new/" for name in KINDS} < linked
    assert "/desk/lists/places/buenos-aires/" in linked
    for path in ("lists/articles/new", "lists/issues/none", "item/meetings/none", "item/articles/none", "item/x/y"):
        assert editor.get(f"/desk/{path}/").status_code == 404
    codings.code_as("AB")
    for path in ("lists", "lists/issues/compliance", "item/articles/x"):
        assert editor.get(f"/desk/{path}/").status_code == 404


def test_each_sides_position_of_a_joint_statement_leads_to_its_one_claim(editor: Client, at_desk: DeskRecord) -> None:
    article = at_desk.articles["app-1959-09-27-camp-david-joint-statement"]
    american, russian = by_side(article.positions[0])

    for one in (american, russian):
        answer = editor.get(f"/desk/item/positions/{position_id(article.slug, one)}/")
        assert answer.headers["Location"].endswith("/claim/?edit=0#claim"), one.side
