"""The search page."""

import pytest

from tests.make import Talks
from tests.web.reading import flaws, links, opened, part, words
from timeline import kept


@pytest.fixture(autouse=True)
def _fresh() -> None:
    kept.forget()


def _groups(path: str) -> dict[str, list[str]]:
    return {
        words(group.h2): [words(hit.select_one(".row__title, .said__who")) for hit in group.select(".hit")]
        for group in opened(path).select(".found")
    }


def test_finds_are_grouped_by_kind_people_first(talks: Talks) -> None:
    assert _groups("/search/?q=gorbachev") == {
        "Officials 1": ["Mikhail Gorbachev"],
        "Meetings 1": ["Geneva summit"],
        "Statements 2": [
            "Mikhail Gorbachev, 12 October 1986, on missile defence: limit them",
            "Mikhail Gorbachev, 8 December 1987, on intermediate-range missiles: limit them",
        ],
    }


def test_the_words_asked_for_are_marked(talks: Talks) -> None:
    page = opened("/search/?q=laboratory")

    assert [words(one) for one in page.select("#found-positions mark")] == ["laboratory", "laboratory"]


def test_every_find_leads_to_its_page(talks: Talks) -> None:
    groups = [links(group) for group in opened("/search/?q=missile").select(".found")]

    assert len(groups) >= 3
    for paths in groups:
        assert paths
        for path in paths:
            opened(path)


def test_a_misspelt_name_is_put_right_and_said(talks: Talks) -> None:
    page = opened("/search/?q=gorbachov")

    assert words(part(page, ".count")).startswith("Nothing holds “gorbachov”; shown is gorbachev: ")
    assert words(page.select(".hit .row__title")[0]) == "Mikhail Gorbachev"


def test_what_was_typed_is_escaped(talks: Talks) -> None:
    page = opened("/search/?q=%3Cscript%3Ealert(1)%3C/script%3E")

    assert flaws(page) == []
    assert str(part(page, "#ask-q")["value"]) == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "query", ["%22", "*", "NEAR", ";", "%00", "a%00b", "%F0%9F%95%8A", "%ED%A0%80", "x" * 10_000, "%FF"]
)
def test_hostile_words_give_a_page(query: str, talks: Talks) -> None:
    assert flaws(opened(f"/search/?q={query}")) == []


def test_a_question_that_is_too_long_is_cut_and_says_so(talks: Talks) -> None:
    page = opened(f"/search/?q={'reagan ' * 60}")

    assert words(part(page, ".problems")) == "q was cut: only the first 200 characters are looked for"


def test_a_phrase_and_an_exclusion(talks: Talks) -> None:
    assert list(_groups("/search/?q=%22nowhere+else%22")) == ["Statements 1"]
    assert _groups("/search/?q=summit+-broken+-signed+-reagan") == {"Negotiations 1": ["Leaders' summits"]} | {
        name: hits for name, hits in _groups("/search/?q=summit+-broken+-signed+-reagan").items() if "Neg" not in name
    }


def test_words_beyond_the_twelfth_are_said_to_be_cut(talks: Talks) -> None:
    page = opened(f"/search/?q={'+'.join(f'w{number}' for number in range(13))}")

    assert [words(one) for one in page.select(".problems li")] == [
        "q was cut: only the first 12 words or phrases are looked for, and so many words of a phrase"
    ]
    assert opened(f"/search/?q={'+'.join(f'w{number}' for number in range(12))}").select(".problems") == []


def test_two_questions_at_once_are_said_and_neither_asked(talks: Talks) -> None:
    page = opened("/search/?q=reagan&q=ryabkov")

    assert words(part(page, ".problems")).startswith("q was left out: given more than once")
    assert page.select(".found") == []
