"""The sources: what the record takes from each, with links back to the original text."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.domain.authors import read_lines
from timeline.domain.citations import Work
from timeline.domain.vocabulary import ArticleKind, SourceStatus, Verification
from timeline.filters.filtersets import ArticleFilter
from timeline.index.reference import reference
from timeline.models import Article, Official, Position, Report
from timeline.pages import exchange, proofs
from timeline.pages.chips import chips
from timeline.pages.html import select
from timeline.pages.listings import PAGED, asked, carried, listing, words
from timeline.pages.meeting_cards import sides_in_order
from timeline.pages.render import or_404, render_page
from timeline.pages.timeline import mini
from timeline.releases import release_of

FIELDS = ("q", "kind", "speech", "verification", "status", "from", "to")
"""The fields of the list's form."""
MOST = 40
"""Maximum number of statements shown per side and issue; the issue's page has the rest."""


@dataclass(frozen=True, slots=True)
class NamedOfficials:
    """The officials of one side named by a source."""

    side: str
    officials: tuple[Official, ...]


def _named(reports: Iterable[Report], positions: Iterable[Position]) -> list[NamedOfficials]:
    """Everyone the source names as a participant or speaker, by side and family name. No query."""
    people: dict[tuple[str, str], Official] = {}
    for report in reports:
        for one in report.meeting.told_participations:  # type: ignore[attr-defined]  # of selectors.articles.reports_of
            people[one.side, one.official.slug] = one.official
    for position in positions:
        if position.holder is not None:
            people[position.side, position.holder.slug] = position.holder
    ordered = sorted(people.items(), key=lambda item: (item[1].sort_key, item[1].slug))
    return [
        NamedOfficials(side, tuple(official for (where, _), official in ordered if where == side))
        for side in sides_in_order(side for side, _ in people)
    ]


def source_of(article: Article) -> Work:
    """A source as a citable work; the page adds its own URL and the release."""
    return Work(
        article.title,
        article.publisher,
        article.dated,
        article.source_url,
        "",
        authors=read_lines(article.authors),
        language=article.language,
        kind=article.kind,
        untitled=article.untitled,
    )


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The matching sources, newest first."""
    query = ArticleFilter(request.GET, also=PAGED)
    release = release_of(request)
    listed = listing(query, selectors.articles.articles(query.qs), release, path="/articles/")
    context = {
        "query": query,
        "listing": listed,
        "kinds": select(ArticleKind.choices, asked(query)["kind"]),
        "statuses": select(SourceStatus.choices, asked(query)["status"]),
        "asked": asked(query),
        **words(query),
        "carried": carried(query, fields=FIELDS),
        "chips": chips(query, "/articles/", release, elsewhere=FIELDS),
    }
    return render_page(
        request,
        "articles.html",
        context,
        title="Sources",
        canonical=listed.canonical,
        above=[("/", "Timeline")],
        fragment="results",
    )


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One source: its meetings, everyone it names, and every quotation taken from it."""
    found = or_404(selectors.articles.article, slug)
    reports, positions = selectors.articles.reports_of(found), selectors.articles.positions_in(found)
    release = release_of(request)
    context = {
        "release": release,
        "article": found,
        "small": mini.small(f"article={found.slug}", reference(release), name="Meetings it reports"),
        "reports": reports,
        "named": _named(reports, positions),
        "groups": exchange.grouped(positions, lambda one: one.issue, most=MOST),
        "positions": positions,
        "verified": sum(one.verification == Verification.VERIFIED for one in positions),
        "checks": proofs.Checks(found),
    }
    return render_page(
        request,
        "article.html",
        context,
        title=found.title,
        canonical=f"/articles/{found.slug}/",
        above=[("/", "Timeline"), ("/articles/", "Sources")],
        source=source_of(found),
    )
