"""The kinds of value a filter parameter takes: how each is read from a query string, checked, and written back in its
canonical form. Syntax only, never the database: a well-formed slug that nothing bears is a valid question with an
empty answer. kinds.py makes its filters of these, filtersets.py its FilterSets."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from rapidfuzz import fuzz, process

from timeline import fulltext
from timeline.domain import dates
from timeline.models import SLUG

LONGEST_QUERY = 200
MOST_VALUES = 100

CONTROL = r"\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f"
"""Control characters that are no white space, as a class of a regular expression: free text has none."""
_CONTROLLED = re.compile(f"[{CONTROL}]")
UNPRINTABLE = "holds a control character"
WORDLESS = "no word in it to look for: a word has letters or digits"
REPEATED = "given more than once, with different values; it can have one"
NO_SLUG = "{!r} is not a slug: lower-case letters, digits and single hyphens"
PART = re.compile(r"(?:\\[\\,]|[^,])+")
ESCAPED = re.compile(r"\\([\\,])")

type Groups = tuple[tuple[str, ...], ...]


def split(text: str) -> list[str]:
    """The values of `a,b`, blank ones left out. A comma of a value is written `\\,`, a backslash `\\\\`."""
    parts = (ESCAPED.sub(r"\1", part).strip() for part in PART.findall(text))
    return [part for part in parts if part]


def joined(values: Iterable[str]) -> str:
    """The values as `a,b`, which `split` reads, each once, in order of letters."""
    return ",".join(sorted({value.replace("\\", "\\\\").replace(",", "\\,") for value in values}))


def texts(data: Any, name: str) -> list[str]:
    """The different texts given under a name, in order, blank ones left out; a plain mapping gives one or a list."""
    if isinstance(data, QueryDict):
        given = data.getlist(name)
    else:
        value = data.get(name) if isinstance(data, Mapping) else None
        given = [value] if isinstance(value, str) else list(value or [])
    return [text for text in dict.fromkeys(given) if text.strip()]


def single(data: Any, name: str) -> str:
    """The one text given under a name; empty where there is none, or more than one."""
    given = texts(data, name)
    return given[0] if len(given) == 1 else ""


def spaced(text: str) -> str:
    """Free text with one space wherever it has white space: programs copy tabs, line ends and no-break spaces."""
    return " ".join(text.split())


def _printable(text: str) -> str:
    """The text. Raises ValidationError where it holds what nobody types."""
    if _CONTROLLED.search(text):
        raise ValidationError(UNPRINTABLE, code="control_character")
    return text


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like a mistyped one, or None where nothing is near."""
    found = process.extractOne(word.lower(), list(known), scorer=fuzz.ratio, score_cutoff=60)
    return found[0] if found else None


class RepeatedInput(forms.TextInput):
    """Reads every occurrence of a parameter, not only the last."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """The different texts given under the name."""
        return texts(data, name)


def _only(given: list[str] | None) -> str:
    """The one text. Raises ValidationError where there are more."""
    if given and len(given) > 1:
        raise ValidationError(REPEATED, code="repeated")
    return given[0] if given else ""


class GroupsField(forms.Field):
    """`a,b` = any of them, the parameter repeated = all of the groups. Cleans to a tuple of tuples, each value once.

    `alike` gives what all spellings of one value have in common: of those the first stands for all.
    """

    widget = RepeatedInput

    def __init__(
        self,
        *,
        known: Iterable[str] = (),
        slug: bool = False,
        fold_case: bool = False,
        alike: Callable[[str], str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.known = tuple(known)
        self.alike = alike
        self.slug = slug
        self.fold_case = fold_case
        super().__init__(**kwargs)

    def to_python(self, value: list[str] | None) -> Groups:
        """The groups as given. Raises ValidationError with the nearest known word under `did_you_mean`."""
        groups: list[tuple[str, ...]] = []
        spelt: dict[str, str] = {}
        for raw in value or []:
            words = [self._word(part) for part in split(raw)]
            if self.alike:
                words = [spelt.setdefault(self.alike(word), word) for word in words]
            group = tuple(dict.fromkeys(words))
            if group and set(group) not in map(set, groups):
                groups.append(group)
        if sum(map(len, groups)) > MOST_VALUES:
            raise ValidationError(f"more than {MOST_VALUES} values", code="too_many")
        return tuple(groups)

    def _word(self, word: str) -> str:
        _printable(word)
        if self.slug:
            return self._slug(word)
        if not self.known:
            return unicodedata.normalize("NFC", spaced(word))
        folded = {known.lower(): known for known in self.known} if self.fold_case else {}
        if (word if not self.fold_case else word.lower()) in (folded or self.known):
            return folded.get(word.lower(), word)
        raise ValidationError(
            "%(word)s is not one of the values it can have",
            code="unknown_value",
            params={"word": repr(word[:80]), "did_you_mean": nearest(word, self.known), "values": self.known},
        )

    @staticmethod
    def _slug(word: str) -> str:
        try:
            SLUG(word)
        except ValidationError:
            raise ValidationError(NO_SLUG.format(word[:80]), code="bad_slug") from None
        return word


class OneField(GroupsField):
    """One word of a list; cleans to a group of it."""

    def to_python(self, value: list[str] | None) -> Groups:
        """The group. Raises ValidationError where there are more words than one, however they are given."""
        groups = super().to_python(value)
        if len({word for group in groups for word in group}) > 1:
            raise ValidationError(REPEATED, code="repeated")
        return groups


class DayField(forms.CharField):
    """An EDTF date, cleaned to its text; the bounds are asked of dates.parse."""

    widget = RepeatedInput

    def to_python(self, value: list[str] | None) -> str:
        """The date as written, or an empty string. Raises ValidationError that says how to write one."""
        text = super().to_python(_only(value)) or ""
        if text:
            try:
                dates.parse(text)
            except dates.DateError as error:
                raise ValidationError(str(error), code="bad_date") from None
        return text


class WordsField(forms.CharField):
    """Words to search for."""

    widget = RepeatedInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_QUERY, **kwargs)

    def to_python(self, value: list[str] | None) -> str:
        """The words as they were typed, whatever white space is between them one space; or an empty string. Raises
        ValidationError where a text has none in it."""
        text = _printable(spaced(super().to_python(_only(value)) or ""))
        if text and not fulltext.parse(text):
            raise ValidationError(WORDLESS, code="wordless")
        return text


class WindowForm(forms.Form):
    """The form of a FilterSet that may have a window: `from` must not lie after `to`."""

    def clean(self) -> dict[str, Any]:
        """The cleaned values; a reversed window is an error of `to`."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("from"), cleaned.get("to")
        if start and end and dates.parse(end).latest < dates.parse(start).earliest:
            self.add_error("to", ValidationError(f"{end!r} lies before from={start!r}", code="reversed"))
        return self.cleaned_data
