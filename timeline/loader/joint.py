"""Joint statements: one entry of a file, said by both sides, and a position of each. Imports the schema."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from timeline.domain.vocabulary import JOINT, Side
from timeline.loader.schema import ArticleEntry, PositionEntry


def by_side(position: PositionEntry) -> tuple[PositionEntry, ...]:
    """The entry of each side, Washington's first; of a statement that is not joint, the entry itself."""
    if position.side != JOINT:
        return (position,)
    holders = (*position.holders, "", "")
    return tuple(
        replace(position, side=side, holder=holder, holders=())
        for side, holder in zip(Side.values, holders, strict=False)
    )


def stated(article: ArticleEntry) -> Iterator[tuple[PositionEntry, bool]]:
    """The positions of an article, of a joint statement that of each side; and whether they are of one."""
    return ((one, said.side == JOINT) for said in article.positions for one in by_side(said))


def together(stated: Iterable[tuple[PositionEntry, bool]]) -> tuple[PositionEntry, ...]:
    """The entries that `by_side` made these of, each with whether it is of a joint statement: then Moscow's stands just
    behind Washington's."""
    entries: list[PositionEntry] = []
    for one, joint in stated:
        if joint and one.side == Side.RU:
            american = entries.pop()
            holders = (american.holder, one.holder) if one.holder else ()
            entries.append(replace(american, side=JOINT, holder="", holders=holders))
        else:
            entries.append(one)
    return tuple(entries)
