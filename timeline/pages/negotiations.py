"""The negotiations: their rounds in order, and the treaties they produced."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.filters.filtersets import NegotiationFilter
from timeline.filters.parameters import read
from timeline.index.reference import reference
from timeline.models import Meeting
from timeline.pages.chips import chips
from timeline.pages.glossary import explainer
from timeline.pages.introductions import introduction
from timeline.pages.listings import PAGED, listing, page_of
from timeline.pages.meeting_cards import sides_in_order
from timeline.pages.render import or_404, render_page
from timeline.pages.timeline import mini
from timeline.releases import release_of


def heads(meeting: Meeting) -> list[tuple[str, str]]:
    """Each side with the names of its heads of delegation, or of anyone named; at most two. No query."""
    present = list(meeting.participations.all())
    found = []
    for side in sides_in_order(one.side for one in present):
        mine = [one for one in present if one.side == side]
        named = [one for one in mine if one.role == "head"] or mine
        found.append((side, ", ".join(one.official.family_name for one in named[:2])))
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The matching negotiations by start date."""
    query = NegotiationFilter(request.GET, also=PAGED)
    release = release_of(request)
    listed = listing(query, selectors.negotiations.negotiations(query.qs), release, path="/negotiations/")
    return render_page(
        request,
        "negotiations.html",
        {"query": query, "listing": listed, "chips": chips(query, "/negotiations/", release, elsewhere=())},
        title="Negotiations",
        canonical=listed.canonical,
        above=[("/", "Timeline")],
    )


@require_safe
def negotiation(request: HttpRequest, slug: str) -> HttpResponse:
    """One negotiation: its meetings in order, and its treaties."""
    found = or_404(selectors.negotiations.negotiation, slug)
    values, problems = read(PAGED, request.GET, strict=False)
    rows, page = selectors.meetings.in_brief(found.meetings.all()), values.get("page", "")
    listed = page_of(rows, page, path=f"/negotiations/{found.slug}/", problems=problems)
    release = release_of(request)
    context = {
        "release": release,
        "negotiation": found,
        **introduction(found, explainer(release)),
        "small": mini.small(f"negotiation={found.slug}", reference(release), name="Meetings"),
        "listing": listed,
        "rounds": [(meeting, heads(meeting)) for meeting in listed.page.object_list],
    }
    above = [("/", "Timeline"), ("/negotiations/", "Negotiations")]
    return render_page(request, "negotiation.html", context, title=found.name, canonical=listed.canonical, above=above)
