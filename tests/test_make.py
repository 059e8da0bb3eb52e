"""The data set and the factories do what they say, on either database: other tests rely on it."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import AutoField, ForeignKey, Model

from tests import make
from tests.kept import kept
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


def _as_made(talks: Callable[[], make.Talks]) -> dict[str, list[Any]]:
    """What a data set consists of, rolled back: the rows of each table and the named objects, with a row's place in its
    table for its key."""
    with transaction.atomic():
        made = talks()
        tables = list(apps.get_app_config("timeline").get_models())
        places = {
            model: {
                key: place
                for place, key in enumerate(model._default_manager.order_by("pk").values_list("pk", flat=True))
            }
            for model in tables
        }

        def values(row: Model) -> dict[str, Any]:
            found = {}
            for field in row._meta.concrete_fields:
                value = getattr(row, field.attname)
                if isinstance(field, ForeignKey | AutoField):
                    value = None if value is None else places[field.related_model or type(row)][value]
                found[field.name] = value
            return found

        seen = {model.__name__: [values(row) for row in model._default_manager.order_by("pk")] for model in tables}
        seen |= {one.name: [values(getattr(made, one.name))] for one in fields(made)}
        transaction.set_rollback(True)
    return seen


def test_the_cast_that_is_kept_is_the_one_that_the_factories_make(db: None) -> None:
    _as_made(lambda: kept(make.talks))  # the first is built

    again = _as_made(lambda: kept(make.talks))

    assert again == _as_made(make.talks)
    assert len(again["Participation"]) == 9
    assert again["reykjavik"] == again["Meeting"][2:3]


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
