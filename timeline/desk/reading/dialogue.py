"""Finds whose words a text gives as minutes do, line by line behind a name: `Gromyko (interrupting): No.`"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.desk.reading.spans import FoundSpan
from timeline.desk.reading.speakers import LEAST_SURE
from timeline.desk.reading.titles import is_title
from timeline.desk.reading.words import WORD, TextInWords

HOW = r"(?:\s*(?:\([^()\n]{1,60}\)|\[[^\[\]\n]{1,60}\]))?\s*"
HEAD = re.compile(
    rf"^[ \t]*(?:(?P<name>[^\W\d_][^\n:;!?\"“«()\[\]]{{1,60}}?){HOW}:|"
    rf"(?P<shouted>[A-ZА-ЯЁ][A-ZА-ЯЁ. -]{{1,40}}?){HOW}\.)"
    r"[ \t]+(?=(?P<words>\S))",
    re.MULTILINE,
)
"""What may name a speaker: the name, in brackets how it is said, a colon or, behind capitals, a dot."""
LEAST_TURNS = 2
"""How many lines with an official's name make a dialogue: one alone may be a headline."""
OPENING = frozenset('"“«„‘')
NOT_OF_A_NAME = frozenset({"the", "of", "for", "and"})


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says in a dialogue: the offsets of the words, and the mention of who says them."""

    start: int
    end: int
    speaker: FoundSpan


def _named(words: TextInWords, officials: Sequence[FoundSpan], head: re.Match[str]) -> FoundSpan | None:
    """The official whom a line's beginning names: with nothing besides but titles and initials."""
    start, end = head.span("name" if head["name"] else "shouted")
    named = [one for one in officials if start <= one.start < end and one.score >= LEAST_SURE]
    if len(named) != 1:
        return None
    besides = f"{words.text[start : named[0].start]} {words.text[named[0].end : end]}"
    keys = [match[0].lower() for match in WORD.finditer(besides)]
    return named[0] if all(len(key) == 1 or key in NOT_OF_A_NAME or is_title(key) for key in keys) else None


def turns(words: TextInWords, officials: Sequence[FoundSpan]) -> list[Turn]:
    """The turns of a dialogue, in the text's order, without those whose words stand in quotation marks; empty if the
    text holds none. A turn ends with its paragraph, or where the next line names somebody."""
    heads = list(HEAD.finditer(words.text))
    found = [(_named(words, officials, head), head) for head in heads]
    if sum(who is not None for who, _ in found) < LEAST_TURNS:
        return []
    starts = [*(head.start() for head in heads), len(words.text)]
    said = []
    for place, (who, head) in enumerate(found):
        paragraph = words.text.find("\n\n", head.end())
        end = min(starts[place + 1], paragraph if paragraph >= 0 else len(words.text))
        if who and head["words"] not in OPENING:
            said.append(Turn(head.end(), head.end() + len(words.text[head.end() : end].rstrip()), who))
    return said
