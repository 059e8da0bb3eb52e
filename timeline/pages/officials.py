"""The officials: who they are, the posts they held, whom they faced, and what they said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.domain import standings
from timeline.domain.marks import Period
from timeline.domain.vocabulary import Side, Speech, country_name
from timeline.filters.filtersets import OfficialFilter, PositionFilter
from timeline.index.reference import ReferenceLists, reference
from timeline.models import Issue, Official, Position
from timeline.pages import counterparts
from timeline.pages.attendance import WITH, meetings_of
from timeline.pages.biography import biography, named_at_meetings
from timeline.pages.chips import chips
from timeline.pages.chosen import KINDS_OF_WORDS
from timeline.pages.html import select
from timeline.pages.listings import PAGED, asked, carried, listing, words
from timeline.pages.render import or_404, render_page
from timeline.pages.timeline import mini
from timeline.pages.timeline.mini import Small
from timeline.releases import release_of
from timeline.selectors.officials import Counterpart

FIELDS = ("q", "side", "from", "to")
"""The fields of the list's form."""
LATEST = 3
"""Statements shown on each of the issues an official spoke on most; the issue's page has the rest."""
FULL = 8
"""Number of those issues; on each of the others one statement is shown."""
TURNS = 8
"""Maximum number of changes of stance shown on an issue, the latest."""
COUNTERPARTS = 12


@dataclass(frozen=True, slots=True)
class NewStance:
    """A stance that an official newly took: the position's fields that standings need, its date, and the issue's word
    for the answer."""

    public_id: str
    stance: str
    written: str
    earliest: date
    latest: date
    speech: str
    answer: str = ""

    @property
    def is_reported(self) -> bool:
        """Whether it rests on reported speech."""
        return self.speech != Speech.DIRECT


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """What an official said on one issue: the number of statements, the latest, newest first, and the successive
    stances, with `unlisted` earlier ones not shown."""

    issue: Issue
    total: int
    latest: tuple[Position, ...]
    stances: tuple[NewStance, ...] = ()
    unlisted: int = 0

    @property
    def earlier(self) -> int:
        """Number of statements not shown."""
        return self.total - len(self.latest)


def _turns(taken: list[NewStance]) -> tuple[NewStance, ...]:
    """The first clear stance and each one that differs from the previous clear one."""
    steps = standings.steps(taken)
    first = [step.position for step in steps if step.value is not None][:1]
    return (*first, *(change.position for change in standings.changes(steps)))


def _by_issue(official: Official, asked_for: Mapping[str, Iterable[str]]) -> list[IssueRecord]:
    """The official's statements that meet all the conditions, by issue, most statements first. 3 queries."""
    taken: dict[int, list[NewStance]] = {}
    for row in selectors.officials.stances_of(official, **asked_for):
        taken.setdefault(row[0], []).append(NewStance(*row[1:]))
    records = []
    for issue, (total, latest) in selectors.officials.said_by_issue(
        official, most=LATEST, full=FULL, **asked_for
    ).items():
        turns = tuple(replace(one, answer=issue.answer(one.stance)) for one in _turns(taken[issue.pk]))
        records.append(IssueRecord(issue, total, tuple(latest), turns[-TURNS:], max(0, len(turns) - TURNS)))
    return records


def _posts(official: Official, lists: ReferenceLists) -> list[Period]:
    """The posts held. 1 query if the end of one is not on record, else none."""
    is_open = any(not post.end for post in official.posts.all())
    return mini.posts(official, lists, selectors.officials.days_of(official) if is_open else ())


def _sides(lists: ReferenceLists) -> list[tuple[str, str]]:
    """The choices of a side: the two capitals, then the countries of the record's other officials by name."""
    others = {one.side for one in lists.people.values()} - set(Side.values)
    return [*Side.choices, *sorted(((code, country_name(code)) for code in others), key=itemgetter(1))]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The matching officials, filtered by side, by words of their names in either alphabet, and by years."""
    query = OfficialFilter(request.GET, also=PAGED)
    release = release_of(request)
    listed = listing(query, selectors.officials.officials(query.qs), release, path="/officials/")
    context = {
        "release": release,
        "query": query,
        "listing": listed,
        "sides": select(_sides(reference(release)), asked(query)["side"]),
        "asked": asked(query),
        "carried": carried(query, fields=FIELDS),
        "chips": chips(query, "/officials/", release, elsewhere=FIELDS),
        "matrix": None if query.canonical() or listed.page.number > 1 else counterparts.matrix(release),
    }
    return render_page(
        request,
        "officials.html",
        context,
        title="Officials",
        canonical=listed.canonical,
        above=[("/", "Timeline")],
        fragment="results",
    )


def _written(official: Official, opposite: list[Counterpart]) -> dict[str, Any]:
    """The context of who they are: two sentences, posts known only from meetings, and counterparts. 2 queries."""
    at_meetings = selectors.officials.posts_at_meetings(official)
    return {
        "biography": biography(official, opposite, selectors.officials.issues_of(official)),
        "other_posts": named_at_meetings(official, at_meetings),
        "counterparts": opposite[:COUNTERPARTS],
        "more_counterparts": len(opposite) - COUNTERPARTS,
    }


def _timeline(official: Official, lists: ReferenceLists) -> Small | None:
    """The meetings attended and posts held, as a small timeline. Makes the queries of `mini.small` and `_posts`."""
    periods = _posts(official, lists)
    return mini.small(f"official={official.slug}", lists, name="Meetings and posts held", periods=periods)


@require_safe
def official(request: HttpRequest, slug: str) -> HttpResponse:
    """An official's page; `speech` and `verification` in the query string filter their statements, `with` limits their
    meetings to those with one counterpart."""
    found = or_404(selectors.officials.official, slug)
    query = PositionFilter(request.GET, also=(*PAGED, WITH))
    asked_for = {name: sorted(values) for name, values in query.stated().items() if name in KINDS_OF_WORDS}
    kept = urlencode([(name, ",".join(values)) for name, values in asked_for.items()], safe=",")
    opposite = selectors.officials.counterparts(found)
    release = release_of(request)
    met = meetings_of(found, query, opposite, kept=kept)
    context = {
        "release": release,
        "official": found,
        "small": _timeline(found, reference(release)),
        "records": _by_issue(found, asked_for),
        "asked": asked(query),
        "narrowed": kept,
        "kept_words": list(asked_for.items()),
        **words(query),
        **met,
        **_written(found, opposite),
    }
    above = [("/", "Timeline"), ("/officials/", "Officials")]
    canonical = met["listing"].canonical
    return render_page(request, "official.html", context, title=found.name, canonical=canonical, above=above)
