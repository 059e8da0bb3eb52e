"""The kinds of value a filter parameter takes: how each is read from a query string, checked, and written back in its
canonical form. Syntax only, never the database: a well-formed slug that nothing bears is a valid question with an
empty answer. filters.py builds its FilterSets from these."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.http import QueryDict
from rapidfuzz import fuzz, process

from timeline import dates
from timeline.models import SLUG

LONGEST_QUERY = 200
MOST_VALUES = 100

type Groups = tuple[tuple[str, ...], ...]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like a mistyped one, or None where nothing is near."""
    found = process.extractOne(word.lower(), list(known), scorer=fuzz.ratio, score_cutoff=60)
    return found[0] if found else None


class RepeatedInput(forms.TextInput):
    """Reads every occurrence of a parameter, not only the last."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """All the values given under the name, in order; a plain mapping gives one."""
        if isinstance(data, QueryDict):
            return data.getlist(name)
        value = data.get(name) if isinstance(data, Mapping) else None
        return [value] if isinstance(value, str) else list(value or [])


class GroupsField(forms.Field):
    """`a,b` = any of them, the parameter repeated = all of the groups. Cleans to a tuple of tuples, each value once."""

    widget = RepeatedInput

    def __init__(
        self, *, known: Iterable[str] = (), slug: bool = False, fold_case: bool = False, **kwargs: Any
    ) -> None:
        self.known = tuple(known)
        self.slug = slug
        self.fold_case = fold_case
        super().__init__(**kwargs)

    def to_python(self, value: list[str] | None) -> Groups:
        """The groups as given. Raises ValidationError with the nearest known word under `did_you_mean`."""
        groups = []
        for raw in value or []:
            group = tuple(dict.fromkeys(self._word(part.strip()) for part in raw.split(",") if part.strip()))
            if group and group not in groups:
                groups.append(group)
        if sum(map(len, groups)) > MOST_VALUES:
            raise ValidationError(f"more than {MOST_VALUES} values", code="too_many")
        return tuple(groups)

    def _word(self, word: str) -> str:
        ProhibitNullCharactersValidator()(word)
        if self.slug:
            return self._slug(word)
        if not self.known:
            return word
        folded = {known.lower(): known for known in self.known} if self.fold_case else {}
        if (word if not self.fold_case else word.lower()) in (folded or self.known):
            return folded.get(word.lower(), word)
        raise ValidationError(
            "%(word)s is not one of the values it can have",
            code="unknown_value",
            params={"word": repr(word[:80]), "did_you_mean": nearest(word, self.known)},
        )

    @staticmethod
    def _slug(word: str) -> str:
        try:
            SLUG(word)
        except ValidationError:
            raise ValidationError(
                f"{word[:80]!r} is not a slug: lower-case letters, digits and single hyphens", code="bad_slug"
            ) from None
        return word


class DayField(forms.CharField):
    """An EDTF date, cleaned to its text; the bounds are asked of dates.parse."""

    def to_python(self, value: str | None) -> str:
        """The date as written, or an empty string. Raises ValidationError that says how to write one."""
        text = super().to_python(value) or ""
        if text:
            try:
                dates.parse(text)
            except dates.DateError as error:
                raise ValidationError(str(error), code="bad_date") from None
        return text


class WordsField(forms.CharField):
    """Words to search for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_QUERY, **kwargs)


class WindowForm(forms.Form):
    """The form of a FilterSet that may have a window: `from` must not lie after `to`."""

    def clean(self) -> dict[str, Any]:
        """The cleaned values; a reversed window is an error of `to`."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("from"), cleaned.get("to")
        if start and end and dates.parse(end).latest < dates.parse(start).earliest:
            self.add_error("to", ValidationError(f"{end!r} lies before from={start!r}", code="reversed"))
        return self.cleaned_data
