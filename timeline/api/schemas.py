"""The schema of every item that the API gives, fields listed by hand. The OpenAPI schema is generated from these
classes, and loading.py reads and writes items by them: a schema is said once.

All are read-only. A text that the record leaves empty is null. A relation is its identity, its name and its address.
"""

from typing import Any

from rest_framework import serializers

from timeline.api.schema_fields import (
    EARLIEST,
    LATEST,
    AuthorsField,
    ItemSchema,
    MeetingLink,
    NegotiationLink,
    TreatyLink,
    added_field,
    address_field,
    changed_field,
    day_field,
    edtf_field,
    number_field,
    page_field,
)
from timeline.domain.vocabulary import SourceStatus
from timeline.models import Article, Issue, Negotiation, Official, Post, Treaty


class PostSchema(serializers.ModelSerializer[Post]):
    """An office that an official held."""

    post = serializers.CharField(source="title", read_only=True)
    to = edtf_field(null=True, source="end")

    class Meta:
        model = Post
        fields = ("post", "from", "to")

    def get_fields(self) -> dict[str, Any]:
        """The fields; `from` is no name that a class body can give."""
        declared = {**self._declared_fields, "from": edtf_field(null=True, source="start")}
        return {name: declared[name] for name in self.Meta.fields}


class OfficialSchema(ItemSchema):
    """A person who speaks or negotiates for a side."""

    aliases = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="other spellings of the name"
    )
    posts = PostSchema(many=True, read_only=True)
    meeting_count = number_field("meetings taken part in")
    position_count = number_field("positions stated")
    earliest = day_field("first day that the record has of them", null=True)
    latest = day_field("last day that the record has of them", null=True)
    added_in = added_field()
    changed_in = changed_field()
    url = address_field()
    html_url = page_field()

    class Meta:
        model = Official
        fields = (
            "slug",
            "name",
            "family_name",
            "native_name",
            "aliases",
            "side",
            "posts",
            "meeting_count",
            "position_count",
            "earliest",
            "latest",
            "wikidata",
            "added_in",
            "changed_in",
            "url",
            "html_url",
        )


def _example(column: str) -> serializers.CharField:
    return serializers.CharField(source=column, read_only=True, allow_null=True)


class AnswersSchema(ItemSchema):
    """What each stance answers to the issue's question, in the issue's own words."""

    supports = serializers.CharField(source="answer_supports", read_only=True)
    conditional = serializers.CharField(source="answer_conditional", read_only=True)
    opposes = serializers.CharField(source="answer_opposes", read_only=True)

    class Meta:
        model = Issue
        fields = ("supports", "conditional", "opposes")


class AnswerExamplesSchema(ItemSchema):
    """The id of a statement for each answer, where the record has one."""

    supports = _example("example_supports")
    conditional = _example("example_conditional")
    opposes = _example("example_opposes")

    class Meta:
        model = Issue
        fields = ("supports", "conditional", "opposes")


class IssueSchema(ItemSchema):
    """What is disputed, asked as one yes/no question so that stances can be compared."""

    answers = AnswersSchema(
        source="*",
        read_only=True,
        help_text="what each stance answers to the question, in words: show these to readers",
    )
    examples = AnswerExamplesSchema(
        source="*", read_only=True, help_text="ids of statements that show what each stance means here"
    )
    meeting_count = number_field("meetings that it was on the table at")
    position_count = number_field("positions on it")
    added_in = added_field()
    changed_in = changed_field()
    url = address_field()
    html_url = page_field()

    class Meta:
        model = Issue
        fields = (
            "slug",
            "name",
            "question",
            "comparable",
            "answers",
            "rule",
            "example",
            "examples",
            "meeting_count",
            "position_count",
            "added_in",
            "changed_in",
            "url",
            "html_url",
        )


class NegotiationSchema(ItemSchema):
    """A track of talks that lasts years."""

    start = edtf_field()
    end = edtf_field(null=True)
    earliest = day_field(EARLIEST)
    latest = day_field(LATEST, null=True)
    meeting_count = number_field("meetings that belong to it")
    treaties = TreatyLink(many=True, read_only=True)
    added_in = added_field()
    changed_in = changed_field()
    url = address_field()
    html_url = page_field()

    class Meta:
        model = Negotiation
        fields = (
            "slug",
            "name",
            "start",
            "end",
            "earliest",
            "latest",
            "meeting_count",
            "treaties",
            "wikidata",
            "added_in",
            "changed_in",
            "url",
            "html_url",
        )


class TreatySchema(ItemSchema):
    """An agreement: signed, in force, suspended, ended, and what has become of it."""

    signed = edtf_field()
    in_force = edtf_field(null=True)
    suspended = edtf_field(null=True)
    ended = edtf_field(null=True)
    earliest = day_field("first day that the signature can mean")
    latest = day_field(
        "last day that the end can mean, or the signature of what never was in force or is not binding; null while it "
        "has not ended, or where no source says when",
        null=True,
    )
    signed_at = MeetingLink(read_only=True, allow_null=True)
    negotiation = NegotiationLink(read_only=True)
    added_in = added_field()
    changed_in = changed_field()
    url = address_field()
    html_url = page_field()

    class Meta:
        model = Treaty
        fields = (
            "slug",
            "name",
            "full_name",
            "signed",
            "in_force",
            "suspended",
            "ended",
            "status",
            "superseded_by",
            "earliest",
            "latest",
            "signed_at",
            "negotiation",
            "summary",
            "limits",
            "wikidata",
            "added_in",
            "changed_in",
            "url",
            "html_url",
        )


class SourceCheckSchema(ItemSchema):
    """What was found when a program last looked at a source's page, and where a copy of it is kept."""

    day = serializers.DateField(source="checked_day", read_only=True, help_text="day of the last look")
    status = serializers.ChoiceField(
        choices=SourceStatus.choices, source="checked_status", read_only=True, help_text="what was found there"
    )
    archived_url = serializers.URLField(
        source="checked_archived", read_only=True, allow_null=True, help_text="a copy in the Internet Archive"
    )

    class Meta:
        model = Article
        fields = ("day", "status", "archived_url")


class ArticleSchema(ItemSchema):
    """One public source and what the record takes from it; never its text."""

    authors = AuthorsField()
    published = edtf_field()
    written = edtf_field(null=True)
    earliest = day_field(EARLIEST)
    latest = day_field(LATEST)
    meetings = MeetingLink(many=True, read_only=True, help_text="the meetings that it reports")
    position_count = number_field("positions it gives evidence for")
    checked = SourceCheckSchema(
        source="*", read_only=True, allow_null=True, help_text="null where no program has looked at the page yet"
    )
    added_in = added_field()
    changed_in = changed_field()
    url = address_field()
    html_url = page_field()

    class Meta:
        model = Article
        fields = (
            "slug",
            "title",
            "untitled",
            "publisher",
            "author",
            "authors",
            "published",
            "written",
            "earliest",
            "latest",
            "source_url",
            "kind",
            "language",
            "summary",
            "meetings",
            "position_count",
            "checked",
            "added_in",
            "changed_in",
            "url",
            "html_url",
        )
