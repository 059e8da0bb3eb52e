"""The tables that a load writes: which columns form a row's natural key, and which entry a row belongs to."""

from dataclasses import dataclass

from django.db import models

from timeline.models import (
    Alias,
    Article,
    GlossaryTerm,
    Issue,
    Leader,
    Meeting,
    MeetingIssue,
    Negotiation,
    Official,
    Participation,
    Place,
    Position,
    Post,
    Report,
    Story,
    StoryStep,
    Treaty,
)

type Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table as the loader sees it: columns by name, a reference as `official__slug`; the key's columns come first."""

    name: str
    model: type[models.Model]
    key: tuple[str, ...]
    values: tuple[str, ...]
    owner: str = ""
    """The column that names the entry a row belongs to; without one, a row is itself an entry."""
    others_refer: bool = False
    """Whether rows of other tables refer to these."""

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, the key's first: the order of a row."""
        return self.key + self.values

    def key_of(self, row: Row) -> Row:
        """The row's natural key."""
        return row[: len(self.key)]

    def owner_of(self, row: Row) -> object:
        """The slug of the entry that the row belongs to; None if it is itself an entry."""
        return row[self.columns.index(self.owner)] if self.owner else None


def _table(
    name: str, model: type[models.Model], *, key: str, values: str, owner: str = "", others_refer: bool = False
) -> TableSpec:
    return TableSpec(name, model, tuple(key.split()), tuple(values.split()), owner, others_refer)


ISSUES = _table(
    "issues",
    Issue,
    key="slug",
    values="""name question comparable answer_supports answer_conditional answer_opposes
        introduction drawn_from ordinal search_text""",
    others_refer=True,
)
NEGOTIATIONS = _table(
    "negotiations",
    Negotiation,
    key="slug",
    values="name start end earliest latest introduction drawn_from ordinal search_text",
    others_refer=True,
)
OFFICIALS = _table(
    "officials",
    Official,
    key="slug",
    values="name family_name sort_key native_name side search_text",
    others_refer=True,
)
ALIASES = _table("aliases", Alias, key="official__slug name", values="ordinal", owner="official__slug")
POSTS = _table(
    "posts",
    Post,
    key="official__slug ordinal",
    values="title start end earliest latest",
    owner="official__slug",
)
LEADERS = _table("leaders", Leader, key="side start", values="official__slug name office end earliest latest")
ARTICLES = _table(
    "articles",
    Article,
    key="slug",
    values="""title publisher author authors published earliest latest source_url kind language summary is_seed
        search_text""",
    others_refer=True,
)
MEETINGS = _table(
    "meetings",
    Meeting,
    key="slug",
    values="""title kind status negotiation__slug start end earliest latest city country summary outcome
        search_text""",
    others_refer=True,
)
REPORTS = _table(
    "reports",
    Report,
    key="article__slug meeting__slug",
    values="is_description ordinal",
    owner="article__slug",
)
AGENDA = _table(
    "agenda items",
    MeetingIssue,
    key="meeting__slug issue__slug",
    values="article__slug ordinal",
    owner="article__slug",
)
PARTICIPATIONS = _table(
    "participations",
    Participation,
    key="meeting__slug official__slug",
    values="article__slug side role post ordinal",
    owner="article__slug",
)
POSITIONS = _table(
    "positions",
    Position,
    key="public_id",
    values="""article__slug holder__slug attributed_to side issue__slug stance date earliest latest
        meeting__slug summary quote translation speech proof_hash proof_checked proof_prefix proof_suffix ordinal
        search_text""",
    owner="article__slug",
)
TREATIES = _table(
    "treaties",
    Treaty,
    key="slug",
    values="""name full_name negotiation__slug signed_at__slug signed in_force suspended ended status superseded_by
        earliest in_force_earliest suspended_earliest latest summary limits search_text""",
)
PLACES = _table("places", Place, key="slug", values="name country latitude longitude aliases geonames")
GLOSSARY = _table("glossary", GlossaryTerm, key="slug", values="term forms russian definition leads_to")
STORIES = _table("stories", Story, key="slug", values="title lead ordinal", others_refer=True)
STEPS = _table("story steps", StoryStep, key="story__slug ordinal", values="at heading text", owner="story__slug")

TABLES = (
    ISSUES, NEGOTIATIONS, OFFICIALS, ALIASES, POSTS, LEADERS, ARTICLES, MEETINGS, REPORTS, AGENDA, PARTICIPATIONS,
    POSITIONS, TREATIES, PLACES, GLOSSARY, STORIES, STEPS,
)  # fmt: skip
"""In the order in which they can be written: what others refer to comes first."""
