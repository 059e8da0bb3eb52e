"""The record to take away: its releases as files, what is in them, and the way to the API."""

from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.views.decorators.http import require_safe

from timeline import codebook as tables
from timeline import downloads, selectors
from timeline.downloads import Download, File
from timeline.pages.sheet import sheet

FOREVER = "public, max-age=31536000, immutable"
API = "/api/v1/"
BULK = (
    ("Meetings", "meetings", ("csv", "ndjson", "jsonld", "ics", "atom")),
    ("Officials", "officials", ("csv", "ndjson", "jsonld")),
    ("Positions", "positions", ("csv", "ndjson", "jsonld", "bibtex", "ris", "csl")),
    ("Issues", "issues", ("csv", "ndjson", "jsonld")),
    ("Negotiations", "negotiations", ("csv", "ndjson", "jsonld")),
    ("Treaties", "treaties", ("csv", "ndjson", "jsonld")),
    ("Sources", "articles", ("csv", "ndjson", "jsonld", "bibtex", "ris", "csl")),
)
NAMES = {
    "csv": "CSV",
    "ndjson": "NDJSON",
    "jsonld": "JSON-LD",
    "ics": "iCalendar",
    "atom": "Atom",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl": "CSL-JSON",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A file of a release with its address and its size in a reader's words."""

    file: File
    url: str
    size: str


def _offers(download: Download) -> list[Offer]:
    return [
        Offer(file, reverse("timeline:data-file", args=[file.name]), filesizeformat(file.bytes))
        for file in download.files
    ]


def _bulk() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each noun with the API's lists of all of it, by format."""
    return [
        (label, [(NAMES[form], f"{API}{noun}/?format={form}") for form in formats]) for label, noun, formats in BULK
    ]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Releases with their files, the API's bulk lists, and how both may be used."""
    found = downloads.read(downloads.folder())
    context = {
        "release": selectors.release(),
        "downloads": [(one, _offers(one)) for one in found],
        "bulk": _bulk(),
        "licence": tables.LICENCE,
        "credit": tables.CREDIT,
    }
    return sheet(request, "data.html", context, title="Data & API", canonical="/data/", above=[("/", "Timeline")])


@require_safe
def codebook(request: HttpRequest) -> HttpResponse:
    """Every table and column of the files."""
    above = [("/", "Timeline"), ("/data/", "Data & API")]
    return sheet(
        request,
        "codebook.html",
        {"tables": tables.tables()},
        title="Codebook",
        canonical="/data/codebook/",
        above=above,
    )


@require_safe
def file(request: HttpRequest, name: str) -> FileResponse | HttpResponse:
    """A file of a release, or the index of them. Raises Http404 for what no release has."""
    directory = downloads.folder()
    found = downloads.read(directory)
    listed = {one.name: one for download in found for one in download.files}
    if name == downloads.INDEX and found:
        return HttpResponse((directory / name).read_bytes(), content_type="application/json")
    if name not in listed:
        raise Http404(name)
    one = listed[name]
    if one.media_type == "application/zip":
        request.META.pop("HTTP_ACCEPT_ENCODING", None)  # it is packed as well as can be
    response = FileResponse((directory / name).open("rb"), content_type=one.media_type, as_attachment=True)
    response["ETag"], response["Cache-Control"] = f'"{one.sha256}"', FOREVER
    return response
