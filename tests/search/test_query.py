"""What a reader's words are taken to mean, on the names of the real record; and the rules that hold for any query."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.dates import Span
from timeline.fulltext import Term
from timeline.models import Release
from timeline.search.days import LEAST, MOST
from timeline.search.meaning import Meaning, QueryPart
from timeline.search.names import Names, names
from timeline.search.query import root, understand


@pytest.fixture
def known(record: Release) -> Names:
    return names(record)


def leads(meaning: Meaning) -> list[str]:
    """What each part leads to first, or its days, or its words."""
    return [_lead(part) for part in meaning.parts]


def _lead(part: QueryPart) -> str:
    if part.span:
        return f"{part.span.earliest}/{part.span.latest}"
    return "/".join(part.leads[0]) if part.leads else " ".join(part.terms[0].words)


PEOPLE = [
    ("lavrov", ["officials/sergei-lavrov"]),
    ("Sergey Lavrov", ["officials/sergei-lavrov"]),
    ("Лавров", ["officials/sergei-lavrov"]),
    ("Нитце", ["officials/paul-nitze"]),
    ("Рейгана", ["officials/ronald-reagan"]),
    ("Горбачёву", ["officials/mikhail-gorbachev"]),
    ("Семёнов", ["officials/vladimir-semenov"]),
    ("Semyonov", ["officials/vladimir-semenov"]),
    ("Рейган и Горбачёв", ["officials/ronald-reagan", "officials/mikhail-gorbachev"]),
    ("O´Neill", ["officials/paul-oneill"]),
    ("John Kennedy", ["officials/john-f-kennedy"]),
    ("President Reagan", ["officials/ronald-reagan"]),
    ("secretary of state Shultz", ["officials/george-shultz"]),
    ("Reagan/Gorbachev", ["officials/ronald-reagan", "officials/mikhail-gorbachev"]),
]
SIDES = [
    *((word, ["sides/ru"]) for word in ("Russia", "Moscow", "Soviets", "USSR", "U.S.S.R.", "U S S R", "Kremlin")),
    *((word, ["sides/ru"]) for word in ("Москва", "СССР", "Россия")),
    *((word, ["sides/us"]) for word in ("U.S.", "US", "America", "Washington", "White House", "США")),
]
DAYS = [
    ("2013", "2013-01-01/2013-12-31"),
    ("1985-87", "1985-01-01/1987-12-31"),
    ("1985–1987", "1985-01-01/1987-12-31"),
    ("1985 to 1987", "1985-01-01/1987-12-31"),
    ("between 1985 and 1987", "1985-01-01/1987-12-31"),
    ("1980s", "1980-01-01/1989-12-31"),
    ("80s", "1980-01-01/1989-12-31"),
    ("Oct 1986", "1986-10-01/1986-10-31"),
    ("октябрь 1986", "1986-10-01/1986-10-31"),
    ("1986-10", "1986-10-01/1986-10-31"),
    ("12 October 1986", "1986-10-12/1986-10-12"),
    ("October 12, 1986", "1986-10-12/1986-10-12"),
    ("1986-10-12", "1986-10-12/1986-10-12"),
    ("February 29, 1988", "1988-02-29/1988-02-29"),
    ("since 2010", f"2010-01-01/{MOST}"),
    ("before 1970", f"{LEAST}/1970-12-31"),
    ("under Reagan", "1981-01-20/1989-01-20"),
    ("Reagan era", "1981-01-20/1989-01-20"),
]
TOPICS = [
    ("ABM", "issues/missile-defense"),
    ("ПРО", "issues/missile-defense"),
    ("missile defense", "issues/missile-defense"),
    ("missile defence", "issues/missile-defense"),
    ("star wars", "issues/space-weapons"),
    ("euromissiles", "issues/intermediate-range-missiles"),
    ("SS20", "issues/intermediate-range-missiles"),
    ("throw weight", "issues/heavy-missiles"),
    ("on-site inspections", "issues/verification"),
    ("antiballistic missile", "issues/missile-defense"),
    ("anti ballistic", "issues/missile-defense"),
    ("non proliferation treaty", "treaties/npt"),
    ("ядерных испытаний", "issues/nuclear-testing"),
    ("открытом небе", "treaties/open-skies"),
    ("New START", "treaties/new-start"),
    ("SALT 2", "treaties/salt-ii"),
    ("ОСВ-2", "treaties/salt-ii"),
    ("INF", "treaties/inf-treaty"),
    ("non-proliferation treaty", "treaties/npt"),
    ("walk in the woods", "meetings/1982-07-16-geneva-nitze-kvitsinsky"),
    ("Женева", "places/geneva"),
    ("Женевой", "places/geneva"),
    ("Leningrad", "places/st-petersburg"),
    ("Рейкьявик", "places/reykjavik"),
    ("Брюссель", "places/brussels"),
    ("Iceland", "countries/IS"),
    ("summit", "kinds/summit"),
    ("telephone call", "kinds/call"),
    ("opposed", "stances/opposes"),
]


@pytest.mark.parametrize(("query", "expected"), PEOPLE + SIDES)
def test_people_and_sides_are_recognised(query: str, expected: list[str], known: Names) -> None:
    assert leads(understand(query, known)) == expected


@pytest.mark.parametrize(("query", "expected"), DAYS + TOPICS)
def test_days_and_what_the_glossary_knows_are_recognised(query: str, expected: str, known: Names) -> None:
    assert leads(understand(query, known)) == [expected]


@pytest.mark.parametrize("query", ["1550", "1,550", "150 kilotons", "31", "February 30, 1988", "2400"])
def test_a_number_that_is_no_year_stays_words(query: str, known: Names) -> None:
    assert not [part for part in understand(query, known).parts if part.span and part.what == "year"] or "1988" in query


def test_a_family_name_of_several_offers_all_of_them(known: Names) -> None:
    (part,) = understand("bush", known).parts

    assert part.slugs("officials") == ("george-h-w-bush", "george-w-bush")
    assert part.label == "George H. W. Bush or George W. Bush"


def test_two_sides_are_either_of_them(known: Names) -> None:
    meaning = understand("washington and moscow on verification", known)

    assert [len(clause) for clause in meaning.clauses] == [2, 1]
    assert meaning.sides == ("US", "RU")


def test_phrases_exclusions_and_or(known: Names) -> None:
    meaning = understand('"upward flexibility" SDI OR laboratory -treaty', known)

    assert [[part.typed for part in clause] for clause in meaning.clauses] == [
        ['"upward flexibility"'],
        ["SDI", "laboratory"],
    ]
    assert meaning.parts[0].terms == (Term(("upward", "flexibility"), exact=True),)
    assert meaning.excluded == (Term(("treaty",), excluded=True),)


def test_a_quoted_name_is_words(known: Names) -> None:
    assert understand('"reagan"', known).parts[0].is_words


@pytest.mark.parametrize(
    ("query", "stance", "said"),
    [
        ("opposed", "opposes", "Against"),
        ("moscow opposed missile defence", "supports", "“limit them”"),
        ("moscow opposed limits on missile defence", "opposes", "“leave them free”"),
        ("opposed SDI", "supports", "“bar them”"),
        ("opposed nuclear tests", "supports", "“ban or limit them”"),
        ("opposed a test ban", "opposes", "“go on testing”"),
        ("accepted on-site inspection", "supports", "“let them in”"),
        ("rejected on-site inspection", "opposes", "“keep them out”"),
        ("agreed on verification and missile defence", "supports", "In favour"),
    ],
)
def test_a_stance_is_the_answer_to_the_issues_question(query: str, stance: str, said: str, known: Names) -> None:
    (part,) = understand(query, known).of("stance")

    assert (part.slugs("stances"), part.label) == ((stance,), said)


def test_a_prefix_and_its_word_are_one_part(known: Names) -> None:
    typed = ["non-deployed", "nondeployed", "non deployed"]

    assert {understand(query, known).parts[0].terms for query in typed} == {(Term(("non", "deploy")),)}
    assert understand("non deployed", known).parts[0].typed == "non deployed"


def test_small_words_are_left_out_and_named_unless_they_are_all(known: Names) -> None:
    meaning = understand("when did moscow accept on-site inspection", known)

    assert (meaning.asks, meaning.ignored) == ("when", ("when", "did"))
    assert [part.typed for part in understand("the of", known).parts] == ["the", "of"]


@pytest.mark.parametrize("query", ["who met gromyko most", "whom did Gromyko meet", "counterparts of Gromyko"])
def test_who_met_somebody_asks_for_counterparts(query: str, known: Names) -> None:
    meaning = understand(query, known)

    assert meaning.asks == "counterparts"
    assert leads(meaning) == ["officials/andrei-gromyko"]


def test_parts_in_common_have_one_span(known: Names) -> None:
    assert understand("1986 October 1986", known).span == Span(date(1986, 10, 1), date(1986, 10, 31))
    assert understand("1986 1987", known).span is None
    assert understand("reagan", known).span is None


@pytest.mark.parametrize(
    ("word", "shared"),
    [("replaced", "replac"), ("replacing", "replac"), ("suspends", "suspend"), ("treaty", "treaty"), ("ban", "ban")],
)
def test_forms_of_a_word_share_a_beginning(word: str, shared: str) -> None:
    assert root(word) == shared


EMPTY = Names({}, (), (), {}, {})


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    meaning = understand(text, EMPTY)

    assert len(meaning.clauses) <= 12
    assert all(part.terms or part.span for part in meaning.parts)
