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
    ("12.10.1986", "1986-10-12/1986-10-12"),
    ("12.10.86 г.", "1986-10-12/1986-10-12"),
    ("10/12/1986", "1986-10-12/1986-10-12"),
    ("13/10/1986", "1986-10-13/1986-10-13"),
    ("1986/10/12", "1986-10-12/1986-10-12"),
    ("11-12 October 1986", "1986-10-11/1986-10-12"),
    ("October 11 and 12, 1986", "1986-10-11/1986-10-12"),
    ("12th of October 1986", "1986-10-12/1986-10-12"),
    ("Sept 1985", "1985-09-01/1985-09-30"),
    ("spring of 1985", "1985-03-01/1985-05-31"),
    ("летом 1985 года", "1985-06-01/1985-08-31"),
    ("октября 1986 года", "1986-10-01/1986-10-31"),
    ("октябре 1986 г.", "1986-10-01/1986-10-31"),
    ("1986 год", "1986-01-01/1986-12-31"),
    ("1972-1979 гг.", "1972-01-01/1979-12-31"),
    ("1985 - 1987", "1985-01-01/1987-12-31"),
    ("from May 1985 to June 1987", "1985-05-01/1987-06-30"),
    ("с 1985 по 1987 год", "1985-01-01/1987-12-31"),
    ("nineties", "1990-01-01/1999-12-31"),
    ("девяностые", "1990-01-01/1999-12-31"),
    ("80-е годы", "1980-01-01/1989-12-31"),
    ("early 1980s", "1980-01-01/1983-12-31"),
    ("late 1986", "1986-09-01/1986-12-31"),
    ("since 2010", f"2010-01-01/{MOST}"),
    ("с 2010 года", f"2010-01-01/{MOST}"),
    ("2010 or later", f"2010-01-01/{MOST}"),
    ("2010 onwards", f"2010-01-01/{MOST}"),
    ("after 2010", f"2011-01-01/{MOST}"),
    ("post-2010", f"2011-01-01/{MOST}"),
    ("после 2010 г.", f"2011-01-01/{MOST}"),
    ("after October 1986", f"1986-11-01/{MOST}"),
    ("before 1970", f"{LEAST}/1969-12-31"),
    ("pre-1970", f"{LEAST}/1969-12-31"),
    ("до 1970 года", f"{LEAST}/1969-12-31"),
    ("until 1970", f"{LEAST}/1970-12-31"),
    ("up to 1970", f"{LEAST}/1970-12-31"),
    ("1970 or earlier", f"{LEAST}/1970-12-31"),
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


def test_digits_that_can_be_two_days_are_read_month_first_and_said_so(known: Names) -> None:
    (part,) = understand("10/11/1986", known).parts

    assert (part.label, part.other_span) == (
        "11 October 1986, read month first",
        Span(date(1986, 11, 10), date(1986, 11, 10)),
    )
    assert understand("13/10/1986", known).parts[0].label == "13 October 1986"


def test_dates_that_exclude_each_other_are_either_of_them(known: Names) -> None:
    meaning = understand("summit 1986, 1987", known)

    assert [[part.label for part in clause] for clause in meaning.clauses] == [["Summit"], ["1986", "1987"]]


def test_a_russian_word_before_a_date_is_no_english_word(known: Names) -> None:
    assert leads(understand("what did they do 1986", known)) == ["1986-01-01/1986-12-31"]
    assert leads(understand("1986 г. в Женеве", known)) == ["1986-01-01/1986-12-31", "places/geneva"]


@pytest.mark.parametrize("query", ["договор СНВ-3", "договора СНВ-3", "о договоре СНВ-3"])
def test_a_name_does_not_end_within_a_word(query: str, known: Names) -> None:
    assert leads(understand(query, known)) == ["treaties/new-start"]


def test_a_narrow_term_means_the_texts_that_hold_one_of_its_names(known: Names) -> None:
    (part,) = understand("krasnoyarsk radar", known).parts

    assert (part.chip, part.label, part.first) == ("term", "Krasnoyarsk radar", "issues")
    assert {one.words for term in part.terms for one in term.choices} >= {("krasnoyarsk",), ("krasnoyarsk", "radar")}


def test_a_treaty_and_what_became_of_it_are_two_parts(known: Names) -> None:
    assert leads(understand("New START suspension", known)) == ["treaties/new-start", "issues/treaty-withdrawal"]
    assert leads(understand("выход из договора по ПРО", known)) == ["issues/treaty-withdrawal", "treaties/abm-treaty"]


@pytest.mark.parametrize(
    ("query", "whole"),
    [
        ("mutual balanced force reductions", "Mutual and Balanced Force Reductions"),
        ("walk in woods", "walk in the woods"),
        ("prevention nuclear war", "Prevention of Nuclear War"),
    ],
)
def test_the_small_words_of_a_name_can_be_left_out(query: str, whole: str, known: Names) -> None:
    (part,) = understand(query, known).parts

    assert part.leads
    assert [part.leads] == [one.leads for one in understand(whole, known).parts]


def test_a_small_word_is_nobodys_name(known: Names) -> None:
    assert leads(understand("who negotiated New START for the US", known)) == ["treaties/new-start", "sides/us"]
    assert leads(understand("Фор", known)) == ["officials/edgar-faure"]


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

    assert (meaning.asks, meaning.ignored) == ("when", ("did",))
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
