"""The kinds of filter that FilterSets are made of, and those that several of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django.db import models

from timeline.domain import vocabulary
from timeline.domain.vocabulary import Side, Speech, Stance, Verification
from timeline.filters.fields import DayField, Groups, GroupsField, OneField, WordsField

SIDES = (*Side.values, *sorted(vocabulary.country_codes() - set(Side.values)))
AT_MEETING = " stated at the meeting; with the other two of stance, speech and verification, one position has all"
IN_ARTICLE = " that the article gives; speech and verification are asked of one position"
OFFICIALS = "slug of an official; `a,b` any of them, the parameter repeated all of them"
ISSUES = "slug of an issue; `a,b` any of them, the parameter repeated all of them"
COUNTRIES = sorted(vocabulary.country_codes())
MATCHES = ("possible", "certain")


class Parameter(django_filters.Filter):
    """A parameter of a question. A FilterSet copies its filters for every question; ours hold nothing of one.

    `joint`: given twice, both must hold; else all values are one group, of which any suffices.
    """

    joint = False

    def __deepcopy__(self, _memo: dict[int, Any]) -> Parameter:
        """The same filter, for another question."""
        return self


class AnyOf(Parameter):
    """Rows whose column has any of the values, repeated or with commas between."""

    field_class = GroupsField

    def filter[M: models.Model](self, qs: models.QuerySet[M], value: Groups) -> models.QuerySet[M]:
        """The rows; all of them where no value is given."""
        wanted = {word for group in value or () for word in group}
        return qs.filter(**{f"{self.field_name}__in": wanted}) if wanted else qs


class AllOf(Parameter):
    """Rows for which a queryset method holds for each group: `a,b` any of them, the parameter repeated all of them."""

    field_class = GroupsField
    joint = True

    def __init__(self, *, narrow: str, **kwargs: Any) -> None:
        self.narrow = narrow
        super().__init__(**kwargs)

    def filter[M: models.Model](self, qs: models.QuerySet[M], value: Groups) -> models.QuerySet[M]:
        """The rows; all of them where no group is given."""
        for group in value or ():
            qs = getattr(qs, self.narrow)(group)
        return qs


class AnyBy(AllOf):
    """Rows for which a queryset method holds for any of the values, repeated or with commas between."""

    joint = False

    def filter[M: models.Model](self, qs: models.QuerySet[M], value: Groups) -> models.QuerySet[M]:
        """The rows; all of them where no value is given."""
        wanted = tuple(dict.fromkeys(word for group in value or () for word in group))
        return super().filter(qs, (wanted,) if wanted else ())


class Words(Parameter):
    """Rows whose search text holds every word."""

    field_class = WordsField

    def filter[M: models.Model](self, qs: models.QuerySet[M], value: str) -> models.QuerySet[M]:
        """The rows; all of them where no words are given."""
        holding: Callable[[str], models.QuerySet[M]] = qs.holding  # type: ignore[attr-defined]
        return holding(value) if value else qs


class Unapplied(Parameter):
    """A parameter that its FilterSet applies together with others (from, to, match)."""

    def filter[M: models.Model](self, qs: models.QuerySet[M], value: object) -> models.QuerySet[M]:
        """The rows as they are."""
        return qs


class Stated(Unapplied):
    """A value that a position has; all such parameters of a question are asked of one position."""

    field_class = GroupsField


class Day(Unapplied):
    """An end of the window."""

    field_class = DayField


class OneOf(Unapplied):
    """One word of a list."""

    field_class = OneField


def any_of(field: str, help_text: str, known: Iterable[str] = (), **options: Any) -> AnyOf:
    """A filter of a column by any of some words."""
    return AnyOf(field_name=field, known=known, help_text=help_text, **options)


def slugs_of(field: str, help_text: str) -> AnyOf:
    """A filter of a column by any of some slugs."""
    return AnyOf(field_name=field, slug=True, help_text=help_text)


STATED: dict[str, tuple[list[str], str]] = {
    "stance": (Stance.values, "stance of a position"),
    "speech": (
        Speech.values,
        "whose words quote a position: `direct`, the speaker's own, or `reported`, the source's paraphrase",
    ),
    "verification": (
        Verification.values,
        "whether the quotation of a position was compared with its source's text by machine: `verified`, or "
        "`transcribed`, not so",
    ),
}
"""The parameters that ask for a position: the words each takes, and what it means."""


def stated(name: str, where: str = "") -> Stated:
    """A parameter of STATED; `where` says of which positions."""
    words, text = STATED[name]
    return Stated(known=words, help_text=f"{text}{where}; `a,b` any of them")


def words() -> Words:
    """The filter of full text."""
    return Words(help_text="full text: rows that hold every word, in either alphabet")


def window() -> dict[str, django_filters.Filter]:
    """`from`, `to` and `match`. A dictionary, for `from` cannot be the name of a class attribute."""
    return {
        "from": Day(help_text="EDTF date: nothing that ended before it"),
        "to": Day(help_text="EDTF date: nothing that began after it"),
        "match": OneOf(
            known=MATCHES,
            help_text="with from and to: `possible` (default), the span may overlap the window, or `certain`, it lies "
            "wholly inside",
        ),
    }
