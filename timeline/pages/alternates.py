"""Alternate representations of a page: the same query in the API in each format, and the embeddable page."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from django.utils.safestring import SafeString

from timeline.domain import citations
from timeline.pages import share
from timeline.pages.html import escaped, safe
from timeline.resources import BY_NAME, FORMATS, ROOT

JSON = ("application/json", "JSON")
PAGE = re.compile(rf"/(?P<resource>{'|'.join(BY_NAME)})/(?:(?P<key>[a-z0-9-]+)/)?")
OEMBED = (("application/json+oembed", "json"), ("text/xml+oembed", "xml"))


@dataclass(frozen=True, slots=True)
class Alternate:
    """An alternate: its media type, name and URL."""

    media_type: str
    title: str
    url: str


def alternates(canonical: str, base: str) -> SafeString:
    """The alternates of the page at a canonical URL, as links for its head; empty if the page has no counterpart in the
    API. `base` is the site's URL, for oEmbed. No query."""
    return safe(
        "".join(
            f'<link rel="alternate" type="{escaped(one.media_type)}" title="{escaped(one.title)}" '
            f'href="{escaped(one.url)}">\n'
            for one in (*_forms(canonical), *_oembed(canonical, base))
        )
    )


def _forms(canonical: str) -> list[Alternate]:
    path, _, query = canonical.partition("?")
    page = PAGE.fullmatch("/meetings/" if path == "/" else path)
    if page is None:
        return []
    resource, key = page["resource"], page["key"]
    asked = [] if key else [one for one in parse_qsl(query) if one[0] in BY_NAME[resource].filters.parameters()]
    kept = urlencode(asked, safe=",~!")
    address = f"{ROOT}{resource}/{f'{key}/' if key else ''}"
    forms = [form for form in BY_NAME[resource].formats if not (key and form in citations.FORMS)]
    found = [Alternate(*JSON, f"{address}?{kept}" if kept else address)]
    found += [Alternate(*FORMATS[form], f"{address}?{kept}{'&' if kept else ''}format={form}") for form in forms]
    return found


def _oembed(canonical: str, base: str) -> list[Alternate]:
    """The oEmbed URLs of a page that has a frame."""
    if share.framed(canonical) is None:
        return []
    about = quote(f"{base}{share.asked(canonical)}", safe="")
    return [Alternate(kind, "oEmbed", f"{base}/oembed/?url={about}&format={form}") for kind, form in OEMBED]
