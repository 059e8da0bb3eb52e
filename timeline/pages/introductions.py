"""The introduction to an issue or a negotiation, and the meetings it is drawn from."""

from typing import Any

from timeline import selectors
from timeline.models import Issue, Negotiation
from timeline.pages.glossary import Explainer


def introduction(of: Issue | Negotiation, explainer: Explainer) -> dict[str, Any]:
    """The introduction with its terms explained, and its meetings in chronological order. 1 query if there is one."""
    if not of.introduction:
        return {"introduction": "", "drawn_from": []}
    meetings = selectors.meetings.by_slug(of.drawn_from.splitlines())
    return {"introduction": explainer.write(of.introduction), "drawn_from": meetings}
