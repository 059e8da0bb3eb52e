"""What a fixture file may hold: one dataclass a kind of entry, its fields in the order of the canonical form.

pydantic reads a file's data into them (and prints the JSON Schema that editors' tools use); the messages are ours.
What two fields, two entries or two files must agree on is in rules.py. Imports the vocabulary, dates and reading.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Any, ClassVar, get_type_hints
from urllib.parse import urlsplit

from django.db.models import TextChoices
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, WithJsonSchema
from pydantic.fields import FieldInfo

from timeline.domain import dates, vocabulary
from timeline.loader.problems import Finding, did_you_mean
from timeline.loader.reading import Data

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SHA_256 = re.compile(r"[0-9a-f]{64}")
URL_CHARACTERS = re.compile(r"[^\s\"<>\\^`{|}]+")
LEADS = ("issues", "negotiations", "treaties", "officials", "meetings", "places", "sides", "kinds", "stances")
"""What a term of the glossary may lead to: entries of the record, cities (as slugs), and words of the vocabulary."""
JOINERS = "\u200c\u200d"
"""Zero-width characters that Persian and Indic names need; every other invisible character is refused."""


def spaced(text: str) -> str:
    """The text with each run of white space as one space, none at its ends: how every text of the record is kept."""
    return " ".join(text.split())


# Validators: each returns the value as it is kept, or raises ValueError with a message for a person.


def _clean(text: str) -> str:
    text = spaced(text)
    if not text.isprintable():
        for character in text:
            if unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} and character not in JOINERS:
                name = unicodedata.name(character, "a control character").lower()
                raise ValueError(f"holds U+{ord(character):04X} ({name}), which a reader cannot see; take it out")
    return text


def _filled(text: str) -> str:
    if not text:
        raise ValueError("must not be empty")
    return text


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise ValueError(f"{text!r} is no slug; write lower-case letters a-z, digits and single hyphens")
    return text


def _lead(text: str) -> str:
    kind, _, slug = text.partition("/")
    if kind not in LEADS or not SLUG.fullmatch(slug):
        raise ValueError(f"{text!r} leads nowhere; write {', '.join(f'{one}/SLUG' for one in LEADS)}")
    return text


def _in_years(text: str, span: dates.Span) -> str:
    if not dates.is_plausible(span):
        first, last = dates.YEARS
        remedy = "mend the year; what has not ended has no date of its end"
        raise ValueError(f"{text!r} lies outside the years of the record, {first} to {last}: {remedy}")
    return text


def _edtf(text: str) -> str:
    return _in_years(text, dates.parse(text))


def _edtf_or_none(text: str) -> str:
    return _edtf(text) if text else ""


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no day; write it as 2026-07-31") from None
    return _in_years(day.isoformat(), dates.Span(day, day))


def _url(text: str) -> str:
    expected = "write the page's full address, http://… or https://…"
    try:
        parts = urlsplit(text)
        well_formed = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        well_formed = False
    if not well_formed or not URL_CHARACTERS.fullmatch(text):
        raise ValueError(f"{text!r} is no address of a page; {expected}")
    if "@" in parts.netloc:
        raise ValueError(f"{text!r} carries a user's name; {expected}")
    return text


def _code(text: str, known: frozenset[str], what: str) -> str:
    if text not in known:
        raise ValueError(f"{text!r} is no {what}")
    return text


def _country(text: str) -> str:
    return _code(text, vocabulary.country_codes(), "ISO 3166-1 alpha-2 code of a country of today") if text else ""


def _side(text: str) -> str:
    what = "side; write US, RU (also for the Soviet Union) or another ISO 3166-1 alpha-2 code"
    return _code(text, vocabulary.country_codes(), what)


def _language(text: str) -> str:
    return _code(text, vocabulary.language_codes(), "ISO 639-1 code of a language")


def _sha_256(text: str) -> str:
    if not SHA_256.fullmatch(text):
        raise ValueError("must be a SHA-256 hash: 64 hexadecimal digits in lower case")
    return text


def _true_or_false(value: object) -> object:
    if value not in ("true", "false"):
        raise ValueError("must be true or false")
    return value == "true"


def _one_of(words: type[TextChoices]) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in words.values:
            hint = did_you_mean(text, words.values)
            raise ValueError(f"{text!r} is none of {', '.join(words.values)}{hint}")
        return text

    return check


def _words(words: type[TextChoices]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(words.values)})


type Line = Annotated[str, Field(max_length=300), AfterValidator(_clean)]
type FilledLine = Annotated[str, Field(max_length=300), AfterValidator(_clean), AfterValidator(_filled)]
type Name = Annotated[str, Field(max_length=200), AfterValidator(_clean), AfterValidator(_filled)]
type OptionalName = Annotated[str, Field(max_length=200), AfterValidator(_clean)]
type LongName = Annotated[str, Field(max_length=500), AfterValidator(_clean), AfterValidator(_filled)]
type ShortAnswer = Annotated[str, Field(max_length=60), AfterValidator(_clean), AfterValidator(_filled)]
type City = Annotated[str, Field(max_length=100), AfterValidator(_clean)]
type Prose = Annotated[str, Field(max_length=5000), AfterValidator(_clean), AfterValidator(_filled)]
type OptionalProse = Annotated[str, Field(max_length=5000), AfterValidator(_clean)]
type Slug = Annotated[
    str, Field(max_length=120, json_schema_extra={"pattern": f"^{SLUG.pattern}$"}), AfterValidator(_slug)
]
type Lead = Annotated[str, Field(max_length=140), AfterValidator(_lead)]
type OptionalSlug = Annotated[str, Field(max_length=120), AfterValidator(lambda text: _slug(text) if text else "")]
type Edtf = Annotated[str, Field(max_length=40), AfterValidator(_edtf)]
type OptionalEdtf = Annotated[str, Field(max_length=40), AfterValidator(_edtf_or_none)]
type Day = Annotated[str, AfterValidator(_day)]
type Url = Annotated[str, Field(max_length=1000), AfterValidator(_clean), AfterValidator(_url)]
type Country = Annotated[str, AfterValidator(_country)]
type Side = Annotated[str, AfterValidator(_side)]
type Language = Annotated[str, AfterValidator(_language)]
type Sha256 = Annotated[str, AfterValidator(_sha_256)]
type Flag = Annotated[bool, BeforeValidator(_true_or_false), WithJsonSchema({"type": "boolean"})]


class BaseEntry:
    """Base of every entry: keys that no field bears are refused."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers(BaseEntry):
    """How each stance answers an issue's question, in a few words."""

    supports: ShortAnswer
    conditional: ShortAnswer
    opposes: ShortAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEntry(BaseEntry):
    """An entry of issues.yaml."""

    slug: Slug
    name: Name
    question: Prose
    comparable: Flag
    answers: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class NegotiationEntry(BaseEntry):
    """An entry of negotiations.yaml."""

    slug: Slug
    name: Name
    start: Edtf
    end: OptionalEdtf = ""


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
    status: Annotated[str, AfterValidator(_one_of(vocabulary.TreatyStatus)), _words(vocabulary.TreatyStatus)] = ""
    superseded_by: OptionalSlug = ""
    signed_at: OptionalSlug = ""
    negotiation: Slug
    summary: Prose
    limits: OptionalProse = ""


def has_ended(treaty: TreatyEntry) -> bool:
    """Whether the dates by themselves say the status `ended`: in force once, ended, and nothing else said."""
    return bool(treaty.in_force and treaty.ended) and treaty.status in {"", vocabulary.TreatyStatus.ENDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderEntry(BaseEntry):
    """An entry of leaders.yaml."""

    side: Annotated[str, AfterValidator(_one_of(vocabulary.Side)), _words(vocabulary.Side)]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(BaseEntry):
    """An official at a meeting."""

    official: Slug
    side: Side
    role: Annotated[str, AfterValidator(_one_of(vocabulary.Role)), _words(vocabulary.Role)]
    post: Line = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEntry(BaseEntry):
    """A meeting in an article's file: described in full, or named with what this source adds."""

    slug: Slug
    title: OptionalName = ""
    kind: Annotated[str, AfterValidator(_one_of(vocabulary.MeetingKind)), _words(vocabulary.MeetingKind)] = ""
    negotiation: OptionalSlug = ""
    start: OptionalEdtf = ""
    end: OptionalEdtf = ""
    status: Annotated[str, AfterValidator(_one_of(vocabulary.MeetingStatus)), _words(vocabulary.MeetingStatus)] = ""
    city: City = ""
    country: Country = ""
    summary: OptionalProse = ""
    outcome: OptionalProse = ""
    issues: tuple[Slug, ...] = ()
    participants: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof(BaseEntry):
    """That a quotation was found in the text of its source."""

    hash: Sha256
    checked: Day
    prefix: Line = ""
    suffix: Line = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionEntry(BaseEntry):
    """Who took which stance on which issue, in which words."""

    holder: OptionalSlug = ""
    attributed_to: Line = ""
    side: Side
    issue: Slug
    stance: Annotated[str, AfterValidator(_one_of(vocabulary.Stance)), _words(vocabulary.Stance)]
    date: Edtf
    meeting: OptionalSlug = ""
    summary: Prose
    quote: Prose
    translation: OptionalProse = ""
    speech: Annotated[str, AfterValidator(_one_of(vocabulary.Speech)), _words(vocabulary.Speech)]
    proof: Proof | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEntry(BaseEntry):
    """An article's file."""

    slug: Slug
    title: LongName
    publisher: Name
    author: Line = ""
    published: Edtf
    url: Url
    seed: Flag = False
    kind: Annotated[str, AfterValidator(_one_of(vocabulary.ArticleKind)), _words(vocabulary.ArticleKind)]
    language: Language
    summary: Prose
    meetings: tuple[MeetingEntry, ...]
    positions: tuple[PositionEntry, ...]


NESTED: dict[str, type[BaseEntry]] = {
    "answers": Answers,
    "meetings": MeetingEntry,
    "participants": Participant,
    "positions": PositionEntry,
    "posts": PostEntry,
    "proof": Proof,
}
"""The kind of entry that stands under a key."""

DESCRIPTION = ("title", "kind", "negotiation", "start", "status", "summary")
"""The keys of a meeting that its description must have."""


def position_id(article: str, position: PositionEntry) -> str:
    """The position's lasting public identity: its article's slug and 8 hexadecimal digits of what it says."""
    said = (position.side, position.holder or position.attributed_to, position.issue, position.quote)
    return f"{article}-{hashlib.sha256('\x1f'.join(said).encode()).hexdigest()[:8]}"


def _key_names(kind: type[Any]) -> dict[str, str]:
    hints = get_type_hints(kind, include_extras=True)
    names = {}
    for each in fields(kind):
        metadata = getattr(hints[each.name], "__metadata__", ())
        aliases = [info.alias for info in metadata if isinstance(info, FieldInfo) and info.alias]
        names[each.name] = aliases[0] if aliases else each.name
    return names


KEY_NAMES: dict[type[BaseEntry], dict[str, str]] = {
    kind: _key_names(kind)
    for kind in (
        ArticleEntry,
        IssueEntry,
        LeaderEntry,
        NegotiationEntry,
        OfficialEntry,
        TermEntry,
        TreatyEntry,
        *NESTED.values(),
    )
}
"""The YAML key of each field of an entry, in canonical order."""

ADAPTERS: dict[type[BaseEntry], TypeAdapter[Any]] = {
    kind: TypeAdapter(kind)
    for kind in (ArticleEntry, IssueEntry, LeaderEntry, NegotiationEntry, OfficialEntry, TermEntry, TreatyEntry)
}
"""pydantic's reader of each kind of entry that a file or list consists of."""


def _shape(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "text" if value else "nothing"


def _message(kind: type[BaseEntry], error: Any) -> str:
    """pydantic's error in the record's own words."""
    steps = [step for step in error["loc"] if isinstance(step, str)]
    key = steps[-1] if steps else ""
    match error["type"]:
        case "missing":
            return f"the key {key!r} is missing"
        case "unexpected_keyword_argument":
            holder = NESTED[steps[-2]] if len(steps) > 1 else kind
            return f"the key {key!r} is unknown{did_you_mean(key, KEY_NAMES[holder].values())}"
        case "string_type":
            return f"{key}: must be text, not {_shape(error['input'])}"
        case "tuple_type":
            return f"{key}: must be a list ([] for none), not {_shape(error['input'])}"
        case "dataclass_type":
            named = key or kind.__name__.removesuffix("Entry").lower()
            return f"{named}: must be a mapping (key: value), not {_shape(error['input'])}"
        case "string_too_long":
            return f"{key}: is longer than {error['ctx']['max_length']} characters"
        case "value_error":
            return f"{key}: {error['ctx']['error']}"
    return f"{key}: {error['msg']}"


def _findings(kind: type[BaseEntry], failure: ValidationError) -> Iterator[Finding]:
    for error in failure.errors(include_url=False):
        yield Finding(error["loc"], _message(kind, error), at_key=error["type"] == "unexpected_keyword_argument")


def entry[E: BaseEntry](kind: type[E], value: Data) -> tuple[E | None, list[Finding]]:
    """The entry that the data are, or none and everything wrong with them. Never raises."""
    try:
        return ADAPTERS[kind].validate_python(value), []
    except ValidationError as failure:
        return None, list(_findings(kind, failure))
