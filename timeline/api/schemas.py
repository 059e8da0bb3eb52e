"""The schema of every item that the API gives, fields listed by hand. The OpenAPI schema is generated from these
classes, and loading.py reads and writes items by them: a schema is said once.

All are read-only. A text that the record leaves empty is null. A relation is its identity, its name and its address.
"""

from collections.abc import Callable
from typing import Any

from rest_framework import serializers

from timeline.domain import citations, vocabulary
from timeline.domain.standings import SILENCE
from timeline.domain.vocabulary import Role, Stance, Verification
from timeline.models import (
    Article,
    Issue,
    Meeting,
    Negotiation,
    Official,
    Participation,
    Position,
    Post,
    Treaty,
)

EDTF = "EDTF, as the source has it: `1986`, `1986-10`, `1986-10-12`, with `~` (approximate) or `?` (uncertain)"
EARLIEST = "first day that the date can mean"
LATEST = "last day that the date can mean"
ANSWER = f"the stance in the issue's own words, as an answer to its question; `{vocabulary.NO_ANSWER}` where unclear"
KEPT = ("choices", "help_text", "label", "max_length")


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


class VerificationField(serializers.ChoiceField):
    """`verified` where the quotation carries a proof."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Verification.choices, **kwargs)


class ItemSchema(serializers.ModelSerializer[Any]):
    """A ModelSerializer of what can only be read: every field is there, and an empty text is null."""

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        """The field of a column, read-only; null where the record leaves a text empty."""
        field_class, options = super().build_standard_field(field_name, model_field)
        kept: dict[str, Any] = {name: value for name, value in options.items() if name in KEPT}
        kept["read_only"] = True
        if model_field.null or (model_field.blank and model_field.empty_strings_allowed):
            kept["allow_null"] = True
        return field_class, kept


def _day(help_text: str, *, null: bool = False) -> serializers.DateField:
    return serializers.DateField(read_only=True, allow_null=null, help_text=help_text)


def _edtf(help_text: str = EDTF, *, null: bool = False, source: str | None = None) -> serializers.CharField:
    return serializers.CharField(read_only=True, allow_null=null, help_text=help_text, source=source)


def _number(help_text: str) -> serializers.IntegerField:
    return serializers.IntegerField(read_only=True, min_value=0, help_text=help_text)


def _address() -> ItemAddress:
    return ItemAddress(read_only=True, help_text="its address in the API")


def _page() -> PageAddress:
    return PageAddress(read_only=True, help_text="its page")


class IssueLink(ItemSchema):
    """An issue, named."""

    url = _address()

    class Meta:
        model = Issue
        fields = ("slug", "name", "url")


class OfficialLink(ItemSchema):
    """An official, named."""

    url = _address()

    class Meta:
        model = Official
        fields = ("slug", "name", "url")


class NegotiationLink(ItemSchema):
    """A negotiation, named."""

    url = _address()

    class Meta:
        model = Negotiation
        fields = ("slug", "name", "url")


class TreatyLink(ItemSchema):
    """A treaty, named."""

    url = _address()

    class Meta:
        model = Treaty
        fields = ("slug", "name", "url")


class MeetingLink(ItemSchema):
    """A meeting, named."""

    url = _address()

    class Meta:
        model = Meeting
        fields = ("slug", "title", "url")


class ArticleLink(ItemSchema):
    """An article, named."""

    url = _address()

    class Meta:
        model = Article
        fields = ("slug", "title", "url")


class ParticipantSchema(ItemSchema):
    """An official at a meeting: on whose side, as what, in which post."""

    official = OfficialLink(read_only=True)
    side = serializers.CharField(read_only=True, help_text="US, RU (also the Soviet Union) or an ISO 3166-1 code")
    role = serializers.ChoiceField(
        choices=Role.choices, read_only=True, help_text="`met`: called on, outside the delegation"
    )

    class Meta:
        model = Participation
        fields = ("official", "side", "role", "post")


class MeetingSchema(ItemSchema):
    """One dated encounter: who sat on each side, what was on the table, what came of it."""

    start = _edtf()
    end = _edtf(null=True)
    earliest = _day(EARLIEST)
    latest = _day(LATEST)
    negotiation = NegotiationLink(read_only=True)
    issues = IssueLink(many=True, read_only=True, help_text="what was on the table")
    participants = ParticipantSchema(many=True, read_only=True, help_text="who was there")
    treaties = TreatyLink(many=True, read_only=True, help_text="what was signed there")
    articles = ArticleLink(many=True, read_only=True, help_text="the sources; the one that describes it in full first")
    position_count = _number("positions stated at it")
    url = _address()
    html_url = _page()

    class Meta:
        model = Meeting
        fields = (
            "slug",
            "title",
            "kind",
            "status",
            "start",
            "end",
            "earliest",
            "latest",
            "city",
            "country",
            "negotiation",
            "summary",
            "outcome",
            "issues",
            "participants",
            "treaties",
            "articles",
            "position_count",
            "url",
            "html_url",
        )


class PostSchema(serializers.ModelSerializer[Post]):
    """An office that an official held."""

    post = serializers.CharField(source="title", read_only=True)
    to = _edtf(null=True, source="end")

    class Meta:
        model = Post
        fields = ("post", "from", "to")

    def get_fields(self) -> dict[str, Any]:
        """The fields; `from` is no name that a class body can give."""
        declared = {**self._declared_fields, "from": _edtf(null=True, source="start")}
        return {name: declared[name] for name in self.Meta.fields}


class OfficialSchema(ItemSchema):
    """A person who speaks or negotiates for a side."""

    aliases = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="other spellings of the name"
    )
    posts = PostSchema(many=True, read_only=True)
    meeting_count = _number("meetings taken part in")
    position_count = _number("positions stated")
    earliest = _day("first day that the record has of them", null=True)
    latest = _day("last day that the record has of them", null=True)
    url = _address()
    html_url = _page()

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
            "url",
            "html_url",
        )


class AnswersSchema(ItemSchema):
    """What each stance answers to the issue's question, in the issue's own words."""

    supports = serializers.CharField(source="answer_supports", read_only=True)
    conditional = serializers.CharField(source="answer_conditional", read_only=True)
    opposes = serializers.CharField(source="answer_opposes", read_only=True)

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
    meeting_count = _number("meetings that it was on the table at")
    position_count = _number("positions on it")
    url = _address()
    html_url = _page()

    class Meta:
        model = Issue
        fields = (
            "slug",
            "name",
            "question",
            "comparable",
            "answers",
            "meeting_count",
            "position_count",
            "url",
            "html_url",
        )


class NegotiationSchema(ItemSchema):
    """A track of talks that lasts years."""

    start = _edtf()
    end = _edtf(null=True)
    earliest = _day(EARLIEST)
    latest = _day(LATEST, null=True)
    meeting_count = _number("meetings that belong to it")
    treaties = TreatyLink(many=True, read_only=True)
    url = _address()
    html_url = _page()

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
            "url",
            "html_url",
        )


class TreatySchema(ItemSchema):
    """An agreement: signed, in force, suspended, ended, and what has become of it."""

    signed = _edtf()
    in_force = _edtf(null=True)
    suspended = _edtf(null=True)
    ended = _edtf(null=True)
    earliest = _day("first day that the signature can mean")
    latest = _day(
        "last day that the end can mean, or the signature of what never was in force or is not binding; null while it "
        "has not ended, or where no source says when",
        null=True,
    )
    signed_at = MeetingLink(read_only=True, allow_null=True)
    negotiation = NegotiationLink(read_only=True)
    url = _address()
    html_url = _page()

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
            "url",
            "html_url",
        )


class ProofSchema(ItemSchema):
    """The check of a quotation against its source's text, and the words around it there."""

    hash = serializers.CharField(source="proof_hash", read_only=True, help_text="SHA-256 of the source's text")
    checked = serializers.DateField(source="proof_checked", read_only=True, help_text="day of the check")
    prefix = serializers.CharField(
        source="proof_prefix", read_only=True, allow_null=True, help_text="the words before the quotation"
    )
    suffix = serializers.CharField(
        source="proof_suffix", read_only=True, allow_null=True, help_text="the words after the quotation"
    )

    class Meta:
        model = Position
        fields = ("hash", "checked", "prefix", "suffix")


class PositionSchema(ItemSchema):
    """Who took which stance on which issue, when, where and in which words, by which article."""

    id = serializers.CharField(
        source="public_id", read_only=True, help_text="its article's slug, a hyphen, eight hexadecimal digits"
    )
    holder = OfficialLink(
        read_only=True, allow_null=True, help_text="who stated it; null where the source names nobody"
    )
    attributed_to = serializers.CharField(
        read_only=True, allow_null=True, help_text="what the source calls an unnamed holder"
    )
    speaker = MadeText(*citations.SPEAKER, made=citations.speaker, help_text=citations.SPEAKER_HELP)
    side = serializers.CharField(read_only=True, help_text="US, RU (also the Soviet Union) or an ISO 3166-1 code")
    issue = IssueLink(read_only=True)
    answer = MadeText(
        "stance",
        "issue__answer_supports",
        "issue__answer_conditional",
        "issue__answer_opposes",
        made=vocabulary.answer,
        help_text=ANSWER,
    )
    date = _edtf()
    earliest = _day(EARLIEST)
    latest = _day(LATEST)
    meeting = MeetingLink(read_only=True, allow_null=True, help_text="null where stated outside any meeting")
    summary = serializers.CharField(read_only=True, help_text="the position in the record's words")
    quote = serializers.CharField(
        read_only=True, help_text="verbatim from the source; the speaker's own words only where `speech` is `direct`"
    )
    language = MadeText("article__language", made=str, help_text="language of the quotation, ISO 639-1")
    translation = serializers.CharField(
        read_only=True, allow_null=True, help_text="the quotation in English where it is not, translated by the record"
    )
    words_of = MadeText(*citations.WORDS_OF, made=citations.words_of, help_text=citations.WORDS_OF_HELP)
    article = ArticleLink(read_only=True)
    source_link = SourceLink(read_only=True, help_text="opens the source at the quoted words (URL text fragment)")
    verification = VerificationField(
        source="proof_hash", read_only=True, help_text="whether the quotation was compared with the source's text"
    )
    proof = ProofSchema(source="*", read_only=True, allow_null=True, help_text="null where it was not compared")
    url = _address()
    html_url = _page()

    class Meta:
        model = Position
        fields = (
            "id",
            "holder",
            "attributed_to",
            "speaker",
            "side",
            "issue",
            "stance",
            "answer",
            "date",
            "earliest",
            "latest",
            "meeting",
            "summary",
            "quote",
            "language",
            "translation",
            "speech",
            "words_of",
            "article",
            "source_link",
            "verification",
            "proof",
            "url",
            "html_url",
        )


class SideStanding(serializers.Serializer[Any]):
    """Where one side stood: the stance of its last word, and that position."""

    stance = serializers.ChoiceField(choices=Stance.choices, read_only=True)
    answer = serializers.CharField(read_only=True, help_text=ANSWER)
    value = serializers.IntegerField(
        read_only=True, allow_null=True, min_value=-1, max_value=1, help_text="+1, 0, -1; null where unclear"
    )
    position = PositionSchema(read_only=True, help_text="what the standing rests on; its main names unless expanded")


class SilentSide(serializers.Serializer[Any]):
    """A side that spoke once and has been silent for too long to stand anywhere."""

    silent_since = _edtf()
    last_position = PositionSchema(
        read_only=True, help_text="its last word, which is no standing any more; its main names unless expanded"
    )


class StandingSchema(serializers.Serializer[Any]):
    """Where both sides stood on one issue, and how far apart: 0 (together) to 2 (opposed)."""

    issue = IssueLink(read_only=True)
    comparable = serializers.BooleanField(read_only=True, help_text="false: no distance is computed")
    us = SideStanding(read_only=True, allow_null=True, help_text="Washington; null while it is silent")
    ru = SideStanding(read_only=True, allow_null=True, help_text="Moscow; null while it is silent")
    us_silent = SilentSide(
        read_only=True,
        allow_null=True,
        help_text=f"Washington, where its last word is older than {SILENCE} years; null where it stands somewhere or "
        "never spoke",
    )
    ru_silent = SilentSide(read_only=True, allow_null=True, help_text="Moscow, in the same way")
    distance = serializers.IntegerField(
        read_only=True,
        allow_null=True,
        min_value=0,
        max_value=2,
        help_text="null while either side is silent or unclear, or where the issue is not comparable",
    )


class ArticleSchema(ItemSchema):
    """One public source and what the record takes from it; never its text."""

    published = _edtf()
    earliest = _day(EARLIEST)
    latest = _day(LATEST)
    meetings = MeetingLink(many=True, read_only=True, help_text="the meetings that it reports")
    position_count = _number("positions it gives evidence for")
    url = _address()
    html_url = _page()

    class Meta:
        model = Article
        fields = (
            "slug",
            "title",
            "publisher",
            "author",
            "published",
            "earliest",
            "latest",
            "source_url",
            "kind",
            "language",
            "summary",
            "meetings",
            "position_count",
            "url",
            "html_url",
        )
