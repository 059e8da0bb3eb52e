"""A run over the record: in order, written one by one, nothing of an editor's lost; and the command."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.loader import cast
from tests.loader.cast import NEWS_FILE, Fixtures
from tests.prover import documents
from tests.prover.misbehaving import SAID, Answer, Web, html
from tests.prover.sources import article, check
from timeline.loader import canonical, schema
from timeline.prover.archive import Archive
from timeline.prover.fetch import Fetcher
from timeline.prover.prove import Prover
from timeline.prover.run import FixtureRun, ProverReport, counts, due, to_do
from timeline.prover.validators import PageValidators

TODAY = date(2026, 5, 20)
NEWS = "news-1969-11-18-talks-open"
SPOKEN = 'limits on both "offensive and defensive" arms'
PAGE = html(f"<article><p>The delegate spoke of {SPOKEN}. A colleague said that it is too early to say.</p></article>")


@pytest.fixture
def fixtures(tmp_path: Path) -> Fixtures:
    """The loader's small record."""
    return cast.written(tmp_path / "fixtures")


def _run_of(fixtures: Fixtures) -> FixtureRun:
    corpus = canonical.settled(fixtures.corpus())
    return FixtureRun(fixtures.root, {one.slug: one for one in corpus.articles})


@pytest.fixture
def prover(web: Web, tmp_path: Path) -> Prover:
    fetcher = web.fetcher()
    return Prover(
        fetcher, Archive(fetcher, web.url("archive.example/x")), PageValidators(tmp_path / "validators"), TODAY
    )


def _prove(fixtures: Fixtures, prover: Prover) -> ProverReport:
    run = _run_of(fixtures)
    return run.prove(list(run.articles.values()), prover)


def test_what_is_found_is_written_in_canonical_form_and_is_no_problem(
    web: Web, fixtures: Fixtures, prover: Prover
) -> None:
    web.pages["/1969/talks"] = Answer(200, PAGE)
    fixtures.change(NEWS_FILE, "https://news.example/1969/talks", web.url("news.example/1969/talks"))
    fixtures.change("articles/diary-1969-12-22-helsinki.yaml", "https://diary.example/1969", web.url("a.example/x"))

    report = _prove(fixtures, prover)

    assert (report.looked_at, report.written) == (2, 2)
    assert fixtures.problems() == []
    [diary, news] = fixtures.corpus().articles
    assert [position.proof is not None for position in news.positions] == [True, True]
    assert news.checked == check("proven", day="2026-05-20")
    assert diary.checked == check("unreachable", "2026-05-20", day="2026-05-20")
    written = (fixtures.root / NEWS_FILE).read_text(encoding="utf-8")
    assert written == canonical.article_text(_run_of(fixtures).articles[NEWS])


def test_a_joint_statement_has_one_entry_and_one_proof_in_its_file(
    web: Web, fixtures: Fixtures, prover: Prover
) -> None:
    joint = "- holders: [gerard-smith, vladimir-semenov]\n  side: joint\n"
    web.pages["/1969/talks"] = Answer(200, PAGE)
    fixtures.change(NEWS_FILE, "https://news.example/1969/talks", web.url("news.example/1969/talks"))
    fixtures.change(NEWS_FILE, "- holder: vladimir-semenov\n  side: RU\n", joint)
    run = _run_of(fixtures)

    report = run.prove([run.articles[NEWS]], prover)

    assert report.written == 1
    assert counts(report.articles.values()).endswith("2 of 2 quotations proven.")
    written = (fixtures.root / NEWS_FILE).read_text(encoding="utf-8")
    assert joint in written
    assert (written.count("limits on both"), written.count("proof:")) == (1, 2)
    assert written == canonical.article_text(_run_of(fixtures).articles[NEWS])


def test_a_file_that_is_edited_while_its_page_is_read_is_left_alone(
    web: Web, fixtures: Fixtures, prover: Prover
) -> None:
    edited = "summary: Edited meanwhile."

    def page(_request: object) -> Answer:
        fixtures.change(NEWS_FILE, "summary: The first day of SALT.", edited)
        return Answer(200, PAGE)

    web.pages["/1969/talks"] = page
    fixtures.change(NEWS_FILE, "https://news.example/1969/talks", web.url("news.example/1969/talks"))
    run = _run_of(fixtures)

    report = run.prove([run.articles[NEWS]], prover)

    assert report.written == 0
    assert "changed meanwhile" in report.lines[-1]
    assert edited in (fixtures.root / NEWS_FILE).read_text(encoding="utf-8")


def _source(slug: str, url: str, day: str = "") -> schema.ArticleEntry:
    from dataclasses import replace

    return replace(article(url), slug=slug, checked=check("proven", day=day) if day else None)


def test_the_longest_unseen_come_first_and_each_host_in_turn() -> None:
    articles = [
        _source("a", "https://one.example/a", "2026-05-20"),
        _source("b", "https://one.example/b", "2026-05-01"),
        _source("c", "https://one.example/c"),
        _source("d", "https://one.example/d"),
        _source("e", "https://two.example/e", "2026-04-01"),
    ]

    assert [one.slug for one in due(articles, today=TODAY)] == ["c", "e", "d", "b"]
    assert [one.slug for one in due(articles, today=TODAY, limit=2)] == ["c", "e"]
    assert [one.slug for one in due(articles, today=TODAY, older_than=30)] == ["c", "e", "d"]
    assert [one.slug for one in due(articles, today=TODAY, older_than=0)] == ["c", "e", "d", "b", "a"]


def test_what_is_to_do_is_listed_the_most_urgent_first() -> None:
    failed = ("2026-05-01", "2026-05-05", "2026-05-09")
    listed = [
        article("https://a.example/", checked=check("blocked")),
        article("https://b.example/", checked=check("gone", *failed)),
        article("https://c.example/", checked=check("proven")),
        article("https://d.example/"),
    ]
    report = ProverReport(articles=dict(enumerate(listed)), moved={"old": "https://new.example/"})  # type: ignore[arg-type]

    assert list(to_do(report)) == [
        "The page is gone (1):",
        "  news-2026-03-01-talks  https://b.example/",
        "The page keeps programs out (1):",
        "  news-2026-03-01-talks  https://a.example/",
        "Moved for good; change the address (1):",
        "  old  https://new.example/",
    ]
    assert counts(listed) == (
        "4 sources: 1 proven, 0 not-found, 0 changed, 1 gone, 1 blocked, 0 unreachable, 1 not looked at. "
        "0 of 0 quotations proven."
    )


# The command.


def _command(fixtures: Fixtures, *arguments: Any) -> str:
    output = StringIO()
    call_command("prove_sources", *arguments, f"--fixtures={fixtures.root}", "--today=2026-05-20", stdout=output)
    return output.getvalue()


def test_saved_pages_prove_words_and_say_nothing_of_the_link(fixtures: Fixtures, tmp_path: Path) -> None:
    (tmp_path / f"{NEWS}.html").write_bytes(PAGE)

    output = _command(fixtures, f"--offline={tmp_path}")

    assert "1 looked at, 1 files written" in output
    news = fixtures.corpus().articles[1]
    proofs = [position.proof for position in news.positions]
    assert [proof.against for proof in proofs if proof] == ["", ""]
    assert news.checked is None


def test_a_saved_page_without_the_words_is_told_and_writes_nothing(fixtures: Fixtures, tmp_path: Path) -> None:
    (tmp_path / f"{NEWS}.txt").write_text("Quite another text.", encoding="utf-8")

    output = _command(fixtures, f"--offline={tmp_path}")

    assert f"{NEWS}: 'it is too early to say' is not there; nearest (" in output
    assert "1 looked at, 0 files written" in output


def test_a_volume_of_the_office_of_the_historian_proves_its_documents(fixtures: Fixtures, tmp_path: Path) -> None:
    (tmp_path / "volumes").mkdir()
    (tmp_path / "volumes" / "frus1969-76v99.xml").write_bytes(documents.VOLUME)
    address = "https://history.state.gov/historicaldocuments/frus1969-76v99/d12"
    fixtures.change(NEWS_FILE, "https://news.example/1969/talks", address)
    fixtures.change(NEWS_FILE, "quote: it is too early to say", f"quote: {SAID}")

    output = _command(fixtures, f"--tei={tmp_path}")

    assert "1 looked at, 1 files written" in output
    assert fixtures.corpus().articles[1].positions[1].proof is not None


@pytest.mark.parametrize("document", ["d99", "d13"])
def test_a_document_that_is_not_there_or_another_is_told(fixtures: Fixtures, tmp_path: Path, document: str) -> None:
    (tmp_path / "frus1969-76v99.xml").write_bytes(documents.VOLUME)
    address = f"https://history.state.gov/historicaldocuments/frus1969-76v99/{document}"
    fixtures.change(NEWS_FILE, "https://news.example/1969/talks", address)

    output = _command(fixtures, f"--tei={tmp_path}")

    assert f"{NEWS}: " in output
    assert "0 files written" in output


def test_what_is_to_do_is_printed_without_a_look(fixtures: Fixtures) -> None:
    output = _command(fixtures, "--to-do")

    assert output.endswith("2 not looked at. 0 of 2 quotations proven.\n0 looked at, 0 files written\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nobody"], "no such source: nobody"),
        (["--offline=/nowhere"], "is not a directory"),
        (["--limit=-1"], "is no whole number"),
    ],
)
def test_a_wrong_argument_is_one_clear_line(fixtures: Fixtures, arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        _command(fixtures, *arguments)


def test_fixtures_with_a_problem_are_not_touched(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "kind: news", "kind: rumour")

    with pytest.raises(CommandError, match="the fixtures have problems"):
        _command(fixtures, "--to-do")


def test_the_command_cannot_be_made_to_ask_this_machine(web: Web, fixtures: Fixtures) -> None:
    """It has no switch for it: the record's addresses are fetched from the public web alone."""
    address = f"http://127.0.0.1:{web.port}/story"
    fixtures.change(NEWS_FILE, "https://news.example/1969/talks", address)

    output = _command(fixtures, NEWS)

    assert "which is not of the public internet" in output
    assert sum(web.asked.values()) == 0
    assert Fetcher("x").permits_loopback is False
