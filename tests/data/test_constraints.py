"""What the database itself refuses."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from tests import make
from tests.make import Talks
from timeline.models import Article, Issue, Meeting, Official, Participation, Position, Report, Treaty


def refused(rows: models.QuerySet[Any], **change: object) -> None:
    """The change breaks a constraint, and the rows stay as they are."""
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**change)


def test_a_meeting_does_not_end_before_it_starts(talks: Talks) -> None:
    refused(Meeting.objects.filter(pk=talks.geneva.pk), latest=date(1985, 11, 18))


@pytest.mark.parametrize(
    "change", [{"kind": "party"}, {"status": "maybe"}, {"title": ""}, {"start": ""}, {"summary": ""}, {"slug": ""}]
)
def test_a_meeting_keeps_to_the_vocabulary_and_is_filled(talks: Talks, change: dict[str, str]) -> None:
    refused(Meeting.objects.filter(pk=talks.geneva.pk), **change)


@pytest.mark.parametrize("change", [{"stance": "maybe"}, {"speech": "sung"}, {"quote": ""}, {"side": ""}])
def test_a_position_keeps_to_the_vocabulary_and_is_filled(talks: Talks, change: dict[str, str]) -> None:
    refused(Position.objects.filter(holder=talks.reagan), **change)


def test_a_position_has_one_holder_named_or_not(talks: Talks) -> None:
    refused(Position.objects.filter(holder=talks.reagan), attributed_to="a source")
    refused(Position.objects.filter(holder=talks.reagan), holder=None)


def test_a_proof_is_whole(talks: Talks) -> None:
    refused(Position.objects.exclude(proof_hash=""), proof_checked=None)
    refused(Position.objects.filter(proof_hash=""), proof_checked=date(2026, 1, 1))


def test_an_official_is_at_a_meeting_once(talks: Talks) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make.participation(meeting=talks.geneva, official=talks.reagan)


def test_a_meeting_is_described_by_one_article(talks: Talks) -> None:
    refused(Report.objects.filter(meeting=talks.moscow), is_description=True)


def test_a_role_is_one_of_three(talks: Talks) -> None:
    refused(Participation.objects.filter(meeting=talks.geneva), role="guest")


def test_an_article_is_on_the_web(talks: Talks) -> None:
    refused(Article.objects.all()[:1].model.objects.filter(kind="news"), source_url="javascript:alert(1)")


def test_a_treaty_is_signed_then_in_force_then_ended(talks: Talks) -> None:
    refused(Treaty.objects.all(), in_force_earliest=date(1987, 12, 7))
    refused(Treaty.objects.all(), latest=date(1988, 5, 31))


def test_slugs_are_unique(talks: Talks) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make.issue(slug="missile-defense")


def test_people_issues_and_meetings_in_use_cannot_be_deleted(talks: Talks) -> None:
    issue = Issue.objects.get(slug="missile-defense")
    for row in (Official.objects.get(slug="ronald-reagan"), issue, talks.reykjavik, talks.summits):
        with pytest.raises(ProtectedError):
            row.delete()
