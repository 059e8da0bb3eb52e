"""`part_of`: a meeting that was a session of another."""

from pathlib import Path

import pytest
from django.core.management import call_command

from tests.loader.cast import NEWS_FILE, Fixtures
from timeline.loader.check import check
from timeline.loader.states import states
from timeline.models import Meeting

ROUND = "1969-11-17-helsinki-smith-semenov"
PLENARY = """\
- slug: 1969-11-20-helsinki-plenary
  title: Plenary, Helsinki
  kind: negotiating-round
  negotiation: salt-i
  part_of: 1969-11-17-helsinki-smith-semenov
  start: "1969-11-20"
  status: held
  city: Helsinki
  country: FI
  summary: The delegations met again.
"""
CALL = "- slug: 2017-09-12-call-smith-semenov\n"


def with_plenary(fixtures: Fixtures, old: str = "", new: str = "") -> None:
    """The record with a session of the round, told of by the file that describes the round."""
    assert old in PLENARY
    fixtures.change(NEWS_FILE, 'published: "1969-11-18"', 'published: "1969-12-30"')
    fixtures.change(NEWS_FILE, CALL, PLENARY.replace(old, new) + CALL)


@pytest.mark.django_db
def test_it_is_loaded_with_its_round_and_dumped(fixtures: Fixtures, tmp_path: Path) -> None:
    with_plenary(fixtures)
    call_command("load_articles", fixtures.root, verbosity=0)
    call_command("dump_articles", tmp_path / "dumped", verbosity=0)

    assert Meeting.objects.get(slug="1969-11-20-helsinki-plenary").part_of == Meeting.objects.get(slug=ROUND)
    assert PLENARY in (tmp_path / "dumped" / NEWS_FILE).read_text(encoding="utf-8")


@pytest.mark.django_db
def test_a_meeting_becomes_a_session_of_one_that_comes_with_it(fixtures: Fixtures) -> None:
    """What is changed may be part of what is created."""
    call_command("load_articles", fixtures.root, verbosity=0)
    fixtures.change(NEWS_FILE, CALL, PLENARY.replace("  part_of: 1969-11-17-helsinki-smith-semenov\n", "") + CALL)
    fixtures.change(NEWS_FILE, 'published: "1969-11-18"', 'published: "1969-12-30"')
    fixtures.change(NEWS_FILE, 'start: "1969-11-17"', 'part_of: 1969-11-20-helsinki-plenary\n  start: "1969-11-20"')
    fixtures.change(NEWS_FILE, '  end: "1969-12-22"\n', "")
    fixtures.change("treaties.yaml", "  signed_at: 1969-11-17-helsinki-smith-semenov\n", "")
    call_command("load_articles", fixtures.root, verbosity=0)

    part_of = Meeting.objects.get(slug=ROUND).part_of
    assert part_of is not None
    assert part_of.slug == "1969-11-20-helsinki-plenary"


def test_the_round_exists(fixtures: Fixtures) -> None:
    with_plenary(fixtures, "part_of: 1969-11-17", "part_of: 1969-11-18")

    [problem] = fixtures.problems()
    assert problem.startswith(f"{NEWS_FILE}:29:12: meeting '1969-11-18-helsinki-smith-semenov' is unknown")


def test_no_meeting_is_a_session_of_itself(fixtures: Fixtures) -> None:
    with_plenary(fixtures, "part_of: 1969-11-17-helsinki-smith-semenov", "part_of: 1969-11-20-helsinki-plenary")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:29:12: the meeting '1969-11-20-helsinki-plenary' is no session of itself"
    ]


def test_a_session_has_no_sessions(fixtures: Fixtures) -> None:
    with_plenary(fixtures)
    second = PLENARY.replace("part_of: 1969-11-17-helsinki-smith-semenov", "part_of: 1969-11-20-helsinki-plenary")
    fixtures.change(NEWS_FILE, CALL, second.replace("slug: 1969-11-20", "slug: 1969-11-20b") + CALL)

    assert fixtures.problems() == [
        f"{NEWS_FILE}:39:12: '1969-11-20-helsinki-plenary' is itself a session of '1969-11-17-helsinki-smith-semenov': "
        f"name that one, not {NEWS_FILE}:29:12"
    ]


def test_its_days_lie_within_the_rounds(fixtures: Fixtures) -> None:
    with_plenary(fixtures, 'start: "1969-11-20"', 'start: "1969-12-23"')

    assert fixtures.problems() == [
        f"{NEWS_FILE}:30:10: '1969-12-23' lies outside the days of '1969-11-17-helsinki-smith-semenov', of which it is "
        f"said to be a session, in {NEWS_FILE}:15:10"
    ]


def test_days_that_can_lie_within_the_rounds_do(fixtures: Fixtures) -> None:
    with_plenary(fixtures, 'start: "1969-11-20"', 'start: "1969-11"')

    assert fixtures.problems() == []


def test_only_a_round_with_sessions_changes_by_them(fixtures: Fixtures) -> None:
    """In the history of releases."""
    before = dict(states(fixtures.corpus()))
    with_plenary(fixtures)
    corpus = check(fixtures.root).corpus
    assert corpus is not None

    after = {key: state for key, state in states(corpus) if key[0] == "meetings" and before.get(key) != state}
    assert set(after) == {("meetings", ROUND), ("meetings", "1969-11-20-helsinki-plenary")}
    assert after["meetings", "1969-11-20-helsinki-plenary"].facts["part_of"] == ROUND
