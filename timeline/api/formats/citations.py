"""Citations of sources, and of single positions in them, as domain/citations.py writes them."""

from collections.abc import Iterable, Iterator

from timeline.api.formats.base import About, Item, Writer
from timeline.domain import citation_files, citations
from timeline.domain.authors import Author
from timeline.domain.citations import Quotation, Work


def _work(item: Item, about: About) -> Work:
    """An article, or a position: its article at its words."""
    article = item if "source_url" in item else item["article"]
    is_position = article is not item
    return Work(
        article["title"],
        article["publisher"],
        article["written"] or article["published"],
        item["source_link"] if is_position else article["source_url"],
        item["html_url"],
        release=about.release.hash if about.release else "",
        authors=tuple(Author(**one) for one in article["authors"]),
        quotation=_quotation(item, article["publisher"]) if is_position else None,
        language=article["language"],
        kind=article["kind"],
        untitled=article["untitled"],
    )


def _quotation(position: Item, publisher: str) -> Quotation:
    holder = position["holder"]["name"] if position["holder"] else ""
    return Quotation(
        position["quote"],
        citations.said_by(
            holder, position["attributed_to"], position["side"], position["date"], joint=position["joint"]
        ),
        position["issue"]["name"],
        position["speech"],
        publisher,
        position["translation"] or "",
    )


def writer(form: str) -> Writer:
    """What writes items in one of citations.FORMS, UTF-8, a piece at a time."""

    def write(items: Iterable[Item], about: About) -> Iterator[bytes]:
        return (piece.encode() for piece in citation_files.WRITERS[form](_work(item, about) for item in items))

    return write
