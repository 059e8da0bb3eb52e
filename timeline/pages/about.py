"""The about page: how the record is made, how reliable it is, and how to correct and cite it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.chart.coverage import Bars, bars
from timeline.chart.scale import Scale, ticks
from timeline.domain import standings, vocabulary
from timeline.domain.standings import SILENCE
from timeline.domain.vocabulary import Stance
from timeline.index.reference import reference
from timeline.models import Issue, Release
from timeline.pages.axis import axis
from timeline.pages.checked import checked
from timeline.pages.coding import coding_rules
from timeline.pages.render import render_page
from timeline.releases import per_release, release_of
from timeline.selectors.record import Coverage, Voiced

EXAMPLE = "missile-defense"
"""An issue on which a yes is easily mistaken for its opposite."""
MEANINGS = {
    Stance.SUPPORTS.value: "it grants what the question asks",
    Stance.CONDITIONAL.value: "it grants a part, or all if something else is granted first",
    Stance.OPPOSES.value: "it refuses what the question asks",
    Stance.UNCLEAR.value: "the words bear on the question and do not answer it",
}


@dataclass(frozen=True, slots=True)
class CoverageSeries:
    """One series of the coverage chart, with its label and, if it belongs to a side, the side."""

    label: str
    bars: Bars
    side: str = ""


@dataclass(frozen=True, slots=True)
class Decade:
    """What the record holds for a decade: meetings, statements by each side, sources."""

    name: str
    meetings: int
    washington: int
    moscow: int
    sources: int


def _decades(held: Coverage) -> list[Decade]:
    """The record by decade, oldest first."""

    def count(years: Mapping[int, int], decade: int) -> int:
        return sum(number for year, number in years.items() if year // 10 == decade)

    series = (held.meetings, held.washington, held.moscow, held.sources)
    decades = sorted({year // 10 for years in series for year in years})
    return [Decade(f"{decade:03}0s", *(count(years, decade) for years in series)) for decade in decades]


@dataclass(frozen=True, slots=True)
class StanceMeaning:
    """One stance explained: its code, its meaning in general and on the example issue, and its value (empty: none)."""

    code: str
    in_general: str
    meaning: str
    example: str
    value: str


def _answers(example: Issue | None) -> list[StanceMeaning]:
    """The rows that explain the answers."""
    return [
        StanceMeaning(
            code,
            vocabulary.ANSWERS_IN_GENERAL[code],
            meaning,
            example.answer(code) if example else "",
            {1: "+1", 0: "0", -1: "−1"}.get(standings.VALUES.get(code, 9), ""),
        )
        for code, meaning in MEANINGS.items()
    ]


def _example(listed: list[Issue]) -> Issue | None:
    """The issue used to explain the answers: EXAMPLE if the record has it, else the first."""
    return next((issue for issue in listed if issue.slug == EXAMPLE), listed[0] if listed else None)


def _series(held: Coverage, drawn_on: Scale) -> list[CoverageSeries]:
    """The bars, with both sides' statements on one scale, Moscow's hanging below Washington's."""
    spoken = max((*held.washington.values(), *held.moscow.values()), default=0)
    return [
        CoverageSeries("Meetings", bars(held.meetings, drawn_on, most=max(held.meetings.values(), default=0))),
        CoverageSeries("Washington’s statements", bars(held.washington, drawn_on, most=spoken), "us"),
        CoverageSeries("Moscow’s statements", bars(held.moscow, drawn_on, most=spoken, down=True), "ru"),
        CoverageSeries("Sources", bars(held.sources, drawn_on, most=max(held.sources.values(), default=0))),
    ]


@per_release
def _coverage(release: Release | None) -> Coverage:
    return selectors.record.coverage()


@per_release
def _voiced(release: Release | None) -> Voiced:
    return selectors.record.voiced()


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """The method, with the figures of the current release."""
    release = release_of(request)
    drawn_on = Scale(reference(release).whole)
    held = _coverage(release)
    issues = selectors.issues.listed()
    example = _example(issues)
    context = {
        "release": release,
        "example": example,
        "answers": _answers(example),
        "rules": coding_rules(issues, {one.slug: one.name for one in issues}),
        "counts": selectors.record.counts(),
        "coverage": _series(held, drawn_on),
        "checked": checked(release, drawn_on),
        "decades": _decades(held),
        "voiced": _voiced(release),
        "axis": axis(ticks(drawn_on)),
        "silence": SILENCE,
    }
    return render_page(
        request, "about.html", context, title="About the record", canonical="/about/", above=[("/", "Timeline")]
    )
