"""/api/v1/articles/: what an article holds, which articles a question gives, in which order."""

from collections.abc import Callable
from datetime import date

import pytest

from tests import make
from tests.api.conftest import HOST, Get

type Slugs = Callable[[str], list[str]]

OPENING = "records-1969-11-17-talks-open"
AFTER = "gazette-1986-10-14-after-reykjavik"
SIGNING = "gazette-1987-12-09-pact-signed"
VISIT = "vestnik-2013-02-visit-to-moscow"
ECHO = "courier-2013-02-21-a-week-later"


def test_an_article_holds_all_that_the_contract_names(talks: make.Talks, get: Get) -> None:
    assert get(f"articles/{ECHO}/") == {
        "slug": "courier-2013-02-21-a-week-later",
        "title": "A week later",
        "untitled": False,
        "publisher": "The Courier",
        "author": None,
        "authors": [],
        "published": "2013-02-21~",
        "written": None,
        "earliest": "2013-02-21",
        "latest": "2013-02-21",
        "source_url": "https://gazette.example/courier-2013-02-21-a-week-later",
        "kind": "analysis",
        "language": "en",
        "summary": "The visit as Washington saw it.",
        "meetings": [
            {
                "slug": "2013-02-moscow-gottemoeller-ryabkov",
                "title": "Gottemoeller–Ryabkov talks, Moscow",
                "url": f"{HOST}/api/v1/meetings/2013-02-moscow-gottemoeller-ryabkov/",
            },
            {
                "slug": "2021-07-28-call-ryabkov",
                "title": "Call that was called off",
                "url": f"{HOST}/api/v1/meetings/2021-07-28-call-ryabkov/",
            },
        ],
        "position_count": 2,
        "checked": None,
        "added_in": None,
        "changed_in": None,
        "url": f"{HOST}/api/v1/articles/courier-2013-02-21-a-week-later/",
        "html_url": f"{HOST}/articles/courier-2013-02-21-a-week-later/",
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [OPENING, AFTER, SIGNING, VISIT, ECHO]),
        ("ordering=-start", [ECHO, VISIT, SIGNING, AFTER, OPENING]),
        ("ordering=position_count", [OPENING, VISIT, ECHO, AFTER, SIGNING]),
        ("kind=analysis,document", [OPENING, ECHO]),
        ("language=ru", [VISIT]),
        ("official=sergei-ryabkov", [VISIT, ECHO]),
        ("official=sergei-ryabkov&official=ronald-reagan", []),
        ("issue=compliance", [VISIT, ECHO]),
        ("from=1987&to=1987", [SIGNING]),
        ("q=визит", [VISIT]),
        ("speech=reported", [SIGNING]),
        ("speech=direct&verification=verified", [SIGNING]),
        ("speech=reported&verification=verified", []),
        ("verification=transcribed&kind=analysis", [ECHO]),
    ],
)
def test_a_question_gives_its_articles_in_order(
    talks: make.Talks, slugs: Slugs, query: str, expected: list[str]
) -> None:
    assert slugs(f"articles/?{query}") == expected


def test_what_was_found_on_a_page_is_told_and_asked_for(talks: make.Talks, get: Get, slugs: Slugs) -> None:
    copy = "https://web.archive.org/web/20260102030405/http://old.example/"
    days = "2026-01-02\n2026-01-05\n2026-01-09"
    make.article(
        slug="old", checked_day=date(2026, 1, 9), checked_status="gone", checked_archived=copy, checked_failed=days
    )
    make.article(slug="new", checked_day=date(2026, 1, 8), checked_status="proven")

    assert slugs("articles/?status=gone") == ["old"]
    assert set(slugs("articles/?status=gone,proven")) == {"old", "new"}
    assert slugs("articles/?status=blocked") == []
    assert get("articles/old/")["checked"] == {"day": "2026-01-09", "status": "gone", "archived_url": copy}
    assert get("articles/new/")["checked"] == {"day": "2026-01-08", "status": "proven", "archived_url": None}
