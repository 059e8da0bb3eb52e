"""The meetings just before and after a given one that were about the same issues or had the same people, across all
negotiations. No query."""

from collections.abc import Iterable

import numpy as np

from timeline.index.meetings import Columns

AROUND = 5
"""The number of meetings before, and after."""


def related(
    columns: Columns, key: int, *, issues: Iterable[str], officials: Iterable[str], most: int = AROUND
) -> tuple[list[int], list[int]]:
    """The keys of the nearest meetings before and after the one with this key, oldest first, that were about any of the
    issues or attended by any of the officials; none if the columns do not (yet) have it."""
    (rows,) = np.nonzero(columns.keys == key)
    if not len(rows):
        return [], []
    here = int(rows[0])
    alike = np.flatnonzero(columns.issues.having(issues) | columns.officials.having(officials))
    before, after = alike[alike < here][-most:], alike[alike > here][:most]
    return columns.keys[before].tolist(), columns.keys[after].tolist()
