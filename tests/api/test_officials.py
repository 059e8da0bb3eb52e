"""/api/v1/officials/: what an official holds, which officials a question gives, in which order."""

from collections.abc import Callable

import pytest

from tests import make
from tests.api.conftest import HOST, Get

type Slugs = Callable[[str], list[str]]


def test_an_official_holds_all_that_the_contract_names(talks: make.Talks, get: Get) -> None:
    assert get("officials/mikhail-gorbachev/") == {
        "slug": "mikhail-gorbachev",
        "name": "Mikhail Gorbachev",
        "family_name": "Gorbachev",
        "native_name": "Михаил Горбачёв",
        "aliases": [],
        "side": "RU",
        "posts": [
            {"post": "General Secretary of the CPSU Central Committee", "from": "1985", "to": "1991"},
            {"post": "President of the Soviet Union", "from": "1990", "to": "1991"},
        ],
        "meeting_count": 3,
        "position_count": 2,
        "earliest": "1985-11-19",
        "latest": "1987-12-08",
        "wikidata": None,
        "added_in": None,
        "changed_in": None,
        "url": f"{HOST}/api/v1/officials/mikhail-gorbachev/",
        "html_url": f"{HOST}/officials/mikhail-gorbachev/",
    }


def test_a_post_without_an_end_ends_with_null(talks: make.Talks, get: Get) -> None:
    assert get("officials/sergei-ryabkov/?fields=aliases,posts") == {
        "aliases": ["Sergey Ryabkov"],
        "posts": [{"post": "Deputy Foreign Minister", "from": "2008", "to": None}],
    }


def test_an_official_whom_the_record_only_names_has_no_dates(db: None, get: Get) -> None:
    make.official(slug="paul-nitze")

    assert get("officials/paul-nitze/?fields=native_name,meeting_count,position_count,earliest,latest") == {
        "native_name": None,
        "meeting_count": 0,
        "position_count": 0,
        "earliest": None,
        "latest": None,
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["mikhail-gorbachev", "rose-gottemoeller", "ronald-reagan", "sergei-ryabkov"]),
        ("ordering=-family_name", ["sergei-ryabkov", "ronald-reagan", "rose-gottemoeller", "mikhail-gorbachev"]),
        ("ordering=meeting_count", ["rose-gottemoeller", "sergei-ryabkov", "mikhail-gorbachev", "ronald-reagan"]),
        ("side=RU", ["mikhail-gorbachev", "sergei-ryabkov"]),
        ("side=us,ru&q=rose", ["rose-gottemoeller"]),
        ("q=Рябков", ["sergei-ryabkov"]),
        ("q=sergey", ["sergei-ryabkov"]),
        ("from=2013", ["rose-gottemoeller", "sergei-ryabkov"]),
        ("from=1980&to=1990&match=certain&side=US", ["ronald-reagan"]),
    ],
)
def test_a_question_gives_its_officials_in_order(
    talks: make.Talks, slugs: Slugs, query: str, expected: list[str]
) -> None:
    assert slugs(f"officials/?{query}") == expected
