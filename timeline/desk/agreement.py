"""How far two coders of one text agree: in which sentences they find claims, and how they code the claims that they
both find. Pure.

Cohen's kappa: J. Cohen, “A coefficient of agreement for nominal scales”, Educational and Psychological Measurement 20
(1960), pp. 37-46: κ = (p_o - p_e) / (1 - p_e), with p_o the observed agreement and p_e that by chance, the sum over the
codes of the products of both coders' shares.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from timeline.desk.claims import TextRange, located
from timeline.desk.drafts import CodedTwice, Fields
from timeline.desk.reading.words import sentence_starts

MEASURED = ("side", "issue", "stance", "speech")
SETTLED = ("holder", *MEASURED, "date", "meeting")
"""What is settled of a claim that both found; its summary is nobody's code."""


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How far two coders agree on one thing: how often of how many, and Cohen's kappa; None where it is not defined."""

    name: str
    agreed: int
    of: int
    kappa: float | None

    @property
    def percent(self) -> float:
        """The observed agreement in percent; 0 of nothing."""
        return 100 * self.agreed / self.of if self.of else 0


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that two coders have coded differently: a field of a claim that both found, or (`field` is empty) a
    claim that one found alone."""

    first: int | None
    second: int | None
    field: str = ""

    @property
    def key(self) -> str:
        """What names it in a form."""
        numbers = ("" if one is None else str(one) for one in (self.first, self.second))
        return ":".join((*numbers, self.field))


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of two coders, and what is left to settle."""

    measures: tuple[FieldAgreement, ...]
    pairs: tuple[tuple[int, int], ...]
    """The claims that both found: their numbers with the first and the second."""
    differences: tuple[Difference, ...] = ()
    elsewhere: tuple[int, int] = field(default=(0, 0))
    """How many claims of each have words that do not stand in the text."""


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two coders' codes for the same units; None without units, and where both gave one and the same
    code throughout, for then agreement by chance is certain too."""
    if not pairs:
        return None
    observed = sum(one == other for one, other in pairs) / len(pairs)
    firsts, seconds = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(firsts[code] * seconds[code] for code in firsts) / len(pairs) ** 2
    return (observed - chance) / (1 - chance) if chance < 1 else None


def value(claim: Fields, name: str) -> str:
    """A claim's code; of the holder: the official (of a joint statement both), or else the words for an unnamed one."""
    said = str(claim.get(name) or "")
    if name == "holder":
        return said or ", ".join(claim.get("holders") or ()) or str(claim.get("attributed_to") or "")
    return said


def _measure(name: str, pairs: Sequence[tuple[str, str]]) -> FieldAgreement:
    return FieldAgreement(name, sum(one == other for one, other in pairs), len(pairs), kappa(pairs))


def _is_same(one: TextRange, other: TextRange) -> bool:
    """Whether two selections have at least half of the shorter one in common."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common * 2 >= min(one.end - one.start, other.end - other.start) > 0


def _pairs(coded: CodedTwice, ranges: tuple[list[TextRange | None], list[TextRange | None]]) -> list[tuple[int, int]]:
    """The claims that both found, each once: of several on the same words, those on one issue and side first."""
    near = [
        (-sum(value(coded.first[a], name) == value(coded.second[b], name) for name in ("issue", "side")), a, b)
        for a, one in enumerate(ranges[0])
        for b, other in enumerate(ranges[1])
        if one and other and _is_same(one, other)
    ]
    found: list[tuple[int, int]] = []
    for _, a, b in sorted(near):
        if all(a != taken and b != gone for taken, gone in found):
            found.append((a, b))
    return sorted(found)


def _claimed(text: str, ranges: Sequence[TextRange | None]) -> list[str]:
    """For each sentence of the text, whether a claim lies in it."""
    starts = sentence_starts(text)
    ends = [*starts[1:], len(text)]
    return [
        "claimed" if any(one and one.start < end and start < one.end for one in ranges) else "not"
        for start, end in zip(starts, ends, strict=True)
    ]


def _differences(coded: CodedTwice, pairs: Sequence[tuple[int, int]]) -> Iterator[Difference]:
    for a, b in pairs:
        for name in SETTLED:
            if value(coded.first[a], name) != value(coded.second[b], name):
                yield Difference(a, b, name)
    yield from (Difference(a, None) for a in range(len(coded.first)) if all(a != one for one, _ in pairs))
    yield from (Difference(None, b) for b in range(len(coded.second)) if all(b != one for _, one in pairs))


def agreement(coded: CodedTwice) -> Agreement:
    """The agreement of two coders: on which sentences hold a claim; and, of the claims that both found (at least half
    of the shorter quotation in common), on side, issue, answer and kind of speech."""
    ranges = (
        [located(coded.text, str(one.get("quote", ""))) for one in coded.first],
        [located(coded.text, str(one.get("quote", ""))) for one in coded.second],
    )
    pairs = _pairs(coded, ranges)
    segments = list(zip(_claimed(coded.text, ranges[0]), _claimed(coded.text, ranges[1]), strict=True))
    both = [(coded.first[a], coded.second[b]) for a, b in pairs]
    fields = [_measure(name, [(value(one, name), value(other, name)) for one, other in both]) for name in MEASURED]
    return Agreement(
        (_measure("segment", segments), *fields),
        tuple(pairs),
        tuple(_differences(coded, pairs)),
        (ranges[0].count(None), ranges[1].count(None)),
    )
