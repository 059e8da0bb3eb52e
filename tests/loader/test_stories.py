"""Stories and introductions rest on what the record holds."""

from pathlib import Path

import pytest
from django.core.management import call_command

from tests.loader.cast import NEWS_FILE, Fixtures
from timeline.models import Issue

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


def rule(fixtures: Fixtures, *, issue: int, example: str) -> None:
    """Give an issue of the sample record a rule with an example."""
    told = ("    opposes: leave them free\n", "    opposes: says it is not\n")[issue]
    fixtures.change("issues.yaml", told, f"{told}  rule: Doubts are conditional.\n  example: {example}\n")


def test_an_example_shows_how_a_rule_is_used(fixtures: Fixtures) -> None:
    rule(fixtures, issue=1, example=STATEMENT.removeprefix("positions/"))

    issue = fixtures.corpus().issues[1]

    assert (issue.rule, issue.example) == ("Doubts are conditional.", STATEMENT.removeprefix("positions/"))


def answer(fixtures: Fixtures, *, issue: int, stance: str, example: str = STATEMENT.removeprefix("positions/")) -> None:
    """Give an answer of an issue of the sample record an example."""
    told = ("    opposes: leave them free\n", "    opposes: says it is not\n")[issue]
    fixtures.change("issues.yaml", told, f"{told}  examples:\n    {stance}: {example}\n")


CONDITIONAL = "news-1969-11-18-talks-open-8e2b6a9d"


@pytest.mark.django_db
def test_an_answer_has_an_example_that_gives_it(fixtures: Fixtures, tmp_path: Path) -> None:
    answer(fixtures, issue=0, stance="conditional", example=CONDITIONAL)
    call_command("load_articles", fixtures.root, verbosity=0)
    call_command("dump_articles", tmp_path / "dumped", verbosity=0)

    assert Issue.objects.get(slug="missile-defense").examples == {"conditional": CONDITIONAL}
    dumped = (tmp_path / "dumped" / "issues.yaml").read_text(encoding="utf-8")
    assert dumped == (fixtures.root / "issues.yaml").read_text(encoding="utf-8")


def test_an_answers_example_has_the_answer(fixtures: Fixtures) -> None:
    answer(fixtures, issue=0, stance="opposes", example=CONDITIONAL)

    assert fixtures.problems() == [
        f"issues.yaml:11:14: position {CONDITIONAL!r} is coded 'conditional': it is no example of 'opposes'"
    ]


def test_an_answers_example_is_on_its_issue_and_of_the_record(fixtures: Fixtures) -> None:
    answer(fixtures, issue=1, stance="conditional", example=CONDITIONAL)
    answer(fixtures, issue=0, stance="conditional", example="news-1969-11-18-talks-open-00000000")

    missing, other = fixtures.problems()
    assert "position 'news-1969-11-18-talks-open-00000000' is unknown" in missing
    assert "is on 'missile-defense': it is no example of how 'compliance' is coded" in other


def test_what_is_unclear_is_no_answer(fixtures: Fixtures) -> None:
    answer(fixtures, issue=1, stance="unclear")

    assert any("the key 'unclear' is unknown" in problem for problem in fixtures.problems())


def test_an_example_is_a_statement_on_its_issue(fixtures: Fixtures) -> None:
    rule(fixtures, issue=0, example=STATEMENT.removeprefix("positions/"))

    (problem,) = fixtures.problems()

    assert "is on 'compliance': it is no example of how 'missile-defense' is coded" in problem


def test_an_example_is_a_statement_of_the_record(fixtures: Fixtures) -> None:
    rule(fixtures, issue=0, example="news-1969-11-18-talks-open-00000000")

    (problem,) = fixtures.problems()

    assert "position 'news-1969-11-18-talks-open-00000000' is unknown; did you mean" in problem


def test_an_example_is_of_a_rule(fixtures: Fixtures) -> None:
    example = STATEMENT.removeprefix("positions/")
    told = "    opposes: says it is not\n"
    fixtures.change("issues.yaml", told, f"{told}  example: {example}\n")

    assert [one.split(": ", 1)[1] for one in fixtures.problems()] == ["an example is of a rule, and no rule is given"]
