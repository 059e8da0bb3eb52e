"""The issues' index and one issue's page."""

from tests import make
from tests.make import Talks
from tests.web.reading import links, opened, part, words
from timeline.models import Issue, Position

MISSILE_DEFENSE = "/issues/missile-defense/"


def _exchange(path: str) -> list[tuple[str, list[str]]]:
    return [
        (words(occasion.h3), [words(quote) for quote in occasion.select("q")])
        for occasion in opened(path).select(".occasion")
    ]


def test_the_exchange_is_in_time_order_grouped_by_meeting(talks: Talks) -> None:
    assert _exchange(MISSILE_DEFENSE) == [
        (
            "Reykjavik summit (broken off) 11–12 October 1986",
            ["we will not give it up", "within the laboratory and nowhere else"],
        ),
        ("Gottemoeller–Ryabkov talks, Moscow February 2013", ["not without a relevant agreement"]),
        ("Outside any meeting 25 February 2013", ["written down and signed by both"]),
    ]


def test_washington_stands_left_and_a_lone_side_keeps_its_place(talks: Talks) -> None:
    voices = opened(MISSILE_DEFENSE).select(".voices")

    assert [[str(voice["data-side"]) for voice in one.select(".voice")] for one in voices] == [
        ["us", "ru"],
        ["ru"],
        ["ru"],
    ]
    assert [str(one["data-faces"]) for one in voices] == ["both", "ru", "ru"]


def test_a_third_party_stands_below_the_two(talks: Talks) -> None:
    envoy = make.official(slug="mykola-envoy", side="UA")
    make.position(holder=envoy, issue=talks.missile_defense, meeting=talks.reykjavik, quote="we were not asked")

    voices = opened(MISSILE_DEFENSE).select(".occasion")[0].select(".voice")

    assert [str(voice["data-side"]) for voice in voices] == ["us", "ru", "other"]


def test_the_exchange_narrows_by_side_stance_official_and_period(talks: Talks) -> None:
    assert len(_exchange(f"{MISSILE_DEFENSE}?side=US")) == 1
    assert _exchange(f"{MISSILE_DEFENSE}?stance=conditional")[0][1] == ["not without a relevant agreement"]
    assert _exchange(f"{MISSILE_DEFENSE}?official=sergei-ryabkov")[0][1] == ["written down and signed by both"]
    assert [when for when, _ in _exchange(f"{MISSILE_DEFENSE}?from=2013-02-20")] == [
        "Gottemoeller–Ryabkov talks, Moscow February 2013",
        "Outside any meeting 25 February 2013",
    ]


def test_the_form_shows_the_filters_in_force(talks: Talks) -> None:
    form = part(opened(f"{MISSILE_DEFENSE}?official=ronald-reagan&from=1986"), "form.ask")

    assert [str(one["value"]) for one in form.select("option[selected]")] == ["ronald-reagan"]
    assert str(part(form, "[name=from]")["value"]) == "1986"


def test_a_long_exchange_is_paged_with_links_that_keep_the_filters(talks: Talks) -> None:
    for number in range(45):
        make.position(issue=talks.compliance, date="1987", quote=f"number {number} of very many")

    page = opened("/issues/compliance/?side=US")

    assert len(page.select(".said")) == 40
    assert str(part(page, ".pager a[rel=next]")["href"]) == "/issues/compliance/?side=US&page=2"
    assert len(opened("/issues/compliance/?side=US&page=2").select(".said")) == 6


def test_a_page_beyond_the_last_is_the_last(talks: Talks) -> None:
    assert len(_exchange(f"{MISSILE_DEFENSE}?page=99")) == 3
    assert len(_exchange(f"{MISSILE_DEFENSE}?page=x")) == 3


def test_a_statement_for_each_answer_that_has_one(talks: Talks) -> None:
    said = Position.objects.filter(issue=talks.missile_defense).exclude(stance="unclear").order_by("earliest")
    examples = {one.stance: one for one in said}
    assert len(examples) > 1
    Issue.objects.filter(pk=talks.missile_defense.pk).update(
        **{f"example_{stance}": one.public_id for stance, one in examples.items()}
    )

    shown = part(opened(MISSILE_DEFENSE), "#answers")
    assert {words(code) for code in shown.select("code")} == set(examples)
    for one in examples.values():
        assert f"/positions/{one.public_id}/" in links(shown)
    Issue.objects.filter(pk=talks.missile_defense.pk).update(**{f"example_{stance}": "" for stance in examples})
    make.release(digest="f" * 64)
    assert not opened(MISSILE_DEFENSE).select("#answers")
