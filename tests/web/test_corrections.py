"""What was corrected, when and why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import history, make
from tests.history import GAZETTE, MEETING
from tests.web.reading import flaws, links, opened, part, words
from timeline.models import Change, NamedRelease


@pytest.fixture
def told(talks: make.Talks) -> None:
    """The history of tests/history.py."""
    history.made()


def test_what_was_mended_is_told_with_what_stood_there_when_and_why(told: None) -> None:
    page = opened("/corrections/")

    assert words(part(page, ".count")) == "2 corrections"
    (section,) = page.select("section.dossier__part")
    assert words(section.h2) == "2 January 2026"
    assert [words(one) for one in section.select("del, ins")] == ["Geneva", "Washington"]
    assert "Why: The source says so." in words(section)
    assert part(section, f'a[href="/meetings/{MEETING}/"]')
    assert part(section, f'a[href="/positions/{GAZETTE}-00000002/"]')
    assert flaws(page) == []


def test_what_was_added_counted_or_is_in_no_release_yet_is_no_correction(told: None) -> None:
    text = str(part(opened("/corrections/"), "main"))

    assert "ronald-reagan" not in text
    assert "draft" not in text
    assert Change.objects.filter(release__is_draft=True).count() == 2


def test_what_only_gained_a_fact_is_no_correction_but_a_flag_or_where_the_editors_say_why(told: None) -> None:
    gained = [["introduction", None, "What they talked of.", "added"]]
    history.change(6, 1, "issues", "compliance", "changed", gained)
    history.change(7, 1, "articles", GAZETTE, "changed", [["untitled", None, "true", "added"]])
    history.change(8, 1, "issues", "missile-defense", "changed", gained, reason="It had been left out.")

    page = opened("/corrections/")

    assert words(part(page, ".count")) == "4 corrections"
    assert "/issues/compliance/" not in links(part(page, "main"))
    assert {f"/articles/{GAZETTE}/", "/issues/missile-defense/"} <= set(links(part(page, "main")))


def test_a_record_without_corrections_says_so(talks: make.Talks) -> None:
    assert "Nothing has been corrected" in words(part(opened("/corrections/"), ".empty"))


def test_many_corrections_take_no_more_queries(told: None) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            opened("/corrections/")
        return len(found)

    asked()
    few = asked()
    release = NamedRelease.objects.get(ordinal=1)
    for number in range(10, 150):
        Change.objects.create(
            release=release,
            noun="meetings",
            identity=f"m-{number}",
            change="changed",
            fields=[["city", "Geneva", "Vienna", "changed"]],
            is_own=True,
            ordinal=number,
        )

    assert asked() <= few
    assert len(opened("/corrections/?page=2").select("li.file")) == 42
