"""Search over the shipped record: a table of queries with what each has to find first, and every count against a plain
reading of the rows, so that both databases, which run this alike, find the same."""

from typing import Any

import pytest

from timeline.fulltext import Term, parse
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Position, Release, Treaty
from timeline.search import marks, nearest_name, search

MODELS: dict[str, Any] = {
    "officials": Official,
    "issues": Issue,
    "negotiations": Negotiation,
    "treaties": Treaty,
    "meetings": Meeting,
    "positions": Position,
    "articles": Article,
}
# What is typed, the kind to look in, what must be among the first six there (a part of its slug or id).
TABLE = [
    ("reagan", "officials", "ronald-reagan"),
    ("Reagan", "meetings", "reagan"),
    ("gorbachev", "officials", "mikhail-gorbachev"),
    ("Горбачёв", "officials", "mikhail-gorbachev"),
    ("Горбачев", "officials", "mikhail-gorbachev"),
    ("sergei ryabkov", "officials", "sergei-ryabkov"),
    ("Sergey Ryabkov", "officials", "sergei-ryabkov"),
    ("Сергей Рябков", "officials", "sergei-ryabkov"),
    ("ryabkov", "positions", ""),
    ("Рябков", "positions", ""),
    ("mamedov", "officials", "georgy-mamedov"),
    ("Мамедов", "officials", "georgy-mamedov"),
    ("Bolton Mamedov", "meetings", "bolton-mamedov"),
    ("Болтон", "officials", "john-bolton"),
    ("gottemoeller", "officials", "rose-gottemoeller"),
    ("Gottemoeller Ryabkov", "meetings", "2013-02-13-moscow-gottemoeller-ryabkov"),
    ("gromyko", "officials", "andrei-gromyko"),
    ("dobrynin", "officials", "anatoly-dobrynin"),
    ("putin", "officials", "vladimir-putin"),
    ("lavr", "officials", "sergei-lavrov"),
    ("reykjavik", "meetings", "1986-10-11-reykjavik-reagan-gorbachev"),
    ("Reykjavik summit", "meetings", "1986-10-11-reykjavik-reagan-gorbachev"),
    ("missile defence", "issues", "missile-defense"),
    ("missile defense", "positions", ""),
    ("heavy missiles", "issues", "heavy-missiles"),
    ("INF", "treaties", "inf"),
    ("abm treaty", "treaties", "abm"),
    ('"New START"', "treaties", "new-start"),
    ("salt", "negotiations", "salt-i"),
    ("strategic stability", "negotiations", "strategic-stability"),
    ("Nunn-Lugar", "positions", ""),
    ("on-site inspection", "positions", ""),
    ('"upward flexibility"', "positions", "rferl-2002-02-20"),
    ('"trust but verify"', "positions", ""),
    ("geneva -summit", "meetings", "geneva"),
    ('treaty -"ABM Treaty"', "articles", ""),
    ("-reagan", "officials", ""),
    ("tass", "articles", "tass"),
    ("kommersant", "articles", ""),
    ("2002", "meetings", ""),
    ("warhead vienna", "meetings", ""),
    ("Комм", "articles", ""),
]
MISSPELT = [
    ("mamedof", "mamedov", "georgy-mamedov"),
    ("Ryabkof", "ryabkov", "sergei-ryabkov"),
    ("gorbachov", "gorbachev", "mikhail-gorbachev"),
    ("Shevarnadze", "shevardnadze", "eduard-shevardnadze"),
    ("gotemoeller", "gottemoeller", "rose-gottemoeller"),
    ("Gromiko", "gromyko", "andrei-gromyko"),
    ("Лаврав", "lavrov", "sergei-lavrov"),
]


def _holds(text: str, term: Term) -> bool:
    words, wanted = text.split(), list(term.words)
    for start in range(len(words) - len(wanted) + 1):
        here = words[start : start + len(wanted)]
        if here[:-1] == wanted[:-1] and (here[-1].startswith(wanted[-1]) if term.is_open else here[-1] == wanted[-1]):
            return True
    return False


def _read_through(query: str) -> dict[str, int]:
    """How many rows of each kind hold a query, by reading them all."""
    terms = parse(query)
    counted = {
        kind: sum(
            all(_holds(text, term) != term.excluded for term in terms)
            for text in model.objects.values_list("search_text", flat=True)
        )
        for kind, model in MODELS.items()
    }
    return {kind: number for kind, number in counted.items() if number}


@pytest.mark.parametrize(("query", "kind", "expected"), TABLE)
def test_the_table_of_queries(query: str, kind: str, expected: str, record: Release) -> None:
    answer = search(query, record)

    assert {one.kind: one.total for one in answer.found} == _read_through(query)
    assert not answer.is_corrected
    if expected:
        first = {one.kind: one.rows for one in answer.found}[kind]
        assert any(expected in (getattr(row, "slug", "") or row.public_id) for row in first)


@pytest.mark.parametrize(("typed", "meant", "slug"), MISSPELT)
def test_a_misspelt_name_is_put_right(typed: str, meant: str, slug: str, record: Release) -> None:
    answer = search(typed, record)

    assert (answer.is_corrected, answer.words) == (True, meant)
    assert slug in [row.slug for row in answer.found[0].rows]


@pytest.mark.parametrize("query", ["zzzzqqq", "", " ", "-", '"', "a" * 10_000, "\x01\x02", "*", "';--"])
def test_nonsense_finds_nothing_and_breaks_nothing(query: str, record: Release) -> None:
    assert search(query, record).found == []


@pytest.mark.parametrize("query", ["NEAR(a b)", "near*", "🕊", "treaty; DROP", "a:b", "^salt"])
def test_what_an_engine_might_take_for_its_own_is_read_as_words(query: str, record: Release) -> None:
    answer = search(query, record)

    assert answer.is_corrected or {one.kind: one.total for one in answer.found} == _read_through(query)


def test_the_finds_of_a_kind_are_in_the_same_order_every_time(record: Release) -> None:
    first, again = ([list(one.rows) for one in search("missile", record).found] for _ in range(2))

    assert first == again


def test_a_word_of_the_record_is_never_put_right() -> None:
    assert nearest_name("reaga", ["reagan"]) is None
    assert nearest_name("regan", ["reagan"]) == "reagan"
    assert nearest_name("abc", ["abd"]) is None
    assert nearest_name("1986", ["1987"]) is None


def test_marks_are_the_words_asked_for_in_either_alphabet() -> None:
    terms = parse('рябк "trust but"')

    assert [piece for piece, asked in marks("Ryabkov, Рябков: trust, but verify", terms) if asked] == [
        "Ryabkov",
        "Рябков",
        "trust",
        "but",
    ]
    assert "".join(piece for piece, _ in marks("Ryabkov, Рябков: trust, but verify", terms)) == (
        "Ryabkov, Рябков: trust, but verify"
    )
