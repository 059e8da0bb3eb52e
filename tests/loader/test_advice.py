"""Advice: what is allowed and yet often a slip, said with its place; the check stays without a problem."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.loader.cast import DIARY_FILE, NEWS, NEWS_FILE, Fixtures
from timeline.loader import advice

HELSINKI = "1969-11-17-helsinki-smith-semenov"
LATER = "news-1969-11-19-talks-go-on"


def said(fixtures: Fixtures, *files: str) -> list[str]:
    """The check's lines of advice."""
    output = StringIO()
    paths = [str(fixtures.root / file) for file in files] or [str(fixtures.root)]
    call_command("check_articles", *paths, stdout=output)
    return [line for line in output.getvalue().splitlines() if ": advice: " in line]


def again(fixtures: Fixtures, **changes: str) -> None:
    """A second article: the first one with these texts replaced, and its own slugs."""
    text = NEWS.replace("news-1969-11-18-talks-open", LATER).replace(HELSINKI, "1969-11-18-helsinki-smith-semenov")
    text = text.replace("2017-09-12-call", "2017-10-12-call")
    text = text.replace('published: "1969-11-18"', 'published: "1969-11-19"')
    for old, new in {"https://news.example/1969/talks": "https://news.example/1969/more", **changes}.items():
        text = text.replace(old, new)
    fixtures.write(f"articles/{LATER}.yaml", text)


def test_the_cast_needs_none(fixtures: Fixtures) -> None:
    assert fixtures.problems() == []
    assert said(fixtures) == []


@pytest.mark.parametrize(
    "url",
    ["https://news.example/1969/talks", "http://www.news.example/1969/talks/", "https://news.example/1969/talks#top"],
)
def test_the_same_address_under_another_slug(fixtures: Fixtures, url: str) -> None:
    fixtures.change(DIARY_FILE, "https://diary.example/1969", url)

    assert said(fixtures) == [f"{NEWS_FILE}:6:6: advice: the article 'diary-1969-12-22-helsinki' has the same address"]


def test_the_same_quotation_and_two_meetings_that_may_be_one(fixtures: Fixtures) -> None:
    again(fixtures, **{"it is too early to say": "it is much too soon", 'start: "1969-11-17"': 'start: "1969-11-18"'})
    person = "  - {official: gerard-smith, side: US, role: head, post: Director of ACDA}\n"
    both = f"{person}  - {{official: vladimir-semenov, side: RU, role: head}}\n"
    fixtures.change(f"articles/{LATER}.yaml", person, both)

    lines = said(fixtures)
    assert [line.partition(": advice: ")[2] for line in lines] == [
        "the article 'news-1969-11-18-talks-open' has the same quotation",
        f"the meeting '{HELSINKI}' has gerard-smith, vladimir-semenov too, within days: is it the same?",
    ]
    assert {line.partition(":")[0] for line in lines} == {f"articles/{LATER}.yaml"}
    assert said(fixtures, NEWS_FILE) == []
    assert said(fixtures, f"articles/{LATER}.yaml") == lines


def test_a_session_is_not_taken_for_its_round(fixtures: Fixtures) -> None:
    """Nor the round, told of by another file, for the session."""
    session = {"  negotiation: salt-i\n": f"  negotiation: salt-i\n  part_of: {HELSINKI}\n"}
    again(fixtures, **session, **{'published: "1969-11-19"': 'published: "1969-12-30"'})

    assert [line for line in said(fixtures) if "quotation" in line]
    assert not [line for line in said(fixtures) if "is it the same?" in line]


def test_a_meeting_of_one_side(fixtures: Fixtures) -> None:
    fixtures.change(
        DIARY_FILE,
        "  participants:\n  - {official: vladimir-semenov, side: RU, role: head}\n",
        "  participants:\n  - {official: richard-nixon, side: US, role: member}\n",
    )

    assert said(fixtures) == [
        f"{NEWS_FILE}:24:3: advice: everybody at the meeting is on one side, US: who was there for the other?"
    ]


def test_a_meeting_about_nothing(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "  issues: [missile-defense]\n", "")
    fixtures.change(DIARY_FILE, "  issues: [compliance]\n", "")

    assert said(fixtures) == [f"{NEWS_FILE}:11:9: advice: the meeting has no issue: what was on the table?"]


def test_a_meeting_held_nowhere(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "  city: Helsinki\n  country: FI\n", "")

    assert said(fixtures) == [
        f"{NEWS_FILE}:11:9: advice: the meeting has no city: does the source say where it was held?"
    ]


def test_a_publisher_spelt_anew(fixtures: Fixtures) -> None:
    fixtures.change(DIARY_FILE, "publisher: The Diary", "publisher: The Newts")

    lines = said(fixtures)
    assert f"{NEWS_FILE}:3:12: advice: no other article is by 'The News'; is it 'The Newts'?" in lines
    assert len(lines) == 2


def test_an_article_that_is_not_saved_is_advised_too(fixtures: Fixtures) -> None:
    """Its old version is left aside."""
    [diary, news] = fixtures.corpus().articles
    known = advice.known_articles([diary, news])

    assert list(advice.of_article(news, known)) == []
    [one] = advice.of_article(diary, advice.known_articles([news, replace(diary, slug="other", meetings=())]))
    assert (one.place, one.other) == (("url",), "other")


def test_a_publisher_that_one_saved_article_has_is_not_new_in_an_unsaved_one(fixtures: Fixtures) -> None:
    [diary, news] = fixtures.corpus().articles
    known = advice.known_articles([replace(diary, publisher="The Newts"), news])
    unsaved = replace(news, slug="unsaved", url="https://news.example/other", positions=(), meetings=())

    assert list(advice.of_article(unsaved, known)) == []
    assert [one.place for one in advice.of_article(replace(unsaved, publisher="The Newss"), known)] == [("publisher",)]


def test_the_length_of_each_text_is_said(fixtures: Fixtures, tmp_path: Path) -> None:
    slug, output = "diary-1969-12-22-helsinki", StringIO()
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / f"{slug}.txt").write_text("Four words\nand more", encoding="utf-8")
    call_command("check_articles", str(fixtures.root), "--texts", str(tmp_path / "texts"), stdout=output)

    assert f"{slug}: a text of 4 words" in output.getvalue()
