"""The pictures that networks show beside a shared link."""

import re
from xml.etree import ElementTree

import pytest
from django.conf import LazySettings, settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import make
from tests.make import Talks
from tests.web.reading import opened, part
from timeline.models import Meeting, Position
from timeline.pictures import canvas

SVG = "{http://www.w3.org/2000/svg}"
MEETING = "/share/meetings/1986-10-11-reykjavik-reagan-gorbachev"
PATHS = [
    MEETING,
    "/share/meetings/1969-11-17-helsinki-salt-opens",
    "/share/meetings/2021-07-28-call-ryabkov",
    "/share/issues/missile-defense",
    "/share/issues/compliance",
    "/share/officials/sergei-ryabkov",
    "/share/officials/ronald-reagan",
    "/share/stories/two-summits",
    "/share/timeline",
    "/share/compare",
    "/share/places",
]


def texts(path: str) -> list[ElementTree.Element]:
    """The lines of text of a picture, which must be one of the right size."""
    response = Client().get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    assert (root.get("width"), root.get("height")) == ("1200", "630")
    return list(root.iter(f"{SVG}text"))


def said(path: str) -> str:
    """All that a picture says."""
    return " ".join(str(one.text) for one in texts(path))


@pytest.mark.parametrize("path", PATHS)
def test_a_picture_is_svg_and_the_same_as_png(path: str, talks: Talks) -> None:
    assert len(texts(f"{path}.svg")) > 2

    png = Client().get(f"{path}.png")

    assert (png.status_code, png["Content-Type"]) == (200, "image/png")
    assert png.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert [int.from_bytes(png.content[at : at + 4], "big") for at in (16, 20)] == [1200, 630]
    assert png["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert len(png.content) > 10_000


def test_a_meeting_shows_both_sides_their_words_and_where_they_stand(talks: Talks) -> None:
    told = said(f"{MEETING}.svg")

    for words in (
        "WASHINGTON",
        "MOSCOW",
        "Ronald Reagan",
        "Mikhail Gorbachev",
        "“we will not give it up”",
        "Reykjavik",
    ):
        assert words in told
    assert told.index("WASHINGTON") < told.index("MOSCOW")


def test_own_words_alone_are_set_as_a_quotation(talks: Talks) -> None:
    positions = list(Position.objects.select_related("holder", "article"))
    assert {one.speech for one in positions} == {"direct", "reported"}

    for position in positions:
        lines = texts(f"/share/positions/{position.public_id}.svg")
        italics = " ".join(str(one.text) for one in lines if one.get("font-style") == "italic")
        told = " ".join(str(one.text) for one in lines)
        if position.speech == "direct":
            assert italics == f"“{position.quote}”"
        else:
            assert italics == ""
            assert f"{position.article.publisher} reported: “{position.quote}”" in told
            assert "Paraphrase" in told
        assert (position.holder.name if position.holder else "A source in the Foreign Ministry") in told
        assert position.article.publisher in told


@pytest.mark.parametrize(
    ("page", "picture"),
    [
        ("/", "/share/timeline.png"),
        ("/?from=1986&to=1987&page=1", "/share/timeline.png?from=1986&to=1987"),
        ("/meetings/1986-10-11-reykjavik-reagan-gorbachev/", f"{MEETING}.png"),
        ("/issues/missile-defense/?stance=supports", "/share/issues/missile-defense.png"),
        ("/officials/sergei-ryabkov/", "/share/officials/sergei-ryabkov.png"),
        ("/compare/?on=1986-10-12", "/share/compare.png?on=1986-10-12"),
        ("/stories/two-summits/", "/share/stories/two-summits.png"),
        ("/places/?kind=summit&page=1", "/share/places.png?kind=summit"),
        ("/about/", "/share/timeline.png"),
    ],
)
def test_a_page_names_its_picture(page: str, picture: str, talks: Talks) -> None:
    found = opened(page)

    assert str(part(found, 'meta[property="og:image"]')["content"]) == f"http://testserver{picture}"
    assert str(part(found, 'meta[name="twitter:card"]')["content"]) == "summary_large_image"
    assert str(part(found, 'meta[property="og:image:alt"]')["content"])
    assert Client().get(picture).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/share/meetings/nowhere.png", "/share/positions/none.svg", "/share/stories/none.png", "/share/meetings/x.gif"],
)
def test_what_is_not_there_has_no_picture(path: str, talks: Talks) -> None:
    assert Client().get(path).status_code == 404


def test_a_picture_is_known_by_its_release(talks: Talks) -> None:
    first = Client().get(f"{MEETING}.png")

    again = Client(headers={"if-none-match": first["ETag"]}).get(f"{MEETING}.png")

    assert (again.status_code, again.content) == (304, b"")
    assert first["X-Release"] == talks.release.hash


def test_pictures_count_against_an_address(talks: Talks, settings: LazySettings) -> None:
    settings.API_RATE = (2, 60)

    answers = [Client().get(f"/share/timeline.svg?from={year}").status_code for year in (1981, 1982, 1983)]

    assert answers == [200, 200, 429]


def test_an_officials_words_are_dated_by_the_day_on_which_they_were_said(talks: Talks) -> None:
    told = said("/share/officials/ronald-reagan.svg")

    assert "8 December 1987, on intermediate-range missiles · The Gazette, 9 December 1987" in told


HOSTILE = "\x0b\u202e<script>&]]>" + "ب" * 90 + " " + "W" * 200


def test_whatever_the_record_holds_is_drawn(talks: Talks) -> None:
    Meeting.objects.update(title=HOSTILE[:300], summary=HOSTILE, city=HOSTILE[20:100])
    Position.objects.update(quote=HOSTILE, summary=HOSTILE, translation=HOSTILE)
    make.official(slug="long", name=HOSTILE[30:200], side="ZZ")
    public_id = Position.objects.values_list("public_id", flat=True)[0]

    for path in (MEETING, f"/share/positions/{public_id}", "/share/officials/long", "/share/timeline?city=%00&from=x"):
        assert Client().get(path.replace("?", ".png?") if "?" in path else f"{path}.png").status_code == 200
    for line in texts(f"{MEETING}.svg"):
        assert float(line.get("x", "")) + float(line.get("textLength", "0")) <= 1200 - 64 + 1


def test_a_story_shows_its_steps_in_time(talks: Talks) -> None:
    told = said("/share/stories/two-summits.svg")

    for words in ("STORY", "Two summits", "Geneva", "Reykjavik", "A treaty", "3 steps, 1985–1987"):
        assert words in told


@pytest.mark.parametrize("steps", [0, 1, 40])
@pytest.mark.parametrize(
    "words", [HOSTILE, "ما به توافق هسته‌ای پایبند هستیم " * 9, "не проводили никаких консультаций " * 9]
)
def test_a_story_of_any_length_and_script_is_drawn_in_its_room(steps: int, words: str, talks: Talks) -> None:
    meeting = f"meetings/{talks.reykjavik.slug}"
    make.story(slug="odd", title=words[:200], lead=words, steps=[(meeting, words[:100], words)] * steps)

    lines = texts("/share/stories/odd.svg")

    assert len(lines) > 3
    for line in lines:
        assert float(line.get("x", "")) + float(line.get("textLength", "0")) <= 1200 - 64 + 1
        assert float(line.get("y", "")) <= 630
    assert Client().get("/share/stories/odd.png").status_code == 200


@pytest.mark.parametrize("query", ["from=1950&to=1951", "city=%00", "from=x", "city=Genva"])
def test_a_map_of_anything_is_drawn(query: str, talks: Talks) -> None:
    assert "WHERE THEY MET" in said(f"/share/places.svg?{query}").upper()


@pytest.mark.parametrize(
    "query", ["on=9999-99", "on=1955&and=2200", "official=a&official=b", "official=ronald-reagan", "on=0001-01-01"]
)
def test_a_comparison_of_anything_is_drawn(query: str, talks: Talks) -> None:
    assert Client().get(f"/share/compare.svg?{query}").status_code == 200


def test_a_picture_asks_as_much_of_a_large_record(
    talks: Talks, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        make.participation(meeting=talks.reykjavik, official=make.official(slug=f"member-{number}"), role="member")
    for path, queries in ((MEETING, 8), ("/share/issues/missile-defense", 3), ("/share/officials/ronald-reagan", 8)):
        Client().get(f"{path}.svg")
        with django_assert_max_num_queries(queries):
            assert Client().get(f"{path}.svg?again").status_code == 200


def test_pictures_have_the_colours_of_the_site() -> None:
    css = (settings.BASE_DIR / "static/css/site.css").read_text()
    light = dict(re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6})", css))

    assert {"US": light["us"], "RU": light["ru"]} == canvas.COLOURS
    assert (light["paper"], light["ink"], light["muted"]) == (canvas.PAPER, canvas.INK, canvas.MUTED)
    assert light["hairline"] == canvas.HAIRLINE
