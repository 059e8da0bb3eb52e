"""The harness itself: what it must not let pass, on pages planted for it."""

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import OpenPage, assert_accessible

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"


def _plant(page: Page, body: str) -> None:
    """Answer /planted with this body under the site's kind of policy."""
    page.route(
        "**/planted",
        lambda route: route.fulfill(
            body=f"<!doctype html><html lang=en><title>Planted</title><main><h1>Planted</h1>{body}</main>",
            headers={"Content-Type": "text/html", "Content-Security-Policy": POLICY},
        ),
    )
    page.goto("/planted")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<script>1</script>", "Content Security Policy"),
        ('<p style="color:red">red</p>', "Content Security Policy"),
        ('<img src="/missing.png" alt="">', "Content Security Policy"),
    ],
    ids=["script", "style", "image"],
)
def test_a_violation_of_the_policy_is_a_complaint(new_page: OpenPage, body: str, expected: str) -> None:
    complaints: list[str] = []
    page = new_page(tolerated=(expected,))
    page.on("console", lambda message: complaints.append(message.text))

    with page.expect_console_message():
        _plant(page, body)

    assert len(complaints) == 1
    assert expected in complaints[0]


def test_axe_runs_under_the_policy_and_finds_what_is_wrong(new_page: OpenPage) -> None:
    page = new_page()
    _plant(page, "<p>Nothing wrong.</p>")
    assert_accessible(page)

    _plant(page, '<a href="/"></a>')

    with pytest.raises(AssertionError, match="link-name"):
        assert_accessible(page)
