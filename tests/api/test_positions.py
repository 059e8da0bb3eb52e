"""/api/v1/positions/: what a position holds, which positions a question gives, in which order."""

from collections.abc import Callable

import pytest

from tests import make
from tests.api.conftest import HOST, Get
from timeline.models import Position

type Slugs = Callable[[str], list[str]]

LABORATORY = "gazette-1986-10-14-after-reykjavik-"
PACT = "gazette-1987-12-09-pact-signed-"
VISIT = "vestnik-2013-02-visit-to-moscow-"
LATER = "courier-2013-02-21-a-week-later-"


def test_a_position_holds_all_that_the_contract_names(talks: make.Talks, get: Get) -> None:
    assert get("positions/gazette-1987-12-09-pact-signed-6c4424bf/") == {
        "id": "gazette-1987-12-09-pact-signed-6c4424bf",
        "holder": {
            "slug": "ronald-reagan",
            "name": "Ronald Reagan",
            "url": f"{HOST}/api/v1/officials/ronald-reagan/",
        },
        "attributed_to": None,
        "speaker": "Ronald Reagan",
        "side": "US",
        "joint": False,
        "issue": {
            "slug": "intermediate-range-missiles",
            "name": "Intermediate-range missiles",
            "url": f"{HOST}/api/v1/issues/intermediate-range-missiles/",
        },
        "stance": "supports",
        "answer": "limit them",
        "date": "1987-12-08",
        "earliest": "1987-12-08",
        "latest": "1987-12-08",
        "meeting": {
            "slug": "1987-12-08-washington-reagan-gorbachev",
            "title": "Washington summit",
            "url": f"{HOST}/api/v1/meetings/1987-12-08-washington-reagan-gorbachev/",
        },
        "summary": "The missiles go, and inspectors look.",
        "quote": "trust, but verify, as they say",
        "language": "en",
        "translation": None,
        "speech": "direct",
        "words_of": "Ronald Reagan",
        "article": {
            "slug": "gazette-1987-12-09-pact-signed",
            "title": "Arms pact signed",
            "url": f"{HOST}/api/v1/articles/gazette-1987-12-09-pact-signed/",
        },
        "source_link": "https://gazette.example/gazette-1987-12-09-pact-signed"
        "#:~:text=trust%2C%20but%20verify%2C%20as%20they%20say",
        "verification": "verified",
        "proof": {
            "hash": "de25889860c2e88375e2b5fb5a3afa32be5ef1afcff1ad47bb91a5187fc7419b",
            "checked": "2026-01-02",
            "prefix": "he said:",
            "suffix": "and smiled",
            "against": None,
        },
        "not_found": None,
        "added_in": None,
        "changed_in": None,
        "url": f"{HOST}/api/v1/positions/gazette-1987-12-09-pact-signed-6c4424bf/",
        "html_url": f"{HOST}/positions/gazette-1987-12-09-pact-signed-6c4424bf/",
    }


def test_an_unnamed_holder_is_attributed(talks: make.Talks, get: Get) -> None:
    fields = "holder,attributed_to,speaker,words_of,language"
    [position] = get(f"positions/?article=vestnik-2013-02-visit-to-moscow&fields={fields}")["results"]

    assert position == {
        "holder": None,
        "attributed_to": "a source in the Foreign Ministry",
        "speaker": "a source in the Foreign Ministry",
        "language": "ru",
        "words_of": "a source in the Foreign Ministry",
    }


def test_what_is_reported_is_the_sources_words_and_not_the_speakers(talks: make.Talks, get: Get) -> None:
    [position] = get("positions/?speech=reported&fields=speaker,speech,words_of,quote")["results"]

    assert position == {
        "speaker": "Mikhail Gorbachev",
        "quote": "a whole class of weapons",
        "speech": "reported",
        "words_of": "The Gazette",
    }


def test_a_stance_is_told_as_the_answer_to_its_issues_question(db: None, get: Get) -> None:
    issue = make.issue(slug="scope", answers=("count all", "count some", "count none"))
    for number, stance in enumerate(("supports", "conditional", "opposes", "unclear")):
        make.position(issue=issue, stance=stance, date=str(1980 + number), quote=f"the words of {stance}")

    told = [one["answer"] for one in get("positions/?fields=answer")["results"]]

    assert told == ["count all", "count some", "count none", "no clear answer"]


def test_a_quotation_in_another_language_has_the_records_translation(db: None, get: Get) -> None:
    article = make.article(language="pt")
    make.position(article=article, quote="se opõem a outras restrições", translation="oppose further restrictions")

    [position] = get("positions/?fields=quote,language,translation")["results"]

    assert position == {
        "quote": "se opõem a outras restrições",
        "language": "pt",
        "translation": "oppose further restrictions",
    }


def test_a_position_stated_outside_any_meeting_has_none(talks: make.Talks, get: Get) -> None:
    [position] = get("positions/?official=sergei-ryabkov&fields=meeting,verification,proof")["results"]

    assert position == {"meeting": None, "verification": "transcribed", "proof": None}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("issue=missile-defense&from=2013&to=2013", [VISIT, LATER]),
        ("issue=missile-defense", [LABORATORY, LABORATORY, VISIT, LATER]),
        ("side=RU&ordering=-start", [LATER, VISIT, PACT, LABORATORY]),
        ("stance=unclear,conditional", [VISIT, LATER]),
        ("speech=reported", [PACT]),
        ("speech=direct&article=gazette-1987-12-09-pact-signed", [PACT]),
        ("verification=verified", [PACT]),
        ("verification=transcribed&issue=intermediate-range-missiles", [PACT]),
        ("verification=verified,transcribed&speech=reported,direct&side=US", [LABORATORY, PACT, LATER]),
        ("verification=verified&speech=reported", []),
        ("official=mikhail-gorbachev,ronald-reagan&stance=opposes", [LABORATORY]),
        ("meeting=2013-02-moscow-gottemoeller-ryabkov", [VISIT, LATER]),
        ("article=courier-2013-02-21-a-week-later", [LATER, LATER]),
        ("q=laboratory", [LABORATORY]),
        ("from=2013-02-25", [VISIT, LATER]),
        ("from=2013-02-25&match=certain", [LATER]),
    ],
)
def test_a_question_gives_its_positions_in_order(
    talks: make.Talks, slugs: Slugs, query: str, expected: list[str]
) -> None:
    assert [public_id[:-8] for public_id in slugs(f"positions/?{query}")] == expected


def test_a_joint_statement_is_found_and_says_so(talks: make.Talks, get: Get) -> None:
    Position.objects.filter(public_id__startswith=PACT).update(joint=True)

    said = get("positions/?joint=true")["results"]
    assert {one["side"] for one in said} == {"US", "RU"}
    assert {one["joint"] for one in said} == {True}
    assert {one["joint"] for one in get("positions/?joint=false")["results"]} == {False}
    assert get("positions/?joint!=true")["count"] == get("positions/?joint=false")["count"]
    assert len(said) + get("positions/?joint=false")["count"] == get("positions/")["count"]
