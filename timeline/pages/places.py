"""Where they met: the cities of a query's meetings on a map and in a table, and a page for each city."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.chart import world
from timeline.domain.vocabulary import MeetingKind, country_name
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.parameters import read
from timeline.filters.values import joined
from timeline.index.meetings import MeetingMatch, respell
from timeline.index.places import Met, city_of, met
from timeline.index.reference import ReferenceLists, reference
from timeline.models import Place, Release
from timeline.pages.html import select
from timeline.pages.listings import PAGED, address, asked, carried, listing, page_of
from timeline.pages.maps import World, drawn
from timeline.pages.negotiations import heads
from timeline.pages.render import data_block, render_page
from timeline.pages.timeline import mini
from timeline.releases import per_release, release_of

PATH = "/places/"
PAGE_SIZE = 100
ON_MAP = 300
"""Maximum number of cities drawn, those with the most meetings."""
FIELDS = ("from", "to", "issue", "kind", "negotiation")


@dataclass(frozen=True, slots=True)
class CityRow:
    """A city in the table: its counts, its country if the city is on the list, and the URL of the same meetings on the
    timeline."""

    met: Met
    country: str
    url: str


@per_release
def _listed(_release: Release | None) -> dict[str, Place]:
    """The cities on the list by name. 1 query the first time, then none."""
    return {place.name: place for place in selectors.places.places()}


def _row(one: Met, listed: dict[str, Place], query: MeetingFilter) -> CityRow:
    place = listed.get(one.city)
    url = address("/", query.query_string(city=joined([one.city])))
    return CityRow(one, country_name(place.country) if place else "", url)


def _world(found: list[Met], listed: dict[str, Place]) -> World:
    """The matching cities on the maps of the world and of Europe."""
    known = [(one, listed[one.city]) for one in found if one.city in listed][:ON_MAP]
    return drawn([(one, place.latitude, place.longitude) for one, place in known])


def _form(query: MeetingFilter, lists: ReferenceLists) -> dict[str, Any]:
    """The context of the form, filled in with the query."""
    given = asked(query)
    return {
        "asked": given,
        "carried": carried(query, fields=FIELDS),
        "issues": select(lists.issues.items(), given["issue"]),
        "kinds": select(MeetingKind.choices, given["kind"]),
        "tracks": select(lists.lanes.items(), given["negotiation"]),
    }


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Where the matching meetings were held."""
    release = release_of(request)
    lists, listed = reference(release), _listed(release)
    query = MeetingFilter(request.GET, also=PAGED)
    respell(query, lists.columns)
    found = met(lists.columns, MeetingMatch(query, lists.columns).mask)
    shown = listing(query, found, release, path=PATH, size=PAGE_SIZE)
    context = {
        "release": release,
        "listing": shown,
        "problems": shown.problems,
        "world": _world(found, listed),
        "rows": [_row(one, listed, query) for one in shown.page.object_list],
        "meetings": sum(one.meetings for one in found),
        "timeline": address("/", query.query_string()),
        **_form(query, lists),
    }
    above = [("/", "Timeline")]
    return render_page(
        request, "places.html", context, title="Places", canonical=shown.canonical, above=above, fragment="results"
    )


def _described(city: str, place: Place, url: str) -> SafeString:
    """The city as schema.org JSON-LD."""
    geo = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    document = {"@context": "https://schema.org", "@type": "City", "name": city, "url": url, "geo": geo}
    document |= {"address": {"@type": "PostalAddress", "addressCountry": place.country}}
    if place.aliases:
        document["alternateName"] = place.aliases.splitlines()
    if place.geonames:
        document["sameAs"] = f"https://sws.geonames.org/{place.geonames}/"
    return data_block(document)


def _drawn(city: str, lists: ReferenceLists) -> dict[str, Any]:
    """A city's meetings, with counts and a small timeline. Makes the queries of `mini.small`."""
    columns, question = lists.columns, urlencode({"city": joined([city])})
    here = met(columns, columns.single["city"].having([city]))
    return {
        "city": city,
        "met": here[0] if here else None,
        "timeline": address("/", question),
        "small": mini.small(question, lists, name=f"Meetings in {city}"),
    }


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """One city: where it is, and who met there. Raises Http404 if neither the list nor any meeting has it."""
    release = release_of(request)
    lists, known = reference(release), selectors.places.place(slug)
    city = known.name if known else city_of(lists.columns, slug)
    if not city:
        raise Http404(slug)
    url = f"{PATH}{slug}/"
    values, problems = read(PAGED, request.GET, strict=False)
    rows = selectors.meetings.in_brief(selectors.places.meetings_in(city))
    listed = page_of(rows, values.get("page", ""), path=url, problems=problems)
    context = {
        "release": release,
        **_drawn(city, lists),
        "place": known,
        "aliases": known.aliases.splitlines() if known else [],
        "spot": world.project(known.latitude, known.longitude) if known else None,
        "listing": listed,
        "rounds": [(meeting, heads(meeting)) for meeting in listed.page.object_list],
        "described": _described(city, known, request.build_absolute_uri(url)) if known else "",
    }
    above = [("/", "Timeline"), (PATH, "Places")]
    return render_page(request, "place.html", context, title=city, canonical=listed.canonical, above=above)
