"""The lasting public identity of a position. Imports the schema."""

import hashlib

from timeline.loader.joint import stated
from timeline.loader.schema import ArticleEntry, PositionEntry


def position_id(article: str, position: PositionEntry) -> str:
    """The position's lasting public identity: its article's slug and 8 hexadecimal digits of what it says."""
    said = (position.side, position.holder or position.attributed_to, position.issue, position.quote)
    return f"{article}-{hashlib.sha256('\x1f'.join(said).encode()).hexdigest()[:8]}"


def codes_by_id(article: ArticleEntry) -> dict[str, tuple[str, str]]:
    """Issue and stance of each position of an article, by its identity; of a joint statement those of both sides."""
    return {position_id(article.slug, one): (one.issue, one.stance) for one, _ in stated(article)}
