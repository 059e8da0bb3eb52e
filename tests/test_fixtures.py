"""The shipped record: no problems, in canonical form, unchanged by load and dump, its seeds proven."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from timeline.domain.vocabulary import ANSWERING, ArticleKind, MeetingKind, MeetingStatus, Role, Speech, Stance
from timeline.loader import canonical, dump, history, identity, joint, source, validation, write
from timeline.loader.check import Outcome, check
from timeline.loader.lists import Corpus
from timeline.models import Release

ROOT = Path(settings.FIXTURES_DIR)
SEEDS = {"rferl-2002-02-20-problems-remain", "tass-2013-02-15-no-cuts-without-missile-defense"}
INCOMPARABLE = {"compliance", "pending-offer"}


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return check(ROOT)


@pytest.fixture(scope="module")
def corpus(outcome: Outcome) -> Corpus:
    assert outcome.corpus is not None, "\n".join(map(str, outcome.problems))
    return outcome.corpus


def test_fixtures_have_no_problem(outcome: Outcome) -> None:
    assert outcome.corpus is not None
    assert [str(problem) for problem in outcome.problems] == []


def test_fixtures_are_in_canonical_form(corpus: Corpus) -> None:
    files = dict(canonical.files(canonical.settled(corpus)))
    stored = {name: (ROOT / name).read_text(encoding="utf-8") for name in files}

    assert len(files) > 1592
    assert [name for name, text in files.items() if stored[name] != text] == []  # fix with: manage.py dump_articles


def test_the_record_is_whole(corpus: Corpus) -> None:
    assert len(corpus.articles) >= 1592
    assert len({meeting.slug for article in corpus.articles for meeting in article.meetings}) >= 661
    assert len(corpus.officials) >= 371
    assert {issue.slug for issue in corpus.issues if not issue.comparable} == INCOMPARABLE


def test_a_title_of_ours_is_marked_and_not_told_in_the_summary(corpus: Corpus) -> None:
    """In the summary nobody sees it who cites the source: its citation would have the title as the source's own."""
    articles = list(corpus.articles)
    told = re.compile(r"\b(title|headline)\b.*\b(editor|descri)", re.IGNORECASE)

    assert len(articles) >= 1592
    assert [article.slug for article in articles if told.search(article.summary)] == []
    assert sum(article.untitled for article in articles) >= 31


def test_what_a_joint_text_says_of_both_sides_is_held_for_both(corpus: Corpus) -> None:
    """Of one side alone is what such a text says of that side alone: its own undertaking, its own announcement."""
    joint_text = re.compile(r"\b(joint|trilateral|communiqué)\b", re.IGNORECASE)
    stated = [one for article in corpus.articles for one in article.positions]
    named = [one for one in stated if one.attributed_to and joint_text.search(one.attributed_to)]

    assert len(named) >= 8
    assert {(one.attributed_to, one.issue) for one in named if one.side != "joint"} == {
        ("the Soviet delegation (joint statement)", "compliance"),
        ("the Soviet delegation (joint statement)", "missile-defense"),
        ("Trilateral Statement", "threat-reduction"),
    }


def test_seeds_and_only_they_may_be_quoted_at_length(corpus: Corpus) -> None:
    assert {article.slug for article in corpus.articles if article.seed} == SEEDS


def test_every_quotation_of_the_seeds_is_proven(corpus: Corpus) -> None:
    positions = [position for article in corpus.articles if article.slug in SEEDS for position in article.positions]

    assert len(positions) >= 30
    assert [position.quote for position in positions if position.proof is None] == []


def test_quotations_in_other_languages_are_translated(corpus: Corpus) -> None:
    foreign = [
        (article.slug, one) for article in corpus.articles if article.language != "en" for one in article.positions
    ]

    assert len(foreign) >= 8
    assert [slug for slug, one in foreign if not one.translation or one.translation == one.quote] == []


def test_dump_of_the_loaded_record_is_the_fixtures(record: Release, corpus: Corpus, tmp_path: Path) -> None:
    dump.write(dump.record(), tmp_path)

    names = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.yaml"))
    assert len(names) == len(corpus.articles) + len(source.LIST_NAMES)
    assert [name for name in names if (tmp_path / name).read_bytes() != (ROOT / name).read_bytes()] == []


def test_second_load_of_the_record_writes_nothing(record: Release, corpus: Corpus) -> None:
    with CaptureQueriesContext(connection) as queries:
        loaded = write.load(
            canonical.settled(corpus),
            source_digest=record.source_digest,
            at=datetime(2026, 7, 31, tzinfo=UTC),
            history=history.read(ROOT)[0],
        )

    assert len(queries) > 0
    assert [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert loaded.release == record


def test_data_dictionary_names_every_key_and_word() -> None:
    dictionary = (ROOT / "README.md").read_text(encoding="utf-8")
    keys = {key for names in validation.KEY_NAMES.values() for key in names.values()}
    lists = (ArticleKind, MeetingKind, MeetingStatus, Role, Stance, Speech)
    words = {value for words in lists for value in words.values}

    assert sorted(word for word in keys | words if f"`{word}`" not in dictionary) == []


def rules_table(corpus: Corpus) -> str:
    """The rules of coding as the data dictionary has them: each issue with its rule and its example."""
    said = {
        identity.position_id(article.slug, one): one for article in corpus.articles for one, _ in joint.stated(article)
    }
    rows = ["| issue | rule | example | coded |", "| --- | --- | --- | --- |"]
    for issue in corpus.issues:
        if issue.rule:
            one = said[issue.example]
            words = (one.translation or one.quote).replace("|", "\\|")
            who = one.holder or one.attributed_to
            rows.append(f"| `{issue.slug}` | {issue.rule} | {who}, {one.date}: {words} | `{one.stance}` |")
    return "\n".join(rows)


def test_the_data_dictionary_has_the_rules_of_coding(corpus: Corpus) -> None:
    dictionary = (ROOT / "README.md").read_text(encoding="utf-8")
    table = dictionary.partition("<!-- rules -->\n")[2].partition("\n<!-- end -->")[0]

    ruled = [issue for issue in corpus.issues if issue.rule]
    assert len(ruled) > 20
    assert all(issue.example for issue in ruled)
    assert table == rules_table(corpus)


def test_every_answer_that_somebody_gave_has_an_example(corpus: Corpus) -> None:
    """That it is on the issue, with the answer, the check says."""
    given = {(one.issue, one.stance) for article in corpus.articles for one in article.positions}
    answers = [(issue, stance.value) for issue in corpus.issues for stance in ANSWERING]

    shown = {(issue.slug, stance) for issue, stance in answers if getattr(issue.examples, stance)}
    assert len(shown) > 100
    assert shown == {(issue.slug, stance) for issue, stance in answers if (issue.slug, stance) in given}
