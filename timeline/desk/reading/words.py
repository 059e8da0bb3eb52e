"""A text as words and sentences with their offsets. Latin words are folded as for search; Cyrillic words stay Cyrillic
(lower case, ё as е), so that their case endings can be told."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from timeline.domain.folding import fold


def listed(words: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(words.split())


WORD = re.compile(r"[^\W_]+(?:[’'ʼ][^\W_]+)*")
POSSESSIVE = re.compile(r"[’'](?:s|S)$")
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
ABBREVIATED = listed(
    "mr mrs ms dr st gen lt col maj adm capt sen rep gov jr sr no vs jan feb mar apr jun jul aug sept sep oct nov dec "
    "u s n a inc г гг им т д н ст тов акад ген м"
)
"""Words whose dot ends no sentence."""
END = re.compile(
    r"[.!?…]+[\"”’»“)\]]*(?=\s+[\"“„«‘(\[—–-]*\s*[^\W\d_a-zа-яё]|\s+[\"“„«‘(\[]*\d|\s*\Z)"
    r"|\n\s*\n|\n(?=\s*(?:\d+\.|[-*•–—|])\s)"
)
"""What may end a sentence: stops before a capital, a quotation, a number; the end of a paragraph or list item."""
SHOUTING = 0.6
"""The share of upper-case letters from which a text is in capitals, as telegrams are."""


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word: its offsets, its folded form, and its sentence."""

    start: int
    end: int
    text: str
    key: str
    is_russian: bool
    is_capital: bool
    sentence: int


@lru_cache(maxsize=65_536)
def word_key(word: str) -> str:
    """A word folded: Latin as for search, Cyrillic in lower case without ё."""
    if CYRILLIC.search(word):
        return word.lower().replace("ё", "е")
    return fold(word)


@dataclass(frozen=True, slots=True)
class TextInWords:
    """A text, its words in order, and the offsets at which its sentences start."""

    text: str
    words: tuple[TextWord, ...]
    sentences: tuple[int, ...]
    is_shouted: bool

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that contains an offset."""
        return bisect_right(self.sentences, offset) - 1

    def sentence_span(self, number: int) -> tuple[int, int]:
        """The offsets of a sentence."""
        later = self.sentences[number + 1] if number + 1 < len(self.sentences) else len(self.text)
        return self.sentences[number], later

    def gap(self, index: int) -> str:
        """What stands between a word and the next; a paragraph's end before the first and after the last."""
        if not 0 <= index < len(self.words) - 1:
            return "\n\n"
        return self.text[self.words[index].end : self.words[index + 1].start]


def _is_abbreviation(text: str, at: int) -> bool:
    """Whether the dot at an offset belongs to an abbreviation or an initial."""
    before = re.search(r"(?:([^\W\d_])\.)*([^\W\d_]+)$", text[max(at - 12, 0) : at])
    if before is None or text[at : at + 2].strip() != ".":
        return False
    word = before[2]
    return word.lower() in ABBREVIATED or (len(word) == 1 and word.isupper())


def sentence_starts(text: str) -> tuple[int, ...]:
    """The offsets at which sentences start; the first is 0."""
    starts = [0]
    for match in END.finditer(text):
        is_paragraph = match[0].startswith("\n")
        if not is_paragraph and _is_abbreviation(text, match.start()):
            continue
        rest = re.compile(r"\s*").match(text, match.end())
        start = rest.end() if rest else match.end()
        if starts[-1] < start < len(text):
            starts.append(start)
    return tuple(starts)


def _pieces(word: str) -> Sequence[str]:
    """The folded words that a written word stands for: SS20 is two."""
    return word_key(word).split()


def in_words(text: str) -> TextInWords:
    """The text in words and sentences."""
    starts = sentence_starts(text)
    words: list[TextWord] = []
    for match in WORD.finditer(text):
        written = POSSESSIVE.sub("", match[0])
        start = match.start()
        sentence = bisect_right(starts, start) - 1
        is_russian = bool(CYRILLIC.search(written))
        for key in _pieces(written):
            words.append(
                TextWord(start, start + len(written), written, key, is_russian, written[0].isupper(), sentence)
            )
    letters = [letter for letter in text if letter.isalpha()]
    shouted = sum(letter.isupper() for letter in letters) > SHOUTING * len(letters) if letters else False
    return TextInWords(text, tuple(words), starts, shouted)


def phrase(name: str) -> tuple[str, ...]:
    """The folded words of a name, as `in_words` gives those of a text."""
    return tuple(key for match in WORD.finditer(name) for key in _pieces(POSSESSIVE.sub("", match[0])))
