"""Pages on paper: A4, upright and across, as Chromium prints them."""

import re

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import OpenPage

MEETING = "/meetings/1986-10-11-reykjavik-reagan-gorbachev/"
ACROSS = (1045, 718)
"""Pixels of an A4 sheet across, inside the margins."""
PAGES = ["/", "/?from=1981&to=1992", MEETING, "/issues/missile-defense/", "/compare/?on=1986-10-12"]


def sheets(page: Page, *, across: bool) -> int:
    """How many sheets it is printed on."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", landscape=across)))


def on_paper(new_page: OpenPage, path: str) -> Page:
    """The page laid out as for print, on a sheet across."""
    page = new_page(size=ACROSS)
    page.goto(path)
    page.emulate_media(media="print")
    return page


def styles(page: Page, selector: str, name: str, pseudo: str = "") -> list[str]:
    """A property of all that a selector finds, as it is computed."""
    script = "(all, [name, pseudo]) => all.map(one => getComputedStyle(one, pseudo).getPropertyValue(name))"
    found: list[str] = page.locator(selector).evaluate_all(script, [name, pseudo])
    return found


@pytest.mark.parametrize("path", PAGES)
def test_a_page_takes_few_sheets_more_across_than_upright(new_page: OpenPage, path: str) -> None:
    page = new_page()
    page.goto(path)

    upright, across = sheets(page, across=False), sheets(page, across=True)

    assert 3 <= upright <= 18
    assert across <= 1.6 * upright


@pytest.mark.parametrize("path", ["/", "/?from=1981&to=1992"])
def test_the_lanes_and_the_list_have_the_whole_sheet(new_page: OpenPage, path: str) -> None:
    page = on_paper(new_page, path)
    sheet = page.evaluate("document.querySelector('main').getBoundingClientRect().width")

    for selector in (".lanes", ".card >> nth=0"):
        box = page.locator(selector).bounding_box()
        assert box is not None
        assert box["width"] > 0.9 * sheet
    assert page.locator("#filters").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= ACROSS[0]


def test_the_fill_of_a_stance_is_printed(new_page: OpenPage) -> None:
    page = on_paper(new_page, MEETING)
    supports = ".voice[data-side=us] .stance[data-stance=supports]"
    [side, *_] = styles(page, ".voice[data-side=us]", "border-left-color")

    assert set(styles(page, ".stance", "print-color-adjust")) == {"exact"}
    assert set(styles(page, supports, "background-color")) == {side}
    assert set(styles(page, supports, "color")) == {"rgb(255, 255, 255)"}


@pytest.mark.parametrize(
    "path", [MEETING, "/issues/missile-defense/", "/articles/tass-2013-02-15-no-cuts-without-missile-defense/"]
)
def test_the_address_of_every_source_is_printed(new_page: OpenPage, path: str) -> None:
    page = on_paper(new_page, path)
    sources = "main a[rel~=external]"
    addresses = page.locator(sources).evaluate_all("all => all.map(one => one.getAttribute('href'))")

    assert addresses
    printed = [one.replace('" "', "").strip('" ') for one in styles(page, sources, "content", "::after")]
    assert printed == [f"<{address}>" for address in addresses]
    assert "none" not in styles(page, sources, "display")


@pytest.mark.parametrize(
    ("path", "selector"),
    [("/issues/missile-defense/", ".moves__earlier .moves__item"), (MEETING, ".cite dd")],
)
def test_what_is_folded_is_printed(new_page: OpenPage, path: str, selector: str) -> None:
    page = on_paper(new_page, path)
    script = "all => all.map(one => one.checkVisibility() && one.getBoundingClientRect().height > 0)"
    printed = page.locator(selector).evaluate_all(script)
    page.emulate_media(media="screen")

    assert set(printed) == {True}
    assert set(page.locator(selector).evaluate_all(script)) == {False}


@pytest.mark.parametrize(
    ("path", "selector"),
    [(MEETING, ".topic"), (MEETING, ".voice"), (MEETING, ".said"), ("/compare/?on=1986-10-12", ".compared__row")],
)
def test_what_belongs_together_stands_on_one_sheet(new_page: OpenPage, path: str, selector: str) -> None:
    page = on_paper(new_page, path)

    assert set(styles(page, selector, "break-inside")) == {"avoid"}
    assert set(styles(page, ":is(h2, h3):not(.lane__name)", "break-after")) == {"avoid"}
