"""The reader on the labelled sources of tests/desk/sources: counts, no clock. `make desk-quality` prints the table."""

import pytest

from tests.desk import quality
from timeline.desk.reading import RecordLookup

OFFICIALS, DATES, SPEAKERS, MEETINGS = 0.95, 0.9, 0.9, 0.9


def test_there_are_forty_sources_in_both_languages_of_20_to_4000_words() -> None:
    listed = quality.sources()
    words = [len(one.text.split()) for one in listed]
    russian = [one for one in listed if "а" in one.text and "о" in one.text]

    assert len(listed) >= 40
    assert len(russian) >= 8
    assert min(words) <= 20
    assert max(words) >= 3900
    assert max(len(one.text.split()) for one in russian) > 2000


def test_every_label_names_somebody_and_some_meeting_of_the_record(lookup: RecordLookup) -> None:
    labels = [(one.name, label.value) for one in quality.sources() for label in one.labels if label.kind in "oq"]
    assert len(labels) > 250

    assert [pair for pair in labels if pair[1][0] != "~" and pair[1] not in lookup.names.people] == []
    meetings = [one.meeting for one in quality.sources() if one.meeting != "-"]
    assert len(meetings) > 40
    assert [slug for slug in meetings if slug not in lookup.meetings] == []


def test_the_reader_finds_who_and_when_and_whose_words_and_which_meeting(lookup: RecordLookup) -> None:
    scores = quality.measured(lookup)
    told = quality.table(scores)
    print(f"\n{told}")

    assert scores["officials"].f1 >= OFFICIALS, told
    assert scores["dates"].f1 >= DATES, told
    assert scores["speakers"].share >= SPEAKERS, told
    assert scores["meetings"].share >= MEETINGS, told


@pytest.mark.parametrize(
    ("marked", "text", "labels"),
    [
        ("no mark", "no mark", []),
        ("on [[d:1986-10-12|12 October]].", "on 12 October.", [("d", 3, 13)]),
        ("[[q:x|a [[o:y|B]] c]]", "a B c", [("o", 2, 3), ("q", 0, 5)]),
    ],
)
def test_marks_are_taken_out_and_their_offsets_kept(marked: str, text: str, labels: list[tuple[str, int, int]]) -> None:
    plain, found = quality.unmarked(marked)

    assert plain == text
    assert [(one.kind, one.start, one.end) for one in found] == labels
