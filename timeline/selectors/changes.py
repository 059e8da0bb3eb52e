"""What the releases changed, as pages tell it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from timeline.models import Change, NamedRelease
from timeline.resources import BY_NAME

CALLED = {"meetings": "title", "articles": "title", "positions": "summary"}
"""By what an item is called, where that is not its name."""


def own_changes(release: NamedRelease) -> QuerySet[Change]:
    """What a release added, changed of their own facts, and withdrew, in order. No query yet."""
    return Change.objects.filter(release=release).own().in_order()


def names_of(changes: Iterable[Change]) -> dict[tuple[str, str], str]:
    """What the changed items are called today; one that is no more is left out. 1 query for each resource."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        wanted[change.noun].add(change.identity)
    found: dict[tuple[str, str], str] = {}
    for noun, identities in wanted.items():
        resource = BY_NAME[noun]
        rows: Any = resource.model._default_manager.filter(**{f"{resource.key}__in": identities})
        found |= {(noun, key): name for key, name in rows.values_list(resource.key, CALLED.get(noun, "name"))}
    return found
