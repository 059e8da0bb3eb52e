"""What is read from a query string, what is wrong with it, and how it is written back."""

from django.http import QueryDict

from timeline.filters import MeetingFilter, OfficialFilter, PositionFilter, Problem


def asked(text: str) -> MeetingFilter:
    return MeetingFilter(QueryDict(text))


def test_values_are_read_with_commas_and_repeated() -> None:
    query = asked("official=a,b&official=c&kind=summit,call")

    assert query.cleaned()["official"] == (("a", "b"), ("c",))
    assert query.values("official") == ["a", "b", "c"]
    assert query.values("kind") == ["summit", "call"]
    assert query.problems() == []


def test_unknown_parameter_names_the_nearest() -> None:
    assert asked("offical=a").problems() == [Problem("offical", "there is no parameter 'offical' here", "official")]


def test_bad_value_names_the_nearest_and_is_left_out() -> None:
    query = asked("kind=sumit&country=ru")

    assert query.problems() == [Problem("kind", "'sumit' is not one of the values it can have", "summit")]
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
    for noun in (MeetingFilter, PositionFilter, OfficialFilter):
        assert all(noun.parameters().values())
        assert list(noun.parameters())[:3] == ["from", "to", "match"]
