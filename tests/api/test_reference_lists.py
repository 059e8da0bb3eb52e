"""/api/v1/issues/, negotiations/ and treaties/: what each holds, and their filters."""

from collections.abc import Callable

import pytest

from tests import make
from tests.api.conftest import HOST, Get

type Slugs = Callable[[str], list[str]]


def test_an_issue_holds_all_that_the_contract_names(talks: make.Talks, get: Get) -> None:
    assert get("issues/compliance/") == {
        "slug": "compliance",
        "name": "Compliance",
        "question": "Does the other side keep the treaty?",
        "comparable": False,
        "answers": {"supports": "limit them", "conditional": "limit some", "opposes": "leave them free"},
        "rule": None,
        "example": None,
        "examples": {"supports": None, "conditional": None, "opposes": None},
        "meeting_count": 1,
        "position_count": 1,
        "added_in": None,
        "changed_in": None,
        "url": f"{HOST}/api/v1/issues/compliance/",
        "html_url": f"{HOST}/issues/compliance/",
    }


def test_a_negotiation_holds_all_that_the_contract_names(talks: make.Talks, get: Get) -> None:
    assert get("negotiations/summits/") == {
        "slug": "summits",
        "name": "Leaders' summits",
        "start": "1955",
        "end": None,
        "earliest": "1955-01-01",
        "latest": None,
        "meeting_count": 3,
        "treaties": [{"slug": "inf-treaty", "name": "INF Treaty", "url": f"{HOST}/api/v1/treaties/inf-treaty/"}],
        "wikidata": None,
        "added_in": None,
        "changed_in": None,
        "url": f"{HOST}/api/v1/negotiations/summits/",
        "html_url": f"{HOST}/negotiations/summits/",
    }


def test_a_treaty_holds_all_that_the_contract_names(talks: make.Talks, get: Get) -> None:
    assert get("treaties/inf-treaty/") == {
        "slug": "inf-treaty",
        "name": "INF Treaty",
        "full_name": "Treaty on the Elimination of Intermediate-Range and Shorter-Range Missiles",
        "signed": "1987-12-08",
        "in_force": "1988-06-01",
        "suspended": None,
        "ended": "2019-08-02",
        "status": "ended",
        "superseded_by": None,
        "earliest": "1987-12-08",
        "latest": "2019-08-02",
        "signed_at": {
            "slug": "1987-12-08-washington-reagan-gorbachev",
            "title": "Washington summit",
            "url": f"{HOST}/api/v1/meetings/1987-12-08-washington-reagan-gorbachev/",
        },
        "negotiation": {
            "slug": "summits",
            "name": "Leaders' summits",
            "url": f"{HOST}/api/v1/negotiations/summits/",
        },
        "summary": "Both sides gave up their ground-launched missiles of 500 to 5,500 km.",
        "limits": None,
        "wikidata": None,
        "added_in": None,
        "changed_in": None,
        "url": f"{HOST}/api/v1/treaties/inf-treaty/",
        "html_url": f"{HOST}/treaties/inf-treaty/",
    }


def test_a_treaty_that_was_never_in_force_and_signed_nowhere_says_so(db: None, get: Get) -> None:
    make.treaty(in_force="", ended="")

    assert get("treaties/inf-treaty/?fields=in_force,ended,latest,signed_at") == {
        "in_force": None,
        "ended": None,
        "latest": None,
        "signed_at": None,
    }


def test_a_treaty_tells_what_became_of_it(db: None, get: Get) -> None:
    make.treaty(
        slug="pmda", signed="2000-09-01", in_force="2011-07-13", suspended="2016-10-03", ended="", status="suspended"
    )
    make.treaty(slug="detargeting", signed="1994-01", in_force="", ended="", status="political")
    names = "suspended,status,superseded_by,latest"

    assert get(f"treaties/pmda/?fields={names}") == {
        "suspended": "2016-10-03",
        "status": "suspended",
        "superseded_by": None,
        "latest": None,
    }
    assert get(f"treaties/detargeting/?fields={names}") == {
        "suspended": None,
        "status": "political",
        "superseded_by": None,
        "latest": "1994-01-31",
    }


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("issues/", ["missile-defense", "intermediate-range-missiles", "compliance"]),
        ("issues/?ordering=-listed", ["compliance", "intermediate-range-missiles", "missile-defense"]),
        ("issues/?ordering=-position_count", ["missile-defense", "intermediate-range-missiles", "compliance"]),
        ("issues/?q=eliminated", ["intermediate-range-missiles"]),
        ("negotiations/", ["summits", "salt-i", "strategic-stability"]),
        ("negotiations/?from=1967&to=1968", ["summits", "salt-i"]),
        ("negotiations/?q=dialogue", ["strategic-stability"]),
        ("negotiations/?ordering=-meeting_count", ["summits", "strategic-stability", "salt-i"]),
        ("treaties/?negotiation=summits", ["inf-treaty"]),
        ("treaties/?from=2020", []),
        ("treaties/?q=ground", ["inf-treaty"]),
    ],
)
def test_a_question_gives_its_items_in_order(talks: make.Talks, slugs: Slugs, path: str, expected: list[str]) -> None:
    assert slugs(path) == expected
