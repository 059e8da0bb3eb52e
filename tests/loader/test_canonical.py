"""The one form in which the record is written."""

import yaml

from tests.loader.cast import DIARY_FILE, FILES, NEWS_FILE, Fixtures
from timeline.loader import canonical, reading, schema
from timeline.loader.lists import Corpus

MEETING = "1969-11-17-helsinki-smith-semenov"


def _files(corpus: Corpus) -> dict[str, str]:
    return dict(canonical.files(canonical.settled(corpus)))


def test_canonical_files_are_written_as_they_are(fixtures: Fixtures) -> None:
    assert _files(fixtures.corpus()) == FILES


def test_what_another_file_states_already_is_dropped(fixtures: Fixtures) -> None:
    fixtures.change(
        DIARY_FILE,
        f"- slug: {MEETING}\n  issues: [",
        f"- slug: {MEETING}\n  city: Helsinki\n  issues: [missile-defense, ",
    )
    fixtures.change(
        DIARY_FILE,
        "  - {official: vladimir",
        "  - {official: gerard-smith, side: US, role: head, post: Director of ACDA}\n  - {official: vladimir",
    )

    assert _files(fixtures.corpus())[DIARY_FILE] == FILES[DIARY_FILE]


def test_empty_optional_keys_are_left_out(fixtures: Fixtures) -> None:
    fixtures.change(DIARY_FILE, "publisher: The Diary\n", "publisher: The Diary\nauthors: []\n")
    fixtures.change(DIARY_FILE, f"- slug: {MEETING}\n", f"- slug: {MEETING}\n  city:\n")

    assert _files(fixtures.corpus())[DIARY_FILE] == FILES[DIARY_FILE]


def test_lists_are_put_in_order(fixtures: Fixtures) -> None:
    header, *entries = FILES["officials.yaml"].split("- slug: ")
    fixtures.write("officials.yaml", header + "".join(f"- slug: {entry}" for entry in reversed(entries)))

    assert _files(fixtures.corpus())["officials.yaml"] == FILES["officials.yaml"]


def test_entry_that_does_not_fit_one_line_has_a_line_for_each_key() -> None:
    post = schema.PostEntry(
        post="Under Secretary of State for Arms Control and International Security, later of more", start="2001"
    )
    official = schema.OfficialEntry(slug="a", name="A", family_name="A", side="US", posts=(post,))

    assert canonical.list_text("officials", (official,)).splitlines()[5:] == [
        "  posts:",
        "  - post: Under Secretary of State for Arms Control and International Security, later of more",
        '    from: "2001"',
    ]


def test_other_readers_of_yaml_see_the_same_texts(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "publisher: The News", "publisher: 'no'")
    fixtures.change(NEWS_FILE, "outcome: They agreed to meet again.", "outcome: '1969-01-01'")
    text = _files(fixtures.corpus())[NEWS_FILE]

    document = reading.parse(text.encode(), NEWS_FILE)

    assert document.node is not None
    assert yaml.safe_load(text) == reading.data(document.node)


def test_content_hash_is_of_content_not_of_form(fixtures: Fixtures) -> None:
    before = canonical.content_hash(canonical.settled(fixtures.corpus()))
    fixtures.change(NEWS_FILE, "title: A call", "title: 'A  call'  # with a comment")
    same = canonical.content_hash(canonical.settled(fixtures.corpus()))
    fixtures.change(NEWS_FILE, "title: 'A  call'", "title: 'Another call'")
    other = canonical.content_hash(canonical.settled(fixtures.corpus()))

    assert before == same
    assert before != other
