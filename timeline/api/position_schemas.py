"""The schemas of positions, and of the standings that rest on them."""

from typing import Any

from rest_framework import serializers

from timeline.api.schema_fields import (
    EARLIEST,
    LATEST,
    ArticleLink,
    IssueLink,
    ItemSchema,
    MadeText,
    MeetingLink,
    OfficialLink,
    SourceLink,
    VerificationField,
    added_field,
    address_field,
    changed_field,
    day_field,
    edtf_field,
    page_field,
)
from timeline.domain import citations, vocabulary
from timeline.domain.standings import SILENCE
from timeline.domain.vocabulary import ProvenAgainst, Stance
from timeline.models import Position

ANSWER = f"the stance in the issue's own words, as an answer to its question; `{vocabulary.NO_ANSWER}` where unclear"


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

    against = serializers.ChoiceField(
        choices=ProvenAgainst.choices,
        source="proof_against",
        read_only=True,
        allow_null=True,
        help_text="`page`: the live page; `archive`: the article's `archived_url`; null: a text that the editors hold",
    )

    class Meta:
        model = Position
        fields = ("hash", "checked", "prefix", "suffix", "against")


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
    date = edtf_field()
    earliest = day_field(EARLIEST)
    latest = day_field(LATEST)
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
    not_found = serializers.DateField(
        read_only=True,
        allow_null=True,
        help_text="day on which the quotation was last looked for on the source's page in vain; with a proof, it stood "
        "there before",
    )
    added_in = added_field()
    changed_in = changed_field()
    url = address_field()
    html_url = page_field()

    class Meta:
        model = Position
        fields = (
            "id",
            "holder",
            "attributed_to",
            "speaker",
            "side",
            "joint",
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
            "not_found",
            "added_in",
            "changed_in",
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

    silent_since = edtf_field()
    last_position = PositionSchema(
        read_only=True, help_text="its last word, which is no standing any more; its main names unless expanded"
    )


class StandingSchema(serializers.Serializer[Any]):
    """Where both sides stood on one issue, and how far apart: 0 (together) to 2 (opposed)."""

    day = serializers.DateField(read_only=True, help_text="the day, at the end of which they stood so")
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
