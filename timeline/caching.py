"""Cache-Control and validators, in one place for pages, the API and the files of /data/.

A response changes with a new release, with a deployment, and, where it mentions today, at midnight (UTC). So all three
are part of its ETag. A date alone (If-Modified-Since) proves nothing: a deployment changes the responses while the
release keeps its date.
"""

import hashlib
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe

from timeline.models import Release

FOLDERS = ("armscontrol", "timeline", "templates", "static")
"""The program: code, templates and assets."""
LOCK = "requirements.lock"
"""The versions of its dependencies."""
SHOWN = ("API_RATE", "REPORT_TO", "SECURITY_CONTACT")
"""Settings that appear in responses."""


def program_files(root: Path) -> list[Path]:
    """Every file that can change a response, in order; no hidden files and no compiled Python files."""
    found = [path for folder in FOLDERS for path in (root / folder).rglob("*")] + [root / LOCK]
    shown = [path for path in found if not any(part[0] == "." for part in path.relative_to(root).parts)]
    return sorted(path for path in shown if path.suffix != ".pyc" and path.is_file())


def digest_of(root: Path) -> str:
    """A digest of the program in a folder, including Python's version; the same on every machine that runs the same
    code."""
    digest = hashlib.sha256(f"Python {sys.version_info.major}.{sys.version_info.minor}".encode())
    for path in program_files(root):
        content = path.read_bytes()
        digest.update(f"\0{path.relative_to(root).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


@cache
def program() -> str:
    """The digest of the running program, computed once per process."""
    return digest_of(settings.BASE_DIR)


def cache_control(*, stale: bool = True) -> str:
    """How long browsers and caches may keep what is public: PAGE_MAX_AGE seconds without revalidating, and then, if
    it may be `stale`, while they revalidate, and for a day if no server answers."""
    fresh = f"public, max-age={settings.PAGE_MAX_AGE}"
    return f"{fresh}, stale-while-revalidate=300, stale-if-error=86400" if stale else fresh


@dataclass(frozen=True, slots=True)
class Validators:
    """The validators of a response, and the request headers that it varies on. `last_modified`: seconds since 1970."""

    etag: str
    last_modified: int | None
    vary: tuple[str, ...]

    def put_on(self, response: HttpResponseBase) -> None:
        """Set the headers of a cacheable response, unless it has its own. A compressed one is the same text in other
        bytes: its ETag is weak."""
        weak = "W/" if response.has_header("Content-Encoding") else ""
        response.headers.setdefault("ETag", weak + self.etag)
        if self.last_modified is not None:
            response.headers.setdefault("Last-Modified", http_date(self.last_modified))
        response.headers.setdefault("Cache-Control", cache_control())
        patch_vary_headers(response, self.vary)

    def unchanged(self, request: HttpRequest) -> HttpResponse | None:
        """The 304 for a client whose copy is current, made without a query; None if it is not.

        `If-None-Match: *` asks whether there is anything at all, which only the response can tell: `checked` does that.
        """
        if request.headers.get("If-None-Match", "*").strip() == "*":
            return None
        empty = HttpResponse()
        self.put_on(empty)
        answer = checked(request, empty)
        return None if answer is empty else answer


def checked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, or one without its body if the client's conditions on its ETag require that (RFC 9110, 13.1)."""
    if not {"HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH"} & request.META.keys() or "ETag" not in response.headers:
        return response
    modified = parse_http_date_safe(response.headers.get("Last-Modified", ""))
    if "HTTP_IF_NONE_MATCH" not in request.META:
        modified = None  # else If-Modified-Since would apply
    return get_conditional_response(request, response["ETag"], modified, response) or response


def today() -> date:
    """The day of the response in UTC: part of its validator."""
    return datetime.now(UTC).date()


def named(response: HttpResponse, release: Release | None) -> HttpResponse:
    """The response with headers that give its release's hash and name, unless it has its own."""
    if release is not None:
        response.headers.setdefault("X-Release", release.hash)
        if release.name:
            response.headers.setdefault("X-Release-Name", release.name)
    return response


def of_now() -> tuple[object, ...]:
    """What every response depends on besides its release and its query: the program, the settings that it shows, the
    day."""
    return program(), *(getattr(settings, name) for name in SHOWN), today().isoformat()


def validators(release: Release | None, said: Iterable[object], vary: Iterable[str]) -> Validators:
    """The validators of a response from a release; `said` is what distinguishes it from the release's other
    responses."""
    parts = (release.version if release else "", *of_now(), *said)
    tag = hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
    return Validators(f'"{tag}"', int(release.loaded_at.timestamp()) if release else None, tuple(vary))
