"""Parsed pages, for the tests of the pages."""

import re
from collections import Counter
from itertools import pairwise

from bs4 import BeautifulSoup, Tag
from django.test import Client


def opened(path: str, *, status: int = 200, htmx: bool = False) -> BeautifulSoup:
    """The page at a path, or its fragment `results`; asserts the status."""
    response = Client(headers={"hx-request": "true", "hx-target": "section#results"} if htmx else {}).get(path)
    assert response.status_code == status, f"{path}: {response.status_code}"
    return BeautifulSoup(response.content, "html.parser" if htmx else "lxml")  # lxml puts a page around a fragment


def words(tag: Tag | None) -> str:
    """A tag's text with single spaces."""
    assert tag is not None
    return re.sub(r"\s+", " ", tag.get_text()).strip()


def part(page: Tag, selector: str) -> Tag:
    """The only element that matches a selector."""
    found = page.select(selector)
    assert len(found) == 1, f"{selector}: {len(found)} found"
    return found[0]


def section(page: Tag, heading: str) -> Tag:
    """The section with this second-level heading."""
    found = [one for one in page.select("section") if one.h2 and one.h2.parent is one and words(one.h2) == heading]
    assert len(found) == 1, f"{heading}: {len(found)} found"
    return found[0]


def links(tag: Tag) -> list[str]:
    """The URLs of its links, without duplicates, in order."""
    return list(dict.fromkeys(str(one["href"]) for one in tag.select("a[href]")))


def flaws(page: BeautifulSoup) -> list[str]:
    """Flaws that no page may have: inline styles or scripts, event handlers, duplicate ids, headings out of order, a
    control without a label, htmx without an equivalent link or form."""
    found = [f"style= on {one.name}" for one in page.select("[style]")]
    found += ["an inline script" for one in page.select("script:not([src], [type='application/ld+json'])")]
    found += ["an inline style sheet" for _ in page.select("style")]
    found += [f"{name} on {one.name}" for one in page.find_all(True) for name in one.attrs if name.startswith("on")]
    ids = Counter(str(one["id"]) for one in page.select("[id]"))
    found += [f"id {name} {number} times" for name, number in ids.items() if number > 1]
    ranks = [int(one.name[1]) for one in page.select("h1, h2, h3, h4, h5, h6")]
    if ranks.count(1) != 1 or ranks[:1] != [1]:
        found.append(f"headings begin {ranks[:3]}")
    found += [f"a heading of rank {b} under one of rank {a}" for a, b in pairwise(ranks) if b > a + 1]
    for control in page.select("input, select"):
        named = (
            control.get("aria-label")
            or control.find_parent("label")
            or page.select(f'label[for="{control.get("id")}"]')
        )
        if control.get("type") != "hidden" and not named:
            found.append(f"{control.get('name')} has no label")
    for one in page.select("[hx-get]"):
        if one["hx-get"] != one.get("href", one.get("action")):
            found.append(f"hx-get={one['hx-get']} has no link or form of its own")
    return found
