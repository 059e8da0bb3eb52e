"""The officials' index and one official's page."""

from datetime import date

import pytest

from tests import make
from tests.make import Talks
from tests.web.reading import links, opened, part, section, words
from timeline import selectors
from timeline.index.reference import reference
from timeline.pages import officials
from timeline.pages.timeline import mini

GORBACHEV = "/officials/mikhail-gorbachev/"


def _names(path: str) -> list[str]:
    return [words(one) for one in opened(path).select(".person__name")]


def test_the_index_is_in_the_order_of_family_names(talks: Talks) -> None:
    assert _names("/officials/") == ["Mikhail Gorbachev", "Rose Gottemoeller", "Ronald Reagan", "Sergei Ryabkov"]


def test_a_name_is_found_in_either_alphabet_and_any_spelling(talks: Talks) -> None:
    assert _names("/officials/?q=Рябков") == ["Sergei Ryabkov"]
    assert _names("/officials/?q=sergey") == ["Sergei Ryabkov"]


def test_the_index_narrows_by_side_and_years(talks: Talks) -> None:
    assert _names("/officials/?side=RU&from=1980&to=1990") == ["Mikhail Gorbachev"]


def test_the_index_narrows_by_every_country_that_an_official_is_of(talks: Talks) -> None:
    for slug, country in (("envoy", "GB"), ("second-envoy", "GB"), ("third-envoy", "KZ")):
        make.official(slug=slug, side=country)
    choices = opened("/officials/").select("#ask-side option")

    assert [(one["value"], words(one)) for one in choices] == [
        ("", "Any"),
        ("US", "Washington"),
        ("RU", "Moscow"),
        ("KZ", "Kazakhstan"),
        ("GB", "United Kingdom"),
    ]
    assert len(_names("/officials/?side=GB")) == 2


def test_an_entry_has_side_years_meetings_and_statements(talks: Talks) -> None:
    facts = [words(one) for one in opened("/officials/?q=gorbachev").select(".person__facts")]

    assert facts == ["Moscow · 1985–1987 · 3 meetings · 2 statements"]


def test_the_page_gives_the_native_name_in_its_language_and_the_posts(talks: Talks) -> None:
    page = opened(GORBACHEV)

    assert words(part(page, ".dossier__facts [lang=ru]")) == "Михаил Горбачёв"
    assert [words(one) for one in section(page, "Posts").select("h2 + .posts li")] == [
        "1985–1991 General Secretary of the CPSU Central Committee",
        "1990–1991 President of the Soviet Union",
    ]


def test_a_post_whose_end_no_source_gives_does_not_run_to_this_day(talks: Talks) -> None:
    make.post(official=talks.reagan, title="Governor", start="1967", end="1975")

    page = opened("/officials/ronald-reagan/")
    make.post(official=talks.reagan, title="Member of the delegation", start="1976")
    after = opened("/officials/ronald-reagan/")

    caption = words(part(after, ".small-timeline__caption"))
    assert caption == words(part(page, ".small-timeline__caption"))
    assert caption == "Meetings and posts held, 1969–1989 · on the timeline"
    bars = [list(one["class"]) for one in after.select(".small-timeline .band rect")]
    assert bars.count(["treaty-band__force"]) == 3
    assert bars.count(["treaty-band__force", "treaty-band--fading"]) == len(bars) - 3 == 1
    assert "from 1976 Member of the delegation" in [words(one) for one in section(after, "Posts").select("li")]


def test_a_post_without_an_end_is_solid_to_the_last_day_on_which_the_record_has_its_holder(talks: Talks) -> None:
    """The meeting of 2021 was cancelled, and is no sign of life."""
    (post,) = mini.posts(
        selectors.officials.official("sergei-ryabkov"),
        reference(talks.release),
        selectors.officials.days_of(talks.ryabkov),
    )

    assert (post.latest, post.fades_from) == (None, date(2013, 2, 28))


def test_a_post_without_an_end_is_not_known_by_what_came_after_the_next(talks: Talks) -> None:
    make.post(official=talks.ryabkov, title="Head of department", start="2005")

    first, second = mini.posts(
        selectors.officials.official("sergei-ryabkov"),
        reference(talks.release),
        selectors.officials.days_of(talks.ryabkov),
    )

    assert (first.names[0], first.fades_from) == ("Head of department", date(2005, 12, 31))
    assert second.fades_from == date(2013, 2, 28)


def test_counterparts_are_counted_with_first_and_last_year(talks: Talks) -> None:
    rows = section(opened(GORBACHEV), "Across the table from").select("tbody tr")

    assert [[words(cell) for cell in row.select("th, td")] for row in rows] == [
        ["Ronald Reagan", "3 meetings with Ronald Reagan", "1985–1987", "compare with Ronald Reagan"]
    ]
    assert links(rows[0]) == [
        "/officials/ronald-reagan/",
        "/?official=mikhail-gorbachev&official=ronald-reagan",
        "/compare/?official=mikhail-gorbachev&official=ronald-reagan",
    ]


def test_a_meeting_that_was_called_off_makes_no_counterpart(talks: Talks) -> None:
    make.participation(meeting=talks.cancelled, official=talks.gottemoeller)

    rows = section(opened("/officials/sergei-ryabkov/"), "Across the table from").select("tbody tr")

    assert [words(row.td) for row in rows] == ["1 meetings with Rose Gottemoeller"]


def test_statements_are_grouped_by_issue_and_the_rest_is_linked(talks: Talks) -> None:
    for day in range(1, 5):
        make.position(holder=talks.ryabkov, issue=talks.compliance, date=f"2020-01-0{day}", quote=f"day {day} of four")

    topics = section(opened("/officials/sergei-ryabkov/"), "What Sergei Ryabkov said").select(".topic")

    assert [words(topic.h3) for topic in topics] == ["Compliance 4", "Missile defence 1"]
    assert [words(one) for one in topics[0].select("q")] == ["day 4 of four", "day 3 of four", "day 2 of four"]
    assert links(part(topics[0], ".topic__more")) == ["/issues/compliance/?official=sergei-ryabkov"]


def test_meetings_are_in_order_with_whom_they_faced(talks: Talks) -> None:
    rows = section(opened(GORBACHEV), "Meetings").select(".row")

    assert [words(row.select_one(".row__title")) for row in rows] == [
        "Geneva summit",
        "Reykjavik summit",
        "Washington summit",
    ]
    assert {words(row.select_one(".row__who")) for row in rows} == {"Ronald Reagan"}


def test_who_faced_whom_is_a_table_with_the_number_of_their_meetings(talks: Talks) -> None:
    table = part(opened("/officials/"), ".matrix table")

    assert [words(one) for one in table.select("thead th")] == ["Mikhail Gorbachev", "Sergei Ryabkov"]
    assert [[words(one) for one in row.select("th, td")] for row in table.select("tbody tr")] == [
        ["Ronald Reagan", "3", ""],
        ["Rose Gottemoeller", "", "1"],
    ]
    assert links(table.select("tbody td")[0]) == ["/?official=ronald-reagan&official=mikhail-gorbachev"]


def test_a_narrowed_list_has_no_table(talks: Talks) -> None:
    assert opened("/officials/?side=RU").select(".matrix") == []


def test_the_stances_of_a_career_stand_in_turn(talks: Talks) -> None:
    for year, stance in ((2015, "supports"), (2016, "supports"), (2017, "unclear"), (2018, "opposes")):
        make.position(
            holder=talks.ryabkov, issue=talks.compliance, date=str(year), stance=stance, quote=f"as we said in {year}"
        )

    turns = section(opened("/officials/sergei-ryabkov/"), "What Sergei Ryabkov said").select(".career li")

    assert [words(one) for one in turns] == ["2015 limit them", "2018 leave them free"]


def test_beyond_the_issues_spoken_of_most_one_statement_is_shown_and_careers_are_cut(
    talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(officials, "FULL", 1)
    monkeypatch.setattr(officials, "TURNS", 2)
    for issue, years in ((talks.compliance, (2014, 2015, 2016, 2017)), (talks.intermediate_missiles, (2014, 2015))):
        for year in years:
            stance = "opposes" if year % 2 else "supports"
            make.position(holder=talks.ryabkov, issue=issue, date=str(year), stance=stance, quote=f"so in {year}")

    topics = section(opened("/officials/sergei-ryabkov/"), "What Sergei Ryabkov said").select(".topic")

    assert [words(topic.h3) for topic in topics] == [
        "Compliance 4",
        "Intermediate-range missiles 2",
        "Missile defence 1",
    ]
    assert [len(topic.select("q")) for topic in topics] == [3, 1, 1]
    assert [words(one) for one in topics[0].select(".career li")] == [
        "2 earlier",
        "2016 limit them",
        "2017 leave them free",
    ]
    assert words(part(topics[1], ".topic__more")) == "1 earlier statement on Intermediate-range missiles"
