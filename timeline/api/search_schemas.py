"""The schemas of the search engine's answers, for the OpenAPI document."""

from typing import Any

from rest_framework import serializers

from timeline.api.position_schemas import PositionSchema
from timeline.domain.vocabulary import Side
from timeline.search.asking import SAID
from timeline.search.engine import KINDS

PARTS = (
    "person",
    "side",
    "issue",
    "negotiation",
    "treaty",
    "meeting",
    "place",
    "kind",
    "stance",
    "date",
    "term",
    "words",
)
ANSWERS = (
    "statements", "person", "counterparts", "people", "meeting", "meetings", "treaty", "day", "period",
)  # fmt: skip


def _text(help_text: str, *, null: bool = False) -> serializers.CharField:
    return serializers.CharField(read_only=True, allow_null=null, help_text=help_text)


def _number(help_text: str) -> serializers.IntegerField:
    return serializers.IntegerField(read_only=True, min_value=0, help_text=help_text)


def _address(help_text: str, *, null: bool = False) -> serializers.URLField:
    return serializers.URLField(read_only=True, allow_null=null, help_text=help_text)


class LeadSchema(serializers.Serializer[Any]):
    """What a part of a question leads to."""

    kind = _text("issues, officials, places, sides …")
    slug = _text("its slug or code")
    url = _address("its address in the API; null where it has none", null=True)


class PartSchema(serializers.Serializer[Any]):
    """One part of a question, and what it was taken to mean."""

    type = serializers.ChoiceField(choices=PARTS, read_only=True, help_text="what sort of part it is")
    typed = _text("as it was typed")
    definition = _text("what the glossary says of it", null=True)
    leads_to = LeadSchema(
        many=True,
        read_only=True,
        help_text="what of the record it leads to, the nearest first; what a term is only a part of",
    )

    def get_fields(self) -> dict[str, Any]:
        """The fields with `label`, which a field has itself, and `from`, which is a word of Python."""
        return {
            **super().get_fields(),
            "label": _text("what it stands for"),
            "from": serializers.DateField(read_only=True, allow_null=True, help_text="first day meant, of a date"),
            "to": serializers.DateField(read_only=True, allow_null=True, help_text="last day meant, of a date"),
        }


class NearestSchema(serializers.Serializer[Any]):
    """The days of what comes nearest to a date that was let go."""

    to = serializers.DateField(read_only=True, help_text="its last day")

    def get_fields(self) -> dict[str, Any]:
        """The fields with `from`, which is a word of Python."""
        return {"from": serializers.DateField(read_only=True, help_text="its first day"), **super().get_fields()}


class CorrectionSchema(serializers.Serializer[Any]):
    """A word without any match, and the name that it was corrected to."""

    typed = _text("as it was typed")
    meant = _text("the name that it misspells")


class WidenedSchema(serializers.Serializer[Any]):
    """A narrow term that no text holds, and the wider one that was searched for."""

    typed = _text("as it was typed")
    meant = _text("the wider one")


class NamedSchema(serializers.Serializer[Any]):
    """An official, with their addresses."""

    name = _text("full name")
    side = _text("US, RU or a third party's code")
    slug = _text("name in addresses")
    url = _address("address in the API")
    html_url = _address("address of the page")


class PersonSchema(NamedSchema):
    """The official whom the answer is about."""

    posts = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="posts held on the days asked for, else all"
    )


class FacedSchema(NamedSchema):
    """Somebody whom the official faced."""

    meetings = _number("meetings at which they faced each other")


class CandidateSchema(NamedSchema):
    """Somebody whom a question may mean, or a negotiator."""

    meetings = _number("meetings found with them; of a negotiator, those at which they headed a delegation")
    positions = _number("statements of theirs found")
    query = _text("the question that means only them; null for a negotiator", null=True)


class MetSchema(serializers.Serializer[Any]):
    """The meeting that the answer is."""

    title = _text("what it is called")
    start = _text("first day, in EDTF")
    slug = _text("name in addresses")
    url = _address("address in the API")
    html_url = _address("address of the page")


class AgreedSchema(serializers.Serializer[Any]):
    """The treaty that the answer is."""

    name = _text("short name")
    signed = _text("day of signature, in EDTF")
    limits = _text("what it limits, in figures")
    slug = _text("name in addresses")
    url = _address("address in the API")
    html_url = _address("address of the page")


class WiderSchema(serializers.Serializer[Any]):
    """An issue, negotiation or treaty that a narrow term is a part of."""

    kind = serializers.ChoiceField(choices=KINDS, read_only=True, help_text="what sort of entry it is")
    slug = _text("name in addresses")
    url = _address("address in the API")
    html_url = _address("address of the page")


class VoiceSchema(serializers.Serializer[Any]):
    """What one side said."""

    side = serializers.ChoiceField(choices=Side.values, read_only=True)
    count = _number("statements in all")
    url = _address("address of all of them: a search narrowed to them")
    mostly = _text("what most of them answer to the issue's question; null where several issues are meant", null=True)
    mostly_count = _number("how many answer so")
    positions = PositionSchema(many=True, read_only=True, help_text="the best of them, by their main names")


class AnsweredSchema(serializers.Serializer[Any]):
    """The answer before the finds."""

    kind = serializers.ChoiceField(choices=ANSWERS, read_only=True, help_text="what sort of answer it is")
    subject = _text("what it is about: Moscow on missile defence, 2013")
    definition = _text("what the glossary says of the first term", null=True)
    count = _number("statements in all")
    sides = VoiceSchema(many=True, read_only=True, help_text="the statements by side")
    official = PersonSchema(read_only=True, allow_null=True, help_text="whom it is about")
    counterparts = FacedSchema(many=True, read_only=True, help_text="whom they faced, most often first")
    meeting = MetSchema(read_only=True, allow_null=True, help_text="the meeting that it is")
    treaty = AgreedSchema(read_only=True, allow_null=True, help_text="the treaty that it is")
    sentence = _text("what was asked for, in a sentence", null=True)
    meetings = MetSchema(many=True, read_only=True, help_text="the meetings asked for, in chronological order")
    people = CandidateSchema(
        many=True, read_only=True, help_text="whom the question may mean, or the negotiators it asks for"
    )
    wider = WiderSchema(read_only=True, allow_null=True, help_text="what the term asked for is only a part of")


class FindSchema(serializers.Serializer[Any]):
    """One find."""

    kind = serializers.ChoiceField(choices=KINDS, read_only=True, help_text="what sort of find it is")
    slug = serializers.CharField(read_only=True, required=False, help_text="name in addresses, of all but statements")
    id = serializers.CharField(read_only=True, required=False, help_text="name in addresses, of a statement")
    url = _address("address in the API")
    html_url = _address("address of the page")
    title = _text("title or name; of a statement its speaker and issue")
    date = _text("its date, in EDTF; null where it has none", null=True)
    score = serializers.FloatField(read_only=True, help_text="how well it answers; comparable within one answer")
    highlight = _text("HTML: a sentence that holds what was asked for, marked by `mark`; else the title")


class SuggestionSchema(serializers.Serializer[Any]):
    """What may be meant by what is typed."""

    kind = serializers.ChoiceField(choices=KINDS, read_only=True, help_text="what sort of entry it is")
    name = _text("name or title")
    detail = _text("post, question or kind of meeting")
    years = _text("its years or days, in words")
    slug = _text("name in addresses")
    url = _address("address in the API")
    html_url = _address("address of the page")

    def get_fields(self) -> dict[str, Any]:
        """The fields with `label`, which a field has itself."""
        return {**super().get_fields(), "label": _text("the kind in a word")}


class SearchAnswer(serializers.Serializer[Any]):
    """What a question was taken to mean, the answer, and the finds of all kinds, best first."""

    count = _number("finds in all")
    next = _address("address of the next page", null=True)
    previous = _address("address of the page before", null=True)
    query = _text("the question as it was read")
    understood = PartSchema(many=True, read_only=True, help_text="its parts")
    asks = serializers.ChoiceField(
        choices=tuple(SAID), read_only=True, allow_null=True, help_text="the question about its parts; null if none"
    )
    excluded = serializers.ListField(child=serializers.CharField(), read_only=True, help_text="words left out by -")
    ignored = serializers.ListField(child=serializers.CharField(), read_only=True, help_text="small words")
    corrected = CorrectionSchema(many=True, read_only=True, help_text="misspelt words that were put right")
    widened = WidenedSchema(
        many=True, read_only=True, help_text="narrow terms that no text holds, and what was searched"
    )
    without = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="parts let go because nothing holds all of them"
    )
    nearest = NearestSchema(
        read_only=True, allow_null=True, help_text="of a date that was let go: the days of what comes nearest to it"
    )
    kinds = serializers.DictField(child=serializers.IntegerField(), read_only=True, help_text="finds by kind")
    answer = AnsweredSchema(
        read_only=True, allow_null=True, help_text="null where there is none, or finds are narrowed"
    )
    results = FindSchema(many=True, read_only=True, help_text="a page of the finds")


class AutocompleteAnswer(serializers.Serializer[Any]):
    """What may be meant by the beginning of a question."""

    count = _number("suggestions")
    next = serializers.CharField(read_only=True, allow_null=True, help_text="null: the list is whole")
    previous = serializers.CharField(read_only=True, allow_null=True, help_text="null: the list is whole")
    results = SuggestionSchema(many=True, read_only=True, help_text="the suggestions, best first")
