"""Lists in the order of a field, under the field's own name."""

import pytest

from tests import make
from tests.api.conftest import Get
from timeline.domain.collation import LETTERS, letters_key
from timeline.models import Article, Release

DATED = [
    ("meetings", "start"),
    ("meetings", "earliest"),
    ("positions", "date"),
    ("positions", "earliest"),
    ("articles", "published"),
    ("articles", "earliest"),
    ("treaties", "signed"),
    ("negotiations", "start"),
]


@pytest.mark.parametrize(("name", "field"), DATED)
def test_dates_are_in_order_by_the_first_day_that_they_can_mean(
    record: Release, get: Get, name: str, field: str
) -> None:
    def first_days(ordering: str) -> list[str]:
        return [item[field][:4] for item in get(f"{name}/?page_size=200&ordering={ordering}")["results"]]

    forwards, back = first_days(field), first_days(f"-{field}")

    assert len(set(forwards)) > 5
    assert forwards == sorted(forwards)
    assert back == sorted(back, reverse=True)


NAMED = [
    ("meetings", "title"),
    ("articles", "title"),
    ("officials", "name"),
    ("issues", "name"),
    ("negotiations", "name"),
    ("treaties", "name"),
]


@pytest.mark.parametrize(("name", "field"), NAMED)
def test_titles_and_names_are_in_the_order_of_their_letters(record: Release, get: Get, name: str, field: str) -> None:
    def listed(ordering: str) -> list[tuple[str, str]]:
        """Title and slug of a whole list, by its cursors."""
        found, page = [], get(f"{name}/?cursor=*&page_size=120&fields=slug,{field}&ordering={ordering}")
        while True:
            found += [(item[field], item["slug"]) for item in page["results"]]
            if page["next"] is None:
                return found
            page = get(page["next"].partition("/api/v1/")[2])

    forwards = listed(field)

    assert len({slug for _, slug in forwards}) == len(forwards) == get(f"{name}/?page_size=1")["count"] > 20
    assert forwards == sorted(forwards, key=lambda one: (letters_key(one[0]), one[1]))
    assert listed(f"-{field}") == forwards[::-1]


def test_accents_capitals_and_alphabets_have_their_place_among_titles(db: None, get: Get) -> None:
    titles = ["Accord, Paris", "Äquivalenz", "Émigrés", "euromissiles", "SALT I", "[salt II]", "Ядерное сдерживание"]
    for number, title in enumerate(titles[::-1]):
        make.article(slug=f"article-{number}", title=title)

    assert [item["title"] for item in get("articles/?ordering=title")["results"]] == titles


def test_titles_that_begin_alike_for_long_are_in_the_order_of_their_slugs(db: None, get: Get) -> None:
    for slug, last in (("b", "a"), ("a", "b")):
        make.article(slug=slug, title="x" * LETTERS + last)

    assert [item["slug"] for item in get("articles/?ordering=title")["results"]] == ["a", "b"]
    assert len(letters_key("x" * 500)) == Article._meta.get_field("title_key").max_length == 4 * LETTERS
