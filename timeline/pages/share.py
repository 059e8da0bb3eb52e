"""What of a page can be passed on: its picture as networks show it beside a link (timeline/pictures/ draws it)."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from timeline.pages.listings import address

DRAWN = ("meetings", "positions", "issues", "officials")
"""The resources whose items have pictures of their own."""
ITEM = re.compile(rf"/(?P<resource>{'|'.join(DRAWN)})/(?P<key>[a-z0-9-]+)/")
VIEWS = {"/": "/share/timeline", "/compare/": "/share/compare"}
"""Pages whose question has a picture, and where it is."""
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
    asked = urlencode([one for one in parse_qsl(query) if one[0] not in NOT_DRAWN], safe=",~")
    if path in VIEWS:
        return _of(VIEWS[path], asked, title)
    return _of(VIEWS["/"], "", "Meetings of Washington and Moscow, year by year")


def _of(path: str, query: str, alt: str) -> SharePicture:
    return SharePicture(address(f"{path}.png", query), address(f"{path}.svg", query), f"{alt} (Across the Table)")
