"""The reads that pages, feeds, exports and the API share: one function a question, answered with few queries and all
that its presenters need loaded (a missing relation raises instead of querying). No request, no presentation.

A module a resource; each raises the model's DoesNotExist where a slug is unknown, which pages turn into 404.
"""

from timeline.selectors import (
    articles,
    changes,
    issues,
    meetings,
    negotiations,
    officials,
    places,
    positions,
    record,
    stories,
    treaties,
)

__all__ = [
    "articles",
    "changes",
    "issues",
    "meetings",
    "negotiations",
    "officials",
    "places",
    "positions",
    "record",
    "stories",
    "treaties",
]
