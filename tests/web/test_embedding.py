"""oEmbed, and the pages that other sites may show in a frame."""

from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.make import Talks
from tests.web.reading import flaws, opened, part, words
from timeline.models import Position

MEETING = "/meetings/1986-10-11-reykjavik-reagan-gorbachev/"
CSP = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *"


def oembed(path: str, extra: str = "") -> dict[str, object]:
    """The oEmbed JSON for a page of the site."""
    response = Client().get(f"/oembed/?url={quote(f'http://testserver{path}', safe='')}{extra}")
    assert response.status_code == 200
    answer: dict[str, object] = response.json()
    return answer


def statement() -> str:
    """The page of a statement."""
    return f"/positions/{Position.objects.order_by('pk')[0].public_id}/"


def test_every_page_that_says_so_can_be_embedded(talks: Talks) -> None:
    for path in (MEETING, statement(), "/?kind=summit", "/"):
        found = opened(path).select("link[type='application/json+oembed'], link[type='text/xml+oembed']")
        assert len(found) == 2
        for link in found:
            response = Client().get(str(link["href"]).removeprefix("http://testserver"))
            assert response.status_code == 200
            assert response["Access-Control-Allow-Origin"] == "*"


def test_the_frame_shows_a_page_of_ours_that_may_be_framed(talks: Talks) -> None:
    for path in (MEETING, statement(), "/?kind=summit", "/"):
        answer = oembed(path)
        frame = part(BeautifulSoup(str(answer["html"]), "html.parser"), "iframe[src][title][sandbox]")
        response = Client().get(str(frame["src"]).removeprefix("http://testserver"))

        assert answer["type"] == "rich"
        assert answer["version"] == "1.0"
        assert response.status_code == 200
        assert response["Content-Security-Policy"] == CSP
        assert not response.has_header("X-Frame-Options")
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert response["X-Content-Type-Options"] == "nosniff"


def test_a_framed_page_is_free_of_flaws_and_runs_nothing(talks: Talks) -> None:
    for path in ("/embed/?kind=summit", f"/embed{MEETING}", f"/embed{statement()}", "/embed/?kind=signing,call"):
        page = opened(path)

        assert flaws(page) == []
        assert page.select("script") == []
        assert part(page, "base")["target"] == "_blank"
        assert str(part(page, "link[rel=canonical]")["href"]).startswith("http://testserver/")


def test_a_framed_statement_has_words_source_and_verification(talks: Talks) -> None:
    position = Position.objects.order_by("pk")[0]
    page = opened(f"/embed/positions/{position.public_id}/")

    assert words(part(page, "blockquote")) == position.quote
    assert ":~:text=" in str(part(page, "a[rel=external]")["href"])
    assert "transcribed" in words(part(page, "main")) or "verified" in words(part(page, "main"))


def test_a_framed_timeline_lists_the_meetings_of_its_question(talks: Talks) -> None:
    page = opened("/embed/?official=sergei-ryabkov")

    assert str(part(page, "h1 a")["href"]) == "/?official=sergei-ryabkov"
    assert len(page.select(".embed__list a")) == int(words(page.h1).split()[0])


def test_xml_says_the_same_as_json(talks: Talks) -> None:
    response = Client().get(f"/oembed/?url=http://testserver{MEETING}&format=xml")

    document = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert {one.tag: one.text for one in document} == {name: str(told) for name, told in oembed(MEETING).items()}


def test_the_frame_is_no_larger_than_allowed(talks: Talks) -> None:
    answer = oembed(MEETING, "&maxwidth=300&maxheight=9999")

    assert answer["width"] == 300
    assert answer["height"] == 480


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("url=http://testserver/about/", 404),
        (f"url=https://elsewhere.example{MEETING}", 404),
        ("url=http://testserver/meetings/nobody-met/", 404),
        ("url=http://[", 400),
        (f"url=http://testserver{MEETING}&maxwidth=wide", 400),
        (f"url=http://testserver{MEETING}&maxwidth=0", 400),
        (f"url=http://testserver{MEETING}&format=yaml", 501),
    ],
)
def test_what_cannot_be_embedded_is_refused(talks: Talks, query: str, status: int) -> None:
    assert Client().get(f"/oembed/?{query}").status_code == status


def test_no_other_page_may_be_framed(talks: Talks) -> None:
    for path in (MEETING, "/", "/oembed/?url=http://testserver/"):
        response = Client().get(path)
        assert response["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "offical=sergei-ryabkov",
            "offical was left out: there is no parameter 'offical' here; did you mean official?",
        ),
        ("kind=sumit", "kind was left out: 'sumit' is not one of the values it can have; did you mean summit?"),
        ("from=1986&from=1987", "from was left out: given more than once, with different values; it can have one"),
        ("city=Genva", "city finds nothing: no meeting of the record was in 'Genva'; did you mean Geneva?"),
    ],
)
def test_a_question_with_a_mistake_says_so_in_the_frame(talks: Talks, query: str, said: str) -> None:
    page = opened(f"/embed/?{query}")
    frame = part(BeautifulSoup(str(oembed(f"/?{query}")["html"]), "html.parser"), "iframe")
    framed = opened(str(frame["src"]).removeprefix("http://testserver"))

    for found in (page, framed):
        assert [words(one) for one in found.select(".problems li")] == [said]


def test_a_good_question_is_embedded_without_a_word_under_its_canonical_address(talks: Talks) -> None:
    answer = oembed("/?kind=summit&page=1&city=geneva")

    frame = part(BeautifulSoup(str(answer["html"]), "html.parser"), "iframe")
    assert str(frame["src"]) == "http://testserver/embed/?city=geneva&kind=summit"
    assert opened("/embed/?city=geneva&kind=summit").select(".problems") == []


@pytest.mark.parametrize(
    ("host", "url", "status"),
    [
        ("testserver", "http://TestServer", 200),
        ("TESTSERVER", "http://testserver", 200),
        ("testserver", "HTTP://testserver:80", 200),
        ("testserver", "https://testserver:443", 200),
        ("testserver:80", "http://testserver", 200),
        ("testserver:8000", "http://testserver:8000", 200),
        ("testserver:8000", "http://testserver", 404),
        ("testserver", "http://testserver:8000", 404),
        ("testserver", "http://testserver:443", 404),
        ("testserver", "http://testserver:none", 400),
        ("testserver", "http://somebody@testserver", 404),
        ("testserver", "ftp://testserver", 404),
        ("testserver", "http://testserver.example", 404),
    ],
)
def test_oembed_knows_its_own_host(talks: Talks, host: str, url: str, status: int) -> None:
    response = Client().get(f"/oembed/?url={quote(url + MEETING, safe='')}", headers={"host": host})

    assert response.status_code == status


def test_two_addresses_at_once_are_refused(talks: Talks) -> None:
    response = Client().get(f"/oembed/?url=http://testserver{MEETING}&url=http://testserver/")

    assert response.status_code == 400
    assert b"url= is given more than once" in response.content
