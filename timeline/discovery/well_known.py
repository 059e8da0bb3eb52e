"""The well-known files for crawlers, security researchers and language models."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from html import escape
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from timeline import resources, selectors
from timeline.domain.vocabulary import Speech
from timeline.exports.codebook import CREDIT, LICENCE, in_bytes
from timeline.models import Position
from timeline.pages.render import SECTIONS, render_page
from timeline.releases import release_of

TEXT = "text/plain; charset=utf-8"
XML = "application/xml; charset=utf-8"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PER_SITEMAP = 10_000
FURTHER = ("/search/", "/changes/", "/corrections/", "/data/codebook/", "/llms-guide/")
"""Pages outside the site's sections."""
VALID_FOR = timedelta(days=180)
ROBOTS = """User-agent: *
Allow: /
# Views of the same meetings without end; each meeting is in the sitemap.
Disallow: /?
Disallow: /compare/?
Disallow: /places/?
Disallow: /search/?
Disallow: /embed/
Disallow: /oembed/
Disallow: /meetings/*/card/
Disallow: /positions/*/card/

Sitemap: {base}/sitemap.xml
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may fetch: every page, but only once. No query."""
    return HttpResponse(ROBOTS.format(base=resources.base(request)), content_type=TEXT)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a vulnerability (RFC 9116). No query."""
    base = resources.base(request)
    expires = datetime.combine(datetime.now(UTC).date() + VALID_FOR, time(), UTC)
    lines = (
        f"Contact: {settings.SECURITY_CONTACT or f'{base}/about/#correct'}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {base}/.well-known/security.txt",
    )
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type=TEXT)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the sitemaps, one for every 10,000 pages of a kind. 7 queries, and 1 for the release."""
    base, release, counts = resources.base(request), release_of(request), selectors.record.counts()
    day = f"<lastmod>{release.loaded_at.date().isoformat()}</lastmod>" if release else ""
    names = ["pages-1", "places-1", "stories-1"]
    names += [
        f"{resource}-{part + 1}"
        for resource in resources.BY_NAME
        for part in range(-(-counts[resource] // PER_SITEMAP))
    ]
    entries = "".join(
        f"<sitemap><loc>{escape(base)}/sitemaps/{escape(name)}.xml</loc>{day}</sitemap>\n" for name in names
    )
    document = f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{NAMESPACE}">\n{entries}</sitemapindex>\n'
    return HttpResponse(document, content_type=XML)


@require_safe
def sitemap_part(request: HttpRequest, name: str, part: int) -> StreamingHttpResponse:
    """One sitemap, streamed as it is read. 1 query. Raises Http404 for an unknown kind."""
    if name == "pages" and part == 1:
        paths: Iterator[str] = iter([*(url for url, _ in SECTIONS), *FURTHER])
    elif name == "stories" and part == 1:
        paths = iter([f"/stories/{story.slug}/" for story in selectors.stories.stories()])
    elif name == "places" and part == 1:
        paths = iter([f"/places/{place.slug}/" for place in selectors.places.places()])
    elif name in resources.BY_NAME and part > 0:
        paths = _paths(resources.BY_NAME[name].model, part)
    else:
        raise Http404(name)
    return StreamingHttpResponse(_urlset(paths, resources.base(request)), content_type=XML)


def _paths(model: type[models.Model], part: int) -> Iterator[str]:
    key, start = resources.key_of(model), (part - 1) * PER_SITEMAP
    rows = model._default_manager.order_by(in_bytes(model, key)).values_list(key, flat=True)
    for slug in rows[start : start + PER_SITEMAP].iterator(chunk_size=2000):
        yield f"{resources.pages(model)}{slug}/"


def _urlset(paths: Iterator[str], base: str) -> Iterator[bytes]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{NAMESPACE}">\n'.encode()
    for path in paths:
        yield f"<url><loc>{escape(base + path)}</loc></url>\n".encode()
    yield b"</urlset>\n"


def _example() -> Position | None:
    """A statement that shows how to quote: direct speech of a named person on an exact day, verified if there is one.
    At most 2 queries."""
    spoken = selectors.positions.positions().filter(speech=Speech.DIRECT, earliest=F("latest"), holder__isnull=False)
    return spoken.exclude(proof_hash="").first() or spoken.first()


def _reported() -> Position | None:
    """A statement in reported speech, by a named person on an exact day. 1 query."""
    told = selectors.positions.positions().filter(speech=Speech.REPORTED, earliest=F("latest"), holder__isnull=False)
    return told.first()


def _guide(request: HttpRequest) -> dict[str, Any]:
    """The template context of the guide: statements of this record, in direct and reported speech, as examples of
    correct quotation. 10 queries."""
    return {
        "release": release_of(request),
        "base": resources.base(request),
        "counts": selectors.record.counts(),
        "example": _example(),
        "reported": _reported(),
        "licence": LICENCE,
        "credit": CREDIT,
    }


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """A summary of the record for language models (llmstxt.org)."""
    return render(request, "llms.txt", _guide(request), content_type="text/markdown; charset=utf-8")


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """How a language model should query the record and answer from it, with right and wrong answers."""
    above = [("/", "Timeline"), ("/data/", "Data & API")]
    title = "Guide for language models"
    return render_page(request, "llms_guide.html", _guide(request), title=title, canonical="/llms-guide/", above=above)
