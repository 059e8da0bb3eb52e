"""One FilterSet per resource, shared by every surface: pages, fragments, API, feeds and exports take the same
parameters and return the same rows. Reads the query string, reports its problems, and writes it in canonical form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db import models

from timeline.domain import dates, vocabulary
from timeline.domain.folding import name_key
from timeline.domain.vocabulary import ArticleKind, MeetingKind, MeetingStatus, SourceStatus, TreatyStatus
from timeline.filters import kinds
from timeline.filters.exclusions import exclusions
from timeline.filters.kinds import AllOf, AnyBy, AnyOf, Asked, Batch, City, Filter, Stated, Window, Words
from timeline.filters.parameters import LEFT_OUT, Parameter, Problem, read
from timeline.filters.values import joined
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Position, Treaty


class FilterSet:
    """The base of every resource's FilterSet, which adds an exclusion to each of the `filters` that has values.

    `data` is the query string; `also` lists the surface's other parameters, such as the page. `cleaned` has the active
    values by parameter name, without invalid ones.
    """

    model: ClassVar[type[models.Model]]
    filters: ClassVar[tuple[Filter, ...]]
    _parameters: ClassVar[dict[str, Parameter]]

    def __init_subclass__(cls) -> None:
        cls.filters = (*cls.filters, *exclusions(cls.filters))
        cls._parameters = {parameter.name: parameter for one in cls.filters for parameter in one.parameters}

    def __init__(self, data: Any = None, queryset: Any = None, *, also: Iterable[Parameter] = ()) -> None:
        self.data = {} if data is None else data
        self.queryset = self.model._default_manager.all() if queryset is None else queryset
        self.cleaned, self._problems = read((*self._parameters.values(), *also), self.data)
        self._canonical: dict[str, list[str]] | None = None
        for problem in [found for one, asked in self.in_force() for found in one.problems(asked)]:
            self._problems.append(problem)
            if problem.effect == LEFT_OUT:
                del self.cleaned[problem.parameter]

    @classmethod
    def parameters(cls) -> dict[str, Parameter]:
        """Every filter's parameters by name, in order."""
        return cls._parameters

    def in_force(self, *, without: Iterable[str] = ()) -> list[tuple[Filter, Asked]]:
        """The active filters, each with its parameters' values, ignoring the parameters in `without`."""
        asked = {name: value for name, value in self.cleaned.items() if name not in without}
        by_filter = [
            (one, {each.name: asked[each.name] for each in one.parameters if each.name in asked})
            for one in self.filters
        ]
        return [(one, values) for one, values in by_filter if values]

    @property
    def qs(self) -> Any:
        """The rows that match the valid parameters; invalid ones are ignored and never raise an error."""
        rows = self.start()
        for one, asked in self.in_force():
            rows = one.apply(rows, asked)
        return rows

    def start(self) -> Any:
        """The rows before any filter."""
        return self.queryset.all()

    def stated(self) -> dict[str, list[str]]:
        """The conditions on a single position: the active values of each parameter in STATED that has any."""
        return {name: self.values(name) for name in kinds.STATED if name in self.cleaned}

    def window(self) -> dates.Span | None:
        """The span from `from` to `to`; an open end extends to the limit of the calendar. None if neither is given."""
        return kinds.span(self.cleaned)

    def problems(self) -> list[Problem]:
        """Every invalid value and unknown parameter, with a suggestion where there is one; empty if all is well."""
        return list(self._problems)

    def values(self, name: str) -> list[str]:
        """The active values of one parameter, ungrouped and without duplicates."""
        value = self.cleaned.get(name)
        if isinstance(value, tuple):
            return list(kinds.words_of(value))
        return [value] if value else []

    def groups(self, name: str) -> list[tuple[str, ...]]:
        """The active values of one parameter in groups (any value of a group matches), in canonical order."""
        groups = self.cleaned.get(name)
        if not isinstance(groups, tuple):
            return []
        if not self._parameters[name].joint:
            groups = (kinds.words_of(groups),)
        return sorted((tuple(sorted(group)) for group in groups), key=joined)

    def respell(self, name: str, spelt: Mapping[str, str]) -> None:
        """Replace values of a parameter with their spelling in the mapping, if it has one."""
        if name in self.cleaned:
            self.cleaned[name] = tuple(tuple(spelt.get(one, one) for one in group) for group in self.cleaned[name])
            self._canonical = None

    def canonical(self) -> dict[str, list[str]]:
        """The valid filters in canonical form: names and values sorted, without defaults and empty values."""
        if self._canonical is None:
            self._canonical = {
                name: [joined(group) for group in self.groups(name)] or [str(self.cleaned[name])]
                for name, parameter in sorted(self._parameters.items())
                if name in self.cleaned and self.cleaned[name] != parameter.default
            }
        return self._canonical

    def query_string(self, **changes: str | list[str] | None) -> str:
        """The canonical query string with some parameters replaced (None or empty: removed); no leading `?`.

        Pass `from` as `from_`, because it is a Python keyword.
        """
        query = dict(self.canonical())
        for name, value in changes.items():
            values = [value] if isinstance(value, str) else list(value or [])
            query[name.removesuffix("_")] = [one for one in values if one]
        return urlencode([(name, one) for name in sorted(query) for one in query[name]], safe=",~!")


class MeetingFilter(FilterSet):
    """Filters for meetings."""

    model = Meeting
    filters = (
        Window(),
        AllOf("official", kinds.OFFICIALS, narrow="with_any_official"),
        AllOf("issue", kinds.ISSUES, narrow="on_any_issue"),
        AnyOf("negotiation", "slug of a negotiation; `a,b` any of them", column="negotiation__slug", slug=True),
        AnyOf("kind", "kind of meeting; `a,b` any of them", known=MeetingKind.values),
        AnyOf("status", "status of the meeting; `a,b` any of them", known=MeetingStatus.values),
        AnyOf("country", "ISO 3166-1 alpha-2 code; `a,b` any of them", known=kinds.COUNTRIES, fold_case=True),
        City(),
        AnyBy("treaty", "slug of a treaty signed at the meeting; `a,b` any of them", narrow="signing_any", slug=True),
        AnyBy("article", "slug of an article that reports it; `a,b` any of them", narrow="reported_by", slug=True),
        AnyBy("part_of", "slug of the round it was a session of; `a,b` any of them", narrow="sessions_of", slug=True),
        Stated("stance", "speech", "verification", where=kinds.AT_MEETING),
        Batch(),
        Words(),
    )


class PositionFilter(FilterSet):
    """Filters for positions."""

    model = Position
    filters = (
        Window(),
        AllOf("official", "slug of the holder; `a,b` any of them", narrow="held_by"),
        AllOf("issue", "slug of the issue; `a,b` any of them", narrow="on_any_issue"),
        AnyOf(
            "side",
            f"side it was stated for: {kinds.CODES}",
            known=kinds.SIDES,
            fold_case=True,
        ),
        AnyBy(
            "joint", "`true`: of a joint statement of both sides, `false`: of none", narrow="jointly", known=kinds.FLAGS
        ),
        Stated("stance", "speech", "verification"),
        AnyOf("meeting", "slug of the meeting it was stated at; `a,b` any of them", column="meeting__slug", slug=True),
        AnyOf("article", "slug of the article that gives it; `a,b` any of them", column="article__slug", slug=True),
        AnyOf(
            "negotiation",
            "slug of the negotiation that the meeting it was stated at belongs to; `a,b` any of them",
            column="meeting__negotiation__slug",
            slug=True,
        ),
        AnyBy(
            "treaty",
            "slug of a treaty signed at the meeting it was stated at; `a,b` any of them",
            narrow="signing_any",
            slug=True,
        ),
        Batch("id", column="public_id"),
        Words(),
    )


class ArticleFilter(FilterSet):
    """Filters for articles."""

    model = Article
    filters = (
        Window(),
        AllOf("official", kinds.OFFICIALS, narrow="with_any_official"),
        AllOf("issue", kinds.ISSUES, narrow="on_any_issue"),
        AnyOf("kind", "kind of source; `a,b` any of them", known=ArticleKind.values),
        AnyOf("language", "ISO 639-1 code; `a,b` any of them", known=sorted(vocabulary.language_codes())),
        AnyBy("publisher", f"publisher, {kinds.BY_NAME}", narrow="published_by", alike=name_key),
        AnyBy("author", f"author's full name, {kinds.BY_NAME}", narrow="written_by", alike=name_key),
        AnyBy("meeting", "slug of a meeting it reports; `a,b` any of them", narrow="reporting_any", slug=True),
        Stated("speech", "verification", where=kinds.IN_ARTICLE),
        AnyOf(
            "status",
            "what was found when a program last looked at the page; `a,b` any of them",
            column="checked_status",
            known=SourceStatus.values,
        ),
        Batch(),
        Words(),
    )


class TreatyFilter(FilterSet):
    """Filters for treaties; a treaty's span runs from its signature until it ceases to be in force (TreatyQuerySet)."""

    model = Treaty
    filters = (
        Window(),
        AnyOf("negotiation", "slug of a negotiation; `a,b` any of them", column="negotiation__slug", slug=True),
        AnyOf("status", "what has become of the treaty; `a,b` any of them", known=TreatyStatus.values),
        Batch(),
        Words(),
    )


class NegotiationFilter(FilterSet):
    """Filters for negotiations, by their meetings."""

    model = Negotiation
    filters = (
        Window(),
        AllOf("official", kinds.OFFICIALS, narrow="with_any_official"),
        AllOf("issue", kinds.ISSUES, narrow="on_any_issue"),
        Batch(),
        Words(),
    )


class OfficialFilter(FilterSet):
    """Filters for officials; an official's span runs from their first to their last meeting or position."""

    model = Official
    filters = (
        Window(),
        AnyOf(
            "side",
            kinds.CODES,
            known=kinds.SIDES,
            fold_case=True,
        ),
        AnyBy("meeting", "slug of a meeting they were at; `a,b` any of them", narrow="at_any_meeting", slug=True),
        AllOf(
            "issue",
            "slug of an issue of a meeting they were at or a position they hold; `a,b` any of them, the parameter "
            "repeated all of them",
            narrow="on_any_issue",
        ),
        AnyBy(
            "negotiation",
            "slug of a negotiation, at a meeting of which they were; `a,b` any of them",
            narrow="in_any_negotiation",
            slug=True,
        ),
        Batch(),
        Words(),
    )

    def start(self) -> Any:
        """All officials, annotated with their activity, which the window is compared with."""
        officials: Any = self.queryset
        return officials.with_activity()


class IssueFilter(FilterSet):
    """Filters for issues, by the positions on them."""

    model = Issue
    filters = (
        AllOf("official", kinds.OFFICIALS, narrow="held_by"),
        AnyBy(
            "side", f"side that stated one: {kinds.CODES}", narrow="with_any_side", known=kinds.SIDES, fold_case=True
        ),
        Batch(),
        Words(),
    )
