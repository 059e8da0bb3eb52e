"""The reads that pages, feeds, exports and the API share: one function per question, with few queries, loading all the
relations its callers need (a missing relation raises instead of querying). No request, no presentation.

One module per resource; an unknown slug raises the model's DoesNotExist, which pages turn into a 404.
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
