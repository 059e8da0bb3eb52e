"""Finds what somebody named before is called when mentioned again: the Soviet leader, the American envoy, президент."""

import re
from collections.abc import Iterator, Sequence, Set

from timeline.desk.reading.lookup import RecordLookup
from timeline.desk.reading.spans import FoundSpan, SpanChoice
from timeline.desk.reading.speech_words import side_in
from timeline.desk.reading.words import TextInWords, listed, phrase

ROLE = re.compile(
    r"\b[Tt]he\s+(?:(?:American|U\.S\.|US|Soviet|Russian)\s+)?(?:(?:[Cc]hief|[Ss]enior|[Tt]op|[Dd]eputy|[Ff]oreign|"
    r"[Dd]efen[sc]e|[Pp]rime|arms)\s+)*(?P<noun>[Gg]eneral\s+[Ss]ecretary|[Ss]ecretary\s+of\s+[Ss]tate|[Ee]nvoy|[Mm]inister|[Nn]egotiator|[Pp]resident|[Ss]ecretary|[Ll]eader|"
    r"[Aa]mbassador|[Dd]iplomat|[Gg]eneral|[Mm]arshal|[Pp]remier|[Cc]hairman|[Oo]fficial|[Aa]dviser|[Uu]ndersecretary)\b"
    r"(?!['’]s\b|\s+(?:of|[A-Z]))"
    r"|\b(?:[Аа]мериканск|[Рр]оссийск|[Сс]оветск)(?:ий|ого|ому|им|ом)\s+(?P<noun_ru>министр|президент|дипломат|переговорщик|посол|"
    r"замминистра|лидер|генерал|маршал)\w{0,3}\b(?!\s+[А-ЯЁ])"
)
LEADERS = frozenset({"leader", "president", "premier", "chairman", "лидер", "президент"})
QUALIFYING = frozenset({"foreign", "defense", "deputy", "prime"})
"""Words of a role that its post must have too."""
LEADING = frozenset({"president", "secretary", "premier", "chairman", "general"})
RANKS = frozenset({"ambassador", "general", "marshal"})
"""Nouns that mean whoever was introduced with them: Marshal Akhromeyev, the marshal."""
UNDER = listed("assistant adviser advisor vice deputy aide envoy representative to")
"""Words of posts under a leader."""
RUSSIAN = {"президент": "president", "министр": "minister", "посол": "ambassador", "замминистра": "minister"}
MOST_BACK = 30
"""How many mentions back the one meant may lie."""


def _meant(noun: str) -> frozenset[str]:
    """The words of posts, one of which a noun may mean."""
    return LEADING if noun in LEADERS - {"president", "президент"} else frozenset({RUSSIAN.get(noun, noun)})


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
    """The official named last before with this rank: Marshal Akhromeyev; empty if there is none."""
    rank = re.compile(rf"\b{noun}\W+$", re.IGNORECASE)
    found = (
        one.value
        for one in reversed(before)
        if rank.search(words.text[max(one.start - 20, 0) : one.start])
        or words.text[one.start : one.end].lower().startswith(noun)
    )
    return next(found, "") if noun in RANKS else ""


def _mention(match: re.Match[str], slug: str, score: float, record: RecordLookup) -> FoundSpan:
    reason = f"{record.names.people[slug].name}, named before"
    return FoundSpan(match.start(), match.end(), "official", (SpanChoice(slug, score, reason),))


def roles(
    words: TextInWords, officials: Sequence[FoundSpan], record: RecordLookup, *, year: int
) -> Iterator[FoundSpan]:
    """The mentions of officials by their role: the last one named before who fits in side and post, or was introduced
    with that rank; a weak guess where only the side fits."""
    for match in ROLE.finditer(words.text):
        said = phrase(match["noun"] or match["noun_ru"])
        noun = "secretary" if len(said) > 1 else said[0]
        needed = QUALIFYING.intersection(phrase(match[0])) | (set(said) - {"of"} if len(said) > 1 else set())
        side = side_in(match[0])
        earlier = [one for one in officials if one.end <= match.start()][-MOST_BACK:]
        fitting = [one.value for one in earlier if not side or record.names.people[one.value].side == side]
        holding = [slug for slug in fitting if _held(slug, _meant(noun), needed, year, record)]
        ranked = _ranked(words, earlier, noun)
        slug = ranked or (holding or fitting or [""])[-1]
        beside = earlier[-1] if earlier and words.text[earlier[-1].end : match.start()] == ", " else None
        if beside and beside.value == slug:  # what somebody is, said behind their name
            continue
        if slug and (ranked or holding or side):
            is_told = bool(ranked or side) or noun in LEADERS or len(said) > 1
            is_sure = (ranked or holding) and is_told and noun not in {"official", "diplomat"}
            yield _mention(match, slug, 0.7 if is_sure else 0.5, record)
