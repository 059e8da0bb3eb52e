"""The treaties: when they were signed, entered into force and ended, and the meetings that led to them."""

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.chart.life import parts
from timeline.chart.scale import Scale, ticks
from timeline.filters.filtersets import TreatyFilter
from timeline.index.reference import life_of, reference
from timeline.models import Treaty
from timeline.pages import meeting_cards
from timeline.pages.axis import axis
from timeline.pages.chips import chips
from timeline.pages.glossary import explainer
from timeline.pages.html import svg
from timeline.pages.listings import PAGED, listing
from timeline.pages.negotiations import heads
from timeline.pages.render import or_404, render_page
from timeline.pages.timeline import svg as drawing
from timeline.releases import release_of

PAGE_SIZE = 50


def _drawn(treaty: Treaty, drawn_on: Scale) -> SafeString:
    """The treaty's life as SVG, with a text alternative."""
    bars = drawing.life(parts(life_of(treaty), drawn_on), top=3, height=6)
    return svg("life", 12, treaty.life_in_words, bars)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The matching treaties by date of signature, each with its life."""
    release = release_of(request)
    drawn_on = Scale(reference(release).whole)
    query = TreatyFilter(request.GET, also=PAGED)
    listed = listing(query, selectors.treaties.treaties(query.qs), release, path="/treaties/", size=PAGE_SIZE)
    context = {
        "release": release,
        "query": query,
        "listing": listed,
        "chips": chips(query, "/treaties/", release, elsewhere=()),
        "lives": [(treaty, _drawn(treaty, drawn_on)) for treaty in listed.page.object_list],
        "key": drawing.life_key(),
        "axis": axis(ticks(drawn_on)),
    }
    return render_page(
        request, "treaties.html", context, title="Treaties", canonical=listed.canonical, above=[("/", "Timeline")]
    )


@require_safe
def treaty(request: HttpRequest, slug: str) -> HttpResponse:
    """One treaty: its life, its limits, the meeting at which it was signed, and the talks that led to it."""
    found = or_404(selectors.treaties.treaty, slug)
    release = release_of(request)
    drawn_on = Scale(reference(release).whole)
    signing = selectors.meetings.meeting_by_key(found.signed_at_id)
    context = {
        "release": release,
        "treaty": found,
        "summary": explainer(release).write(found.summary),
        "life": _drawn(found, drawn_on),
        "key": drawing.life_key(),
        "successor": selectors.treaties.treaty_named(found.superseded_by),
        "axis": axis(ticks(drawn_on)),
        "told_in": selectors.stories.telling_of(f"treaties/{found.slug}"),
        "signing": signing,
        "delegations": meeting_cards.delegations(signing) if signing else [],
        "rounds": [(meeting, heads(meeting)) for meeting in selectors.treaties.before_signature(found)],
    }
    above = [("/", "Timeline"), ("/treaties/", "Treaties")]
    return render_page(
        request, "treaty.html", context, title=found.name, canonical=f"/treaties/{found.slug}/", above=above
    )
