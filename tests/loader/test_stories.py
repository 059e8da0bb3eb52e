"""Stories and introductions rest on what the record holds."""

import pytest

from tests.loader.cast import NEWS_FILE, Fixtures

MEETING = "1969-11-17-helsinki-smith-semenov"
STATEMENT = "positions/news-1969-11-18-talks-open-70615e36"


def test_a_step_is_bound_to_a_meeting_that_is_described(fixtures: Fixtures) -> None:
    fixtures.change(
        "stories.yaml", f"meetings/{MEETING}\n    heading: Helsinki", f"meetings/{MEETING}-1\n    heading: Helsinki"
    )

    assert fixtures.problems() == [f"stories.yaml:6:9: meeting '{MEETING}-1' is unknown; did you mean '{MEETING}'?"]


def test_a_step_is_bound_to_a_treaty_of_the_list(fixtures: Fixtures) -> None:
    fixtures.change("stories.yaml", "treaties/abm-treaty\n    heading: Signed", "treaties/abm\n    heading: Signed")

    assert fixtures.problems() == ["stories.yaml:15:9: treaty 'abm' is unknown"]


def bind(fixtures: Fixtures) -> None:
    """Bind a step to a statement."""
    fixtures.change(
        "stories.yaml", f"meetings/{MEETING}\n    heading: Too early", f"{STATEMENT}\n    heading: Too early"
    )


def test_a_step_is_bound_to_a_statement(fixtures: Fixtures) -> None:
    bind(fixtures)

    assert fixtures.problems() == []


def test_a_statement_that_was_changed_is_noticed(fixtures: Fixtures) -> None:
    bind(fixtures)
    fixtures.change(NEWS_FILE, "it is too early to say", "it is much too early to say")

    (problem,) = fixtures.problems()

    assert problem.startswith("stories.yaml:12:9: position 'news-1969-11-18-talks-open-")
    assert "is unknown; did you mean 'news-1969-11-18-talks-open-" in problem


def test_no_statement_is_missed_where_an_article_cannot_be_read(fixtures: Fixtures) -> None:
    bind(fixtures)
    fixtures.change(NEWS_FILE, "stance: unclear", "stance: unclar")

    assert [one for one in fixtures.problems() if one.startswith("stories.yaml")] == []
    assert fixtures.problems() != []


@pytest.mark.parametrize("number", [5, 11])
def test_a_story_has_six_to_ten_steps(fixtures: Fixtures, number: int) -> None:
    step = f"  - at: meetings/{MEETING}\n    heading: A\n    text: B.\n"
    fixtures.write("stories.yaml", f"- slug: a\n  title: A\n  lead: B.\n  steps:\n{step * number}")

    assert fixtures.problems() == [f"stories.yaml:5:3: a story has 6 to 10 steps, not {number}"]


def test_a_step_is_bound_to_nothing_else(fixtures: Fixtures) -> None:
    fixtures.change(
        "stories.yaml",
        f"at: meetings/{MEETING}\n    heading: Helsinki",
        "at: officials/gerard-smith\n    heading: Helsinki",
    )

    assert fixtures.problems() == [
        "stories.yaml:6:9: at: 'officials/gerard-smith' is nothing to bind to; write meetings/SLUG, positions/ID or "
        "treaties/SLUG"
    ]


def test_an_introduction_says_what_it_is_drawn_from(fixtures: Fixtures) -> None:
    fixtures.change("issues.yaml", "    supports: says it is\n", "    supports: says it is\n")
    fixtures.change(
        "issues.yaml", "    opposes: says it is not\n", "    opposes: says it is not\n  introduction: It is.\n"
    )

    assert fixtures.problems() == [
        "issues.yaml:10:3: an introduction and drawn_from, the meetings that it rests on, are given together"
    ]


def test_an_introduction_is_drawn_from_meetings_of_the_record(fixtures: Fixtures) -> None:
    told = f"    opposes: says it is not\n  introduction: It is.\n  drawn_from: [{MEETING}, 1969-x]\n"
    fixtures.change("issues.yaml", "    opposes: says it is not\n", told)

    (problem,) = fixtures.problems()

    assert problem.startswith("issues.yaml:19:")
    assert "meeting '1969-x' is unknown" in problem


def test_an_introduction_comes_back_as_it_was(fixtures: Fixtures) -> None:
    told = f"    opposes: says it is not\n  introduction: It is.\n  drawn_from: [{MEETING}]\n"
    fixtures.change("issues.yaml", "    opposes: says it is not\n", told)

    issue = fixtures.corpus().issues[1]

    assert (issue.introduction, issue.drawn_from) == ("It is.", (MEETING,))
