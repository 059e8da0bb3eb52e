"""What is disputed, and what each side said of it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline import dossiers
from timeline.filters import IssueFilter, PositionFilter
from timeline.models import Issue, Meeting, Position
from timeline.pages import exchange
from timeline.pages.sheet import asked, listing, or_404, sheet
from timeline.vocabulary import Side, Stance


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where statements were made: at a meeting, or on a day outside any."""

    meeting: Meeting | None
    date: str


def _occasion(position: Position) -> Occasion:
    if position.meeting is not None:
        return Occasion(position.meeting, position.meeting.start)
    return Occasion(None, position.date)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All issues."""
    query = IssueFilter(request.GET, queryset=Issue.objects.all())
    context = {"query": query, "issues": dossiers.issues(query.qs), "problems": query.problems()}
    return sheet(request, "issues.html", context, title="Issues", canonical="/issues/", above=[("/", "Timeline")])


@require_safe
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    """One issue: its question, and the exchange of statements in time order, narrowed by the query string."""
    found = or_404(dossiers.issue, slug)
    query = PositionFilter(request.GET, queryset=dossiers.positions_on(found))
    path = f"/issues/{found.slug}/"
    listed = listing(request, query, dossiers.positions_in_order(query.qs), path=path)
    context = {
        "issue": found,
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
