"""What is taken out at the desk: an entry of a list, a claim, a meeting, a participant; not while something refers to
it."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.desk.test_desk import MEETING, coded, page
from tests.desk.test_fields import shown
from timeline.desk import drafts, saving
from timeline.desk.entries import KINDS, key_of, listed
from timeline.desk.record import DeskRecord, the_record
from timeline.loader.check import check

AT_LINE = re.compile(r"^(articles/)?[a-z0-9-]+\.yaml:\d+:\d+: ")


def contents(fixtures: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in fixtures.rglob("*") if path.is_file()}


def said(answer_content: bytes) -> list[str]:
    """What still refers to something, as the page lists it."""
    return [one.text for one in BeautifulSoup(answer_content, "lxml").select(".problems li code")]


def edited(editor: Client, slug: str) -> drafts.Draft:
    """An article of the record, put on the desk."""
    editor.post("/desk/edit/", {"slug": slug})
    return drafts.listed()[0]


@pytest.mark.parametrize("name", ["glossary", "stories"])
def test_an_entry_to_which_nothing_refers_is_deleted_after_its_difference_was_shown(
    editor: Client, fixtures: Path, at_desk: DeskRecord, name: str
) -> None:
    before = contents(fixtures)
    entries = listed(at_desk, KINDS[name])
    key = key_of(entries[1])
    path = f"/desk/lists/{name}/{key}/delete/"
    assert page(editor, f"/desk/lists/{name}/{key}/").select_one(f'a[href="{path}"]')

    looked = page(editor, path)
    assert f"-- slug: {key}" in looked.select_one(".desk__diff").text  # type: ignore[union-attr]
    assert contents(fixtures) == before

    answer = editor.post(path).content.decode()

    assert "Deleted" in answer
    assert f"Remove {key} from {name}.yaml" in answer
    assert {one for one, content in contents(fixtures).items() if before[one] != content} == {fixtures / f"{name}.yaml"}
    assert listed(the_record(), KINDS[name]) == (entries[0], *entries[2:])
    assert check(fixtures).problems == ()
    assert editor.get(path).status_code == 404


@pytest.mark.parametrize(
    ("name", "key", "at"),
    [
        ("issues", "compliance", "articles/"),
        ("officials", "john-bolton", "articles/"),
        ("places", "geneva", "articles/"),
        ("treaties", "new-start", "glossary.yaml"),
    ],
)
def test_what_something_refers_to_is_not_deleted(
    editor: Client, fixtures: Path, at_desk: DeskRecord, name: str, key: str, at: str
) -> None:
    before = contents(fixtures)
    assert key in {key_of(one) for one in listed(at_desk, KINDS[name])}

    answer = editor.post(f"/desk/lists/{name}/{key}/delete/")

    refused = said(answer.content)
    assert any(one.startswith(at) for one in refused)
    assert all(AT_LINE.match(one) for one in refused)
    assert "Deleted" not in answer.content.decode()
    assert contents(fixtures) == before


def test_of_many_references_the_first_are_listed_and_all_counted(editor: Client) -> None:
    answer = editor.post("/desk/lists/places/geneva/delete/")

    soup = BeautifulSoup(answer.content, "lxml")
    assert len(said(answer.content)) == 40
    counted = re.search(r"the first 40 of (\d+)\.", soup.text)
    assert counted is not None
    assert int(counted[1]) > 100


def test_what_is_in_no_list_cannot_be_deleted(editor: Client) -> None:
    for path in ("issues/none", "issues/new", "articles/x"):
        assert editor.post(f"/desk/lists/{path}/delete/").status_code == 404


def test_a_claim_that_a_story_is_bound_to_stays(editor: Client, at_desk: DeskRecord) -> None:
    bound = next(
        step.at.removeprefix("positions/")
        for story in at_desk.corpus.stories
        for step in story.steps
        if step.at.startswith("positions/")
    )
    answer = editor.get(f"/desk/item/positions/{bound}/")
    number = int(re.search(r"edit=(\d+)", answer.headers["Location"])[1])  # type: ignore[index]
    [draft] = drafts.listed()
    before = [*draft.positions]

    refused = said(editor.post(f"/desk/{draft.key}/claim/{number}/leave/").content)

    assert refused
    assert all(one.startswith(("stories.yaml:", "issues.yaml:")) and bound in one for one in refused)
    assert draft.positions == before


def test_a_claim_to_which_nothing_refers_is_taken_out_and_its_file_saved(editor: Client, fixtures: Path) -> None:
    draft = coded(editor)
    editor.post(f"/desk/{draft.key}/save/")

    assert editor.post(f"/desk/{draft.key}/claim/0/leave/").status_code == 302

    assert draft.positions == []
    diff = page(editor, f"/desk/{draft.key}/save/").select_one(".desk__diff").text  # type: ignore[union-attr]
    assert [line for line in diff.splitlines() if "We must be able" in line] == [
        "-  quote: We must be able to raise our forces"
    ]
    assert "Written" in editor.post(f"/desk/{draft.key}/save/").content.decode()
    assert "positions: []" in (fixtures / f"articles/{draft.slug}.yaml").read_text("utf-8")


def test_a_meeting_at_which_a_claim_of_the_draft_was_made_stays(editor: Client) -> None:
    draft = coded(editor)
    draft.article["meetings"].append({
        "slug": "2002-02-19-moscow-made-up", "title": "Made-up talks", "kind": "consultation", "status": "held",
        "negotiation": "arms-control-dialogue", "start": "2002-02-19", "summary": "Made up.",
    })  # fmt: skip
    draft.positions[0]["meeting"] = "2002-02-19-moscow-made-up"

    refused = said(editor.post(f"/desk/{draft.key}/meetings/1/leave/").content)
    [words] = refused
    assert words.startswith("claim 1: meeting '2002-02-19-moscow-made-up' is unknown")
    assert len(draft.meetings) == 2
    assert said(editor.post(f"/desk/{draft.key}/meetings/", {"meeting": [MEETING]}).content) == refused
    assert len(draft.meetings) == 2

    draft.positions[0]["meeting"] = MEETING
    assert editor.post(f"/desk/{draft.key}/meetings/1/leave/").status_code == 302
    assert [one["slug"] for one in draft.meetings] == [MEETING]


def test_a_meeting_that_other_files_refer_to_stays(editor: Client, at_desk: DeskRecord, fixtures: Path) -> None:
    before = contents(fixtures)
    signed = next(one for one in at_desk.corpus.treaties if one.signed_at).signed_at
    location = editor.get(f"/desk/item/meetings/{signed}/").headers["Location"]
    [draft] = drafts.listed()
    number = int(location.rstrip("/").rpartition("/")[2])
    for claim in draft.positions:
        claim.pop("meeting", None)

    refused = said(editor.post(f"/desk/{draft.key}/meetings/{number}/leave/").content)

    assert any(one.startswith("treaties.yaml:") for one in refused)
    assert all(AT_LINE.match(one) and repr(signed) in one for one in refused)
    assert draft.meetings[number]["slug"] == signed
    assert contents(fixtures) == before


def test_a_meeting_that_another_source_tells_of_too_is_taken_out(editor: Client, fixtures: Path) -> None:
    draft = coded(editor)
    draft.positions[0]["meeting"] = ""
    editor.post(f"/desk/{draft.key}/save/")

    assert editor.post(f"/desk/{draft.key}/meetings/", {"meeting": []}).status_code == 302

    assert draft.meetings == []
    assert "Written" in editor.post(f"/desk/{draft.key}/save/").content.decode()
    assert "meetings: []" in (fixtures / f"articles/{draft.slug}.yaml").read_text("utf-8")


def test_a_participant_is_taken_out_of_a_meeting(editor: Client, at_desk: DeskRecord) -> None:
    article = next(a for a in at_desk.articles.values() for m in a.meetings if m.title and len(m.participants) > 2)
    number = next(n for n, m in enumerate(article.meetings) if m.title and len(m.participants) > 2)
    draft = edited(editor, article.slug)
    sent = shown(page(editor, f"/desk/{draft.key}/meetings/{number}/"), "meetings")
    gone = sent["1-official"][0]

    editor.post(f"/desk/{draft.key}/meetings/{number}/", {**sent, "1-role": ""})

    names = [one.official for one in article.meetings[number].participants if one.official != gone]
    assert [one["official"] for one in draft.meetings[number]["participants"]] == names
    assert gone in saving.diff(saving.files(draft, at_desk))


def test_somebody_who_was_to_be_added_is_taken_out_again(editor: Client) -> None:
    draft = coded(editor)
    new = {"slug": "anatoly-petrosyan", "name": "Anatoly Petrosyan", "family_name": "Petrosyan", "side": "RU"}
    editor.post(f"/desk/{draft.key}/officials/", new)
    assert [one["slug"] for one in draft.officials] == ["anatoly-petrosyan"]

    editor.post(f"/desk/{draft.key}/officials/anatoly-petrosyan/leave/")

    assert draft.officials == []


def test_a_file_that_cannot_be_written_leaves_the_others_as_they_were(
    editor: Client, fixtures: Path, at_desk: DeskRecord
) -> None:
    before = contents(fixtures)
    texts = {name: f"# made up\n{(fixtures / name).read_text('utf-8')}" for name in ("glossary.yaml", "issues.yaml")}
    write = Path.write_text

    def failing(path: Path, text: str, **how: str) -> int:
        if path == fixtures / "issues.yaml" and text.startswith("# made up"):
            raise OSError("no space left")
        return write(path, text, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "write_text", failing)
        with pytest.raises(OSError, match="no space left"):
            saving.write_checked(texts)

    assert contents(fixtures) == before
