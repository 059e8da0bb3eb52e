"""The representations that answers can be had in. Each takes the items of reading.py; views.py picks one."""

from timeline.api.formats.base import Representation
from timeline.api.formats.calendars import calendar
from timeline.api.formats.citations import writer
from timeline.api.formats.feeds import feed
from timeline.api.formats.linked import linked
from timeline.api.formats.tables import ndjson, table
from timeline.domain.citations import FORMS

_CITED = {"positions": ("article",)}

JSON = Representation("json", "application/json", "json", "JSON, a page at a time", charset=None)
CSV = Representation(
    "csv", "text/csv", "csv", "CSV of all that matches, relations as slugs and names", table, bears_fields=True
)
NDJSON = Representation(
    "ndjson",
    "application/x-ndjson",
    "ndjson",
    "all that matches, one JSON object a line",
    ndjson,
    bears_fields=True,
    charset=None,
)
JSONLD = Representation(
    "jsonld",
    "application/ld+json",
    "jsonld",
    "JSON-LD: schema.org, and positions as Web Annotations",
    linked,
    expand=_CITED,
    charset=None,
)
ICS = Representation("ics", "text/calendar", "ics", "an iCalendar to subscribe to", calendar)
ATOM = Representation("atom", "application/atom+xml", "atom", "an Atom feed, the newest 50", feed, newest=50)
BIBTEX, RIS, CSL = (
    Representation(name, form.media_type, form.suffix, form.label, writer(name), expand=_CITED, charset=form.charset)
    for name, form in FORMS.items()
)

EVERYWHERE = (JSON, CSV, NDJSON, JSONLD)
OF: dict[str, tuple[Representation, ...]] = {
    "meetings": (*EVERYWHERE, ICS, ATOM),
    "officials": EVERYWHERE,
    "issues": EVERYWHERE,
    "negotiations": EVERYWHERE,
    "treaties": EVERYWHERE,
    "positions": (*EVERYWHERE, BIBTEX, RIS, CSL),
    "articles": (*EVERYWHERE, BIBTEX, RIS, CSL),
}
