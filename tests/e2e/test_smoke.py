"""The first page in every look: it answers, the browser has no complaint, axe finds nothing."""

from typing import Literal

import pytest

from tests.e2e.conftest import NARROW, WIDE, OpenPage, assert_accessible


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_first_page_is_accessible_and_without_complaints(
    new_page: OpenPage, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    page = new_page(size=size, scheme=scheme)

    answer = page.goto("/")

    assert answer is not None
    assert answer.status == 200
    assert_accessible(page)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_first_page_is_no_wider_than_the_window(new_page: OpenPage, size: tuple[int, int]) -> None:
    page = new_page(size=size)

    page.goto("/")

    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_first_page_without_script_holds_the_record(new_page: OpenPage) -> None:
    page = new_page(script=False)

    page.goto("/")

    assert page.get_by_role("heading", level=1).count() == 1
    assert page.locator("main a[href^='/meetings/']").count() > 0
