"""What the API gives, as types: items are the answers' own JSON, so that what its documentation says of a field holds
here. With `fields` an item has only those asked for, with `expand` a relation is the whole item.

The names and fields are those of the API's OpenAPI document, and a test of its repository holds both equal.
"""

from typing import Any, Literal, NotRequired, TypedDict

type ProvenAgainst = Literal["page", "archive"]
type SourceStatus = Literal["proven", "not-found", "changed", "gone", "blocked", "unreachable"]
type ArticleKind = Literal["news", "transcript", "statement", "document", "analysis", "reference"]
type ChangeKind = Literal["added", "changed", "withdrawn"]
type Noun = Literal["officials", "issues", "negotiations", "treaties", "meetings", "positions", "articles"]
type MeetingKind = Literal[
    "summit", "ministerial", "negotiating-round", "consultation", "commission", "call", "signing", "other"
]
type MeetingStatus = Literal["held", "cancelled", "planned", "broken-off"]
type Role = Literal["head", "member", "met"]
type Speech = Literal["direct", "reported"]
type Stance = Literal["supports", "conditional", "opposes", "unclear"]
type TreatyStatus = Literal["in-force", "suspended", "superseded", "ended", "never-in-force", "political"]
type Verification = Literal["verified", "transcribed"]


class Author(TypedDict):
    """Who wrote a source: a person by the parts of the name, or an organisation (`literal`)."""

    family: NotRequired[str]
    given: NotRequired[str]
    suffix: NotRequired[str]
    literal: NotRequired[str]


class AnswerExamples(TypedDict):
    """The id of a statement for each answer, where the record has one."""

    supports: str | None
    conditional: str | None
    opposes: str | None


class Answers(TypedDict):
    """What each stance answers to the issue's question, in the issue's own words."""

    supports: str
    conditional: str
    opposes: str


Post = TypedDict("Post", {"post": str, "from": str | None, "to": str | None})
"""An office that an official held."""


class Proof(TypedDict):
    """The check of a quotation against its source's text, and the words around it there."""

    hash: str
    checked: str
    prefix: str | None
    suffix: str | None
    against: ProvenAgainst | None


class SourceCheck(TypedDict):
    """What a program found when it last looked at the page of a source."""

    day: str
    status: SourceStatus
    archived_url: str | None


class FacetValue(TypedDict):
    """A value, and how many items have it."""

    value: str
    label: str
    count: int


class OfficialLink(TypedDict):
    """An official, named."""

    slug: str
    name: str
    url: str


class IssueLink(TypedDict):
    """An issue, named."""

    slug: str
    name: str
    url: str


class NegotiationLink(TypedDict):
    """A negotiation, named."""

    slug: str
    name: str
    url: str


class TreatyLink(TypedDict):
    """A treaty, named."""

    slug: str
    name: str
    url: str


class MeetingLink(TypedDict):
    """A meeting, named."""

    slug: str
    title: str
    url: str


class ArticleLink(TypedDict):
    """An article, named."""

    slug: str
    title: str
    url: str


class Participant(TypedDict):
    """An official at a meeting: on whose side, as what, in which post."""

    official: OfficialLink
    side: str
    role: Role
    post: str | None


class Meeting(TypedDict):
    """One dated encounter: who sat on each side, what was on the table, what came of it."""

    slug: str
    title: str
    kind: MeetingKind
    status: MeetingStatus
    start: str
    end: str | None
    earliest: str
    latest: str
    city: str | None
    country: str | None
    negotiation: NegotiationLink
    part_of: MeetingLink | None
    sessions: list[MeetingLink]
    summary: str
    outcome: str | None
    issues: list[IssueLink]
    announced: list[IssueLink]
    participants: list[Participant]
    treaties: list[TreatyLink]
    articles: list[ArticleLink]
    position_count: int
    added_in: str | None
    changed_in: str | None
    url: str
    html_url: str


class Official(TypedDict):
    """A person who speaks or negotiates for a side."""

    slug: str
    name: str
    family_name: str
    native_name: str | None
    aliases: list[str]
    side: str
    posts: list[Post]
    meeting_count: int
    position_count: int
    earliest: str | None
    latest: str | None
    wikidata: str | None
    added_in: str | None
    changed_in: str | None
    url: str
    html_url: str


class Issue(TypedDict):
    """What is disputed, asked as one yes/no question so that stances can be compared."""

    slug: str
    name: str
    question: str
    comparable: bool
    answers: Answers
    rule: str | None
    example: str | None
    examples: AnswerExamples
    meeting_count: int
    position_count: int
    added_in: str | None
    changed_in: str | None
    url: str
    html_url: str


class Negotiation(TypedDict):
    """A track of talks that lasts years."""

    slug: str
    name: str
    start: str
    end: str | None
    earliest: str
    latest: str | None
    meeting_count: int
    treaties: list[TreatyLink]
    wikidata: str | None
    added_in: str | None
    changed_in: str | None
    url: str
    html_url: str


class Treaty(TypedDict):
    """An agreement: signed, in force, suspended, ended, and what has become of it."""

    slug: str
    name: str
    full_name: str
    signed: str
    in_force: str | None
    suspended: str | None
    ended: str | None
    status: TreatyStatus | None
    superseded_by: str | None
    earliest: str
    latest: str | None
    signed_at: MeetingLink | None
    negotiation: NegotiationLink
    summary: str
    limits: str | None
    wikidata: str | None
    added_in: str | None
    changed_in: str | None
    url: str
    html_url: str


class Position(TypedDict):
    """Who took which stance on which issue, when, where and in which words, by which article."""

    id: str
    holder: OfficialLink | None
    attributed_to: str | None
    speaker: str
    side: str
    joint: bool
    issue: IssueLink
    stance: Stance
    answer: str
    date: str
    earliest: str
    latest: str
    meeting: MeetingLink | None
    summary: str
    quote: str
    language: str
    translation: str | None
    speech: Speech
    words_of: str
    article: ArticleLink
    source_link: str
    verification: Verification
    proof: Proof | None
    not_found: str | None
    added_in: str | None
    changed_in: str | None
    url: str
    html_url: str


class PositionInBrief(TypedDict):
    """A position in brief, or whole where that is asked for."""

    id: str
    holder: OfficialLink | None
    attributed_to: str | None
    speaker: str
    side: NotRequired[str]
    joint: bool
    issue: NotRequired[IssueLink]
    stance: Stance
    answer: str
    date: str
    earliest: NotRequired[str]
    latest: NotRequired[str]
    meeting: NotRequired[MeetingLink | None]
    summary: str
    quote: str
    language: str
    translation: str | None
    speech: Speech
    words_of: str
    article: NotRequired[ArticleLink]
    source_link: str
    verification: Verification
    proof: NotRequired[Proof | None]
    not_found: NotRequired[str | None]
    added_in: NotRequired[str | None]
    changed_in: NotRequired[str | None]
    url: str
    html_url: str


class Article(TypedDict):
    """One public source and what the record takes from it; never its text."""

    slug: str
    title: str
    untitled: bool
    publisher: str
    author: str | None
    authors: list[Author]
    published: str
    written: str | None
    earliest: str
    latest: str
    source_url: str
    kind: ArticleKind
    language: str
    summary: str
    meetings: list[MeetingLink]
    position_count: int
    checked: SourceCheck | None
    added_in: str | None
    changed_in: str | None
    url: str
    html_url: str


class SideStanding(TypedDict):
    """Where one side stood: the stance of its last word, and that position."""

    stance: Stance
    answer: str
    value: int | None
    position: PositionInBrief


class SilentSide(TypedDict):
    """A side that spoke once and has been silent for too long to stand anywhere."""

    silent_since: str
    last_position: PositionInBrief


class Standing(TypedDict):
    """Where both sides stood on one issue, and how far apart: 0 (together) to 2 (opposed)."""

    day: str
    issue: IssueLink
    comparable: bool
    us: SideStanding | None
    ru: SideStanding | None
    us_silent: SilentSide | None
    ru_silent: SilentSide | None
    distance: int | None


class NamedRelease(TypedDict):
    """A release of the record, by its name."""

    name: str
    hash: str
    date: str
    note: str | None
    draft: bool
    added: int
    changed: int
    withdrawn: int
    url: str
    html_url: str


ChangedField = TypedDict("ChangedField", {"name": str, "from": str | None, "to": str | None, "change": ChangeKind})
"""A fact of an item that changed; None where it was or is empty, or too long to be told."""


class ItemChange(TypedDict):
    """What a release did to an item."""

    noun: Noun
    id: str
    change: ChangeKind
    release: str
    fields: list[ChangedField]
    own: bool
    reason: str | None
    replaced_by: str | None
    url: str
    html_url: str
    item: NotRequired[dict[str, Any] | None]


class Find(TypedDict):
    """One find."""

    kind: Noun
    slug: NotRequired[str]
    id: NotRequired[str]
    url: str
    html_url: str
    title: str
    date: str | None
    score: float
    highlight: str


class Note(TypedDict):
    """What the API says of a parameter: why it was refused, or what it was taken for."""

    parameter: str
    detail: str
    did_you_mean: str | None
    values: NotRequired[list[str]]


class Page[T](TypedDict):
    """A page of a list."""

    count: int
    next: str | None
    previous: str | None
    results: list[T]
    facets: NotRequired[dict[str, list[FacetValue]]]
    until: NotRequired[str | None]
    notes: NotRequired[list[Note]]
