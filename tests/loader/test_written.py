"""`written`: what a document of an archive is dated by, beside the day on which it was made public."""

from pathlib import Path

import pytest
from django.core.management import call_command

from tests.loader.cast import DIARY_FILE, NEWS_FILE, Fixtures
from timeline.models import Article

PUBLISHED = 'published: "1969-11-18"\n'
DECLASSIFIED = 'published: "2003"\nwritten: "{}"\n'


def test_a_position_is_not_stated_after_its_document_was_written(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, PUBLISHED, DECLASSIFIED.format("1969-11-16"))

    assert f"{NEWS_FILE}:38:9: date '1969-11-17' lies after the source was written" in fixtures.problems()


def test_a_document_is_not_written_after_it_was_published(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, PUBLISHED, PUBLISHED + 'written: "1969-11-19"\n')

    assert fixtures.problems() == [f"{NEWS_FILE}:6:10: written '1969-11-19' lies after it was published"]


def test_a_document_written_before_a_meeting_does_not_report_it(fixtures: Fixtures) -> None:
    """However late it was published."""
    fixtures.change(NEWS_FILE, PUBLISHED, DECLASSIFIED.format("1969-11-02"))
    fixtures.change(DIARY_FILE, 'published: "1969-12-22"\n', DECLASSIFIED.format("1969-11-01"))

    assert any("status is 'held', but every source" in problem for problem in fixtures.problems())


@pytest.mark.django_db
def test_it_is_loaded_and_dumped(fixtures: Fixtures, tmp_path: Path) -> None:
    fixtures.change(NEWS_FILE, PUBLISHED, DECLASSIFIED.format("1969-11-18"))
    call_command("load_articles", fixtures.root, verbosity=0)
    call_command("dump_articles", tmp_path / "dumped", verbosity=0)

    article = Article.objects.get(slug="news-1969-11-18-talks-open")
    assert (article.written, article.published, article.dated) == ("1969-11-18", "2003", "1969-11-18")
    assert DECLASSIFIED.format("1969-11-18") in (tmp_path / "dumped" / NEWS_FILE).read_text(encoding="utf-8")
