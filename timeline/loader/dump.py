"""Reads the record back from the database, as the documents it was loaded from. Imports the models and the schema."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from timeline import models
from timeline.domain.citations import unbracketed
from timeline.loader import canonical, schema
from timeline.loader.joint import together
from timeline.loader.lists import Corpus


def _by[Key, Value](pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    groups: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _officials() -> tuple[schema.OfficialEntry, ...]:
    aliases = _by(models.Alias.objects.order_by("ordinal").values_list("official_id", "name"))
    posts = _by(
        (post.official_id, schema.PostEntry(post=post.title, start=post.start, end=post.end))
        for post in models.Post.objects.order_by("ordinal")
    )
    return tuple(
        schema.OfficialEntry(
            slug=each.slug,
            name=each.name,
            family_name=each.family_name,
            native_name=each.native_name,
            aliases=tuple(aliases.get(each.pk, ())),
            side=each.side,
            posts=tuple(posts.get(each.pk, ())),
            wikidata=each.wikidata,
        )
        for each in models.Official.objects.order_by("slug")
    )


def _issues() -> tuple[schema.IssueEntry, ...]:
    return tuple(
        schema.IssueEntry(
            slug=each.slug,
            name=each.name,
            question=each.question,
            comparable=each.comparable,
            answers=schema.Answers(**each.answers),
            rule=each.rule,
            example=each.example,
            examples=schema.Examples(**each.examples),
            introduction=each.introduction,
            drawn_from=tuple(each.drawn_from.splitlines()),
        )
        for each in models.Issue.objects.listed()
    )


def _negotiations() -> tuple[schema.NegotiationEntry, ...]:
    return tuple(
        schema.NegotiationEntry(
            slug=each.slug,
            name=each.name,
            start=each.start,
            end=each.end,
            introduction=each.introduction,
            drawn_from=tuple(each.drawn_from.splitlines()),
            wikidata=each.wikidata,
        )
        for each in models.Negotiation.objects.order_by("ordinal", "slug")
    )


def _places() -> tuple[schema.PlaceEntry, ...]:
    return tuple(
        schema.PlaceEntry(
            name=each.name,
            country=each.country,
            latitude=f"{each.latitude:.2f}",
            longitude=f"{each.longitude:.2f}",
            aliases=tuple(each.aliases.splitlines()),
            geonames=each.geonames,
            wikidata=each.wikidata,
        )
        for each in models.Place.objects.order_by("name")
    )


def _stories() -> tuple[schema.StoryEntry, ...]:
    steps = _by(
        (one.story_id, schema.StepEntry(at=one.at, heading=one.heading, text=one.text))
        for one in models.StoryStep.objects.order_by("ordinal")
    )
    return tuple(
        schema.StoryEntry(slug=each.slug, title=each.title, lead=each.lead, steps=tuple(steps.get(each.pk, ())))
        for each in models.Story.objects.order_by("ordinal", "slug")
    )


def _treaties() -> tuple[schema.TreatyEntry, ...]:
    return tuple(
        schema.TreatyEntry(
            slug=each.slug,
            name=each.name,
            full_name=each.full_name,
            signed=each.signed,
            in_force=each.in_force,
            suspended=each.suspended,
            ended=each.ended,
            status=each.status,
            superseded_by=each.superseded_by,
            signed_at=each.signed_at.slug if each.signed_at else "",
            negotiation=each.negotiation.slug,
            summary=each.summary,
            limits=each.limits,
            wikidata=each.wikidata,
        )
        for each in models.Treaty.objects.select_related("signed_at", "negotiation")
    )


def _leaders() -> tuple[schema.LeaderEntry, ...]:
    return tuple(
        schema.LeaderEntry(
            side=each.side,
            name=each.name,
            official=each.official.slug,
            office=each.office,
            start=each.start,
            end=each.end,
        )
        for each in models.Leader.objects.select_related("official")
    )


def _glossary() -> tuple[schema.TermEntry, ...]:
    return tuple(
        schema.TermEntry(
            slug=each.slug,
            term=each.term,
            forms=tuple(each.forms.splitlines()),
            russian=tuple(each.russian.splitlines()),
            definition=each.definition,
            leads_to=tuple(each.leads_to.splitlines()),
            narrow=each.narrow,
        )
        for each in models.GlossaryTerm.objects.order_by("slug")
    )


def _proof(position: models.Position) -> schema.Proof | None:
    if position.proof_checked is None:
        return None
    return schema.Proof(
        hash=position.proof_hash,
        checked=position.proof_checked.isoformat(),
        prefix=position.proof_prefix,
        suffix=position.proof_suffix,
        against=position.proof_against,
    )


def _check(article: models.Article) -> schema.SourceCheck | None:
    if article.checked_day is None:
        return None
    return schema.SourceCheck(
        day=article.checked_day.isoformat(),
        status=article.checked_status,
        archived=article.checked_archived,
        failed=tuple(article.checked_failed.splitlines()),
    )


def _position(each: models.Position) -> schema.PositionEntry:
    return schema.PositionEntry(
        holder=each.holder.slug if each.holder else "",
        attributed_to=each.attributed_to,
        side=each.side,
        issue=each.issue.slug,
        stance=each.stance,
        date=each.date,
        meeting=each.meeting.slug if each.meeting else "",
        summary=each.summary,
        quote=each.quote,
        translation=each.translation,
        speech=each.speech,
        proof=_proof(each),
        not_found=each.not_found.isoformat() if each.not_found else "",
    )


def _meetings() -> dict[int, list[schema.MeetingEntry]]:
    """The meetings of each article in file order, with what that article adds to each."""
    issues = _by(
        ((row.article_id, row.meeting_id, row.announced), row.issue.slug)
        for row in models.MeetingIssue.objects.order_by("ordinal").select_related("issue")
    )
    people = _by(
        (
            (row.article_id, row.meeting_id),
            schema.Participant(official=row.official.slug, side=row.side, role=row.role, post=row.post),
        )
        for row in models.Participation.objects.order_by("ordinal").select_related("official")
    )
    made: dict[int, list[schema.MeetingEntry]] = {}
    for report in models.Report.objects.order_by("ordinal").select_related("meeting__negotiation", "meeting__part_of"):
        key = report.article_id, report.meeting_id
        discussed, announced = (tuple(issues.get((*key, one), ())) for one in (False, True))
        told = replace(_meeting(report), issues=discussed, announced=announced, participants=tuple(people.get(key, ())))
        made.setdefault(report.article_id, []).append(told)
    return made


def _meeting(report: models.Report) -> schema.MeetingEntry:
    """The meeting as an article that reports it states it, without issues and people."""
    meeting = report.meeting
    if not report.is_description:
        return schema.MeetingEntry(slug=meeting.slug)
    return schema.MeetingEntry(
        slug=meeting.slug,
        title=meeting.title,
        kind=meeting.kind,
        negotiation=meeting.negotiation.slug,
        part_of=meeting.part_of.slug if meeting.part_of else "",
        start=meeting.start,
        end=meeting.end,
        status=meeting.status,
        city=meeting.city,
        country=meeting.country,
        summary=meeting.summary,
        outcome=meeting.outcome,
    )


def _articles() -> tuple[schema.ArticleEntry, ...]:
    meetings = _meetings()
    stated = models.Position.objects.order_by("ordinal").select_related("holder", "issue", "meeting")
    positions = _by((each.article_id, (_position(each), each.joint)) for each in stated)
    return tuple(
        schema.ArticleEntry(
            slug=each.slug,
            title=unbracketed(each.title) if each.untitled else each.title,
            untitled=each.untitled,
            publisher=each.publisher,
            authors=tuple(each.authors.splitlines()),
            published=each.published,
            written=each.written,
            url=each.source_url,
            seed=each.is_seed,
            kind=each.kind,
            language=each.language,
            summary=each.summary,
            checked=_check(each),
            meetings=tuple(meetings.get(each.pk, ())),
            positions=together(positions.get(each.pk, ())),
        )
        for each in models.Article.objects.order_by("slug")
    )


def record() -> Corpus:
    """The whole record in canonical order, as the database holds it; 16 queries."""
    return canonical.settled(
        Corpus(
            issues=_issues(),
            negotiations=_negotiations(),
            officials=_officials(),
            treaties=_treaties(),
            leaders=_leaders(),
            places=_places(),
            glossary=_glossary(),
            stories=_stories(),
            articles=_articles(),
        )
    )


def write(corpus: Corpus, root: Path) -> int:
    """Write the record in canonical form under `root`; return how many files had to be written.

    Files with the record's names are overwritten, others left alone. Raises OSError if one cannot be written.
    """
    (root / "articles").mkdir(parents=True, exist_ok=True)
    written = 0
    for name, text in canonical.files(corpus):
        path, content = root / name, text.encode()
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
            written += 1
    return written
