"""QuerySets for the record's releases and for what each changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from timeline.models import Change, NamedRelease, Release


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Releases of the record, one per load that changed it."""

    def current(self) -> Release | None:
        """The release that the database holds now; None before the first load."""
        return self.order_by("-pk").first()


class NamedReleaseQuerySet(models.QuerySet["NamedRelease"]):
    """The releases of the record's history."""

    def newest_first(self) -> Self:
        """Newest first, without the text of their files."""
        return self.order_by("-ordinal").defer("source")


class ChangeQuerySet(models.QuerySet["Change"]):
    """What releases changed."""

    def since(self, ordinal: int) -> Self:
        """What the releases after the one with this ordinal changed."""
        return self.filter(release__ordinal__gt=ordinal)

    def in_order(self) -> Self:
        """In the order they happened: by release, and in its order."""
        return self.order_by("ordinal")

    def own(self) -> Self:
        """Without changes to what an item only names or counts."""
        return self.filter(is_own=True)
