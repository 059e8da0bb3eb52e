"""The data set and the factories do what they say, on either database: other tests rely on it."""

import pytest

from tests import make
from timeline import models


def test_the_cast_is_small_and_fixed(talks: make.Talks) -> None:
    sizes = {
        model.__name__: model._default_manager.count()
        for model in (models.Issue, models.Official, models.Meeting, models.Position, models.Article, models.Treaty)
    }

    assert sizes == {"Issue": 3, "Official": 4, "Meeting": 6, "Position": 7, "Article": 5, "Treaty": 1}
    assert talks.helsinki.participations.count() == 0
    assert str(talks.moscow.earliest) == "2013-02-01"
    assert str(talks.moscow.latest) == "2013-02-28"
    assert talks.ryabkov.native_name == "Сергей Рябков"
    assert "sergei ryabkov" in talks.ryabkov.search_text


def test_the_database_is_empty_again(db: None) -> None:
    assert models.Meeting.objects.count() == 0


@pytest.mark.django_db
def test_every_factory_stands_on_its_defaults() -> None:
    meeting = make.meeting(issues=[make.issue()])
    make.participation(meeting=meeting)
    make.position(meeting=meeting)
    make.post()
    make.leader()
    make.treaty(signed_at=meeting)
    make.release()

    assert meeting.negotiation.slug == "summits"
    assert meeting.reports.get().is_description
    assert meeting.agenda.get().issue.slug == "missile-defense"
    assert meeting.positions.get().holder == meeting.participations.get().official
