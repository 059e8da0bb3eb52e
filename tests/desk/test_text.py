"""An article of the record opened at the desk has no text: the editor gives it, and the claims are proven with it."""

import copy
import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.desk.test_desk import CLAIM, TEXT, coded, page
from timeline.desk import drafts, saving
from timeline.desk.drafts import Draft
from timeline.desk.record import the_record

OTHER = "Bolton said: We must be able to raise our forces. He left in a made-up hurry on Tuesday."


def opened(editor: Client) -> Draft:
    """An article with one claim, saved, taken off the desk, and opened by *Edit* from its page, so without text."""
    draft = coded(editor)
    assert "Written" in editor.post(f"/desk/{draft.key}/save/").content.decode()
    drafts.remove(draft.key)
    editor.get(f"/desk/item/articles/{draft.slug}/")
    [found] = drafts.listed()
    assert found.text == ""
    return found


def test_a_draft_without_text_says_where_to_give_it(editor: Client) -> None:
    draft = opened(editor)

    assert page(editor, f"/desk/{draft.key}/read/").select_one("details#text[open] textarea[name=text]")
    claim = page(editor, f"/desk/{draft.key}/claim/")
    assert claim.select_one(f'.problems a[href="/desk/{draft.key}/read/#text"]')
    assert not claim.select("#claims .desk__bad")


def test_a_pasted_text_proves_the_claims_and_is_in_no_file(editor: Client, fixtures: Path) -> None:
    draft = opened(editor)
    draft.positions[0]["not_found"] = "2026-11-01"

    answer = editor.post(f"/desk/{draft.key}/text/", {"text": OTHER})

    assert answer.headers["Location"] == f"/desk/{draft.key}/claim/#claims"
    assert draft.positions[0]["proof"]["hash"] == hashlib.sha256(OTHER.encode()).hexdigest()
    assert draft.positions[0]["proof"]["prefix"] == "Bolton said:"
    assert "not_found" not in draft.positions[0]
    assert not page(editor, f"/desk/{draft.key}/claim/").select("#claims .desk__bad")
    assert "Written" in editor.post(f"/desk/{draft.key}/save/").content.decode()
    written = {path.name: path.read_text("utf-8") for path in fixtures.rglob("*.yaml")}
    assert f"{draft.slug}.yaml" in written
    assert [name for name, text in written.items() if "made-up hurry" in text] == []


def test_a_proof_that_says_the_same_keeps_its_day_and_the_file(editor: Client) -> None:
    draft = coded(editor)
    draft.positions[0]["proof"]["checked"] = "2020-01-02"
    assert "Written" in editor.post(f"/desk/{draft.key}/save/").content.decode()

    editor.post(f"/desk/{draft.key}/prove/")

    assert draft.positions[0]["proof"]["checked"] == "2020-01-02"
    assert saving.files(draft, the_record()) == {}


def test_a_claim_changed_keeps_the_proof_of_the_same_words_alone(editor: Client) -> None:
    draft = coded(editor)
    draft.positions[0]["proof"]["checked"] = "2020-01-02"

    editor.post(f"/desk/{draft.key}/claim/", {**CLAIM, "edit": "0", "seen": "", "summary": "Another summary."})

    assert draft.positions[0]["summary"] == "Another summary."
    assert draft.positions[0]["proof"]["checked"] == "2020-01-02"
    start = draft.text.index("two days of talks")
    chosen = {"edit": "0", "start": start, "end": start + 17, "seen": f"{start}-{start + 17}", "speech": "reported"}
    assert editor.post(f"/desk/{draft.key}/claim/", {**CLAIM, **chosen}).status_code == 302
    assert draft.positions[0]["quote"] == "two days of talks"
    assert draft.positions[0]["proof"]["checked"] != "2020-01-02"


def test_a_proof_against_the_page_is_not_taken_away_by_a_text_at_hand(editor: Client) -> None:
    draft = opened(editor)
    draft.positions[0] |= {"not_found": "2026-11-01"}
    draft.positions[0]["proof"]["against"] = "page"
    before = copy.deepcopy(draft.positions)

    editor.post(f"/desk/{draft.key}/text/", {"text": OTHER})

    assert draft.positions == before


def test_new_claims_are_selected_in_the_text_and_its_people_are_found(editor: Client) -> None:
    draft = opened(editor)

    editor.post(f"/desk/{draft.key}/text/", {"text": TEXT})

    assert page(editor, f"/desk/{draft.key}/read/").select('mark[data-kind="official"]')
    start = draft.text.index("two days of talks")
    chosen = {"start": start, "end": start + 17, "seen": f"{start}-{start + 17}", "speech": "reported"}
    answer = editor.post(f"/desk/{draft.key}/claim/", {**CLAIM, **chosen, "issue": "compliance", "summary": "Talks."})
    assert answer.status_code == 302
    assert [bool(one.get("proof")) for one in draft.positions] == [True, True]


def test_a_claim_whose_words_are_not_in_the_text_says_so_and_keeps_its_proof(editor: Client) -> None:
    draft = opened(editor)
    before = draft.positions[0]["proof"]

    file = SimpleUploadedFile("copy.txt", b"Nothing of what was claimed stands in this made-up copy.")
    editor.post(f"/desk/{draft.key}/text/", {"file": file})

    assert "made-up copy" in draft.text
    [words] = page(editor, f"/desk/{draft.key}/claim/").select("#claim-0 .desk__bad")
    assert "do not stand in the text" in words.text
    assert draft.positions[0]["proof"] == before


@pytest.mark.parametrize("text", ["", " \n"])
def test_without_a_text_or_file_nothing_changes(editor: Client, text: str) -> None:
    draft = opened(editor)

    answer = editor.post(f"/desk/{draft.key}/text/", {"text": text})

    assert "paste a text or choose a file<" in answer.content.decode()
    assert draft.text == ""
