"""Where they met: the map, its table, the cities."""

import json
from collections import Counter

import pytest
from django.test import Client

from tests import make
from tests.make import Talks
from tests.unit.test_world import assert_none_overlap
from tests.web.reading import links, opened, part, section, words
from timeline.chart.world import EUROPE, WHOLE, Frame
from timeline.models import Meeting, Place, Release


def table(path: str) -> dict[str, tuple[str, str, str]]:
    """City, with country, meetings and years."""
    rows = opened(path).select("table tbody tr")
    assert rows
    return {words(row.th): (words(row("td")[0]), words(row("td")[1]), words(row("td")[2])) for row in rows}


def test_the_table_has_every_city_the_busiest_first(talks: Talks) -> None:
    make.meeting(slug="1990-01-01-geneva", start="1990-01-01", city="Geneva")

    found = table("/places/")

    assert next(iter(found)) == "Geneva"
    assert found["Geneva"] == ("Switzerland", "2 meetings in Geneva", "1985–1990")
    assert found["Helsinki"] == ("", "1 meeting in Helsinki", "1969")


def test_map_and_table_are_of_the_question(talks: Talks) -> None:
    page = opened("/places/?from=1986&to=1986")

    assert words(part(page, ".count")) == "1 meeting in 1 city · on the timeline · the meetings as CSV"
    assert links(part(page, ".count")) == ["/?from=1986&to=1986", "/api/v1/meetings/?from=1986&to=1986&format=csv"]
    assert [words(dot.title) for dot in page.select(".map__sheet a")] == ["Reykjavik: 1 meeting"] * 2
    assert links(part(page, ".map__sheets")) == ["/places/reykjavik/"]
    assert links(part(page, "tbody tr")) == ["/places/reykjavik/", "/?city=Reykjavik&from=1986&to=1986"]


def test_the_years_are_chosen_on_a_strip_of_the_same_question(talks: Talks) -> None:
    page = opened("/places/?from=1980&kind=summit&to=1989")

    strip = part(page, ".years__plot")
    assert (strip["data-first"], strip["data-last"]) == ("1969-01-01", "2021-12-31")
    decades = {words(one).partition(",")[0]: one for one in page.select(".years__decades li")}
    assert links(decades["All years"]) == ["/places/?kind=summit"]
    assert links(decades["1980s"]) == ["/places/?from=1980&kind=summit&to=1989"]
    assert part(decades["1980s"], "[aria-current]")
    assert (words(decades["2020s"]), links(decades["2020s"])) == ("2020s", [])
    assert links(part(opened("/places/?kind=summit"), ".years__decades")) == ["/places/?from=1980&kind=summit&to=1989"]


def test_a_filter_takes_what_can_be_shared_along(talks: Talks) -> None:
    panel = part(opened("/places/?from=1986&to=1986", htmx=True), "details.share[hx-swap-oob]")

    assert str(part(panel, "#share-link")["value"]) == "http://testserver/places/?from=1986&to=1986"
    assert "Where they met, 1986: 1 meeting in 1 city" in part(panel, "#to-copy").get_text()
    assert opened("/places/").select("#results details.share") == []


def test_a_city_is_asked_for_by_another_name(talks: Talks) -> None:
    page = opened("/places/?city=Женева")

    assert words(part(page, "tbody th")) == "Geneva"


def test_what_finds_nothing_says_so(talks: Talks) -> None:
    page = opened("/places/?from=1950&to=1951&city=Genva")

    assert words(part(page, ".empty")) == "No meeting in any city matches."
    assert "no meeting of the record was in 'Genva'" in words(page)
    assert page.select(".map") == []


def test_htmx_gets_the_results(talks: Talks) -> None:
    page = opened("/places/?kind=summit", htmx=True)

    assert page.h1 is None
    assert words(part(page, "#results > .count")).startswith("2 meetings in 2 cities")


def test_a_city_has_its_names_and_meetings(talks: Talks) -> None:
    page = opened("/places/geneva/")

    assert "Switzerland · 1 meeting, 1985 · on the timeline" in words(part(page, ".dossier__head"))
    assert "Also Genève, Женева" in words(part(page, ".dossier__head"))
    assert links(section(page, "Meetings in Geneva")) == ["/meetings/1985-11-19-geneva-reagan-gorbachev/"]


def test_a_city_is_described_for_machines(talks: Talks) -> None:
    described = [json.loads(one.string or "") for one in opened("/places/geneva/").select("script[type$=json]")]
    (city,) = [one for one in described if one["@type"] == "City"]

    assert city["geo"] == {"@type": "GeoCoordinates", "latitude": 46.2, "longitude": 6.15}
    assert city["alternateName"] == ["Genève", "Женева"]
    assert city["sameAs"] == ["https://sws.geonames.org/2660646/"]


def test_a_meeting_leads_to_its_city(talks: Talks) -> None:
    page = opened("/meetings/1985-11-19-geneva-reagan-gorbachev/")

    assert "/places/geneva/" in links(part(page, ".dossier__head"))


@pytest.mark.parametrize("city", ["!!!", "<b>Bern</b>", "x" * 100])
def test_a_city_of_any_name_is_shown(talks: Talks, city: str) -> None:
    make.meeting(slug="1990-01-01-odd", start="1990-01-01", city=city)

    assert city in table("/places/")
    assert opened("/meetings/1990-01-01-odd/").h1


def test_a_listed_city_without_a_meeting_says_so(talks: Talks) -> None:
    make.place(name="Vienna", country="AT")

    assert "no meeting on record" in words(part(opened("/places/vienna/"), ".dossier__head"))
    assert Client().get("/places/nowhere/").status_code == 404


def test_places_of_an_empty_record(db: None) -> None:
    assert words(part(opened("/places/"), ".empty")) == "No meeting in any city matches."


@pytest.mark.parametrize("frame", [WHOLE, EUROPE])
def test_no_label_of_the_record_covers_another(record: Release, frame: Frame) -> None:
    held = Counter(Meeting.objects.exclude(city="").values_list("city", flat=True))
    cities = [
        (one.slug, one.name, one.latitude, one.longitude, held[one.name])
        for one in Place.objects.all()
        if held[one.name]
    ]
    assert len(cities) > 50

    assert assert_none_overlap(cities, frame) > 20
