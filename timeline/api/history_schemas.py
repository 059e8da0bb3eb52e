"""The schemas of releases and changes (history.py)."""

from typing import Any

from rest_framework import serializers

from timeline.domain.vocabulary import ChangeKind
from timeline.resources import BY_NAME


class NamedReleaseSchema(serializers.Serializer[Any]):
    """A release of the record, by its name."""

    name = serializers.CharField(help_text="its day, with a letter where the day has several: `2026-11-29b`")
    hash = serializers.CharField(help_text="SHA-256 of the record's canonical content")
    date = serializers.DateField(help_text="its day; of a draft that of the release it follows")
    note = serializers.CharField(allow_null=True, help_text="what the editors say of it")
    draft = serializers.BooleanField(help_text="changes that no release has yet: they may change again, or go")
    added = serializers.IntegerField(min_value=0, help_text="items that came with it; 0 for the first release")
    changed = serializers.IntegerField(min_value=0, help_text="items of which facts of their own changed")
    withdrawn = serializers.IntegerField(min_value=0, help_text="items that went")
    url = serializers.URLField(help_text="its address in the API")
    html_url = serializers.URLField(help_text="where the page of changes tells of it")


class ChangedFieldSchema(serializers.Serializer[Any]):
    """A fact of an item that changed; null where it was or is empty, or too long to be told."""

    name = serializers.CharField(help_text="the name it has in the item")

    def get_fields(self) -> dict[str, Any]:
        """The fields; `from` is no name that a class body can give."""
        return {
            **super().get_fields(),
            "from": serializers.CharField(allow_null=True, help_text="what it was"),
            "to": serializers.CharField(allow_null=True, help_text="what it is"),
            "change": serializers.ChoiceField(
                choices=ChangeKind.choices, help_text="whether the item gained the fact, lost it, or has another"
            ),
        }


class ItemChangeSchema(serializers.Serializer[Any]):
    """What a release did to an item."""

    noun = serializers.ChoiceField(choices=tuple(BY_NAME), help_text="the item's resource")
    id = serializers.CharField(help_text="its slug, of a position its id")
    change = serializers.ChoiceField(choices=ChangeKind.choices)
    release = serializers.CharField(help_text="the release, by its name")
    fields_changed = ChangedFieldSchema(many=True)
    own = serializers.BooleanField(help_text="false where only what it names or counts changed, `fields` is empty then")
    reason = serializers.CharField(allow_null=True, help_text="why, where the editors say so")
    replaced_by = serializers.CharField(allow_null=True, help_text="of what was withdrawn: what came in its place")
    url = serializers.URLField(help_text="its address in the API; 410 where it has gone")
    html_url = serializers.URLField(help_text="its page")
    item = serializers.JSONField(required=False, allow_null=True, help_text="with `expand=item`: the item as it is now")

    def get_fields(self) -> dict[str, Any]:
        """The fields; `fields` is a serializer's own name."""
        return {{"fields_changed": "fields"}.get(name, name): one for name, one in super().get_fields().items()}
