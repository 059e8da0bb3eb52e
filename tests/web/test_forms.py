"""What a form shows, and what it sends when nothing is changed in it: the question in force, whole."""

from urllib.parse import parse_qsl, urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from tests.make import Talks
from tests.web.reading import opened, part, words

ISSUE = "/issues/missile-defense/"
QUESTIONS = [
    ("/officials/", "from=1980&match=certain&q=r&side=RU,US&to=1990"),
    ("/officials/", "side=GB"),
    ("/articles/", "issue=missile-defense&kind=document,transcript&language=en&official=ronald-reagan&q=talks"),
    ("/articles/", "from=1980&official=mikhail-gorbachev,ronald-reagan&official=sergei-ryabkov&to=1990"),
    (ISSUE, "official=mikhail-gorbachev,ronald-reagan&side=RU,US&speech=direct&stance=opposes,supports"),
    (
        ISSUE,
        "from=1980&match=certain&official=mikhail-gorbachev&official=ronald-reagan&q=defence&stance=opposes&to=1990",
    ),
    (ISSUE, "article=records-1969-11-17-talks-open&meeting=1986-10-11-reykjavik-reagan-gorbachev"),
]


def sent(form: Tag) -> str:
    """The query string that a browser sends for a form as it stands, blank fields left out."""
    pairs = [(str(one["name"]), str(one.get("value", ""))) for one in form.select("input[name]")]
    for select in form.select("select[name]"):
        chosen = select.select("option[selected]") or select.select("option")[:1]
        assert len(chosen) == 1
        pairs.append((str(select["name"]), str(chosen[0].get("value", ""))))
    return urlencode(sorted(pair for pair in pairs if pair[1]), safe=",~")


@pytest.mark.parametrize(("path", "question"), QUESTIONS)
def test_a_form_as_it_stands_asks_the_question_in_force(talks: Talks, path: str, question: str) -> None:
    page = opened(f"{path}?{question}")

    assert page.select(".problems") == []
    assert sent(part(page, "form.ask")) == question


def test_several_values_are_called_by_their_names(talks: Talks) -> None:
    page = opened(f"{ISSUE}?official=mikhail-gorbachev,ronald-reagan&side=RU,US")

    assert words(part(page, "#ask-side option[selected]")) == "Moscow or Washington"
    assert words(part(page, "#ask-official option[selected]")) == "Mikhail Gorbachev or Ronald Reagan"


def test_a_form_without_a_question_sends_nothing(talks: Talks) -> None:
    for path in ("/officials/", "/articles/", ISSUE):
        assert sent(part(opened(path), "form.ask")) == ""


def test_the_orders_of_the_issues_keep_the_words(talks: Talks) -> None:
    page = opened("/issues/?q=missile")

    found = [str(one["href"]) for one in page.select(".standings__orders a")]
    assert len(found) == 3
    assert [dict(parse_qsl(one.partition("?")[2])).get("q") for one in found] == ["missile"] * 3
    assert str(part(page, "link[rel=canonical]")["href"]) == "http://testserver/issues/?q=missile"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/officials/", "from"),
        ("/officials/", "q"),
        ("/articles/", "to"),
        ("/articles/", "page"),
        ("/treaties/", "match"),
        ("/negotiations/", "q"),
        ("/issues/", "sort"),
        ("/issues/", "q"),
        (ISSUE, "from"),
        (ISSUE, "page"),
        ("/officials/ronald-reagan/", "page"),
        ("/negotiations/summits/", "page"),
    ],
)
def test_one_value_given_twice_is_said_on_every_page(talks: Talks, path: str, name: str) -> None:
    values = {"match": ("possible", "certain"), "sort": ("name", "distance"), "q": ("arms", "talks")}
    first, second = values.get(name, ("1", "2") if name == "page" else ("1986", "1987"))

    page = opened(f"{path}?{name}={first}&{name}={second}")

    assert [words(one) for one in page.select(".problems li")] == [
        f"{name} was left out: given more than once, with different values; it can have one"
    ]


def test_a_citation_asked_for_in_two_formats_is_no_file(talks: Talks) -> None:
    response = Client().get("/articles/?cite=bibtex&cite=ris")

    assert response["Content-Type"].startswith("text/html")
    assert b"cite</strong> was left out: given more than once" in response.content


@pytest.mark.parametrize(
    ("address", "name", "nearest"),
    [
        ("/?official=mikhail-gorbachov", "official", "mikhail-gorbachev"),
        ("/?negotiation=sumits&issue=missile-defence", "issue", "missile-defense"),
        ("/issues/missile-defense/?official=ronald-regan", "official", "ronald-reagan"),
        ("/articles/?issue=missile-defens", "issue", "missile-defense"),
        ("/treaties/?negotiation=sumits", "negotiation", "summits"),
        ("/compare/?official=ronald-regan&official=mikhail-gorbachev", "official", "ronald-reagan"),
        ("/compare/?official=Ronald Reagan", "official", "ronald-reagan"),
        ("/embed/?treaty=inf-traety", "treaty", "inf-treaty"),
    ],
)
def test_a_slug_that_nothing_bears_is_named_with_the_nearest(
    talks: Talks, client: Client, address: str, name: str, nearest: str
) -> None:
    page = BeautifulSoup(client.get(address).content, "html.parser")

    said = [" ".join(one.get_text().split()) for one in page.select(".problems li")]
    assert any(one.startswith(name) and one.endswith(f"did you mean {nearest}?") for one in said), said


def test_a_slug_that_the_record_has_is_no_problem_where_nothing_is_found(talks: Talks, client: Client) -> None:
    page = BeautifulSoup(client.get("/?official=sergei-ryabkov&kind=signing").content, "html.parser")

    assert page.select(".problems li") == []


def test_a_query_that_is_too_long_is_said_in_plain_words(talks: Talks) -> None:
    said = words(opened(f"/?q={'treaty ' * 40}"))

    assert "is 279 characters long; at most 200 are looked for" in said
