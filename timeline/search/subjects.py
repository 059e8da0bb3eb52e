"""What an answer is about, in words. Pure."""

from collections.abc import Iterable, Sequence

from timeline.models import Issue
from timeline.search.meaning import QueryPart

COMMON = frozenset({"sides", "places", "countries", "kinds", "stances"})
"""Kinds of lead that are not what an answer is about."""
WHO = frozenset({"officials", "sides"})


def definition_of(parts: Iterable[QueryPart]) -> str:
    """The first glossary definition of a part, ignoring sides, places, kinds and stances."""
    return next((part.definition for part in parts if part.definition and part.first not in COMMON), "")


def subject_of(parts: Sequence[QueryPart], issues: Sequence[Issue]) -> str:
    """Every part of a query in words: `Moscow on missile defence, Geneva, 2013, “interceptors”`."""
    who = _labels(part for part in parts if part.first in WHO)
    topics = [part for part in parts if part.what == "topic" and part.first != "issues"]
    terms = {part.slugs("issues")[0]: part.label for part in parts if part.is_narrow and part.first == "issues"}
    what = " and ".join([*(terms.get(issue.slug, issue.name) for issue in issues), *filter(None, [_labels(topics)])])
    lowered = what if what[:2].isupper() or not issues else f"{what[:1].lower()}{what[1:]}"
    on = f"{who} on {lowered}" if who and what else who or what
    where = (
        part.label.lower() if part.what == "kind" else part.label
        for part in parts
        if part.what in {"place", "kind", "stance"}
    )
    when = (part.label for part in parts if part.span)
    words = (part.quoted for part in parts if part.is_words)
    return ", ".join(dict.fromkeys(text for text in (on, *where, *when, *words) if text))


def _labels(parts: Iterable[QueryPart]) -> str:
    return " and ".join(dict.fromkeys(part.label for part in parts))
