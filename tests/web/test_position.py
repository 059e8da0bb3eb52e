"""A statement's permalink."""

from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest

from tests import make
from tests.make import Talks
from tests.web.reading import links, opened, part, words
from timeline.models import Position
from timeline.selectors.positions import briefs


def _path(quote: str) -> str:
    return f"/positions/{Position.objects.get(quote=quote).public_id}/"


def _facts(path: str) -> dict[str, str]:
    listed = part(opened(path), ".dossier dl.facts")
    return dict(zip(map(words, listed.select("dt")), map(words, listed.select("dd")), strict=True))


def test_it_says_who_in_which_post_for_whom_when_and_where(talks: Talks) -> None:
    facts = _facts(_path("within the laboratory and nowhere else"))

    assert facts["Who"] == "Mikhail Gorbachev, General Secretary"
    assert facts["For"] == "Moscow Soviet Union"
    assert facts["When"] == "12 October 1986"
    assert facts["Where"] == "Reykjavik summit (broken off), Reykjavik"
    assert facts["Question"] == "Should missile defences be limited?"
    assert facts["Answer"] == "limit them coded supports: how answers are coded"
    assert facts["Speech"] == "Direct speech: the holder’s own words"
    assert facts["Checked"] == "Transcribed, not machine-checked"


def test_an_unnamed_source_is_named_as_the_article_has_it(talks: Talks) -> None:
    assert _facts(_path("not without a relevant agreement"))["Who"] == (
        "A source in the Foreign Ministry; the source names nobody"
    )


def test_a_checked_quotation_shows_its_proof_and_its_place(talks: Talks) -> None:
    position = Position.objects.get(quote="trust, but verify, as they say")

    facts = _facts(f"/positions/{position.public_id}/")

    told = "Proven word for word against a text of the source that the editors hold on 2 January 2026"
    assert facts["Checked"].startswith(told)
    assert position.proof_hash in facts["Checked"]
    assert facts["In its place"] == "…he said: trust, but verify, as they say and smiled…"


COPY = "https://web.archive.org/web/20130216032012/http://old.example/"
GONE = {"checked_status": "gone", "checked_failed": "2025-12-20\n2025-12-24\n2025-12-29"}
FOUND = {"proof_hash": "a" * 64, "proof_checked": date(2026, 1, 2)}


@pytest.mark.parametrize(
    ("position", "article", "told"),
    [
        (
            FOUND | {"proof_against": "page"},
            {},
            "Proven word for word against the live page on 2 January 2026 (SHA-256",
        ),
        (
            FOUND | {"proof_against": "archive"},
            {
                "checked_status": "gone",
                "checked_archived": COPY,
                "checked_failed": "2025-12-20\n2025-12-24\n2025-12-29",
            },
            "Proven word for word against the archive of 16 February 2013 on 2 January 2026 (SHA-256",
        ),
        (
            {"not_found": date(2026, 1, 3)},
            {"checked_status": "not-found"},
            "Transcribed; not found on the source’s page on",
        ),
        (
            FOUND | {"proof_against": "page", "not_found": date(2026, 1, 3)},
            {"checked_status": "changed"},
            "; not found on the source’s page on 3 January 2026. A program last looked at the page on 4 January 2026",
        ),
        ({}, {"checked_status": "blocked"}, "Transcribed, not machine-checked. A program last looked at the page"),
        (
            {},
            GONE,
            "The page is gone: it could not be had on 20 December 2025, 24 December 2025 and 29 December 2025.",
        ),
    ],
)
def test_it_says_against_what_and_when_the_words_were_checked(
    talks: Talks, position: dict[str, Any], article: dict[str, Any], told: str
) -> None:
    checked: dict[str, Any] = {"checked_day": date(2026, 1, 4)} if article else {}
    source = make.article(slug="checked", **checked, **article)
    page = opened(f"/positions/{make.position(article=source, quote='words to check', **position).public_id}/")

    assert told in words(part(page, ".dossier dl.facts"))
    copies = [str(link["href"]) for link in page.select(".testimony__words .outward a")][1:]
    assert copies == [COPY] * bool(article.get("checked_archived"))


@pytest.mark.parametrize(
    "quote",
    ["a step-by-step cut", "first this, then that", "arms & money", 'he said "no" twice', "ни шагу назад и точка"],
)
def test_the_source_opens_at_the_words(quote: str, talks: Talks) -> None:
    make.position(quote=quote)

    link = str(part(opened(_path(quote)), ".testimony__words a[rel=external]")["href"])

    text = link.partition("#:~:text=")[2]
    assert unquote(text) == quote
    assert not set(text) & set('-,& "')


def test_what_its_side_said_before_and_after_and_the_other_sides_nearest(talks: Talks) -> None:
    page = opened(_path("written down and signed by both"))

    assert [
        (words(one.select_one(".voice__capital")), words(one.q)) for one in page.select(".neighbours > .neighbour")
    ] == [
        ("Moscow before", "within the laboratory and nowhere else"),
        ("Washington, nearest in time", "we will not give it up"),
        ("Moscow after", "not without a relevant agreement"),
    ]


def test_a_month_counts_from_its_last_day_as_standings_count_it(talks: Talks) -> None:
    page = opened(_path("not without a relevant agreement"))

    first = page.select(".neighbours > .neighbour")[0]
    assert (words(first.select_one(".voice__capital")), words(first.q)) == (
        "Moscow before",
        "written down and signed by both",
    )


def test_a_joint_statement_says_so_wherever_it_stands(talks: Talks) -> None:
    article = make.article(slug="communique-1986", title="Communiqué", published="1986-10-13")
    american, russian = (
        make.position(
            article=article,
            holder=holder,
            joint=True,
            meeting=talks.reykjavik,
            issue=talks.missile_defense,
            quote="both sides will honour the treaty",
        )
        for holder in (talks.reagan, talks.gorbachev)
    )

    page = opened(f"/positions/{american.public_id}/")
    assert "Jointa joint statement: both sides said these words, here Moscow’s (Mikhail Gorbachev)" in words(
        part(page, ".testimony__facts")
    )
    assert f"/positions/{russian.public_id}/" in links(part(page, ".testimony__facts"))
    across = next(one for one in page.select(".neighbour") if "nearest" in words(one.select_one(".voice__capital")))
    assert words(across.q) == "within the laboratory and nowhere else"  # not its own words again
    assert words(part(page, ".testimony__after")) == "joint statement"
    assert "Ronald Reagan, joint statement, 12 October 1986. Quoted in" in words(part(page, ".cite"))
    assert page.title is not None
    assert "Ronald Reagan, joint statement, 12 October 1986" in words(page.title)
    for path in (f"/meetings/{talks.reykjavik.slug}/", "/issues/missile-defense/", "/articles/communique-1986/"):
        marks = [words(one.parent) for one in opened(path).select(".said__mark") if one.parent is not None]
        assert marks.count("both sides will honour the treaty joint statement") == 2, path
    dots = opened("/compare/?official=ronald-reagan,mikhail-gorbachev").select("a.step title")
    said = [words(one) for one in dots if "joint statement, 12 October 1986" in words(one)]
    assert [one.partition(",")[0] for one in said] == ["Ronald Reagan", "Mikhail Gorbachev"]
    assert briefs([american.pk])[american.pk].words == "Ronald Reagan, joint statement, 12 October 1986"
