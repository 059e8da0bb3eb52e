"""Citations of sources, and of single positions in them, as timeline.citations writes them."""

from collections.abc import Iterable, Iterator

from timeline import citations
from timeline.api.formats.base import About, Item, Writer
from timeline.citations import Work


def _work(item: Item, about: About) -> Work:
    """An article, or a position: its article at its words."""
    article = item if "source_url" in item else item["article"]
    is_position = article is not item
    holder = item["holder"]["name"] if is_position and item["holder"] else ""
    return Work(
        article["title"],
        article["publisher"],
        article["published"],
        item["source_link"] if is_position else article["source_url"],
        item["html_url"],
        release=about.release.hash if about.release else "",
        author=article["author"] or "",
        quoting=citations.said_by(holder, item["attributed_to"], item["side"], item["date"]) if is_position else "",
        words=item["quote"] if is_position else "",
        language=article["language"],
        kind=article["kind"],
    )


def writer(form: str) -> Writer:
    """What writes items in one of citations.FORMS, UTF-8, a piece at a time."""

    def write(items: Iterable[Item], about: About) -> Iterator[bytes]:
        return (piece.encode() for piece in citations.WRITERS[form](_work(item, about) for item in items))

    return write
