"""The search box at work: suggestions by keyboard and pointer, one history entry a question, and the same without
JavaScript."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import NARROW, OpenPage, assert_accessible, intercept, meetings


def test_suggestions_are_chosen_by_keyboard_and_enter_opens_one(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/search/")
    box = page.get_by_role("combobox", name="People, issues")

    box.press_sequentially("рябк")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Sergei Ryabkov")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert_accessible(page)

    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_be_focused()
    box.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "false")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url("/officials/sergei-ryabkov/")


def test_escape_closes_the_suggestions_and_enter_asks_for_the_page(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/about/")
    box = page.get_by_role("combobox", name="Search the record")

    box.press_sequentially("reykjavik")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    box.press("Enter")

    expect(page).to_have_url("/search/?q=reykjavik")
    expect(page.locator("#answer h2")).to_have_text("Reykjavik summit")
    page.go_back()
    expect(page).to_have_url("/about/")


def test_each_question_is_one_entry_of_the_history(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/about/")
    for question in ("reykjavik", "malta summit"):
        box = page.locator("#site-search")
        box.fill(question)
        box.press("Enter")
        expect(page.locator("#ask-q")).to_have_value(question)

    page.go_back()
    expect(page).to_have_url("/search/?q=reykjavik")
    page.go_back()
    expect(page).to_have_url("/about/")


def test_words_of_the_timeline_are_understood_and_said(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/")

    page.get_by_label("Words").first.fill("nitze karpov 1982")
    expect(page.locator(".words-read")).to_contain_text("Nothing here holds all of it")
    assert_accessible(page)
    page.locator(".words-read a").first.click()

    expect(page).to_have_url("/?q=nitze+karpov")
    both = meetings(page, "official=paul-nitze&official=viktor-karpov")
    expect(page.locator(".explorer__count")).to_contain_text(both)


def test_a_suggestion_is_opened_by_a_click(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/search/")

    page.get_by_role("combobox", name="People, issues").press_sequentially("missile d")
    page.get_by_role("option", name="Missile defence issue").click()

    expect(page).to_have_url("/issues/missile-defense/")


def test_where_no_suggestions_come_the_box_is_a_form_and_shows_none_of_before(new_page: OpenPage) -> None:
    page = new_page(tolerated=("net::ERR_FAILED",))
    page.goto("/search/")
    box = page.get_by_role("combobox", name="People, issues")
    box.press_sequentially("gorb")
    expect(page.get_by_role("option").first).to_contain_text("Mikhail Gorbachev")

    intercept(page, "**/api/v1/autocomplete/**", lambda route: route.abort())
    box.press_sequentially("ach")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    assert_accessible(page)

    intercept(page, "**/api/v1/autocomplete/**", lambda route: None)  # one that never answers
    box.press_sequentially("ev")
    box.press("Enter")
    expect(page).to_have_url("/search/?q=gorbachev")
    expect(page.locator("#answer h2")).to_have_text("Mikhail Gorbachev")


def test_what_is_found_nearby_or_not_at_all_is_accessible(new_page: OpenPage) -> None:
    page = new_page()
    for question in ("nitze karpov 1982", "plzz fnd rejkj", "nitze", '"krasnoyarsk radar"'):
        page.goto(f"/search/?q={question}")
        expect(page.locator(".count")).not_to_be_empty()
        assert_accessible(page)


def test_a_statement_of_the_answer_can_be_copied_with_its_source(new_page: OpenPage) -> None:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/search/?q=russia+missile+defence+2013")

    button = page.locator("#answer button[data-copy]").first
    expect(button).to_have_text("Copy quote and source")
    button.click()

    expect(button).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"2013, .*https?://.*Across the Table, release [0-9a-f]{12}, .*/positions/", copied)


def test_a_year_of_the_histogram_narrows_the_finds(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/search/?q=missile+defence")

    page.get_by_role("link", name=re.compile("^2013: ")).click()

    expect(page).to_have_url("/search/?q=missile+defence&year=2013")
    expect(page.locator(".years h2")).to_have_text("Year: 2013")


def test_without_script_the_box_is_a_form(new_page: OpenPage) -> None:
    page = new_page(script=False)
    page.goto("/")

    page.locator("#site-search").fill("backfire")
    page.locator("form[role=search] button").first.click()

    assert page.locator("#answer h2").inner_text().startswith("Backfire bomber: ")
    assert page.locator("#answer button[data-copy]:visible").count() == 0


def test_on_a_phone_the_search_page_has_one_box(new_page: OpenPage) -> None:
    page = new_page(size=NARROW)
    page.goto("/search/?q=reykjavik")

    assert page.locator("input[name=q]:visible").count() == 1
    expect(page.locator("#ask-q")).to_have_value("reykjavik")
    assert_accessible(page)
