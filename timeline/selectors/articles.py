"""Reads of sources, with the meetings they report and the positions they give."""

from django.db.models import Prefetch
from django.db.models.fetch_modes import FETCH_RAISE

from timeline.models import Article, Meeting, Position, Report
from timeline.querysets import ArticleQuerySet
from timeline.selectors.meetings import agenda, participations
from timeline.selectors.positions import positions


def article(slug: str) -> Article:
    """A source. 1 query."""
    return Article.objects.with_activity().get(slug=slug)


def articles(rows: ArticleQuerySet) -> ArticleQuerySet:
    """The sources of a filtered queryset, newest first, with their numbers of positions. 1 query."""
    return rows.with_activity().newest_first()


def reports_of(article: Article) -> list[Report]:
    """The meetings that a source reports, in its order, with the participants and issues it names. 4 queries."""
    said = {
        "participations": participations().filter(article=article),
        "agenda": agenda().filter(article=article),
    }
    met = Meeting.objects.select_related("negotiation").fetch_mode(FETCH_RAISE)
    met = met.prefetch_related(*(Prefetch(name, rows, to_attr=f"told_{name}") for name, rows in said.items()))
    return list(
        Report.objects.filter(article=article).prefetch_related(Prefetch("meeting", met)).order_by("ordinal", "pk")
    )


def positions_in(article: Article) -> list[Position]:
    """The positions that a source gives, in its order. 1 query."""
    return list(positions().filter(article=article).order_by("ordinal", "public_id"))
