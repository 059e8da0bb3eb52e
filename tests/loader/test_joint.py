"""`side: joint`: one entry of a file, and a position of each side."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.loader.cast import NEWS_FILE, Fixtures
from timeline.loader import quotations
from timeline.loader.article_files import write
from timeline.loader.check import check
from timeline.loader.identity import codes_by_id
from timeline.loader.states import states
from timeline.models import Position

SPEECH = """\
- holder: vladimir-semenov
  side: RU
  issue: missile-defense
"""
HOLDERS = "- holders: [gerard-smith, vladimir-semenov]\n  side: joint\n  issue: missile-defense\n"
UNNAMED = "- attributed_to: the communiqué\n  side: joint\n  issue: missile-defense\n"
SLUG = "news-1969-11-18-talks-open"


def loaded(fixtures: Fixtures, tmp_path: Path) -> str:
    """The article's file as it is dumped again."""
    call_command("load_articles", fixtures.root, verbosity=0)
    call_command("dump_articles", tmp_path / "dumped", verbosity=0)
    return (tmp_path / "dumped" / NEWS_FILE).read_text(encoding="utf-8")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("entry", "holders"), [(HOLDERS, ["gerard-smith", "vladimir-semenov"]), (UNNAMED, [None, None])]
)
def test_each_side_has_its_position_and_the_file_one_entry(
    fixtures: Fixtures, tmp_path: Path, entry: str, holders: list[str | None]
) -> None:
    fixtures.change(NEWS_FILE, SPEECH, entry)
    dumped = loaded(fixtures, tmp_path)

    said = Position.objects.filter(joint=True).order_by("ordinal")
    assert list(said.values_list("side", "holder__slug")) == list(zip(["US", "RU"], holders, strict=True))
    assert len(set(said.values_list("quote", "summary", "stance", "date", "meeting"))) == 1
    assert len(set(said.values_list("public_id", flat=True))) == 2
    assert dumped == (fixtures.root / NEWS_FILE).read_text(encoding="utf-8")
    assert dumped.count("limits on both") == 1


def test_its_positions_have_the_ids_that_the_sides_own_would_have(fixtures: Fixtures) -> None:
    """So a statement that was told twice keeps its addresses when it becomes one."""
    [before] = [article for article in fixtures.corpus().articles if article.slug == SLUG]
    fixtures.change(NEWS_FILE, SPEECH, HOLDERS)
    [after] = [article for article in fixtures.corpus().articles if article.slug == SLUG]

    old, new = codes_by_id(before), codes_by_id(after)
    assert len(new) == len(old) + 1
    assert old.items() < new.items()


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (
            HOLDERS.replace("gerard-smith, ", ""),
            "33:12: the holders of a joint statement are two: one of US, then one of RU",
        ),
        (
            "- holders: [vladimir-semenov, gerard-smith]\n  side: joint\n  issue: missile-defense\n",
            "33:12: the holders of a joint statement are two: one of US, then one of RU",
        ),
        (
            HOLDERS.replace("side: joint", "attributed_to: all\n  side: joint"),
            "33:3: a joint statement has either holders",
        ),
        (SPEECH.replace("side: RU", "side: joint"), "33:11: a joint statement has no holder of one side"),
        (HOLDERS.replace("side: joint", "side: RU"), "33:12: holders are of a joint statement"),
        (HOLDERS.replace("gerard-smith", "gerald-smith"), "33:13: official 'gerald-smith' is unknown"),
    ],
)
def test_what_is_wrong_with_one_is_said_with_its_place(fixtures: Fixtures, entry: str, problem: str) -> None:
    fixtures.change(NEWS_FILE, SPEECH, entry)

    assert any(one.startswith(f"{NEWS_FILE}:{problem}") for one in fixtures.problems()), fixtures.problems()


def test_a_sides_own_entry_with_the_same_words_says_the_same_again(fixtures: Fixtures) -> None:
    text = (fixtures.root / NEWS_FILE).read_text(encoding="utf-8")
    entry = text[text.index(SPEECH) : text.index("- attributed_to: an American delegate")]
    fixtures.change(NEWS_FILE, entry, entry + entry.replace(SPEECH, HOLDERS))

    [problem] = fixtures.problems()
    assert "the same position as number 1: side, holder, issue and quote are equal" in problem


def test_its_words_are_compared_once(fixtures: Fixtures, tmp_path: Path) -> None:
    """And its proof, written to the one entry, is a proof of both positions."""
    fixtures.change(NEWS_FILE, SPEECH, HOLDERS)
    text = tmp_path / "talks.txt"
    text.write_text(
        "They want limits on both “offensive and defensive” arms; it is too early to say more.", encoding="utf-8"
    )
    corpus = fixtures.corpus()
    found = quotations.compare(corpus, fixtures.root, {SLUG: text}, on=date(2026, 11, 29))

    assert (found.compared, found.found) == (2, 2)
    [article] = found.proven
    write(fixtures.root, article)
    written = (fixtures.root / NEWS_FILE).read_text(encoding="utf-8")
    assert HOLDERS in written
    assert written.count("proof:") == 2
    after = check(fixtures.root).corpus
    assert after is not None
    proven = [state.facts for (noun, key), state in states(after) if noun == "positions" and state.facts.get("joint")]
    assert len(proven) == 2
    assert len({one["proof"] for one in proven}) == 1
