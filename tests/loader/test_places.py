"""The cities of the record: every meeting is in one that is listed."""

import pytest

from tests.loader.cast import NEWS_FILE, PLACES, Fixtures
from timeline.loader import canonical
from timeline.loader.search_names import SearchNames


def test_a_meeting_in_a_city_that_is_not_listed_is_a_problem(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "  city: Helsinki", "  city: Helsinky")

    assert fixtures.problems() == [f"{NEWS_FILE}:18:9: place 'Helsinky' is unknown; did you mean 'Helsinki'?"]


def test_a_meeting_names_its_city_as_the_list_does(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "  city: Helsinki", "  city: Helsingfors")

    assert fixtures.problems() == [f"{NEWS_FILE}:18:9: 'Helsingfors' is called 'Helsinki' in places.yaml; write it so"]


def test_a_meeting_is_in_the_country_of_its_city(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "  country: FI", "  country: SE")

    assert fixtures.problems() == [f"{NEWS_FILE}:19:12: 'Helsinki' lies in 'FI' by places.yaml, not in 'SE'"]


def test_no_city_is_unknown_where_the_list_cannot_be_read(fixtures: Fixtures) -> None:
    fixtures.write("places.yaml", "- {name: Geneva")

    assert [problem for problem in fixtures.problems() if not problem.startswith("places.yaml")] == []
    assert fixtures.problems() != []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("'46.20'", "'46.2'", "2:41: latitude: '46.2' is no angle; write degrees from -90 to 90 with two decimals"),
        ("'46.20'", "'96.20'", "2:41: latitude: '96.20' is no angle"),
        ("'6.15'", "'-181.00'", "2:61: longitude: '-181.00' is no angle; write degrees from -180 to 180"),
        ("country: CH", "country: XX", "2:27: country: 'XX' is no ISO 3166-1"),
        ("'658225'", "abc", "8:13: geonames: 'abc' is no number of GeoNames"),
        ("Helsingfors", "Geneva", "7:13: the name 'Geneva' is given to 'Geneva' too"),
        ("Helsingfors", "Helsinki", "7:13: the name 'Helsinki' is given twice"),
    ],
)
def test_a_place_is_well_formed(fixtures: Fixtures, old: str, new: str, said: str) -> None:
    fixtures.change("places.yaml", old, new)

    assert [problem[: len(said) + 12] for problem in fixtures.problems()] == [f"places.yaml:{said}"]


def test_the_list_has_one_form(fixtures: Fixtures) -> None:
    fixtures.write("places.yaml", "- " + "\n- ".join(reversed(PLACES.split("\n- ")[1:])))

    assert dict(canonical.files(canonical.settled(fixtures.corpus())))["places.yaml"] == PLACES


def test_a_meeting_is_found_by_the_other_names_of_its_city(fixtures: Fixtures) -> None:
    assert SearchNames(fixtures.corpus()).city("Helsinki") == "Helsingfors Хельсинки"
