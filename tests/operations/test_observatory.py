"""MDN's HTTP Observatory, played on every public route under the production settings."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.make import Talks
from tests.operations.observatory import bonuses, penalties, policy, score
from timeline.models import Position

EXAMPLES = {
    "meeting": "1986-10-11-reykjavik-reagan-gorbachev",
    "card": "1986-10-11-reykjavik-reagan-gorbachev",
    "official": "sergei-ryabkov",
    "issue": "missile-defense",
    "negotiation": "summits",
    "treaty": "inf-treaty",
    "article": "gazette-1986-10-14-after-reykjavik",
}


def _routes(resolver: URLResolver, prefix: str = "") -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            found += _routes(one, prefix + str(one.pattern))
        else:
            found.append((prefix + str(one.pattern), one))
    return found


def address(route: str, pattern: URLPattern) -> str:
    """An address of this route that has something to show."""
    name = pattern.name or ""
    if name == "position":
        slug = Position.objects.order_by("pk").values_list("public_id", flat=True)[0]
    else:
        slug = EXAMPLES.get(name, "anything")
    parts = [slug if part.startswith("<") else part for part in route.split("/")]
    return "/" + "/".join(parts)


def _least(route: str) -> int:
    """The points that a route must have. What every origin may read (the API, the data) has a cross-origin resource
    policy, worth 10 less; what every page may show in a frame (embed) has no frame-ancestors 'none' either."""
    return {"api": 140, "data": 140, "oembed": 140, "embed": 120}.get(route.partition("/")[0], 150)


ROUTES = _routes(get_resolver())


@pytest.fixture
def production(settings: Any) -> None:
    """What docs/operations.md sets for a public site."""
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_PRELOAD = settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True


@pytest.mark.parametrize(("route", "pattern"), ROUTES, ids=[route or "index" for route, _ in ROUTES])
def test_a_public_route_scores_140_at_least(route: str, pattern: URLPattern, talks: Talks, production: None) -> None:
    response = Client().get(address(route, pattern), secure=True)
    scripts: list[str] = []
    if response["Content-Type"].startswith("text/html"):
        soup = BeautifulSoup(response.content, "html.parser")
        scripts = [str(one.get("src", "")) for one in soup.find_all("script")]

    taken = penalties(response.headers, cookies=len(response.cookies), scripts=scripts)

    assert response.status_code < 500
    assert taken == {}
    assert score(response.headers, cookies=0, scripts=scripts) >= _least(route)


def test_the_policy_starts_from_nothing_and_allows_only_ourselves(talks: Talks) -> None:
    found = policy(Client().get("/").headers)

    assert found["default-src"] == {"'none'"}
    assert set().union(*found.values()) == {"'none'", "'self'"}


def test_http_is_sent_to_https(production: None) -> None:
    response = Client().get("/officials/?side=US")

    assert (response.status_code, response["Location"]) == (301, "https://testserver/officials/?side=US")


def test_the_rules_tell_a_bad_answer(talks: Talks) -> None:
    bad = {"Content-Security-Policy": "default-src 'self' 'unsafe-inline'", "Access-Control-Allow-Credentials": "true"}

    assert score(bad, cookies=1, scripts=["https://elsewhere.example/x.js"]) < 0
    assert sum(bonuses(bad).values()) == 0
