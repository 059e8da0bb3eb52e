"""What the schemas of the API's items are made of: kinds of field, and the links by which one item names another."""

from collections.abc import Callable
from typing import Any

from rest_framework import serializers

from timeline.domain.vocabulary import Verification
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Treaty

EDTF = "EDTF, as the source has it: `1986`, `1986-10`, `1986-10-12`, with `~` (approximate) or `?` (uncertain)"
EARLIEST = "first day that the date can mean"
LATEST = "last day that the date can mean"
COPIED_OPTIONS = ("choices", "help_text", "label", "max_length")


class ItemAddress(serializers.URLField):
    """The API address of the item it stands in."""


class PageAddress(serializers.URLField):
    """The address of the page about the item it stands in."""


class SourceLink(serializers.URLField):
    """The source's address with a text fragment on the position's quotation."""


class MadeText(serializers.CharField):
    """A text that is `made` of columns of the row it stands in, given by their paths."""

    def __init__(self, *paths: str, made: Callable[..., str], **kwargs: Any) -> None:
        self.paths, self.made = paths, made
        super().__init__(read_only=True, **kwargs)


class ReleaseNameField(serializers.CharField):
    """The name of the release in which the item it stands in was `added` or last `changed`."""

    def __init__(self, *, which: str, **kwargs: Any) -> None:
        self.which = which
        super().__init__(read_only=True, allow_null=True, **kwargs)


class VerificationField(serializers.ChoiceField):
    """`verified` where the quotation carries a proof."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Verification.choices, **kwargs)


class AuthorSchema(serializers.Serializer[Any]):
    """Who wrote a source: a person by the parts of the name, or an organisation (`literal`)."""

    family = serializers.CharField(read_only=True, required=False)
    given = serializers.CharField(read_only=True, required=False)
    suffix = serializers.CharField(read_only=True, required=False, help_text="Jr., Sr., II, III or IV")
    literal = serializers.CharField(read_only=True, required=False, help_text="an organisation's name")


class AuthorsField(serializers.ListSerializer[Any]):
    """The authors, each by its parts that there are."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=AuthorSchema(), read_only=True, **kwargs)


class ItemSchema(serializers.ModelSerializer[Any]):
    """A ModelSerializer of what can only be read: every field is there, and an empty text is null."""

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        """The field of a column, read-only; null where the record leaves a text empty."""
        field_class, options = super().build_standard_field(field_name, model_field)
        kept: dict[str, Any] = {name: value for name, value in options.items() if name in COPIED_OPTIONS}
        kept["read_only"] = True
        if model_field.null or (model_field.blank and model_field.empty_strings_allowed):
            kept["allow_null"] = True
        return field_class, kept


def day_field(help_text: str, *, null: bool = False) -> serializers.DateField:
    """A day of the calendar."""
    return serializers.DateField(read_only=True, allow_null=null, help_text=help_text)


def edtf_field(help_text: str = EDTF, *, null: bool = False, source: str | None = None) -> serializers.CharField:
    """A date as the source has it."""
    return serializers.CharField(read_only=True, allow_null=null, help_text=help_text, source=source)


def number_field(help_text: str) -> serializers.IntegerField:
    """A count."""
    return serializers.IntegerField(read_only=True, min_value=0, help_text=help_text)


def address_field() -> ItemAddress:
    """The item's address in the API."""
    return ItemAddress(read_only=True, help_text="its address in the API")


def added_field() -> ReleaseNameField:
    """In which release the item came."""
    return ReleaseNameField(which="added_in", help_text="the release that it came with; null where none is known")


def changed_field() -> ReleaseNameField:
    """In which release the item last changed."""
    return ReleaseNameField(which="changed_in", help_text="the last release in which a fact of its own changed")


def page_field() -> PageAddress:
    """The item's page."""
    return PageAddress(read_only=True, help_text="its page")


class IssueLink(ItemSchema):
    """An issue, named."""

    url = address_field()

    class Meta:
        model = Issue
        fields = ("slug", "name", "url")


class OfficialLink(ItemSchema):
    """An official, named."""

    url = address_field()

    class Meta:
        model = Official
        fields = ("slug", "name", "url")


class NegotiationLink(ItemSchema):
    """A negotiation, named."""

    url = address_field()

    class Meta:
        model = Negotiation
        fields = ("slug", "name", "url")


class TreatyLink(ItemSchema):
    """A treaty, named."""

    url = address_field()

    class Meta:
        model = Treaty
        fields = ("slug", "name", "url")


class MeetingLink(ItemSchema):
    """A meeting, named."""

    url = address_field()

    class Meta:
        model = Meeting
        fields = ("slug", "title", "url")


class ArticleLink(ItemSchema):
    """An article, named."""

    url = address_field()

    class Meta:
        model = Article
        fields = ("slug", "title", "url")
