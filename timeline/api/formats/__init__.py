"""The representations (formats) of a response. Each takes the items of loading.py; views.py picks one."""

from timeline.api.formats.base import Representation
from timeline.api.formats.calendars import calendar
from timeline.api.formats.citations import writer
from timeline.api.formats.feeds import feed
from timeline.api.formats.linked import linked
from timeline.api.formats.tables import ndjson, table
from timeline.domain.citations import FORMS
from timeline.resources import FORMATS, RESOURCES

_CITED = {"positions": ("article",)}

JSON = Representation("json", "application/json", "json", "JSON, a page at a time", charset=None)
CSV = Representation(
    "csv", FORMATS["csv"][0], "csv", "CSV of all that matches, relations as slugs and names", table, bears_fields=True
)
NDJSON = Representation(
    "ndjson",
    FORMATS["ndjson"][0],
    "ndjson",
    "all that matches, one JSON object a line",
    ndjson,
    bears_fields=True,
    charset=None,
)
JSONLD = Representation(
    "jsonld",
    FORMATS["jsonld"][0],
    "jsonld",
    "JSON-LD: schema.org, and positions as Web Annotations",
    linked,
    expand=_CITED,
    charset=None,
)
ICS = Representation("ics", FORMATS["ics"][0], "ics", "an iCalendar to subscribe to", calendar)
ATOM = Representation("atom", FORMATS["atom"][0], "atom", "an Atom feed, the newest 50", feed, newest=50)
BIBTEX, RIS, CSL = (
    Representation(name, form.media_type, form.suffix, form.label, writer(name), expand=_CITED, charset=form.charset)
    for name, form in FORMS.items()
)

_BY_NAME = {one.format: one for one in (CSV, NDJSON, JSONLD, ICS, ATOM, BIBTEX, RIS, CSL)}
OF: dict[str, tuple[Representation, ...]] = {
    resource.name: (JSON, *(_BY_NAME[name] for name in resource.formats)) for resource in RESOURCES
}
