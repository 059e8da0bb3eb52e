"""Names in the order of the Unicode Collation Algorithm, on both databases and wherever they are listed."""

import pytest
from django.test import Client

from tests import make
from timeline.domain.collation import LONGEST, sort_key
from timeline.models import Official

NAMES = ["Adams", "de Gaulle", "Dean", "Édouard", "Egan", "Oakes", "O'Neill", "Östen", "Owen", "von Braun", "Zarubin"]
"""Family names in order."""


@pytest.fixture
def named(db: None) -> list[str]:
    """Slugs of officials of these names, made in another order, in the order of the names."""
    slugs = {name: f"official-{number}" for number, name in enumerate(NAMES)}
    for name in sorted(NAMES, key=str.swapcase):
        make.official(slug=slugs[name], name=f"X {name}", family_name=name)
    return list(slugs.values())


def test_particles_and_accents_stand_among_their_letters() -> None:
    order = sorted(NAMES, key=sort_key)

    assert order.index("de Gaulle") < order.index("Dean") < order.index("Édouard") < order.index("Egan")
    assert order.index("Östen") < order.index("Owen") < order.index("von Braun") < order.index("Zarubin")


def test_the_database_has_the_order(named: list[str]) -> None:
    order = {slug: NAMES[number] for number, slug in enumerate(named)}

    found = [order[slug] for slug in Official.objects.by_family_name().values_list("slug", flat=True)]
    assert found == sorted(NAMES, key=sort_key)


def test_api_and_page_have_it_too(named: list[str], client: Client) -> None:
    expected = sorted(NAMES, key=sort_key)
    listed = [item["family_name"] for item in client.get("/api/v1/officials/").json()["results"]]
    backwards = client.get("/api/v1/officials/?ordering=-family_name").json()["results"]
    page = client.get("/officials/").content.decode()
    places = [page.index(f"/officials/{slug}/") for slug in named]

    assert listed == expected
    assert [item["family_name"] for item in backwards] == expected[::-1]
    assert [name for _, name in sorted(zip(places, NAMES, strict=True))] == expected


def test_a_walk_keeps_the_order(named: list[str], client: Client) -> None:
    address, found = "/api/v1/officials/?cursor=*&page_size=3", []
    while address:
        page = client.get(address).json()
        found += [item["family_name"] for item in page["results"]]
        address = page["next"]

    assert found == sorted(NAMES, key=sort_key)


def test_a_long_name_has_a_key_that_fits_an_index() -> None:
    assert len(sort_key("Ä" * 200)) == LONGEST
