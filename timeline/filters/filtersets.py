"""One FilterSet a resource, shared by every surface: pages, fragments, API, feeds and exports take the same parameters
and give the same rows. Reads the query string, reports what is wrong with it, and writes it back canonically."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, ClassVar
from urllib.parse import urlencode

import django_filters
from django import forms

from timeline import fulltext
from timeline.domain import dates, vocabulary
from timeline.domain.folding import name_key
from timeline.domain.vocabulary import ArticleKind, MeetingKind, MeetingStatus
from timeline.filters import kinds
from timeline.filters.fields import REPEATED, WindowForm, joined, nearest, texts
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Position, Treaty


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one parameter, the value or name that was perhaps meant, and what came of it; where it can
    have only some `values`, these."""

    parameter: str
    detail: str
    did_you_mean: str | None = None
    effect: str = "was left out"
    values: tuple[str, ...] = ()


def unknown(given: Iterable[str], known: Collection[str]) -> list[Problem]:
    """A problem for each name that is none of the known ones."""
    return [
        Problem(name, f"there is no parameter {name[:80]!r} here", nearest(name, known), values=tuple(known))
        for name in given
        if name not in known
    ]


def repeated(data: Any, names: Iterable[str]) -> list[Problem]:
    """A problem for each parameter that can have one value and is given several."""
    return [Problem(name, REPEATED) for name in names if len(texts(data, name)) > 1]


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
        return {name: values for name in kinds.STATED if name in self.filters and (values := self.values(name))}

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
        found = unknown(self.data, (*self.filters, *also_known))
        self.form.is_valid()
        for name, errors in self.form.errors.as_data().items():
            for error in errors:
                params = error.params if isinstance(error.params, Mapping) else {}
                said, hint = " ".join(error.messages), params.get("did_you_mean")
                found.append(Problem(name, said, hint, values=params.get("values", ())))
        found += [
            Problem(name, fulltext.CUT, effect="was cut")
            for name, item in self.filters.items()
            if isinstance(item, kinds.Words) and fulltext.is_cut(self.cleaned().get(name) or "")
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


Dated = type("Dated", (RecordFilterSet,), kinds.window())


class MeetingFilter(Dated):  # type: ignore[valid-type, misc]
    """Which meetings."""

    official = kinds.AllOf(narrow="with_any_official", slug=True, help_text=kinds.OFFICIALS)
    issue = kinds.AllOf(narrow="on_any_issue", slug=True, help_text=kinds.ISSUES)
    negotiation = kinds.slugs_of("negotiation__slug", "slug of a negotiation; `a,b` any of them")
    kind = kinds.any_of("kind", "kind of meeting; `a,b` any of them", MeetingKind.values)
    status = kinds.any_of("status", "status of the meeting; `a,b` any of them", MeetingStatus.values)
    country = kinds.any_of("country", "ISO 3166-1 alpha-2 code; `a,b` any of them", kinds.COUNTRIES, fold_case=True)
    city = kinds.AnyBy(
        narrow="in_any_city",
        alike=name_key,
        help_text="city, in any case and with or without accents; `a,b` any of them, a comma of its name as `\\,`",
    )
    treaty = kinds.AnyBy(
        narrow="signing_any", slug=True, help_text="slug of a treaty signed at the meeting; `a,b` any of them"
    )
    article = kinds.AnyBy(
        narrow="reported_by", slug=True, help_text="slug of an article that reports it; `a,b` any of them"
    )
    stance = kinds.stated("stance", kinds.AT_MEETING)
    speech = kinds.stated("speech", kinds.AT_MEETING)
    verification = kinds.stated("verification", kinds.AT_MEETING)
    q = kinds.words()

    class Meta:
        model = Meeting
        form = WindowForm
        fields: ClassVar[list[str]] = []


class PositionFilter(Dated):  # type: ignore[valid-type, misc]
    """Which positions."""

    official = kinds.AllOf(narrow="held_by", slug=True, help_text="slug of the holder; `a,b` any of them")
    issue = kinds.AllOf(narrow="on_any_issue", slug=True, help_text="slug of the issue; `a,b` any of them")
    side = kinds.any_of(
        "side", "side it was stated for: US, RU or another code; `a,b` any of them", kinds.SIDES, fold_case=True
    )
    stance = kinds.stated("stance")
    speech = kinds.stated("speech")
    verification = kinds.stated("verification")
    meeting = kinds.slugs_of("meeting__slug", "slug of the meeting it was stated at; `a,b` any of them")
    article = kinds.slugs_of("article__slug", "slug of the article that gives it; `a,b` any of them")
    q = kinds.words()

    class Meta:
        model = Position
        form = WindowForm
        fields: ClassVar[list[str]] = []


class ArticleFilter(Dated):  # type: ignore[valid-type, misc]
    """Which articles."""

    official = kinds.AllOf(narrow="with_any_official", slug=True, help_text=kinds.OFFICIALS)
    issue = kinds.AllOf(narrow="on_any_issue", slug=True, help_text=kinds.ISSUES)
    kind = kinds.any_of("kind", "kind of source; `a,b` any of them", ArticleKind.values)
    language = kinds.any_of("language", "ISO 639-1 code; `a,b` any of them", sorted(vocabulary.language_codes()))
    speech = kinds.stated("speech", kinds.IN_ARTICLE)
    verification = kinds.stated("verification", kinds.IN_ARTICLE)
    q = kinds.words()

    class Meta:
        model = Article
        form = WindowForm
        fields: ClassVar[list[str]] = []


class TreatyFilter(Dated):  # type: ignore[valid-type, misc]
    """Which treaties; their span runs from signature to the end of their force (TreatyQuerySet)."""

    negotiation = kinds.slugs_of("negotiation__slug", "slug of a negotiation; `a,b` any of them")
    q = kinds.words()

    class Meta:
        model = Treaty
        form = WindowForm
        fields: ClassVar[list[str]] = []


class NegotiationFilter(Dated):  # type: ignore[valid-type, misc]
    """Which negotiations."""

    q = kinds.words()

    class Meta:
        model = Negotiation
        form = WindowForm
        fields: ClassVar[list[str]] = []


class OfficialFilter(Dated):  # type: ignore[valid-type, misc]
    """Which officials; their span runs from the first to the last meeting or position."""

    side = kinds.any_of(
        "side", "US, RU or another ISO 3166-1 alpha-2 code; `a,b` any of them", kinds.SIDES, fold_case=True
    )
    q = kinds.words()

    def start(self) -> Any:
        """All officials with what the record has of them: the window is asked of that."""
        return self.queryset.with_activity()

    class Meta:
        model = Official
        form = WindowForm
        fields: ClassVar[list[str]] = []


class IssueFilter(RecordFilterSet):
    """Which issues."""

    q = kinds.words()

    class Meta:
        model = Issue
        form = WindowForm
        fields: ClassVar[list[str]] = []
