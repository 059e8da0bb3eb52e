"""Quotations against texts: verbatim but for white space and typographic marks; proof, or the nearest passage."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from tests.loader.cast import NEWS, NEWS_FILE, Fixtures
from timeline.loader import canonical, quotations, schema

SLUG = "news-1969-11-18-talks-open"
TEXT = """HELSINKI -- The Soviet side wants limits on both "offensive
and defensive"  arms, it said. Of compliance it's too early
to say. “It is too early to say,” an American delegate said.
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "texts" / f"{SLUG}.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


def _read(tmp_path: Path, text: str) -> quotations.SourceText:
    path = tmp_path / "any.txt"
    path.write_text(text, encoding="utf-8")
    return quotations.source_text(path)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("no more arms", "They want\nno  more\tarms now."),
        ('the sides\' "last" word', "It was the sides’ “last” word."),
        ("the sides’ “last” word", 'It was the sides\' "last" word.'),
        ("о «звёздных войнах»", 'Он говорил о "звёздных войнах" вчера.'),
        ("no more arms", "no more arms"),
        ("“no more arms”", 'He said:"no more arms"so.'),
    ],
)
def test_quotation_stands_in_its_text(tmp_path: Path, quote: str, text: str) -> None:
    assert quotations.find(quote, _read(tmp_path, text)) is not None


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("no more arms", "No more arms."),
        ("no more arms", "no more armsraces"),
        ("no more arms", "casino more arms"),
        ("a wide–ranging talk", "a wide-ranging talk"),
        ("no more arms", "no more, arms"),
        ("no more arms", "no more army"),
        ("no more arms", ""),
    ],
)
def test_quotation_does_not_stand_in_its_text(tmp_path: Path, quote: str, text: str) -> None:
    assert quotations.find(quote, _read(tmp_path, text)) is None


def test_nearest_passage_is_given_in_whole_words(tmp_path: Path) -> None:
    text = _read(tmp_path, "The delegates said that there would be no further arms limits before the summit met.")

    assert quotations.nearest("there will be no further arms limits", text) == (
        "there would be no further arms limits",
        91,
    )


def test_proof_holds_the_hash_the_day_and_the_words_around(text: Path) -> None:
    source = quotations.source_text(text)
    where = quotations.find('"offensive and defensive" arms', source)

    assert where is not None
    assert quotations.proof(where, source, on=date(2026, 7, 31)) == schema.Proof(
        hash=hashlib.sha256(TEXT.encode()).hexdigest(),
        checked="2026-07-31",
        prefix="Soviet side wants limits on both",
        suffix=", it said. Of compliance it's",
    )


def test_context_is_short_even_where_words_are_long(tmp_path: Path) -> None:
    source = _read(tmp_path, f"{'a' * 30} {'b' * 30} no more arms {'c' * 50} d")
    where = quotations.find("no more arms", source)

    assert where is not None
    proof = quotations.proof(where, source, on=date(2026, 7, 31))
    assert (proof.prefix, proof.suffix) == ("b" * 30, "c" * 50)


def test_comparison_counts_what_stands_and_what_has_no_text(fixtures: Fixtures, text: Path) -> None:
    fixtures.change(NEWS_FILE, "quote: it is too early to say", "quote: it is too late to say")

    result = quotations.compare(fixtures.corpus(), fixtures.root, {SLUG: text}, on=date(2026, 7, 31))

    assert (result.compared, result.found, result.unchecked) == (2, 1, 0)
    assert [str(problem) for problem in result.problems] == [
        f"{NEWS_FILE}:48:10: the quotation does not stand in {text}; nearest (80 % alike): “It is too early to say,”"
    ]


def test_quotations_without_a_text_are_counted_as_not_checked(fixtures: Fixtures) -> None:
    result = quotations.compare(fixtures.corpus(), fixtures.root, {}, on=date(2026, 7, 31))

    assert (result.compared, result.found, result.unchecked, result.problems) == (0, 0, 2, ())


def test_proof_that_says_the_same_keeps_its_day(fixtures: Fixtures, text: Path) -> None:
    fixtures.change(NEWS_FILE, "quote: it is too early to say", "quote: It is too early to say")
    first = quotations.compare(fixtures.corpus(), fixtures.root, {SLUG: text}, on=date(2026, 7, 31))
    fixtures.write(NEWS_FILE, canonical.article_text(first.proven[0]))
    second = quotations.compare(fixtures.corpus(), fixtures.root, {SLUG: text}, on=date(2027, 1, 1))

    assert len(first.proven) == 1
    assert second.proven == ()


def test_text_of_no_article(fixtures: Fixtures, text: Path) -> None:
    result = quotations.compare(fixtures.corpus(), fixtures.root, {"nothing": text}, on=date(2026, 7, 31))

    assert [str(problem) for problem in result.problems] == [
        f"{text}:1:1: is named the text of 'nothing', which is no article"
    ]


def test_text_that_is_not_utf_8_or_not_there(fixtures: Fixtures, text: Path) -> None:
    text.write_bytes("Переговоры".encode("cp1251"))
    gone = text.with_name("gone.txt")

    result = quotations.compare(
        fixtures.corpus(), fixtures.root, {SLUG: text, "diary-1969-12-22-helsinki": gone}, on=date(2026, 7, 31)
    )

    assert [str(problem) for problem in result.problems] == [
        f"{gone}:1:1: cannot be read: No such file or directory",
        f"{text}:1:1: is not UTF-8",
    ]


def test_mapping_names_the_files_of_texts(fixtures: Fixtures, text: Path) -> None:
    other = text.with_name("other.txt")
    text.rename(other)
    (text.parent / "texts.yaml").write_text(f"{SLUG}: other.txt\nbad: [a]\n", encoding="utf-8")
    articles = {article.slug: article for article in fixtures.corpus().articles}

    files, problems = quotations.text_files(articles, text.parent, {})

    assert files == {SLUG: other}
    assert [str(problem) for problem in problems] == [f"{text.parent}/texts.yaml:2:6: bad: must be a file's name"]


def test_file_named_on_the_command_line_goes_first(fixtures: Fixtures, text: Path) -> None:
    articles = {article.slug: article for article in fixtures.corpus().articles}

    files, problems = quotations.text_files(articles, text.parent, {SLUG: Path("mine.txt")})

    assert files == {SLUG: Path("mine.txt")}
    assert problems == []


def test_text_named_after_no_article_is_left_alone(fixtures: Fixtures, text: Path) -> None:
    text.with_name("shopping-list.txt").write_text(NEWS, encoding="utf-8")
    articles = {article.slug: article for article in fixtures.corpus().articles}

    assert quotations.text_files(articles, text.parent, {}) == ({SLUG: text}, [])
