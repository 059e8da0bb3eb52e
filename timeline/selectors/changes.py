"""Reads of the changes in each release, as pages show them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from timeline.domain.vocabulary import ChangeKind
from timeline.models import Change, NamedRelease
from timeline.resources import BY_NAME

CALLED = {"meetings": "title", "articles": "title", "positions": "summary"}
"""The field that holds an item's title, where it is not `name`."""


def own_changes(release: NamedRelease) -> QuerySet[Change]:
    """The items that a release added, withdrew, or changed in their own facts, in order. Lazy: no query yet."""
    return Change.objects.filter(release=release).own().in_order()


def corrections() -> QuerySet[Change]:
    """Corrections: items that a release withdrew, or of whose own facts it changed one that stood there, latest first,
    excluding unreleased changes. A fact that was only added corrects nothing, but for a flag that is true now, or where
    the editors give a reason. Releases are loaded. Lazy: no query yet."""
    changed = Change.objects.exclude(change=ChangeKind.ADDED).filter(release__is_draft=False)
    stood = Q(change=ChangeKind.WITHDRAWN) | ~Q(reason="")
    for end in ('"changed"]', '"withdrawn"]', '"true", "added"]'):
        stood |= Q(told__contains=end)
    mended = changed.annotate(told=Cast("fields", TextField())).filter(stood)
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
