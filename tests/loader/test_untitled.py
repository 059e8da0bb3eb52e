"""`untitled`: a title that the record gave to a source without one."""

from pathlib import Path

import pytest
from django.core.management import call_command

from tests.loader.cast import NEWS_FILE, Fixtures
from timeline.loader.check import check
from timeline.loader.states import states
from timeline.models import Article

TITLE = "title: 'Talks open: a beginning'\n"
OURS = "title: Note on the opening of the talks\nuntitled: true\n"
SLUG = "news-1969-11-18-talks-open"


@pytest.mark.django_db
def test_it_is_loaded_in_brackets_and_dumped_without(fixtures: Fixtures, tmp_path: Path) -> None:
    fixtures.change(NEWS_FILE, TITLE, OURS)
    call_command("load_articles", fixtures.root, verbosity=0)
    call_command("dump_articles", tmp_path / "dumped", verbosity=0)

    article = Article.objects.get(slug=SLUG)
    assert (article.title, article.untitled) == ("[Note on the opening of the talks]", True)
    assert OURS in (tmp_path / "dumped" / NEWS_FILE).read_text(encoding="utf-8")


def test_the_brackets_are_not_written_by_hand(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, TITLE, "title: '[Note on the opening of the talks]'\n")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:2:8: leave out the brackets of a title of ours; `untitled: true` puts them around it"
    ]


def test_only_a_title_of_ours_is_a_fact_of_the_history(fixtures: Fixtures) -> None:
    """Else every source would have changed on the day on which the flag came."""
    fixtures.change(NEWS_FILE, TITLE, OURS)
    corpus = check(fixtures.root).corpus
    assert corpus is not None

    facts = {slug: state.facts for (noun, slug), state in states(corpus) if noun == "articles"}
    assert facts.pop(SLUG)["untitled"] == "true"
    assert len(facts) == 1
    assert not any("untitled" in of for of in facts.values())
