"""The other forms of a page: the same question to the API, in each format that it has; and the page to embed."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from django.utils.safestring import SafeString

from timeline.domain import citations
from timeline.filters import filtersets
from timeline.filters.filtersets import RecordFilterSet
from timeline.pages.html import escaped, safe

API = "/api/v1/"
JSON = ("application/json", "JSON")
TYPES = {
    "csv": ("text/csv", "CSV"),
    "ndjson": ("application/x-ndjson", "NDJSON"),
    "jsonld": ("application/ld+json", "JSON-LD"),
    "ics": ("text/calendar", "iCalendar"),
    "atom": ("application/atom+xml", "Atom"),
} | {name: (form.media_type, form.label) for name, form in citations.FORMS.items()}
"""Media type and name of each format beside JSON."""
EVERYWHERE = ("csv", "ndjson", "jsonld")
FORMATS = {
    "meetings": (*EVERYWHERE, "ics", "atom"),
    "officials": EVERYWHERE,
    "positions": (*EVERYWHERE, *citations.FORMS),
    "issues": EVERYWHERE,
    "negotiations": EVERYWHERE,
    "treaties": EVERYWHERE,
    "articles": (*EVERYWHERE, *citations.FORMS),
}
FILTERS: dict[str, type[RecordFilterSet]] = {
    "meetings": filtersets.MeetingFilter,
    "officials": filtersets.OfficialFilter,
    "positions": filtersets.PositionFilter,
    "issues": filtersets.IssueFilter,
    "negotiations": filtersets.NegotiationFilter,
    "treaties": filtersets.TreatyFilter,
    "articles": filtersets.ArticleFilter,
}
PAGE = re.compile(rf"/(?P<noun>{'|'.join(FORMATS)})/(?:(?P<key>[a-z0-9-]+)/)?")
OEMBED = (("application/json+oembed", "json"), ("text/xml+oembed", "xml"))
EMBEDDED = ("meetings", "positions")


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another form: its media type, its name, its address."""

    media_type: str
    title: str
    url: str


def alternates(canonical: str, base: str) -> SafeString:
    """The other forms of the page at a canonical address, as links of its head; none of a page that is no item or list
    of the API's. `base` is the site's address, of which oEmbed is asked. No query."""
    return safe(
        "".join(
            f'<link rel="alternate" type="{escaped(one.media_type)}" title="{escaped(one.title)}" '
            f'href="{escaped(one.url)}">\n'
            for one in _forms(canonical, base)
        )
    )


def _forms(canonical: str, base: str) -> list[Alternate]:
    path, _, query = canonical.partition("?")
    page = PAGE.fullmatch("/meetings/" if path == "/" else path)
    if page is None:
        return []
    noun, key = page["noun"], page["key"]
    asked = [] if key else [one for one in parse_qsl(query) if one[0] in FILTERS[noun].base_filters]
    kept = urlencode(asked, safe=",~")
    address = f"{API}{noun}/{f'{key}/' if key else ''}"
    forms = [form for form in FORMATS[noun] if not (key and form in citations.FORMS)]
    found = [Alternate(*JSON, f"{address}?{kept}" if kept else address)]
    found += [Alternate(*TYPES[form], f"{address}?{kept}{'&' if kept else ''}format={form}") for form in forms]
    if path == "/" or (key and noun in EMBEDDED):
        about = quote(f"{base}{path}{f'?{kept}' if kept else ''}", safe="")
        found += [Alternate(kind, "oEmbed", f"{base}/oembed/?url={about}&format={form}") for kind, form in OEMBED]
    return found
