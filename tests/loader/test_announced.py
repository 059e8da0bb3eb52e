"""`announced`: issues that a source only says were to be discussed."""

from pathlib import Path

import pytest
from django.core.management import call_command

from tests.loader.cast import NEWS_FILE, Fixtures
from timeline.loader import canonical
from timeline.loader.check import check
from timeline.loader.states import states
from timeline.models import MeetingIssue

CALL = "  summary: A call was planned.\n"
ROUND = "  issues: [missile-defense]\n"


@pytest.mark.django_db
def test_it_is_loaded_and_dumped_apart_from_what_was_discussed(fixtures: Fixtures, tmp_path: Path) -> None:
    fixtures.change(NEWS_FILE, CALL, CALL + "  issues: [compliance]\n  announced: [missile-defense]\n")
    call_command("load_articles", fixtures.root, verbosity=0)
    call_command("dump_articles", tmp_path / "dumped", verbosity=0)

    agenda = MeetingIssue.objects.filter(meeting__slug="2017-09-12-call-smith-semenov").order_by("ordinal")
    assert list(agenda.values_list("issue__slug", "announced")) == [("compliance", False), ("missile-defense", True)]
    assert (tmp_path / "dumped" / NEWS_FILE).read_bytes() == (fixtures.root / NEWS_FILE).read_bytes()


@pytest.mark.django_db
def test_reported_at_last_it_is_no_longer_only_announced(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, CALL, CALL + "  announced: [compliance]\n")
    call_command("load_articles", fixtures.root, verbosity=0)
    fixtures.change(NEWS_FILE, "  announced: [compliance]\n", "  issues: [compliance]\n")
    call_command("load_articles", fixtures.root, verbosity=0)

    item = MeetingIssue.objects.get(meeting__slug="2017-09-12-call-smith-semenov")
    assert (item.issue.slug, item.announced) == ("compliance", False)


def test_what_another_file_reports_as_discussed_was_not_only_announced(fixtures: Fixtures) -> None:
    """The diary, published later, says that compliance was discussed in Helsinki."""
    fixtures.change(NEWS_FILE, ROUND, ROUND + "  announced: [compliance]\n")
    corpus = check(fixtures.root).corpus
    assert corpus is not None

    news = canonical.settled(corpus).articles[1]

    assert (news.meetings[0].issues, news.meetings[0].announced) == (("missile-defense",), ())


def test_it_is_a_fact_of_the_meeting_in_the_history(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, CALL, CALL + "  announced: [compliance]\n")
    corpus = check(fixtures.root).corpus
    assert corpus is not None

    facts = {key[1]: state.facts for key, state in states(canonical.settled(corpus)) if key[0] == "meetings"}

    assert facts["2017-09-12-call-smith-semenov"]["announced"] == "compliance"
    assert "announced" not in facts["1969-11-17-helsinki-smith-semenov"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "missile-defense",
            "the issue 'missile-defense' is in `issues` too: what was discussed was not only announced",
        ),
        ("compliances", "issue 'compliances' is unknown; did you mean 'compliance'?"),
        ("compliance, compliance", "issue 'compliance' is given twice"),
    ],
)
def test_what_is_wrong_with_it_is_said(fixtures: Fixtures, written: str, message: str) -> None:
    fixtures.change(NEWS_FILE, ROUND, f"{ROUND}  announced: [{written}]\n")

    assert [problem.message for problem in check(fixtures.root).problems] == [message]
