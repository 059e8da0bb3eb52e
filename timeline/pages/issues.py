"""The issues in dispute, and what each side said about them."""

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.chart.scale import Scale, ticks
from timeline.domain import standings
from timeline.domain.dates import Span
from timeline.domain.standings import SILENCE
from timeline.domain.vocabulary import Side, Stance
from timeline.filters.filtersets import IssueFilter, PositionFilter
from timeline.filters.parameters import Problem, text
from timeline.filters.values import nearest
from timeline.index.reference import reference
from timeline.index.standings import StandingSeries, series
from timeline.models import Issue, Meeting, Position, Release
from timeline.pages import exchange
from timeline.pages.axis import axis
from timeline.pages.chips import chips
from timeline.pages.coding import answer_examples, coding_rules
from timeline.pages.glossary import explainer
from timeline.pages.html import marked, options, select
from timeline.pages.introductions import introduction
from timeline.pages.issue_instruments import asked_window, plot
from timeline.pages.listings import CITE, PAGED, address, asked, carried, listing, words, words_note
from timeline.pages.meeting_cards import KEPT_FOR
from timeline.pages.render import or_404, render_page
from timeline.pages.standing_charts import IssueRow, Move, issue_chart, issue_rows, pause
from timeline.releases import day_of, per_release, release_of
from timeline.search.ground import ground

FIELDS = ("side", "stance", "speech", "verification", "official", "from", "to", "q")
"""The fields of the form that narrows an issue's statements."""
MOVES = 10
"""Number of changes shown at once, the latest; earlier ones are collapsed."""
MOST_MOVES = 100
"""Maximum number of changes listed, the latest; the exchange has every statement."""
ORDERS = {"activity": "most statements", "distance": "distance now", "name": "name"}
SORT = text("sort", "the order of the issues")


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where statements were made: at a meeting, or on a day outside any meeting."""

    meeting: Meeting | None
    start: str
    earliest: date
    latest: date


def _occasion(position: Position) -> Occasion:
    if position.meeting is not None:
        return Occasion(position.meeting, position.meeting.start, position.meeting.earliest, position.meeting.latest)
    return Occasion(None, position.date, position.earliest, position.latest)


def _sorted(rows: list[IssueRow], order: str) -> list[IssueRow]:
    """The rows in one of the ORDERS, with `first` set on the first."""
    keys: dict[str, Callable[[IssueRow], tuple[Any, ...]]] = {
        "activity": lambda row: (-row.issue.position_count, row.issue.name),  # type: ignore[attr-defined]
        "distance": lambda row: (-1 if row.apart is None else row.apart, row.issue.position_count),  # type: ignore[attr-defined]
        "name": lambda row: (row.issue.name,),
    }
    ordered = sorted(rows, key=keys[order], reverse=order == "distance")
    return [replace(row, first=place == 0) for place, row in enumerate(ordered)]


@per_release
def all_rows(release: Release | None) -> dict[str, IssueRow]:
    """Every issue's row by slug. 2 queries the first time, then none."""
    scale = Scale(reference(release).whole)
    rows = issue_rows(selectors.issues.issues(Issue.objects.all()), series(release), scale, day_of(release))
    return {row.issue.slug: row for row in rows}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All issues as small multiples: both sides' standings from the first year to today."""
    release = release_of(request)
    query = IssueFilter(request.GET, also=(SORT, CITE))
    order, unknown = _order(query.cleaned.get("sort") or "activity")
    rows, asked_for = all_rows(release), query.qs.values_list("slug", flat=True)
    drawn_ticks = ticks(Scale(reference(release).whole))
    context = {
        "release": release,
        "rows": _sorted([rows[slug] for slug in asked_for if slug in rows], order),
        "ticks": drawn_ticks,
        "axis": axis(drawn_ticks),
        "orders": [(name, label, _ordered(query, name)) for name, label in ORDERS.items()],
        "order": order,
        "until": day_of(release),
        "silence": SILENCE,
        "problems": query.problems() + unknown,
        "note": words_note(query, release, "/issues/"),
    }
    canonical = _ordered(query, order)
    return render_page(
        request, "issues.html", context, title="Issues", canonical=canonical, above=[("/", "Timeline")], fragment="rows"
    )


def _order(wanted: str) -> tuple[str, list[Problem]]:
    """The requested one of the ORDERS; the default and a problem if there is no such order."""
    if wanted in ORDERS:
        return wanted, []
    return "activity", [Problem("sort", f"{wanted[:80]!r} is no order of the issues", nearest(wanted[:80], ORDERS))]


def _ordered(query: IssueFilter, order: str) -> str:
    """The URL of the same issues in one of the ORDERS."""
    return address("/issues/", query.query_string(sort=order if order != "activity" else None))


def _moves(issue: Issue, tracks: StandingSeries) -> tuple[list[Move], int]:
    """The last MOST_MOVES changes on an issue, oldest first, and the total number. 1 query."""
    found = [(side, one) for side in Side.values for one in standings.changes(tracks.track(issue.slug, side))]
    found.sort(key=lambda one: one[1].position.latest)
    first = found[-MOST_MOVES:][0][1].position.latest if found else date.min
    listed = [one for one in found if one[1].position.latest >= first]
    stated = selectors.positions.by_key(one.position.key for _, one in listed)
    moves = [Move(issue, side, one.before.stance, stated[one.position.key], pause(one)) for side, one in listed]
    moves.sort(key=lambda move: (move.position.latest, move.position.public_id))
    return moves[-MOST_MOVES:], len(found)


@dataclass(frozen=True, slots=True)
class Kept:
    """The parts of an issue's page that do not depend on the query: the rendered chart and changes, and everyone who
    spoke, as form options."""

    standings: SafeString
    holders: SafeString


def _standings(found: Issue, release: Release | None, window: Span | None = None) -> SafeString:
    """Where the sides stood, in a window or since the first statement, and what changed when. 4 queries."""
    tracks = series(release)
    moves, moved = _moves(found, tracks)
    chart = issue_chart(found, tracks, day_of(release), window=window)
    context = {
        "issue": found,
        "chart": chart,
        "plot": plot(found, chart, release) if chart else "",
        "is_zoomed": window is not None,
        "moves": moves[-MOVES:],
        "earlier_moves": moves[:-MOVES],
        "unlisted_moves": moved - len(moves),
        "silence": SILENCE,
    }
    return render_to_string("parts/_issue_standings.html", context)


def _kept(found: Issue, release: Release | None) -> Kept:
    """The parts that do not depend on the query, cached until the next release. 5 queries, none if cached."""
    key = f"standings:{release.hash}:{release.loaded_at:%Y%m%d}:{found.slug}" if release else ""
    known = cache.get(key) if key else None
    if known is None:
        texts = [_standings(found, release), options(selectors.issues.holders_on(found))]
        known = zlib.compress(json.dumps(texts).encode())  # for a large record: 250 kB, a tenth of it compressed
        if key:
            cache.set(key, known, KEPT_FOR)
    drawn_standings, holders = json.loads(zlib.decompress(known))
    return Kept(SafeString(drawn_standings), SafeString(holders))


def _around(found: Issue, query: PositionFilter, holder: str, release: Release | None) -> dict[str, Any]:
    """The context around the exchange: introduction, rule, chart of the window, changes, officials in the form."""
    kept, window = _kept(found, release), asked_window(query.window(), reference(release).whole)
    return {
        **introduction(found, explainer(release)),
        "rules": coding_rules([found], reference(release).issues),
        "shown": answer_examples(found),
        "standings": _standings(found, release, window) if window else kept.standings,
        "holders": marked(kept.holders, holder),
    }


def _form(found: Issue, query: PositionFilter) -> dict[str, Any]:
    """The context of the form that narrows an issue's statements, filled in with the current query."""
    shown = asked(query)
    return {
        "query": query,
        "sides": select(Side.choices, shown["side"]),
        "stances": select([(stance, found.answer(stance)) for stance in Stance.values], shown["stance"]),
        **words(query),
        "asked": shown,
        "carried": carried(query, fields=FIELDS),
        "is_narrowed": bool(query.canonical()),
    }


@require_safe
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    """One issue: its question, and the exchange of statements in chronological order, filtered by the query string."""
    found = or_404(selectors.issues.issue, slug)
    query = PositionFilter(request.GET, selectors.issues.positions_on(found), also=PAGED)
    # Keys first: sorting whole rows of every statement on an issue costs more than the page itself.
    keys = query.qs.chronological().values_list("pk", flat=True)
    release = release_of(request)
    on_it = ground(release).statements.issues == found.pk if "q" in query.cleaned else None
    listed = listing(query, keys, release, path=f"/issues/{found.slug}/", among=on_it)
    context = {"release": release, "issue": found, "listing": listed, **_form(found, query)}
    context["groups"] = exchange.grouped(selectors.positions.in_order(listed.page.object_list), _occasion)
    context |= _around(found, query, context["asked"]["official"], context["release"])
    context["chips"] = chips(query, f"/issues/{found.slug}/", release, elsewhere=FIELDS)
    context["words_to_copy"] = f"{found.name}: {found.question}"
    return render_page(
        request,
        "issue.html",
        context,
        title=found.name,
        canonical=listed.canonical,
        above=[("/", "Timeline"), ("/issues/", "Issues")],
        fragment="results",
    )
