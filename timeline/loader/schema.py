"""What a fixture file may contain: one dataclass per kind of entry, its fields in canonical order.

validation.py reads a file's data into them; rules.py, list_rules.py and their like check what must
agree. Imports scalars and below.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import AfterValidator, ConfigDict, Field

from timeline.domain import vocabulary
from timeline.loader.scalars import (
    AuthorName,
    Bound,
    City,
    CityName,
    Country,
    Day,
    Edtf,
    FilledLine,
    Flag,
    GeoNames,
    KnownCountry,
    Language,
    Latitude,
    Lead,
    Line,
    Longitude,
    LongName,
    Name,
    OptionalAgainst,
    OptionalDay,
    OptionalEdtf,
    OptionalName,
    OptionalPosition,
    OptionalProse,
    OptionalSlug,
    OptionalUrl,
    Prose,
    Sha256,
    ShortAnswer,
    Side,
    SideOrBoth,
    Slug,
    Url,
    Wikidata,
    one_of,
    word_schema,
)


class BaseEntry:
    """Base of every entry: unknown keys are refused."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers(BaseEntry):
    """How each stance answers an issue's question, in a few words."""

    supports: ShortAnswer
    conditional: ShortAnswer
    opposes: ShortAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples(BaseEntry):
    """A statement for each answer to an issue's question that the record has a statement with."""

    supports: OptionalPosition = ""
    conditional: OptionalPosition = ""
    opposes: OptionalPosition = ""

    def __bool__(self) -> bool:
        return bool(self.supports or self.conditional or self.opposes)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEntry(BaseEntry):
    """An entry of issues.yaml."""

    slug: Slug
    name: Name
    question: Prose
    comparable: Flag
    answers: Answers
    rule: OptionalProse = ""
    example: OptionalPosition = ""
    examples: Examples = Examples()
    introduction: OptionalProse = ""
    drawn_from: tuple[Slug, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NegotiationEntry(BaseEntry):
    """An entry of negotiations.yaml."""

    slug: Slug
    name: Name
    start: Edtf
    end: OptionalEdtf = ""
    introduction: OptionalProse = ""
    drawn_from: tuple[Slug, ...] = ()
    wikidata: Wikidata = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEntry(BaseEntry):
    """An office that an official held."""

    post: FilledLine
    start: Annotated[OptionalEdtf, Field(alias="from")] = ""
    end: Annotated[OptionalEdtf, Field(alias="to")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialEntry(BaseEntry):
    """An entry of officials.yaml."""

    slug: Slug
    name: Name
    family_name: Name
    native_name: OptionalName = ""
    aliases: tuple[Name, ...] = ()
    side: Side
    posts: tuple[PostEntry, ...] = ()
    wikidata: Wikidata = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyEntry(BaseEntry):
    """An entry of treaties.yaml."""

    slug: Slug
    name: Name
    full_name: LongName
    signed: Edtf
    in_force: OptionalEdtf = ""
    suspended: OptionalEdtf = ""
    ended: OptionalEdtf = ""
    status: Annotated[str, AfterValidator(one_of(vocabulary.TreatyStatus)), word_schema(vocabulary.TreatyStatus)] = ""
    superseded_by: OptionalSlug = ""
    signed_at: OptionalSlug = ""
    negotiation: Slug
    summary: Prose
    limits: OptionalProse = ""
    wikidata: Wikidata = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderEntry(BaseEntry):
    """An entry of leaders.yaml."""

    side: Annotated[str, AfterValidator(one_of(vocabulary.Side)), word_schema(vocabulary.Side)]
    name: Name
    official: Slug
    office: Name
    start: Annotated[Edtf, Field(alias="from")]
    end: Annotated[OptionalEdtf, Field(alias="to")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry(BaseEntry):
    """An entry of glossary.yaml."""

    slug: Slug
    term: Name
    forms: tuple[Name, ...] = ()
    russian: tuple[Name, ...] = ()
    definition: Prose
    leads_to: tuple[Lead, ...] = ()
    narrow: Flag = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry(BaseEntry):
    """An entry of places.yaml."""

    name: CityName
    country: KnownCountry
    latitude: Latitude
    longitude: Longitude
    aliases: tuple[Name, ...] = ()
    geonames: GeoNames = ""
    wikidata: Wikidata = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEntry(BaseEntry):
    """A step of a story."""

    at: Bound
    heading: Name
    text: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEntry(BaseEntry):
    """An entry of stories.yaml."""

    slug: Slug
    title: Name
    lead: Prose
    steps: tuple[StepEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(BaseEntry):
    """An official at a meeting."""

    official: Slug
    side: Side
    role: Annotated[str, AfterValidator(one_of(vocabulary.Role)), word_schema(vocabulary.Role)]
    post: Line = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEntry(BaseEntry):
    """A meeting in an article's file: described in full, or named with what this source adds."""

    slug: Slug
    title: OptionalName = ""
    kind: Annotated[str, AfterValidator(one_of(vocabulary.MeetingKind)), word_schema(vocabulary.MeetingKind)] = ""
    negotiation: OptionalSlug = ""
    part_of: OptionalSlug = ""
    start: OptionalEdtf = ""
    end: OptionalEdtf = ""
    status: Annotated[str, AfterValidator(one_of(vocabulary.MeetingStatus)), word_schema(vocabulary.MeetingStatus)] = ""
    city: City = ""
    country: Country = ""
    summary: OptionalProse = ""
    outcome: OptionalProse = ""
    issues: tuple[Slug, ...] = ()
    announced: tuple[Slug, ...] = ()
    participants: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof(BaseEntry):
    """Proof that a quotation was found in the text of its source."""

    hash: Sha256
    checked: Day
    prefix: Line = ""
    suffix: Line = ""
    against: OptionalAgainst = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck(BaseEntry):
    """What the prover found when it last looked at the source's page."""

    day: Day
    status: Annotated[str, AfterValidator(one_of(vocabulary.SourceStatus)), word_schema(vocabulary.SourceStatus)]
    archived: OptionalUrl = ""
    failed: tuple[Day, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionEntry(BaseEntry):
    """Who took which stance on which issue, in which words."""

    holder: OptionalSlug = ""
    holders: tuple[Slug, ...] = ()
    attributed_to: Line = ""
    side: SideOrBoth
    issue: Slug
    stance: Annotated[str, AfterValidator(one_of(vocabulary.Stance)), word_schema(vocabulary.Stance)]
    date: Edtf
    meeting: OptionalSlug = ""
    summary: Prose
    quote: Prose
    translation: OptionalProse = ""
    speech: Annotated[str, AfterValidator(one_of(vocabulary.Speech)), word_schema(vocabulary.Speech)]
    proof: Proof | None = None
    not_found: OptionalDay = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEntry(BaseEntry):
    """An article's file."""

    slug: Slug
    title: LongName
    untitled: Flag = False
    publisher: Name
    authors: tuple[AuthorName, ...] = ()
    published: Edtf
    written: OptionalEdtf = ""
    url: Url
    seed: Flag = False
    kind: Annotated[str, AfterValidator(one_of(vocabulary.ArticleKind)), word_schema(vocabulary.ArticleKind)]
    language: Language
    summary: Prose
    checked: SourceCheck | None = None
    meetings: tuple[MeetingEntry, ...]
    positions: tuple[PositionEntry, ...]


STANDING_ALONE: tuple[type[BaseEntry], ...] = (
    ArticleEntry,
    IssueEntry,
    LeaderEntry,
    NegotiationEntry,
    OfficialEntry,
    PlaceEntry,
    StoryEntry,
    TermEntry,
    TreatyEntry,
)
"""The types of a whole file, or of each entry of a list."""

NESTED: dict[str, type[BaseEntry]] = {
    "answers": Answers,
    "checked": SourceCheck,
    "examples": Examples,
    "meetings": MeetingEntry,
    "participants": Participant,
    "positions": PositionEntry,
    "posts": PostEntry,
    "proof": Proof,
    "steps": StepEntry,
}
"""The kind of entry under each key."""

DESCRIPTION = ("title", "kind", "negotiation", "start", "status", "summary")
"""The keys that a meeting's description must have."""
