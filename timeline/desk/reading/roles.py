"""Finds what somebody named before is called when mentioned again: the Soviet leader, the American envoy, президент."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from timeline.desk.reading.lookup import RecordLookup
from timeline.desk.reading.spans import FoundSpan, SpanChoice
from timeline.desk.reading.speech_words import side_in
from timeline.desk.reading.titles import is_title
from timeline.desk.reading.words import CYRILLIC, TextInWords, listed, phrase, word_key

ROLE = re.compile(
    r"\b[Tt]he\s+(?:(?:American|U\.S\.|US|Soviet|Russian)\s+)?(?:(?:[Cc]hief|[Ss]enior|[Tt]op|[Dd]eputy|[Ff]oreign|"
    r"[Dd]efen[sc]e|[Pp]rime|arms)\s+)*(?P<noun>[Gg]eneral\s+[Ss]ecretary|[Ss]ecretary\s+of\s+[Ss]tate|[Ee]nvoy|[Mm]inister|[Nn]egotiator|[Pp]resident|[Ss]ecretary|[Ll]eader|"
    r"[Aa]mbassador|[Dd]iplomat|[Gg]eneral|[Mm]arshal|[Pp]remier|[Cc]hairman|[Oo]fficial|[Aa]dviser|[Uu]ndersecretary)\b"
    r"(?!['’]s\b|\s+(?:of|[A-Z]))"
    r"|\b(?:[Аа]мериканск|[Рр]оссийск|[Сс]оветск)(?:ий|ого|ому|им|ом)\s+(?P<noun_ru>министр|президент|переговорщик|посол|"
    r"замминистра|лидер|генерал|маршал)\w{0,3}\b(?!\s+[А-ЯЁ])"
    r"|(?=[ГгПпМм])(?<![\w-])(?<!ый\s)(?<!ий\s)(?<!ого\s)(?<!его\s)(?<!ому\s)(?<!ему\s)(?<!ым\s)(?<!им\s)(?<!ом\s)"
    r"(?P<noun_alone>[Гг]енеральн\w+\s+секретар\w{1,2}|[Гг]осударственн\w+\s+секретар\w{1,2}|[Гг]оссекретар\w{1,2}|"
    r"[Пп]резидент(?:а|у|ом|е)?|[Мм]инистр(?:а|у|ом|е)?|[Пп]осол|[Пп]осл(?:а|у|ом)|[Гг]енерал(?:а|у|ом|е)?|"
    r"[Мм]аршал(?:а|у|ом|е)?)(?=\s*[.,;:»)—–]|\s+[а-яё]+(?:л|ла|лся|лась|ет|ит|ют|ят)\b|"
    r"\s+(?:и|а|но|не|уже|ещ[её]|в|на|с|по|к|за|о|у|из|тоже|потом)\b)"
)
"""A role: in English behind *the*, in Russian behind an adjective of its side, or alone where no name and no genitive
may follow it."""
LEADERS = frozenset({"leader", "president", "premier", "chairman"})
QUALIFYING = frozenset({"foreign", "defense", "deputy", "prime"})
"""Words of a role that its post must have too."""
LEADING = frozenset({"president", "secretary", "premier", "chairman", "general"})
NEGOTIATORS = frozenset({"negotiator", "delegation"})
"""The words of posts of those whom a text calls negotiators."""
UNDER = listed("assistant adviser advisor vice deputy aide envoy representative to")
"""Words of posts under a leader."""
RUSSIAN = {
    "президент": "president", "министр": "minister", "замминистра": "minister", "посол": "ambassador",
    "посл": "ambassador", "лидер": "leader", "генерал": "general", "маршал": "marshal", "переговорщик": "negotiator",
    "генеральн": "general secretary", "государственн": "secretary of state",
    "госсекретар": "secretary of state",
}  # fmt: skip
"""The English nouns by the beginnings of the Russian ones."""
RANK_FORMS = {"ambassador": "ambassador|пос(?:ол|л[ау]|лом)", "general": r"gen(?:eral)?|генерал\w{0,2}(?:-\w+)?",
              "marshal": r"marshal|маршал\w{0,2}"}  # fmt: skip
"""Nouns that mean whoever was introduced with them (Marshal Akhromeyev, the marshal), and how they are then written."""
MOST_BACK = 30
"""How many mentions back the one meant may lie."""


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role as the text says it: its English noun, the words that the post must have too, the side, whether it stands
    alone, as in Russian."""

    noun: str
    needed: frozenset[str]
    side: str
    is_alone: bool


def _role(match: re.Match[str]) -> RoleWords:
    russian = (match["noun_ru"] or match["noun_alone"] or "").lower()
    begun = max((one for one in RUSSIAN if russian.startswith(one)), key=len, default="")
    said = phrase(RUSSIAN[begun] if russian else match["noun"])
    is_office = len(said) > 1
    needed = QUALIFYING.intersection(phrase(match[0])) | (set(said) - {"of"} if is_office else set())
    return RoleWords(
        "secretary" if is_office else said[0], frozenset(needed), side_in(match[0]), bool(match["noun_alone"])
    )


def _meant(noun: str) -> frozenset[str]:
    """The words of posts, one of which a noun may mean."""
    if noun == "negotiator":
        return NEGOTIATORS
    if noun == "general":  # a rank, not the general secretary
        return frozenset()
    return LEADING if noun in LEADERS - {"president"} else frozenset({noun})


def _held(slug: str, titles: Set[str], needed: Set[str], year: int, record: RecordLookup) -> bool:
    """Whether an official was that year in a post with one of the titles and all that is needed: *foreign* minister."""
    is_leader = bool(titles & LEADING)
    return any(
        titles & post.words
        and needed <= post.words
        and post.years[0] <= year <= post.years[1]
        and not (is_leader and UNDER & post.words)
        for post in record.names.people[slug].posts
    )


def _ranked(words: TextInWords, before: Sequence[FoundSpan], noun: str) -> str:
    """Of the officials introduced with this rank (Marshal Akhromeyev) the one named last; empty if there is none."""
    if noun not in RANK_FORMS:
        return ""
    rank = re.compile(rf"\b(?:{RANK_FORMS[noun]})\W+$", re.IGNORECASE)
    bearers = {
        one.value
        for one in before
        if rank.search(words.text[max(one.start - 20, 0) : one.start])
        or words.text[one.start : one.end].lower().startswith(noun)
    }
    return next((one.value for one in reversed(before) if one.value in bearers), "")


def _only_one_near(words: TextInWords, before: Sequence[FoundSpan], holding: Sequence[str], at: int) -> bool:
    """Whether of those who hold such a post exactly one is named in the paragraph so far."""
    paragraph = words.text.rfind("\n", 0, at) + 1
    return len({one.value for one in before if one.start >= paragraph and one.value in holding}) == 1


def _is_told(words: TextInWords, role: RoleWords, before: Sequence[FoundSpan], holding: Sequence[str], at: int) -> bool:
    """Whether a role says enough to be sure of who is meant: a side, an office, a leader, the only one there is."""
    if role.side or role.needed or (role.noun in LEADERS and not role.is_alone):
        return True
    return _only_one_near(words, before, holding, at) or (role.is_alone and len(set(holding)) == 1)


def _is_part(words: TextInWords, before: Sequence[FoundSpan], slug: str, at: int) -> bool:
    """Whether a role says what somebody named before it is (…, the secretary of state), or whose assistant."""
    if before and before[-1].value == slug and words.text[before[-1].end : at] == ", ":
        return True
    last = re.search(r"(\w+)\s+$", words.text[max(at - 30, 0) : at])
    return bool(last and CYRILLIC.search(last[1]) and is_title(word_key(last[1])))


def _mention(
    words: TextInWords, match: re.Match[str], before: Sequence[FoundSpan], record: RecordLookup, year: int
) -> FoundSpan | None:
    """The official meant by a role: of those named before who fits in side and post; None if nobody does."""
    role, at, people = _role(match), match.start(), record.names.people
    fitting = [one.value for one in before if not role.side or people[one.value].side == role.side]
    holding = [slug for slug in fitting if _held(slug, _meant(role.noun), role.needed, year, record)]
    ranked = _ranked(words, before, role.noun)
    slug = ranked or (holding or fitting or [""])[-1]
    if not (ranked or holding or (role.side and slug)) or _is_part(words, before, slug, at):
        return None
    is_sure = bool(ranked) or (bool(holding) and _is_told(words, role, before, holding, at))
    score = 0.7 if is_sure and role.noun not in {"official", "diplomat"} else 0.5
    return FoundSpan(at, match.end(), "official", (SpanChoice(slug, score, f"{people[slug].name}, named before"),))


def roles(
    words: TextInWords, officials: Sequence[FoundSpan], record: RecordLookup, *, year: int
) -> Iterator[FoundSpan]:
    """The mentions of officials by their role: the last one named before who fits in side and post, or was introduced
    with that rank; a weak guess where only the side fits."""
    for match in ROLE.finditer(words.text):
        before = [one for one in officials if one.end <= match.start()][-MOST_BACK:]
        if found := _mention(words, match, before, record, year):
            yield found
