"""Stories: the list, one story, the pages that are told of."""

import json
import re
from datetime import date
from itertools import pairwise

import pytest
from django.test import Client

from tests import make
from tests.make import Talks
from tests.web.reading import links, opened, part, words
from timeline.chart.beats import spread
from timeline.models import StoryStep
from timeline.pages import beats

STORY = "/stories/two-summits/"


def test_the_list_has_every_story_with_its_years(talks: Talks) -> None:
    (one,) = opened("/stories/").select(".stories__one")

    assert words(one.h2) == "Two summits"
    assert "3 steps, 1985–1987" in words(one)
    assert links(one) == [STORY]


def test_a_story_is_told_step_by_step_beside_what_it_is_bound_to(talks: Talks) -> None:
    steps = opened(STORY).select(".story__step")

    assert [words(step.h2) for step in steps] == ["Geneva", "Reykjavik", "A treaty"]
    assert [words(part(step, ".story__text")) for step in steps] == [
        "They met first.",
        "They met again.",
        "They signed.",
    ]
    assert [links(part(step, ".story__bound"))[0] for step in steps] == [
        "/meetings/1985-11-19-geneva-reagan-gorbachev/",
        "/meetings/1986-10-11-reykjavik-reagan-gorbachev/",
        "/treaties/inf-treaty/",
    ]


def test_the_line_of_time_leads_to_the_steps_and_each_strip_points_out_its_own(talks: Talks) -> None:
    page = opened(STORY)

    assert links(part(page, ".story__line")) == ["#step-1", "#step-2", "#step-3"]
    assert [str(one["id"]) for one in page.select(".story__step")] == ["step-1", "step-2", "step-3"]
    strips = page.select(".story__step .strip-of-time")
    assert [len(one.select(".strip__dot--lit")) for one in strips] == [1, 1, 1]


@pytest.mark.parametrize("years", range(1, 72))
def test_the_years_of_a_strip_do_not_run_together_on_a_phone(years: int) -> None:
    drawn = beats.strip([(1, "First", date(1955, 3, 1)), (2, "Last", date(1955 + years, 3, 1))])

    places = [float(one) for one in re.findall(r'"strip__tick" x="([\d.]+)%"', drawn)]
    assert places
    assert all(later - earlier >= 10 for earlier, later in pairwise(places))


def test_a_treaty_at_the_end_stands_where_it_ended(talks: Talks) -> None:
    late = make.meeting(slug="2019-07-01-late", start="2019-07-01")
    make.story(
        slug="end", title="The end", steps=[(f"meetings/{late.slug}", "Late", "x"), ("treaties/inf-treaty", "End", "y")]
    )

    assert [words(one) for one in opened("/stories/end/").select(".line__day")] == ["1 July 2019", "2 August 2019"]


def test_a_statement_is_quoted_with_its_source(talks: Talks) -> None:
    said = talks.reagan.positions.first()
    assert said is not None
    make.story(slug="said", title="Said", steps=[(f"positions/{said.public_id}", "Said", "x")])

    bound = part(opened("/stories/said/"), ".story__bound")

    assert said.quote in words(bound)
    assert bound["data-side"] == "us"


def test_what_a_release_has_lost_is_said(talks: Talks) -> None:
    make.story(slug="lost", title="Lost", steps=[("positions/gone-00000000", "Gone", "x")])

    assert "Not on record in this release" in words(part(opened("/stories/lost/"), ".story__bound"))
    assert len(opened("/stories/").select(".stories__one")) == 2


def test_what_is_told_of_says_so(talks: Talks) -> None:
    told = part(opened("/meetings/1986-10-11-reykjavik-reagan-gorbachev/"), ".told-in")

    assert (words(told), links(told)) == ("Told in Two summits", [f"{STORY}#step-2"])
    assert links(part(opened("/treaties/inf-treaty/"), ".told-in")) == [f"{STORY}#step-3"]


def test_a_story_is_described_for_machines(talks: Talks) -> None:
    documents = [json.loads(one.string or "") for one in opened(STORY).select("script[type$=json]")]
    (article,) = [one for one in documents if one["@type"] == "Article"]

    assert article["headline"] == "Two summits"
    assert article["mentions"][2] == {"@id": "http://testserver/treaties/inf-treaty/", "name": "A treaty"}


def test_a_story_that_there_is_not(talks: Talks) -> None:
    assert Client().get("/stories/nothing/").status_code == 404
    StoryStep.objects.all().delete()
    assert opened(STORY).h1
    assert opened("/stories/").h1


@pytest.mark.parametrize(
    ("places", "laid"),
    [
        ([0.0, 50.0, 100.0], [0.0, 50.0, 100.0]),
        ([0.0, 1.0, 2.0], [0.0, 10.0, 20.0]),
        ([98.0, 99.0, 100.0], [80.0, 90.0, 100.0]),
        ([1.0] * 21, [number * 5.0 for number in range(21)]),
        ([], []),
    ],
)
def test_labels_have_rows_of_their_own(places: list[float], laid: list[float]) -> None:
    assert spread(places, gap=10, end=100) == laid
