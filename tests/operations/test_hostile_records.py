"""Fixtures are hostile input too: markup, right-to-left overrides and quotes in the record are text on every page.
(URLs other than http and https do not get past the loader: tests/loader/test_checks.py.)"""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import make

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>\u202etxt.exe {{7*7}} {% now %}"
SLUG = "1999-09-09-hostile"


@pytest.fixture
def hostile(db: None) -> str:
    """A record whose every free text is an attack; the public id of its position."""
    make.release(digest="e" * 64)
    article = make.article(title=EVIL, publisher=EVIL, authors=EVIL, summary=EVIL)
    issue = make.issue(name=EVIL, question=EVIL)
    official = make.official(name=EVIL, native_name=EVIL, aliases=[EVIL])
    make.post(official=official, title=EVIL)
    negotiation = make.negotiation(name=EVIL)
    meeting = make.meeting(
        slug=SLUG,
        title=EVIL,
        city=EVIL,
        summary=EVIL,
        outcome=EVIL,
        negotiation=negotiation,
        article=article,
        issues=[issue],
    )
    make.participation(meeting=meeting, official=official, post=EVIL)
    make.treaty(name=EVIL, full_name=EVIL, summary=EVIL, limits=EVIL, negotiation=negotiation, signed_at=meeting)
    return make.position(
        article=article, holder=official, issue=issue, meeting=meeting, summary=EVIL, quote=EVIL
    ).public_id


@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/meetings/{SLUG}/",
        f"/meetings/{SLUG}/card/",
        "/officials/",
        "/officials/ronald-reagan/",
        "/issues/",
        "/issues/missile-defense/",
        "/negotiations/",
        "/negotiations/summits/",
        "/treaties/",
        "/treaties/inf-treaty/",
        "/articles/",
        "/articles/gazette-1986-10-14-after-reykjavik/",
        "/positions/ID/",
        "/search/?q=alert",
        "/compare/",
    ],
)
def test_hostile_text_of_the_record_is_text(path: str, hostile: str) -> None:
    response = Client().get(path.replace("ID", hostile))

    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    assert not [
        one for one in soup.find_all("script") if "alert" in one.get_text() and one.get("type") != "application/ld+json"
    ]
    assert not soup.select("img[onerror], [onerror], [onclick]")
    assert "49 {% now" not in response.content.decode()
    for data in soup.select('script[type="application/ld+json"]'):
        json.loads(data.get_text())


@pytest.mark.parametrize("path", ["/api/v1/meetings/", "/api/v1/positions/", "/api/v1/articles/"])
def test_hostile_text_is_never_sent_as_html_by_the_api(path: str, hostile: str) -> None:
    response = Client().get(path)

    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "onerror=alert(1)" in response.content.decode()
