"""A source's quotations against a text of it. Imports the loader's quotations and page_text.

The comparison is the one of `check_articles --texts`.
"""

from dataclasses import dataclass, replace
from datetime import date

from timeline.loader import quotations, schema
from timeline.loader.quotations import PLAIN_MARKS, SourceText
from timeline.loader.scalars import spaced
from timeline.prover.page_text import PageText


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """The result: the positions with their proofs, and which of their quotations do not stand in the text."""

    positions: tuple[schema.PositionEntry, ...]
    missing: tuple[int, ...]
    """Indices of positions."""

    @property
    def none_found(self) -> bool:
        """Whether there are quotations and none of them stands there."""
        return bool(self.positions) and len(self.missing) == len(self.positions)


def texts(page: PageText) -> list[SourceText]:
    """Each version of the page's text in the form in which quotations are compared."""
    printed = [spaced(version) for version in page.versions]
    return [SourceText(page.kind, page.hash, text, text.translate(PLAIN_MARKS)) for text in printed]


def compare(article: schema.ArticleEntry, page: PageText, *, on: date, against: str = "") -> ComparedPage:
    """Look for each quotation in the versions of the text, best first. `against`: a word of ProvenAgainst, or empty
    for a text that the editors hold."""
    versions, positions, missing = texts(page), [], []
    for index, position in enumerate(article.positions):
        found = _found(position.quote, versions, on=on)
        if found is None:
            missing.append(index)
            positions.append(position)
        else:
            proof = _kept(position.proof, replace(found, against=against))
            positions.append(replace(position, proof=proof, not_found=""))
    return ComparedPage(tuple(positions), tuple(missing))


def _found(quote: str, versions: list[SourceText], *, on: date) -> schema.Proof | None:
    for text in versions:
        if where := quotations.find(quote, text):
            return quotations.proof(where, text, on=on)
    return None


def _kept(old: schema.Proof | None, new: schema.Proof) -> schema.Proof:
    """The old proof if it is of the same place in the same kind of text: a page's bytes change daily, and the first
    day and hash stay true."""
    same = old is not None and (old.against, old.prefix, old.suffix) == (new.against, new.prefix, new.suffix)
    return old if old is not None and same else new


def nearest(article: schema.ArticleEntry, index: int, page: PageText) -> str:
    """The passage of the text most similar to a quotation that is not found, with the similarity in percent."""
    alike = [quotations.nearest(article.positions[index].quote, text) for text in texts(page)]
    passage, score = max(alike, key=lambda one: one[1], default=("", 0))
    return f"nearest ({score} % alike): {passage}"
