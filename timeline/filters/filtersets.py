"""One FilterSet a resource, shared by every surface: pages, fragments, API, feeds and exports take the same parameters
and give the same rows. Reads the query string, reports what is wrong with it, and writes it back canonically."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, ClassVar
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db import models

from timeline import fulltext
from timeline.domain import dates, vocabulary
from timeline.domain.folding import name_key
from timeline.domain.vocabulary import ArticleKind, MeetingKind, MeetingStatus, Side, Speech, Stance, Verification
from timeline.filters.fields import (
    REPEATED,
    DayField,
    Groups,
    GroupsField,
    OneField,
    WindowForm,
    WordsField,
    joined,
    nearest,
    texts,
)
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Position, Treaty

SIDES = (*Side.values, *sorted(vocabulary.country_codes() - set(Side.values)))
MATCHES = ("possible", "certain")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one parameter, the value or name that was perhaps meant, and what came of it."""

    parameter: str
    detail: str
    did_you_mean: str | None = None
    effect: str = "was left out"


def repeated(data: Any, names: Iterable[str]) -> list[Problem]:
    """A problem for each parameter that can have one value and is given several."""
    return [Problem(name, REPEATED) for name in names if len(texts(data, name)) > 1]


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


class RecordFilterSet(django_filters.FilterSet):
    """What every resource's FilterSet can do. `data` is the query string; parameters it does not know it leaves alone,
    and `problems` names them."""

    Meta: ClassVar[type]
    _cleaned: dict[str, Any] | None = None
    _canonical: dict[str, list[str]] | None = None

    @classmethod
    def parameters(cls) -> dict[str, str]:
        """Every parameter's name with its help text, in order."""
        return {name: item.extra.get("help_text", "") for name, item in cls.base_filters.items()}

    def get_form_class(self) -> type[forms.Form]:
        """The form of this resource's questions, made once."""
        return _form(type(self))  # type: ignore[arg-type]  # a class can be hashed; mypy looks at the metaclass's protocol

    def cleaned(self) -> dict[str, Any]:
        """The values that could be read; a bad one is left out."""
        if self._cleaned is None:
            self.form.is_valid()
            self._cleaned = dict(self.form.cleaned_data)
        return self._cleaned

    @property
    def qs(self) -> Any:
        """The rows that the good parameters ask for; bad ones are left out, never an error."""
        return self.rows()

    def rows(self, *, without: Iterable[str] = ()) -> Any:
        """The rows that the good parameters ask for, less some of the parameters."""
        left_out = frozenset(without)
        rows = self.start()
        for name, value in self.cleaned().items():
            if name not in left_out:
                rows = self.filters[name].filter(rows, value)
        stated = {name: values for name, values in self.stated().items() if name not in left_out}
        rows = rows.stating(**stated) if stated else rows
        return rows if "from" in left_out else self._windowed(rows)

    def stated(self) -> dict[str, list[str]]:
        """What is asked of one position: the values in force of each parameter of STATED that has any."""
        return {name: values for name in STATED if name in self.filters and (values := self.values(name))}

    def start(self) -> Any:
        """The rows before any filter."""
        return self.queryset.all()

    def _windowed(self, rows: Any) -> Any:
        window = self.window()
        if window is None:
            return rows
        certain = self.cleaned().get("match") == (("certain",),)
        return rows.between(window, match="certain" if certain else "possible")

    def window(self) -> dates.Span | None:
        """The span from `from` to `to`; open ends reach to the ends of the calendar; None without both."""
        cleaned = self.cleaned()
        start, end = cleaned.get("from"), cleaned.get("to")
        if not start and not end:
            return None
        return dates.Span(
            dates.parse(start).earliest if start else date.min, dates.parse(end).latest if end else date.max
        )

    def problems(self, *, also_known: Iterable[str] = ()) -> list[Problem]:
        """Every bad value and every unknown parameter, with what was perhaps meant; empty where all is well."""
        known = (*self.filters, *also_known)
        found = [
            Problem(name, f"there is no parameter {name[:80]!r} here", nearest(name, known))
            for name in self.data
            if name not in known
        ]
        self.form.is_valid()
        for name, errors in self.form.errors.as_data().items():
            for error in errors:
                hint = error.params.get("did_you_mean") if isinstance(error.params, Mapping) else None
                found.append(Problem(name, " ".join(error.messages), hint))
        found += [
            Problem(name, fulltext.CUT, effect="was cut")
            for name, item in self.filters.items()
            if isinstance(item, Words) and fulltext.is_cut(self.cleaned().get(name) or "")
        ]
        return found

    def values(self, name: str) -> list[str]:
        """The single values in force for one parameter, each once."""
        cleaned = self.cleaned().get(name)
        if isinstance(cleaned, tuple):
            return list(dict.fromkeys(word for group in cleaned for word in group))
        return [cleaned] if cleaned else []

    def groups(self, name: str) -> list[tuple[str, ...]]:
        """The values in force for one parameter as groups, of each of which any suffices, in canonical order."""
        cleaned = self.cleaned().get(name)
        if not isinstance(cleaned, tuple):
            return []
        if not self.filters[name].joint:
            cleaned = (tuple(self.values(name)),) if cleaned else ()
        return sorted((tuple(sorted(group)) for group in cleaned), key=joined)

    def respell(self, name: str, spelt: Mapping[str, str]) -> None:
        """Write values of a parameter otherwise: each that is in the mapping as it says."""
        groups = self.cleaned().get(name) or ()
        self.cleaned()[name] = tuple(tuple(spelt.get(one, one) for one in group) for group in groups)
        self._canonical = None

    def canonical(self) -> dict[str, list[str]]:
        """The good parameters in canonical form: names and values sorted, defaults and empty ones left out."""
        if self._canonical is not None:
            return self._canonical
        query: dict[str, list[str]] = {}
        for name, value in sorted(self.cleaned().items()):
            if isinstance(value, tuple):
                if (name, value) != ("match", (("possible",),)):
                    query[name] = [joined(group) for group in self.groups(name)]
            elif value:
                query[name] = [str(value)]
        self._canonical = {name: values for name, values in query.items() if values}
        return self._canonical

    def query_string(self, **changes: str | list[str] | None) -> str:
        """The canonical query string with some parameters replaced (None or empty: taken out); no leading `?`.

        `from` is given as `from_`, being a word of Python.
        """
        query = dict(self.canonical())
        for name, value in changes.items():
            values = [value] if isinstance(value, str) else list(value or [])
            query[name.removesuffix("_")] = [one for one in values if one]
        return urlencode([(name, one) for name in sorted(query) for one in query[name]], safe=",~")


@cache
def _form(resource: type[RecordFilterSet]) -> type[forms.Form]:
    fields = {name: one.field for name, one in resource.base_filters.items()}
    return type(f"{resource.__name__}Form", (resource.Meta.form,), fields)  # type: ignore[attr-defined]  # every resource's has one


def _any(field: str, help_text: str, known: Iterable[str] = (), **options: Any) -> AnyOf:
    return AnyOf(field_name=field, known=known, help_text=help_text, **options)


def _slugs(field: str, help_text: str) -> AnyOf:
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


def _stated(name: str, where: str = "") -> Stated:
    words, text = STATED[name]
    return Stated(known=words, help_text=f"{text}{where}; `a,b` any of them")


AT_MEETING = " stated at the meeting; with the other two of stance, speech and verification, one position has all"
IN_ARTICLE = " that the article gives; speech and verification are asked of one position"


def _words() -> Words:
    return Words(help_text="full text: rows that hold every word, in either alphabet")


def _window() -> dict[str, django_filters.Filter]:
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


OFFICIALS = "slug of an official; `a,b` any of them, the parameter repeated all of them"
ISSUES = "slug of an issue; `a,b` any of them, the parameter repeated all of them"
COUNTRIES = sorted(vocabulary.country_codes())

Dated = type("Dated", (RecordFilterSet,), _window())


class MeetingFilter(Dated):  # type: ignore[valid-type, misc]
    """Which meetings."""

    official = AllOf(narrow="with_any_official", slug=True, help_text=OFFICIALS)
    issue = AllOf(narrow="on_any_issue", slug=True, help_text=ISSUES)
    negotiation = _slugs("negotiation__slug", "slug of a negotiation; `a,b` any of them")
    kind = _any("kind", "kind of meeting; `a,b` any of them", MeetingKind.values)
    status = _any("status", "status of the meeting; `a,b` any of them", MeetingStatus.values)
    country = _any("country", "ISO 3166-1 alpha-2 code; `a,b` any of them", COUNTRIES, fold_case=True)
    city = AnyBy(
        narrow="in_any_city",
        alike=name_key,
        help_text="city, in any case and with or without accents; `a,b` any of them, a comma of its name as `\\,`",
    )
    treaty = AnyBy(
        narrow="signing_any", slug=True, help_text="slug of a treaty signed at the meeting; `a,b` any of them"
    )
    article = AnyBy(narrow="reported_by", slug=True, help_text="slug of an article that reports it; `a,b` any of them")
    stance = _stated("stance", AT_MEETING)
    speech = _stated("speech", AT_MEETING)
    verification = _stated("verification", AT_MEETING)
    q = _words()

    class Meta:
        model = Meeting
        form = WindowForm
        fields: ClassVar[list[str]] = []


class PositionFilter(Dated):  # type: ignore[valid-type, misc]
    """Which positions."""

    official = AllOf(narrow="held_by", slug=True, help_text="slug of the holder; `a,b` any of them")
    issue = AllOf(narrow="on_any_issue", slug=True, help_text="slug of the issue; `a,b` any of them")
    side = _any("side", "side it was stated for: US, RU or another code; `a,b` any of them", SIDES, fold_case=True)
    stance = _stated("stance")
    speech = _stated("speech")
    verification = _stated("verification")
    meeting = _slugs("meeting__slug", "slug of the meeting it was stated at; `a,b` any of them")
    article = _slugs("article__slug", "slug of the article that gives it; `a,b` any of them")
    q = _words()

    class Meta:
        model = Position
        form = WindowForm
        fields: ClassVar[list[str]] = []


class ArticleFilter(Dated):  # type: ignore[valid-type, misc]
    """Which articles."""

    official = AllOf(narrow="with_any_official", slug=True, help_text=OFFICIALS)
    issue = AllOf(narrow="on_any_issue", slug=True, help_text=ISSUES)
    kind = _any("kind", "kind of source; `a,b` any of them", ArticleKind.values)
    language = _any("language", "ISO 639-1 code; `a,b` any of them", sorted(vocabulary.language_codes()))
    speech = _stated("speech", IN_ARTICLE)
    verification = _stated("verification", IN_ARTICLE)
    q = _words()

    class Meta:
        model = Article
        form = WindowForm
        fields: ClassVar[list[str]] = []


class TreatyFilter(Dated):  # type: ignore[valid-type, misc]
    """Which treaties; their span runs from signature to the end of their force (TreatyQuerySet)."""

    negotiation = _slugs("negotiation__slug", "slug of a negotiation; `a,b` any of them")
    q = _words()

    class Meta:
        model = Treaty
        form = WindowForm
        fields: ClassVar[list[str]] = []


class NegotiationFilter(Dated):  # type: ignore[valid-type, misc]
    """Which negotiations."""

    q = _words()

    class Meta:
        model = Negotiation
        form = WindowForm
        fields: ClassVar[list[str]] = []


class OfficialFilter(Dated):  # type: ignore[valid-type, misc]
    """Which officials; their span runs from the first to the last meeting or position."""

    side = _any("side", "US, RU or another ISO 3166-1 alpha-2 code; `a,b` any of them", SIDES, fold_case=True)
    q = _words()

    def start(self) -> Any:
        """All officials with what the record has of them: the window is asked of that."""
        return self.queryset.with_activity()

    class Meta:
        model = Official
        form = WindowForm
        fields: ClassVar[list[str]] = []


class IssueFilter(RecordFilterSet):
    """Which issues."""

    q = _words()

    class Meta:
        model = Issue
        form = WindowForm
        fields: ClassVar[list[str]] = []
