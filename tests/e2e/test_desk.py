"""The desk in a real browser: a source coded from its text to its file without the mouse, every page accessible."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.conftest import assert_accessible, hold
from tests.servers import PATIENCE, ROOT, Program, eventually, free_port

TEXT = """MOSCOW, Feb 19 - John Bolton and Georgy Mamedov ended two days of talks on Tuesday.
"We must be able to raise our forces again," Bolton said."""

CARET = "(({ value, selectionStart }) => value.slice(selectionStart, selectionStart + 3))(document.activeElement)"
"""The three characters behind the caret."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A running desk: the address that it printed, and the fixtures that it writes."""

    address: str
    fixtures: Path


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """`manage.py desk`, with a copy of the fixtures."""
    var = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "fixtures", var / "fixtures")
    environment = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(var),
        "FIXTURES_DIR": str(var / "fixtures"),
        "DJANGO_SETTINGS_MODULE": "armscontrol.desk_settings",
    }
    log = var / "log"
    command = [sys.executable, "manage.py", "desk", "--port", str(free_port())]
    server = Program("desk", log, command, environment)
    server.start()
    try:
        eventually("the desk says its address", lambda: "token=" in log.read_text("utf-8"))
        found = re.search(r"http://\S+", log.read_text("utf-8"))
        assert found is not None
        yield Desk(found[0], var / "fixtures")
    finally:
        server.stop()


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    """A page that has entered the desk; after the test, the browser has reported no error."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE * 1000)
    opened = context.new_page()
    opened.on("console", lambda one: complaints.append(one.text) if one.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(desk.address)
    yield opened
    context.close()
    assert complaints == []


def tab_to(page: Page, selector: str) -> None:
    """Move the focus by Tab alone until it is on the element."""
    wanted = page.locator(selector).first
    expect(wanted).to_be_visible()
    for _ in range(200):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector}")


def write(page: Page, selector: str, words: str) -> None:
    """Write into a field that was reached by Tab, over what it holds."""
    tab_to(page, selector)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(words)


def press(page: Page, selector: str, key: str = "Enter") -> None:
    tab_to(page, selector)
    page.keyboard.press(key)


def begin(page: Page, title: str) -> None:
    """Put the text on the desk, by the keyboard."""
    write(page, "#id_text", TEXT)
    write(page, "#id_url", "https://example.org/report")
    write(page, "#id_title", title)
    write(page, "#id_publisher", "Example News")
    write(page, "#id_published", "2002-02-19")
    press(page, "form[data-drop] button[type=submit]")
    page.wait_for_url("**/read/")


def waiting_for_a_question(page: Page) -> list[Route]:
    """The requests for the question of an issue just chosen in a new claim's form, held back."""
    begin(page, "Talks end")
    page.goto(page.url.replace("/read/", "/claim/?start=0&end=40"))
    held = hold(page, re.compile(r"/claim/\?.*issue=warhead-disposition"))
    with page.expect_request(re.compile("issue=warhead-disposition")):
        page.locator("#id_issue").select_option("warhead-disposition")
    return held


def test_what_is_written_while_an_issues_question_comes_stays(page: Page) -> None:
    held = waiting_for_a_question(page)

    page.locator("#id_summary").fill("Forces must be able to grow again.")
    page.locator("#claim input[name=speech]").last.check()
    expect(page.locator(".desk__question")).not_to_contain_text("withdrawn warheads")
    held.pop().continue_()

    expect(page.locator(".desk__question")).to_contain_text("withdrawn warheads")
    expect(page.locator("#id_issue")).to_have_value("warhead-disposition")
    expect(page.locator("#id_summary")).to_have_value("Forces must be able to grow again.")
    expect(page.locator("#claim input[name=speech]").last).to_be_checked()


def test_the_question_of_an_issue_that_was_left_is_not_put_in_place(page: Page) -> None:
    held = waiting_for_a_question(page)

    page.locator("#id_issue").evaluate("select => { select.value = 'compliance'; }")
    with page.expect_response(re.compile("issue=warhead-disposition")):
        held.pop().continue_()
    page.locator("#id_issue").dispatch_event("change")

    expect(page.locator(".desk__question")).to_contain_text("violating an agreement")
    expect(page.locator("#id_issue")).to_have_value("compliance")


def test_a_source_is_coded_without_the_mouse(page: Page, desk: Desk) -> None:
    assert_accessible(page)
    begin(page, "Talks end")
    assert_accessible(page)

    tab_to(page, "[data-group] input:checked")
    page.keyboard.press("n")
    expect(page.locator("[data-group] input[value=no]").first).to_be_checked()
    page.keyboard.press("y")
    page.keyboard.press("j")
    expect(page.locator("[data-group]").nth(1).locator("input:focus")).to_have_count(1)
    write(page, "#id_summary", "A made-up report of the talks.")
    press(page, "button[name=next]")
    page.wait_for_url("**/meetings/")
    assert_accessible(page)

    press(page, "input[name=meeting]", "Space")
    press(page, ".desk__buttons button")
    expect(page.locator(".desk__list")).to_contain_text("2002-02-18-moscow-bolton-mamedov")
    press(page, "main > p:last-child a")
    page.wait_for_url("**/claim/")

    tab_to(page, "#source-text")
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    for _ in range(6):
        if page.evaluate(CARET) == '"We':
            break
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Home")
    assert page.evaluate(CARET) == '"We'
    page.keyboard.press("ArrowRight")
    for _ in range(9):
        page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#claim .desk__quote")).to_contain_text("We must be able to raise our forces")
    expect(page.locator("#id_holder")).to_be_focused()
    expect(page.locator("#id_holder")).to_have_value("john-bolton")

    tab_to(page, "#id_issue")
    page.keyboard.type("Fate of w")
    expect(page.locator("#id_issue")).to_have_value("warhead-disposition")
    expect(page.locator(".desk__question")).to_contain_text("withdrawn warheads")
    press(page, "#claim input[name=stance]", "Space")
    write(page, "#id_summary", "Forces must be able to grow again.")
    tab_to(page, "#source-text")
    page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#claim .desk__quote")).to_contain_text("raise our forces again")
    expect(page.locator("#id_summary")).to_have_value("Forces must be able to grow again.")
    expect(page.locator("#id_issue")).to_have_value("warhead-disposition")
    assert_accessible(page)
    press(page, "#claim button.desk__go")
    expect(page.locator("#claims")).to_contain_text("Verified against the text")

    page.goto(page.url.split("/claim/")[0] + "/check/")
    expect(page.locator("main")).to_contain_text("The rules find nothing wrong.")
    assert_accessible(page)
    press(page, "main a.desk__go")
    page.wait_for_url("**/save/")
    assert_accessible(page)
    press(page, "form[action$='/save/'] button")
    expect(page.get_by_role("status")).to_contain_text("Written")

    written = list((desk.fixtures / "articles").glob("example-news-2002-02-19-talks-end.yaml"))
    assert len(written) == 1
    assert "quote: We must be able to raise our forces" in written[0].read_text("utf-8")


def test_two_codings_are_settled_without_the_mouse(page: Page, desk: Desk) -> None:
    """A second coding lies beside the record, the same but for one answer."""
    slug = next(path.stem for path in sorted((desk.fixtures / "articles").iterdir()) if "rferl-2002-02-20" in path.name)
    text = (desk.fixtures / f"articles/{slug}.yaml").read_text("utf-8")
    second = desk.fixtures.parent / "desk/cd"
    second.mkdir(parents=True)
    other = text.replace("stance: opposes", "stance: unclear", 1)
    assert other != text
    (second / f"{slug}.yaml").write_text(other, "utf-8")
    quotes = [one["quote"] for one in yaml.safe_load(text)["positions"]]
    page.reload()
    write(page, "#coding-1", ". ".join(quotes))

    press(page, "form:has(#coding-1) button")
    page.wait_for_url("**/agree/")
    assert_accessible(page)
    expect(page.locator("[id^=difference]")).to_have_count(1)
    press(page, "#difference-0 button[value=second]")
    expect(page.locator("#difference-0 button[value=second]")).to_have_attribute("aria-pressed", "true")
    assert_accessible(page)
    for width in (768, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_issue_is_edited_from_its_page_without_the_mouse(page: Page, desk: Desk) -> None:
    origin = page.url.split("/desk/")[0]
    page.goto(f"{origin}/issues/compliance/")
    assert_accessible(page)
    press(page, "nav a[href^='/desk/item/']")
    page.wait_for_url("**/desk/lists/issues/compliance/")
    assert_accessible(page)
    write(page, "textarea[name=question]", "")
    press(page, "form button:not([name])")
    expect(page.locator(".errorlist")).to_contain_text("the key 'question' is missing")
    assert_accessible(page)
    write(page, "textarea[name=question]", "A made-up question?")
    press(page, "form button[name=save]")
    expect(page.get_by_role("status")).to_contain_text("Written")
    assert_accessible(page)
    for width in (768, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    assert "question: A made-up question?" in (desk.fixtures / "issues.yaml").read_text("utf-8")
    page.goto(f"{origin}/desk/lists/")
    assert_accessible(page)


def assert_fits(page: Page) -> None:
    """The page is accessible, and at no width wider than the window."""
    for width in (1280, 768, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def delete(page: Page, noun: str, slug: str) -> None:
    """From the page of an item to its form, and from there to its deletion, up to the button."""
    page.goto(f"{page.url.split('/desk/')[0]}/{noun}/{slug}/")
    press(page, "nav a[href^='/desk/item/']")
    page.wait_for_url(f"**/desk/lists/{noun}/{slug}/")
    press(page, "a[href$='/delete/']")
    page.wait_for_url("**/delete/")
    expect(page.locator(".desk__diff")).to_contain_text(f"-- slug: {slug}")
    assert_fits(page)
    press(page, "form button")


def test_an_entry_is_deleted_without_the_mouse(page: Page, desk: Desk) -> None:
    file = desk.fixtures / "stories.yaml"
    before = yaml.safe_load(file.read_text("utf-8"))
    shortest = min(before, key=lambda story: len(story["steps"]))

    delete(page, "stories", shortest["slug"])

    expect(page.get_by_role("status")).to_contain_text("Written: fixtures/stories.yaml")
    expect(page.locator("form button")).to_have_count(0)
    assert_fits(page)
    assert yaml.safe_load(file.read_text("utf-8")) == [story for story in before if story != shortest]
    press(page, "main a[href='/desk/lists/']")
    page.wait_for_url("**/desk/lists/")
    expect(page.locator(f"main a[href$='/stories/{shortest['slug']}/']")).to_have_count(0)


def test_what_something_refers_to_is_not_deleted_and_says_what_it_is_without_the_mouse(page: Page, desk: Desk) -> None:
    file = desk.fixtures / "issues.yaml"
    before = file.read_bytes()

    delete(page, "issues", "compliance")

    expect(page.get_by_role("alert")).to_contain_text("Nothing was written")
    expect(page.locator(".problems li").first).to_contain_text(re.compile(r"\.yaml:\d+:\d+: .*compliance"))
    assert_fits(page)
    assert file.read_bytes() == before
    press(page, "main a[href$='/issues/compliance/']")
    page.wait_for_url("**/issues/compliance/")


def test_an_article_of_the_record_is_given_its_text_without_the_mouse(page: Page, desk: Desk) -> None:
    """A copy of the text in which the words of its first claim do not stand."""
    path = next(one for one in sorted((desk.fixtures / "articles").iterdir()) if "tass-2013" in one.name)
    quotes = [one["quote"] for one in yaml.safe_load(path.read_text("utf-8"))["positions"]]
    page.goto(f"{page.url.split('/desk/')[0]}/desk/item/articles/{path.stem}/")
    assert_accessible(page)
    write(page, "#own-text", ". ".join(one for one in quotes if one != quotes[0]))
    press(page, "form[action$='/text/'] button")
    page.wait_for_url("**/claim/#claims")
    expect(page.locator("#claims .desk__bad")).to_have_count(quotes.count(quotes[0]))
    expect(page.locator("#claim-0")).to_contain_text("do not stand in the text")
    for step in ("claim/", "read/"):
        page.goto(f"{page.url.rsplit('/', 2)[0]}/{step}")
        assert_fits(page)


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_no_step_is_wider_than_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    begin(page, f"Talks at {width}")
    long = "claim/?take=lines&line=1&at=1&line_to=2&at_to=40"  # more words than the rule allows, which it says
    steps = ["read/", "meetings/", "meetings/0/", "claim/", long, "check/", "save/"]
    desk = page.url.removesuffix("read/")
    wide = []
    for step in steps:
        page.goto(f"{desk}{step}")
        assert_accessible(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(step)

    assert wide == []
