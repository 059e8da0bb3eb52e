"""Downloads: the releases as files, what they contain, and the API's bulk lists."""

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe
from whitenoise.responders import StaticFile  # type: ignore[import-untyped]

from timeline import caching
from timeline.exports import codebook as tables
from timeline.exports import downloads
from timeline.exports.downloads import Download, File
from timeline.pages.render import data_block, render_page
from timeline.releases import release_of
from timeline.resources import FORMATS, RESOURCES, ROOT

DESCRIPTION = (
    "Meetings, officials, negotiations, treaties and the positions of both sides on each issue since 1955, every "
    "statement with a verbatim quotation and a link to its source."
)
LABELS = {"articles": "sources"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A file of a release with its URL and human-readable size."""

    file: File
    url: str
    size: str


PARTS = {".ndjson": "NDJSON: a file for each kind of item", ".parquet": "Parquet: a file for each table"}
"""The page's headings for files that come in groups, by file extension."""


def _parts(offers: list[Offer]) -> list[tuple[str, list[Offer]]]:
    """A release's files as the page groups them: first, under an empty name, those with the whole record."""
    groups: dict[str, list[Offer]] = {"": [], **{label: [] for label in PARTS.values()}}
    for offer in offers:
        groups[PARTS.get(Path(offer.file.name).suffix, "")].append(offer)
    return [(label, group) for label, group in groups.items() if group]


def _offers(download: Download) -> list[Offer]:
    return [
        Offer(file, reverse("timeline:data-file", args=[file.name]), filesizeformat(file.bytes))
        for file in download.files
    ]


def _bulk() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each resource with the API's full lists of it, by format."""
    return [
        (
            LABELS.get(resource.name, resource.name).capitalize(),
            [(FORMATS[form][1], f"{ROOT}{resource.name}/?format={form}") for form in resource.formats],
        )
        for resource in RESOURCES
    ]


def _distribution(request: HttpRequest, files: list[Offer]) -> list[dict[str, str]]:
    """The files of a release as schema.org DataDownloads."""
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
    """The record as a schema.org Dataset, for data search engines."""
    newest = found[0] if found else None
    return data_block(
        {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "name": tables.TITLE,
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
    """Releases with their files, the API's bulk lists, and the terms of use."""
    found = downloads.read(downloads.folder())
    context = {
        "release": release_of(request),
        "downloads": [(one, _parts(_offers(one))) for one in found],
        "bulk": _bulk(),
        "dataset": _dataset(request, found),
        "licence": tables.LICENCE,
        "credit": tables.CREDIT,
    }
    return render_page(request, "data.html", context, title="Data & API", canonical="/data/", above=[("/", "Timeline")])


@require_safe
def codebook(request: HttpRequest) -> HttpResponse:
    """The codebook: every table and column in the files."""
    above = [("/", "Timeline"), ("/data/", "Data & API")]
    return render_page(
        request,
        "codebook.html",
        {"tables": tables.tables()},
        title="Codebook",
        canonical="/data/codebook/",
        above=above,
    )


@require_http_methods(["GET", "HEAD", "OPTIONS"])
def file(request: HttpRequest, name: str) -> HttpResponse:
    """A file of a release, or the index of files, with an ETag of its bytes, because another version of the program may
    rewrite the same release under the same name. Raises Http404 if no release has the file."""
    directory = downloads.folder()
    found = downloads.read(directory)
    listed = {one.name: one for download in found for one in download.files}
    if name == downloads.INDEX and found:
        return _index(request, directory)
    if name not in listed:
        raise Http404(name)
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return _sent(request, directory / name, listed[name])


@require_http_methods(["GET", "HEAD", "OPTIONS"])
def latest(request: HttpRequest, name: str) -> HttpResponse:
    """Redirects to a file of the newest release from a stable name, the file's name without the release:
    /data/latest/across-the-table-positions.parquet. Raises Http404 if there is none."""
    newest = next(iter(downloads.read(downloads.folder())), None)
    for listed in newest.files if newest else ():
        if newest and name == listed.name.replace(f"-{newest.release[:12]}", ""):
            if request.method == "OPTIONS":
                return HttpResponse(status=HTTPStatus.NO_CONTENT)
            cached = {"Cache-Control": caching.cache_control()}
            return HttpResponseRedirect(reverse("timeline:data-file", args=[listed.name]), headers=cached)
    raise Http404(name)


def _index(request: HttpRequest, directory: Path) -> HttpResponse:
    """The index of files, or 304 if the client has it."""
    response = HttpResponse((directory / downloads.INDEX).read_bytes(), content_type="application/json")
    response["ETag"], response["Cache-Control"] = f'"{downloads.digest(directory)}"', caching.cache_control()
    return caching.checked(request, response)


def _sent(request: HttpRequest, path: Path, listed: File) -> HttpResponse:
    """A file, or the requested part of it (Range), or 304 if the client has it. WhiteNoise handles the range, as it
    does for static files."""
    tag = f'"{listed.sha256}"'
    headers = [
        ("Content-Type", listed.media_type),
        ("Content-Disposition", f'attachment; filename="{listed.name}"'),
        ("Cache-Control", caching.cache_control()),
        ("Accept-Ranges", "bytes"),
        ("ETag", tag),
    ]
    asked = {} if request.META.get("HTTP_IF_RANGE", tag) != tag else {"HTTP_RANGE": request.META.get("HTTP_RANGE", "")}
    found = StaticFile(str(path), headers).get_response("GET", asked)
    response: Any = HttpResponse() if found.file is None else FileResponse(found.file)
    response.status_code = found.status
    for name, value in found.headers:
        response[name] = value
    answer = caching.checked(request, response)
    if answer is not response and found.file is not None:
        found.file.close()  # closing the response itself would end Django's request, and close its connections
    return answer
