"""What is read from a query string, what is wrong with it, and how it is written back."""

import unicodedata

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from timeline.api.resources import RESOURCES, ApiResource
from timeline.domain.vocabulary import MeetingKind
from timeline.filters.filtersets import MeetingFilter, OfficialFilter, PositionFilter
from timeline.filters.parameters import Problem
from timeline.filters.values import REPEATED, joined, split


def asked(text: str) -> MeetingFilter:
    return MeetingFilter(QueryDict(text))


def test_values_are_read_with_commas_and_repeated() -> None:
    query = asked("official=a,b&official=c&kind=summit,call")

    assert query.cleaned["official"] == (("a", "b"), ("c",))
    assert query.values("official") == ["a", "b", "c"]
    assert query.values("kind") == ["summit", "call"]
    assert query.problems() == []


def test_unknown_parameter_names_the_nearest() -> None:
    [problem] = asked("offical=a").problems()

    assert (problem.parameter, problem.detail) == ("offical", "there is no parameter 'offical' here")
    assert (problem.did_you_mean, "official" in problem.values) == ("official", True)


def test_bad_value_names_the_nearest_and_is_left_out() -> None:
    query = asked("kind=sumit&country=ru")

    values = tuple(MeetingKind.values)
    assert query.problems() == [
        Problem("kind", "'sumit' is not one of the values it can have", "summit", values=values)
    ]
    assert query.canonical() == {"country": ["RU"]}


def test_bad_slug_is_a_problem_and_an_unknown_one_is_not() -> None:
    assert [problem.parameter for problem in asked("official=John Bolton").problems()] == ["official"]
    assert asked("official=nobody-of-that-name").problems() == []


def test_bad_date_says_how_to_write_one() -> None:
    (problem,) = asked("from=12.10.1986").problems()

    assert problem.parameter == "from"
    assert "write a date as 1986, 1986-10 or 1986-10-12" in problem.detail


def test_reversed_window_is_a_problem_of_its_end() -> None:
    query = asked("from=1990&to=1980")

    assert [problem.parameter for problem in query.problems()] == ["to"]
    assert query.canonical() == {"from": ["1990"]}


def test_window_of_one_year_is_not_reversed() -> None:
    assert asked("from=1986-12&to=1986").problems() == []


def test_too_many_values_and_too_long_words_are_problems() -> None:
    many = ",".join(f"a{number}" for number in range(101))

    assert [problem.parameter for problem in asked(f"official={many}").problems()] == ["official"]
    assert [problem.parameter for problem in asked(f"q={'x' * 201}").problems()] == ["q"]


def test_null_bytes_are_problems() -> None:
    assert {problem.parameter for problem in asked("q=%00&city=%00&from=%00&kind=%00").problems()} == {
        "q",
        "city",
        "from",
        "kind",
    }


def test_the_same_question_has_one_canonical_form() -> None:
    one = asked("to=1990&official=b&official=a&kind=summit&kind=call&match=possible&q=&from=1980")
    other = asked("from=1980&kind=call,summit&official=a&official=b&to=1990")

    assert one.query_string() == other.query_string() == "from=1980&kind=call,summit&official=a&official=b&to=1990"


def test_changes_are_made_in_the_canonical_form() -> None:
    query = asked("from=1980&kind=call&official=a")

    assert query.query_string(kind=None, from_="1985", page="2") == "from=1985&official=a&page=2"
    assert query.canonical() == {"from": ["1980"], "kind": ["call"], "official": ["a"]}


def test_every_parameter_says_what_it_means() -> None:
    for resource in (MeetingFilter, PositionFilter, OfficialFilter):
        assert all(one.description for one in resource.parameters().values())
        assert list(resource.parameters())[:3] == ["from", "to", "match"]


ONE_OF_EACH = {
    "from": ("1986", "1987"),
    "to": ("1986", "1987"),
    "match": ("possible", "certain"),
    "q": ("arms", "talks"),
}
"""Two values for each parameter that can have one."""


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_a_parameter_of_one_value_given_two_is_a_problem_of_its_own_and_left_out(resource: ApiResource) -> None:
    known = [name for name in ONE_OF_EACH if name in resource.filters.parameters()]
    assert "q" in known

    for name in known:
        first, second = ONE_OF_EACH[name]
        query = resource.filters(QueryDict(f"{name}={first}&{name}={second}"))
        assert query.problems() == [Problem(name, REPEATED)]
        assert query.canonical() == {}


def test_the_same_value_again_or_a_blank_one_is_no_second_value() -> None:
    query = asked("from=1986&from=1986&to=&to=1987&q=arms&q=%20&match=certain,certain")

    assert query.problems() == []
    assert query.query_string() == "from=1986&match=certain&q=arms&to=1987"


def test_two_words_of_match_with_a_comma_are_two_values() -> None:
    assert asked("match=possible,certain").problems() == [Problem("match", REPEATED)]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z"]), min_size=1), max_size=5))
def test_whatever_stands_in_a_value_it_is_read_as_it_was_written(values: list[str]) -> None:
    assert split(joined(values)) == sorted(set(values), key=lambda value: joined([value]))


def test_a_comma_of_a_value_is_written_with_a_backslash_and_stays_so() -> None:
    query = asked("city=Washington%5C, D.C.,Geneva&city=a%5C%5Cb,c%5Cd")

    assert query.values("city") == ["Washington, D.C.", "Geneva", "a\\b", "c\\d"]
    again = asked(query.query_string())
    assert again.values("city") == ["Geneva", "Washington, D.C.", "a\\b", "c\\d"]
    assert again.query_string() == query.query_string()


def test_spellings_of_one_city_are_one_city() -> None:
    spellings = ["Reykjavík", unicodedata.normalize("NFD", "Reykjavík"), "REYKJAVIK", "reykjavik"]
    query = QueryDict(mutable=True)
    query.setlist("city", [",".join(spellings[:2]), *spellings[2:]])

    assert MeetingFilter(query).canonical() == {"city": ["Reykjavík"]}


def test_groups_are_any_of_and_joined_by_all_of() -> None:
    query = asked("official=c,a&official=b&official=a,c&kind=summit&kind=call,signing")

    assert query.groups("official") == [("a", "c"), ("b",)]
    assert query.groups("kind") == [("call", "signing", "summit")]
    assert query.groups("issue") == []
    assert query.query_string() == "kind=call,signing,summit&official=a,c&official=b"


@pytest.mark.parametrize(
    ("words", "is_cut"),
    [
        (" ".join(f"w{number}" for number in range(12)), False),
        (" ".join(["same"] * 20), False),
        (" ".join(f"w{number}" for number in range(13)), True),
        (f'"{" ".join(["word"] * 13)}"', True),
        ("", False),
    ],
)
def test_words_beyond_the_twelfth_are_said_to_be_cut(words: str, *, is_cut: bool) -> None:
    query = QueryDict(mutable=True)
    query["q"] = words
    found = MeetingFilter(query).problems()

    assert [(one.parameter, one.effect) for one in found] == ([("q", "was cut")] if is_cut else [])
    assert all("first 12 words" in one.detail for one in found)


@pytest.mark.parametrize("words", ["!!!", "-", '""', "OR", "_", "\ufffd\ufffd\ufffd", "\u200b"])
def test_words_that_hold_no_word_are_left_out_and_said(words: str) -> None:
    query = QueryDict(mutable=True)
    query["q"] = words
    asked = MeetingFilter(query)

    assert [(one.parameter, one.effect) for one in asked.problems()] == [("q", "was left out")]
    assert asked.canonical() == {}


@pytest.mark.parametrize("words", ["-missile", "ж", "1986", "C", "½", "U.S.", "missile !!!"])
def test_a_letter_or_a_digit_is_a_word(words: str) -> None:
    query = QueryDict(mutable=True)
    query["q"] = words

    assert MeetingFilter(query).problems() == []
