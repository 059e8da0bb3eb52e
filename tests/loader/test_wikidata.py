"""`wikidata`: what it may be, and that it comes back as it was."""

from pathlib import Path

import pytest
from django.core.management import call_command

from tests.loader.cast import Fixtures
from timeline import models

ENTRIES = {
    "officials.yaml": ("  side: US\n- slug: vladimir", "  side: US\n  wikidata: {}\n- slug: vladimir"),
    "treaties.yaml": (
        "  limits: two sites of 100 interceptors\n",
        "  limits: two sites of 100 interceptors\n  wikidata: {}\n",
    ),
    "negotiations.yaml": ('end: "1972"}', 'end: "1972", wikidata: {}}}'),
    "places.yaml": ("  geonames: '658225'\n", "  geonames: '658225'\n  wikidata: {}\n"),
}
MODELS = (models.Official, models.Treaty, models.Negotiation, models.Place)


def given(fixtures: Fixtures, file: str, number: str) -> None:
    old, new = ENTRIES[file]
    fixtures.change(file, old, new.format(number))


@pytest.mark.parametrize("file", ENTRIES)
@pytest.mark.parametrize("number", ["q42", "Q0", "42", "Q4 2", "wikidata.org/Q42"])
def test_it_is_a_number_of_an_item(fixtures: Fixtures, file: str, number: str) -> None:
    given(fixtures, file, f'"{number}"')

    [problem] = fixtures.problems()
    assert f"wikidata: {number!r} is no item of Wikidata; write its number as Q42" in problem


def test_two_entries_are_not_the_same_item(fixtures: Fixtures) -> None:
    given(fixtures, "officials.yaml", "Q7")
    fixtures.change("officials.yaml", "  native_name: Владимир Семёнов\n  side: RU\n", "  side: RU\n  wikidata: Q7\n")

    [problem] = fixtures.problems()
    assert problem.endswith("Q7 is given to 'richard-nixon' too")


@pytest.mark.django_db
def test_it_is_loaded_and_dumped(fixtures: Fixtures, tmp_path: Path) -> None:
    for number, file in enumerate(ENTRIES, start=1):
        given(fixtures, file, f"Q{number}")
    call_command("load_articles", fixtures.root, verbosity=0)
    call_command("dump_articles", tmp_path / "dumped", verbosity=0)

    kept = [set(model._default_manager.exclude(wikidata="").values_list("wikidata", flat=True)) for model in MODELS]
    assert kept == [{"Q1"}, {"Q2"}, {"Q3"}, {"Q4"}]
    for number, file in enumerate(ENTRIES, start=1):
        assert f"wikidata: Q{number}" in (tmp_path / "dumped" / file).read_text(encoding="utf-8")
