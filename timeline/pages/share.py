"""What can be shared from a page: its link, the preview picture shown by social networks (drawn by timeline/pictures/),
the frame for embedding it in other sites (discovery/embed.py), and its data as CSV."""

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qsl, urlencode

from timeline.pages.listings import address
from timeline.resources import ROOT

DRAWN = ("meetings", "positions", "issues", "officials", "stories")
"""The kinds of items that have pictures of their own, as in their paths."""
ITEM = re.compile(rf"/(?P<resource>{'|'.join(DRAWN)})/(?P<key>[a-z0-9-]+)/")
VIEWS = {"/": "/share/timeline", "/compare/": "/share/compare", "/places/": "/share/places"}
"""Pages whose query has a picture, and the picture's path."""
FRAMES = {
    "positions": 340,
    "meetings": 480,
    "issues": 440,
    "stories": 480,
    "timeline": 480,
    "compare": 480,
    "places": 520,
}
"""What other sites can embed in a frame, and the frame's height in pixels."""
FRAME_WIDTH = 640
FRAMED_VIEWS = {
    "/": ("/embed/", "timeline"),
    "/compare/": ("/embed/compare/", "compare"),
    "/places/": ("/embed/places/", "places"),
}
SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
"""The frame's sandbox: no scripts; links open in new tabs; style sheets load from its own origin."""
NOT_DRAWN = ("page", "sort", "find")
"""Parameters that do not affect the picture."""
WIDTH, HEIGHT = 1200, 630
"""Size of every picture in pixels."""


@dataclass(frozen=True, slots=True)
class SharePicture:
    """A page's picture: its paths in both formats, and its alt text."""

    png: str
    svg: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


def picture(canonical: str, title: str) -> SharePicture:
    """The picture of the page at a canonical URL: its own if it has one, else that of the whole record."""
    path, _, query = canonical.partition("?")
    if item := ITEM.fullmatch(path):
        return _of(f"/share/{item['resource']}/{item['key']}", "", title)
    if path in VIEWS:
        return _of(VIEWS[path], _without(query), title)
    return _of(VIEWS["/"], "", "Meetings of Washington and Moscow, year by year")


def _of(path: str, query: str, alt: str) -> SharePicture:
    return SharePicture(address(f"{path}.png", query), address(f"{path}.svg", query), f"{alt} (Across the Table)")


@dataclass(frozen=True, slots=True)
class Framed:
    """The frame that embeds a page: its path and kind, and its height."""

    path: str
    kind: str

    @property
    def height(self) -> int:
        """Height in pixels."""
        return FRAMES[self.kind]


def framed(canonical: str) -> Framed | None:
    """The frame of the page at a canonical URL, or None."""
    path, _, query = canonical.partition("?")
    if path in FRAMED_VIEWS:
        frame, kind = FRAMED_VIEWS[path]
        return Framed(address(frame, _without(query)), kind)
    item = ITEM.fullmatch(path)
    if item is None or item["resource"] not in FRAMES:
        return None
    return Framed(f"/embed{path}", item["resource"])


def frame_code(url: str, title: str, width: int, height: int) -> str:
    """The HTML with which another site embeds one of our pages."""
    return (
        f'<iframe src="{escape(url)}" title="{escape(title)}" width="{width}" height="{height}" '
        f'loading="lazy" sandbox="{SANDBOX}"></iframe>'
    )


@dataclass(frozen=True, slots=True)
class SharePanel:
    """The contents of a page's sharing panel: its URL and picture, the frame with its embed code, and its rows as CSV
    (if there are any)."""

    url: str
    picture: SharePicture
    frame: Framed | None
    code: str
    csv: str


def shared(canonical: str, title: str, base: str) -> SharePanel | None:
    """The sharing panel of the page at a canonical URL of the site at `base`; None for a page without a picture of its
    own. No query."""
    path, _, query = canonical.partition("?")
    item = ITEM.fullmatch(path)
    if item is None and path not in VIEWS:
        return None
    frame = framed(canonical)
    code = frame_code(f"{base}{frame.path}", title, FRAME_WIDTH, frame.height) if frame else ""
    rows = _rows(item["resource"], item["key"]) if item else _rows_of_view(path, query)
    csv = f"{ROOT}{rows[0]}?{rows[1]}{'&' if rows[1] else ''}format=csv" if rows else ""
    return SharePanel(f"{base}{canonical}", picture(canonical, title), frame, code, csv)


def _rows(resource: str, key: str) -> tuple[str, str] | None:
    """The API path and query string of an item or, for an issue or official, of its statements; None for a story,
    which the API does not have."""
    if resource == "stories":
        return None
    if resource in {"issues", "officials"}:
        return "positions/", f"{resource[:-1]}={key}"
    return f"{resource}/{key}/", ""


def _rows_of_view(path: str, query: str) -> tuple[str, str] | None:
    """The API path and query string of a view's meetings; None for a comparison."""
    return None if path == "/compare/" else ("meetings/", _without(query))


def _without(query: str) -> str:
    """A query string without the parameters that affect neither picture nor frame."""
    return urlencode([one for one in parse_qsl(query) if one[0] not in NOT_DRAWN], safe=",~!")


def asked(canonical: str) -> str:
    """A canonical URL in the form its frame is requested by: for an item without its query string, for a view with only
    the parameters that affect it."""
    path, _, query = canonical.partition("?")
    return address(path, _without(query)) if path in VIEWS else path
