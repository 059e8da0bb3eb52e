"""QuerySets of the releases of the record and of what each changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from timeline.models import Change, NamedRelease, Release


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Releases of the record, one a load that changed it."""

    def current(self) -> Release | None:
        """The release that the database holds now; None before the first load."""
        return self.order_by("-pk").first()


class NamedReleaseQuerySet(models.QuerySet["NamedRelease"]):
    """The releases of the record's history."""

    def newest_first(self) -> Self:
        """The last one first, without the text of its file."""
        return self.order_by("-ordinal").defer("source")


class ChangeQuerySet(models.QuerySet["Change"]):
    """What releases changed."""

    def since(self, ordinal: int) -> Self:
        """What the releases behind the one of this ordinal changed."""
        return self.filter(release__ordinal__gt=ordinal)

    def in_order(self) -> Self:
        """As they happened: by release, and in its order."""
        return self.order_by("ordinal")

    def own(self) -> Self:
        """Without the changes of what an item only names or counts."""
        return self.filter(is_own=True)
