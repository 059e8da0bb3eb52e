"""The picture of the timeline as a reader meets it: its steps, lanes, labels and treaties, the list below it, the road
of a narrow screen, and its words."""

import re

import pytest

from tests.make import Talks
from tests.web.reading import links, part, words
from tests.web.test_index import page
from timeline.models import Meeting, Release


def test_one_year_of_the_whole_is_the_last_with_meetings_and_arrows_that_lead_nowhere_are_no_links(
    talks: Talks,
) -> None:
    found = page("/?kind=summit")
    lengths = {words(one): str(one["href"]) for one in found.select(".steps__list a[id^=step]")}

    assert lengths["1 year"] == "/?from=1986&kind=summit&to=1986"
    assert lengths["1 month"] == "/?from=1986-10&kind=summit&to=1986-10"
    assert [str(one["aria-label"]) for one in found.select(".steps__move[aria-disabled]")] == [
        "Earlier",
        "Later",
        "Zoom out",
    ]
    assert found.select("[data-key=ArrowLeft], [data-key=ArrowRight], [data-key='-']") == []


def test_one_year_of_several_is_a_year_of_the_calendar(talks: Talks) -> None:
    found = page("/?from=1984-07&to=1988-06")

    assert [str(one["href"]) for one in found.select("#step-4, #step-5")] == [
        "/?from=1986&to=1986",
        "/?from=1986-07&to=1986-07",
    ]
    assert page("/?from=1986-10&to=1986-10").select_one("#step-4[href='/?from=1986&to=1986']")


def test_lanes_keep_one_order_at_every_zoom(record: Release) -> None:
    def order(path: str) -> list[str]:
        return [words(one) for one in page(path).select(".lanes .lane__name a[href^='/negotiations/']")]

    whole = order("/")
    for path in ("/?from=1985&to=1991", "/?from=2000&to=2009", "/?kind=summit", "/?from=1990&to=1990"):
        some = order(path)
        assert len(some) > 1
        assert some == [name for name in whole if name in some]


def test_two_leaders_of_one_name_are_told_apart(record: Release) -> None:
    named = [words(one) for one in page("/").select(".lane--band .band__name")]

    assert "Nixon" in named
    assert "Bush" not in named
    assert any(name.endswith("W. Bush") for name in named)


def test_treaties_in_force_throughout_are_one_line_that_unfolds(record: Release) -> None:
    folded = part(page("/?from=1986&to=1986"), ".lane--treaties .throughout")

    assert words(folded.summary).startswith("8 in force throughout: Limited Test Ban Treaty, ")
    assert len(links(folded)) == 8
    assert page("/").select(".lane--treaties .throughout") == []


def test_no_two_marks_of_a_lane_bear_one_label(record: Release) -> None:
    lanes = page("/?from=1985&to=1991").select(".lane:has(.lane__plot)")
    labelled = [[words(label) for label in lane.select(".mark__label")] for lane in lanes]

    assert sum(map(len, labelled)) > 30
    assert [names for names in labelled if len(set(names)) < len(names)] == []
    assert sum(names.count("Geneva") for names in labelled) <= 5


def test_the_list_loads_two_pages_by_itself_and_then_waits_for_the_button(record: Release) -> None:
    triggers = [str(part(page(f"/?page={number}"), "#more a")["hx-trigger"]) for number in (1, 2, 3)]

    assert triggers == ["click, revealed", "click, revealed", "click"]


@pytest.mark.parametrize(
    ("path", "trail", "up", "ways"),
    [
        ("/", ["All"], [], []),
        ("/?from=1980&to=1989", ["All", "1980s"], ["/"], ["/?from=1970&to=1979", "/?from=1990&to=1999"]),
        (
            "/?from=1986&to=1986",
            ["All", "1980s", "1986"],
            ["/?from=1980&to=1989"],
            ["/?from=1985&to=1985", "/?from=1987&to=1987"],
        ),
        (
            "/?from=1986-10&to=1986-10",
            ["All", "1980s", "1986", "Oct"],
            ["/?from=1986&to=1986"],
            ["/?from=1986-09&to=1986-09", "/?from=1986-11&to=1986-11"],
        ),
        ("/?from=1985&to=1991", ["All", "1985–1991"], ["/"], ["/?from=1978&to=1984", "/?from=1992&to=1998"]),
    ],
)
def test_the_narrow_picture_says_where_one_is_and_leads_up_and_on(
    record: Release, path: str, trail: list[str], up: list[str], ways: list[str]
) -> None:
    found = page(path)

    assert [words(one) for one in found.select(".trail__steps li")] == trail
    assert [str(one["href"]) for one in found.select(".trail__up")] == up
    assert [str(one["href"]) for one in found.select(".road__on")] == ways


def test_the_narrow_picture_leads_from_decades_to_years_to_months_and_names_meetings(record: Release) -> None:
    steps = [str(one["href"]) for one in page("/").select(".road__label .road__step")]
    year = page("/?from=1986&to=1986")
    month = page("/?from=1986-10&to=1986-10")

    assert steps[0] == "/?from=1955&to=1959"
    assert "/?from=1980&to=1989" in steps
    assert "/?from=1986&to=1986" in links(part(page("/?from=1980&to=1989"), ".road"))
    assert "/?from=1986-10&to=1986-10" in links(part(year, ".road"))
    assert "/meetings/1986-10-11-reykjavik-reagan-gorbachev/" in links(part(month, ".road"))
    assert month.select(".road__step") == []
    of_the_year = Meeting.objects.filter(earliest__lte="1986-12-31", latest__gte="1986-01-01").count()
    assert len(year.select(".road__mark")) == of_the_year > 10


def test_no_sentence_of_the_timeline_uses_our_own_words(record: Release) -> None:
    for path in ("/", "/?kind=summit&from=1981&to=1992", "/?kind=call&from=1955&to=1956", "/?from=1986-10&to=1986-10"):
        found = page(path)
        for one in found.select(".cards, .card, .front__try, svg, script, style"):
            one.decompose()
        said = [words(found.body), *(str(one["aria-label"]) for one in found.select("[aria-label]"))]
        assert len(said) > 5
        assert [
            one for one in said if re.search(r"\b(window|surface|noun|filters? in force)\b", one, re.IGNORECASE)
        ] == []
