"""What the releases changed, as pages tell it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from timeline.domain.vocabulary import ChangeKind
from timeline.models import Change, NamedRelease
from timeline.resources import BY_NAME

CALLED = {"meetings": "title", "articles": "title", "positions": "summary"}
"""By what an item is called, where that is not its name."""


def own_changes(release: NamedRelease) -> QuerySet[Change]:
    """What a release added, changed of their own facts, and withdrew, in order. No query yet."""
    return Change.objects.filter(release=release).own().in_order()


def corrections() -> QuerySet[Change]:
    """What was mended: items whose own facts a release changed, or which it withdrew, the latest first; what is in no
    release yet is left out. Releases loaded. No query yet."""
    mended = Change.objects.exclude(change=ChangeKind.ADDED).filter(release__is_draft=False)
    return mended.own().select_related("release").order_by("-release__ordinal", "ordinal")


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
