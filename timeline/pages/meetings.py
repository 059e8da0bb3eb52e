"""One meeting: the two delegations facing each other, what each said issue by issue, the results, and the sources."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from timeline import resources, selectors
from timeline.api import loading
from timeline.api.formats.linked import document
from timeline.api.resources import MEETINGS
from timeline.domain import dates, standings
from timeline.domain.vocabulary import NOT_HELD, Side
from timeline.index.reference import reference
from timeline.index.standings import StandingSeries, series
from timeline.models import Article, Issue, Meeting, Position, Release
from timeline.pages import exchange, meeting_cards
from timeline.pages.consequences import consequences
from timeline.pages.exchange import StanceAnswer, StatementGroup, Voice
from timeline.pages.glossary import explainer
from timeline.pages.html import counted
from timeline.pages.render import data_block, or_404, render_page
from timeline.pages.timeline import mini
from timeline.releases import release_of

MOST = 12
"""Maximum number of statements shown per side and issue; the issue's page has the rest."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article that reports the meeting, and what the record takes from it."""

    article: Article
    takes: str


def _sources(meeting: Meeting) -> list[Source]:
    """The meeting's articles, the one with its description first, each with what it contributes. No query."""
    stated = [one.article_id for one in meeting.positions.all()]
    told = [one.article_id for one in meeting.participations.all()]
    tabled = [one.article_id for one in meeting.agenda.all()]
    sources = []
    for report in meeting.reports.all():
        key = report.article_id
        parts = ["the description"] if report.is_description else []
        parts += [
            counted(rows.count(key), noun)
            for rows, noun in ((told, "participant"), (tabled, "issue"), (stated, "statement"))
            if key in rows
        ]
        sources.append(Source(report.article, ", ".join(parts) or "a mention"))
    return sources


def _moved(voice: Voice, issue: Issue, meeting: Meeting, tracks: StandingSeries) -> Voice:
    """The voice, with its side's standings before the meeting and after its last statement there if both are clear and
    differ."""
    if voice.side not in Side.values:
        return voice
    before = tracks.standing(issue.slug, voice.side, on=dates.day_before(meeting.earliest))
    last = max(one.latest for one in meeting.positions.all() if (one.issue_id, one.side) == (issue.pk, voice.side))
    after = tracks.standing(issue.slug, voice.side, on=last)
    if before is None or after is None or before.stance == after.stance:
        return voice
    if standings.value(before.stance) is None or standings.value(after.stance) is None:
        return voice
    resting = next((one for one in voice.positions if one.pk == after.key), None)
    left, taken = (StanceAnswer(one.stance, issue.answer(one.stance)) for one in (before, after))
    return replace(voice, before=left, after=taken, resting=resting)


def _by_issue(meeting: Meeting, tracks: StandingSeries) -> list[StatementGroup[Issue]]:
    """What was said, issue by issue in agenda order, and which answers it changed. No query."""
    agenda = {item.issue_id: place for place, item in enumerate(meeting.agenda.all())}
    stated: list[Position] = sorted(
        meeting.positions.all(), key=lambda one: agenda.get(one.issue_id, len(agenda) + one.issue.ordinal)
    )
    present = [one.side for one in meeting.participations.all()]
    groups = exchange.grouped(stated, lambda one: one.issue, present=present, most=MOST)
    return [
        replace(group, voices=tuple(_moved(voice, group.heading, meeting, tracks) for voice in group.voices))
        for group in groups
    ]


def _event(meeting: Meeting, request: HttpRequest, release: Release | None) -> SafeString:
    """The meeting as schema.org JSON-LD, for search engines. 1 query."""
    [item] = loading.items(MEETINGS, [meeting.pk], base=resources.base(request), release=release)
    return data_block(document("meetings", item))


def _written(found: Meeting, request: HttpRequest, release: Release | None) -> dict[str, str]:
    """The summary and outcome, with glossary terms explained; the meeting as JSON-LD, and as text to copy. 1 query."""
    explained = explainer(release)
    return {
        "summary": explained.write(found.summary),
        "outcome": explained.write(found.outcome),
        "event": _event(found, request, release),
        "words_to_copy": f"{found.marked_title}: {found.summary}",
    }


def _agenda(found: Meeting, *, spoken: Collection[int]) -> dict[str, Any]:
    """The issues discussed, of them those without a statement, and those only announced. No query."""
    discussed = [item.issue for item in found.agenda.all() if not item.announced]
    return {
        "discussed": discussed,
        "unspoken": [issue for issue in discussed if issue.pk not in spoken],
        "announced": [item.issue for item in found.agenda.all() if item.announced],
        "not_held": found.status in NOT_HELD,
    }


@require_safe
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """A meeting's page."""
    found = or_404(selectors.meetings.meeting, slug)
    (before, after), release = selectors.meetings.neighbours(found), release_of(request)
    groups = _by_issue(found, series(release))
    track = found.negotiation
    context = {
        "release": release,
        "meeting": found,
        **_written(found, request, release),
        "small": mini.small(f"negotiation={track.slug}", reference(release), name=track.name, lit=found.slug),
        "sessions": selectors.meetings.sessions(found),
        "delegations": meeting_cards.delegations(found),
        "groups": groups,
        **_agenda(found, spoken={group.heading.pk for group in groups}),
        "sources": _sources(found),
        "before": before,
        "after": after,
        **consequences(found, release),
    }
    above = [("/", "Timeline"), (f"/negotiations/{track.slug}/", track.name)]
    return render_page(
        request, "meeting.html", context, title=found.marked_title, canonical=f"/meetings/{found.slug}/", above=above
    )
