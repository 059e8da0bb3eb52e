"""Two officials compared on the issues on which both spoke."""

from dataclasses import dataclass

from timeline import selectors
from timeline.models import Issue, Official, Position

LATEST = 2
"""Number of each official's statements shown per issue; the issue's page has the rest."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One issue on which two officials spoke: each one's number of statements, and the latest, newest first."""

    issue: Issue
    totals: tuple[int, int]
    latest: tuple[tuple[Position, ...], tuple[Position, ...]]


def two_officials(one: Official, other: Official) -> tuple[list[Shared], int]:
    """The issues on which both spoke, most statements first, and the number of issues on which only one did. 2
    queries."""
    said: dict[Issue, tuple[list[Position], list[Position]]] = {}
    for place, official in enumerate((one, other)):
        for position in selectors.officials.positions_of(official):
            said.setdefault(position.issue, ([], []))[place].append(position)
    shared = [
        Shared(
            issue,
            (len(left), len(right)),
            (tuple(reversed(left[-LATEST:])), tuple(reversed(right[-LATEST:]))),
        )
        for issue, (left, right) in said.items()
        if left and right
    ]
    shared.sort(key=lambda row: (-sum(row.totals), row.issue.ordinal))
    return shared, len(said) - len(shared)
