"""The record's closed vocabularies: sides, kinds, roles, stances. Everything may import it; it imports nothing else
of the program."""

from datetime import date
from functools import cache, lru_cache

from babel import localedata
from django.db.models import TextChoices

SOVIET_UNION_ENDED = date(1991, 12, 25)


class Side(TextChoices):
    """The two sides that face each other; any other ISO 3166-1 alpha-2 code is a third party."""

    US = "US", "Washington"
    RU = "RU", "Moscow"


JOINT = "joint"
"""The side of a statement that both sides made together, as a file gives it: one entry, and a position of each."""
JOINT_STATEMENT = "joint statement"


class MeetingKind(TextChoices):
    """The kind of a meeting."""

    SUMMIT = "summit", "Summit"
    MINISTERIAL = "ministerial", "Ministerial"
    ROUND = "negotiating-round", "Negotiating round"
    CONSULTATION = "consultation", "Consultation"
    COMMISSION = "commission", "Commission session"
    CALL = "call", "Call"
    SIGNING = "signing", "Signing"
    OTHER = "other", "Other"


class MeetingStatus(TextChoices):
    """Whether a meeting took place."""

    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"
    PLANNED = "planned", "Planned"
    BROKEN_OFF = "broken-off", "Broken off"


NOT_HELD = (MeetingStatus.CANCELLED, MeetingStatus.PLANNED)
"""Meetings that did not take place, or not yet."""


def with_status(title: str, status: str) -> str:
    """A meeting's title where nothing else says its status: `Summit, Moscow (cancelled)`. Unchanged if it was held,
    or if the title already ends that way."""
    mark = f" ({MeetingStatus(status).label.lower()})"
    return title if status == MeetingStatus.HELD or title.endswith(mark) else f"{title}{mark}"


class Role(TextChoices):
    """How an official took part; `met` is a host or other official called on, outside the delegation."""

    HEAD = "head", "Head of delegation"
    MEMBER = "member", "Member of delegation"
    MET = "met", "Met"


class Stance(TextChoices):
    """The answer that a position gives to its issue's question."""

    SUPPORTS = "supports", "Supports"
    CONDITIONAL = "conditional", "Conditional"
    OPPOSES = "opposes", "Opposes"
    UNCLEAR = "unclear", "Unclear"


NO_ANSWER = "no clear answer"
"""The answer of an unclear position; the other stances are worded for each issue (Issue.answers)."""
ANSWERS_IN_GENERAL = {
    Stance.SUPPORTS.value: "yes",
    Stance.CONDITIONAL.value: "in part, or only if …",
    Stance.OPPOSES.value: "no",
    Stance.UNCLEAR.value: NO_ANSWER,
}
"""How the stances answer any issue's question, for text about several issues at once."""
ANSWERING = (Stance.SUPPORTS, Stance.CONDITIONAL, Stance.OPPOSES)
"""The stances that answer the issue's question."""


def answer(stance: str, *answers: str) -> str:
    """How a stance answers a question, whose answers are given in the order of ANSWERING; NO_ANSWER for
    `unclear`."""
    return dict(zip(ANSWERING, answers, strict=True)).get(Stance(stance), NO_ANSWER)


class Speech(TextChoices):
    """Whose words a quotation is: the holder's own, or the reporter's."""

    DIRECT = "direct", "Direct speech"
    REPORTED = "reported", "Reported speech"


OWN_WORDS = {Speech.DIRECT.value: "Own words only", Speech.REPORTED.value: "Paraphrase only"}
"""Kinds of speech, as worded for a reader who filters by them."""


class ArticleKind(TextChoices):
    """The kind of source that an article is."""

    NEWS = "news", "News report"
    TRANSCRIPT = "transcript", "Transcript"
    STATEMENT = "statement", "Statement"
    DOCUMENT = "document", "Document"
    ANALYSIS = "analysis", "Analysis"
    REFERENCE = "reference", "Reference"


class TreatyStatus(TextChoices):
    """What has become of an agreement; empty if the record does not know."""

    IN_FORCE = "in-force", "In force"
    SUSPENDED = "suspended", "Suspended"
    SUPERSEDED = "superseded", "Superseded"
    ENDED = "ended", "Ended"
    NEVER_IN_FORCE = "never-in-force", "Never in force"
    POLITICAL = "political", "Political document, not legally binding"


class Verification(TextChoices):
    """Whether a quotation was compared by machine with the text of its source."""

    VERIFIED = "verified", "Verified verbatim"
    TRANSCRIBED = "transcribed", "Transcribed, not machine-checked"


class SourceStatus(TextChoices):
    """What the prover found when it last looked at a source's page; empty if it has not looked yet."""

    PROVEN = "proven", "Every quotation found"
    NOT_FOUND = "not-found", "A quotation not found"
    CHANGED = "changed", "A quotation no longer there"
    GONE = "gone", "The page is gone"
    BLOCKED = "blocked", "The page keeps programs out"
    UNREACHABLE = "unreachable", "The page could not be reached"


class ProvenAgainst(TextChoices):
    """Which text a quotation was found in; empty: one that the editors hold."""

    PAGE = "page", "the live page"
    ARCHIVE = "archive", "the copy in the Internet Archive"


class ChangeKind(TextChoices):
    """What a release did to an item."""

    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    WITHDRAWN = "withdrawn", "Withdrawn"


def _names(what: str, language: str = "en") -> dict[str, str]:
    """Names by code (Unicode CLDR). Not through babel's Locale, which keeps 2 MB more in memory for these lists."""
    return dict(localedata.load(language, merge_inherited=False)[what])


@cache
def _territories() -> dict[str, str]:
    return {code: name for code, name in _names("territories").items() if len(code) == 2 and code.isalpha()}


@cache
def _languages() -> dict[str, str]:
    return _names("languages")


@cache
def country_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes in use today (Unicode CLDR's list, without its groupings and private-use codes)."""
    groupings = {"EU", "EZ", "UN", "XA", "XB", "XK", "QO", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
    return frozenset(_territories()) - groupings


@cache
def language_codes() -> frozenset[str]:
    """ISO 639-1 codes (Unicode CLDR's two-letter languages)."""
    return frozenset(code for code in _languages() if len(code) == 2)


def country_name(code: str) -> str:
    """The English short name of an ISO 3166-1 alpha-2 code, or the code itself if unknown (source: Unicode CLDR)."""
    return _territories().get(code, code)


def countries_in_russian() -> dict[str, str]:
    """The Russian short names of countries by ISO 3166-1 alpha-2 code (source: Unicode CLDR)."""
    return {code: name for code, name in _names("territories", "ru").items() if code in country_codes()}


def language_name(code: str) -> str:
    """The English name of an ISO 639-1 code, or the code itself if unknown (source: Unicode CLDR)."""
    return _languages().get(code, code)


@cache
def text_direction(code: str) -> str:
    """The direction in which a language (ISO 639-1) is written, as HTML's `dir`: `rtl` for Arabic, Hebrew, Persian
    and similar languages, else `ltr` (source: Unicode CLDR)."""
    if not localedata.exists(code):
        return "ltr"
    # A language without this entry inherits left to right; inherited data is not loaded (as in _names).
    order = localedata.load(code, merge_inherited=False).get("character_order")
    return "rtl" if order == "right-to-left" else "ltr"


def side_name(side: str, *, on: date | None = None) -> str:
    """The state a side stood for on a day: RU is the Soviet Union until 25 December 1991; without a day, today's."""
    if side == Side.RU and on is not None and on <= SOVIET_UNION_ENDED:
        return "Soviet Union"
    return country_name(side)


@lru_cache(maxsize=1024)
def side_capital(side: str) -> str:
    """The side as the pages call it: Washington, Moscow, or the third party's name."""
    return Side(side).label if side in Side.values else country_name(side)
