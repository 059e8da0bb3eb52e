"""The record: what happened, who was there, what each side said, and the sources it stands on.

A projection of fixtures/, written only by the loader; every invariant is a database constraint. Dated rows keep the
EDTF text as written and, for asking and sorting, the first (`earliest`) and last (`latest`) day it can mean.
Order belongs to the querysets; primary keys never leave the database.
"""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from timeline import querysets
from timeline.domain import dates
from timeline.domain.collation import LETTERS
from timeline.domain.vocabulary import (
    ArticleKind,
    ChangeKind,
    MeetingKind,
    MeetingStatus,
    ProvenAgainst,
    Role,
    Side,
    SourceStatus,
    Speech,
    Stance,
    TreatyStatus,
    Verification,
    answer,
    with_status,
)

SLUG = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "lower-case letters, digits and single hyphens")


def _slug_field() -> models.CharField[str, str]:
    return models.CharField(max_length=120, unique=True, validators=[SLUG])


def _day_field(*, null: bool = False) -> models.DateField[Any, Any]:
    return models.DateField(null=null)


def _edtf_field(*, blank: bool = False) -> models.CharField[str, str]:
    return models.CharField(max_length=40, blank=blank)


def _search_field() -> models.TextField[str, str]:
    return models.TextField(blank=True, editable=False)


def _letters_field() -> models.CharField[str, str]:
    """The place in the order of titles or names (UCA), as timeline.domain.collation.letters_key has it."""
    return models.CharField(max_length=4 * LETTERS, blank=True, editable=False)


def _introduction_field() -> models.TextField[str, str]:
    return models.TextField(blank=True, help_text="what it is about, in some 120 words of the record's own")


def _drawn_from_field() -> models.TextField[str, str]:
    return models.TextField(blank=True, help_text="slugs of the meetings that the introduction rests on, one a line")


def _wikidata_field() -> models.CharField[str, str]:
    return models.CharField(
        max_length=20, blank=True, help_text="its item at Wikidata (`Q42`), where the record has it"
    )


def _one_of(field: str, words: type[models.TextChoices], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": words.values}), name=name)


def _in_order(name: str, *, earliest: str = "earliest", latest: str = "latest") -> models.CheckConstraint:
    """The last day is not before the first; an unknown day is in order."""
    return models.CheckConstraint(
        condition=Q(**{f"{latest}__gte": F(earliest)})
        | Q(**{f"{latest}__isnull": True})
        | Q(**{f"{earliest}__isnull": True}),
        name=name,
    )


def _filled(name: str, *fields: str) -> models.CheckConstraint:
    condition = Q()
    for field in fields:
        condition &= ~Q(**{field: ""})
    return models.CheckConstraint(condition=condition, name=name)


class Release(models.Model):
    """One version of the record, made by a load that changed it."""

    hash = models.CharField(max_length=64, help_text="SHA-256 of the record's canonical content, in hexadecimal")
    source_digest = models.CharField(max_length=64, help_text="SHA-256 over the files it was read from")
    loaded_at = models.DateTimeField()
    counts = models.JSONField(help_text="rows of each kind, for information only")
    name = models.CharField(max_length=40, blank=True, help_text="what it is called: `2026-11-29`")
    history = models.CharField(max_length=64, blank=True, help_text="SHA-256 over the history that it was loaded with")

    objects = querysets.ReleaseQuerySet.as_manager()

    class Meta:
        constraints = [_filled("release_hashes_filled", "hash", "source_digest")]

    def __str__(self) -> str:
        return self.hash[:12]

    @property
    def version(self) -> str:
        """By what answers of this release are told from those of others: its content and its history. No query."""
        return f"{self.hash}{self.history}"


class NamedRelease(models.Model):
    """A release in the record's history, as its file in fixtures/releases/ tells of it; or the draft of the next one,
    which has no file yet."""

    name = models.CharField(max_length=40, unique=True, help_text="its day, a letter where the day has several")
    hash = models.CharField(max_length=64, help_text="SHA-256 of the record's canonical content, in hexadecimal")
    note = models.CharField(max_length=300, blank=True, help_text="what the editors say of it")
    is_draft = models.BooleanField(default=False, help_text="changes that no release has yet")
    digest = models.CharField(max_length=64, help_text="SHA-256 over this file and those before it")
    source = models.BinaryField(help_text="the file, compressed")
    ordinal = models.PositiveIntegerField(unique=True)

    objects = querysets.NamedReleaseQuerySet.as_manager()

    class Meta:
        constraints = [_filled("named_release_filled", "name", "hash", "digest")]

    def __str__(self) -> str:
        return self.name

    @property
    def day(self) -> str:
        """The day in its name, as ISO has it; of a draft that of the release it follows. No query."""
        return self.name[:10]


class Change(models.Model):
    """What a release did to one item: added, changed or withdrew it."""

    release = models.ForeignKey(NamedRelease, on_delete=models.CASCADE, related_name="changes")
    noun = models.CharField(max_length=20, help_text="the item's resource: `meetings`, `positions` …")
    identity = models.CharField(max_length=129, help_text="its slug, of a position its id")
    change = models.CharField(max_length=9, choices=ChangeKind.choices)
    fields = models.JSONField(help_text="[name, from, to, change] of each fact that changed; null where empty or long")
    is_own = models.BooleanField(help_text="false where nothing changed but what the item names or counts")
    reason = models.CharField(max_length=300, blank=True, help_text="why, where the editors say so")
    replaced_by = models.CharField(max_length=129, blank=True, help_text="what stands in the place of a withdrawn item")
    ordinal = models.PositiveIntegerField(unique=True, help_text="place in the whole history")

    objects = querysets.ChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "noun", "identity"], name="change_once"),
            _one_of("change", ChangeKind, "change_known"),
            _filled("change_filled", "noun", "identity"),
        ]
        indexes = [
            models.Index(fields=["noun", "identity", "ordinal"], name="change_by_item"),
            models.Index(fields=["noun", "ordinal"], name="change_by_noun"),
        ]

    def __str__(self) -> str:
        return f"{self.noun}/{self.identity} {self.change}"


class Issue(models.Model):
    """What is disputed, asked as one yes/no question so that stances can be compared."""

    slug = _slug_field()
    name = models.CharField(max_length=200)
    name_key = _letters_field()
    question = models.TextField()
    comparable = models.BooleanField(help_text="false where each side accuses the other: no distance is computed")
    answer_supports = models.CharField(max_length=60, help_text="what `supports` answers to the question, in words")
    answer_conditional = models.CharField(
        max_length=60, help_text="what `conditional` answers to the question, in words"
    )
    answer_opposes = models.CharField(max_length=60, help_text="what `opposes` answers to the question, in words")
    rule = models.TextField(blank=True, help_text="how statements are coded whose answer is not plain")
    example = models.CharField(max_length=129, blank=True, help_text="id of a position that the rule decided")
    example_supports = models.CharField(max_length=129, blank=True, help_text="id of a position that answers so")
    example_conditional = models.CharField(max_length=129, blank=True, help_text="id of a position that answers so")
    example_opposes = models.CharField(max_length=129, blank=True, help_text="id of a position that answers so")
    introduction = _introduction_field()
    drawn_from = _drawn_from_field()
    ordinal = models.PositiveIntegerField()
    search_text = _search_field()

    objects = querysets.IssueQuerySet.as_manager()

    class Meta:
        constraints = [
            _filled("issue_filled", "slug", "name", "question"),
            _filled("issue_answers_filled", "answer_supports", "answer_conditional", "answer_opposes"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def answers(self) -> dict[str, str]:
        """The issue's own words for each stance that answers its question, by stance. No query."""
        return {
            Stance.SUPPORTS.value: self.answer_supports,
            Stance.CONDITIONAL.value: self.answer_conditional,
            Stance.OPPOSES.value: self.answer_opposes,
        }

    @property
    def examples(self) -> dict[str, str]:
        """The id of a statement for each answer that has one, by stance. No query."""
        listed = self.example_supports, self.example_conditional, self.example_opposes
        return {stance: one for stance, one in zip(self.answers, listed, strict=True) if one}

    def answer(self, stance: str) -> str:
        """What a stance answers to the question, in a reader's words: `limit them`; NO_ANSWER for `unclear`."""
        return answer(stance, self.answer_supports, self.answer_conditional, self.answer_opposes)


class GlossaryTerm(models.Model):
    """A term of the field: what it is called, what it means, and what of the record it leads to."""

    slug = _slug_field()
    term = models.CharField(max_length=200)
    forms = models.TextField(blank=True, help_text="other names and spellings, one a line")
    russian = models.TextField(blank=True, help_text="names in Russian, one a line")
    definition = models.TextField()
    leads_to = models.TextField(blank=True, help_text="addresses in the record, one a line: issues/missile-defense")
    narrow = models.BooleanField(default=False, help_text="true where it is only a part of what it leads to")

    class Meta:
        constraints = [_filled("glossary_term_filled", "slug", "term", "definition")]

    def __str__(self) -> str:
        return self.term

    @property
    def names(self) -> list[str]:
        """Everything that the term is called, itself first. No query."""
        return [self.term, *self.forms.splitlines(), *self.russian.splitlines()]

    @property
    def leads(self) -> list[tuple[str, str]]:
        """What it leads to, as kind and slug: issues, missile-defense. No query."""
        return [(kind, slug) for kind, _, slug in (one.partition("/") for one in self.leads_to.splitlines())]


class Negotiation(models.Model):
    """A track of talks that lasts years: a lane of the timeline."""

    slug = _slug_field()
    name = models.CharField(max_length=200)
    name_key = _letters_field()
    start = _edtf_field()
    end = _edtf_field(blank=True)
    earliest = _day_field()
    latest = _day_field(null=True)
    introduction = _introduction_field()
    drawn_from = _drawn_from_field()
    wikidata = _wikidata_field()
    ordinal = models.PositiveIntegerField()
    search_text = _search_field()

    objects = querysets.NegotiationQuerySet.as_manager()

    class Meta:
        constraints = [_filled("negotiation_filled", "slug", "name", "start"), _in_order("negotiation_in_order")]

    def __str__(self) -> str:
        return self.name


class Official(models.Model):
    """A person who speaks or negotiates for a side."""

    slug = _slug_field()
    name = models.CharField(max_length=200)
    name_key = _letters_field()
    family_name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=600, help_text="the family name's place in the order of names (UCA)")
    native_name = models.CharField(max_length=200, blank=True)
    side = models.CharField(max_length=2, help_text="US, RU (also the Soviet Union) or an ISO 3166-1 alpha-2 code")
    wikidata = _wikidata_field()
    search_text = _search_field()

    objects = querysets.OfficialQuerySet.as_manager()

    class Meta:
        constraints = [_filled("official_filled", "slug", "name", "family_name", "side")]
        indexes = [
            models.Index(fields=["sort_key", "slug"], name="official_by_name"),
            models.Index(fields=["name_key", "slug"], name="official_by_whole_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another spelling of an official's name."""

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    ordinal = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["official", "name"], name="alias_once"),
            _filled("alias_filled", "name"),
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """An office that an official held; without dates where the sources give none."""

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="posts")
    title = models.CharField(max_length=300)
    start = _edtf_field(blank=True)
    end = _edtf_field(blank=True)
    earliest = _day_field(null=True)
    latest = _day_field(null=True)
    ordinal = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["official", "ordinal"], name="post_ordinal_once"),
            _filled("post_filled", "title"),
            _in_order("post_in_order"),
        ]

    def __str__(self) -> str:
        return self.title


class Leader(models.Model):
    """A term at the head of a side: a context band of the timeline."""

    side = models.CharField(max_length=2, choices=Side.choices)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="terms")
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=200)
    start = _edtf_field()
    end = _edtf_field(blank=True)
    earliest = _day_field()
    latest = _day_field(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["side", "start"], name="leader_once"),
            _one_of("side", Side, "leader_side_known"),
            _filled("leader_filled", "name", "office", "start"),
            _in_order("leader_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.start})"


class Place(models.Model):
    """A city in which meetings were held: where it lies and what else it is called."""

    slug = _slug_field()
    name = models.CharField(max_length=100, unique=True)
    country = models.CharField(max_length=2, help_text="ISO 3166-1 alpha-2 of today's country")
    latitude = models.FloatField(help_text="degrees north of the equator")
    longitude = models.FloatField(help_text="degrees east of Greenwich")
    aliases = models.TextField(blank=True, help_text="other names, also those of its time, one a line")
    geonames = models.CharField(max_length=12, blank=True, help_text="its number at GeoNames, where it has one")
    wikidata = _wikidata_field()

    class Meta:
        constraints = [
            _filled("place_filled", "slug", "name", "country"),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90)) & Q(longitude__range=(-180, 180)), name="place_on_earth"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Article(models.Model):
    """One public source and what the record takes from it; never its text."""

    slug = _slug_field()
    title = models.CharField(max_length=500, help_text="as it is shown: in brackets where the record gave it")
    title_key = _letters_field()
    untitled = models.BooleanField(default=False, help_text="the source has no title: its title is the record's")
    publisher = models.CharField(max_length=200)
    author = models.CharField(max_length=300, blank=True)
    authors = models.TextField(blank=True, help_text="one a line: `Family, Given, Suffix`, `{Organisation}`")
    published = _edtf_field()
    written = _edtf_field(blank=True)
    earliest = _day_field()
    latest = _day_field()
    source_url = models.URLField(max_length=1000)
    kind = models.CharField(max_length=20, choices=ArticleKind.choices)
    language = models.CharField(max_length=2, help_text="ISO 639-1")
    summary = models.TextField()
    is_seed = models.BooleanField(default=False, help_text="one of the two the project began with: longer quotations")
    checked_day = models.DateField(null=True, help_text="when the prover last looked at the page")
    checked_status = models.CharField(max_length=11, choices=SourceStatus.choices, blank=True)
    checked_archived = models.URLField(max_length=1200, blank=True, help_text="a copy in the Internet Archive")
    checked_failed = models.TextField(blank=True, help_text="days on which the page could not be had, one a line")
    search_text = _search_field()

    objects = querysets.ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            _one_of("kind", ArticleKind, "article_kind_known"),
            models.CheckConstraint(
                condition=Q(checked_status="", checked_day__isnull=True)
                | Q(checked_status__in=SourceStatus.values, checked_day__isnull=False),
                name="article_check_whole",
            ),
            _filled("article_filled", "slug", "title", "publisher", "published", "summary", "language"),
            _in_order("article_in_order"),
            models.CheckConstraint(
                condition=Q(source_url__startswith="http://") | Q(source_url__startswith="https://"),
                name="article_url_http",
            ),
        ]
        indexes = [
            models.Index(fields=["earliest", "latest", "slug"], name="article_by_date"),
            models.Index(fields=["title_key", "slug"], name="article_by_title"),
            models.Index(fields=["checked_status", "earliest", "latest", "slug"], name="article_by_check"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def dated(self) -> str:
        """The date to name it by, in EDTF: when a document was written, of all else when it was published. No query."""
        return self.written or self.published

    @property
    def title_language(self) -> str:
        """The language of its title, ISO 639-1: the source's, or English where the title is the record's. No query."""
        return "en" if self.untitled else self.language


class Meeting(models.Model):
    """One dated encounter of the two sides, or of one of them with a third."""

    slug = _slug_field()
    title = models.CharField(max_length=300)
    title_key = _letters_field()
    kind = models.CharField(max_length=20, choices=MeetingKind.choices)
    status = models.CharField(max_length=12, choices=MeetingStatus.choices)
    negotiation = models.ForeignKey(Negotiation, on_delete=models.PROTECT, related_name="meetings")
    part_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="sessions", help_text="the round it was a session of"
    )
    start = _edtf_field()
    end = _edtf_field(blank=True)
    earliest = _day_field()
    latest = _day_field()
    city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2 of today's country")
    summary = models.TextField()
    outcome = models.TextField(blank=True)
    search_text = _search_field()
    issues = models.ManyToManyField(Issue, through="MeetingIssue", related_name="meetings")
    officials = models.ManyToManyField(Official, through="Participation", related_name="meetings")
    articles = models.ManyToManyField(Article, through="Report", related_name="meetings")

    objects = querysets.MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            _one_of("kind", MeetingKind, "meeting_kind_known"),
            _one_of("status", MeetingStatus, "meeting_status_known"),
            _filled("meeting_filled", "slug", "title", "start", "summary"),
            _in_order("meeting_in_order"),
            models.CheckConstraint(condition=~Q(part_of=F("pk")), name="meeting_not_in_itself"),
        ]
        indexes = [
            models.Index(fields=["earliest", "latest", "slug"], name="meeting_by_date"),
            models.Index(fields=["title_key", "slug"], name="meeting_by_title"),
            models.Index(fields=["negotiation", "earliest"], name="meeting_by_lane"),
            # Each filter joined with the chronological order: a page of a list is read, not sorted.
            models.Index(fields=["kind", "earliest", "latest", "slug"], name="meeting_by_kind"),
            models.Index(fields=["status", "earliest", "latest", "slug"], name="meeting_by_status"),
            models.Index(fields=["country", "earliest", "latest", "slug"], name="meeting_by_country"),
            models.Index(fields=["city", "earliest", "latest", "slug"], name="meeting_by_city"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def marked_title(self) -> str:
        """The title with its status, for where nothing else says it: `Summit, Moscow (cancelled)`. No query."""
        return with_status(self.title, self.status)


class Report(models.Model):
    """An article's report of a meeting; one article describes it in full, others add what they know besides."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="reports")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="reports")
    is_description = models.BooleanField(help_text="this article's file holds the meeting's title, dates and summary")
    ordinal = models.PositiveIntegerField(help_text="the meeting's place in the article's file")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "meeting"], name="report_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(is_description=True), name="meeting_described_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} reports {self.meeting_id}"


class MeetingIssue(models.Model):
    """An issue that was on the table at a meeting, or only announced for it, and the article that says so."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="agenda")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    announced = models.BooleanField(
        default=False, help_text="whether the sources only say that it was to be discussed, none that it was"
    )
    ordinal = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "issue"], name="agenda_once")]
        indexes = [models.Index(fields=["issue", "meeting"], name="agenda_by_issue")]

    def __str__(self) -> str:
        return f"{self.meeting_id} on {self.issue_id}"


class Participation(models.Model):
    """An official at a meeting: on whose side, as what, in which post, and the article that says so."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participations")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="participations")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=2)
    role = models.CharField(max_length=6, choices=Role.choices)
    post = models.CharField(max_length=300, blank=True)
    ordinal = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "official"], name="participation_once"),
            _one_of("role", Role, "participation_role_known"),
            _filled("participation_filled", "side"),
        ]
        indexes = [models.Index(fields=["official", "meeting"], name="participation_by_official")]

    def __str__(self) -> str:
        return f"{self.official_id} at {self.meeting_id}"


class Position(models.Model):
    """Who took which stance on which issue, when, where and in which words, by which article."""

    public_id = models.CharField(
        max_length=129, unique=True, help_text="article slug, hyphen, 8 hexadecimal digits of what it says"
    )
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="positions")
    holder = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="positions")
    attributed_to = models.CharField(max_length=300, blank=True, help_text="where the source names nobody")
    side = models.CharField(max_length=2)
    joint = models.BooleanField(
        default=False, help_text="said by both sides in one joint statement: each of them has a position with its words"
    )
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="positions")
    stance = models.CharField(max_length=12, choices=Stance.choices)
    date = _edtf_field()
    earliest = _day_field()
    latest = _day_field()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="positions")
    summary = models.TextField()
    quote = models.TextField()
    translation = models.TextField(blank=True, help_text="the quotation in English, translated by the record")
    speech = models.CharField(max_length=8, choices=Speech.choices)
    proof_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the source's text, hexadecimal")
    proof_checked = _day_field(null=True)
    proof_prefix = models.TextField(blank=True)
    proof_suffix = models.TextField(blank=True)
    proof_against = models.CharField(
        max_length=7, choices=ProvenAgainst.choices, blank=True, help_text="the text; empty: one that the editors hold"
    )
    not_found = models.DateField(null=True, help_text="when the prover last looked for the quotation in vain")
    ordinal = models.PositiveIntegerField()
    search_text = _search_field()

    objects = querysets.PositionQuerySet.as_manager()

    class Meta:
        constraints = [
            _one_of("stance", Stance, "position_stance_known"),
            _one_of("speech", Speech, "position_speech_known"),
            _filled("position_filled", "public_id", "side", "date", "summary", "quote"),
            _in_order("position_in_order"),
            models.CheckConstraint(
                condition=(Q(holder__isnull=False) & Q(attributed_to=""))
                | (Q(holder__isnull=True) & ~Q(attributed_to="")),
                name="position_has_one_holder",
            ),
            models.CheckConstraint(condition=Q(joint=False) | Q(side__in=Side.values), name="position_joint_of_sides"),
            models.CheckConstraint(
                condition=Q(proof_against="") | (Q(proof_against__in=ProvenAgainst.values) & ~Q(proof_hash="")),
                name="position_against_known",
            ),
            models.CheckConstraint(
                condition=(Q(proof_hash="") & Q(proof_checked__isnull=True))
                | (~Q(proof_hash="") & Q(proof_checked__isnull=False)),
                name="position_proof_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["earliest", "latest", "public_id"], name="position_by_date"),
            models.Index(fields=["issue", "side", "latest"], name="position_by_standing"),
            # What the index reads of statements at meetings (index/build.py), and what speech and verification ask for.
            models.Index(fields=["stance", "speech", "proof_checked", "meeting"], name="position_by_words"),
            models.Index(fields=["holder", "earliest", "latest"], name="position_by_holder"),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def verification(self) -> Verification:
        """Whether the quotation was compared with its source's text. No query."""
        return Verification.VERIFIED if self.proof_hash else Verification.TRANSCRIBED

    @property
    def answer(self) -> str:
        """What the position answers to its issue's question, in the issue's own words. No query where the issue is
        loaded."""
        return self.issue.answer(self.stance)


class Treaty(models.Model):
    """An agreement: signed, in force, suspended, ended, and what has become of it."""

    slug = _slug_field()
    name = models.CharField(max_length=200)
    name_key = _letters_field()
    full_name = models.CharField(max_length=500)
    negotiation = models.ForeignKey(Negotiation, on_delete=models.PROTECT, related_name="treaties")
    signed_at = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="treaties")
    signed = _edtf_field()
    in_force = _edtf_field(blank=True)
    suspended = _edtf_field(blank=True)
    ended = _edtf_field(blank=True)
    status = models.CharField(
        max_length=16,
        choices=TreatyStatus.choices,
        blank=True,
        help_text="what has become of it; empty where the record does not know",
    )
    superseded_by = models.CharField(max_length=120, blank=True, help_text="slug of the treaty that took its place")
    earliest = models.DateField(help_text="first day that the signature can mean")
    in_force_earliest = _day_field(null=True)
    suspended_earliest = _day_field(null=True)
    latest = models.DateField(
        null=True,
        help_text="last day that the end can mean, or the signature of what never was in force or is not binding; none "
        "while it has not ended, or nobody says when",
    )
    summary = models.TextField()
    limits = models.TextField(blank=True)
    wikidata = _wikidata_field()
    search_text = _search_field()

    objects = querysets.TreatyQuerySet.as_manager()

    class Meta:
        constraints = [
            _filled("treaty_filled", "slug", "name", "full_name", "signed", "summary"),
            _in_order("treaty_in_order"),
            _in_order("treaty_force_after_signature", latest="in_force_earliest"),
            _in_order("treaty_end_after_force", earliest="in_force_earliest"),
            _in_order("treaty_suspended_in_force", earliest="in_force_earliest", latest="suspended_earliest"),
            _in_order("treaty_end_after_suspension", earliest="suspended_earliest"),
            models.CheckConstraint(condition=Q(status__in=["", *TreatyStatus.values]), name="treaty_status_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def life_in_words(self) -> str:
        """What became of it and when, and what the record does not know: `signed 1 September 2000, in force 13 July
        2011, suspended 3 October 2016`. No query."""
        ends = {TreatyStatus.SUPERSEDED: "superseded", TreatyStatus.NEVER_IN_FORCE: "lapsed"}
        told = [
            f"{what} {dates.describe(written)}"
            for what, written in (
                ("signed", self.signed),
                ("in force", self.in_force),
                ("suspended", self.suspended),
                (ends.get(TreatyStatus(self.status), "ended") if self.status else "ended", self.ended),
            )
            if written
        ]
        if self.status in (TreatyStatus.POLITICAL, TreatyStatus.NEVER_IN_FORCE):
            told.insert(1, TreatyStatus(self.status).label.lower())
        if not self.status and not self.ended:
            told.append("its end not on record" if self.in_force else "its entry into force not on record")
        return ", ".join(told)


class Story(models.Model):
    """A guided reading of the record: steps in order, each bound to a meeting, a statement or a treaty."""

    slug = _slug_field()
    title = models.CharField(max_length=200)
    lead = models.TextField(help_text="what it tells, in a sentence")
    ordinal = models.PositiveIntegerField()

    class Meta:
        constraints = [_filled("story_filled", "slug", "title", "lead")]

    def __str__(self) -> str:
        return self.title


class StoryStep(models.Model):
    """One step of a story: a short text of the record's own on what the step is bound to, and claims no more."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="steps")
    ordinal = models.PositiveIntegerField()
    at = models.CharField(max_length=140, help_text="what it is bound to: meetings/SLUG, positions/ID, treaties/SLUG")
    heading = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "ordinal"], name="story_step_once"),
            _filled("story_step_filled", "at", "heading", "text"),
        ]
        indexes = [models.Index(fields=["at"], name="story_step_by_binding")]

    def __str__(self) -> str:
        return self.heading
