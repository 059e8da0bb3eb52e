"""The types of value that parameters take: how each is read from the strings in a query string, and written in
canonical form. Syntax only, never the database: a well-formed slug that does not exist is a valid query with an empty
result. A reader takes the raw strings and raises BadValueError; empty strings are ignored."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from rapidfuzz import fuzz, process

from timeline import fulltext
from timeline.domain import dates
from timeline.models import SLUG

LONGEST_QUERY = 200
MOST_VALUES = 100

CONTROL = r"\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f"
"""Control characters other than whitespace, as a regex character class: not allowed in free text."""
_CONTROLLED = re.compile(f"[{CONTROL}]")
UNPRINTABLE = "holds a control character"
WORDLESS = "no word in it to look for: a word has letters or digits"
REPEATED = "given more than once, with different values; it can have one"
NO_SLUG = "{!r} is not a slug: lower-case letters, digits and single hyphens"
PART = re.compile(r"(?:\\[\\,]|[^,])+")
ESCAPED = re.compile(r"\\([\\,])")

SLUG_PATTERN = "[a-z0-9]+(-[a-z0-9]+)*"
ODD = r"\u0000-\u001f\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""Control characters and unusual spaces, as a regex character class: nobody types them."""
_YEAR = "[12][0-9]{3}"
_LEAP_YEAR = "([12][0-9](0[48]|[2468][048]|[13579][26])|(1[26]|2[048])00)"
_DAY = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
_MONTH = "(0[1-9]|1[0-2])"
_KNOWN = f"{_YEAR}(-{_MONTH}|-{_DAY})?|{_LEAP_YEAR}-02-29"
_UNKNOWN = f"[12][0-9]{{2}}X|[12][0-9]XX|{_YEAR}-XX(-XX)?|{_YEAR}-{_MONTH}-XX"
_POINT = f"({_KNOWN}|{_UNKNOWN})[~?%]?"
DATE_PATTERN = f"^ *({_POINT}(/{_POINT})?)? *$"
"""A date: the record's EDTF profile (domain/dates.py), except days of an unknown year or month; an interval ends no
earlier than it begins."""

type Groups = tuple[tuple[str, ...], ...]
type Schema = dict[str, Any]


class BadValueError(ValueError):
    """An invalid parameter value: why, what was probably meant, and all allowed `values` if the list is closed."""

    def __init__(self, detail: str, did_you_mean: str | None = None, values: tuple[str, ...] = ()) -> None:
        super().__init__(detail)
        self.did_you_mean = did_you_mean
        self.values = values


def split(text: str) -> list[str]:
    """The values in `a,b`, without blank ones. Within a value, a comma is escaped as `\\,`, a backslash as `\\\\`."""
    parts = (ESCAPED.sub(r"\1", part).strip() for part in PART.findall(text))
    return [part for part in parts if part]


def joined(values: Iterable[str]) -> str:
    """The values as `a,b`, which `split` reads: sorted, without duplicates."""
    return ",".join(sorted({value.replace("\\", "\\\\").replace(",", "\\,") for value in values}))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word closest to a mistyped one, or None if nothing is close."""
    found = process.extractOne(word.lower(), list(known), scorer=fuzz.ratio, score_cutoff=60)
    return found[0] if found else None


def texts(data: Any, name: str) -> list[str]:
    """The raw strings given for a name; in a plain mapping, a value is one string or a list."""
    if isinstance(data, QueryDict):
        return data.getlist(name)
    value = data.get(name) if isinstance(data, Mapping) else None
    return [value] if isinstance(value, str) else list(value or [])


def _filled(given: Iterable[str]) -> list[str]:
    """The distinct non-blank strings, in order."""
    return [text for text in dict.fromkeys(given) if text.strip()]


def read_text(given: list[str]) -> str:
    """Reads the one string allowed; duplicates and blank strings are ignored."""
    filled = _filled(given)
    if len(filled) > 1:
        raise BadValueError(REPEATED)
    return filled[0] if filled else ""


def read_day(given: list[str]) -> str:
    """Reads an EDTF date, or nothing; dates.parse checks the bounds."""
    text = read_text(given).strip()
    if text:
        try:
            dates.parse(text)
        except dates.DateError as error:
            raise BadValueError(str(error)) from None
    return text


def spaced(text: str) -> str:
    """Free text with each run of whitespace as one space: pasted text has tabs, line breaks and no-break spaces."""
    return " ".join(text.split())


def _printable(text: str) -> str:
    """Returns the text unchanged. Raises BadValueError if it contains a control character."""
    if _CONTROLLED.search(text):
        raise BadValueError(UNPRINTABLE)
    return text


def read_words(given: list[str]) -> str:
    """Reads search words as typed, with each run of whitespace as one space; or nothing."""
    text = _printable(spaced(read_text(given)))
    if text and not fulltext.parse(text):
        raise BadValueError(WORDLESS)
    if len(text) > LONGEST_QUERY:
        raise BadValueError(f"is {len(text)} characters long; at most {LONGEST_QUERY} are looked for")
    return text


@dataclass(frozen=True)
class ReadGroups:
    """Reads `a,b` as any of them, a repeated parameter as all of the groups: a tuple of tuples without duplicates.

    The values come from a list (`known`), or are slugs or free text; `alike` maps every spelling of a value to the
    same key, and the first spelling given is used for all.
    """

    known: tuple[str, ...] = ()
    slug: bool = False
    fold_case: bool = False
    alike: Callable[[str], str] | None = None

    def __call__(self, given: list[str]) -> Groups:
        """The groups, in the order given. Raises BadValueError, with the closest known word."""
        groups: list[tuple[str, ...]] = []
        spelt: dict[str, str] = {}
        for raw in _filled(given):
            words = [self._word(part) for part in split(raw)]
            if self.alike:
                words = [spelt.setdefault(self.alike(word), word) for word in words]
            group = tuple(dict.fromkeys(words))
            if group and set(group) not in map(set, groups):
                groups.append(group)
        if sum(map(len, groups)) > MOST_VALUES:
            raise BadValueError(f"more than {MOST_VALUES} values")
        return tuple(groups)

    @cached_property
    def _spelt(self) -> dict[str, str]:
        """The known words by their folded form."""
        return {self._folded(known): known for known in self.known}

    def _folded(self, word: str) -> str:
        return word.lower() if self.fold_case else word

    def _word(self, word: str) -> str:
        _printable(word)
        if self.slug:
            return checked_slug(word)
        if not self.known:
            return unicodedata.normalize("NFC", spaced(word))
        if self._folded(word) in self._spelt:
            return self._spelt[self._folded(word)]
        detail = f"{word[:80]!r} is not one of the values it can have"
        raise BadValueError(detail, nearest(word, self.known), self.known)

    @property
    def schema(self) -> Schema:
        """The JSON Schema of the values: an array of strings of the form `a,b`."""
        if self.known:
            word = "(" + "|".join(map(re.escape, self.known)).replace(r"\-", "-") + ")"
        else:
            word = SLUG_PATTERN if self.slug else rf"(\\[\\,]|[^,{CONTROL}])+"
        return {"type": "array", "items": {"type": "string", "pattern": f"^({word}(,{word})*)?$"}}


def checked_slug(word: str) -> str:
    """Returns the word unchanged. Raises BadValueError if it is not a slug."""
    try:
        SLUG(word)
    except ValidationError:
        raise BadValueError(NO_SLUG.format(word[:80])) from None
    return word


def read_one_of(*known: str) -> Callable[[list[str]], str]:
    """Reads one word from a list, or nothing; duplicates are ignored."""
    read_groups = ReadGroups(known)

    def read(given: list[str]) -> str:
        words = dict.fromkeys(word for group in read_groups(given) for word in group)
        if len(words) > 1:
            raise BadValueError(REPEATED)
        return next(iter(words), "")

    return read
