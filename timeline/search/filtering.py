"""The query parameter `q` of a list, as the search engine understands it: the rows that match all of it. No part is
dropped here; what would be found without the least selective part is shown beside the list (`words_read`)."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock

import numpy as np
from cachetools import LRUCache, cached
from django.db import models

from timeline import fulltext, releases
from timeline.filters.kinds import Mask
from timeline.index.columns import Numbers
from timeline.models import Release
from timeline.releases import per_release
from timeline.search.completing import Complete
from timeline.search.ground import TABLES, ground
from timeline.search.meaning import QueryPart
from timeline.search.near import tried
from timeline.search.reading import Reading, read

KINDS = {model: kind for kind, model in TABLES.items()}
KEPT = 32
"""The size of each process's LRU cache of parsed queries."""


@per_release
def _readings(release: Release) -> Callable[[str], tuple[Reading, Complete]]:
    """Parses queries against a release, with an LRU cache."""

    def read_whole(query: str) -> tuple[Reading, Complete]:
        asked = read(query, release)
        return asked, asked.kept()

    return cached(LRUCache(KEPT), lock=Lock())(read_whole)


def reading(query: str, release: Release) -> Reading:
    """What the query means and matches. The queries of `read`, none on a cache hit."""
    return _readings(release)(query)[0]


def keys(model: type[models.Model], query: str) -> Numbers:
    """The keys of the model's rows that match all of a query. The queries of `read`, and 1 for the release outside of a
    request."""
    release = releases.spoken_of()
    if release is None:
        return np.zeros(0, np.int64)
    return _keys(KINDS[model], _readings(release)(query)[1], release)


def _keys(kind: str, whole: Complete, release: Release) -> Numbers:
    held = ground(release)
    match kind:
        case "meetings":
            found = held.meetings.keys[whole.meetings]
        case "positions":
            found = held.statements.keys[whole.positions]
        case "articles":
            found = held.sources.keys[whole.articles]
        case _:
            found = np.array([key for key, slug in held.slugs[kind].items() if (kind, slug) in whole.entries], np.int64)
    return found.astype(np.int64)


@dataclass(frozen=True, slots=True)
class WordsRead:
    """How the `q` of a list was understood: parts, excluded words, spelling corrections (typed, meant), ignored stop
    words, narrow terms that no text holds (`widened`: typed, searched for); and if no row matches all of it, the parts
    to drop for a match (`let_go`), the query without them; the number of rows that are found, then without them."""

    parts: tuple[QueryPart, ...]
    excluded: tuple[str, ...]
    righted: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]
    widened: tuple[tuple[str, str], ...] = ()
    let_go: str = ""
    words: str = ""
    number: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to report: the words were searched for as typed, and found."""
        told = self.righted or self.widened or self.ignored or self.let_go or not self.number
        return not told and all(part.is_words for part in self.parts)


def words_read(query: str, release: Release, model: type[models.Model], *, among: Mask | None = None) -> WordsRead:
    """How the `q` of a model's list was understood. `among` is the mask of the rows that the list's other filters
    leave. The queries of `read`, none on a cache hit."""
    asked = reading(query, release)
    meaning = asked.meaning
    let_go, words, number = _near(asked, query, KINDS[model], among, release)
    return WordsRead(
        meaning.parts,
        tuple(" ".join(term.words) for term in meaning.excluded),
        meaning.righted,
        meaning.ignored,
        meaning.widened,
        let_go,
        words,
        number,
    )


def _near(asked: Reading, query: str, kind: str, among: Mask | None, release: Release) -> tuple[str, str, int]:
    """The dropped parts, the query without them and how many rows match it; no parts if some row matches everything, or
    none anything."""
    for one in tried(asked) if asked.clauses else ():
        found = len(_keys(kind, one.whole, release)) if among is None else int((getattr(one.whole, kind) & among).sum())
        if found:
            let_go = [part.typed for part in one.let_go(asked)]
            return " ".join(let_go), without(query, let_go), found
    return "", "", 0


def without(query: str, typed: Iterable[str]) -> str:
    """A query without some of its parts as they were typed; without all exclusions if one of them is `-word`."""
    for one in typed:
        if one.startswith("-"):
            query = " ".join(match[0] for match in fulltext.TERM.finditer(query) if not match["minus"])
        query = re.sub(rf"(?<![\w-]){re.escape(one)}(?![\w-])", " ", query, count=1)
    return " ".join(query.split())


def notes(read: WordsRead) -> list[str]:
    """The same in sentences, for API clients."""
    said = []
    if not all(part.is_words for part in read.parts):
        told = (f"{part.typed} ({part.chip} {part.label or part.typed})" for part in read.parts)
        said.append(f"read as {', '.join(told)}")
    said += [f"nothing holds {typed!r}, {meant} was looked for" for typed, meant in read.righted]
    said += [f"no text holds {typed!r}, {wider} was looked for" for typed, wider in read.widened]
    if read.ignored:
        said.append(f"not searched for: {', '.join(read.ignored)}")
    if read.let_go:
        said.append(
            f"nothing holds all of it; without {read.let_go!r}, that is q={read.words}, {read.number} in all do"
        )
    return said
