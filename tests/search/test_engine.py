"""What the search engine finds in the real record, and what it does about what nothing holds."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from timeline.domain.folding import fold
from timeline.fulltext import Term, parse
from timeline.index.totals import totals
from timeline.models import Article, Meeting, Official, Position, Release
from timeline.search import engine, ranking
from timeline.search.counting import facets
from timeline.search.engine import KINDS, SearchResults, search
from timeline.search.ground import TABLES, ground
from timeline.search.marking import marks
from timeline.search.narrowing import Narrow
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
    assert found.nearest is not None
    together = Meeting.objects.filter(officials__slug="paul-nitze").filter(officials__slug="viktor-karpov")
    years = [one.earliest.year for one in together]
    assert abs(found.nearest.earliest.year - 1982) == min(abs(year - 1982) for year in years)
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
        ("kennedy verification 1962 Geneva", ["1962"]),
        ('"upward flexibility" summit 1950', ["summit", "1950"]),
        ("Reykjavik 1985", ["1985"]),
        ("shultz shevardnadze september 1981", ["september 1981"]),
        ("lavrov kerry Reykjavik", ["Reykjavik"]),
        ("gromyko putin", ["putin"]),
        ("reagan gorbachev Reykjavik 1986 backfire", ["backfire"]),
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


@pytest.mark.parametrize("term", ["Krasnoyarsk", "SS-20", "CTBT", "throw-weight"])
def test_a_narrow_term_finds_what_holds_it_and_not_all_that_it_is_a_part_of(term: str, record: Release) -> None:
    found = search(term, record)
    (part,) = found.meaning.parts
    names = [f" {' '.join(one.words)}" for held in part.terms for one in held.choices]
    whole = Position.objects.filter(issue__slug=part.slugs("issues")[0]).count()

    assert 0 < found.of("positions").total < whole
    for one in statements(found):
        assert any(name in f" {one.search_text}" for name in names), one.public_id


def test_a_term_that_no_text_holds_leads_to_what_it_is_a_part_of_and_says_so(record: Release) -> None:
    found = search("Карибский кризис", record)

    assert found.meaning.widened == (("Карибский кризис", "Hot Line Agreement"),)
    assert slugs(found, "treaties")[0] == "hotline-1963"


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


def test_an_excluded_year_leaves_out_what_is_of_that_year(record: Release) -> None:
    found = search("open skies -1992", record)

    assert "open-skies" not in slugs(found, "treaties")
    assert found.of("positions").total > 0
    assert not [one for one in statements(found) if one.earliest.year == 1992]


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("10/11/1986", "11 October 1986, read month first"),
        ("11/10/1986", "11 October 1986, read day first"),
        ("07/08/1949", "8 July 1949, read month first"),
    ],
)
def test_of_two_days_the_one_that_the_record_has_something_of_is_meant(query: str, label: str, record: Release) -> None:
    assert [part.label for part in search(query, record).meaning.parts] == [label]


def test_of_people_of_one_name_those_are_meant_who_were_there_at_the_time(record: Release) -> None:
    (part, _) = search("bush 1989", record).meaning.parts

    assert (part.label, part.namesakes) == ("George H. W. Bush", ("george-w-bush",))
    assert slugs(search("bush 1989", record), "officials") == ["george-h-w-bush"]


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


def _own_words(one: Any) -> str:
    """What a row says itself, folded text by text."""
    match one:
        case Position():
            holder = [one.holder.name, one.holder.family_name, one.holder.native_name] if one.holder else []
            texts = [one.summary, one.quote, one.translation, one.attributed_to, *holder]
        case Article():
            said = one.positions.values_list("summary", "quote", "translation")
            texts = [one.title, one.publisher, one.author, one.summary, *(text for three in said for text in three)]
        case Meeting():
            people = one.officials.values_list("name", "family_name", "native_name")
            texts = [
                one.title,
                one.negotiation.name,
                one.city,
                one.summary,
                one.outcome,
                *(text for three in people for text in three),
            ]
        case _:
            texts = [one.search_text.replace("0break", "|")]
    return " | ".join(fold(text) for text in texts)


@cache
def _all_own_words(kind: str) -> dict[int, str]:
    """What each row of the record says itself, by its key; read once, for no test changes it."""
    return {one.pk: _own_words(one) for one in TABLES[kind]._default_manager.all()}


@pytest.mark.parametrize(
    "phrase", ["Krasnoyarsk radar", "missile defense", "Star Wars", "New START", "upward flexibility", "trust, but"]
)
def test_a_phrase_finds_exactly_what_holds_it_in_its_own_words(phrase: str, record: Release) -> None:
    found, words = search(f'"{phrase}"', record, most=10_000), f" {fold(phrase)} "

    assert not found.let_go
    assert found.of("positions").total
    for kind in ("positions", "meetings", "articles"):
        holding = {key for key, own in _all_own_words(kind).items() if words in f" {own} "}
        assert set(found.of(kind).keys) == holding, kind


@pytest.mark.parametrize("word", ["strategic", "offensive", "space", "european"])
def test_loose_words_find_the_wider_text_too_after_own_words(word: str, record: Release) -> None:
    keys = search(word, record, most=10_000).of("positions").keys
    rows = Position.objects.in_bulk(keys)
    own = [f" {word}" in f" {rows[key].search_text}" for key in keys]

    assert 0 < sum(own) < len(own)
    assert all(own[: sum(own)])


def test_every_find_of_a_kind_can_be_asked_for(record: Release) -> None:
    found = search("missile", record, most=100_000)
    best = search("missile", record)

    for kind in ("meetings", "positions", "articles"):
        keys = found.of(kind).keys
        assert len(set(keys)) == len(keys) == found.of(kind).total > ranking.READ
        assert best.of(kind).keys == keys[: ranking.READ]


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


@pytest.mark.parametrize(
    ("narrow", "kind"),
    [
        (Narrow(), ""),
        (Narrow(side="RU", first=1990, last=2010), "meetings"),
        (Narrow(issue="missile-defense", stance="opposes"), "articles"),
        (Narrow(official="vladimir-putin", speech="direct"), ""),
    ],
)
def test_facets_count_what_narrowing_leaves(narrow: Narrow, kind: str, record: Release) -> None:
    found = search("missile defence", record)
    assert found.complete is not None
    counted = facets(found.complete, narrow, ground(record), kind=kind)

    assert list(counted.values) == ["side", "stance", "speech", "verification", "issue", "official"]
    for name, numbers in counted.values.items():
        assert numbers
        for value, number in numbers.items():
            left = search("missile defence", record, replace(narrow, **{name: value}))  # type: ignore[arg-type]
            assert (left.of(kind).total if kind else left.total) == number, (name, value)
    assert len(counted.years) > 10 or narrow.official
    for year, number in list(counted.years.items())[::5]:
        left = search("missile defence", record, replace(narrow, first=year, last=year))
        assert (left.of(kind).total if kind else left.total) == number, year


def test_a_find_counts_in_each_year_in_which_it_may_lie(record: Release) -> None:
    found = search("strategic", record, most=100_000)
    assert found.complete is not None
    years = facets(found.complete, Narrow(), ground(record)).years
    models: dict[str, Any] = {kind: TABLES[kind] for kind in ("meetings", "positions", "articles")}
    spans = [
        (one.earliest.year, one.latest.year)
        for kind in models
        for one in models[kind]._default_manager.filter(pk__in=found.of(kind).keys)
    ]

    assert sum(years.values()) == sum(last - first + 1 for first, last in spans) > len(spans)


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


def test_a_short_word_is_put_right_only_where_letters_are_swapped_missing_or_too_many() -> None:
    assert nearest_name("wall", ["walk"]) is None
    assert nearest_name("hagi", ["haig"]) == "haig"
    assert nearest_name("nizte", ["nitze"]) == "nitze"
    assert nearest_name("dome", ["home"]) is None
    assert nearest_name("putn", ["putin"]) is None


@pytest.mark.parametrize(
    ("word", "name"), [("normal", "norman"), ("worker", "worner"), ("isolation", "violation"), ("easily", "vasily")]
)
def test_a_word_of_its_own_is_not_bent_to_a_name(word: str, name: str) -> None:
    assert nearest_name(word, [name]) is None


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("reagen", "reagan"),
        ("kissenger", "kissinger"),
        ("kruschev", "khrushchev"),
        ("kozlof", "kozlov"),
        ("hrushchev", "khrushchev"),
    ],
)
def test_a_letter_that_sounds_alike_or_is_one_of_many_is_a_slip(word: str, name: str) -> None:
    assert nearest_name(word, [name]) == name


def test_a_word_is_put_right_whole_or_without_its_plural_and_only_to_what_is_found(record: Release) -> None:
    assert search("verifcation", record).meaning.righted == (("verifcation", "verification"),)
    plural = search("cruise missles", record)
    assert (plural.meaning.righted, slugs(plural, "issues")[0]) == ((("missles", "missile"),), "cruise-missiles")
    nowhere = search("Виликобритании", record)
    assert (nowhere.meaning.righted, nowhere.total) == ((), 0)


def test_the_language_of_other_engines_is_read_as_words(record: Release) -> None:
    assert [part.typed for part in search("NEAR(a summit", record).meaning.parts] == ["NEAR", "summit"]
    assert slugs(search("title:salt", record), "negotiations")[0] == "salt-i"
    assert [part.typed for part in search("limits 5,000 10:1", record).meaning.parts] == ["limits", "5,000", "10:1"]


def test_a_country_is_found_by_its_russian_name(record: Release) -> None:
    russian, english = search("Польша ПРО", record), search("Poland missile defence", record)

    assert len(russian.of("positions").keys) > 3
    assert set(russian.of("positions").keys) <= set(english.of("positions").keys)
    assert search("в Польше", record).meaning.parts[0].label == "Poland"
    assert search("Турция", record).total > 0
    british = set(Position.objects.filter(search_text__contains=" british").values_list("pk", flat=True))
    assert british
    assert british <= set(search("Великобритания", record).of("positions").keys)


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
