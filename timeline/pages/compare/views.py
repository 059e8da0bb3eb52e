"""The comparison page."""

from datetime import date
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.domain import dates
from timeline.domain.standings import SILENCE, years_after
from timeline.filters.parameters import LEFT_OUT, Problem
from timeline.index.meetings import Columns
from timeline.index.missing import unknown_slugs
from timeline.index.reference import reference
from timeline.index.standings import StandingSeries, series
from timeline.models import Issue, Release
from timeline.pages.compare.chart import ComparisonChart, comparison_chart
from timeline.pages.compare.days import around, between_days, on_one_day
from timeline.pages.compare.officials import two_officials
from timeline.pages.compare.officials_chart import officials_chart
from timeline.pages.compare.query import ComparisonQuery, question, statements_csv, url
from timeline.pages.html import marked, options
from timeline.pages.meeting_cards import KEPT_FOR
from timeline.pages.render import render_page
from timeline.releases import day_of, release_of


def _two_days_context(issues: list[Issue], tracks: StandingSeries, first: date, last: date) -> dict[str, Any]:
    moved = between_days(issues, tracks, first, last)
    return {
        "moved": [row for row in moved if row.is_change],
        "heard": [row for row in moved if row.is_heard and not row.is_change],
        "lapsed": [row for row in moved if not row.is_heard],
        "unmoved": len(issues) - len(moved),
        "silence": SILENCE,
    }


def _day_context(issues: list[Issue], tracks: StandingSeries, day: date, columns: Columns) -> dict[str, Any]:
    steps = around(columns, day)
    rows = on_one_day(issues, tracks, day)
    return {
        "rows": [row for row in rows if not row.is_silent],
        "silent": [row for row in rows if row.is_silent],
        "silence": SILENCE,
        "unspoken": len(issues) - len(rows),
        "before": steps.before,
        "after": steps.after,
        "before_url": url(steps.before.latest) if steps.before else "",
        "after_url": url(steps.after.latest) if steps.after else "",
        "year_before_url": url(years_after(day, -1)),
        "year_after_url": url(years_after(day, 1)),
        "meetings": steps.on,
    }


def compared(asked: ComparisonQuery, release: Release | None, day: date) -> dict[str, Any]:
    """The template context of a comparison: of a day, two days or two officials. At most 3 queries."""
    if asked.officials:
        context = _people_context(asked, release)
        if asked.officials:
            return context
    issues, tracks = selectors.issues.listed(), series(release)
    if asked.then:
        return _two_days_context(issues, tracks, day, asked.then)
    return _day_context(issues, tracks, day, reference(release).columns)


def _people_context(asked: ComparisonQuery, release: Release | None) -> dict[str, Any]:
    known = selectors.officials.by_slug(asked.officials)
    asked.problems += unknown_slugs("official", asked.officials, reference(release).people, effect=LEFT_OUT)
    asked.officials = [slug for slug in asked.officials if slug in known]
    if asked.officials and asked.on:
        asked.problems.append(Problem("on", "officials are compared over all that they said, not on a day"))
    people = [known[slug] for slug in asked.officials]
    if len(people) < 2:
        return {"people": people}
    shared, alone = two_officials(*people)
    return {"people": people, "both": shared, "alone": alone, "faced": officials_chart(people, shared)}


def _speakers(release: Release | None) -> SafeString:
    """Everyone the record quotes, as select options. 1 query, none if cached."""
    key = f"speaking:{release.hash}" if release else ""
    kept: str | None = cache.get(key) if key else None
    if kept is None:
        kept = str(options((slug, name) for slug, name, _ in selectors.officials.speakers()))
        if key:
            cache.set(key, kept, KEPT_FOR)
    return SafeString(kept)


def title_of(asked: ComparisonQuery, day: date, context: dict[str, Any]) -> str:
    """The title of a comparison."""
    if asked.officials:
        return " and ".join(official.name for official in context["people"]) + ", issue by issue"
    if asked.then:
        return f"What moved between {dates.describe_day(day)} and {dates.describe_day(asked.then)}"
    return f"Where they stood on {dates.describe_day(day)}"


def _chart(asked: ComparisonQuery, release: Release | None, day: date) -> ComparisonChart | None:
    """The chart of the days compared; that of officials, of all that they said, is their own. 3 queries."""
    if asked.officials:
        return None
    days = [day, asked.then] if asked.then else [day]
    return comparison_chart(selectors.issues.listed(), series(release), release, days, day_of(release))


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The comparison in the query string; by default, both sides on the day of the release."""
    release = release_of(request)
    asked = question(request.GET)
    day = asked.on or day_of(release)
    context = {"release": release, "day": day, "asked": asked, **compared(asked, release, day)}
    context |= {"chart": _chart(asked, release, day), "csv": statements_csv(asked)}
    speakers, chosen = _speakers(release), [*asked.officials, "", ""]
    context["choices"] = [marked(speakers, slug) for slug in chosen[:2]]
    return render_page(
        request,
        "compare.html",
        context,
        title=title_of(asked, day, context),
        canonical=asked.canonical(),
        above=[("/", "Timeline"), ("/issues/", "Issues")],
    )
