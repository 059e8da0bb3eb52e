"""A source from its text to its file, step by step, without script: the pages, the rules, the files written."""

import hashlib
from io import StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from lxml import html

from timeline.desk import claims, drafts, saving
from timeline.desk.drafts import Draft, as_fields
from timeline.desk.findings import advised, findings
from timeline.desk.intake import IntakeError, authors_of, facts, headline, of_file, of_url, publisher_of, slug_for
from timeline.desk.record import DeskRecord, the_record
from timeline.domain.authors import read
from timeline.loader import canonical, schema
from timeline.loader.check import check

TEXT = """MOSCOW, Feb 19 - John Bolton and Georgy Mamedov ended two days of talks on Tuesday.

"We must be able to raise our forces again if the world changes," Bolton said.

He was received by Deputy Minister Anatoly Petrosyan."""
FACTS = {
    "text": TEXT,
    "title": "A made-up report",
    "publisher": "Example News",
    "published": "2002-02-19",
    "url": "https://example.org/report",
}
MEETING = "2002-02-18-moscow-bolton-mamedov"
CLAIM = {
    "holder": "john-bolton",
    "side": "US",
    "issue": "warhead-disposition",
    "stance": "opposes",
    "speech": "direct",
    "date": "2002-02-19",
    "meeting": MEETING,
    "summary": "Forces must be able to grow again.",
}


def begun(editor: Client, **facts: str) -> Draft:
    """A draft on the desk, put there by the start page."""
    answer = editor.post("/desk/", {**FACTS, **facts})
    assert answer.status_code == 302, answer.content.decode()
    draft = drafts.listed()[0]
    assert answer.headers["Location"] == f"/desk/{draft.key}/read/"
    return draft


def page(editor: Client, path: str) -> BeautifulSoup:
    answer = editor.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "lxml")


def coded(editor: Client) -> Draft:
    """A draft with its facts, a meeting of the record and one claim."""
    draft = begun(editor)
    facts = {name: draft.article.get(name, "") for name in ("slug", "title", "publisher", "published", "url", "kind")}
    editor.post(f"/desk/{draft.key}/read/", {**facts, "language": "en", "summary": "A made-up report of the talks."})
    editor.post(f"/desk/{draft.key}/meetings/", {"meeting": [MEETING]})
    start = draft.text.index("We must")
    chosen = {"start": start, "end": start + 35, "seen": f"{start}-{start + 35}"}
    answer = editor.post(f"/desk/{draft.key}/claim/", {**CLAIM, **chosen})
    assert answer.status_code == 302, BeautifulSoup(answer.content, "lxml").select(".errorlist, .problems")
    return draft


def test_what_was_found_is_marked_and_can_be_taken_or_left(editor: Client) -> None:
    draft = begun(editor)

    soup = page(editor, f"/desk/{draft.key}/read/")

    officials = [mark.text for mark in soup.select('mark[data-kind="official"]')]
    assert officials == ["John Bolton", "Georgy Mamedov", "Bolton"]
    assert soup.select_one('input[name="take:official:john-bolton"][value="yes"][checked]')
    assert soup.select_one('input[name="take:person:Anatoly Petrosyan"][value="no"][checked]')

    editor.post(f"/desk/{draft.key}/read/", {**FACTS, "language": "en", "take:official:john-bolton": "no"})

    soup = page(editor, f"/desk/{draft.key}/read/")
    assert soup.select_one('input[name="take:official:john-bolton"][value="no"][checked]')
    assert {mark["data-state"] for mark in soup.select("mark") if "Bolton" in mark.text} == {"left"}


def test_the_meeting_is_proposed_first_with_its_reasons(editor: Client) -> None:
    draft = begun(editor)

    soup = page(editor, f"/desk/{draft.key}/meetings/")

    first = soup.select_one('input[name="meeting"]')
    assert first is not None
    assert first["value"] == MEETING
    assert "Georgy Mamedov" in soup.select(".found-group__why")[0].text


def test_a_selection_becomes_a_claim_with_guessed_fields_and_its_proof(editor: Client) -> None:
    draft = begun(editor)
    editor.post(f"/desk/{draft.key}/meetings/", {"meeting": [MEETING]})
    start = draft.text.index("We must")

    soup = page(editor, f"/desk/{draft.key}/claim/?start={start}&end={start + 35}")

    def chosen(name: str) -> str:
        option = soup.select_one(f'select[name="{name}"] option[selected]')
        return str(option["value"]) if option else ""

    assert (chosen("holder"), chosen("side"), chosen("meeting")) == ("john-bolton", "US", MEETING)
    assert soup.select_one('input[name="speech"][value="direct"][checked]')
    assert soup.select_one('input[name="date"]')["value"] == "2002-02-19"  # type: ignore[index]
    assert "Proven" in soup.select_one('[role="status"]').text  # type: ignore[union-attr]


def test_a_selection_by_lines_is_the_same_as_one_by_offsets(editor: Client) -> None:
    draft = begun(editor)

    soup = page(editor, f"/desk/{draft.key}/claim/?take=lines&line=3&at=2&line_to=3&at_to=30")

    assert soup.select_one(".desk__quote").text == "We must be able to raise our"  # type: ignore[union-attr]


def test_other_words_leave_what_was_written_and_bring_their_own_guesses(editor: Client) -> None:
    draft = begun(editor)

    def asked(**given: str) -> dict[str, str]:
        """The claim's form as a browser would send it, after it was sent with these."""
        answer = editor.get(f"/desk/{draft.key}/claim/", given)
        form = html.fromstring(answer.content).get_element_by_id("claim")
        return {name: value.strip("\n") for name, value in form.form_values()}

    start = draft.text.index("We must")
    first = asked(**asked() | {"summary": "He wants them to grow.", "start": str(start), "end": str(start + 24)})
    assert (first["side"], first["speech"], first["seen"]) == ("US", "direct", f"{start}-{start + 24}")
    at = draft.text.index("Deputy Minister")
    second = asked(**first | {"side": "RU", "start": str(at), "end": str(at + 33)})

    assert (second["side"], second["speech"]) == ("RU", "reported")
    assert second["summary"] == "He wants them to grow."


def test_lines_that_were_typed_but_not_taken_leave_the_words_as_they_are(editor: Client) -> None:
    draft = begun(editor)
    start = draft.text.index("We must")
    chosen = f"start={start}&end={start + 35}&seen={start}-{start + 35}"

    soup = page(editor, f"/desk/{draft.key}/claim/?{chosen}&line=1&issue=warhead-disposition")

    assert soup.select_one(".desk__quote").text == "We must be able to raise our forces"  # type: ignore[union-attr]


def test_an_issue_shows_its_question_and_its_own_answers(editor: Client, at_desk: DeskRecord) -> None:
    draft, issue = begun(editor), at_desk.issues["warhead-disposition"]
    start = draft.text.index("We must")
    seen = f"start={start}&end={start + 35}&seen={start}-{start + 35}"

    soup = page(editor, f"/desk/{draft.key}/claim/?{seen}&issue={issue.slug}")

    assert soup.select_one(".desk__question").text == issue.question  # type: ignore[union-attr]
    labels = [label.text.strip() for label in soup.select('label:has(input[name="stance"])')]
    assert labels[:3] == [issue.answers.supports, issue.answers.conditional, issue.answers.opposes]


def test_a_claim_that_the_rules_refuse_is_not_made_and_says_why(editor: Client) -> None:
    draft = begun(editor)
    start = draft.text.index("We must")
    chosen = {"start": start, "end": start + 7, "seen": f"{start}-{start + 7}"}

    answer = editor.post(f"/desk/{draft.key}/claim/", {**CLAIM, **chosen, "meeting": "", "summary": ""})

    said = BeautifulSoup(answer.content, "lxml").text
    assert draft.positions == []
    assert "the quotation has 2 words; it must have 3 to 14" in said
    assert "the key 'summary' is missing" in said


def test_every_claim_is_proven_against_the_text(editor: Client) -> None:
    draft = coded(editor)

    [position] = draft.positions
    assert position["quote"] == "We must be able to raise our forces"
    assert position["proof"]["hash"] == hashlib.sha256(TEXT.encode()).hexdigest()


def test_a_claim_is_changed_in_its_place(editor: Client) -> None:
    draft = coded(editor)
    start = draft.text.index("raise our")

    soup = page(editor, f"/desk/{draft.key}/claim/?edit=0")
    assert soup.select_one("#claim .desk__quote").text == "We must be able to raise our forces"  # type: ignore[union-attr]
    assert soup.select_one("#id_summary").text.strip() == CLAIM["summary"]  # type: ignore[union-attr]

    editor.post(f"/desk/{draft.key}/claim/", {**CLAIM, "edit": "0", "seen": "", "stance": "conditional"})
    assert [(one["quote"], one["stance"]) for one in draft.positions] == [
        ("We must be able to raise our forces", "conditional")
    ]

    chosen = {"start": start, "end": start + 22, "seen": f"{start}-{start + 22}"}
    editor.post(f"/desk/{draft.key}/claim/", {**CLAIM, **chosen, "edit": "0"})
    assert [one["quote"] for one in draft.positions] == ["raise our forces again"]
    assert draft.positions[0]["proof"]["prefix"].endswith("be able to")


def test_reported_words_are_given_to_whom_the_sentence_gives_them(editor: Client) -> None:
    text = "Bolton spoke first. A source in the General Staff said the treaty was a trick. John Bolton left."
    draft = begun(editor, text=text)
    start = draft.text.index("the treaty")

    soup = page(editor, f"/desk/{draft.key}/claim/?start={start}&end={start + 22}")

    assert soup.select_one("#id_attributed_to")["value"] == "A source in the General Staff"  # type: ignore[index]
    assert soup.select_one('input[name="speech"][value="reported"][checked]')


def test_saving_writes_the_articles_file_in_canonical_form_and_nothing_else(editor: Client, fixtures: Path) -> None:
    before = {path: path.read_bytes() for path in fixtures.rglob("*") if path.is_file()}
    draft = coded(editor)

    soup = page(editor, f"/desk/{draft.key}/save/")
    assert "+quote: We must be able" in soup.select_one(".desk__diff").text.replace("+  quote", "+quote")  # type: ignore[union-attr]
    assert soup.select_one("#commit").text.strip().startswith("Add Example News, 2002-02-19: A made-up report")  # type: ignore[union-attr]

    answer = editor.post(f"/desk/{draft.key}/save/")

    assert answer.status_code == 200
    assert "Written" in answer.content.decode()
    after = {path: path.read_bytes() for path in fixtures.rglob("*") if path.is_file()}
    path = fixtures / f"articles/{draft.slug}.yaml"
    assert {one for one in after if after[one] != before.get(one)} == {path}
    outcome = check(fixtures)
    assert outcome.problems == ()
    assert outcome.corpus is not None
    [article] = [one for one in outcome.corpus.articles if one.slug == draft.slug]
    assert path.read_text("utf-8") == canonical.article_text(article)
    assert draft.slug in the_record().articles


def test_what_the_check_refuses_is_not_left_on_the_disk(editor: Client, fixtures: Path) -> None:
    draft = coded(editor)
    draft.article["slug"] = "another-slug"
    (fixtures / "articles/broken.yaml").write_text("slug: broken\n", "utf-8")

    answer = editor.post(f"/desk/{draft.key}/save/")

    assert "Nothing was written" in answer.content.decode()
    assert not (fixtures / "articles/another-slug.yaml").exists()


@pytest.mark.parametrize("slug", ["../../evil", "/etc/evil", "a/b", "", "A B", "x\ny"])
def test_no_slug_leads_out_of_the_fixtures(editor: Client, fixtures: Path, slug: str) -> None:
    draft = coded(editor)
    before = sorted(path for path in fixtures.parent.rglob("*"))
    draft.article["slug"] = slug

    answer = editor.post(f"/desk/{draft.key}/save/")

    assert "problem" in answer.content.decode()
    assert sorted(path for path in fixtures.parent.rglob("*")) == before


def test_the_desk_finds_what_the_check_finds(editor: Client, fixtures: Path) -> None:
    draft = coded(editor)
    draft.article |= {"published": "2002-02-10", "kind": "gossip", "url": "nowhere", "slug": "made-up"}
    draft.positions[0] |= {"issue": "warhead-dispositoin", "stance": "maybe", "meeting": "2002-nowhere"}
    draft.meetings.append({"slug": MEETING, "city": "Geneva", "part_of": "2002-no-round"})
    text = "".join(f"{line}\n" for line in _yaml(draft.article))
    (fixtures / "articles/made-up.yaml").write_text(text, "utf-8")

    said = {problem.message for problem in check(fixtures, only=frozenset({"articles/made-up.yaml"})).problems}

    ours = {one.message for one in findings(draft, the_record())}
    assert len(said) > 6
    assert {message.partition(" articles/")[0] for message in said} == {
        message.partition(" articles/")[0] for message in ours
    }


def test_the_check_gives_the_advice_of_check_articles_about_this_file_alone(
    editor: Client, fixtures: Path, at_desk: DeskRecord
) -> None:
    other = next(one for one in at_desk.articles.values() if one.seed)
    draft = coded(editor)
    assert advised(draft, at_desk) == []
    draft.article |= {"slug": "z-made-up", "url": other.url, "publisher": "RFE-RL"}
    draft.meetings[0] = {
        **as_fields(next(one for a in at_desk.articles.values() for one in a.meetings if one.slug == MEETING)),
        "slug": "2002-02-19-moscow-bolton-mamedov", "start": "2002-02-19", "end": "", "issues": [],
    }  # fmt: skip
    draft.positions[0] |= {"meeting": "2002-02-19-moscow-bolton-mamedov"}
    name = f"articles/{draft.slug}.yaml"
    (fixtures / name).write_text("".join(_yaml(draft.article)), "utf-8")
    output = StringIO()
    call_command("check_articles", str(fixtures / name), stdout=output)

    said = [line.partition(": advice: ")[2] for line in output.getvalue().splitlines() if ": advice: " in line]
    soup = page(editor, f"/desk/{draft.key}/check/")

    listed = [item.text.partition(": ")[2] for item in soup.select(".desk__list li")]
    assert len(said) >= 4
    assert listed == said


def test_what_was_only_announced_is_entered_apart(editor: Client, fixtures: Path) -> None:
    draft = coded(editor)

    editor.post(f"/desk/{draft.key}/meetings/0/", {"slug": MEETING, "announced": ["space-weapons", "linkage"]})
    editor.post(
        f"/desk/{draft.key}/meetings/0/", {"slug": MEETING, "announced": ["linkage"], "issues": ["space-weapons"]}
    )

    chosen = page(editor, f"/desk/{draft.key}/meetings/0/").select("select option[selected]")
    told = draft.meetings[0]
    assert (told["issues"], told["announced"]) == (["space-weapons"], ["linkage"])
    assert [str(one["value"]) for one in chosen if one["value"] in {"space-weapons", "linkage"}] == [
        "space-weapons",
        "linkage",
    ]


def _yaml(article: drafts.Fields) -> list[str]:
    """Plain data as YAML: JSON is YAML."""
    import json

    return [json.dumps(drafts.plain(article), ensure_ascii=False)]


def test_somebody_new_is_saved_with_the_article(editor: Client, fixtures: Path) -> None:
    draft = coded(editor)
    new = {"slug": "anatoly-petrosyan", "name": "Anatoly Petrosyan", "family_name": "Petrosyan", "side": "RU"}
    editor.post(f"/desk/{draft.key}/read/", {**FACTS, "language": "en", "take:person:Anatoly Petrosyan": "yes",
                "slug": draft.slug, "kind": "news", "summary": "A made-up report of the talks."})  # fmt: skip
    assert "anatoly-petrosyan" in str(page(editor, f"/desk/{draft.key}/read/").select_one("#officials"))

    editor.post(f"/desk/{draft.key}/officials/", {**new, "post": "Deputy Minister", "found_as": "Anatoly Petrosyan"})
    people = {"0-official": "anatoly-petrosyan", "0-role": "met", "0-post": "Deputy Minister"}
    editor.post(f"/desk/{draft.key}/meetings/0/", {"slug": MEETING, **people})

    assert [one.message for one in findings(draft, the_record())] == []
    assert sorted(saving.files(draft, the_record())) == [f"articles/{draft.slug}.yaml", "officials.yaml"]
    assert saving.save(draft, the_record()) == ()
    assert "anatoly-petrosyan" in (fixtures / "officials.yaml").read_text("utf-8")


def test_an_article_of_the_record_is_edited_without_losing_anything(editor: Client, at_desk: DeskRecord) -> None:
    slug = next(one.slug for one in at_desk.articles.values() if one.seed)

    editor.post("/desk/edit/", {"slug": slug})

    [draft] = drafts.listed()
    assert drafts.article_of(draft) == at_desk.articles[slug]
    assert findings(draft, at_desk) == []
    assert saving.files(draft, at_desk) == {}


def test_an_article_that_is_not_there_cannot_be_edited(editor: Client) -> None:
    assert "no article" in editor.post("/desk/edit/", {"slug": "none"}).content.decode()


@pytest.mark.parametrize("step", ["read", "meetings", "meetings/0", "claim", "check", "save"])
def test_a_draft_that_is_not_on_the_desk_is_not_found(editor: Client, step: str) -> None:
    assert editor.get(f"/desk/deadbeef/{step}/").status_code == 404


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"text": "", "url": ""}, "paste a text, choose a file or give an address"),
        ({"published": ""}, "say when it was published"),
        ({"published": "yesterday"}, "is not a date"),
        ({"text": "", "url": "http://127.0.0.1/"}, "address"),
        ({"text": "", "url": "file:///etc/passwd"}, "neither http nor https"),
    ],
)
def test_a_source_that_cannot_be_taken_says_why(editor: Client, facts: dict[str, str], words: str) -> None:
    answer = editor.post("/desk/", {**FACTS, **facts})

    assert answer.status_code == 200
    assert words in BeautifulSoup(answer.content, "lxml").text
    assert drafts.listed() == []


def test_a_file_without_a_day_need_not_be_chosen_again(editor: Client) -> None:
    page = (
        b"<html><head><title>Talks resume</title><meta name=author content='Thom Shanker'></head><body><p>They met.</p>"
    )
    upload = SimpleUploadedFile("page.html", page)

    answer = editor.post("/desk/", {"file": upload, "publisher": "RFE/RL", "published": "the day after"})
    form = BeautifulSoup(answer.content, "lxml").select_one("form.desk__form")
    assert form is not None
    fields = {str(one["name"]): str(one.get("value") or one.text).strip() for one in form.select("[name]")}

    assert "is not a date" in form.text
    assert fields == {
        "text": "They met.",
        "file": "",
        "url": "",
        "title": "Talks resume",
        "publisher": "RFE/RL",
        "authors": "Thom Shanker",
        "published": "the day after",
    }
    assert editor.post("/desk/", fields | {"published": "2002-02-20"}).status_code == 302
    (draft,) = drafts.listed()
    assert (draft.text, draft.article["authors"]) == ("They met.", ["Shanker, Thom"])


def test_files_of_every_kind_are_read() -> None:
    html = b"<html><head><title>T</title></head><body><p>Bolton spoke at some length.</p></body></html>"
    head = b"Subject: Talks\r\nDate: Wed, 20 Feb 2002 10:00:00 +0000\r\nContent-Type: text/plain\r\n\r\n"

    assert of_file("a.txt", "Болтон сказал.\r\n\r\n\r\n\r\nИ всё.".encode()).text == "Болтон сказал.\n\nИ всё."
    assert "Bolton spoke at some length." in of_file("a.html", html).text
    taken = of_file("a.eml", head + b"Bolton spoke.\r\n")
    assert (taken.text, taken.metadata.title, taken.metadata.date) == ("Bolton spoke.", "Talks", "2002-02-20")
    passed = b"From: Example News <a@example.org>\r\n" + head.replace(b"Talks", b"Fwd: Re: Talks")
    taken = of_file("b.eml", passed + b"> We must\r\n> > be able.\r\n")
    assert (taken.text, taken.metadata.title) == ("We must\nbe able.", "Talks")
    assert taken.metadata.publisher == "Example News"
    with pytest.raises(IntakeError):
        of_file("a.bin", bytes(range(256)) * 20)
    with pytest.raises(IntakeError):
        of_url("gopher://example.org/")


def test_a_publisher_and_a_slug_are_put_in_the_records_manner() -> None:
    assert publisher_of("Rferl", ["RFE/RL", "TASS"]) == "RFE/RL"
    assert publisher_of("Example News", ["RFE/RL", "TASS"]) == "Example News"
    assert publisher_of("tass", ["RFE/RL", "TASS"]) == "TASS"
    assert slug_for("Ministry of Foreign Affairs", "1974", "A talk") == "ministry-foreign-1974-talk"
    assert slug_for("Example Post", "", "What was said") == "example-post-what-said"
    assert slug_for("TASS", "2013-02-15?", "Russia will not cut") == "tass-2013-02-15-russia-will-not-cut"


@pytest.mark.parametrize(
    ("said", "authors"),
    [
        ("Thom Shanker; Terry Atlas", ["Shanker, Thom", "Atlas, Terry"]),
        ("By Thom Shanker and Terry Atlas", ["Shanker, Thom", "Atlas, Terry"]),
        ("Shanker, Thom", ["Shanker, Thom"]),
        ("Merle D. Kellerhals, Jr.", ["Kellerhals, Merle D., Jr."]),
        ("Merle D. Kellerhals Jr.", ["Kellerhals, Merle D., Jr."]),
        ("Ada Reporter, diplomatic correspondent", ["Reporter, Ada"]),
        ("Игорь Иванов", ["Иванов, Игорь"]),
        ("Associated Press", ["{Associated Press}"]),
        ("Reuters", ["{Reuters}"]),
        ("admin", []),
        ("desk@example.org", []),
        ("", []),
    ],
)
def test_the_authors_that_a_page_names_are_written_as_files_have_them(said: str, authors: list[str]) -> None:
    found = authors_of(said, ["Associated Press", "TASS"])

    assert found == authors
    assert [read(one).inverted for one in found] == [one.strip("{}") for one in found]


def test_a_saved_page_fills_in_its_authors() -> None:
    page = b"""<html><head><title>A report</title><meta name="author" content="Ada Reporter"></head>
    <body><article><p>The two delegations met again on Tuesday, and nothing was agreed between them.</p></article>"""

    assert facts(of_file("page.html", page), {}, ["TASS"])["authors"] == ["Reporter, Ada"]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (0, 3, "one"), (1, 6, "one two"), (-5, 99, "one two “three,” four"), (0, 16, "one two “three,”"),
        (8, 17, "three"), (8, 14, "three"), (9, 99, "three,” four”"), (3, 4, ""), (9, 2, ""), (17, 99, "four"),
    ],
)  # fmt: skip
def test_a_selection_is_of_whole_words_without_marks_around_it(start: int, end: int, words: str) -> None:
    text = "one two “three,” four”"
    chosen = claims.trimmed(text, start, end)

    assert text[chosen.start : chosen.end] == words


def test_a_pasted_texts_title_is_no_label_of_its_page() -> None:
    assert headline("All news\n\nBreaking\n\nMoscow will not discuss any cuts\n\nOn Thursday …") == (
        "Moscow will not discuss any cuts"
    )
    assert headline("Secret. Copy № 2 / 7\nTelegram from Moscow to the ambassador") == (
        "Telegram from Moscow to the ambassador"
    )
    assert headline("\nTwo words\nOr three words") == "Two words"
    assert headline("") == ""


def test_who_is_named_at_a_meeting_by_another_source_is_not_said_to_have_been_away(editor: Client) -> None:
    draft = begun(editor)
    editor.post(f"/desk/{draft.key}/meetings/", {"meeting": [MEETING]})

    soup = page(editor, f"/desk/{draft.key}/meetings/0/")

    assert [option.text for option in soup.select('option[value=""]')] == ["named by another source"] * 2
    draft.article["meetings"] = []
    soup = page(editor, f"/desk/{draft.key}/meetings/0/")
    assert [option.text for option in soup.select('[name$="-role"] option[value=""]')] == ["was not there"] * 2


def test_what_the_forms_give_are_the_keys_of_the_file() -> None:
    assert set(CLAIM) < set(schema.PositionEntry.__dataclass_fields__)


def test_a_joint_statement_stays_one_entry_when_it_is_changed_and_saved(editor: Client, fixtures: Path) -> None:
    """It is one claim of the desk, with its holders of both sides."""
    slug = "app-1959-09-27-camp-david-joint-statement"
    file = fixtures / "articles" / f"{slug}.yaml"
    before = file.read_text(encoding="utf-8")
    assert editor.post("/desk/edit/", {"slug": slug, "text": ""}).status_code == 302
    draft = drafts.listed()[0]
    [said] = draft.positions
    summary = "General disarmament comes first."
    given = {name: said.get(name, "") for name in ("side", "issue", "stance", "speech", "date", "meeting", "quote")}
    posted = editor.post(f"/desk/{draft.key}/claim/", {**given, "summary": summary, "edit": "0", "seen": ""})

    assert posted.status_code == 302, posted.content.decode()
    assert draft.positions[0]["holders"] == ["dwight-d-eisenhower", "nikita-khrushchev"]
    assert editor.post(f"/desk/{draft.key}/save/").status_code in {200, 302}
    after = file.read_text(encoding="utf-8")
    assert after == before.replace(str(said["summary"]), summary)
    assert "side: joint" in after
