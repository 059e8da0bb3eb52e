"""What the search page says of a query in a sentence: how much was found, and without what. Pure."""

from collections.abc import Iterable

from timeline.search import days
from timeline.search.engine import SearchResults
from timeline.search.meaning import QueryPart

LOOSE = frozenset({"word", "term"})
"""Parts that tell too little for a find of them alone to be about what was asked."""


def said(found: SearchResults, number: int) -> str:
    """How much was found (`number`, of the kinds shown), which words the record has nowhere, which parts were dropped,
    and what is nearest in time to a dropped date."""
    dropped = [part for part in found.let_go if part not in found.unknown]
    nowhere = f"The record nowhere has {_listed(found.unknown, 'or')}" if found.unknown else ""
    if nowhere and found.let_go and all(part.what in LOOSE for clause in found.kept for part in clause):
        nowhere = (
            f"Nothing in the record is about “{found.meaning.typed}”: it nowhere has {_listed(found.unknown, 'or')}"
        )
    if not (found.meaning.clauses or found.meaning.excluded):
        return f"There is no word to look for in “{found.meaning.typed}”."
    if not number:
        return f"{nowhere}." if nowhere and not dropped else f"Nothing found for “{found.meaning.typed}”."
    near = f", nearest in time: {days.described(found.nearest)}" if found.nearest else ""
    counted = f"{number:,} found{near}."
    if nowhere and dropped:
        return f"{nowhere}, and nothing holds all the rest; without {_listed(dropped, 'and')}: {counted}"
    if nowhere:
        return f"{nowhere}; without {'it' if len(found.unknown) == 1 else 'them'}: {counted}"
    return f"Nothing holds all of it; without {_listed(dropped, 'and')}: {counted}" if dropped else counted


def _listed(parts: Iterable[QueryPart], last: str) -> str:
    """The parts as typed: “a”, “b” or “c”."""
    *most, end = (part.quoted for part in parts)
    return f"{', '.join(most)} {last} {end}" if most else end
