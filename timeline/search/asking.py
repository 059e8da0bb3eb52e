"""The question that a query asks about what it names: when, where, how many, the first, the latest, whom somebody met,
who negotiated an agreement. Pure."""

from collections.abc import Collection, Iterable, Sequence

from timeline.domain.folding import fold
from timeline.search.meaning import Clause, QueryPart


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


WHO = _folded("who whom кто кем counterpart counterparts")
MET = _folded(
    "met meet meets faced faces face negotiated negotiate opposite встречался встречалась встречались встретился "
    "встретилась встретились"
)
OFTEN = _folded("most often")
LED = _folded(
    "led headed head heads represented represents вел вела вели возглавлял возглавляла возглавляли представлял "
    "представляла представляли"
)
NEGOTIATED = LED | _folded("negotiated negotiate negotiator negotiators lead chief represent delegation")
WHEN = _folded("when когда")
WHERE = _folded("where где")
MANY = _folded("many often times number сколько")
FIRST = _folded("first earliest первый первая первое первые")
LATEST = _folded("last latest newest recent последний последняя последнее последние")
MOST = _folded("most")
ASKING = WHO | MET | LED | WHEN | WHERE | FIRST | LATEST | _folded("сколько times")
"""Words that are searched for in no text, for they ask."""
EVERYTHING = frozenset(map(fold, ("arms control", "контроль над вооружениями", "контроля над вооружениями")))
"""What all of the record is about: it tells nothing beside other words."""
SAID = {
    "counterparts": "whom they met",
    "negotiators": "who negotiated",
    "when": "when",
    "where": "where",
    "number": "how many",
    "first": "the first",
    "latest": "the latest",
}
"""Each question in words."""


def telling(clauses: Sequence[Clause], *, beside: str) -> tuple[list[Clause], list[str]]:
    """The clauses without what all of the record is about, if any other is left or a kind of result is asked for
    `beside` them; and what was left out, as typed."""
    left = [clause for clause in clauses if any(fold(part.typed) not in EVERYTHING for part in clause)]
    if len(left) == len(clauses) or not (left or beside):
        return list(clauses), []
    return left, [part.typed for clause in clauses if clause not in left for part in clause]


def asked(words: Sequence[str], parts: Iterable[QueryPart]) -> tuple[str, Collection[str]]:
    """The question that the words between names ask, and those of them that ask it; empty if they ask none."""
    said, named = set(words), list(parts)
    firsts = {part.first for part in named}
    talks = "officials" not in firsts and any(
        part.first == "treaties" or (part.first in {"negotiations", "issues"} and part.slugs("negotiations"))
        for part in named
    )
    if talks and said & NEGOTIATED and (said & WHO or "delegation" in said or said & {"negotiator", "negotiators"}):
        return "negotiators", WHO | NEGOTIATED
    if said & WHO and (said & MET or words[0].startswith("counterpart")):
        return "counterparts", WHO | MET | OFTEN
    if said & MANY and said & {"how", "number", fold("сколько")}:
        return "number", MANY | {"how"}
    for question, asking in (("when", WHEN), ("where", WHERE), ("first", FIRST), ("latest", LATEST)):
        if said & asking:
            return question, asking | (MOST if question == "latest" else frozenset())
    return "", ()
