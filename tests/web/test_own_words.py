"""The controls by which a reader asks for the speakers' own words, and for checked quotations: on the timeline, an
issue's page, an official's and the sources'."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import make
from tests.make import Talks
from tests.web.reading import flaws, links, opened, part, words
from timeline.models import Position, Release

PACT = "/issues/intermediate-range-missiles/"


def quoted(page: BeautifulSoup, container: str = "main") -> set[str]:
    """The ids of the statements that a part of a page links to."""
    return {one.split("/")[2] for one in links(part(page, container)) if one.startswith("/positions/")}


def ids(**asked: str) -> set[str]:
    return set(Position.objects.filter(**asked).values_list("public_id", flat=True))


def test_the_timeline_has_a_box_for_own_words_only_with_its_count(talks: Talks) -> None:
    box = part(opened("/"), "#f-speech-direct")

    label = box.find_parent("label")
    assert (box["name"], box["value"]) == ("speech", "direct")
    assert words(label) == "Own words only 3"


def test_own_words_only_narrows_the_timeline_and_can_be_taken_off(talks: Talks) -> None:
    page = opened("/?speech=reported&verification=transcribed")

    assert [str(card["id"]) for card in page.select(".card")] == [f"item-{talks.washington.slug}"]
    chips = {words(part(one, ".chip__facet")): str(one["href"]) for one in page.select("a.chip:not(.chip--clear)")}
    assert chips == {"Whose words": "/?verification=transcribed", "Quotation checked": "/?speech=reported"}
    assert flaws(page) == []


def test_the_boxes_say_how_many_meetings_ticking_them_gives(record: Release) -> None:
    """On the real record, where stances, words and checks fall apart: a box asks all of one statement."""
    page = opened("/?stance=opposes&verification=verified&from=2000")

    counted = {
        str(box["value"]): int(words(part(box.find_parent("label"), ".facet__count")))  # type: ignore[arg-type]
        for box in page.select("input[name=speech]")
    }
    assert list(counted) == ["direct", "reported"]
    for speech, number in counted.items():
        answer = (
            Client().get(f"/api/v1/meetings/?stance=opposes&verification=verified&from=2000&speech={speech}").json()
        )
        assert answer["count"] == number


@pytest.mark.parametrize("speech", ["direct", "reported"])
def test_an_issues_exchange_narrows_to_whose_words_are_asked_for(talks: Talks, speech: str) -> None:
    page = opened(f"{PACT}?speech={speech}")

    expected = ids(issue__slug="intermediate-range-missiles", speech=speech)
    assert len(expected) == 1
    assert quoted(page, "#results") == expected
    assert [str(one["value"]) for one in part(page, "form.ask").select("option[selected]")] == [speech]


def test_an_issues_exchange_narrows_to_what_was_checked(talks: Talks) -> None:
    expected = ids(issue__slug="intermediate-range-missiles", proof_hash="")
    assert len(expected) == 1
    assert quoted(opened(f"{PACT}?verification=transcribed"), "#results") == expected


def test_an_officials_statements_narrow_and_lead_on_with_the_question(talks: Talks) -> None:
    make.position(holder=talks.gorbachev, issue=talks.missile_defense, speech="reported", quote="as they told it later")
    own = ids(holder__slug="mikhail-gorbachev", speech="direct")

    page = opened("/officials/mikhail-gorbachev/?speech=direct")

    assert len(own) == 1
    assert quoted(page) == own
    assert "/issues/missile-defense/?official=mikhail-gorbachev&speech=direct" in links(page)
    assert str(part(page, "link[rel=canonical]")["href"]).endswith("/officials/mikhail-gorbachev/?speech=direct")
    assert flaws(page) == []


def test_an_officials_page_says_what_it_could_not_ask_for(talks: Talks) -> None:
    page = opened("/officials/mikhail-gorbachev/?speech=dirct")

    assert "did you mean direct" in words(part(page, ".problems"))
    assert len(quoted(page)) == Position.objects.filter(holder=talks.gorbachev).count()


def test_the_sources_narrow_to_those_that_give_own_words(talks: Talks) -> None:
    titles = [words(one) for one in opened("/articles/?speech=reported").select(".row__title")]

    assert titles == ["Arms pact signed"]
