"""How well the desk's reader reads: the sources of tests/desk/sources, whose prose is made up around people and
meetings of the record, compared with what their marks say is in them.

`python -m tests.desk.quality` prints the table. A source is a head (`published`, `meeting`), a line `---`, and the text
with marks: `[[o:SLUG|words]]` an official, `[[d:EDTF|words]]` a date, `[[q:SLUG|words]]` a quotation with its speaker
(`~words` for somebody without a name, whose description has these words; `~` alone for words that are nobody's).
"""

import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import django
from django.test import Client

from timeline.desk import guard
from timeline.desk.reading import ReadText, RecordLookup, read
from timeline.desk.reading.meetings import ENOUGH
from timeline.desk.reading.spans import SURE
from timeline.desk.record import the_record

SOURCES = Path(__file__).parent / "sources"
OPEN = re.compile(r"\[\[(?P<kind>[odq]):(?P<value>[^|\]]*)\|")


@dataclass(frozen=True, slots=True)
class Label:
    """A mark of a source: what stands there, by offsets in the text without marks."""

    kind: str
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class LabelledSource:
    """A text, and what is in it."""

    name: str
    text: str
    published: str
    meeting: str
    labels: tuple[Label, ...]

    def of_kind(self, kind: str) -> list[Label]:
        return [one for one in self.labels if one.kind == kind]


@dataclass(slots=True)
class Score:
    """Counts of what was found rightly, wrongly and not at all, with the misses in words."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)

    @property
    def share(self) -> float:
        return self.right / max(self.right + self.missed, 1)


def unmarked(marked: str) -> tuple[str, tuple[Label, ...]]:
    """The text without its marks, and the marks with offsets in it. Marks may lie in each other."""
    text, labels, opened, at = "", [], [], 0
    while at < len(marked):
        if match := OPEN.match(marked, at):
            opened.append((match["kind"], match["value"], len(text)))
            at = match.end()
        elif opened and marked.startswith("]]", at):
            kind, value, start = opened.pop()
            labels.append(Label(kind, start, len(text), value))
            at += 2
        else:
            text += marked[at]
            at += 1
    assert not opened, f"a mark is not closed: {opened}"
    return text, tuple(labels)


def sources() -> list[LabelledSource]:
    """All labelled sources, by name."""
    found = []
    for path in sorted(SOURCES.glob("*.txt")):
        head, _, body = path.read_text("utf-8").partition("\n---\n")
        facts = dict(line.split(": ", 1) for line in head.splitlines())
        text, labels = unmarked(body)
        found.append(LabelledSource(path.stem, text, facts["published"], facts["meeting"], labels))
    return found


def _meet(label: Label, start: int, end: int) -> bool:
    return label.start < end and start < label.end


def score_spans(one: LabelledSource, found: Sequence[tuple[int, int, str]], kind: str, score: Score) -> None:
    """Count each label that a found span meets with the same value, each found span that meets none, and the rest."""
    labels = one.of_kind(kind)
    left = list(labels)
    for start, end, value in found:
        hit = next((label for label in left if _meet(label, start, end) and label.value == value), None)
        if hit:
            left.remove(hit)
            score.right += 1
        else:
            score.wrong += 1
            score.faults.append(f"{one.name}: {one.text[start:end]!r} taken for {value}")
    score.missed += len(left)
    score.faults += [f"{one.name}: {one.text[label.start : label.end]!r} is {label.value}" for label in left]


def score_speakers(one: LabelledSource, reading: ReadText, score: Score) -> None:
    """Count each labelled quotation that was found with its speaker."""
    for label in one.of_kind("q"):
        if label.value == "~":
            continue
        hit = next((each for each in reading.quotations if _meet(label, each.start, each.end)), None)
        said = (hit.speaker or f"~{hit.attributed_to}") if hit else "not found"
        wanted = label.value.removeprefix("~").casefold()
        is_right = said == label.value or (label.value.startswith("~") and said[0] == "~" and wanted in said.casefold())
        score.right += is_right
        score.missed += not is_right
        if not is_right:
            score.faults.append(f"{one.name}: {one.text[label.start : label.end][:50]!r} is {label.value}, not {said}")


def score_meeting(one: LabelledSource, reading: ReadText, score: Score) -> None:
    """Count whether the right meeting stands first; of one that the record lacks, whether a new one is drafted."""
    first = reading.meetings[0] if reading.meetings and reading.meetings[0].score >= ENOUGH else None
    got = first.slug if first else "-"
    score.right += got == one.meeting
    score.missed += got != one.meeting
    if got != one.meeting:
        score.faults.append(f"{one.name}: {one.meeting}, not {got}")


def measured(record: RecordLookup) -> dict[str, Score]:
    """The scores of all sources: officials, dates, speakers, meetings."""
    scores = {name: Score() for name in ("officials", "dates", "speakers", "meetings")}
    for one in sources():
        reading = read(one.text, record, published=one.published)
        people = [(s.start, s.end, s.value) for s in reading.of_kind("official") if s.score >= SURE]
        score_spans(one, people, "o", scores["officials"])
        score_spans(one, [(s.start, s.end, s.value) for s in reading.of_kind("date")], "d", scores["dates"])
        score_speakers(one, reading, scores["speakers"])
        score_meeting(one, reading, scores["meetings"])
    return scores


def table(scores: dict[str, Score]) -> str:
    """The scores as lines of text, each fault below its score."""

    def lines() -> Iterator[str]:
        listed = sources()
        words = [len(one.text.split()) for one in listed]
        yield f"{len(listed)} sources of {min(words)} to {max(words)} words, {sum(words)} in all"
        for name, score in scores.items():
            what, value = ("F1", score.f1) if name in {"officials", "dates"} else ("right", score.share)
            counts = f"({score.right} of {score.right + score.missed}, {score.wrong} wrong)"
            yield f"{name:10} {what:5} {value:.3f}  {counts}"
            yield from (f"    {fault}" for fault in score.faults)

    return "\n".join(lines())


def main() -> None:
    """Print the table, and how long texts of 3,000 and 4,000 words take, at a desk that holds the whole record."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "armscontrol.desk_settings"
    django.setup()
    sys.stdout.write(table(measured(the_record().lookup)) + "\n")
    mixed = " ".join("\n\n".join(one.text for one in sources()).split(" ")[:3000])
    longest = max((one.text for one in sources()), key=lambda text: len(text.split()))
    for text in (mixed, longest):
        sys.stdout.write(f"From paste to marked text, {len(text.split())} words: {pasted(text):.0f} ms; read alone: ")
        sys.stdout.write(
            f"{_read_alone(text):.0f} ms (processor time, median of 5; the aim is 300 ms at 3,000 words)\n"
        )


def _read_alone(text: str) -> float:
    """The processor time of reading a text alone, in milliseconds."""
    return _took(lambda: read(text, the_record().lookup, published="2002-02-20"))


def _took(act: Callable[[], object]) -> float:
    """The processor time of an act in milliseconds, the median of five after a first one."""
    act()
    took = []
    for _ in range(5):
        started = time.process_time()
        act()
        took.append(time.process_time() - started)
    return sorted(took)[2] * 1000


def pasted(text: str) -> float:
    """The processor time in milliseconds from a pasted text to the page that shows it marked."""
    editor = Client(headers={"host": "127.0.0.1", "origin": "http://127.0.0.1"})
    editor.cookies[guard.COOKIE] = guard.token()
    facts = {"text": text, "title": "A made-up text", "publisher": "Example News", "published": "2002-02-20"}

    def paste() -> None:
        shown = editor.get(editor.post("/desk/", facts).headers["Location"])
        assert b"<mark" in shown.content

    return _took(paste)


if __name__ == "__main__":
    main()
