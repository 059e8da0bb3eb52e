"""What the API adds to the record's resources: the schema of their items, the rows their lists are made of, and the
orders they can be listed in. Views, schema and documentation are generated from this table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models.expressions import Case, Combinable, Value, When
from rest_framework import serializers

from timeline import resources
from timeline.api import meeting_schemas, position_schemas, schemas
from timeline.domain import vocabulary
from timeline.domain.vocabulary import (
    ArticleKind,
    MeetingKind,
    MeetingStatus,
    Speech,
    Stance,
    TreatyStatus,
    Verification,
)
from timeline.filters.filtersets import FilterSet
from timeline.models import Alias, Meeting, MeetingIssue, Participation, Position, Post, Report, Treaty


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows that an item has any number of: the model that holds them, its columns for the item (`owner`) and for the
    row that is named (`target`; the row itself where empty), and their order (a minus before a column reverses it).
    `only` names a column that must be true."""

    model: type[models.Model]
    owner: str
    target: str = ""
    order: tuple[str, ...] = ("ordinal", "pk")
    only: str = ""

    def rows(self, keys: Any) -> models.QuerySet[Any]:
        """The rows of the items with these keys."""
        found = self.model._default_manager.filter(**{f"{self.owner}__in": keys})
        return found.filter(**{self.only: True}) if self.only else found


@dataclass(frozen=True, slots=True)
class FacetDefinition:
    """A value to count items by: a column of theirs (or what is made of columns), or of a relation's rows, and where
    its label comes from: another column, or a function of the value."""

    column: str | Combinable
    label: str | Callable[[str], str] = str
    relation: Relation | None = None


@dataclass(frozen=True, eq=False)
class ApiResource:
    """A resource as the API answers for it: the schema of its items, and how lists are ordered, expanded and counted.
    `orderings` maps each value of `ordering` to columns, never null; the first is the default."""

    of: resources.Resource
    schema: type[serializers.ModelSerializer[Any]]
    orderings: Mapping[str, tuple[str, ...]]
    relations: Mapping[str, Relation] = field(default_factory=dict)
    facets: Mapping[str, FacetDefinition] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called in addresses."""
        return self.of.name

    @property
    def one(self) -> str:
        """The word for one of its items."""
        return self.of.one

    @property
    def model(self) -> type[models.Model]:
        """The model of its rows."""
        return self.of.model

    @property
    def filters(self) -> type[FilterSet]:
        """What its lists can be asked for."""
        return self.of.filters

    @property
    def key(self) -> str:
        """The column that names an item."""
        return self.of.key

    @property
    def identity(self) -> str:
        """The name that an item's key has in its schema: `slug`, or `id` of a position."""
        return self.of.identity

    @property
    def fields(self) -> tuple[str, ...]:
        """The names that an item has, in order."""
        return tuple(self.schema.Meta.fields)

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
_PRESENT = Relation(Participation, "official")


def _of_statements(relation: Relation | None = None) -> dict[str, FacetDefinition]:
    """What statements are counted by, or what has them by the relation."""
    return {
        "stance": FacetDefinition("stance", _label(Stance), relation),
        "speech": FacetDefinition("speech", _label(Speech), relation),
        "verification": FacetDefinition(_CHECKED, _label(Verification), relation),
    }


_AT_MEETINGS = {
    "issues": Relation(MeetingIssue, "meeting", "issue"),
    "announced": Relation(MeetingIssue, "meeting", "issue", only="announced"),
    "participants": Relation(Participation, "meeting", "official"),
    "treaties": Relation(Treaty, "signed_at", order=("earliest", "slug")),
    "sessions": Relation(Meeting, "part_of", order=("earliest", "latest", "slug")),
    "articles": Relation(Report, "meeting", "article", order=("-is_description", "article__earliest", "article__slug")),
}

MEETINGS = ApiResource(
    of=resources.MEETINGS,
    schema=meeting_schemas.MeetingSchema,
    orderings=_by(
        start=("earliest", "latest", "slug"),
        earliest=("earliest", "latest", "slug"),
        title=("title_key", "slug"),
        position_count=("position_count", "slug"),
        changed=("changed", "earliest", "slug"),
    ),
    relations=_AT_MEETINGS,
    facets={
        "official": FacetDefinition("official__slug", "official__name", _AT_MEETINGS["participants"]),
        "issue": FacetDefinition("issue__slug", "issue__name", _AT_MEETINGS["issues"]),
        "negotiation": FacetDefinition("negotiation__slug", "negotiation__name"),
        "kind": FacetDefinition("kind", _label(MeetingKind)),
        "status": FacetDefinition("status", _label(MeetingStatus)),
        "country": FacetDefinition("country", vocabulary.country_name),
        "city": FacetDefinition("city"),
        "treaty": FacetDefinition("slug", "name", _AT_MEETINGS["treaties"]),
        "article": FacetDefinition("article__slug", "article__title", _AT_MEETINGS["articles"]),
        **_of_statements(_STATED),
        "year": FacetDefinition("earliest__year"),
    },
)
OFFICIALS = ApiResource(
    of=resources.OFFICIALS,
    schema=schemas.OfficialSchema,
    orderings=_by(
        family_name=("sort_key", "slug"),
        name=("name_key", "slug"),
        meeting_count=("meeting_count", "slug"),
        position_count=("position_count", "slug"),
    ),
    relations={"aliases": Relation(Alias, "official"), "posts": Relation(Post, "official")},
    facets={
        "side": FacetDefinition("side", vocabulary.side_capital),
        "negotiation": FacetDefinition("meeting__negotiation__slug", "meeting__negotiation__name", _PRESENT),
        "meeting": FacetDefinition("meeting__slug", "meeting__title", _PRESENT),
        "year": FacetDefinition("earliest__year"),
    },
)
ISSUES = ApiResource(
    of=resources.ISSUES,
    schema=schemas.IssueSchema,
    orderings=_by(
        listed=("ordinal", "slug"),
        name=("name_key", "slug"),
        meeting_count=("meeting_count", "slug"),
        position_count=("position_count", "slug"),
    ),
    facets={
        "official": FacetDefinition("holder__slug", "holder__name", Relation(Position, "issue")),
        "side": FacetDefinition("side", vocabulary.side_capital, Relation(Position, "issue")),
    },
)
NEGOTIATIONS = ApiResource(
    of=resources.NEGOTIATIONS,
    schema=schemas.NegotiationSchema,
    orderings=_by(
        start=("earliest", "slug"),
        name=("name_key", "slug"),
        meeting_count=("meeting_count", "slug"),
    ),
    relations={"treaties": Relation(Treaty, "negotiation", order=("earliest", "slug"))},
    facets={
        "official": FacetDefinition(
            "official__slug", "official__name", Relation(Participation, "meeting__negotiation")
        ),
        "issue": FacetDefinition("issue__slug", "issue__name", Relation(MeetingIssue, "meeting__negotiation")),
        "year": FacetDefinition("earliest__year"),
    },
)
TREATIES = ApiResource(
    of=resources.TREATIES,
    schema=schemas.TreatySchema,
    orderings=_by(start=("earliest", "slug"), signed=("earliest", "slug"), name=("name_key", "slug")),
    facets={
        "negotiation": FacetDefinition("negotiation__slug", "negotiation__name"),
        "status": FacetDefinition("status", _label(TreatyStatus)),
        "year": FacetDefinition("earliest__year"),
    },
)
POSITIONS = ApiResource(
    of=resources.POSITIONS,
    schema=position_schemas.PositionSchema,
    orderings=_by(
        start=("earliest", "latest", "public_id"),
        date=("earliest", "latest", "public_id"),
        earliest=("earliest", "latest", "public_id"),
    ),
    facets={
        "official": FacetDefinition("holder__slug", "holder__name"),
        "issue": FacetDefinition("issue__slug", "issue__name"),
        "side": FacetDefinition("side", vocabulary.side_capital),
        **_of_statements(),
        "meeting": FacetDefinition("meeting__slug", "meeting__title"),
        "article": FacetDefinition("article__slug", "article__title"),
        "negotiation": FacetDefinition("meeting__negotiation__slug", "meeting__negotiation__name"),
        "treaty": FacetDefinition("slug", "name", Relation(Treaty, "signed_at__positions")),
        "year": FacetDefinition("earliest__year"),
    },
)
ARTICLES = ApiResource(
    of=resources.ARTICLES,
    schema=schemas.ArticleSchema,
    orderings=_by(
        start=("earliest", "latest", "slug"),
        published=("earliest", "latest", "slug"),
        earliest=("earliest", "latest", "slug"),
        title=("title_key", "slug"),
        position_count=("position_count", "slug"),
    ),
    relations={"meetings": Relation(Report, "article", "meeting", order=("meeting__earliest", "meeting__slug"))},
    facets={
        "kind": FacetDefinition("kind", _label(ArticleKind)),
        "language": FacetDefinition("language", vocabulary.language_name),
        "publisher": FacetDefinition("publisher"),
        "meeting": FacetDefinition("meeting__slug", "meeting__title", Relation(Report, "article")),
        "speech": FacetDefinition("speech", _label(Speech), Relation(Position, "article")),
        "verification": FacetDefinition(_CHECKED, _label(Verification), Relation(Position, "article")),
        "year": FacetDefinition("earliest__year"),
    },
)

RESOURCES = (MEETINGS, OFFICIALS, ISSUES, NEGOTIATIONS, TREATIES, POSITIONS, ARTICLES)
BY_MODEL: dict[type[models.Model], ApiResource] = {resource.model: resource for resource in RESOURCES}
