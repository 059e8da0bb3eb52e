"""The API's nouns: for each, its model, FilterSet and shape, the rows its lists are made of, and the orders they can be
had in. Views, schema and documentation are made from this table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models.expressions import Case, Combinable, Value, When
from rest_framework import serializers

from timeline import resources as addresses
from timeline.api import schemas as shapes
from timeline.domain import vocabulary
from timeline.domain.vocabulary import MeetingKind, MeetingStatus, Speech, Stance, Verification
from timeline.filters import filtersets
from timeline.models import (
    Alias,
    Article,
    Issue,
    Meeting,
    MeetingIssue,
    Negotiation,
    Official,
    Participation,
    Position,
    Post,
    Report,
    Treaty,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows that an item has any number of: the model that holds them, its columns for the item (`owner`) and for the
    row that is named (`target`; the row itself where empty), and their order (a minus before a column reverses it)."""

    model: type[models.Model]
    owner: str
    target: str = ""
    order: tuple[str, ...] = ("ordinal", "pk")


@dataclass(frozen=True, slots=True)
class Facet:
    """A value to count items by: a column of theirs (or what is made of columns), or of a relation's rows, and where
    its label comes from: another column, or a function of the value."""

    column: str | Combinable
    label: str | Callable[[str], str] = str
    relation: Relation | None = None


@dataclass(frozen=True, eq=False)
class Noun:
    """One kind of item. `orderings` maps each value of `ordering` to columns, never null; the first is the default."""

    name: str
    one: str
    model: type[models.Model]
    filters: type[filtersets.RecordFilterSet]
    shape: type[serializers.ModelSerializer[Any]]
    orderings: Mapping[str, tuple[str, ...]]
    relations: Mapping[str, Relation] = field(default_factory=dict)
    facets: Mapping[str, Facet] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The column that names an item."""
        return addresses.key_of(self.model)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names that an item has, in order."""
        return tuple(self.shape.Meta.fields)

    @property
    def identity(self) -> str:
        """The name that an item's key has in its shape: `slug`, or `id` of a position."""
        return self.fields[0]

    def rows(self) -> models.QuerySet[Any]:
        """Every row."""
        return self.model._default_manager.all()

    def with_activity(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The rows with the counts that the record keeps of them, where it keeps any."""
        annotate = getattr(rows, "with_activity", None)
        return annotate() if annotate else rows


def _by(**orderings: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Each order and its reverse, as `ordering` names them."""
    both: dict[str, tuple[str, ...]] = {}
    for name, columns in orderings.items():
        both[name] = columns
        both[f"-{name}"] = tuple(f"-{column}" for column in columns)
    return both


def _label(words: type[models.TextChoices]) -> Callable[[str], str]:
    return dict(words.choices).__getitem__


_CHECKED = Case(When(proof_checked=None, then=Value(Verification.TRANSCRIBED)), default=Value(Verification.VERIFIED))
_STATED = Relation(Position, "meeting")


def _of_statements(relation: Relation | None = None) -> dict[str, Facet]:
    """What statements are counted by, or what has them by the relation."""
    return {
        "stance": Facet("stance", _label(Stance), relation),
        "speech": Facet("speech", _label(Speech), relation),
        "verification": Facet(_CHECKED, _label(Verification), relation),
    }


_AT_MEETINGS = {
    "issues": Relation(MeetingIssue, "meeting", "issue"),
    "participants": Relation(Participation, "meeting", "official"),
    "treaties": Relation(Treaty, "signed_at", order=("earliest", "slug")),
    "articles": Relation(Report, "meeting", "article", order=("-is_description", "article__earliest", "article__slug")),
}

MEETINGS = Noun(
    name="meetings",
    one="meeting",
    model=Meeting,
    filters=filtersets.MeetingFilter,
    shape=shapes.MeetingShape,
    orderings=_by(start=("earliest", "latest", "slug"), position_count=("position_count", "slug")),
    relations=_AT_MEETINGS,
    facets={
        "official": Facet("official__slug", "official__name", _AT_MEETINGS["participants"]),
        "issue": Facet("issue__slug", "issue__name", _AT_MEETINGS["issues"]),
        "negotiation": Facet("negotiation__slug", "negotiation__name"),
        "kind": Facet("kind", _label(MeetingKind)),
        "status": Facet("status", _label(MeetingStatus)),
        "country": Facet("country", vocabulary.country_name),
        "city": Facet("city"),
        "treaty": Facet("slug", "name", _AT_MEETINGS["treaties"]),
        "article": Facet("article__slug", "article__title", _AT_MEETINGS["articles"]),
        **_of_statements(_STATED),
        "year": Facet("earliest__year"),
    },
)
OFFICIALS = Noun(
    name="officials",
    one="official",
    model=Official,
    filters=filtersets.OfficialFilter,
    shape=shapes.OfficialShape,
    orderings=_by(
        family_name=("family_name", "slug"),
        meeting_count=("meeting_count", "slug"),
        position_count=("position_count", "slug"),
    ),
    relations={"aliases": Relation(Alias, "official"), "posts": Relation(Post, "official")},
)
ISSUES = Noun(
    name="issues",
    one="issue",
    model=Issue,
    filters=filtersets.IssueFilter,
    shape=shapes.IssueShape,
    orderings=_by(
        listed=("ordinal", "slug"),
        meeting_count=("meeting_count", "slug"),
        position_count=("position_count", "slug"),
    ),
)
NEGOTIATIONS = Noun(
    name="negotiations",
    one="negotiation",
    model=Negotiation,
    filters=filtersets.NegotiationFilter,
    shape=shapes.NegotiationShape,
    orderings=_by(start=("earliest", "slug"), meeting_count=("meeting_count", "slug")),
    relations={"treaties": Relation(Treaty, "negotiation", order=("earliest", "slug"))},
)
TREATIES = Noun(
    name="treaties",
    one="treaty",
    model=Treaty,
    filters=filtersets.TreatyFilter,
    shape=shapes.TreatyShape,
    orderings=_by(start=("earliest", "slug")),
)
POSITIONS = Noun(
    name="positions",
    one="position",
    model=Position,
    filters=filtersets.PositionFilter,
    shape=shapes.PositionShape,
    orderings=_by(start=("earliest", "latest", "public_id")),
    facets={
        "official": Facet("holder__slug", "holder__name"),
        "issue": Facet("issue__slug", "issue__name"),
        "side": Facet("side", vocabulary.side_capital),
        **_of_statements(),
        "meeting": Facet("meeting__slug", "meeting__title"),
        "article": Facet("article__slug", "article__title"),
        "year": Facet("earliest__year"),
    },
)
ARTICLES = Noun(
    name="articles",
    one="article",
    model=Article,
    filters=filtersets.ArticleFilter,
    shape=shapes.ArticleShape,
    orderings=_by(start=("earliest", "latest", "slug"), position_count=("position_count", "slug")),
    relations={"meetings": Relation(Report, "article", "meeting", order=("meeting__earliest", "meeting__slug"))},
)

NOUNS = (MEETINGS, OFFICIALS, ISSUES, NEGOTIATIONS, TREATIES, POSITIONS, ARTICLES)
BY_MODEL: dict[type[models.Model], Noun] = {noun.model: noun for noun in NOUNS}
