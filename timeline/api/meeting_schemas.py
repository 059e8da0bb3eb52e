"""The schemas of meetings and of who took part."""

from rest_framework import serializers

from timeline.api.schema_fields import (
    EARLIEST,
    LATEST,
    ArticleLink,
    IssueLink,
    ItemSchema,
    MeetingLink,
    NegotiationLink,
    OfficialLink,
    TreatyLink,
    added_field,
    address_field,
    changed_field,
    day_field,
    edtf_field,
    number_field,
    page_field,
)
from timeline.domain.vocabulary import Role
from timeline.models import Meeting, Participation


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

    start = edtf_field()
    end = edtf_field(null=True)
    earliest = day_field(EARLIEST)
    latest = day_field(LATEST)
    negotiation = NegotiationLink(read_only=True)
    part_of = MeetingLink(read_only=True, allow_null=True, help_text="the round, or summit, that it was a session of")
    sessions = MeetingLink(many=True, read_only=True, help_text="its sessions that have an entry of their own")
    issues = IssueLink(many=True, read_only=True, help_text="what was on the table, or was to be")
    announced = IssueLink(
        many=True,
        read_only=True,
        help_text="those of `issues` that the sources only say were to be discussed; none that they were",
    )
    participants = ParticipantSchema(many=True, read_only=True, help_text="who was there")
    treaties = TreatyLink(many=True, read_only=True, help_text="what was signed there")
    articles = ArticleLink(many=True, read_only=True, help_text="the sources; the one that describes it in full first")
    position_count = number_field("positions stated at it")
    added_in = added_field()
    changed_in = changed_field()
    url = address_field()
    html_url = page_field()

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
            "part_of",
            "sessions",
            "summary",
            "outcome",
            "issues",
            "announced",
            "participants",
            "treaties",
            "articles",
            "position_count",
            "added_in",
            "changed_in",
            "url",
            "html_url",
        )
