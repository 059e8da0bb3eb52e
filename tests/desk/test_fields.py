"""Everything that the format has can be entered at the desk, and no page loses any of it."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.desk.test_desk import CLAIM, MEETING, begun, coded, page
from timeline.desk import drafts, saving
from timeline.desk.drafts import Draft, Fields, as_fields, plain
from timeline.desk.entries import KINDS
from timeline.desk.entry_form import EntrySchema
from timeline.desk.forms import HOLDERS, ClaimForm, FactsForm, MeetingForm, ParticipantForm
from timeline.desk.record import DeskRecord, the_record
from timeline.loader import schema
from timeline.loader.validation import KEY_NAMES

ENTERED = {
    schema.ArticleEntry: {*FactsForm.base_fields},
    schema.MeetingEntry: {*MeetingForm.base_fields},
    schema.Participant: {*ParticipantForm.base_fields},
    schema.PositionEntry: {*ClaimForm.base_fields, *(name.partition(".")[0] for name in HOLDERS)},
}
ELSEWHERE = {
    schema.ArticleEntry: {
        "meetings": "have forms of their own",
        "positions": "have forms of their own",
        "checked": "is what the prover found at the source's page",
    },
    schema.MeetingEntry: {"participants": "have forms of their own"},
    schema.Participant: {},
    schema.PositionEntry: {
        "quote": "is selected in the text, so that it stands there",
        "proof": "is computed from the text",
        "not_found": "is the day on which the prover looked in vain",
    },
}
"""What is not a field of these forms, and why."""


@pytest.mark.parametrize("kind", list(ENTERED), ids=lambda kind: kind.__name__)
def test_every_key_of_an_article_can_be_entered_or_is_computed(kind: type[schema.BaseEntry]) -> None:
    assert sorted(ENTERED[kind]) == sorted({*KEY_NAMES[kind].values()} - {*ELSEWHERE[kind]})


@pytest.mark.parametrize("name", list(KINDS))
def test_every_key_of_a_list_can_be_entered(name: str) -> None:
    assert set(EntrySchema(KINDS[name]).keys) == set(KEY_NAMES[KINDS[name].kind].values())


def facts(draft: Draft, **more: str) -> Fields:
    """What the form of the article's facts would send."""
    shown = {name: draft.article.get(name, "") for name in FactsForm.base_fields}
    return {**shown, "authors": "; ".join(draft.article.get("authors", [])), **more}


def selected(draft: Draft, words: str) -> dict[str, str | int]:
    start = draft.text.index(words)
    end = start + len(words)
    return {"start": start, "end": end, "seen": f"{start}-{end}"}


def test_a_title_of_ours_and_the_day_of_writing_are_entered_and_written(editor: Client, fixtures: Path) -> None:
    draft = coded(editor)

    editor.post(f"/desk/{draft.key}/read/", facts(draft, untitled="true", written="2002-02-19", published="2004"))

    soup = page(editor, f"/desk/{draft.key}/read/")
    assert soup.select_one('#id_untitled option[value="true"][selected]')
    assert soup.select(".errorlist") == []
    assert "Written" in editor.post(f"/desk/{draft.key}/save/").content.decode()
    text = (fixtures / f"articles/{draft.slug}.yaml").read_text("utf-8")
    assert "untitled: true\n" in text
    assert 'written: "2002-02-19"\n' in text
    assert "seed:" not in text


def test_what_a_telegram_calls_yesterday_counts_from_the_day_on_which_it_was_written(editor: Client) -> None:
    draft = begun(editor, text="John Bolton left Moscow yesterday, as the Embassy reported.", published="2004")
    editor.post(f"/desk/{draft.key}/read/", facts(draft, written="2002-02-20"))

    assert [one.value for one in draft.reading.of_kind("date")] == ["2002-02-19"]

    editor.post(f"/desk/{draft.key}/read/", facts(draft, written="2002-02-30"))
    soup = page(editor, f"/desk/{draft.key}/read/")
    assert "2002-02-30" in soup.select_one("#id_written").find_parent("div").select_one(".errorlist").text  # type: ignore[union-attr]
    assert draft.dated == "2004"


def test_a_document_written_after_it_was_published_says_so_at_its_field(editor: Client) -> None:
    draft = coded(editor)

    editor.post(f"/desk/{draft.key}/read/", facts(draft, written="2003"))

    box = page(editor, f"/desk/{draft.key}/read/").select_one("#id_written").find_parent("div")  # type: ignore[union-attr]
    assert "lies after it was published" in box.text  # type: ignore[union-attr]


def test_longer_quotations_are_allowed_in_a_seed_alone(editor: Client) -> None:
    text = "Bolton said: " + " ".join(f"word{number}" for number in range(20)) + "."
    draft = begun(editor, text=text)
    words = {**CLAIM, **selected(draft, text[13:-1]), "meeting": ""}

    refused = editor.post(f"/desk/{draft.key}/claim/", words)
    assert "the quotation has 20 words; it must have 3 to 14" in refused.content.decode()

    editor.post(f"/desk/{draft.key}/read/", facts(draft, seed="true"))
    assert "the rule is 3 to 60" in page(editor, f"/desk/{draft.key}/claim/?start=13&end=40").text
    assert editor.post(f"/desk/{draft.key}/claim/", words).status_code == 302
    assert len(draft.positions) == 1


def test_a_session_names_its_round(editor: Client, at_desk: DeskRecord) -> None:
    article, number, meeting = next(
        (one, number, meeting)
        for one in at_desk.articles.values()
        for number, meeting in enumerate(one.meetings)
        if meeting.part_of
    )
    editor.post("/desk/edit/", {"slug": article.slug})
    [draft] = drafts.listed()
    soup = page(editor, f"/desk/{draft.key}/meetings/{number}/")
    assert soup.select_one("#id_part_of")["value"] == meeting.part_of  # type: ignore[index]

    sent = {name: value for name, value in as_fields(meeting).items() if name != "participants"}
    editor.post(f"/desk/{draft.key}/meetings/{number}/", {**sent, "part_of": "1900-no-round"})

    soup = page(editor, f"/desk/{draft.key}/meetings/{number}/")
    assert "1900-no-round" in soup.select_one("#id_part_of").find_parent("div").select_one(".errorlist").text  # type: ignore[union-attr]


def test_no_form_of_an_article_loses_anything(editor: Client, at_desk: DeskRecord) -> None:
    """Every meeting of the article with sessions and people of a third side, posted as its form shows it."""
    wanted = [
        next(a for a in at_desk.articles.values() if any(m.part_of for m in a.meetings)),
        next(a for a in at_desk.articles.values() for m in a.meetings for p in m.participants if p.side == "GB"),
        next(a for a in at_desk.articles.values() if any(p.side == "DE" for p in a.positions)),
        next(a for a in at_desk.articles.values() if any(p.holders for p in a.positions)),
        next(a for a in at_desk.articles.values() if a.untitled),
        next(a for a in at_desk.articles.values() if a.seed),
    ]
    for article in wanted:
        editor.post("/desk/edit/", {"slug": article.slug})
        draft = drafts.listed()[0]
        steps = ["read/", *(f"meetings/{number}/" for number in range(len(article.meetings)))]
        steps += [f"claim/?edit={number}" for number in range(len(article.positions))]
        for step in steps:
            sent = shown(page(editor, f"/desk/{draft.key}/{step}"), step)
            answer = editor.post(f"/desk/{draft.key}/{step.partition('?')[0]}", sent)
            assert answer.status_code == 302, BeautifulSoup(answer.content, "lxml").select(".errorlist, .problems")
        assert drafts.article_of(draft) == article
        assert saving.files(draft, the_record()) == {}


def shown(soup: BeautifulSoup, step: str) -> dict[str, list[str]]:
    """What the form of a step would send, as it stands."""
    form = (
        soup.select_one("#claim")
        if "claim" in step
        else soup.select_one('main form[method=post]:not([action$="/text/"])')
    )
    assert form is not None
    sent: dict[str, list[str]] = {}
    for field in form.select("input[name], textarea[name]"):
        if field.get("type") not in {"radio", "checkbox"} or field.has_attr("checked"):
            value = field.text.strip("\r\n") if field.name == "textarea" else field.get("value", "")
            sent.setdefault(str(field["name"]), []).append(str(value))
    for select in form.select("select[name]"):
        chosen = [str(one["value"]) for one in select.select("option[selected]")]
        if not chosen and not select.has_attr("multiple"):
            chosen = [str(select.select_one("option")["value"])]  # type: ignore[index]
        sent[str(select["name"])] = chosen
    return sent


def test_a_joint_statement_is_claimed_with_a_holder_of_each_side(editor: Client, fixtures: Path) -> None:
    draft = coded(editor)
    start = f"/desk/{draft.key}/claim/"
    words = selected(draft, "two days of talks on Tuesday")
    joint = {**CLAIM, **words, "side": "joint", "issue": "compliance", "speech": "reported"}

    refused = BeautifulSoup(editor.post(start, joint).content, "lxml")
    assert "name one of each as `holders`" in refused.select_one("#id_holder").find_parent("div").text  # type: ignore[union-attr]
    one = editor.post(start, {**joint, "holder": "", "holders.1": "georgy-mamedov"})
    box = BeautifulSoup(one.content, "lxml").select_one('[name="holders.0"]').find_parent("div")  # type: ignore[union-attr]
    assert "are two: one of US, then one of RU" in box.text  # type: ignore[union-attr]
    assert len(draft.positions) == 1

    both = {"holder": "", "holders.0": "john-bolton", "holders.1": "georgy-mamedov"}
    assert editor.post(start, {**joint, **both}).status_code == 302
    assert draft.positions[1]["holders"] == ["john-bolton", "georgy-mamedov"]
    assert "Written" in editor.post(f"/desk/{draft.key}/save/").content.decode()
    assert "holders: [john-bolton, georgy-mamedov]" in (fixtures / f"articles/{draft.slug}.yaml").read_text("utf-8")


def test_a_holder_of_one_side_is_offered_for_that_side_alone(editor: Client) -> None:
    draft = begun(editor)

    soup = page(editor, f"/desk/{draft.key}/claim/")

    def offered(number: int) -> set[str]:
        return {str(option["value"]) for option in soup.select(f'[name="holders.{number}"] option')}

    assert {"john-bolton", "georgy-mamedov"} & offered(0) == {"john-bolton"}
    assert {"john-bolton", "georgy-mamedov"} & offered(1) == {"georgy-mamedov"}


def test_a_claim_of_a_third_side_can_be_made(editor: Client) -> None:
    draft = begun(editor)
    words = selected(draft, "two days of talks on Tuesday")
    given = {**CLAIM, **words, "holder": "", "attributed_to": "a German diplomat", "side": "DE", "meeting": ""}

    assert editor.post(f"/desk/{draft.key}/claim/", given).status_code == 302

    assert draft.positions[0]["side"] == "DE"


def test_who_does_not_stand_in_the_text_is_added_to_a_meeting_by_their_slug(editor: Client) -> None:
    draft = begun(editor)
    editor.post(f"/desk/{draft.key}/meetings/", {"meeting": [MEETING]})
    sent = shown(page(editor, f"/desk/{draft.key}/meetings/0/"), "meetings")
    assert sent["2-official"] == [""]

    editor.post(f"/desk/{draft.key}/meetings/0/", {**sent, "2-official": "colin-powell", "2-role": "met"})

    [person] = draft.meetings[0]["participants"]
    assert plain(person) == {"official": "colin-powell", "role": "met", "side": "US"}


def test_what_the_prover_noted_of_a_claim_stays_until_its_words_are_found(editor: Client) -> None:
    draft = coded(editor)
    draft.positions[0] |= {"not_found": "2026-11-01"}
    del draft.positions[0]["proof"]
    draft.text = ""

    given = {**CLAIM, "edit": "0", "seen": "", "stance": "conditional"}
    editor.post(f"/desk/{draft.key}/claim/", given)
    assert draft.positions[0]["not_found"] == "2026-11-01"

    draft.text = "Bolton said: We must be able to raise our forces again."
    editor.post(f"/desk/{draft.key}/claim/", given)
    assert "not_found" not in draft.positions[0]
    assert draft.positions[0]["proof"]["prefix"] == "Bolton said:"
