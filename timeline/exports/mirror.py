"""Writes the whole site as files with relative links, which any web server or file share can serve: every page of the
record, the lists' pages, the timeline by decade and year, the lists in every format, downloads and assets.

The pages are requested from the site itself. Links to what needs a server (search, filters, the API) point to the
mirrored site; scripts are left out, because they need the server too.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape, unescape
from http import HTTPStatus
from pathlib import Path
from posixpath import dirname, relpath
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.test.utils import override_settings

from timeline.api import formats
from timeline.exports import downloads
from timeline.resources import RESOURCES, ROOT

SEEDS = ("/", "/search/", "/data/codebook/", "/llms-guide/", "/llms.txt", "/api/docs/", "/api/changelog/")
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
FOLDERS = (
    *(f"/{resource.name}/" for resource in RESOURCES),
    "/places/",
    "/stories/",
    "/compare/",
    "/data/",
    "/about/",
    "/changes/",
    "/corrections/",
)
LINK = re.compile(r'(?P<before>\s(?:href|src)=")(?P<address>[^"]*)"')
FORM = re.compile(r'(\saction=")(?=/)')
SCRIPT = re.compile(r"<script src=[^>]*></script>\n?")
HTMX = re.compile(r'\s(?:hx-[a-z:-]+|data-key)="[^"]*"')
YEAR = re.compile(r"[0-9]{4}")
WRITTEN = (HTTPStatus.OK, HTTPStatus.GONE)
"""The statuses of pages that are written: also 410, the page of a withdrawn item, which names its replacement."""
UNSAFE = re.compile(r"[^A-Za-z0-9,~-]+")


class BrokenPageError(Exception):
    """A linked page of the site could not be fetched; the message says which."""


def is_mirrored(address: str) -> bool:
    """Whether a URL of the site has a file in the mirror."""
    path, _, query = address.partition("?")
    asked = parse_qsl(query, keep_blank_values=True)
    names = [name for name, _ in asked]
    if path.startswith(ROOT):
        return names == ["format"] and _bulk_file(path, asked[0][1]) is not None
    if path.startswith("/data/latest/"):
        return False
    if path.startswith(("/static/", "/data/files/")):
        return not query
    if path.startswith("/share/"):
        return path.endswith(".svg") and not query
    if path not in SEEDS and not path.startswith(FOLDERS):
        return False
    if path.endswith("/card/") or len(names) != len(set(names)) or not set(names) <= {"page", "from", "to"}:
        return False
    window = [value for name, value in asked if name != "page"]
    if not window:
        return True
    return path == "/" and len(window) == 2 and all(map(YEAR.fullmatch, window)) and window[0][:3] == window[1][:3]


def _bulk_file(path: str, form: str) -> str | None:
    """The file for an API list in a format; None if there is no such list or format."""
    resource = path.removeprefix(ROOT).rstrip("/")
    for one in formats.OF.get(resource, ()):
        if one.format == form and one.write is not None:
            return f"api/v1/{resource}.{one.suffix}"
    return None


def file_of(address: str) -> str:
    """The file for a mirrored URL, relative to the mirror's directory."""
    path, _, query = address.partition("?")
    if path.startswith(ROOT):
        return _bulk_file(path, query.partition("=")[2]) or ""
    folder = f"{UNSAFE.sub('-', query)}/" if query else ""
    return f"{path[1:]}{folder}index.html" if path.endswith("/") else path[1:]


@dataclass(slots=True)
class Mirror:
    """A mirror being written. `base` is the site's URL, without a trailing slash."""

    directory: Path
    base: str
    client: Client
    is_secure: bool = True
    known: set[str] = field(default_factory=set)
    waiting: deque[str] = field(default_factory=deque)

    def want(self, address: str) -> None:
        """Queue a URL that is linked to."""
        if address not in self.known:
            self.known.add(address)
            self.waiting.append(address)

    def link(self, address: str, *, within: str) -> str:
        """The link to write into the file `within`, for a link on the site's page."""
        if not address.startswith("/") or address.startswith("//"):
            return address
        whole, mark, fragment = address.partition("#")
        if not is_mirrored(whole):
            return f"{self.base}{address}"
        self.want(whole)
        return f"{relpath(file_of(whole), dirname(within) or '.')}{mark}{fragment}"

    def page(self, html: str, *, within: str) -> str:
        """The HTML for a page's file: relative links, and nothing that needs a script."""

        def linked(found: re.Match[str]) -> str:
            address = self.link(unescape(found["address"]), within=within)
            return f'{found["before"]}{escape(address)}"'

        return LINK.sub(linked, FORM.sub(rf"\1{self.base}", HTMX.sub("", SCRIPT.sub("", html))))

    def write(self, address: str) -> None:
        """Write the file for a URL. Raises BrokenPageError."""
        name = file_of(address)
        target = self.directory / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if address.startswith("/static/"):
            found = finders.find(address.removeprefix("/static/"))
            if not isinstance(found, str):
                raise BrokenPageError(f"{address}: there is no such asset")
            target.write_bytes(Path(found).read_bytes())
            return
        response = self.client.get(address, secure=self.is_secure)
        if response.status_code not in WRITTEN:
            raise BrokenPageError(f"{address}: {response.status_code}")
        if response.streaming:
            with target.open("wb") as opened:
                for chunk in response.streaming_content:  # type: ignore[attr-defined]  # of a streaming response
                    opened.write(chunk)
        elif response["Content-Type"].startswith("text/html"):
            target.write_text(self.page(response.content.decode(), within=name), encoding="utf-8")
        else:
            target.write_bytes(response.content)


def _seeds(mirror: Mirror) -> Iterable[str]:
    """The URLs to start from; everything else is linked from them. Downloads are included if there are any."""
    for path in SEEDS:
        if mirror.client.get(path, secure=mirror.is_secure).status_code == HTTPStatus.OK:
            yield path
    for resource, offered in formats.OF.items():
        yield from (f"{ROOT}{resource}/?format={one.format}" for one in offered if one.write is not None)
    if downloads.read(downloads.folder()):
        yield f"/data/files/{downloads.INDEX}"


def export(directory: Path, *, base: str, wrote: Callable[[int], None] = lambda number: None) -> int:
    """Write the mirror of the site at `base` (`https://example.org`), and return the number of files. `wrote` is called
    with the number so far after each. Raises BrokenPageError, and OSError if the directory cannot be written."""
    at = urlsplit(base)
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN}}
    changed = {"ALLOWED_HOSTS": [at.hostname or ""], "STORAGES": storages, "API_RATE": None, "DEBUG": False}
    with override_settings(**changed):
        client = Client(SERVER_NAME=at.hostname or "", SERVER_PORT=str(at.port or {"https": 443}.get(at.scheme, 80)))
        mirror = Mirror(directory, base, client, at.scheme == "https")
        for address in _seeds(mirror):
            mirror.want(address)
        number = 0
        while mirror.waiting:
            mirror.write(mirror.waiting.popleft())
            number += 1
            wrote(number)
    return number
