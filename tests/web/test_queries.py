"""The pages of the record ask the same number of questions of a small record and of a larger one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.make import Talks


def _grow(talks: Talks) -> None:
    for number in range(12):
        day = f"1986-10-{number + 1:02d}"
        rival = make.official(slug=f"rival-{number}", side="RU")
        meeting = make.meeting(
            slug=f"{day}-extra", start=day, issues=[talks.missile_defense], negotiation=talks.summits
        )
        source = make.article(slug=f"source-{number}")
        make.report(meeting=talks.reykjavik, article=source)
        for official in (talks.reagan, rival):
            make.participation(meeting=meeting, official=official)
            make.position(
                article=source,
                holder=official,
                issue=talks.missile_defense,
                meeting=talks.reykjavik,
                quote=f"no {number}",
            )
        make.participation(meeting=talks.reykjavik, official=rival)


@pytest.mark.parametrize(
    "path",
    [
        "/meetings/1986-10-11-reykjavik-reagan-gorbachev/",
        "/officials/",
        "/officials/ronald-reagan/",
        "/issues/",
        "/issues/missile-defense/",
        "/negotiations/",
        "/negotiations/summits/",
        "/treaties/",
        "/treaties/inf-treaty/",
        "/stories/",
        "/stories/two-summits/",
        "/places/",
        "/places/reykjavik/",
        "/articles/",
        "/articles/gazette-1986-10-14-after-reykjavik/",
        "/compare/?on=1986-12-31",
        "/compare/?official=ronald-reagan&official=mikhail-gorbachev",
        "/search/?q=reagan",
        "/about/",
    ],
)
def test_queries_do_not_grow_with_the_record(path: str, talks: Talks) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(path).status_code == 200
        return len(captured)

    queries()  # what is kept by release is read once
    few = queries()
    _grow(talks)

    assert queries() == few
    assert 0 < few <= 30
