"""What is disputed, and what each side said of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline import dossiers, selectors
from timeline.chart.scale import Scale, ticks
from timeline.chart.standing import SILENCE
from timeline.filters import IssueFilter, PositionFilter, Problem
from timeline.models import Issue, Meeting, Position
from timeline.pages import exchange
from timeline.pages.sheet import address, asked, listing, or_404, sheet
from timeline.pages.stood import IssueRow, Move, day_of, drawn, issue_chart, issue_rows, turning
from timeline.parameters import nearest
from timeline.reference import reference
from timeline.series import Series, series
from timeline.vocabulary import Side, Stance

MOVES = 10
"""Changes shown at once, the latest; those before them fold away."""
ORDERS = {"activity": "most statements", "distance": "farthest apart now", "name": "name"}


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where statements were made: at a meeting, or on a day outside any."""

    meeting: Meeting | None
    date: str


def _occasion(position: Position) -> Occasion:
    if position.meeting is not None:
        return Occasion(position.meeting, position.meeting.start)
    return Occasion(None, position.date)


def _sorted(rows: list[IssueRow], order: str) -> list[IssueRow]:
    """The rows in an order of ORDERS, the first marked so."""
    keys: dict[str, Callable[[IssueRow], tuple[Any, ...]]] = {
        "activity": lambda row: (-row.issue.position_count, row.issue.name),  # type: ignore[attr-defined]
        "distance": lambda row: (-1 if row.apart is None else row.apart, row.issue.position_count),  # type: ignore[attr-defined]
        "name": lambda row: (row.issue.name,),
    }
    ordered = sorted(rows, key=keys[order], reverse=order == "distance")
    return [replace(row, first=place == 0) for place, row in enumerate(ordered)]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All issues as small multiples: both sides' standings from the first year to today."""
    release = selectors.release()
    query = IssueFilter(request.GET, queryset=Issue.objects.all())
    problems = query.problems(also_known=("sort",))
    order = request.GET.get("sort") or "activity"
    if order not in ORDERS:
        problems.append(Problem("sort", f"{order[:80]!r} is no order of the issues", nearest(order[:80], ORDERS)))
        order = "activity"
    scale = Scale(reference(release).whole)
    rows = issue_rows(dossiers.issues(query.qs), series(release), scale, day_of(release))
    context = {
        "release": release,
        "rows": _sorted(rows, order),
        "ticks": ticks(scale),
        "orders": ORDERS.items(),
        "order": order,
        "until": day_of(release),
        "silence": SILENCE,
        "problems": problems,
    }
    canonical = address("/issues/", f"sort={order}" if order != "activity" else "")
    return sheet(
        request, "issues.html", context, title="Issues", canonical=canonical, above=[("/", "Timeline")], fragment="rows"
    )


def _moves(issue: Issue, tracks: Series) -> list[Move]:
    """What changed on an issue and when, oldest first. 1 query."""
    turned = [
        (side, before, statement)
        for side in Side.values
        for before, statement in turning(tracks.track(issue.slug, side))
    ]
    stated = dossiers.positions_by_id(statement.public_id for _, _, statement in turned)
    moves = [Move(side, before, stated[statement.public_id]) for side, before, statement in turned]
    return sorted(moves, key=lambda move: (move.position.latest, move.position.public_id))


@require_safe
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    """One issue: its question, and the exchange of statements in time order, narrowed by the query string."""
    found = or_404(dossiers.issue, slug)
    query = PositionFilter(request.GET, queryset=dossiers.positions_on(found))
    path = f"/issues/{found.slug}/"
    listed = listing(request, query, dossiers.positions_in_order(query.qs), path=path)
    release = selectors.release()
    tracks = series(release)
    moves = _moves(found, tracks)
    chart = issue_chart(found, tracks, day_of(release))
    context = {
        "release": release,
        "issue": found,
        "chart": chart,
        "plot": drawn(chart) if chart else "",
        "moves": moves[-MOVES:],
        "earlier_moves": moves[:-MOVES],
        "silence": SILENCE,
        "query": query,
        "listing": listed,
        "groups": exchange.grouped(listed.page.object_list, _occasion),
        "sides": Side.choices,
        "stances": Stance.choices,
        "holders": dossiers.holders_on(found),
        "asked": asked(query),
        "is_narrowed": bool(query.canonical()),
    }
    return sheet(
        request,
        "issue.html",
        context,
        title=found.name,
        canonical=listed.canonical,
        above=[("/", "Timeline"), ("/issues/", "Issues")],
        fragment="results",
    )
