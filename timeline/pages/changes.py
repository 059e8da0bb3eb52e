"""What changed in the record: its releases, newest first, with what each added, changed and withdrew; their feed; and
the page shown in place of a withdrawn item."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from timeline import resources, selectors
from timeline.api.history import counted
from timeline.domain.vocabulary import ChangeKind
from timeline.filters import parameters
from timeline.index.history import history, withdrawal
from timeline.models import Change, NamedRelease
from timeline.pages.alternates import PAGE
from timeline.pages.listings import PAGED, page_of
from timeline.pages.render import render_page
from timeline.releases import release_of

PER_PAGE = 5
MOST_TOLD = 100
IN_FEED = 50
WORDS = {"positions": "statement", "articles": "source"}
"""The reader's word for an item, where it differs from the resource's name."""
FACTS = {"source_url": "address", "stance": "answer", "quote": "quotation", "in_force": "entry into force"}
VERBS = {ChangeKind.ADDED: "Added", ChangeKind.CHANGED: "Changed", ChangeKind.WITHDRAWN: "Withdrawn"}
LONG = {ChangeKind.ADDED: "written", ChangeKind.CHANGED: "reworded", ChangeKind.WITHDRAWN: "taken out"}
TITLE = "What changed"


@dataclass(frozen=True, slots=True)
class ToldField:
    """A field that changed, in readable words."""

    name: str
    before: str | None
    after: str | None
    change: str

    @property
    def word(self) -> str:
        """What happened to a fact of which `before` and `after` do not tell all, for it was or is too long."""
        told = {
            ChangeKind.ADDED: self.after,
            ChangeKind.CHANGED: self.before and self.after,
            ChangeKind.WITHDRAWN: self.before,
        }
        return "" if told[ChangeKind(self.change)] else LONG[ChangeKind(self.change)]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change as a page shows it; `url` is empty if the item no longer exists."""

    change: Change
    word: str
    name: str
    url: str
    fields: list[ToldField]


@dataclass(frozen=True, slots=True)
class ReleaseSection:
    """A release with its changes by kind; `left` more changes are only in the API."""

    release: NamedRelease
    note: str
    groups: list[tuple[str, list[ShownChange]]]
    left: int


def _word(noun: str) -> str:
    return WORDS.get(noun, resources.BY_NAME[noun].one)


def sentence(text: str) -> str:
    """The text as a sentence of its own."""
    return text if not text or text[-1] in ".!?…" else f"{text}."


def lines_of(changes: Sequence[Change]) -> list[ShownChange]:
    """The changes with the names of their items. At most 7 queries."""
    names = selectors.changes.names_of(changes)
    return [
        ShownChange(
            change,
            _word(change.noun),
            names.get((change.noun, change.identity), change.identity),
            f"/{change.noun}/{change.identity}/" if (change.noun, change.identity) in names else "",
            [ToldField(FACTS.get(name, name.replace("_", " ")), *both) for name, *both in change.fields],
        )
        for change in changes
    ]


def _sections(releases: Iterable[NamedRelease]) -> list[ReleaseSection]:
    """The releases with their changes. At most 9 queries per release."""
    found = []
    for release in releases:
        rows = selectors.changes.own_changes(release)
        lines, count = lines_of(list(rows[:MOST_TOLD])), rows.count()
        groups = [(verb, [line for line in lines if line.change.change == kind]) for kind, verb in VERBS.items()]
        told = [group for group in groups if group[1]]
        found.append(ReleaseSection(release, sentence(release.note), told, max(0, count - MOST_TOLD)))
    return found


def _elsewhere(every: Sequence[NamedRelease], number: int) -> list[tuple[NamedRelease, int]]:
    """The releases that other pages tell of, each with the number of its page. Their entries bear the ids that lead to
    a release from everywhere, which its section has on its page."""
    placed = [(one, place // PER_PAGE + 1) for place, one in enumerate(every)]
    return [(one, page) for one, page in placed if page != number]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The releases, paginated, with their changes."""
    release = release_of(request)
    values, problems = parameters.read(PAGED, request.GET)
    every = history(release).releases[::-1]
    listed = page_of(every, values.get("page", ""), path="/changes/", size=PER_PAGE, problems=problems)
    context = {
        "release": release,
        "listing": listed,
        "sections": _sections(listed.page.object_list),
        "elsewhere": _elsewhere(every, listed.page.number),
    }
    return render_page(
        request, "changes.html", context, title=TITLE, canonical=listed.canonical, above=[("/", "Timeline")]
    )


def gone(request: HttpRequest) -> HttpResponse | None:
    """The page in place of an item that a release withdrew (410), with its successor; None for a URL that no item ever
    had. Usually at most 4 queries."""
    page = PAGE.fullmatch(request.path)
    found = withdrawal(page["resource"], page["key"]) if page and page["key"] else None
    if page is None or found is None:
        return None
    [line] = lines_of([found.change])
    context = {
        "line": line,
        "withdrawn_in": found.change.release,
        "successor": f"/{page['resource']}/{found.replaced_by}/" if found.replaced_by else "",
    }
    above = [("/", "Timeline"), ("/changes/", TITLE)]
    return render_page(
        request, "gone.html", context, title=f"Withdrawn {line.word}", canonical=request.path, above=above, status=410
    )


def _summed(release: NamedRelease, counts: dict[str, int]) -> str:
    told = ", ".join(f"{number:,} {kind}" for kind, number in counts.items())
    return " ".join(filter(None, (sentence(release.note), sentence(told[:1].upper() + told[1:]))))


def _entry(release: NamedRelease, counts: dict[str, int], base: str) -> dict[str, Any]:
    """A release as a feed entry."""
    day = datetime.combine(date.fromisoformat(release.day), time(), tzinfo=UTC)
    return {
        "title": f"Release {release.name}",
        "link": f"{base}/changes/#release-{release.name}",
        "description": escape(_summed(release, counts)),
        "unique_id": f"tag:across-the-table,2026:release:{release.name}",
        "pubdate": day,
        "updateddate": day,
    }


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The releases as an Atom feed, newest first; entry ids do not depend on the request's host. 1 query."""
    base, told = resources.base(request), history(release_of(request))
    released = [one for one in told.releases[::-1] if not one.is_draft][:IN_FEED]
    counts = counted(released)
    made = Atom1Feed(
        title="Across the Table: releases",
        link=f"{base}/changes/",
        description=None,
        subtitle="What each release of the record added, changed and withdrew",
        language="en",
        feed_url=f"{base}/data/releases.atom",
        author_name="Across the Table",
        feed_guid="tag:across-the-table,2026:releases",
    )
    for one in released:
        made.add_item(**_entry(one, counts[one.pk], base))
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
