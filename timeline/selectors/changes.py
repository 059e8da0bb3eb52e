"""Reads of the changes in each release, as pages show them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from timeline.domain.vocabulary import ChangeKind
from timeline.models import Change, NamedRelease
from timeline.resources import BY_NAME

CALLED = {"meetings": "title", "articles": "title", "positions": "summary"}
"""The field that holds an item's title, where it is not `name`."""


def own_changes(release: NamedRelease) -> QuerySet[Change]:
    """The items that a release added, withdrew, or changed in their own facts, in order. Lazy: no query yet."""
    return Change.objects.filter(release=release).own().in_order()


def corrections() -> QuerySet[Change]:
    """Corrections: items whose own facts a release changed, or that it withdrew, latest first, excluding unreleased
    changes. Releases are loaded. Lazy: no query yet."""
    mended = Change.objects.exclude(change=ChangeKind.ADDED).filter(release__is_draft=False)
    return mended.own().select_related("release").order_by("-release__ordinal", "ordinal")


def names_of(changes: Iterable[Change]) -> dict[tuple[str, str], str]:
    """The current names of the changed items, without those that no longer exist. 1 query per resource."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        wanted[change.noun].add(change.identity)
    found: dict[tuple[str, str], str] = {}
    for noun, identities in wanted.items():
        resource = BY_NAME[noun]
        rows: Any = resource.model._default_manager.filter(**{f"{resource.key}__in": identities})
        found |= {(noun, key): name for key, name in rows.values_list(resource.key, CALLED.get(noun, "name"))}
    return found
