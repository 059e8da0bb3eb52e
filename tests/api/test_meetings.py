"""/api/v1/meetings/: what a meeting holds, which meetings a question gives, in which order."""

from collections.abc import Callable

import pytest

from tests import make
from tests.api.conftest import HOST, Get

type Slugs = Callable[[str], list[str]]

HELSINKI = "1969-11-17-helsinki-salt-opens"
GENEVA = "1985-11-19-geneva-reagan-gorbachev"
REYKJAVIK = "1986-10-11-reykjavik-reagan-gorbachev"
WASHINGTON = "1987-12-08-washington-reagan-gorbachev"
MOSCOW = "2013-02-moscow-gottemoeller-ryabkov"
CANCELLED = "2021-07-28-call-ryabkov"


def test_a_meeting_holds_all_that_the_contract_names(talks: make.Talks, get: Get) -> None:
    assert get(f"meetings/{WASHINGTON}/") == {
        "slug": "1987-12-08-washington-reagan-gorbachev",
        "title": "Washington summit",
        "kind": "signing",
        "status": "held",
        "start": "1987-12-08",
        "end": None,
        "earliest": "1987-12-08",
        "latest": "1987-12-08",
        "city": "Washington",
        "country": "US",
        "negotiation": {
            "slug": "summits",
            "name": "Leaders' summits",
            "url": f"{HOST}/api/v1/negotiations/summits/",
        },
        "part_of": None,
        "sessions": [],
        "summary": "The treaty was signed.",
        "outcome": None,
        "issues": [
            {
                "slug": "intermediate-range-missiles",
                "name": "Intermediate-range missiles",
                "url": f"{HOST}/api/v1/issues/intermediate-range-missiles/",
            }
        ],
        "announced": [],
        "participants": [
            {
                "official": {
                    "slug": "ronald-reagan",
                    "name": "Ronald Reagan",
                    "url": f"{HOST}/api/v1/officials/ronald-reagan/",
                },
                "side": "US",
                "role": "head",
                "post": "President",
            },
            {
                "official": {
                    "slug": "mikhail-gorbachev",
                    "name": "Mikhail Gorbachev",
                    "url": f"{HOST}/api/v1/officials/mikhail-gorbachev/",
                },
                "side": "RU",
                "role": "head",
                "post": "General Secretary",
            },
        ],
        "treaties": [
            {"slug": "inf-treaty", "name": "INF Treaty", "url": f"{HOST}/api/v1/treaties/inf-treaty/"},
        ],
        "articles": [
            {
                "slug": "gazette-1987-12-09-pact-signed",
                "title": "Arms pact signed",
                "url": f"{HOST}/api/v1/articles/gazette-1987-12-09-pact-signed/",
            }
        ],
        "position_count": 2,
        "added_in": None,
        "changed_in": None,
        "url": f"{HOST}/api/v1/meetings/1987-12-08-washington-reagan-gorbachev/",
        "html_url": f"{HOST}/meetings/1987-12-08-washington-reagan-gorbachev/",
    }


def test_a_meeting_that_names_nobody_has_empty_lists(talks: make.Talks, get: Get) -> None:
    meeting = get(f"meetings/{HELSINKI}/?fields=participants,treaties,position_count")

    assert meeting == {"participants": [], "treaties": [], "position_count": 0}


def test_the_article_that_describes_a_meeting_comes_first(talks: make.Talks, get: Get) -> None:
    meeting = get(f"meetings/{MOSCOW}/")

    assert [article["slug"] for article in meeting["articles"]] == [
        "vestnik-2013-02-visit-to-moscow",
        "courier-2013-02-21-a-week-later",
    ]


def test_a_month_keeps_its_precision_and_its_bounds(talks: make.Talks, get: Get) -> None:
    assert get(f"meetings/{MOSCOW}/?fields=start,end,earliest,latest") == {
        "start": "2013-02",
        "end": None,
        "earliest": "2013-02-01",
        "latest": "2013-02-28",
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [HELSINKI, GENEVA, REYKJAVIK, WASHINGTON, MOSCOW, CANCELLED]),
        ("ordering=-start", [CANCELLED, MOSCOW, WASHINGTON, REYKJAVIK, GENEVA, HELSINKI]),
        ("ordering=-position_count&from=1985&to=1988", [WASHINGTON, REYKJAVIK, GENEVA]),
        ("official=sergei-ryabkov", [MOSCOW, CANCELLED]),
        ("official=sergei-ryabkov,ronald-reagan&from=1987", [WASHINGTON, MOSCOW, CANCELLED]),
        ("official=sergei-ryabkov&official=rose-gottemoeller", [MOSCOW]),
        ("official=sergei-ryabkov&official=ronald-reagan", []),
        ("issue=compliance", [MOSCOW]),
        ("issue=missile-defense&issue=intermediate-range-missiles", [GENEVA, REYKJAVIK]),
        ("negotiation=salt-i,strategic-stability", [HELSINKI, MOSCOW, CANCELLED]),
        ("kind=signing,call", [WASHINGTON, CANCELLED]),
        ("kind=signing&kind=call", [WASHINGTON, CANCELLED]),
        ("status=broken-off", [REYKJAVIK]),
        ("country=is,FI", [HELSINKI, REYKJAVIK]),
        ("city=Geneva", [GENEVA]),
        ("treaty=inf-treaty", [WASHINGTON]),
        ("article=courier-2013-02-21-a-week-later", [MOSCOW, CANCELLED]),
        ("stance=opposes", [REYKJAVIK]),
        ("speech=direct", [REYKJAVIK, WASHINGTON, MOSCOW]),
        ("speech=reported", [WASHINGTON]),
        ("verification=verified", [WASHINGTON]),
        ("speech=reported&verification=verified", []),  # both are there, but of no one statement
        ("speech=direct&verification=verified&stance=supports", [WASHINGTON]),
        ("from=1986&to=1987-12-07", [REYKJAVIK]),
        ("from=2013-02-10&to=2013-02-20", [MOSCOW]),
        ("from=2013-02-10&to=2013-02-20&match=certain", []),
        ("q=reykjavik", [REYKJAVIK]),
        ("official=nobody-at-all", []),
    ],
)
def test_a_question_gives_its_meetings_in_order(
    talks: make.Talks, slugs: Slugs, query: str, expected: list[str]
) -> None:
    assert slugs(f"meetings/?{query}") == expected


def test_a_meeting_that_signed_two_treaties_is_listed_once(talks: make.Talks, get: Get) -> None:
    make.treaty(slug="protocol", signed_at=talks.washington)

    answer = get("meetings/?treaty=inf-treaty,protocol")

    assert (answer["count"], len(answer["results"])) == (1, 1)


def test_meetings_of_one_day_are_in_the_order_of_their_slugs(db: None, slugs: Slugs) -> None:
    for slug in ("b-second", "c-third", "a-first"):
        make.meeting(slug=slug)

    assert slugs("meetings/") == ["a-first", "b-second", "c-third"]
    assert slugs("meetings/?ordering=-start") == ["c-third", "b-second", "a-first"]


def test_a_session_and_its_round_name_each_other(talks: make.Talks, get: Get, slugs: Slugs) -> None:
    make.meeting(slug="1986-10-12-plenary", title="Plenary", start="1986-10-12", part_of=talks.reykjavik)
    make.release(digest="f" * 64)

    assert get("meetings/1986-10-12-plenary/?fields=part_of,sessions") == {
        "part_of": {
            "slug": REYKJAVIK,
            "title": talks.reykjavik.title,
            "url": f"{HOST}/api/v1/meetings/{REYKJAVIK}/",
        },
        "sessions": [],
    }
    named = {"slug": "1986-10-12-plenary", "title": "Plenary", "url": f"{HOST}/api/v1/meetings/1986-10-12-plenary/"}
    assert get(f"meetings/{REYKJAVIK}/?fields=part_of,sessions") == {"part_of": None, "sessions": [named]}
    assert slugs(f"meetings/?part_of={REYKJAVIK}") == ["1986-10-12-plenary"]
    assert get(f"meetings/{REYKJAVIK}/?fields=sessions&expand=sessions")["sessions"][0]["part_of"]["slug"] == REYKJAVIK


def test_an_issue_only_announced_is_named_apart_and_found_like_others(
    talks: make.Talks, get: Get, slugs: Slugs
) -> None:
    planned = make.meeting(slug="2013-09-moscow", status="planned")
    for slug, announced in (("verification", False), ("space", True)):
        make.agenda(meeting=planned, issue=make.issue(slug=slug), announced=announced)
    make.release(digest="f" * 64)

    item = get("meetings/2013-09-moscow/")

    assert [one["slug"] for one in item["issues"]] == ["verification", "space"]
    assert [one["slug"] for one in item["announced"]] == ["space"]
    assert slugs("meetings/?issue=space") == ["2013-09-moscow"]
    assert get("meetings/2013-09-moscow/?fields=announced&expand=announced")["announced"][0]["question"]
