"""One source and its page, on a web that misbehaves: what is noted, and what is never said."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.prover.misbehaving import SAID, STORY, Answer, Request, Web, story
from tests.prover.sources import article, check, position
from timeline.domain.vocabulary import JOINT
from timeline.loader import schema
from timeline.loader.schema import ArticleEntry
from timeline.prover.archive import Archive
from timeline.prover.prove import Prover, Proving
from timeline.prover.validators import PageValidators

TODAY = date(2026, 5, 20)
UNSAID = "words that nobody said at all"
OTHER = "the consultations had been of use to both of the delegations"


@pytest.fixture
def prove(web: Web, tmp_path: Path) -> Callable[..., Proving]:
    """Proves a source of the web, on a day."""

    def once(source: ArticleEntry, *, on: date = TODAY) -> Proving:
        fetcher = web.fetcher()
        archive = Archive(fetcher, web.url("archive.example/available"), web.url("copies.example/web/"))
        return Prover(fetcher, archive, PageValidators(tmp_path / "validators.json"), on).prove(source)

    return once


type Prove = Callable[..., Proving]


def noted(proving: Proving) -> tuple[str, str]:
    """The day and the status that are noted."""
    assert proving.article.checked is not None
    return proving.article.checked.day, proving.article.checked.status


def test_a_quotation_that_stands_there_is_proven_against_the_live_page(web: Web, prove: Prove) -> None:
    proving = prove(article(web.url("news.example/story"), SAID, OTHER))

    assert noted(proving) == ("2026-05-20", "proven")
    proof = proving.article.positions[0].proof
    assert proof is not None
    assert (proof.against, proof.checked, len(proof.hash)) == ("page", "2026-05-20", 64)
    assert proof.prefix.endswith('missiles. "')
    assert proving.notes == ()


def test_a_joint_statement_is_proven_once_and_stays_both_sides(web: Web, prove: Prove) -> None:
    holders = ("gerard-smith", "vladimir-semenov")
    said = replace(position(SAID), side=JOINT, holder="", holders=holders)

    proving = prove(article(web.url("news.example/story"), said))

    assert noted(proving) == ("2026-05-20", "proven")
    [proven] = proving.article.positions
    assert proven.proof is not None
    assert replace(proven, proof=None) == said


def test_a_joint_statement_that_is_not_there_is_told_once(web: Web, prove: Prove) -> None:
    said = replace(position(UNSAID), side=JOINT, holder="", holders=("gerard-smith", "vladimir-semenov"))

    proving = prove(article(web.url("news.example/story"), said))

    assert proving.article.positions == (replace(said, not_found="2026-05-20"),)
    assert len(proving.notes) == 1


def test_nothing_of_the_text_is_noted_but_a_few_words_around_the_quotation(web: Web, prove: Prove) -> None:
    proving = prove(article(web.url("news.example/story"), SAID))

    proof = proving.article.positions[0].proof
    assert proof is not None
    assert len(f"{proof.prefix}{proof.suffix}".split()) <= 12


@pytest.mark.parametrize("page", ["moved-words", "gzip", "behind-a-cookie"])
def test_words_are_found_wherever_they_stand_on_the_page(web: Web, prove: Prove, page: str) -> None:
    assert noted(prove(article(web.url(f"news.example/{page}"), SAID)))[1] == "proven"


def test_a_quotation_that_is_not_there_is_noted_with_what_is_nearest(web: Web, prove: Prove) -> None:
    proving = prove(article(web.url("news.example/changed"), SAID, OTHER))

    assert noted(proving)[1] == "not-found"
    assert [one.not_found for one in proving.article.positions] == ["2026-05-20", ""]
    assert "nearest (9" in proving.notes[0]
    assert "We shall not discuss such cuts" in proving.notes[0]


def test_a_quotation_that_was_there_before_makes_the_page_changed(web: Web, prove: Prove) -> None:
    first = prove(article(web.url("news.example/story"), SAID), on=date(2026, 5, 1)).article
    web.pages["/story"] = web.pages["/changed"]

    second = prove(first)

    assert noted(second)[1] == "changed"
    assert second.article.positions[0].proof == first.positions[0].proof
    assert second.article.positions[0].not_found == "2026-05-20"


def test_a_quotation_that_is_found_again_is_proven_again(web: Web, prove: Prove) -> None:
    lost = article(web.url("news.example/story"), position(SAID, not_found="2026-05-01"), checked=check("not-found"))

    proving = prove(lost)

    assert noted(proving)[1] == "proven"
    assert proving.article.positions[0].not_found == ""


def test_a_proof_keeps_its_first_day_though_the_bytes_of_the_page_change(web: Web, prove: Prove) -> None:
    first = prove(article(web.url("news.example/story"), SAID), on=date(2026, 5, 1)).article
    web.pages["/story"] = Answer(200, story(STORY) + b"<!-- an advertisement -->")

    second = prove(first).article

    assert second.positions == first.positions
    assert second.checked == check("proven", day="2026-05-20")


def test_a_page_that_has_not_changed_is_not_sent_again(web: Web, prove: Prove) -> None:
    """Were it read again, the words would be missed: whoever does not ask by the validator is sent another text."""
    first = prove(article(web.url("news.example/story"), SAID), on=date(2026, 5, 1)).article
    validated, changed = web.pages["/story"], web.pages["/changed"]
    assert callable(validated)
    assert isinstance(changed, Answer)
    web.pages["/story"] = lambda request: changed if (answer := validated(request)).status == 200 else answer

    second = prove(first)

    assert noted(second) == ("2026-05-20", "proven")
    assert second.article.positions == first.positions


def test_a_page_that_has_not_changed_is_read_again_for_another_quotation(web: Web, prove: Prove) -> None:
    first = prove(article(web.url("news.example/story"), SAID), on=date(2026, 5, 1)).article

    more = prove(article(first.url, *first.positions, OTHER, checked=first.checked))

    assert more.article.positions[1].proof is not None


def test_an_address_that_has_moved_for_good_is_told(web: Web, prove: Prove) -> None:
    proving = prove(article(web.url("news.example/moved"), SAID))

    assert proving.moved_to == web.url("news.example/story")
    assert noted(proving)[1] == "proven"


@pytest.mark.parametrize(
    "page",
    ["forbidden", "to-browsers-alone", "busy", "cookie-wall", "javascript", "huge", "bomb", "brotli-bomb", "binary"],
)
def test_a_page_that_is_not_for_programs_is_blocked_however_often(web: Web, prove: Prove, page: str) -> None:
    source = article(web.url(f"news.example/{page}"), SAID)

    for day in (1, 5, 9, 13):
        proving = prove(source, on=date(2026, 5, day))
        source = proving.article
        assert noted(proving)[1] == "blocked"

    assert source.checked == check("blocked", day="2026-05-13")
    assert source.positions[0].not_found == ""
    assert not any(asked.startswith("archive.example") for asked in web.asked)


def test_a_host_that_keeps_programs_out_is_blocked(web: Web, prove: Prove) -> None:
    assert noted(prove(article(web.url("closed.example/story"), SAID)))[1] == "blocked"


@pytest.mark.parametrize(
    "page",
    ["gone", "nothing-here", "soft-404", "to-front", "loop", "fault", "to-private", "broken-off"],
)
def test_a_page_that_cannot_be_had_is_unreachable_at_first(web: Web, prove: Prove, page: str) -> None:
    proving = prove(article(web.url(f"news.example/{page}"), SAID))

    assert noted(proving)[1] == "unreachable"
    assert proving.article.positions[0].not_found == ""
    assert len(proving.notes) == 1


def test_a_host_that_is_no_more_is_unreachable_at_first(web: Web, prove: Prove) -> None:
    assert noted(prove(article("http://news.invalid/story", SAID)))[1] == "unreachable"


def test_a_page_is_gone_after_three_failures_at_least_three_days_apart(web: Web, prove: Prove) -> None:
    source = article(web.url("news.example/gone"), SAID)
    said = []

    for day in (1, 1, 2, 3, 4, 5, 6, 7, 8):
        source = prove(source, on=date(2026, 5, day)).article
        assert source.checked is not None
        said.append(source.checked.status)

    assert said == ["unreachable"] * 7 + ["gone"] * 2
    assert source.checked == check("gone", "2026-05-01", "2026-05-04", "2026-05-07", day="2026-05-08")


@pytest.mark.parametrize(("page", "status"), [("story", "proven"), ("forbidden", "blocked")])
def test_a_server_that_answers_again_is_forgiven(web: Web, prove: Prove, page: str, status: str) -> None:
    failing = check("unreachable", "2026-05-01", "2026-05-05")

    proving = prove(article(web.url(f"news.example/{page}"), SAID, checked=failing))

    assert proving.article.checked == check(status, day="2026-05-20")


def test_a_page_that_has_a_quotation_is_never_taken_for_another(web: Web, prove: Prove) -> None:
    """Whatever it looks like: the guesses are for pages that have none."""
    web.pages["/whatever"] = Answer(200, story(f"404 page not found. Enable JavaScript. Accept cookies. {SAID}"))

    assert noted(prove(article(web.url("news.example/whatever"), SAID)))[1] == "proven"


# The archive.

FAILING = check("unreachable", "2026-05-10", "2026-05-14")
COPY = "copies.example/web/20260302101500"


def _archive(web: Web, *, with_scheme: str = "", without: str = "") -> list[str]:
    """Let the archive know a copy of this time for addresses with their scheme, and without. What it was asked."""
    asked: list[str] = []

    def answer(request: Request) -> Answer:
        url = request.query["url"]
        asked.append(url)
        timestamp = with_scheme if "://" in url else without
        closest = {"available": True, "status": "200", "timestamp": timestamp, "url": "http://evil.example/"}
        found = {"closest": closest} if timestamp else {}
        return Answer(200, json.dumps({"archived_snapshots": found}).encode(), {"Content-Type": "application/json"})

    web.pages["archive.example/available"] = answer
    return asked


@pytest.mark.parametrize(
    ("known", "chosen"),
    [
        ({"with_scheme": "20260302101500"}, "20260302101500"),
        ({"without": "20260302101500"}, "20260302101500"),
        ({"with_scheme": "20100101000000", "without": "20260302101500"}, "20260302101500"),
        ({"with_scheme": "20260302101500", "without": "20261231000000"}, "20260302101500"),
    ],
)
def test_a_page_that_is_gone_is_proven_against_the_copy_nearest_its_day(
    web: Web, prove: Prove, known: dict[str, str], chosen: str
) -> None:
    url = web.url("news.example/gone")
    asked = _archive(web, **known)
    web.pages[f"copies.example/web/{chosen}id_/{url}"] = Answer(200, story())

    proving = prove(article(url, SAID, UNSAID, checked=FAILING))

    assert asked == [url, url.partition("://")[2]]
    assert noted(proving) == ("2026-05-20", "gone")
    assert proving.article.checked is not None
    assert proving.article.checked.archived == web.url(f"copies.example/web/{chosen}/{url}")
    proof = proving.article.positions[0].proof
    assert proof is not None
    assert (proof.against, proof.checked) == ("archive", "2026-05-20")
    assert (proving.article.positions[1].proof, proving.article.positions[1].not_found) == (None, "2026-05-20")


def test_what_was_proven_against_the_live_page_stays_so(web: Web, prove: Prove) -> None:
    url, proof = web.url("news.example/gone"), schema.Proof(hash="a" * 64, checked="2026-05-01", against="page")
    _archive(web, without="20260302101500")
    web.pages[f"{COPY}id_/{url}"] = Answer(200, story(""))

    proving = prove(article(url, position(SAID, proof=proof), checked=FAILING))

    assert proving.article.positions == (position(SAID, proof=proof),)
    assert proving.article.checked is not None
    assert proving.article.checked.archived


def test_a_page_of_which_there_is_no_copy_is_gone_all_the_same(web: Web, prove: Prove) -> None:
    _archive(web)

    proving = prove(article(web.url("news.example/gone"), SAID, checked=FAILING))

    assert noted(proving)[1] == "gone"
    assert proving.article.positions == (position(SAID),)
    assert proving.notes[1] == "the Internet Archive has no copy"


@pytest.mark.parametrize(
    "answer",
    [b"no JSON", b"[]", b'{"archived_snapshots": null}', b'{"archived_snapshots": {"closest": [1]}}', b"[" * 100_000],
)
def test_an_archive_that_talks_nonsense_is_no_copy(web: Web, prove: Prove, answer: bytes) -> None:
    web.pages["archive.example/available"] = Answer(200, answer)

    proving = prove(article(web.url("news.example/gone"), SAID, checked=FAILING))

    assert noted(proving)[1] == "gone"
    assert proving.article.checked is not None
    assert proving.article.checked.archived == ""


@pytest.mark.parametrize("timestamp", ["../../../x", "2026", "99999999999999", "20260302101500/http://evil.example/"])
def test_of_the_archives_answer_only_a_time_is_believed(web: Web, prove: Prove, timestamp: str) -> None:
    _archive(web, with_scheme=timestamp, without=timestamp)

    proving = prove(article(web.url("news.example/gone"), SAID, checked=FAILING))

    assert proving.notes[1] == "the Internet Archive has no copy"
    assert not any(host.startswith("copies.example") for host in web.asked)


def test_a_page_that_is_back_is_proven_and_keeps_its_copy(web: Web, prove: Prove) -> None:
    gone = check("gone", "2026-05-01", "2026-05-05", "2026-05-09", archived="https://web.archive.org/web/2026/x")

    proving = prove(article(web.url("news.example/story"), SAID, checked=gone))

    assert proving.article.checked == check("proven", archived="https://web.archive.org/web/2026/x", day="2026-05-20")
