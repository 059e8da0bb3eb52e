"""The record's pages at work: back to a search, the exchange narrowed, Back, and the same without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage


def test_back_from_a_find_shows_the_search_again(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/search/?q=reykjavik")

    page.locator("#found-meetings a").first.click()
    page.go_back()

    expect(page.locator("#ask-q")).to_have_value("reykjavik")
    expect(page.locator("#found-meetings .hit").first).to_be_visible()


def test_the_exchange_narrows_and_its_address_opens_the_same(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/issues/missile-defense/")
    whole = page.locator(".count").inner_text()

    page.locator("#ask-side").select_option("US")
    expect(page).to_have_url("/issues/missile-defense/?side=US")
    expect(page.locator("#results .voice[data-side=ru]")).to_have_count(0)
    narrowed = page.locator(".count").inner_text()

    page.reload()
    expect(page.locator(".count")).to_have_text(narrowed)
    expect(page.locator("#ask-side")).to_have_value("US")
    page.locator(".count a").click()
    expect(page.locator(".count")).to_have_text(whole)


def test_the_rows_of_the_issues_change_their_order(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/issues/")
    first = page.locator(".stance-row h2").first.inner_text()

    page.get_by_role("link", name="name", exact=True).click()

    expect(page).to_have_url("/issues/?sort=name")
    expect(page.locator(".stance-row h2").first).not_to_have_text(first)
    page.go_back()
    expect(page.locator(".stance-row h2").first).to_have_text(first)


def test_without_script_forms_and_steps_do_the_same(new_page: OpenPage) -> None:
    page = new_page(script=False)

    page.goto("/officials/")
    page.locator("#ask-q").fill("Рябков")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".person__name")).to_have_text(["Sergei Ryabkov"])

    page.goto("/compare/?on=1986-10-12")
    page.locator(".compare__steps a").first.click()
    expect(page.locator("h1")).to_have_text("Where they stood on 12 October 1985")


def test_a_step_of_a_chart_leads_to_its_statement(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/issues/missile-defense/")

    address = page.locator(".standing__plot a.step").last.get_attribute("href")
    page.locator(".standing__plot a.step circle").last.click()

    expect(page).to_have_url(str(address))
    expect(page.locator(".testimony__quote")).to_be_visible()


def test_what_reference_managers_read_follows_a_filter_and_back(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/issues/missile-defense/")
    address = page.locator("head meta[name=citation_public_url]")
    files = page.locator("head link[title=BibTeX]")

    page.locator("#ask-side").select_option("US")
    expect(address).to_have_attribute("content", re.compile(r"/issues/missile-defense/\?side=US$"))
    expect(files).to_have_attribute("href", "/issues/missile-defense/?side=US&cite=bibtex")
    page.go_back()

    expect(address).to_have_attribute("content", re.compile(r"/issues/missile-defense/$"))
    expect(files).to_have_count(1)


def test_what_reference_managers_read_follows_the_timelines_window(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?kind=summit")

    page.get_by_role("link", name="10 years", exact=True).click()

    expect(page.locator("head meta[name=citation_title]")).not_to_have_attribute("content", re.compile("1955"))
    expect(page.locator("head meta[name=citation_public_url]")).to_have_attribute("content", re.compile(r"from="))
    expect(page.locator("#cited-now")).to_have_count(0)


def test_italics_are_around_direct_speech_only(new_page: OpenPage) -> None:
    page = new_page()
    styles = "all => [...new Set(all.map(one => getComputedStyle(one).fontStyle))]"

    for path in ("/?from=1985&to=1987", "/compare/", "/issues/missile-defense/"):
        page.goto(path)
        for words, style in ((".said q", "italic"), (".said__report, .said__report *", "normal")):
            assert page.locator(words).count() > 0, path
            assert page.locator(words).evaluate_all(styles) == [style], path
        parts = page.locator(".said :not(.said__quote, .said__quote *)")
        assert parts.evaluate_all(styles) == ["normal"], path


def test_a_statement_is_copied_with_its_citation(new_page: OpenPage) -> None:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/articles/tass-2013-02-15-no-cuts-without-missile-defense/")
    page.goto(page.locator("a[href^='/positions/']").first.get_attribute("href") or "")

    page.locator(".share__open").click()
    page.get_by_role("button", name="Copy words and source").click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#to-copy").input_value()


@pytest.mark.parametrize("record", ["/officials/sergei-lavrov/", "/negotiations/salt-i/"])
def test_a_mark_of_a_small_timeline_shows_the_card_of_its_meeting(new_page: OpenPage, record: str) -> None:
    page = new_page()
    page.goto(record)
    mark = page.locator(".small-timeline .mark[href]").first
    meeting = page.request.get(mark.get_attribute("href") or "").text()

    mark.hover(force=True)

    card = page.locator("#focus-card")
    expect(card).to_be_visible()
    assert f"<h1>{card.locator('.card__title').inner_text()}" in meeting
    negotiation = card.locator(".card__facts a")
    expect(negotiation).to_be_visible()  # without it, two dots stand side by side


def test_the_card_on_a_persons_page_has_that_persons_words_first(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/officials/sergei-lavrov/")
    marks = page.locator(".small-timeline .mark[href]").evaluate_all("all => all.map(one => one.id.slice(5))")

    def asked(slug: str, question: str) -> str:
        return page.request.get(f"/meetings/{slug}/card/{question}").text()

    slug = next(one for one in marks if asked(one, "") != asked(one, "?official=sergei-lavrov"))
    page.locator(f"#mark-{slug}").hover(force=True)

    expect(page.locator("#focus-card .said__who", has_text="Sergei Lavrov")).to_have_count(1)
