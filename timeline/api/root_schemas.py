"""The shape of /api/v1/: the API's addresses and the release."""

from typing import Any

from rest_framework import serializers

from timeline.api.resources import RESOURCES


class RootAnswer(serializers.Serializer[Any]):
    """Addresses of everything, and the release of the record."""

    def get_fields(self) -> dict[str, Any]:
        """One address for each collection, the schema, the documentation, and the release."""
        others = ("standings", "search", "autocomplete", "releases", "changes", "schema", "docs")
        names = (*(resource.name for resource in RESOURCES), *others)
        return {
            **{name: serializers.URLField(read_only=True) for name in names},
            "networks": serializers.DictField(child=serializers.URLField(), read_only=True, help_text="by name"),
            "release": ReleaseAnswer(read_only=True, allow_null=True, help_text="null before the first load"),
        }


class ReleaseAnswer(serializers.Serializer[Any]):
    """One version of the record."""

    name = serializers.CharField(read_only=True, allow_null=True, help_text="its day: `2026-11-29`; longer of a draft")
    hash = serializers.CharField(read_only=True, help_text="SHA-256 of the record's canonical content")
    loaded_at = serializers.DateTimeField(read_only=True)
    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True)
