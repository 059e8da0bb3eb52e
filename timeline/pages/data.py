"""The record to take away: its releases as files, what is in them, and the way to the API."""

from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from timeline import caching
from timeline.exports import codebook as tables
from timeline.exports import downloads
from timeline.exports.downloads import Download, File
from timeline.pages.render import data_block, render_page
from timeline.releases import release_of
from timeline.resources import FORMATS, RESOURCES, ROOT

TITLE = "Across the Table: the open record of the U.S.–Soviet and U.S.–Russian arms-control talks"
DESCRIPTION = (
    "Meetings, officials, negotiations, treaties and the positions of both sides on each issue since 1955, every "
    "statement with a verbatim quotation and a link to its source."
)
LABELS = {"articles": "sources"}


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
    """Each resource with the API's lists of all of it, by format."""
    return [
        (
            LABELS.get(resource.name, resource.name).capitalize(),
            [(FORMATS[form][1], f"{ROOT}{resource.name}/?format={form}") for form in resource.formats],
        )
        for resource in RESOURCES
    ]


def _distribution(request: HttpRequest, files: list[Offer]) -> list[dict[str, str]]:
    """The files of a release as schema.org has them."""
    return [
        {
            "@type": "DataDownload",
            "name": offer.file.title,
            "contentUrl": request.build_absolute_uri(offer.url),
            "encodingFormat": offer.file.media_type,
            "contentSize": str(offer.file.bytes),
            "sha256": offer.file.sha256,
        }
        for offer in files
    ]


def _dataset(request: HttpRequest, found: list[Download]) -> SafeString:
    """The record as schema.org's Dataset, which search engines for data read."""
    newest = found[0] if found else None
    return data_block(
        {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "name": TITLE,
            "description": DESCRIPTION,
            "url": request.build_absolute_uri("/data/"),
            "license": tables.LICENCE["path"],
            "isAccessibleForFree": True,
            "temporalCoverage": "1955/..",
            "keywords": ["arms control", "nuclear weapons", "diplomacy", "United States", "Soviet Union", "Russia"],
            "version": newest.release if newest else None,
            "dateModified": newest.loaded_at if newest else None,
            "distribution": _distribution(request, _offers(newest) if newest else []),
        }
    )


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Releases with their files, the API's bulk lists, and how both may be used."""
    found = downloads.read(downloads.folder())
    context = {
        "release": release_of(request),
        "downloads": [(one, _offers(one)) for one in found],
        "bulk": _bulk(),
        "dataset": _dataset(request, found),
        "licence": tables.LICENCE,
        "credit": tables.CREDIT,
    }
    return render_page(request, "data.html", context, title="Data & API", canonical="/data/", above=[("/", "Timeline")])


@require_safe
def codebook(request: HttpRequest) -> HttpResponse:
    """Every table and column of the files."""
    above = [("/", "Timeline"), ("/data/", "Data & API")]
    return render_page(
        request,
        "codebook.html",
        {"tables": tables.tables()},
        title="Codebook",
        canonical="/data/codebook/",
        above=above,
    )


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """A file of a release, or the index of them, known by its bytes: another program may write the same release anew
    under the same name. Raises Http404 for what no release has."""
    directory = downloads.folder()
    found = downloads.read(directory)
    listed = {one.name: one for download in found for one in download.files}
    if name == downloads.INDEX and found:
        index = (directory / name).read_bytes()
        return _known(request, HttpResponse(index, content_type="application/json"), downloads.digest(directory))
    if name not in listed:
        raise Http404(name)
    one = listed[name]
    opened = (directory / name).open("rb")
    response: Any = FileResponse(opened, content_type=one.media_type, as_attachment=True)
    answer = _known(request, response, one.sha256)
    if answer is not response:
        opened.close()  # not the response, which would end the request for Django, its connections with it
    return answer


def _known(request: HttpRequest, response: HttpResponse, digest: str) -> HttpResponse:
    """The answer with what it is known by, or none of its body where the client has it."""
    response["ETag"], response["Cache-Control"] = f'"{digest}"', caching.cache_control()
    return caching.checked(request, response)
