"""The search page."""

import re
from itertools import product
from urllib.parse import quote_plus

import pytest
from bs4 import BeautifulSoup, Tag
from django.template.loader import render_to_string

from tests.make import Talks
from tests.web.reading import flaws, links, opened, part, words
from timeline.domain.vocabulary import side_capital
from timeline.models import Issue, Position, Release
from timeline.search.answers import Answer, SideAnswer
from timeline.search.names import names
from timeline.search.query import understand
from timeline.search.subjects import subject_of


def _groups(path: str) -> dict[str, int]:
    """The groups and how many finds each says that it has."""
    groups = {}
    for group in opened(path).select(".found"):
        name, _, number = words(group.h2).rpartition(" ")
        groups[name] = int(number)
    return groups


def _chips(path: str) -> list[str]:
    return [words(chip).removesuffix(" ×") for chip in opened(path).select(".part")]


def test_what_was_understood_is_shown_and_each_part_can_be_taken_out(record: Release) -> None:
    page = opened("/search/?q=russia+missile+defence+2013")
    chips = page.select(".part")

    assert [words(chip.select_one(".part__what")) for chip in chips] == ["side", "issue", "date"]
    assert words(chips[0]).startswith("side russia: Moscow")
    assert [str(one["href"]) for one in page.select(".part__off")] == [
        "/search/?q=missile+defence+2013",
        "/search/?q=russia+2013",
        "/search/?q=russia+missile+defence",
    ]


def test_the_answer_has_the_sides_own_words_with_speaker_date_and_source(record: Release) -> None:
    page = opened("/search/?q=russia+missile+defence+2013")
    answer = part(page, "#answer")

    stated = Position.objects.filter(side="RU", issue__slug="missile-defense")
    stated = stated.filter(earliest__lte="2013-12-31", latest__gte="2013-01-01")
    limits = stated.filter(stance="supports").count()

    assert limits > stated.count() / 2 > 3
    assert words(answer.h2) == f"Moscow on missile defence, 2013: {stated.count()} statements"
    assert words(part(answer, ".answer__question")).startswith("Should missile defences")
    assert words(answer.h3) == f"Moscow would limit them: {limits} of {stated.count()} statements"
    said = answer.select(".said")
    assert len(said) == 3
    for one in said:
        assert one.select_one(".said__who a[href^='/officials/'], .said__source-of")
        assert "2013" in words(one.select_one(".said__date"))
        assert one.select_one(".said__evidence a[rel=external]")
    sources = [words(one.select_one(".said__evidence a")) for one in said]
    assert len(set(sources)) == 3
    copied = [one.get_text() for one in answer.select("textarea")]
    assert copied
    assert all("Across the Table, release" in text and "/positions/" in text for text in copied)
    assert links(answer)[-1] == "/search/?q=russia+missile+defence+2013&kind=positions&side=RU&issue=missile-defense"


def test_two_sides_answer_side_by_side(record: Release) -> None:
    answer = part(opened("/search/?q=backfire"), "#answer")

    assert [str(one["data-side"]) for one in answer.select(".answer__column")] == ["us", "ru"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("Нитце", "Paul Nitze"),
        ("who met gromyko most", "Whom Andrei Gromyko faced most often"),
        ("reykjavik summit", "Reykjavik summit"),
        ("treaty limits 1550", "New START"),
        ("SDI 12 October 1986", "Space weapons and SDI on 12 October 1986"),
    ],
)
def test_a_question_has_the_answer_of_its_kind(query: str, said: str, record: Release) -> None:
    assert words(part(opened(f"/search/?q={query}"), "#answer h2")) == said


def test_the_counterparts_are_a_table_most_often_first(record: Release) -> None:
    rows = part(opened("/search/?q=who+met+gromyko+most"), "#answer table").select("tbody tr")
    numbers = [int(words(row.td)) for row in rows]

    assert len(rows) == 10
    assert numbers == sorted(numbers, reverse=True)
    assert words(rows[0].th) == "Henry Kissinger"


def test_a_meeting_is_answered_by_its_card(record: Release) -> None:
    card = part(opened("/search/?q=summit+1986"), "#answer .card")

    assert words(card.select_one(".card__title")) == "Reykjavik summit"


def test_a_near_answer_says_what_it_let_go(record: Release) -> None:
    assert words(part(opened("/search/?q=nitze+karpov+1982"), ".count")).startswith(
        "Nothing holds all of it; without “1982”: "
    )
    let_go = opened("/search/?q=nitze+karpov+1982").select(".part[data-let-go]")
    assert [words(one) for one in let_go] == ["date 1982 ×Search without “1982”"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("nitze karpov 1982", r"Nothing holds all of it; without “1982”: \d+ found, nearest in time: .*19\d\d\."),
        ("zzzz reagan", r"The record nowhere has “zzzz”; without it: \d+ found\."),
        ("zzzz bomb", r"Nothing in the record is about “zzzz bomb”: it nowhere has “zzzz”; without it: \d+ found\."),
        ("zzzz qqqq reagan", r"The record nowhere has “zzzz” or “qqqq”; without them: \d+ found\."),
        (
            "zzzz backfire 1999",
            r"The record nowhere has “zzzz”, and nothing holds all the rest; without “1999”: \d+ found, .*",
        ),
        ("plzz fnd the meeting", r"The record nowhere has “plzz” or “fnd”\. Not searched for: the, meeting\."),
        ('"New START" 1950', r"Nothing holds all of it; without “1950”: \d+ found, nearest in time: .*"),
        ('"flexibility upward"', r"The record nowhere has “flexibility upward”\."),
        ("reagan", r"\d+ found\."),
        ("OR", r"There is no word to look for in “OR”\."),
        ("?!", r"There is no word to look for in “\?!”\."),
    ],
)
def test_how_much_was_found_and_without_what_is_one_sentence(query: str, said: str, record: Release) -> None:
    assert re.fullmatch(said, words(part(opened(f"/search/?q={quote_plus(query)}"), ".count")))


def test_where_nothing_is_found_the_page_says_what_may_be_meant_and_where_to_go_on(record: Release) -> None:
    page = opened("/search/?q=rejkj")

    assert "/meetings/1986-10-11-reykjavik-reagan-gorbachev/" in links(part(page, ".perhaps"))
    assert links(part(page, ".perhaps"))[-4:] == ["/officials/", "/issues/", "/treaties/", "/places/"]
    assert not opened("/search/?q=reagan").select(".perhaps")


TWICE = re.compile(r"\b(\w+) \1\b|\b(?:in|on|at|of|with|from|by) (?:in|on|at|of|with|from|by)\b(?!-)", re.IGNORECASE)
SPANS = ["12 October 1986", "October 1986", "1986", "1985-87", "1980s", "after 1990", "before 1970", "under Reagan", ""]


def test_no_answer_has_a_word_twice_whatever_the_issue_the_side_and_the_days(record: Release) -> None:
    known = names(record)
    answers = 0
    for issue in Issue.objects.listed():
        for side, span, total in product(("US", "RU"), SPANS, (1, 2)):
            parts = understand(f"{side_capital(side)} {issue.name} {span}", known).parts
            for answer in filter(None, issue.answers.values()):
                column = SideAnswer(side, total, (), answer, 1)
                whole = Answer("statements", subject_of(parts, [issue]), question=issue.question, columns=(column,))
                shown = {"side": side, "total": total, "predicate": column.predicate, "mostly_count": 1, "said": ()}
                text = render_to_string("parts/_answer.html", {"answer": {"is": whole, "columns": [shown]}})
                told = words(BeautifulSoup(text, "lxml"))
                assert not TWICE.search(told), told
                answers += 1
    assert answers > 30 * 2 * len(SPANS)


def test_groups_show_six_and_lead_to_all_with_pages(record: Release) -> None:
    page = opened("/search/?q=missile+defence")
    group = part(page, "#found-positions")
    total = int(words(group.h2).rpartition(" ")[2])

    assert len(group.select(".hit")) == 6
    assert total > 100
    all_of_them = str(part(group, ".topic__more a")["href"])
    assert all_of_them == "/search/?q=missile+defence&kind=positions"
    first = opened(all_of_them)
    assert len(first.select(".hit")) == 30
    assert not first.select("#answer")
    seen = [str(one["href"]) for one in first.select(".said__quote a, .said__report a")]
    second = opened(str(part(first, ".pager a[rel=next]")["href"]))
    assert not set(seen) & {str(one["href"]) for one in second.select(".said__quote a, .said__report a")}
    last = opened(f"{all_of_them}&page=9999")
    assert words(part(last, ".pager__place")) == f"Page {-(-total // 30)} of {-(-total // 30)}"


def test_filters_narrow_and_count_what_they_leave(record: Release) -> None:
    page = opened("/search/?q=missile+defence")
    sides = page.select(".narrow__part")[1]
    moscow = next(one for one in sides.select("li") if words(one.a) == "Moscow")

    assert sum(_groups(links(moscow)[0]).values()) == int(words(moscow.span))
    bar = page.select_one(".years__bar[aria-label^='2013']")
    assert bar is not None
    assert words(part(opened(str(bar["href"])), ".years h2")) == "Year: 2013"


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Side", "Moscow"),
        ("Speaker", "Vladimir Putin"),
        ("Answer", "limit them"),
        ("Whose words", "Own words only"),
        ("Quotation checked", "Verified verbatim"),
    ],
)
def test_every_filter_of_statements_narrows_the_finds_and_can_be_taken_off(
    heading: str, value: str, record: Release
) -> None:
    def chosen(page: Tag) -> Tag:
        section = next(one for one in page.select(".narrow__part") if words(one.h2) == heading)
        return next(one for one in section.select("li") if words(one.a) == value)

    choice = chosen(opened("/search/?q=missile+defence"))
    narrowed = opened(links(choice)[0])

    assert words(part(narrowed, ".count")) == f"{words(choice.span)} found."
    assert chosen(narrowed).select("a[aria-current]")
    assert links(chosen(narrowed)) == ["/search/?q=missile+defence"]


def test_what_narrows_nothing_is_said(record: Release) -> None:
    page = opened("/search/?q=missile+defence&speech=loud&year=86&official=nobody")

    assert [words(one) for one in page.select(".problems li strong")] == ["official", "speech", "year"]


def test_matches_are_marked(record: Release) -> None:
    marked = {words(one).lower() for one in opened("/search/?q=Рябков+ПРО").select(".found mark")}

    assert "ryabkov" in marked
    assert marked & {"missile defense", "missile defence"}


def test_every_find_leads_to_its_page(talks: Talks) -> None:
    groups = opened("/search/?q=missile").select(".found")

    assert groups
    for group in groups:
        for path in links(group):
            if path.startswith("/"):
                opened(path)


def test_a_misspelt_name_is_put_right_and_said(talks: Talks) -> None:
    page = opened("/search/?q=gorbachov")

    assert words(part(page, ".count")).startswith("Nothing holds “gorbachov”; searched for gorbachev.")
    assert words(page.select("#found-officials .row__title")[0]) == "Mikhail Gorbachev"


def test_what_was_typed_is_escaped(talks: Talks) -> None:
    page = opened("/search/?q=%3Cscript%3Ealert(1)%3C/script%3E")

    assert flaws(page) == []
    assert str(part(page, "#ask-q")["value"]) == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "query",
    [
        "%22", "*", "NEAR", ";", "%00", "a%00b", "%F0%9F%95%8A", "%ED%A0%80", "x" * 10_000, "%FF",
        "%E2%80%AEregan%E2%80%AC", "+".join(f"word{number}" for number in range(40)), "", "-", "OR", "-x", "reagan+OR",
        "&kind=x&side=x&issue=%00&year=x-&page=x", "reagan&kind=positions&page=-1", "reagan&year=9999",
        "reagan&year=0000-0001", "reagan&kind=issues&side=RU&issue=none",
    ],
)  # fmt: skip
def test_hostile_words_give_a_page(query: str, talks: Talks) -> None:
    assert flaws(opened(f"/search/?q={query}")) == []


def test_a_question_that_is_too_long_is_cut_and_says_so(talks: Talks) -> None:
    page = opened(f"/search/?q={'reagan ' * 60}")

    assert words(part(page, ".problems")) == "q was cut: only the first 200 characters are looked for"


def test_a_phrase_and_an_exclusion(talks: Talks) -> None:
    assert list(_groups("/search/?q=%22nowhere+else%22")) == ["Statements", "Sources"]
    without = _groups("/search/?q=missile+-laboratory")
    assert without["Statements"] == _groups("/search/?q=missile")["Statements"] - 1
    assert _chips("/search/?q=missile+-laboratory")[-1] == "without laboratory"


def test_before_anything_is_asked_the_page_says_what_can_be(talks: Talks) -> None:
    page = opened("/search/")

    assert len(links(part(page, ".count"))) == 3
    assert not page.select(".found")
    assert words(part(page, "#ask-help")).startswith("A phrase in quotes")


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
