"""The text with what was found in it, as HTML; and the findings grouped, for the editor to take or leave."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from timeline.desk.drafts import Draft
from timeline.desk.reading.spans import SURE, FoundSpan
from timeline.desk.record import DeskRecord

KINDS = {
    "official": "Officials",
    "person": "People whom the record does not know",
    "date": "Dates",
    "place": "Places",
    "issue": "Issues",
    "treaty": "Treaties",
}


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """All the places in a text that mean one thing."""

    key: str
    kind: str
    value: str
    name: str
    words: tuple[str, ...]
    """How the text calls it."""
    count: int
    score: int
    """In percent, of the surest place."""
    reason: str
    others: tuple[str, ...]
    """What else the words may mean."""
    is_taken: bool


def _name(span: FoundSpan, record: DeskRecord) -> str:
    if span.kind == "official" and span.value in record.officials:
        return record.officials[span.value].name
    if span.kind == "issue" and span.value in record.issues:
        return record.issues[span.value].name
    return span.value


def groups(draft: Draft, record: DeskRecord) -> dict[str, list[FoundGroup]]:
    """What was found, by the names of the kinds, each thing once, the most certain and frequent first."""
    by_key: dict[str, list[FoundSpan]] = {}
    for span in draft.reading.spans:
        by_key.setdefault(f"{span.kind}:{span.value}", []).append(span)
    made = [_group(key, spans, draft, record) for key, spans in by_key.items()]
    made.sort(key=lambda one: (-one.score, -one.count, one.value))
    return {name: listed for kind, name in KINDS.items() if (listed := [one for one in made if one.kind == kind])}


def _group(key: str, spans: list[FoundSpan], draft: Draft, record: DeskRecord) -> FoundGroup:
    best = max(spans, key=lambda one: one.score)
    words = tuple(dict.fromkeys(" ".join(draft.text[one.start : one.end].split()) for one in spans))
    others = tuple(dict.fromkeys(choice.value for one in spans for choice in one.choices[1:]))
    taken = draft.verdicts.get(key, best.score >= SURE and best.kind != "person")
    return FoundGroup(
        key, best.kind, best.value, _name(best, record), words[:6], len(spans), round(best.score * 100),
        best.choices[0].reason, others[:3], taken,
    )  # fmt: skip


def taken(draft: Draft, kind: str) -> list[str]:
    """The values of one kind that the editor has taken, or that are sure and were not refused, in the text's order."""
    sure: dict[str, float] = {}
    for span in draft.reading.spans:
        if span.kind == kind:
            sure[span.value] = max(sure.get(span.value, 0), span.score)
    return [value for value, score in sure.items() if draft.verdicts.get(f"{kind}:{value}", score >= SURE)]


def _pieces(draft: Draft) -> Iterator[str]:
    """The text's HTML: the longest finding at each place marked; quotations between, as they are no elements of it."""
    text, at = draft.text, 0
    for span in draft.reading.spans:
        if span.start < at:
            continue
        is_taken = draft.verdicts.get(f"{span.kind}:{span.value}", span.score >= SURE)
        yield escape(text[at : span.start])
        state = "taken" if is_taken else "left"
        title = escape(f"{span.value}: {span.choices[0].reason}")
        words = escape(text[span.start : span.end].replace("\n", " "))
        yield f'<mark class="found" data-kind="{span.kind}" data-state="{state}" title="{title}">{words}</mark>'
        at = span.end
    yield escape(text[at:])


def marked(draft: Draft) -> SafeString:
    """The text as paragraphs of HTML, what was found in `<mark>`."""
    html = "".join(_pieces(draft))
    paragraphs = "</p><p>".join(part.replace("\n", "<br>") for part in html.split("\n\n"))
    return mark_safe(f"<p>{paragraphs}</p>")  # noqa: S308 -- every piece is escaped above
