"""Every kind of page, in both themes and at two widths: axe finds nothing, nothing is wider than the window."""

from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import NARROW, WIDE, OpenPage, assert_accessible

PAGES = [
    "/",
    "/?from=1986-10&to=1986-10",
    "/?official=ronald-reagan&kind=summit",
    "/meetings/2002-02-18-moscow-bolton-mamedov/",
    "/officials/",
    "/officials/rose-gottemoeller/",
    "/issues/",
    "/issues/missile-defense/",
    "/compare/?on=1986-10-12",
    "/compare/?on=1972-05-26&and=2002-05-24",
    "/compare/?official=rose-gottemoeller&official=sergei-ryabkov",
    "/negotiations/",
    "/negotiations/start-i/",
    "/treaties/",
    "/treaties/abm-treaty/",
    "/stories/",
    "/stories/end-of-limits/",
    "/places/",
    "/places/?from=1985&to=1990&kind=summit",
    "/places/geneva/",
    "/articles/",
    "/articles/rferl-2002-02-20-problems-remain/",
    "/positions/cnn-2011-12-08-nato-russia-square-off-caa9e418/",
    "/search/",
    "/search/?q=рябков",
    "/search/?q=russia+missile+defence+2013",
    "/search/?q=who+met+gromyko+most",
    "/search/?q=missile+defence&kind=positions&side=RU&page=2",
    "/about/",
    "/data/",
    "/data/codebook/",
    "/changes/",
    "/api/changelog/",
    "/corrections/",
    "/api/docs/",
    "/nowhere/",
]


LOOKS: list[tuple[tuple[int, int], Literal["light", "dark"]]] = [(WIDE, "light"), (NARROW, "dark")]


def look_at(page: Page) -> None:
    """Axe in each look; what differs with the width (layout) and what with the theme (colours) is each seen once."""
    for (width, height), scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert_accessible(page)


@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_in_every_look(new_page: OpenPage, path: str) -> None:
    page = new_page(tolerated=("404",) if path == "/nowhere/" else ())

    page.goto(path)

    look_at(page)


def test_statement_is_accessible_in_every_look(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/articles/tass-2013-02-15-no-cuts-without-missile-defense/")

    page.goto(page.locator("a[href^='/positions/']").first.get_attribute("href") or "")

    look_at(page)
