"""What is noted of a source's page: kept as it is, and in agreement with itself."""

from datetime import UTC, datetime

import pytest

from tests.loader.cast import NEWS_FILE, Fixtures
from timeline.loader import canonical, dump, write
from timeline.models import Article, Position

CHECKED = """\
checked:
  day: "2026-01-09"
  status: gone
  archived: https://web.archive.org/web/19691119000000/https://news.example/1969/talks
  failed: ["2026-01-02", "2026-01-05", "2026-01-09"]
meetings:
"""
PROVEN = f"""\
  speech: direct
  proof:
    hash: {"a" * 64}
    checked: "2026-01-09"
    prefix: he spoke of
    against: archive
"""


def test_what_is_noted_comes_back_from_the_database_as_it_was(fixtures: Fixtures, db: None) -> None:
    fixtures.change(NEWS_FILE, "meetings:\n", CHECKED)
    fixtures.change(NEWS_FILE, "  speech: direct\n", PROVEN)
    fixtures.change(NEWS_FILE, "  speech: reported\n", '  speech: reported\n  not_found: "2026-01-09"\n')
    corpus = canonical.settled(fixtures.corpus())

    write.load(corpus, source_digest="d" * 64, at=datetime(2026, 1, 9, tzinfo=UTC))

    assert dict(canonical.files(dump.record()))[NEWS_FILE] == (fixtures.root / NEWS_FILE).read_text(encoding="utf-8")
    assert Article.objects.get(checked_status="gone").checked_failed.splitlines()[0] == "2026-01-02"
    assert Position.objects.get(not_found="2026-01-09").quote == "it is too early to say"
    assert Position.objects.get(proof_against="archive").proof_prefix == "he spoke of"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"2026-01-05", ', "", "a page is gone when it could not be had on 3 days, named under 'failed'"),
        ('"2026-01-05"', '"2026-01-04"', "must lie 3 days after the failure before it, or more"),
        ("status: gone", "status: proven", "days of failure do not go with the status 'proven'"),
        ("status: gone", "status: lost", "'lost' is none of proven, not-found, changed, gone, blocked, unreachable"),
        ('day: "2026-01-09"', 'day: "1968-01-09"', "day '1968-01-09' lies before the source was published"),
        ("https://web.archive.org", "web.archive.org", "is no address of a page"),
        ("  status: gone\n", "", "the key 'status' is missing"),
    ],
)
def test_what_does_not_agree_is_a_problem(fixtures: Fixtures, old: str, new: str, problem: str) -> None:
    fixtures.change(NEWS_FILE, "meetings:\n", CHECKED.replace(old, new))

    assert problem in "\n".join(fixtures.problems())


@pytest.mark.parametrize(
    ("added", "problem"),
    [
        ('  not_found: "2026-01-09"\n', "'not_found' does not go with a source that was not checked"),
        ('  not_found: "1968-01-09"\n', "not_found '1968-01-09' lies before the source was published"),
        (PROVEN.partition("\n")[2], "is 'archive', but 'checked' has no archived address"),
        (PROVEN.partition("\n")[2].replace("archive", "memory"), "'memory' is none of page, archive"),
    ],
)
def test_a_quotation_agrees_with_what_is_noted_of_its_page(fixtures: Fixtures, added: str, problem: str) -> None:
    fixtures.change(NEWS_FILE, "  speech: direct\n", f"  speech: direct\n{added}")

    assert problem in "\n".join(fixtures.problems())
