"""Two officials compared on the issues on which both spoke."""

from dataclasses import dataclass

from timeline import selectors
from timeline.models import Issue, Official, Position

LATEST = 2
"""Number of each official's statements shown per issue; the issue's page has the rest."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One issue on which two officials spoke: what each said, oldest first."""

    issue: Issue
    said: tuple[list[Position], list[Position]]

    @property
    def totals(self) -> tuple[int, int]:
        """Each one's number of statements."""
        return len(self.said[0]), len(self.said[1])

    @property
    def latest(self) -> tuple[list[Position], list[Position]]:
        """Each one's latest statements, newest first."""
        one, other = (some[-LATEST:][::-1] for some in self.said)
        return one, other


def two_officials(one: Official, other: Official) -> tuple[list[Shared], int]:
    """The issues on which both spoke, most statements first, and the number of issues on which only one did. 2
    queries."""
    said: dict[Issue, tuple[list[Position], list[Position]]] = {}
    for place, official in enumerate((one, other)):
        for position in selectors.officials.positions_of(official):
            said.setdefault(position.issue, ([], []))[place].append(position)
    shared = [Shared(issue, both) for issue, both in said.items() if all(both)]
    shared.sort(key=lambda row: (-sum(row.totals), row.issue.ordinal))
    return shared, len(said) - len(shared)
