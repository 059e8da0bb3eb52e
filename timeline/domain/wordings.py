"""What a meeting is called in a few words beside its mark: its title if that is short, else what distinguishes it
from the meetings around it: who met, which round, and last the city."""

import re
from functools import lru_cache

from timeline.domain.marks import Mark
from timeline.domain.vocabulary import MeetingKind

LONGEST = 34
"""The most characters of a label."""
PAIR = re.compile(r"\b([^\W\d_][\w’'-]+)–([^\W\d_][\w’'-]+)")
NUMBERED = re.compile(r"^(.+?),? (?:round|session) ([IVXLC]+)\b")
ORDINAL = re.compile(r"\b[\w-]+ (?:round|session)\b")


def _pair(title: str) -> str:
    """Who met whom, if the title names one from each side: `Shultz–Gromyko`."""
    for one, other in PAIR.findall(title):
        if one.istitle() and other.istitle() and len(one) > 2:
            return f"{one}–{other}"
    return ""


def _short_name(name: str) -> str:
    """The initials of a name of several capitalised words: `NST` for Nuclear and Space Talks; any other unchanged."""
    capitals = [word[0] for word in name.split() if word[0].isupper()]
    return "".join(capitals) if len(capitals) > 1 else name


def _round(title: str) -> str:
    """Which round or session it was: `NST VI`, `fourth round`."""
    if numbered := NUMBERED.match(title):
        return f"{_short_name(numbered[1])} {numbered[2]}"
    named = ORDINAL.search(title)
    return named[0] if named else ""


@lru_cache(maxsize=5000)
def wordings(mark: Mark) -> tuple[str, ...]:
    """The possible labels of a meeting, fullest first; each at most LONGEST characters."""
    plain = mark.title.removesuffix(f", {mark.city}") if mark.city else mark.title
    told = [mark.title, plain, _round(mark.title), _pair(mark.title)]
    if mark.kind == MeetingKind.SUMMIT and mark.city:
        told[2:] = [mark.city, f"{mark.city} {mark.earliest.year}"]
    return tuple(dict.fromkeys(text for text in (*told, mark.city) if text and len(text) <= LONGEST))
