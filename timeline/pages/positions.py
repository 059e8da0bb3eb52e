"""One statement: who said what, when, where and in which words; what its side said before and after; the other side's
nearest statement; the source, and whether the quotation was verified."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.domain.citations import Quotation, said_by
from timeline.domain.dates import describe
from timeline.domain.text_fragments import source_link
from timeline.domain.vocabulary import Side, side_capital
from timeline.models import Position
from timeline.pages import proofs
from timeline.pages.articles import source_of
from timeline.pages.render import or_404, render_page
from timeline.pages.statements import credited, statement


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another statement on the same issue, and its relation to this one."""

    relation: str
    position: Position


def _neighbours(position: Position) -> list[Neighbour]:
    """The same side's statements before and after, and the other side's nearest. At most 5 queries."""
    other = Side.RU if position.side == Side.US else Side.US
    around = selectors.positions.around(position, other.value)
    capital = side_capital(position.side)
    found = (
        (f"{capital} before", around.before),
        (f"{other.label}, nearest in time", around.opposite),
        (f"{capital} after", around.after),
    )
    return [Neighbour(relation, one) for relation, one in found if one is not None]


def title(position: Position) -> str:
    """The page title of a statement: `Missile defence: Ronald Reagan, 12 October 1986`."""
    return f"{position.issue.name}: {credited(position)}, {describe(position.date)}"


def quotation(position: Position) -> Quotation:
    """The statement's words with their attribution. No query if holder, issue and article are loaded."""
    name = position.holder.name if position.holder else ""
    said = said_by(name, position.attributed_to, position.side, position.date, joint=position.joint)
    publisher = position.article.publisher
    return Quotation(position.quote, said, position.issue.name, position.speech, publisher, position.translation)


@require_safe
def card(request: HttpRequest, public_id: str) -> HttpResponse:
    """A single statement's card, for the dots of an issue's chart. 1 query. Raises Http404 for an unknown id."""
    found = or_404(selectors.positions.position, public_id)
    return HttpResponse(statement(found, issue=False, source="publisher", where=True))


@require_safe
def position(request: HttpRequest, public_id: str) -> HttpResponse:
    """A statement's page."""
    found = or_404(selectors.positions.position, public_id)
    quoted = quotation(found)
    context = {
        "position": found,
        "told": quoted.told(found.summary),
        "words_to_copy": f"{found.issue.name}: {found.summary} {quoted.text}",
        "post": selectors.positions.in_which_post(found),
        "counterpart": selectors.positions.counterpart(found),
        "neighbours": _neighbours(found),
        "checks": proofs.Checks(found.article, found),
    }
    above = [("/", "Timeline"), ("/issues/", "Issues"), (f"/issues/{found.issue.slug}/", found.issue.name)]
    return render_page(
        request,
        "position.html",
        context,
        title=title(found),
        canonical=f"/positions/{found.public_id}/",
        above=above,
        source=replace(
            source_of(found.article), address=source_link(found.article.source_url, found.quote), quotation=quoted
        ),
    )
