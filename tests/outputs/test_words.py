"""One search engine: what the search says of some words, every list with the same words has."""

from typing import Any
from urllib.parse import quote_plus

import pytest
from django.test import Client

from tests.web.reading import links, opened, part, words
from timeline.models import Meeting, Release
from timeline.search import engine
from timeline.search.filtering import without
from timeline.search.ground import LONG

QUERIES = [
    "tactical nukes", "missile defence", "missile defense under Reagan", "russia missile defence 2013", "summit 1986",
    "Нитце", "МРБ", "ПРО", "Белый дом ПРО", "walk in the woods", "SS20", "anti ballistic", "on-site inspection -geneva",
    "reagan OR carter", '"mobile missiles"', "US", "Moscow", "moscow opposed SDI", "gorbachov 1986", "1985-87",
    "O´Neill", "5,000", "telemetry",
]  # fmt: skip


def _listed(kind: str, query: str) -> Any:
    answer = Client().get(f"/api/v1/{kind}/?q={quote_plus(query)}&page_size=50")
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.parametrize("query", QUERIES)
def test_every_list_has_as_many_rows_as_the_search_says(query: str, record: Release) -> None:
    found = engine.search(query, record)

    assert not found.let_go
    assert {kind: _listed(kind, query)["count"] for kind in LONG} == {kind: found.of(kind).total for kind in LONG}


@pytest.mark.parametrize("query", ["russia missile defence 2013", "МРБ Женева", "reagan", "moscow"])
def test_the_timeline_counts_the_meetings_that_the_search_page_counts(query: str, record: Release) -> None:
    _, _, number = words(part(opened(f"/search/?q={quote_plus(query)}"), "#found-meetings h2")).rpartition(" ")
    timeline = opened(f"/?q={quote_plus(query)}")

    assert words(part(timeline, ".explorer__count")).startswith(f"{number} meeting")


def test_spellings_of_a_word_find_the_same_on_every_list(record: Release) -> None:
    pairs = [("missile defence", "missile defense"), ("SS20", "SS-20"), ("non-proliferation", "nonproliferation")]
    counts = [[_listed(kind, query)["count"] for kind in LONG] for pair in pairs for query in pair]

    assert counts[::2] == counts[1::2]
    assert min(map(max, counts)) > 0


@pytest.mark.parametrize(
    ("kind", "query", "slug"),
    [
        ("officials", "рябков", "sergei-ryabkov"),
        ("officials", "gorbachov", "mikhail-gorbachev"),
        ("issues", "star wars", "space-weapons"),
        ("issues", "ПРО", "missile-defense"),
        ("treaties", "ДРСМД", "inf-treaty"),
        ("negotiations", "SALT 2", "salt-ii"),
    ],
)
def test_the_short_lists_are_found_by_what_readers_call_their_entries(
    kind: str, query: str, slug: str, record: Release
) -> None:
    assert slug in [one["slug"] for one in _listed(kind, f"{query}")["results"]]


def test_a_list_says_what_its_words_were_taken_for(record: Release) -> None:
    assert [one["detail"] for one in _listed("positions", "what russia said on missile defence 2013")["notes"]] == [
        "read as russia (side Moscow), missile defence (issue Missile defence), 2013 (date 2013)",
        "not searched for: what, said, on",
    ]
    assert _listed("officials", "gorbachov")["notes"][-1]["detail"] == (
        "nothing holds 'gorbachov', gorbachev was looked for"
    )
    assert "notes" not in _listed("meetings", "laboratory")


def test_a_list_lets_nothing_go_and_says_what_would_find_some(record: Release) -> None:
    answer = _listed("meetings", "nitze karpov 1982")
    most = _listed("meetings", "nitze karpov")["count"]

    assert most > answer["count"] == 0
    assert answer["notes"][-1] == {
        "parameter": "q",
        "detail": f"nothing holds all of it; without '1982', that is q=nitze karpov, {most} in all do",
        "did_you_mean": None,
    }
    both = Meeting.objects.filter(officials__slug="paul-nitze").filter(officials__slug="viktor-karpov")
    assert most == both.distinct().count()


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/?q=nitze+karpov+1982", "/?q=nitze+karpov"),
        ("/?q=nitze+karpov+1982&kind=ministerial,consultation", None),
        ("/articles/?q=nitze+karpov+1950", "/articles/?q=nitze+karpov"),
        ("/issues/missile-defense/?q=nitze+1950", None),
        ("/officials/?q=nitze+zzzz", "/officials/?q=nitze"),
    ],
)
def test_a_page_says_so_too_and_leads_there(path: str, leads: str | None, record: Release) -> None:
    note = part(opened(path), ".words-read")

    assert words(note).startswith("Words read as person Paul Nitze")
    if leads:
        assert links(note)[0] == leads
        assert "Nothing here holds all of it" in words(note)


def test_what_was_excluded_is_let_go_last(record: Release) -> None:
    note = part(opened("/?q=reykjavik+-Iceland+-Reykjavik"), ".words-read")

    assert links(note)[0] == "/?q=reykjavik"


def test_plain_words_that_are_found_need_no_word(record: Release) -> None:
    assert not opened("/?q=laboratory").select(".words-read")
    assert not opened("/").select(".words-read")


@pytest.mark.parametrize(
    ("query", "typed", "left"),
    [
        ("salt ii / salt i", ["salt i"], "salt ii /"),
        ("SDI 1986-87 1986", ["1986"], "SDI 1986-87"),
        ('"upward flexibility" 1950', ['"upward flexibility"'], "1950"),
        ("reagan -summit -geneva", ["-summit"], "reagan"),
        ("США и США", ["США"], "и США"),
    ],
)
def test_a_part_is_taken_out_of_a_question_where_it_stands_by_itself(query: str, typed: list[str], left: str) -> None:
    assert without(query, typed) == left
