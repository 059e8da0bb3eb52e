"""Finds people whom the record does not know and may want to: a title, then a name."""

import re
from collections.abc import Iterator, Sequence

from timeline.desk.reading.spans import FoundSpan, SpanChoice
from timeline.desk.reading.titles import NOT_NAMES, is_title
from timeline.desk.reading.words import TextInWords, listed

NOT_STRANGERS = NOT_NAMES | listed(
    "new general assembly council union federation committee congress house party national security first second vice "
    "state republic army navy force air staff agency commission foreign affairs defense defence atomic energy space "
    "external internal relations office bureau center arms control republican democrat "
    "федерации совета союза штаба комитета обороны безопасности соединенных штатов иностранных дел"
)
NAME = re.compile(r"[A-ZА-ЯЁ][a-zа-яё]+(?:[-’'][A-ZА-ЯЁ]?[a-zа-яё]+)*$|[A-ZА-ЯЁ]$|Mc[A-Z][a-z]+$")


def _name_at(words: TextInWords, index: int, covered: Sequence[bool]) -> int:
    """How many words from here on look like a full name: two to four capitalised words, none of them known."""
    size = 0
    while size < 4 and index + size < len(words.words):
        word = words.words[index + size]
        gap = words.gap(index + size - 1) if size else " "
        is_next = bool(re.fullmatch(r"\.?[ \u00a0-]", gap))
        if not NAME.match(word.text) or covered[index + size] or not is_next:
            break
        if word.key in NOT_STRANGERS or is_title(word.key):
            break
        size += 1
    return size if size >= 2 and len(words.words[index + size - 1].text) > 2 else 0


def strangers(words: TextInWords, known: Sequence[FoundSpan]) -> Iterator[FoundSpan]:
    """Full names behind a title (*Deputy Minister Anatoly Petrov*) or before one (*Anatoly Petrov, the deputy
    minister*), once each; the value is the name."""
    if words.is_shouted:
        return
    letters = {at for one in known for at in range(one.start, one.end)}
    covered = [word.start in letters for word in words.words]
    seen: set[str] = set()
    index = 0
    while index < len(words.words):
        size = _name_at(words, index, covered)
        if not size:
            index += 1
            continue
        first, last = words.words[index], words.words[index + size - 1]
        name = words.text[first.start : last.end]
        title = _title_before(words, index) or _title_behind(words, index + size)
        if title and name not in seen:
            seen.add(name)
            yield FoundSpan(first.start, last.end, "person", (SpanChoice(name, 0.7, f"not in the record; “{title}”"),))
        index += size


def _title_before(words: TextInWords, index: int) -> str:
    """The title that ends directly before a name; empty if none does."""
    if index == 0 or not is_title(words.words[index - 1].key) or not re.fullmatch(r",?\s", words.gap(index - 1)):
        return ""
    first = index - 1
    while first > 0 and words.words[first - 1].is_capital and words.gap(first - 1) == " " and index - first < 8:
        first -= 1
    return words.text[words.words[first].start : words.words[index - 1].end]


def _title_behind(words: TextInWords, index: int) -> str:
    """The title in apposition behind a name: `, the deputy minister`; empty if there is none."""
    if words.gap(index - 1).strip() != "," or index >= len(words.words):
        return ""
    for end in range(index, min(index + 6, len(words.words))):
        if words.text[words.words[index].start : words.words[end].end].count(","):
            return ""
        if is_title(words.words[end].key):
            return words.text[words.words[index].start : words.words[end].end]
    return ""
