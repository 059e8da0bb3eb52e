"""What the search engine finds in the real record, and what it does about what nothing holds."""

from collections.abc import Iterable

import numpy as np
import pytest

from timeline.fulltext import Term, parse
from timeline.index.totals import totals
from timeline.models import Meeting, Official, Position, Release
from timeline.search import engine, ranking
from timeline.search.engine import KINDS, SearchResults, search
from timeline.search.ground import TABLES, ground
from timeline.search.marking import marks
from timeline.search.narrowing import Narrow, facets
from timeline.search.presence import presence
from timeline.search.spelling import nearest_name

MISSPELT = [
    ("mamedof", "mamedov", "georgy-mamedov"),
    ("Ryabkof", "ryabkov", "sergei-ryabkov"),
    ("gorbachov", "gorbachev", "mikhail-gorbachev"),
    ("Shevarnadze", "shevardnadze", "eduard-shevardnadze"),
    ("gotemoeller", "gottemoeller", "rose-gottemoeller"),
    ("Gromiko", "gromyko", "andrei-gromyko"),
    ("Лаврав", "lavrov", "sergei-lavrov"),
]


def slugs(found: SearchResults, kind: str) -> list[str]:
    """The finds of a kind, best first."""
    names = dict(TABLES[kind]._default_manager.values_list("pk", "public_id" if kind == "positions" else "slug"))
    return [names[key] for key in found.of(kind).keys]


def statements(found: SearchResults) -> list[Position]:
    return list(Position.objects.filter(pk__in=found.of("positions").keys).select_related("issue", "holder"))


def test_every_part_holds_for_every_statement(record: Release) -> None:
    found = search("lavrov missile defence 2013", record)
    said = statements(found)

    assert len(said) >= 3
    assert not found.let_go
    for one in said:
        assert one.holder is not None
        assert (one.holder.slug, one.earliest.year) == ("sergei-lavrov", 2013)
        assert one.issue.slug == "missile-defense" or "missile defen" in one.search_text


def test_british_and_american_spellings_find_the_same(record: Release) -> None:
    first, other = (search(query, record) for query in ("missile defence", "missile defense"))

    assert {kind: first.of(kind).keys for kind in KINDS} == {kind: other.of(kind).keys for kind in KINDS}
    assert first.of("positions").total > 100


def test_what_nothing_holds_whole_is_found_without_its_least_telling_part(record: Release) -> None:
    found = search("nitze karpov 1982", record)

    assert [part.typed for part in found.let_go] == ["1982"]
    assert "1986-08-11-moscow-nitze-karpov" in slugs(found, "meetings")[:3]


def test_words_are_let_go_before_names(record: Release) -> None:
    found = search("reagan zzzzqqq reykjavik", record)

    assert [part.typed for part in found.let_go] == ["zzzzqqq"]
    assert slugs(found, "meetings")[0] == "1986-10-11-reykjavik-reagan-gorbachev"


@pytest.mark.parametrize(
    ("query", "let_go"),
    [
        ('"flexibility upward" reagan', ['"flexibility upward"']),
        ('"upward flexibility" 1950', ["1950"]),
        ("kennedy telemetry 1962 Geneva", ["Geneva"]),
        ("gromyko putin", ["putin"]),
        ("zzzz qqqq reagan", ["zzzz", "qqqq"]),
        ("backfire 1999 zzzz", ["1999", "zzzz"]),
        ("reagan -reagan", ["-reagan"]),
        ("Reykjavik summit -geneva", []),
        ("zzzz qqqq", []),
    ],
)
def test_as_few_parts_as_possible_are_let_go_and_of_these_the_least_telling(
    query: str, let_go: list[str], record: Release
) -> None:
    found = search(query, record)

    assert [part.typed for part in found.let_go] == let_go
    assert found.total or query == "zzzz qqqq"


def test_a_near_answer_is_one_within_the_filters_in_force(record: Release) -> None:
    narrow = Narrow(side="US", first=1986, last=1986)
    near = search("reagan putin SDI", record, narrow)

    assert [part.typed for part in near.let_go] == ["putin"]
    assert near.of("positions").total > 0
    assert all((one.side, one.earliest.year) == ("US", 1986) for one in statements(near))


def test_filters_that_leave_nothing_keep_what_there_is_to_narrow(record: Release) -> None:
    found = search("reagan", record, Narrow(first=1940, last=1940))

    assert found.total == 0
    assert found.complete is not None
    assert found.complete.positions.any()


def test_a_side_alone_finds_its_statements_and_the_meetings_in_its_capital(record: Release) -> None:
    at = Meeting.objects.filter(pk__in=search("Moscow", record).of("meetings").keys).values_list("city", flat=True)

    assert set(at) == {"Moscow"}
    assert search("Kremlin", record).of("meetings").total == Meeting.objects.count()
    assert search("Kremlin", record).of("positions").total == Position.objects.filter(side="RU").count()


def test_what_leads_to_one_meeting_finds_no_other_of_its_talks(record: Release) -> None:
    found = search("walk in the woods", record)

    assert slugs(found, "meetings") == ["1982-07-16-geneva-nitze-kvitsinsky"]
    assert slugs(found, "issues") == ["intermediate-range-missiles"]


@pytest.mark.parametrize(("typed", "meant", "slug"), MISSPELT)
def test_a_misspelt_name_is_put_right_and_said(typed: str, meant: str, slug: str, record: Release) -> None:
    found = search(typed, record)

    assert found.meaning.righted == ((typed, meant),)
    assert slugs(found, "officials")[0] == slug


def test_what_is_excluded_is_nowhere(record: Release) -> None:
    without = search("geneva -summit", record)
    texts = Meeting.objects.filter(pk__in=without.of("meetings").keys).values_list("search_text", flat=True)

    assert len(texts) > 20
    assert not any(" summit" in text for text in texts)
    assert search("geneva", record).of("meetings").total > len(texts)


def test_either_of_two_finds_what_each_finds(record: Release) -> None:
    one, other, both = (
        set(search(query, record).of("meetings").keys) for query in ("glassboro", "malta", "glassboro OR malta")
    )

    assert one
    assert other
    assert one | other <= both


def test_a_query_that_only_excludes_finds_the_rest(record: Release) -> None:
    found = search("-reagan", record)

    assert 100 < found.of("meetings").total < Meeting.objects.count()


@pytest.mark.parametrize(
    "query",
    [
        "", " ", "-", '"', "a" * 10_000, "\x01\x02", "*", "';--", "NEAR(a b)", "near*", "🕊", "a:b", "^salt",
        "&|!()<->:*", " ".join(f"word{number}" for number in range(40)), " ".join(["reagan"] * 40), "OR", "OR OR",
        "\u202eregan\u202c", "\x00reagan\x00", "- -", '"" ""', "-OR-", "1999999", "0000-00-00", "٣٤٥", "%s %(x)s",
        "{} {0}", "\\", "x" * 199 + " é",
    ],
)  # fmt: skip
def test_hostile_queries_break_nothing(query: str, record: Release) -> None:
    found = search(query, record)

    assert found.total >= 0
    assert ranking.merged(found.ranked, 10) == ranking.merged(search(query, record).ranked, 10)


def test_a_quoted_phrase_stands_word_for_word(record: Release) -> None:
    found = search('"upward flexibility"', record)

    assert [one.public_id[:18] for one in statements(found)] == ["rferl-2002-02-20-p"]
    assert search('"flexibility upward"', record).of("positions").total == 0


def test_finds_are_narrowed_by_side_issue_and_years(record: Release) -> None:
    everything = search("missile defence", record)
    narrow = Narrow(side="RU", issue="missile-defense", first=2013, last=2013)
    left = search("missile defence", record, narrow)

    assert 0 < left.of("positions").total < everything.of("positions").total
    for one in statements(left):
        assert (one.side, one.issue.slug) == ("RU", "missile-defense")
        assert one.earliest.year <= 2013 <= one.latest.year
    assert left.of("issues").total == left.of("officials").total == 0


def test_facets_count_what_narrowing_leaves(record: Release) -> None:
    found = search("missile defence", record)
    assert found.complete is not None
    counted = facets(found.complete, ground(record))

    assert len(counted.issues) > 3
    for side, number in counted.sides.items():
        assert search("missile defence", record, Narrow(side=side)).of("positions").total == number
    year, number = max(counted.years.items(), key=lambda one: one[1])
    assert sum(counted.years.values()) == sum(found.of(kind).total for kind in ("meetings", "positions", "articles"))
    assert number <= search("missile defence", record, Narrow(first=year, last=year)).total


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("official", ["vladimir-putin", "sergei-lavrov"]),
        ("stance", ["supports", "conditional", "opposes", "unclear"]),
        ("speech", ["direct", "reported"]),
        ("verification", ["verified", "transcribed"]),
    ],
)
def test_facets_of_statements_count_what_narrowing_leaves(name: str, values: list[str], record: Release) -> None:
    found = search("missile defence", record)
    assert found.complete is not None
    counted = facets(found.complete, ground(record))
    numbers = {"official": counted.officials, "stance": counted.stances}.get(name) or getattr(counted, name)

    left = [search("missile defence", record, Narrow(**{name: one})).of("positions").total for one in values]  # type: ignore[arg-type]

    assert left == [numbers.get(one, 0) for one in values]
    assert max(left) > 10


def test_the_ground_says_what_the_rows_say(record: Release) -> None:
    held = ground(record)
    rows = Position.objects.select_related("meeting").in_bulk(held.statements.keys.tolist())

    assert len(rows) == Position.objects.count() == len(held.statements)
    for row, key in enumerate(held.statements.keys.tolist()):
        one = rows[key]
        assert held.statements.earliest[row] == one.earliest.toordinal()
        assert held.statements.holders[row] == (one.holder_id or 0)
        assert held.statements.issues[row] == one.issue_id
        at = held.statements.meetings[row]
        assert (held.meetings.keys[at] if at >= 0 else None) == one.meeting_id
        assert held.sources.keys[held.statements.sources[row]] == one.article_id
    assert np.bincount(held.statements.meetings[held.statements.meetings >= 0]).sum() == held.weights.sum()


def test_what_the_record_has_of_an_official_is_what_the_lists_say(record: Release) -> None:
    kept, held = totals(record), ground(record)

    assert len(held.keys["officials"]) > 300
    for slug in held.keys["officials"]:
        has = presence(slug, held)
        assert (has.meetings, has.positions) == tuple(
            kept[Official, name].get(slug, 0) for name in ("meeting_count", "position_count")
        )
        assert [day.isoformat() if day else None for day in (has.earliest, has.latest)] == [
            kept[Official, name].get(slug) for name in ("earliest", "latest")
        ]


def test_of_all_kinds_the_best_come_first_and_each_once(record: Release) -> None:
    merged = ranking.merged(search("reykjavik reagan SDI", record).ranked, 10)

    assert [score for score, _, _ in merged] == sorted((score for score, _, _ in merged), reverse=True)
    assert len({(kind, key) for _, kind, key in merged}) == len(merged) >= 5


def test_an_empty_database_finds_nothing(db: None) -> None:
    assert engine.search("reagan", None).total == 0


def test_a_word_of_the_record_is_never_put_right() -> None:
    assert nearest_name("reaga", ["reagan"]) is None
    assert nearest_name("regan", ["reagan"]) == "reagan"
    assert nearest_name("abc", ["abd"]) is None
    assert nearest_name("1986", ["1987"]) is None


def _marked(text: str, terms: Iterable[Term]) -> list[str]:
    pieces = marks(text, terms)
    assert "".join(piece for piece, _ in pieces) == text
    return [piece for piece, asked in pieces if asked]


def test_marks_are_the_words_asked_for_in_either_alphabet_and_spelling() -> None:
    assert _marked("Ryabkov, Рябков: trust, but verify", parse('рябк "trust but"')) == [
        "Ryabkov",
        "Рябков",
        "trust, but",
    ]
    assert _marked("missile defense, Missile-defence; defense", parse('"missile defence"')) == [
        "missile defense",
        "Missile-defence",
    ]
    assert _marked("SS-20s and SS20", parse("SS20")) == ["SS20"]
    assert _marked("used by the US", parse("US")) == ["US"]
