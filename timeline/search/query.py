"""Parses a reader's query into its meaning. Pure: the names of the record are an argument; no query, no request, never
raises."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from timeline import fulltext
from timeline.domain.dates import Span
from timeline.domain.folding import fold
from timeline.filters.values import LONGEST_QUERY
from timeline.fulltext import MOST_TERMS, OR, Term
from timeline.search import asking, days, language
from timeline.search.language import CYRILLIC
from timeline.search.meaning import Clause, Meaning, QueryPart
from timeline.search.names import LONGEST, Names, stem
from timeline.search.stances import settled

ENDINGS = ("ements", "ement", "ments", "ment", "ations", "ation", "ings", "ing", "ions", "ion", "ed", "es", "s")
SHORTEST_ROOT = 5
PREFIXES = frozenset({"anti", "non"})
"""Folding separates these from the following word: anti-ballistic, antiballistic and anti ballistic are the same."""

PIECES = re.compile(r"\s+|[(){}\[\]<>=+*^|;]+|[/:,]+(?!\d)|(?<!\d)[/:,]+")
"""What separates the pieces of a query: spaces, slashes and the signs of other engines' languages (`title:salt`,
`NEAR(a`), but not those within a date or a number."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A folded word of the query, and the piece of the text that it comes from (`piece` counts pieces between
    spaces)."""

    word: str
    piece: int
    typed: str


@dataclass(frozen=True, slots=True)
class _Read:
    """The part that begins at a token, and how many tokens it takes."""

    part: QueryPart
    taken: int


def _bare(typed: str) -> str:
    """The typed text without surrounding punctuation; U.S. keeps its dots."""
    typed = typed.strip(",;:?!()")
    return typed if typed.count(".") > 1 else typed.strip(".")


def _tokens(text: str) -> list[_Token]:
    """The words outside quotes, in order."""
    found: list[_Token] = []
    for number, piece in enumerate(PIECES.split(text)):
        words = fold(piece).split()
        if piece and not words and found:
            # A dash between spaces belongs to what it follows: 1985 - 1987.
            found[-1] = replace(found[-1], typed=f"{found[-1].typed} {piece}")
        found += [_Token(word, number, piece) for word in words]
    return _letters_joined(found)


def _letters_joined(tokens: Sequence[_Token]) -> list[_Token]:
    """Join consecutive single letters into one word: U S S R."""
    joined: list[_Token] = []
    run = False
    for token in tokens:
        single = bool(re.fullmatch("[a-z]" if run else "[b-hj-z]", token.word)) and not _is_small_russian(token.typed)
        if run and single:
            joined[-1] = replace(
                joined[-1], word=joined[-1].word + token.word, typed=f"{joined[-1].typed} {token.typed}"
            )
        else:
            joined.append(token)
        run = single
    return joined


def _is_small_russian(typed: str) -> bool:
    """Whether a single letter is a Russian word, as `г` and `в` are, and no initial."""
    return bool(CYRILLIC.search(typed)) and typed == typed.lower()


class _Reader:
    """Reads tokens into parts."""

    def __init__(self, tokens: Sequence[_Token], names: Names) -> None:
        self.tokens, self.names = tokens, names
        self.words = [token.word for token in tokens]

    def typed(self, start: int, taken: int) -> str:
        """The text that these tokens were typed as."""
        pieces = dict.fromkeys((token.piece, token.typed) for token in self.tokens[start : start + taken])
        return _bare(" ".join(typed for _, typed in pieces))

    def read(self, start: int) -> _Read | None:
        """The part that begins at a token, if any: days, a leader's years in office, the longest name."""
        return self._days(start) or self._era(start) or self._name(start)

    def _days(self, start: int) -> _Read | None:
        dated = days.dated(self.words[start:], [token.typed for token in self.tokens[start:]])
        if dated is None:
            return None
        label = f"{dated.label}, read month first" if dated.other else dated.label
        typed = self.typed(start, dated.taken)
        return _Read(QueryPart(dated.fine, typed, label, span=dated.span, other_span=dated.other), dated.taken)

    def _era(self, start: int) -> _Read | None:
        """`under Reagan`, `Reagan era`: his years in office."""
        before = int(self.words[start] in language.UNDER)
        if start + before >= len(self.words):
            return None
        named = self._name(start + before)
        if named is None or named.part.first != "officials":
            return None
        after = start + before + named.taken
        behind = int(after < len(self.words) and self.words[after] in language.ERA)
        spans = [span for slug in named.part.slugs("officials") for span in self.names.eras.get(slug, ())]
        if not spans or not (before or behind):
            return None
        span = Span(min(one.earliest for one in spans), max(one.latest for one in spans))
        taken = before + named.taken + behind
        return _Read(QueryPart("years", self.typed(start, taken), _era_words(span), span=span), taken)

    def _named(self, start: int, taken: int) -> QueryPart | None:
        some = self.tokens[start : start + taken]
        is_russian = all(CYRILLIC.search(token.typed) for token in some)
        if taken == 1 and not is_russian and some[0].word in language.SMALL:
            return None  # The folded name of Edgar Faure in Russian reads `for`.
        return self.names.at(tuple(token.word for token in some), is_russian=is_russian)

    def _cuts(self, start: int, taken: int) -> bool:
        """Whether a phrase of several pieces ends within a piece: `договор СНВ` before -3. One piece may hold two
        names."""
        end = start + taken
        return (
            end < len(self.tokens) and self.tokens[end - 1].piece == self.tokens[end].piece != self.tokens[start].piece
        )

    def _name(self, start: int) -> _Read | None:
        skipped = 0
        while start + skipped + 1 < len(self.words) and self.words[start + skipped] in language.ADDRESS:
            skipped += 1
        for offset in sorted({0, skipped}):
            for taken in range(min(LONGEST, len(self.words) - start - offset), 0, -1):
                part = self._named(start + offset, taken)
                if part is None or (offset and part.first != "officials") or self._cuts(start + offset, taken):
                    continue
                whole = Term(tuple(self.words[start + offset : start + offset + taken]))
                also = _also(part)
                # Texts have a place under the name that the record uses, a narrow term under any of its names.
                terms = part.terms or (also if also and part.what == "place" else (whole,))
                part = replace(part, typed=self.typed(start, taken + offset), terms=terms, also=also)
                return _Read(part, taken + offset)
        return None


def _also(part: QueryPart) -> tuple[Term, ...]:
    """The words that the record's texts use for what a part refers to: the family name, the name of the issue."""
    if part.first not in {"officials", "issues", "treaties", "places"}:
        return ()
    words = tuple(fold(part.label).split())
    return (Term(words[-1:] if part.first == "officials" else words),) if words else ()


def _era_words(span: Span) -> str:
    last = "" if span.latest.year == date.max.year else str(span.latest.year)
    return f"{span.earliest.year}–{last}"


@dataclass(slots=True)
class _Gathered:
    """A meaning under construction."""

    clauses: list[Clause]
    excluded: list[Term]
    small: list[tuple[str, str]]
    """The stop words and those that ask, folded and as typed."""
    wanted: str = ""
    either: bool = False

    def put(self, part: QueryPart) -> None:
        """Add a part: as a new clause, or as an alternative in the last one."""
        if self.either and self.clauses:
            self.clauses[-1] = (*self.clauses[-1], part)
        elif (place := self._beside(part)) is not None:
            self.clauses[place] = (*self.clauses[place], part)
        elif part not in [one for clause in self.clauses for one in clause]:
            self.clauses.append((part,))
        self.either = False

    def _beside(self, part: QueryPart) -> int | None:
        """The index of the clause that a part is an alternative of: two sides, or two dates that have no day in common,
        are one clause."""
        for place, clause in enumerate(self.clauses):
            if part.first == "sides" == clause[0].first:
                return place
            if part.span and all(one.span and not one.span.meets(part.span) for one in clause):
                return place
        return None


def _read_words(text: str, names: Names, gathered: _Gathered) -> None:
    """The parts of a run of words outside quotes."""
    tokens = _tokens(text)
    reader = _Reader(tokens, names)
    start = 0
    while start < len(tokens):
        token = tokens[start]
        if token.typed in OR:
            gathered.either = bool(gathered.clauses)
            start += 1
            continue
        read = reader.read(start)
        if read is not None:
            gathered.put(read.part)
            start += read.taken
        else:
            start += _plain(tokens, start, gathered)


def _plain(tokens: Sequence[_Token], start: int, gathered: _Gathered) -> int:
    """Read a plain word, and return how many tokens it takes: the words of one piece (on-site) form a phrase, as do a
    prefix and its word."""
    token = tokens[start]
    if wanted := language.wanted(token.word, token.typed):
        gathered.wanted = gathered.wanted or wanted
    if token.word in language.SMALL | asking.ASKING or wanted:
        gathered.small.append((token.word, _bare(token.typed)))
        return 1
    together = [token.word]
    for other in tokens[start + 1 :]:
        if other.piece != token.piece and together[-1] not in PREFIXES:
            break
        together.append(other.word)
    typed = " ".join(dict.fromkeys(other.typed for other in tokens[start : start + len(together)]))
    terms = (Term((*together[:-1], root(together[-1]))),)
    also = (Term(tuple(together), exact=True),) if terms[0].words != tuple(together) else ()
    gathered.put(QueryPart("word", _bare(typed), terms=terms, also=also))
    return len(together)


def root(word: str) -> str:
    """The stem that the forms of a word share: replaced, replacing and replacement begin with replac."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_ROOT:
            return word.removesuffix(ending)
    return stem(word)


def _gather(text: str, names: Names) -> _Gathered:
    """The parts of a query in turn: runs of plain words, phrases, and exclusions."""
    gathered = _Gathered([], [], [])
    after = 0
    for match in fulltext.TERM.finditer(text):
        if match["phrase"] is None and not match["minus"]:
            continue
        _read_words(text[after : match.start()], names, gathered)
        after = match.end()
        words = tuple(fold(match["phrase"] if match["phrase"] is not None else match["word"]).split())[:MOST_TERMS]
        if words and match["minus"]:
            gathered.excluded.append(Term(words, match["phrase"] is not None, excluded=True))
        elif words:
            gathered.put(QueryPart("word", match[0], terms=(Term(words, exact=True),), scale=1.3))
    _read_words(text[after:], names, gathered)
    return gathered


def understand(query: str, names: Names) -> Meaning:
    """What a query means. Only the beginning of a very long one is read."""
    text = " ".join(query[:LONGEST_QUERY].replace("\x00", " ").split())
    gathered = _gather(text, names)
    gathered.clauses, about_all = asking.telling(gathered.clauses, beside=gathered.wanted)
    parts = [part for clause in gathered.clauses for part in clause]
    asks, asking_words = asking.asked([word for word, _ in gathered.small], parts)
    ignored = [typed for word, typed in gathered.small if word not in asking_words]
    meaning = Meaning(
        typed=text,
        clauses=tuple(gathered.clauses[:MOST_TERMS]),
        excluded=tuple(gathered.excluded[:MOST_TERMS]),
        wanted=gathered.wanted,
        asks=asks,
        ignored=tuple(dict.fromkeys([*about_all, *ignored])),
        was_cut=len(gathered.clauses) + len(gathered.excluded) > MOST_TERMS,
    )
    if not parts and not gathered.excluded and not meaning.is_of_everything:
        meaning = _of_small_words(meaning, gathered)
    return settled(meaning, names.stances)


def _of_small_words(meaning: Meaning, gathered: _Gathered) -> Meaning:
    """The meaning of a query of stop words only: these are searched for."""
    for word, typed in gathered.small:
        gathered.put(QueryPart("word", typed, terms=(Term((word,)),)))
    return replace(meaning, clauses=tuple(gathered.clauses[:MOST_TERMS]), ignored=(), asks="")
