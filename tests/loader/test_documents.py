"""Files as trees: what is no article at all is refused, with its place, and never raises."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.loader.cast import DIARY, DIARY_FILE, NEWS_FILE, Fixtures
from timeline.loader import canonical, mentions, reading, rules, schema, source, validation
from timeline.loader.problems import Finding

NOTHING_KNOWN = rules.Known(None, None, None)


def test_the_cast_has_no_problem(fixtures: Fixtures) -> None:
    assert fixtures.problems() == []


def test_every_scalar_is_a_string_with_its_place() -> None:
    document = reading.parse(b"a: no\nb: [010, 2002-02-18]\n", "x.yaml")

    assert document.node is not None
    assert reading.data(document.node) == {"a": "no", "b": ["010", "2002-02-18"]}
    assert reading.locate(document.node, ("b", 1)) == (2, 10)
    assert reading.locate(document.node, ("b",), at_key=True) == (2, 1)


@pytest.mark.parametrize(
    ("line", "column", "takes"),
    [
        ("title: Bush #1 and Putin", 8, "the text after 'Bush'"),
        ("title: Буш #1 и Путин", 8, "the text after 'Буш'"),
        ("title: #1 and Putin", 7, "all of it"),
        ("title: Talks  # see page 3", 8, "the text after 'Talks'"),
        ("title: Talks\t# see page 3", 8, "the text after 'Talks'"),
        ("title: Talks\n  and more # see page 3", 8, "the text after 'Talks and more'"),
        ("title:\n- Talks #3", 3, "the text after 'Talks'"),
        ("title: {a: Talks #3\n  }", 12, "the text after 'Talks'"),
    ],
)
@pytest.mark.parametrize("before", [b"", "# Заголовок\n".encode(), b"\xef\xbb\xbf# x\n"])
def test_text_that_a_comment_cuts_off(line: str, column: int, takes: str, before: bytes) -> None:
    document = reading.parse(before + f"{line}\n".encode(), "x.yaml")

    first = before.count(b"\n") + (2 if line.startswith("title:\n") else 1)
    assert [str(problem) for problem in document.problems] == [
        f"x.yaml:{first}:{column}: a # after a space begins a comment, which takes away {takes}: quote the text, or "
        "put the comment on a line of its own"
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("title: 'Bush #1 and Putin'", "Bush #1 and Putin"),
        ('title: "Bush" # who else', "Bush"),
        ("title: Bush#1", "Bush#1"),
        ("title: |\n  Bush #1\n", "Bush #1\n"),
        ("# a comment\ntitle: # of its own\n  Bush\n# at the end", "Bush"),
        ("title: 0123", "0123"),
        ("title: 1:30", "1:30"),
        ("title: yes", "yes"),
        ("title: NO", "NO"),
        ("title: 1e3", "1e3"),
        ("title: 2002-02-18", "2002-02-18"),
        ("title: none", "none"),
        ("title: 'null'", "null"),
        ('title: "~"', "~"),
        ("title: =", "="),
    ],
)
def test_text_says_what_it_says(text: str, value: str) -> None:
    document = reading.parse(text.encode(), "x.yaml")

    assert document.problems == ()
    assert document.node is not None
    assert reading.data(document.node) == {"title": value}


@pytest.mark.parametrize("word", sorted(reading.NOTHING))
def test_word_for_nothing(fixtures: Fixtures, word: str) -> None:
    fixtures.change(NEWS_FILE, "publisher: The News", f"publisher: {word}")
    fixtures.change(NEWS_FILE, "outcome: They agreed to meet again.", f"outcome: {word}")

    remedy = "stands for nothing: leave out what there is not, or quote it if the word is meant"
    assert fixtures.problems() == [f"{NEWS_FILE}:3:12: {word!r} {remedy}", f"{NEWS_FILE}:21:12: {word!r} {remedy}"]


@pytest.mark.parametrize("word", [*sorted(reading.NOTHING), "Bush #1", "#1", "yes", "0123", "1:30"])
def test_what_is_written_in_canonical_form_is_read_as_it_was(fixtures: Fixtures, word: str) -> None:
    fixtures.change(NEWS_FILE, "publisher: The News", f"publisher: '{word}'")
    article = fixtures.corpus().articles[1]
    assert article.publisher == word

    fixtures.write(NEWS_FILE, canonical.article_text(article))
    assert fixtures.corpus().articles[1] == article


def test_what_is_not_there_is_located_where_it_would_be() -> None:
    document = reading.parse(b"list:\n- a: 1\n", "x.yaml")

    assert document.node is not None
    assert reading.locate(document.node, ("list", 0, "b"), at_key=True) == (2, 3)
    assert reading.locate(document.node, ("list", 7)) == (2, 1)


def test_not_yaml(fixtures: Fixtures) -> None:
    fixtures.write(DIARY_FILE, "slug: a\n  title: b: c\n")

    assert fixtures.problems(DIARY_FILE) == [
        f"{DIARY_FILE}:2:8: is not YAML: mapping values are not allowed in this context"
    ]


def test_duplicate_key(fixtures: Fixtures) -> None:
    fixtures.change(DIARY_FILE, "kind: document\n", "kind: document\ntitle: Another\n")

    assert fixtures.problems() == [f"{DIARY_FILE}:8:1: the key 'title' is given twice; first on line 2"]


def test_anchor_and_alias_bomb(fixtures: Fixtures) -> None:
    bomb = 'a: &a ["x", "x"]\n' + "".join(
        f"{key}: &{key} [{', '.join([f'*{before}'] * 9)}]\n" for before, key in zip("abcdefgh", "bcdefghi", strict=True)
    )
    fixtures.write(DIARY_FILE, bomb)

    problems = fixtures.problems(DIARY_FILE)

    assert problems[0] == f"{DIARY_FILE}:1:4: anchor &a: anchors are not read"
    assert problems[2] == f"{DIARY_FILE}:2:8: alias *a: write the value out; aliases are not read"
    assert len(problems) == 9 + 8 * 9


def test_tag(fixtures: Fixtures) -> None:
    fixtures.change(DIARY_FILE, "title: A diary", "title: !!python/name:os.system A diary")

    assert fixtures.problems() == [f"{DIARY_FILE}:2:8: tag tag:yaml.org,2002:python/name:os.system: tags are not read"]


def test_directive(fixtures: Fixtures) -> None:
    fixtures.write(DIARY_FILE, f"%TAG !a! tag:a\n---\n{DIARY}")

    assert fixtures.problems() == [f"{DIARY_FILE}:1:1: a line begins with %: directives are not read"]


def test_empty_file(fixtures: Fixtures) -> None:
    fixtures.write(DIARY_FILE, b"")

    assert fixtures.problems() == [f"{DIARY_FILE}:1:1: the file is empty"]


def test_file_of_comments_is_empty(fixtures: Fixtures) -> None:
    fixtures.write(DIARY_FILE, "# nothing yet\n")

    assert fixtures.problems() == [f"{DIARY_FILE}:1:1: the file is empty"]


def test_two_documents(fixtures: Fixtures) -> None:
    fixtures.write(DIARY_FILE, f"{DIARY}---\n{DIARY}")

    assert fixtures.problems() == [f"{DIARY_FILE}:16:1: a second YAML document starts here; a file holds one"]


def test_not_utf_8(fixtures: Fixtures) -> None:
    fixtures.write(DIARY_FILE, DIARY.replace("A diary", "Дневник").encode("cp1251"))

    assert fixtures.problems() == [f"{DIARY_FILE}:2:8: is not UTF-8: byte 0xc4"]


def test_utf_16(fixtures: Fixtures) -> None:
    fixtures.write(DIARY_FILE, DIARY.encode("utf-16"))

    assert fixtures.problems() == [f"{DIARY_FILE}:1:1: is not UTF-8: byte 0xff"]


def test_byte_order_mark_of_utf_8_is_read_over(fixtures: Fixtures) -> None:
    fixtures.write(DIARY_FILE, DIARY.encode("utf-8-sig"))

    assert fixtures.problems() == []


def test_control_character(fixtures: Fixtures) -> None:
    fixtures.change(DIARY_FILE, "A diary", "A\x00diary")

    assert fixtures.problems() == [f"{DIARY_FILE}:2:9: control character U+0000"]


def test_file_of_50_megabytes_is_refused_unread(fixtures: Fixtures, monkeypatch: pytest.MonkeyPatch) -> None:
    with (fixtures.root / DIARY_FILE).open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(reading, "parse", lambda content, name: pytest.fail(f"{name} was read"))

    document = reading.read(fixtures.root / DIARY_FILE, DIARY_FILE)

    assert [str(problem) for problem in document.problems] == [
        f"{DIARY_FILE}:1:1: is too large: 50,000,000 bytes, 5,000,000 at most"
    ]


def test_deep_nesting(fixtures: Fixtures) -> None:
    fixtures.write(DIARY_FILE, "[" * 100_000)

    assert fixtures.problems() == [f"{DIARY_FILE}:1:11: nested deeper than 10 levels"]


def test_key_that_is_no_word(fixtures: Fixtures) -> None:
    fixtures.write(DIARY_FILE, "? [a, b]\n: c\n")

    assert fixtures.problems() == [f"{DIARY_FILE}:1:3: a key must be a word"]


def test_too_many_problems_end_the_reading(fixtures: Fixtures) -> None:
    fixtures.write(DIARY_FILE, "- !x a\n" * 5000)

    problems = fixtures.problems(DIARY_FILE)

    assert len(problems) == reading.MAX_PROBLEMS + 1
    assert f"{DIARY_FILE}:100:3: more problems than can be listed; the rest of the file was not read" in problems


def test_missing_list_is_one_problem_not_one_for_every_reference_to_it(fixtures: Fixtures) -> None:
    fixtures.remove("officials.yaml")

    assert fixtures.problems() == ["officials.yaml:1:1: cannot be read: No such file or directory"]


def test_broken_list_hides_no_problem_of_others_and_causes_none(fixtures: Fixtures) -> None:
    fixtures.change("officials.yaml", "name: Gerard Smith", "name: Gerard: Smith")
    fixtures.change(NEWS_FILE, "holder: vladimir-semenov", "holder: vladimir-semyonov")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:33:11: official 'vladimir-semyonov' is unknown; did you mean 'vladimir-semenov'?",
        "officials.yaml:3:15: is not YAML: mapping values are not allowed in this context",
    ]


def test_broken_article_makes_its_meetings_unknown_to_nobody(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "title: 'Talks open: a beginning'", "title: Talks open: a beginning")

    assert fixtures.problems() == [f"{NEWS_FILE}:2:18: is not YAML: mapping values are not allowed in this context"]


def test_pipe_named_like_an_article_is_not_waited_for(fixtures: Fixtures) -> None:
    os.mkfifo(fixtures.root / "articles" / "pipe.yaml")

    assert fixtures.problems() == ["articles/pipe.yaml:1:1: is not a file"]
    assert source.digest(fixtures.root) == ""


def test_directory_named_like_an_article(fixtures: Fixtures) -> None:
    (fixtures.root / "articles" / "folder.yaml").mkdir()

    assert fixtures.problems() == ["articles/folder.yaml:1:1: is not a file"]


@pytest.mark.parametrize("name", ["news.yml", "News.yaml", "a b.yaml", "a\x1b[31m.yaml"])
def test_file_that_would_not_be_read_is_named(fixtures: Fixtures, name: str) -> None:
    fixtures.write(f"articles/{name}", DIARY)

    shown = name if name.isprintable() else ascii(name)
    assert fixtures.problems() == [
        f"articles/{shown}:1:1: is not read: an article's file is named after its slug (a-z, 0-9, hyphens) "
        "and ends in .yaml"
    ]


def test_folder_without_articles_is_a_problem(fixtures: Fixtures) -> None:
    fixtures.remove(NEWS_FILE)
    fixtures.remove(DIARY_FILE)

    assert "articles:1:1: holds no article" in fixtures.problems()


def _findings(document: reading.Document) -> list[Finding]:
    """Everything that a check asks of one article's document."""
    if document.node is None:
        return []
    data = reading.data(document.node)
    _, findings = validation.entry(schema.ArticleEntry, data)
    findings += rules.article(data, NOTHING_KNOWN, file_stem="x")
    for group in ([mention] for mention in mentions.mentions("x", data)):
        findings += (found.finding for found in mentions.of_one_meeting(group))
    assert all(isinstance(slug, str) for _, slug in mentions.meeting_references(data))
    return findings


@given(st.binary(max_size=400))
def test_any_bytes_give_problems_and_never_an_exception(content: bytes) -> None:
    document = reading.parse(content, "x.yaml")

    assert document.problems or _findings(document)


WORDS = [
    "slug",
    "meetings",
    "positions",
    "proof",
    "1986-10",
    "~",
    "a",
    "\\0",
    "\\ud800",
    "---",
    "...",
    "\n",
    "\t",
    "\x85",
]
YAML_SCRAPS = st.sampled_from([*":-?[]{},&*!|>'\"%@`#", *WORDS])


@given(st.lists(YAML_SCRAPS, max_size=60).map(" ".join))
def test_any_scraps_of_yaml_give_problems_and_never_an_exception(text: str) -> None:
    document = reading.parse(text.encode(), "x.yaml")

    assert document.problems or _findings(document)


@given(st.text(max_size=40), st.sampled_from(["title", "published", "url", "kind", "language", "summary", "seed"]))
def test_any_value_of_a_key_is_read_or_reported(value: str, key: str) -> None:
    data = {
        "slug": "x",
        "title": "t",
        "publisher": "p",
        "published": "1969",
        "url": "https://a.example",
        "kind": "news",
    }
    data |= {"language": "en", "summary": "s"}
    whole: dict[str, reading.Data] = {**data, "meetings": [], "positions": [], key: value}

    article, findings = validation.entry(schema.ArticleEntry, whole)

    assert (article is None) == bool(findings)


def test_unreadable_file(tmp_path: Path) -> None:
    document = reading.read(tmp_path / "nowhere.yaml", "nowhere.yaml")

    assert [str(problem) for problem in document.problems] == [
        "nowhere.yaml:1:1: cannot be read: No such file or directory"
    ]
