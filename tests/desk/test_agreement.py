"""Two coders of one text: what they agree on, by values computed by hand, and what is left to settle; a second coder
at a desk of their own, who sees nothing of the first."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import Client

from tests.desk.test_desk import CLAIM, FACTS, MEETING, TEXT, coded, page
from timeline.desk import codings, drafts, settling
from timeline.desk.agreement import Difference, agreement, kappa
from timeline.desk.drafts import CodedTwice, Draft, Fields
from timeline.desk.reading import ReadText

PLAIN = "Bolton wants limits. Mamedov wants none. Both will meet again. Nothing else was said."
FIRST: list[Fields] = [
    {
        "holder": "b",
        "side": "US",
        "issue": "x",
        "stance": "supports",
        "speech": "direct",
        "quote": "Bolton wants limits",
    },
    {"holder": "m", "side": "RU", "issue": "x", "stance": "opposes", "speech": "direct", "quote": "Mamedov wants none"},
    {"holder": "m", "side": "RU", "issue": "y", "stance": "unclear", "speech": "reported", "quote": "will meet again"},
]
SECOND: list[Fields] = [
    {**FIRST[1], "stance": "unclear", "quote": "wants none"},
    {**FIRST[0], "holder": "", "attributed_to": "an official"},
    {**FIRST[0], "quote": "words that are not there"},
]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # Of 50: 20 both yes, 15 both no. p_o = 35/50 = 0.7; p_e = (25·30 + 25·20)/2500 = 0.5; κ = 0.2/0.5.
        ({("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15}, 0.4),
        # Of 12: p_o = 9/12; p_e = (5·5 + 5·4 + 2·3)/144 = 51/144; κ = (108 - 51)/(144 - 51) = 57/93.
        ({("a", "a"): 4, ("a", "b"): 1, ("b", "a"): 1, ("b", "b"): 3, ("b", "c"): 1, ("c", "c"): 2}, 57 / 93),
        ({("a", "a"): 3, ("b", "b"): 2}, 1),
        ({("a", "a"): 1, ("a", "b"): 1, ("b", "a"): 1, ("b", "b"): 1}, 0),
        ({("a", "b"): 1, ("b", "a"): 1}, -1),
        ({("a", "a"): 7}, None),
        ({}, None),
    ],
)
def test_kappa_is_as_computed_by_hand(counts: dict[tuple[str, str], int], expected: float | None) -> None:
    assert kappa([pair for pair, count in counts.items() for _ in range(count)]) == pytest.approx(expected)


def test_two_codings_are_compared_by_sentences_and_by_the_claims_of_both() -> None:
    found = agreement(CodedTwice(PLAIN, ("one", "two"), FIRST, SECOND))

    assert found.pairs == ((0, 1), (1, 0))
    assert found.elsewhere == (0, 1)
    measured = {one.name: (one.agreed, one.of) for one in found.measures}
    assert measured == {"segment": (3, 4), "side": (2, 2), "issue": (2, 2), "stance": (1, 2), "speech": (2, 2)}
    kappas = {one.name: one.kappa for one in found.measures}
    # Sentences: p_o = 3/4; p_e = (3·2 + 1·2)/16 = 1/2.
    # Answers: supports and supports, opposes and unclear: p_o = 1/2, p_e = 1/4.
    assert kappas["segment"] == pytest.approx(0.5)
    assert kappas["stance"] == pytest.approx(1 / 3)
    assert kappas["issue"] is None
    assert found.differences == (
        Difference(0, 1, "holder"), Difference(1, 0, "stance"), Difference(2, None), Difference(None, 2),
    )  # fmt: skip


def test_of_several_claims_on_the_same_words_those_on_one_issue_belong_together() -> None:
    both = [FIRST[0], {**FIRST[0], "issue": "z"}]

    found = agreement(CodedTwice(PLAIN, ("one", "two"), both, both[::-1]))

    assert found.pairs == ((0, 1), (1, 0))
    assert found.differences == ()


def test_the_holders_of_a_joint_statement_are_settled_together() -> None:
    claim = {**FIRST[0], "holder": "", "side": "joint", "holders": ["b", "m"]}
    coded = CodedTwice(PLAIN, ("one", "two"), [claim], [{**claim, "holders": ["b", "k"]}])
    draft = Draft("key", PLAIN, {"positions": [claim]}, ReadText(PLAIN, "2002-02-20", "en", (), (), (), None))

    [difference] = agreement(coded).differences
    assert difference == Difference(0, 0, "holder")
    assert [settling.label(coded, difference, take) for take in settling.TAKES] == ["b, m", "b, k"]
    settling.settle(draft, coded, difference, "second")

    assert draft.positions[0]["holders"] == ["b", "k"]


def saved(editor: Client) -> Draft:
    """An article of the record, coded and saved by the first coder."""
    draft = coded(editor)
    assert "Written" in editor.post(f"/desk/{draft.key}/save/").content.decode()
    return draft


def claim(editor: Client, draft: Draft, words: str, **fields: str) -> None:
    start = draft.text.index(words)
    chosen = {"start": start, "end": start + len(words), "seen": f"{start}-{start + len(words)}"}
    answer = editor.post(f"/desk/{draft.key}/claim/", {**CLAIM, **chosen, **fields})
    assert answer.status_code == 302, BeautifulSoup(answer.content, "lxml").select(".errorlist, .problems")


def handed_in(editor: Client, slug: str) -> Draft:
    """The article as somebody else codes it blind: another answer, and a claim more."""
    codings.code_as("CD")
    answer = editor.post("/desk/edit/", {"slug": slug, "text": TEXT})
    assert answer.status_code == 302
    draft = drafts.listed()[0]
    claim(editor, draft, "We must be able to raise our forces again", stance="conditional", summary="If so.")
    claim(editor, draft, "two days of talks", speech="reported", issue="compliance", summary="Talks were held.")
    answer = editor.post(f"/desk/{draft.key}/save/")
    assert answer.headers["Location"] == f"/desk/{draft.key}/agree/"
    return draft


def test_who_codes_blind_sees_no_claim_of_the_first_coder(editor: Client, fixtures: Path) -> None:
    slug = saved(editor).slug
    codings.code_as("CD")

    editor.post("/desk/edit/", {"slug": slug, "text": TEXT})

    draft = drafts.listed()[0]
    assert (draft.positions, [one["slug"] for one in draft.meetings]) == ([], [MEETING])
    steps = ["read", "meetings", "claim", "agree", "check", "save"]
    shown = "".join(editor.get(f"/desk/{draft.key}/{step}/").content.decode() for step in steps)
    assert len(shown) > 10_000
    assert CLAIM["summary"] not in shown
    assert "Verified against the text" not in shown
    for path in (f"/articles/{slug}/", "/", "/api/v1/positions/"):
        assert editor.get(path).status_code == 403
    assert editor.post(f"/desk/{draft.key}/see/").status_code == 404


def test_a_second_coding_is_kept_beside_the_record_and_handed_in_once(editor: Client, fixtures: Path) -> None:
    slug = saved(editor).slug
    before = {path: path.read_bytes() for path in fixtures.rglob("*") if path.is_file()}

    draft = handed_in(editor, slug)

    assert {path: path.read_bytes() for path in fixtures.rglob("*") if path.is_file()} == before
    path = fixtures.parent / f"var/desk/cd/{slug}.yaml"
    assert "stance: conditional" in path.read_text("utf-8")
    assert "already" in editor.post(f"/desk/{draft.key}/save/").content.decode()
    shown = page(editor, f"/desk/{draft.key}/agree/")
    assert "make desk" in shown.text
    assert [row.text for row in shown.select("tbody tr")][3] == "answer0 of 10 %0.00"
    editor.post(f"/desk/{draft.key}/agree/", {"key": "0:0:stance", "take": "first"})
    assert draft.settled == {}


def test_differences_are_settled_one_by_one_at_the_editors_desk(editor: Client, fixtures: Path) -> None:
    slug = saved(editor).slug
    handed_in(editor, slug)
    codings.code_as("")

    listed = page(editor, "/desk/").text
    assert f"{slug}: the record and cd" in listed
    answer = editor.post("/desk/edit/", {"slug": slug, "text": TEXT, "second": "cd"})
    draft = drafts.listed()[0]
    assert answer.headers["Location"] == f"/desk/{draft.key}/agree/"
    shown = page(editor, f"/desk/{draft.key}/agree/")
    assert [button["value"] for button in shown.select("#difference-0 button")] == ["first", "second"]
    assert len(shown.select("[id^=difference]")) == 2

    for key in ("0:0:stance", ":1:"):
        editor.post(f"/desk/{draft.key}/agree/", {"key": key, "take": "second"})
    assert [(one["issue"], one["stance"]) for one in draft.positions] == [
        ("warhead-disposition", "conditional"), ("compliance", "opposes"),
    ]  # fmt: skip
    assert "0 are not settled" in page(editor, f"/desk/{draft.key}/agree/").text
    assert "Written" in editor.post(f"/desk/{draft.key}/save/").content.decode()

    for key in ("0:0:stance", ":1:", "no such key"):
        editor.post(f"/desk/{draft.key}/agree/", {"key": key, "take": "first"})
    assert [(one["issue"], one["stance"]) for one in draft.positions] == [("warhead-disposition", "opposes")]


NEW_OFFICIAL = {"slug": "anatoly-petrosyan", "name": "Anatoly Petrosyan", "family_name": "Petrosyan", "side": "RU"}
NEW_MEETING = {
    "slug": "2002-02-19-moscow-bolton-petrosyan",
    "title": "A made-up reception",
    "kind": "consultation",
    "start": "2002-02-19",
    "status": "held",
    "negotiation": "sort",
    "city": "Moscow",
    "country": "RU",
    "summary": "A made-up reception.",
    "issues": ["compliance"],
    "0-official": "john-bolton",
    "0-role": "head",
    "1-official": NEW_OFFICIAL["slug"],
    "1-role": "head",
}
BROUGHT = [NEW_MEETING["slug"], NEW_OFFICIAL["slug"]]


def handed_in_with_new_ones(editor: Client, slug: str) -> None:
    """The article as somebody codes it blind who adds an official and a meeting, and a claim that names both."""
    codings.code_as("CD")
    assert editor.post("/desk/edit/", {"slug": slug, "text": TEXT}).status_code == 302
    draft = drafts.listed()[0]
    editor.post(f"/desk/{draft.key}/officials/", {**NEW_OFFICIAL, "found_as": NEW_OFFICIAL["name"]})
    editor.post(f"/desk/{draft.key}/meetings/{len(draft.meetings)}/", NEW_MEETING)
    held = {"holder": str(NEW_OFFICIAL["slug"]), "side": "RU", "meeting": str(NEW_MEETING["slug"])}
    claim(editor, draft, "We must be able to raise our forces again")
    claim(editor, draft, "two days of talks", speech="reported", issue="compliance", summary="Talks.", **held)
    answer = editor.post(f"/desk/{draft.key}/save/")
    assert answer.status_code == 302, page(editor, f"/desk/{draft.key}/check/").select(".desk__list")


def compared(editor: Client, slug: str) -> Draft:
    """Both codings at the editors' desk."""
    codings.code_as("")
    assert editor.post("/desk/edit/", {"slug": slug, "text": TEXT, "second": "cd"}).status_code == 302
    return drafts.listed()[0]


def test_a_new_official_and_a_meeting_come_along_with_the_claim_that_names_them(editor: Client, fixtures: Path) -> None:
    slug = saved(editor).slug
    handed_in_with_new_ones(editor, slug)
    assert "anatoly-petrosyan" not in (fixtures / "officials.yaml").read_text("utf-8")
    draft = compared(editor, slug)
    assert ([one["slug"] for one in draft.meetings], draft.officials) == ([MEETING], [])

    editor.post(f"/desk/{draft.key}/agree/", {"key": ":1:", "take": "second"})

    assert [one["slug"] for one in draft.meetings] == [MEETING, NEW_MEETING["slug"]]
    assert [one["name"] for one in draft.officials] == [NEW_OFFICIAL["name"]]
    shown = page(editor, f"/desk/{draft.key}/agree/").select('[role="status"] code')
    assert [one.text for one in shown] == BROUGHT
    assert "find nothing wrong" in page(editor, f"/desk/{draft.key}/check/").text
    assert "Written" in editor.post(f"/desk/{draft.key}/save/").content.decode()
    assert "slug: anatoly-petrosyan" in (fixtures / "officials.yaml").read_text("utf-8")
    assert "title: A made-up reception" in (fixtures / f"articles/{slug}.yaml").read_text("utf-8")


def test_what_came_along_goes_again_with_the_claim(editor: Client, fixtures: Path) -> None:
    slug = saved(editor).slug
    handed_in_with_new_ones(editor, slug)
    draft = compared(editor, slug)
    editor.post(f"/desk/{draft.key}/agree/", {"key": ":1:", "take": "second"})
    assert draft.brought == set(BROUGHT)

    editor.post(f"/desk/{draft.key}/agree/", {"key": ":1:", "take": "first"})

    assert ([one["slug"] for one in draft.meetings], draft.officials, draft.brought) == ([MEETING], [], set())


def test_a_holder_and_a_meeting_settled_alone_bring_theirs() -> None:
    first = {**FIRST[0], "meeting": "talks"}
    second = {**FIRST[0], "holder": "k", "meeting": "session"}
    session, round_ = {"slug": "session", "part_of": "round", "participants": [{"official": "p"}]}, {"slug": "round"}
    people = [{"slug": "k"}, {"slug": "p"}, {"slug": "nobody names them"}]
    meetings: tuple[list[Fields], list[Fields]] = [{"slug": "talks"}], [round_, session, {"slug": "another"}]
    coded = CodedTwice(PLAIN, ("one", "two"), [first], [second], meetings, ([], people))
    reading = ReadText(PLAIN, "2002-02-20", "en", (), (), (), None)
    draft = Draft("key", PLAIN, {"positions": [{**first}], "meetings": [{"slug": "talks"}]}, reading)

    settling.settle(draft, coded, Difference(0, 0, "holder"), "second")
    assert ([one["slug"] for one in draft.meetings], [one["slug"] for one in draft.officials]) == (["talks"], ["k"])

    settling.settle(draft, coded, Difference(0, 0, "meeting"), "second")
    assert [one["slug"] for one in draft.meetings] == ["talks", "session", "round"]
    assert [one["slug"] for one in draft.officials] == ["k", "p"]

    settling.settle(draft, coded, Difference(0, 0, "meeting"), "first")
    assert ([one["slug"] for one in draft.meetings], [one["slug"] for one in draft.officials]) == (["talks"], ["k"])


def test_a_first_coders_new_official_is_there_for_who_codes_blind_if_they_met(editor: Client, fixtures: Path) -> None:
    codings.code_as("AB")
    first = coded(editor)
    for slug in ("anatoly-petrosyan", "boris-petrosyan"):
        editor.post(f"/desk/{first.key}/officials/", {**NEW_OFFICIAL, "slug": slug, "found_as": ""})
    editor.post(f"/desk/{first.key}/meetings/{len(first.meetings)}/", NEW_MEETING)
    assert editor.post(f"/desk/{first.key}/save/").status_code == 302

    codings.code_as("CD")
    editor.post("/desk/edit/", {"slug": first.slug, "text": TEXT})
    assert [one["slug"] for one in drafts.listed()[0].officials] == ["anatoly-petrosyan"]
    assert editor.post(f"/desk/{drafts.listed()[0].key}/save/").status_code == 302

    draft = compared(editor, first.slug)
    assert [one["slug"] for one in draft.officials] == ["anatoly-petrosyan", "boris-petrosyan"]


def test_a_text_that_is_not_in_the_record_is_taken_from_the_first_coders_file(editor: Client, fixtures: Path) -> None:
    codings.code_as("AB")
    first = coded(editor)
    editor.post(f"/desk/{first.key}/save/")
    assert first.coded_twice is None

    draft = handed_in(editor, first.slug)

    assert draft.coded_twice is not None
    assert draft.coded_twice.names == ("ab", "cd")
    assert "handed in a second coding" not in page(editor, f"/desk/{draft.key}/agree/").text
    codings.code_as("")
    assert f"{first.slug}: ab and cd" in page(editor, "/desk/").text
    assert not (fixtures / f"articles/{first.slug}.yaml").exists()


def test_what_is_not_there_cannot_be_coded_blind_nor_without_its_text(editor: Client, fixtures: Path) -> None:
    codings.code_as("AB")

    for facts, words in (
        ({"slug": "none", "text": TEXT}, "no article"), ({"slug": "../x", "text": TEXT}, "no article"),
        ({"slug": FACTS["title"], "text": ""}, "Paste its text"),
    ):  # fmt: skip
        assert words in editor.post("/desk/edit/", facts).content.decode()
    codings.code_as("")
    assert "no article" in editor.post("/desk/edit/", {"slug": "x", "text": TEXT, "second": "../.."}).content.decode()
    assert drafts.listed() == []


@pytest.mark.parametrize("initials", ["a b", "../x", "abcdefghi", "7", "ä"])
def test_initials_are_letters(initials: str, settings: object) -> None:
    with pytest.raises(ValueError, match="initials"):
        codings.code_as(initials)


def test_the_command_refuses_what_are_no_initials(editor: Client) -> None:
    with pytest.raises(CommandError, match="initials"):
        call_command("desk", coder="../x")
