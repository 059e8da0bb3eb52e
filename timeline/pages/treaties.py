"""The agreements: when they were signed, came into force and ended, and the meetings that made them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline import dossiers
from timeline.chart.life import life
from timeline.chart.scale import Scale, ticks
from timeline.filters import TreatyFilter
from timeline.models import Treaty
from timeline.pages import cards
from timeline.pages.negotiations import heads
from timeline.pages.sheet import listing, or_404, sheet
from timeline.reference import reference
from timeline.released import release_of

PAGE_SIZE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All treaties by signature, each with its life."""
    release = release_of(request)
    drawn_on = Scale(reference(release).whole)
    query = TreatyFilter(request.GET, queryset=Treaty.objects.all())
    listed = listing(request, query, dossiers.treaties(query.qs), path="/treaties/", size=PAGE_SIZE)
    lives = [
        (treaty, life(treaty.earliest, treaty.in_force_earliest, treaty.latest, drawn_on))
        for treaty in listed.page.object_list
    ]
    context = {"release": release, "query": query, "listing": listed, "lives": lives, "ticks": ticks(drawn_on)}
    return sheet(
        request, "treaties.html", context, title="Treaties", canonical=listed.canonical, above=[("/", "Timeline")]
    )


@require_safe
def treaty(request: HttpRequest, slug: str) -> HttpResponse:
    """One agreement: its life, its limits, the meeting at which it was signed, the talks around it."""
    found = or_404(dossiers.treaty, slug)
    release = release_of(request)
    drawn_on = Scale(reference(release).whole)
    signing = dossiers.meeting_by_key(found.signed_at_id)
    context = {
        "release": release,
        "treaty": found,
        "life": life(found.earliest, found.in_force_earliest, found.latest, drawn_on),
        "ticks": ticks(drawn_on),
        "signing": signing,
        "delegations": cards.delegations(signing) if signing else [],
        "rounds": [(meeting, heads(meeting)) for meeting in dossiers.before_signature(found)],
    }
    above = [("/", "Timeline"), ("/treaties/", "Treaties")]
    return sheet(request, "treaty.html", context, title=found.name, canonical=f"/treaties/{found.slug}/", above=above)
