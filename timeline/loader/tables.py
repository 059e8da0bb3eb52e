"""The tables that a load writes: which columns form a row's natural key, and which entry a row belongs to."""

from dataclasses import dataclass
from typing import Any

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
    part_of: str = ""
    """The column that names another row of the table, which is written first."""

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


def _table(name: str, model: type[models.Model], *, key: str, values: str, **told: Any) -> TableSpec:
    return TableSpec(name, model, tuple(key.split()), tuple(values.split()), **told)


ISSUES = _table(
    "issues",
    Issue,
    key="slug",
    values="""name name_key question comparable answer_supports answer_conditional answer_opposes
        rule example example_supports example_conditional example_opposes introduction drawn_from ordinal
        search_text""",
    others_refer=True,
)
NEGOTIATIONS = _table(
    "negotiations",
    Negotiation,
    key="slug",
    values="name name_key start end earliest latest introduction drawn_from wikidata ordinal search_text",
    others_refer=True,
)
OFFICIALS = _table(
    "officials",
    Official,
    key="slug",
    values="name name_key family_name sort_key native_name side wikidata search_text",
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
    values="""title title_key untitled publisher author authors published written earliest latest source_url kind
        language summary is_seed checked_day checked_status checked_archived checked_failed search_text""",
    others_refer=True,
)
MEETINGS = _table(
    "meetings",
    Meeting,
    part_of="part_of__slug",
    key="slug",
    values="""title title_key kind status negotiation__slug part_of__slug start end earliest latest city country summary
        outcome search_text""",
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
    values="article__slug announced ordinal",
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
    values="""article__slug holder__slug attributed_to side joint issue__slug stance date earliest latest
        meeting__slug summary quote translation speech proof_hash proof_checked proof_prefix proof_suffix
        proof_against not_found ordinal search_text""",
    owner="article__slug",
)
TREATIES = _table(
    "treaties",
    Treaty,
    key="slug",
    values="""name name_key full_name negotiation__slug signed_at__slug signed in_force suspended ended status
        superseded_by earliest in_force_earliest suspended_earliest latest summary limits wikidata search_text""",
)
PLACES = _table("places", Place, key="slug", values="name country latitude longitude aliases geonames wikidata")
GLOSSARY = _table("glossary", GlossaryTerm, key="slug", values="term forms russian definition leads_to narrow")
STORIES = _table("stories", Story, key="slug", values="title lead ordinal", others_refer=True)
STEPS = _table("story steps", StoryStep, key="story__slug ordinal", values="at heading text", owner="story__slug")

TABLES = (
    ISSUES, NEGOTIATIONS, OFFICIALS, ALIASES, POSTS, LEADERS, ARTICLES, MEETINGS, REPORTS, AGENDA, PARTICIPATIONS,
    POSITIONS, TREATIES, PLACES, GLOSSARY, STORIES, STEPS,
)  # fmt: skip
"""In the order in which they can be written: what others refer to comes first."""
