"""The seven resources of the record, defined in one place: each one's name, rows, filters and formats, what
identifies a row, and where its items and their pages are. API, pages, feeds, exports, mirror, sitemaps, codebook and
search read this table."""

from dataclasses import dataclass

from django.db import models
from django.http import HttpRequest

from timeline.domain import citations
from timeline.filters import filtersets
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Position, Treaty

ROOT = "/api/v1/"
SCHEMA = f"{ROOT}schema.json"
DOCS = "/api/docs/"

FORMATS = {
    "csv": ("text/csv", "CSV"),
    "ndjson": ("application/x-ndjson", "NDJSON"),
    "jsonld": ("application/ld+json", "JSON-LD"),
    "ics": ("text/calendar", "iCalendar"),
    "atom": ("application/atom+xml", "Atom"),
} | {name: (form.media_type, form.label) for name, form in citations.FORMS.items()}
"""Media type and name of each format besides JSON."""
_EVERYWHERE = ("csv", "ndjson", "jsonld")


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of item: its `name` in addresses, the word for `one`, its model and filters, and the `formats` in
    which its lists are available besides JSON."""

    name: str
    one: str
    model: type[models.Model]
    filters: type[filtersets.FilterSet]
    formats: tuple[str, ...] = _EVERYWHERE

    @property
    def key(self) -> str:
        """The column that identifies a row in its address: `public_id` for positions, `slug` for everything else."""
        return "public_id" if self.model is Position else "slug"

    @property
    def identity(self) -> str:
        """The key's name outside the database: `id` for positions, `slug` for everything else."""
        return "id" if self.model is Position else "slug"


MEETINGS = Resource("meetings", "meeting", Meeting, filtersets.MeetingFilter, (*_EVERYWHERE, "ics", "atom"))
OFFICIALS = Resource("officials", "official", Official, filtersets.OfficialFilter)
ISSUES = Resource("issues", "issue", Issue, filtersets.IssueFilter)
NEGOTIATIONS = Resource("negotiations", "negotiation", Negotiation, filtersets.NegotiationFilter)
TREATIES = Resource("treaties", "treaty", Treaty, filtersets.TreatyFilter)
POSITIONS = Resource("positions", "position", Position, filtersets.PositionFilter, (*_EVERYWHERE, *citations.FORMS))
ARTICLES = Resource("articles", "article", Article, filtersets.ArticleFilter, (*_EVERYWHERE, *citations.FORMS))

RESOURCES = (MEETINGS, OFFICIALS, POSITIONS, ISSUES, NEGOTIATIONS, TREATIES, ARTICLES)
"""In the order in which pages list them."""
BY_NAME = {resource.name: resource for resource in RESOURCES}
BY_MODEL: dict[type[models.Model], Resource] = {resource.model: resource for resource in RESOURCES}


def key_of(model: type[models.Model]) -> str:
    """The column that identifies a row of a model in its address."""
    return BY_MODEL[model].key


def collection(model: type[models.Model]) -> str:
    """Path of the API's list of a model: `/api/v1/meetings/`."""
    return f"{ROOT}{BY_MODEL[model].name}/"


def pages(model: type[models.Model]) -> str:
    """Path under which the pages of a model's rows live: `/meetings/`."""
    return f"/{BY_MODEL[model].name}/"


def base(request: HttpRequest) -> str:
    """Scheme and host that the request was made to: `https://example.org`, no trailing slash.

    Raises DisallowedHost if the host is not one of the site's.
    """
    return f"{request.scheme}://{request.get_host()}"
