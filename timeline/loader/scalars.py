"""The values that a fixture file may contain: texts, slugs, dates, addresses and codes as annotated pydantic types.

Each validator returns the value as the record keeps it, or raises ValueError with a message for people. schema.py
combines these types into entries. Imports the vocabulary, dates and problems.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

from django.db.models import TextChoices
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from timeline.domain import authors, dates, vocabulary
from timeline.loader.problems import did_you_mean

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DEGREES = re.compile(r"-?(0|[1-9][0-9]{0,2})\.[0-9]{2}")
WIKIDATA = re.compile(r"Q[1-9][0-9]*")
SHA_256 = re.compile(r"[0-9a-f]{64}")
URL_CHARACTERS = re.compile(r"[^\s\"<>\\^`{|}]+")
LEADS = ("issues", "negotiations", "treaties", "officials", "meetings", "places", "sides", "kinds", "stances")
"""What a term of the glossary may lead to: entries of the record, cities (as slugs), and words of the vocabulary."""
BOUND = ("meetings", "positions", "treaties")
"""What a step of a story may be bound to."""
JOINERS = "\u200c\u200d"
"""Zero-width characters that Persian and Indic names need; every other invisible character is refused."""


def spaced(text: str) -> str:
    """The text with each run of white space collapsed to one space, none at its ends: the form of every stored text."""
    return " ".join(text.split())


def _author(text: str) -> str:
    authors.read(text)
    return text


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


def _bound(text: str) -> str:
    kind, _, slug = text.partition("/")
    if kind not in BOUND or not SLUG.fullmatch(slug):
        raise ValueError(f"{text!r} is nothing to bind to; write meetings/SLUG, positions/ID or treaties/SLUG")
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


def _degrees(text: str, most: int) -> str:
    if not DEGREES.fullmatch(text) or abs(float(text)) > most:
        raise ValueError(f"{text!r} is no angle; write degrees from -{most} to {most} with two decimals, as '46.20'")
    return text


def _geonames(text: str) -> str:
    if text and not text.isdecimal():
        raise ValueError(f"{text!r} is no number of GeoNames; write its digits")
    return text


def _wikidata(text: str) -> str:
    if text and not WIKIDATA.fullmatch(text):
        raise ValueError(f"{text!r} is no item of Wikidata; write its number as Q42")
    return text


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


def one_of(words: type[TextChoices]) -> Callable[[str], str]:
    """A validator that the text is one of the words."""
    values = words.values  # a list that Django makes anew each time

    def check(text: str) -> str:
        if text not in values:
            hint = did_you_mean(text, values)
            raise ValueError(f"{text!r} is none of {', '.join(values)}{hint}")
        return text

    return check


def word_schema(words: type[TextChoices]) -> WithJsonSchema:
    """The words as an enum in JSON Schema."""
    return WithJsonSchema({"type": "string", "enum": list(words.values)})


type Line = Annotated[str, Field(max_length=300), AfterValidator(_clean)]
type FilledLine = Annotated[str, Field(max_length=300), AfterValidator(_clean), AfterValidator(_filled)]
type Name = Annotated[str, Field(max_length=200), AfterValidator(_clean), AfterValidator(_filled)]
type OptionalName = Annotated[str, Field(max_length=200), AfterValidator(_clean)]
type AuthorName = Annotated[str, Field(max_length=200), AfterValidator(_clean), AfterValidator(_author)]
type LongName = Annotated[str, Field(max_length=500), AfterValidator(_clean), AfterValidator(_filled)]
type ShortAnswer = Annotated[str, Field(max_length=60), AfterValidator(_clean), AfterValidator(_filled)]
type City = Annotated[str, Field(max_length=100), AfterValidator(_clean)]
type CityName = Annotated[str, Field(max_length=100), AfterValidator(_clean), AfterValidator(_filled)]
type Prose = Annotated[str, Field(max_length=5000), AfterValidator(_clean), AfterValidator(_filled)]
type OptionalProse = Annotated[str, Field(max_length=5000), AfterValidator(_clean)]
type Slug = Annotated[
    str, Field(max_length=120, json_schema_extra={"pattern": f"^{SLUG.pattern}$"}), AfterValidator(_slug)
]
type Lead = Annotated[str, Field(max_length=140), AfterValidator(_lead)]
type Bound = Annotated[str, Field(max_length=140), AfterValidator(_bound)]
type OptionalSlug = Annotated[str, Field(max_length=120), AfterValidator(lambda text: _slug(text) if text else "")]
type OptionalPosition = Annotated[
    str, Field(max_length=129), AfterValidator(lambda text: _slug(text) if text else "")
]  # the id of a position: an article's slug, a hyphen, eight digits
type Edtf = Annotated[str, Field(max_length=40), AfterValidator(_edtf)]
type OptionalEdtf = Annotated[str, Field(max_length=40), AfterValidator(_edtf_or_none)]
type Day = Annotated[str, AfterValidator(_day)]
type OptionalAgainst = Annotated[
    str, AfterValidator(one_of(vocabulary.ProvenAgainst)), word_schema(vocabulary.ProvenAgainst)
]
type OptionalDay = Annotated[str, AfterValidator(lambda text: _day(text) if text else "")]
type Url = Annotated[str, Field(max_length=1000), AfterValidator(_clean), AfterValidator(_url)]
type OptionalUrl = Annotated[
    str, Field(max_length=1200), AfterValidator(_clean), AfterValidator(lambda text: _url(text) if text else "")
]
type Country = Annotated[str, AfterValidator(_country)]
type KnownCountry = Annotated[str, AfterValidator(_filled), AfterValidator(_country)]
type Latitude = Annotated[str, AfterValidator(lambda text: _degrees(text, 90))]
type Longitude = Annotated[str, AfterValidator(lambda text: _degrees(text, 180))]
type GeoNames = Annotated[str, Field(max_length=12), AfterValidator(_geonames)]
type Wikidata = Annotated[str, Field(max_length=20), AfterValidator(_wikidata)]
type Side = Annotated[str, AfterValidator(_side)]
type SideOrBoth = Annotated[str, AfterValidator(lambda text: text if text == vocabulary.JOINT else _side(text))]
type Language = Annotated[str, AfterValidator(_language)]
type Sha256 = Annotated[str, AfterValidator(_sha_256)]
type Flag = Annotated[bool, BeforeValidator(_true_or_false), WithJsonSchema({"type": "boolean"})]
