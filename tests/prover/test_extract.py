"""The text of pages as the web sends them: whatever the bytes, a text or one clear error."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.prover import documents
from tests.prover.misbehaving import PAGES, RUSSIAN, SAID, SCRIPTED, Answer, html, story
from timeline.loader.quotations import plain
from timeline.prover.extract import extract
from timeline.prover.failures import FailureKind, FetchError
from timeline.prover.page_text import PageText


def _page(path: str) -> PageText:
    answer = PAGES[path]
    assert isinstance(answer, Answer)
    assert isinstance(answer.body, bytes)
    return extract(answer.body, answer.headers.get("Content-Type", "text/html"))


def _outcome(body: bytes, content_type: str = "") -> PageText | FailureKind:
    """The text, or what is wrong."""
    try:
        return extract(body, content_type)
    except FetchError as error:
        return error.kind


def _holds(text: PageText, words: str) -> list[bool]:
    return [words in plain(version) for version in text.versions]


def test_an_article_is_told_from_what_surrounds_it() -> None:
    text = extract(story(), "text/html; charset=utf-8", url="https://news.example/story")

    assert text.kind == "html"
    assert SAID in text.versions[0]
    assert "Sport" not in text.versions[0]
    assert "Sport" in text.longest


def test_what_a_page_says_of_itself_is_read() -> None:
    head = (
        '<meta property="og:site_name" content="The News"><meta name="author" content="Ann Writer">'
        '<meta property="article:published_time" content="2026-03-01T10:00:00Z">'
        '<link rel="canonical" href="https://news.example/story">'
    )
    page = html("<h1>Two days of talks</h1><p>Short.</p>", head=head)

    found = extract(page, "text/html", url="https://news.example/story?from=mail").metadata

    assert (found.title, found.author, found.publisher) == ("Two days of talks", "Ann Writer", "The News")
    assert (found.date, found.language, found.url) == ("2026-03-01", "en", "https://news.example/story")


def test_words_in_tables_and_asides_are_in_the_whole_page() -> None:
    assert any(_holds(_page("/moved-words"), SAID))


@pytest.mark.parametrize("path", ["/wrong-charset", "/old-charset"])
def test_a_text_is_read_whatever_its_server_says_of_its_characters(path: str) -> None:
    assert any(_holds(_page(path), RUSSIAN))


def test_a_page_of_scripts_alone_has_next_to_no_text() -> None:
    text = extract(SCRIPTED, "text/html")

    assert "render" not in text.longest
    assert len(text.longest.split()) < 10


def test_an_empty_page_has_no_versions() -> None:
    assert extract(b"", "text/html").versions == ()
    assert extract(html(""), "text/html").versions == ()


def test_plain_text_is_itself() -> None:
    text = extract("Москва сказала нет.\n".encode("cp1251") * 20, "text/plain; charset=windows-1251")

    assert (text.kind, len(text.versions)) == ("text", 1)
    assert text.versions[0].startswith("Москва сказала нет.")


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"PK\x03\x04" + bytes(900), b"\x00" * 50])
def test_what_is_no_text_is_refused(body: bytes) -> None:
    with pytest.raises(FetchError) as caught:
        extract(body, "application/octet-stream")

    assert caught.value.kind == FailureKind.UNREADABLE


def test_a_pdf_is_read_with_the_words_whole_that_its_lines_divide() -> None:
    body = documents.pdf("We shall not discuss any cuts before that ques-", "tion of long-", "range arms is settled")

    text = extract(body, "application/octet-stream")

    assert text.kind == "pdf"
    assert "before that question of longrange" in plain(text.versions[1])
    assert "of long-range arms is settled" in plain(text.versions[2])


@pytest.mark.parametrize("cut", [0.3, 0.6])
def test_a_damaged_pdf_is_one_clear_error_or_some_text(cut: float) -> None:
    body = documents.pdf("We shall not discuss any cuts")

    outcome = _outcome(body[: int(len(body) * cut)])

    assert outcome == FailureKind.UNREADABLE or (isinstance(outcome, PageText) and outcome.kind == "pdf")


def test_a_document_of_a_tei_volume_is_read_without_its_footnotes_first() -> None:
    text = documents.tei_text("d12")

    assert text.metadata.title == "12. Memorandum of Conversation"
    assert "We shall not discuss any cuts before that question is settled" in plain(text.versions[0])
    assert "A footnote" not in text.versions[0]
    assert "A footnote" in text.versions[1]
    assert "Another document" not in text.longest


def test_a_document_that_a_volume_lacks_is_missed() -> None:
    with pytest.raises(KeyError):
        documents.tei_text("d99")


def test_no_file_of_this_machine_is_read_into_a_tei_document(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret", encoding="utf-8")
    body = (
        f'<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY x SYSTEM "file://{secret}">]><TEI><p>before &x; after</p></TEI>'
    )

    text = extract(body.encode())

    assert "the secret" not in text.longest
    assert re.search(r"before\s+after", text.longest)


def test_entities_that_grow_without_end_do_not() -> None:
    grown = "".join(f'<!ENTITY x{n + 1} "{f"&x{n};" * 10}">' for n in range(9))
    body = f'<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY x0 "words">{grown}]><TEI><p>&x9;</p></TEI>'

    outcome = _outcome(body.encode())

    assert outcome == FailureKind.UNREADABLE or (isinstance(outcome, PageText) and len(outcome.longest) < 1000)


@given(st.binary(max_size=400), st.sampled_from(["", "text/html", "application/pdf", "text/plain; charset=x", "a/b;;"]))
def test_any_bytes_are_a_text_or_one_clear_error(body: bytes, content_type: str) -> None:
    outcome = _outcome(body, content_type)

    assert outcome == FailureKind.UNREADABLE or (isinstance(outcome, PageText) and all(outcome.versions))


@pytest.mark.parametrize("start", ["<html>", "%PDF-1.4\n", '<?xml version="1.0"?><TEI>'])
@settings(max_examples=25)
@given(st.text(max_size=300))
def test_any_text_that_begins_as_a_document_is_a_text_or_one_clear_error(start: str, rest: str) -> None:
    outcome = _outcome((start + rest).encode("utf-8", "replace"))

    assert outcome == FailureKind.UNREADABLE or (isinstance(outcome, PageText) and all(outcome.versions))


def test_a_page_of_a_hundred_thousand_elements_within_each_other_is_survived() -> None:
    body = b"<html><body>" + b"<div>" * 100_000 + SAID.encode() + b"</body></html>"

    assert extract(body, "text/html").kind == "html"


def test_a_day_long_ago_that_the_markup_declares_is_the_pages() -> None:
    declared = '<meta property="article:published_time" content="1987-04-16T08:00:00Z">'
    markup = f"<html><head>{declared}</head><body><p>They met for hours.</p><p>© 2024 Example Post</p></body></html>"

    assert extract(markup.encode(), "text/html").metadata.date == "1987-04-16"
