"""Where they met: the cities of a query's meetings on a map and in a table, and a page for each city."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.api.formats.linked import same_as
from timeline.chart import world
from timeline.chart.scale import edtf_window
from timeline.domain.dates import Span
from timeline.domain.vocabulary import MeetingKind, country_name
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.kinds import WINDOW
from timeline.filters.parameters import Parameter, read
from timeline.filters.values import joined
from timeline.index.meetings import MeetingMatch, respell
from timeline.index.places import Met, city_of, met
from timeline.index.reference import ReferenceLists, reference
from timeline.models import Place, Release
from timeline.pages.html import counted, select
from timeline.pages.listings import PAGED, address, asked, carried, listing, page_of
from timeline.pages.maps import World, drawn
from timeline.pages.negotiations import heads
from timeline.pages.render import data_block, render_page
from timeline.pages.timeline import mini
from timeline.pages.timeline.layout import window_of, window_title
from timeline.pages.year_strip import YearStrip, year_strip
from timeline.releases import per_release, release_of
from timeline.resources import ROOT

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


@dataclass(frozen=True, slots=True)
class CityMap:
    """Where the meetings of a question were held: its cities, the busiest first, and those drawn with their latitude
    and longitude."""

    query: MeetingFilter
    match: MeetingMatch
    lists: ReferenceLists
    cities: list[Met]
    located: list[tuple[Met, float, float]]

    @property
    def title(self) -> str:
        """`Where they met`, with the years if the question has any."""
        window = self.window
        return "Where they met" if window == self.lists.whole else f"Where they met, {window_title(window)}"

    @property
    def window(self) -> Span:
        """The years shown."""
        return window_of(self.query, self.lists.whole)

    @property
    def meetings(self) -> int:
        """The number of meetings in cities."""
        return sum(one.meetings for one in self.cities)

    @property
    def words(self) -> str:
        """The counts: `12 meetings in 3 cities`."""
        cities = len(self.cities)
        return f"{counted(self.meetings, 'meeting')} in {cities} {'city' if cities == 1 else 'cities'}"

    @property
    def world(self) -> World:
        """The maps of the world and of Europe."""
        return drawn(self.located)


def city_map(data: QueryDict, release: Release | None, *, also: Iterable[Parameter] = ()) -> CityMap:
    """The map of the meetings that a query string asks for. 1 query the first time in a release, then none besides
    those of `MeetingMatch`."""
    lists, listed = reference(release), _listed(release)
    query = MeetingFilter(data, also=also)
    respell(query, lists.columns)
    match = MeetingMatch(query, lists.columns)
    cities = met(lists.columns, match.mask)
    known = [(one, listed[one.city]) for one in cities if one.city in listed][:ON_MAP]
    return CityMap(query, match, lists, cities, [(one, place.latitude, place.longitude) for one, place in known])


def _years(shown: CityMap) -> YearStrip:
    """The strip to choose years by: the question's meetings per year, whatever years it asks for."""

    def url(window: Span) -> str:
        start, end = edtf_window(window)
        return address(PATH, shown.query.query_string(from_=start, to=end))

    matching = shown.lists.columns.years(shown.match.without(*WINDOW))
    return year_strip(matching, shown.lists.years, shown.window, shown.lists.whole, url)


def _ways(shown: CityMap) -> dict[str, str]:
    """The URLs of the same meetings: on the timeline, as CSV, and in all years (empty if these are shown)."""
    asked_for = shown.query.query_string()
    return {
        "timeline": address("/", asked_for),
        "csv": address(f"{ROOT}meetings/", f"{asked_for}{'&' if asked_for else ''}format=csv"),
        "all_years": address(PATH, shown.query.query_string(from_=None, to=None)) if shown.query.window() else "",
    }


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
    shown, listed = city_map(request.GET, release, also=PAGED), _listed(release)
    found = listing(shown.query, shown.cities, release, path=PATH, size=PAGE_SIZE)
    context = {
        "release": release,
        "listing": found,
        "problems": found.problems,
        "map": shown,
        "rows": [_row(one, listed, shown.query) for one in found.page.object_list],
        "years": _years(shown),
        "words_to_copy": f"{shown.title}: {shown.words}",
        **_ways(shown),
        **_form(shown.query, shown.lists),
    }
    above = [("/", "Timeline")]
    return render_page(
        request, "places.html", context, title=shown.title, canonical=found.canonical, above=above, fragment="results"
    )


def _described(city: str, place: Place, url: str) -> SafeString:
    """The city as schema.org JSON-LD."""
    geo = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    document = {"@context": "https://schema.org", "@type": "City", "name": city, "url": url, "geo": geo}
    document |= {"address": {"@type": "PostalAddress", "addressCountry": place.country}}
    if place.aliases:
        document["alternateName"] = place.aliases.splitlines()
    if known := same_as(place.wikidata, place.geonames):
        document["sameAs"] = known
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
