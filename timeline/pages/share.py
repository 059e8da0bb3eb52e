"""What of a page can be passed on: its link, its picture as networks show it beside the link (timeline/pictures/ draws
it), the frame in which other sites show it (discovery/embed.py), its data as CSV."""

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qsl, urlencode

from timeline.pages.listings import address
from timeline.resources import ROOT

DRAWN = ("meetings", "positions", "issues", "officials")
"""The resources whose items have pictures of their own."""
ITEM = re.compile(rf"/(?P<resource>{'|'.join(DRAWN)})/(?P<key>[a-z0-9-]+)/")
VIEWS = {"/": "/share/timeline", "/compare/": "/share/compare"}
"""Pages whose question has a picture, and where it is."""
FRAMES = {"positions": 340, "meetings": 480, "issues": 440, "timeline": 480, "compare": 480}
"""What other sites can show in a frame, and how high it is, in pixels."""
FRAME_WIDTH = 640
FRAMED_VIEWS = {"/": ("/embed/", "timeline"), "/compare/": ("/embed/compare/", "compare")}
SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
"""The frame's: no scripts; links open pages of their own; its style sheets are of its own origin."""
NOT_DRAWN = ("page", "sort", "find")
"""Parameters that change no picture."""
WIDTH, HEIGHT = 1200, 630
"""Pixels of every picture."""


@dataclass(frozen=True, slots=True)
class SharePicture:
    """A page's picture: the paths of its two forms, and what it shows, in words."""

    png: str
    svg: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


def picture(canonical: str, title: str) -> SharePicture:
    """The picture of the page at a canonical address: its own where it has one, else that of the whole record."""
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
    """The frame that shows a page: its path, what it shows, how high it is (pixels)."""

    path: str
    kind: str

    @property
    def height(self) -> int:
        """Pixels."""
        return FRAMES[self.kind]


def framed(canonical: str) -> Framed | None:
    """The frame of the page at a canonical address; None of a page that has none."""
    path, _, query = canonical.partition("?")
    if path in FRAMED_VIEWS:
        frame, kind = FRAMED_VIEWS[path]
        return Framed(address(frame, _without(query)), kind)
    item = ITEM.fullmatch(path)
    if item is None or item["resource"] not in FRAMES:
        return None
    return Framed(f"/embed{path}", item["resource"])


def frame_code(url: str, title: str, width: int, height: int) -> str:
    """What another site writes to show a page of ours."""
    return (
        f'<iframe src="{escape(url)}" title="{escape(title)}" width="{width}" height="{height}" '
        f'loading="lazy" sandbox="{SANDBOX}"></iframe>'
    )


@dataclass(frozen=True, slots=True)
class SharePanel:
    """What the panel of a page offers: its own address and picture, the frame with the code for it, its rows as CSV
    (where there are such)."""

    url: str
    picture: SharePicture
    frame: Framed | None
    code: str
    csv: str


def shared(canonical: str, title: str, base: str) -> SharePanel | None:
    """What can be passed on of the page at a canonical address of the site at `base`; None of a page without a picture
    of its own. No query."""
    path, _, query = canonical.partition("?")
    item = ITEM.fullmatch(path)
    if item is None and path not in VIEWS:
        return None
    frame = framed(canonical)
    code = frame_code(f"{base}{frame.path}", title, FRAME_WIDTH, frame.height) if frame else ""
    rows = _rows(item["resource"], item["key"]) if item else ("meetings/", _without(query)) if path == "/" else None
    csv = f"{ROOT}{rows[0]}?{rows[1]}{'&' if rows[1] else ''}format=csv" if rows else ""
    return SharePanel(f"{base}{canonical}", picture(canonical, title), frame, code, csv)


def _rows(resource: str, key: str) -> tuple[str, str]:
    """Where the API has an item, or of an issue or official the statements, and the question to ask there."""
    if resource in {"issues", "officials"}:
        return "positions/", f"{resource[:-1]}={key}"
    return f"{resource}/{key}/", ""


def _without(query: str) -> str:
    """A query string without what changes neither picture nor frame."""
    return urlencode([one for one in parse_qsl(query) if one[0] not in NOT_DRAWN], safe=",~")


def asked(canonical: str) -> str:
    """A canonical address as its frame is asked for: of an item without its query string, of a view with what changes
    it."""
    path, _, query = canonical.partition("?")
    return address(path, _without(query)) if path in VIEWS else path
