"""What becomes of requests in a real browser: answers that fail, actions while one is on its way, and history."""

import re
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.e2e.conftest import NARROW, OpenPage, assert_accessible, followed, hold, intercept, meetings
from tests.servers import PATIENCE

CARD = re.compile(r"/card/(\?|$)")
EIGHTIES = "/?from=1981&to=1992"
LINKS = "found => found.map((one) => one.href)"
TOLERATED = ("Failed to load resource", "htmx:error")
"""What the browser and htmx say of a request that fails."""

type Answer = Callable[[Route], None]


def cut_off(route: Route) -> None:
    route.abort("internetdisconnected")


def bad_gateway(route: Route) -> None:
    route.fulfill(status=502, content_type="text/html", body="<!doctype html><h1>502 Bad Gateway</h1>")


def our_503(route: Route) -> None:
    route.fulfill(status=503, content_type="text/html", body='<!doctype html><header class="masthead">Closed</header>')


def our_500(route: Route) -> None:
    route.fulfill(status=500, content_type="text/html", body='<!doctype html><header class="masthead">Broke</header>')


def portal(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<!doctype html><h1>Log in to this network</h1>")


def empty(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="")


FAILURES = [cut_off, bad_gateway, our_503, our_500, portal, empty]


def by_htmx(page: Page, answer: Answer) -> None:
    """Answer what htmx asks for so; the pages themselves and their files come as ever."""

    def routed(route: Route) -> None:
        headers = route.request.headers
        if "hx-request" in headers or "hx-history-restore-request" in headers:
            answer(route)
        else:
            route.continue_()

    intercept(page, "**/*", routed)


def whole(page: Page) -> dict[str, object]:
    """What of the timeline's page may not change as an answer fails."""
    found: dict[str, object] = page.evaluate(
        """() => ({
            url: location.href, entries: history.length, title: document.title,
            shown: [...document.querySelectorAll(".card__title, .chip, .explorer__count")].map(
                (one) => one.textContent),
            fields: [...document.querySelectorAll("#filters input")].map((one) => [one.name, one.value, one.checked]),
            mastheads: document.querySelectorAll(".masthead, h1").length,
        })"""
    )
    return found


@pytest.mark.parametrize("failure", FAILURES, ids=lambda one: one.__name__)
def test_a_box_whose_answer_fails_leaves_the_page_whole_and_can_be_tried_again(
    new_page: OpenPage, failure: Answer
) -> None:
    page = new_page(tolerated=TOLERATED)
    page.goto(f"{EIGHTIES}&kind=signing&q=treaty")
    before = whole(page)
    by_htmx(page, failure)

    page.locator("#f-kind-summit").click()
    expect(page.get_by_role("alert")).to_contain_text("What you see is as it was.")
    assert_accessible(page)

    assert whole(page) == before
    assert before["mastheads"] == 2
    page.unroute("**/*")
    page.get_by_role("button", name="Try again").click()
    expect(page).to_have_url(re.compile(r"from=1981&kind=signing,summit&q=treaty&to=1992$"))
    expect(page.locator("#f-kind-summit")).to_be_checked()
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("failure", [cut_off, bad_gateway], ids=lambda one: one.__name__)
def test_a_window_and_a_key_that_fail_leave_the_page_whole(new_page: OpenPage, failure: Answer) -> None:
    page = new_page(tolerated=TOLERATED)
    page.goto(EIGHTIES)
    before = whole(page)
    by_htmx(page, failure)

    page.keyboard.press("+")
    expect(page.get_by_role("alert")).to_be_visible()
    assert whole(page) == before
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.locator(".decades a").filter(has_text="1990s").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert whole(page) == before
    page.unroute("**/*")
    page.keyboard.press("+")

    expect(page.locator("h1")).to_have_text("1984–1989")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_on_a_phone_the_notice_stands_above_the_sheet_of_filters(new_page: OpenPage) -> None:
    page = new_page(size=NARROW, tolerated=TOLERATED)
    page.goto(EIGHTIES)
    by_htmx(page, bad_gateway)
    page.get_by_role("button", name="Filters").click()

    page.locator("#f-kind-summit").click()
    page.get_by_role("button", name="Dismiss").click()

    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("#f-kind-summit")).not_to_be_checked()


@pytest.mark.parametrize("failure", [cut_off, our_503], ids=lambda one: one.__name__)
def test_more_meetings_that_do_not_come_can_be_asked_for_again(new_page: OpenPage, failure: Answer) -> None:
    page = new_page(tolerated=TOLERATED)
    page.goto(EIGHTIES)
    shown = page.locator(".card[id]").count()
    by_htmx(page, failure)

    page.locator("#more").scroll_into_view_if_needed()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.locator(".card[id]").count() == shown
    expect(page.get_by_role("link", name="More meetings")).to_be_visible()
    page.unroute("**/*")
    page.get_by_role("button", name="Try again").click()

    expect(page.locator(".card[id]").nth(shown)).to_be_attached()
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("failure", [cut_off, bad_gateway, portal], ids=lambda one: one.__name__)
def test_a_focus_card_that_does_not_come_leads_to_the_meeting_and_is_asked_for_again(
    new_page: OpenPage, failure: Answer
) -> None:
    page = new_page(tolerated=TOLERATED)
    page.goto(f"{EIGHTIES}&page=2")  # whose list does not hold the first marks' cards
    mark = page.locator(".mark[href]").first
    card = page.locator("#focus-card")
    intercept(page, CARD, failure)

    mark.focus()
    expect(card).to_contain_text("This card could not be loaded.")
    assert card.get_by_role("link").get_attribute("href") == mark.get_attribute("href")
    page.unroute(CARD)
    card.get_by_role("button", name="Try again").click()

    expect(card.locator(".card__title")).to_be_visible()
    expect(card.locator("a").first).to_be_focused()


@pytest.mark.parametrize("failure", [cut_off, bad_gateway], ids=lambda one: one.__name__)
def test_back_that_fails_stays_where_it_was(new_page: OpenPage, failure: Answer) -> None:
    page = new_page(tolerated=TOLERATED)
    page.goto(EIGHTIES)
    page.locator("#f-kind-summit").check()
    expect(page.locator(".chips")).to_contain_text("Summit")
    before = whole(page)
    by_htmx(page, failure)

    page.evaluate("history.back()")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page).to_have_url(re.compile("kind=summit"))
    assert whole(page) == before
    page.unroute("**/*")
    page.get_by_role("button", name="Try again").click()

    expect(page).to_have_url(re.compile(r"/\?from=1981&to=1992$"))
    expect(page.locator("#f-kind-summit")).not_to_be_checked()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_list_that_fails_keeps_its_results_and_its_form(new_page: OpenPage) -> None:
    page = new_page(tolerated=TOLERATED)
    page.goto("/officials/?side=US")
    results = page.locator("#results").inner_html()
    by_htmx(page, bad_gateway)

    page.locator("#ask-side").select_option("RU")
    expect(page.get_by_role("alert")).to_be_visible()

    assert page.locator("#results").inner_html() == results
    expect(page.locator("#ask-side")).to_have_value("US")
    expect(page).to_have_url(re.compile(r"side=US$"))
    page.unroute("**/*")
    page.get_by_role("button", name="Try again").click()
    expect(page).to_have_url(re.compile(r"side=RU$"))


# ---- while an answer is on its way -----------------------------------------------------------------------------------


def held(page: Page) -> list[Route]:
    """The requests of htmx, from now on held back until they are let go."""
    waiting: list[Route] = []
    by_htmx(page, waiting.append)
    return waiting


def arrived(page: Page, waiting: list[Route], number: int) -> None:
    """Wait until so many requests are held back: one that a quick next action gives up at once may never be."""
    deadline = time.monotonic() + PATIENCE
    while len(waiting) < number:
        assert time.monotonic() < deadline, f"{len(waiting)} of {number} requests came"
        page.wait_for_timeout(20)


def let_go(page: Page, waiting: list[Route], *, number: int) -> None:
    """Let the requests go, so many of them, the last first; one that was given up is no matter."""
    arrived(page, waiting, number)
    for route in reversed(waiting):
        with suppress(Error):
            route.continue_()
    page.unroute("**/*")


def test_a_bin_and_then_a_box_keeps_both(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/")
    waiting = held(page)

    page.locator(".decades a").filter(has_text="1980s").click()
    arrived(page, waiting, 1)
    page.locator("#f-kind-summit").click()
    let_go(page, waiting, number=2)

    expect(page).to_have_url(re.compile(r"/\?from=1980&kind=summit&to=1989$"))
    expect(page.locator("h1")).to_have_text("1980–1989")
    expect(page.locator("#f-kind-summit")).to_be_checked()


def test_a_box_a_window_and_another_box_keep_all_three(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(f"{EIGHTIES}&kind=signing")
    waiting = held(page)

    page.locator("#f-kind-summit").click()
    arrived(page, waiting, 1)
    page.get_by_role("link", name="Zoom in").click()
    arrived(page, waiting, 2)
    page.locator("#f-kind-signing").click()
    let_go(page, waiting, number=3)

    expect(page).to_have_url(re.compile(r"/\?from=1984&kind=summit&to=1989$"))


def test_a_box_ticked_and_unticked_is_not_in_the_question(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    waiting = held(page)

    page.locator("#f-kind-summit").click()
    arrived(page, waiting, 1)
    page.locator("#f-kind-summit").click()
    arrived(page, waiting, 2)
    page.get_by_role("link", name="Zoom in").click()
    let_go(page, waiting, number=3)

    expect(page).to_have_url(re.compile(r"/\?from=1984&to=1989$"))
    expect(page.locator("#f-kind-summit")).not_to_be_checked()


def test_a_chip_taken_off_while_a_window_is_on_its_way_keeps_both_and_the_group(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?official=george-shultz,paul-nitze,ronald-reagan&kind=summit,ministerial")
    waiting = held(page)

    page.locator(".decades a").filter(has_text="1980s").click()
    arrived(page, waiting, 1)
    page.locator(".chip").filter(has_text="Ronald Reagan").click()
    arrived(page, waiting, 2)
    page.locator("#f-kind-ministerial").click()
    let_go(page, waiting, number=3)

    expect(page).to_have_url(re.compile(r"/\?from=1980&kind=summit&official=george-shultz,paul-nitze&to=1989$"))


def test_clear_all_clears_what_is_on_its_way_too(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(f"{EIGHTIES}&kind=summit")
    waiting = held(page)

    page.locator("#f-kind-ministerial").click()
    arrived(page, waiting, 1)
    page.get_by_role("link", name="Clear all").click()
    let_go(page, waiting, number=2)

    expect(page).to_have_url(re.compile(r"/\?from=1981&to=1992$"))


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (["ArrowRight", "ArrowRight", "ArrowRight"], "1984–1999"),
        (["+", "+"], "1966–1969"),
        (["+", "ArrowRight"], "1968–1975"),
        (["ArrowRight", "-", "+"], "1968–1983"),
        (["-", "ArrowLeft"], "1955–1986"),
    ],
)
def test_every_key_pressed_while_a_step_is_on_its_way_counts(new_page: OpenPage, keys: list[str], shown: str) -> None:
    page = new_page()
    page.goto("/?from=1960&to=1975")
    waiting = held(page)

    for number, key in enumerate(keys, 1):
        page.keyboard.press(key)
        arrived(page, waiting, number)
    let_go(page, waiting, number=len(keys))

    expect(page.locator("h1")).to_have_text(shown)


def test_a_key_that_is_held_goes_step_by_step(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?from=1960&to=1963")
    waiting = held(page)

    for _ in range(5):
        page.keyboard.down("ArrowRight")
    let_go(page, waiting, number=1)
    expect(page.locator("h1")).to_have_text("1962–1965")
    page.keyboard.down("ArrowRight")

    expect(page.locator("h1")).to_have_text("1964–1967")
    assert len(waiting) == 1


@pytest.mark.parametrize(
    ("address", "link"),
    [("/?from=2018&to=2024", "Later"), ("/?from=1957&to=2020", "Zoom out"), ("/?from=1987-07&to=1987-08", "Zoom in")],
)
def test_the_focus_of_a_link_that_leads_no_further_goes_to_the_heading(
    new_page: OpenPage, address: str, link: str
) -> None:
    page = new_page()
    page.goto(address)
    page.get_by_role("link", name=link, exact=True).focus()

    page.keyboard.press("Enter")

    expect(page.locator("#explorer").get_by_role("link", name=link, exact=True)).to_have_attribute(
        "aria-disabled", "true"
    )
    expect(page.locator("#shown")).to_be_focused()


FILTERS_FOLLOW = """(act) => addEventListener("htmx:finally:request", () => {
    if (!document.querySelector("#explorer[aria-busy]")) throw new Error("the filters have followed already");
    document.querySelector(act).click();
}, {once: true})"""
"""Clicks on this in the moment between a step's picture and its filters."""


def test_a_link_that_has_not_followed_yet_changes_the_question_that_is_shown(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    page.evaluate(FILTERS_FOLLOW, ".decades a[href*='1970']")

    page.locator("#f-kind-summit").click()

    expect(page).to_have_url(re.compile(r"/\?from=1970&kind=summit&to=1979$"))
    expect(page.locator("#f-from")).to_have_value("1970")
    expect(page.locator(".decades [aria-current]")).to_contain_text("1970s")
    followed(page)
    shown = page.locator(".picture .mark[href]").count()
    assert f"{shown} meetings" == meetings(page, "from=1970&to=1979&kind=summit")
    assert {name[:3] for name in page.locator(".year__name").all_inner_texts()} == {"197"}


def test_a_box_ticked_before_the_filters_followed_stays_ticked_and_its_failure_is_told(new_page: OpenPage) -> None:
    page = new_page(tolerated=TOLERATED)
    page.goto(EIGHTIES)
    page.evaluate(FILTERS_FOLLOW, "#f-kind-signing")
    waiting = hold(page, re.compile("signing"))

    page.locator("#f-kind-summit").click()
    expect(page.locator("#more a")).to_have_attribute("href", re.compile("kind=summit"))
    followed(page)

    expect(page.locator("#f-kind-signing")).to_be_checked()
    arrived(page, waiting, 1)
    bad_gateway(waiting[0])
    expect(page.get_by_role("alert")).to_contain_text("What you see is as it was.")
    expect(page.locator("#f-kind-signing")).not_to_be_checked()
    expect(page.locator("#f-kind-summit")).to_be_checked()


def test_what_fails_before_the_filters_followed_is_told(new_page: OpenPage) -> None:
    page = new_page(tolerated=TOLERATED)
    page.goto(EIGHTIES)
    page.evaluate(
        """() => addEventListener("htmx:finally:request", () => {
            const fetched = window.fetch;
            window.fetch = () => Promise.reject(new TypeError("no network"));
            document.querySelector("#f-kind-signing").click();
            setTimeout(() => { window.fetch = fetched; });
        }, {once: true})"""
    )

    page.locator("#f-kind-summit").click()
    expect(page.locator("#more a")).to_have_attribute("href", re.compile("kind=summit"))
    followed(page)

    expect(page.get_by_role("alert")).to_contain_text("What you see is as it was.")


def test_what_is_unfolded_stays_so_through_a_filters_step(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    page.get_by_text("Cite this").click()
    page.get_by_text("Share and embed").click()

    page.locator("#f-kind-summit").click()
    expect(page.locator("#more a")).to_have_attribute("href", re.compile("kind=summit"))

    expect(page.locator("#cite-this")).to_have_attribute("open", "")
    expect(page.locator("#share")).to_have_attribute("open", "")


def test_the_list_and_the_filters_follow_where_nothing_is_painted(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    page.evaluate("window.requestAnimationFrame = () => 0")

    page.locator("#f-kind-summit").click()

    expect(page.locator("#f-kind-summit")).to_be_checked()
    expect(page.locator("#more a")).to_have_attribute("href", re.compile("kind=summit"))
    followed(page)


def test_more_of_a_question_that_was_left_never_joins_the_new_list(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    waiting = held(page)

    page.locator("#more").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#f-kind-negotiating-round').click()")
    let_go(page, waiting, number=2)

    expect(page).to_have_url(re.compile("kind=negotiating-round"))
    expect(page.locator(".htmx-request")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    followed(page)
    assert page.locator(".card[id]").count() in {6, 12, 18}
    names = page.locator(".year__name").all_inner_texts()
    assert names == sorted(set(names))
    assert page.locator(".card[id]").count() == len(
        set(page.evaluate("[...document.querySelectorAll('.card[id]')].map((one) => one.id)"))
    )


def test_more_whose_body_comes_after_the_new_list_never_joins_it(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    page.evaluate(
        """() => {
            const text = Response.prototype.text;
            Response.prototype.text = function () {
                if (!this.url.includes("page=2") || window.release) return text.call(this);
                document.documentElement.dataset.held = "";
                return new Promise((done) => { window.release = () => text.call(this).then(done); });
            };
        }"""
    )

    page.locator("#more").scroll_into_view_if_needed()
    expect(page.locator("html")).to_have_attribute("data-held", "")
    page.evaluate("document.querySelector('#f-kind-negotiating-round').click()")
    expect(page).to_have_url(re.compile("kind=negotiating-round"))
    expect(page.locator("#f-kind-negotiating-round")).to_be_checked()
    expect(page.locator("#more a")).to_have_attribute("href", re.compile("kind=negotiating-round"))
    page.evaluate("window.release()")
    expect(page.locator(".htmx-request")).to_have_count(0)
    page.wait_for_load_state("networkidle")

    assert all("&kind=negotiating-round&" in link for link in page.locator("#more a").evaluate_all(LINKS))
    names = page.locator(".year__name").all_inner_texts()
    assert names
    assert names == sorted(set(names))


# ---- groups ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_any_of_stays_any_of_through_a_box_words_and_a_submit(new_page: OpenPage, *, script: bool) -> None:
    page = new_page(script=script)
    page.goto("/?official=john-bolton,sergei-lavrov")
    expect(page.locator(".explorer__count")).to_contain_text(meetings(page, "official=john-bolton,sergei-lavrov"))

    page.locator("#f-status-held").check()
    page.locator("#f-q").fill("the")
    if not script:
        page.get_by_role("button", name="Show").click()

    expect(page).to_have_url(re.compile(r"official=john-bolton(,|%2C)sergei-lavrov"))
    expect(page).to_have_url(re.compile(r"q=the"))
    expect(page.locator(".explorer__count")).not_to_contain_text("No meetings")
    expect(page.locator("[data-facet=official] .facet__note")).to_have_text("any of them")
    page.get_by_label("John Bolton or Sergei Lavrov").click()  # what is shown next has no such box
    if not script:
        page.get_by_role("button", name="Show").click()
    expect(page).not_to_have_url(re.compile("official"))


def test_words_of_a_shared_link_stand_in_their_field_and_stay(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?q=missile+defence&from=2013&to=2013")
    expect(page.locator("#f-q")).to_have_value("missile defence")

    page.locator("#f-kind-consultation").check()

    expect(page).to_have_url(re.compile(r"/\?from=2013&kind=consultation&q=missile\+defence&to=2013$"))
    page.reload()
    expect(page.locator("#f-q")).to_have_value("missile defence")


# ---- history ---------------------------------------------------------------------------------------------------------


def test_typing_slowly_makes_one_entry(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/officials/")
    entries = page.evaluate("history.length")

    for number, letter in enumerate("gorbachev", 1):
        page.locator("#ask-q").press_sequentially(letter)
        expect(page).to_have_url(re.compile(f"q={'gorbachev'[:number]}$"))

    assert page.evaluate("history.length") == entries + 1
    page.locator("#ask-side").select_option("RU")
    expect(page).to_have_url(re.compile(r"side=RU"))
    assert page.evaluate("history.length") == entries + 2
    page.go_back()
    expect(page).to_have_url(re.compile(r"q=gorbachev$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/officials/$"))


def test_typing_words_slowly_on_the_timeline_makes_one_entry_too(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    entries = page.evaluate("history.length")

    for number, letter in enumerate("missiles", 1):
        page.locator("#f-q").press_sequentially(letter)
        expect(page).to_have_url(re.compile(f"q={'missiles'[:number]}&"))
        expect(page.locator("#f-q")).to_be_focused()

    assert page.evaluate("history.length") == entries + 1
    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?from=1981&to=1992$"))
    expect(page.locator("#f-q")).to_have_value("")


def test_looking_for_a_name_and_asking_the_same_again_make_no_entry(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    entries = page.evaluate("history.length")

    for letter in "rea":
        with page.expect_response(re.compile("find=")):
            page.locator("#find").press_sequentially(letter)
    expect(page.locator("[data-facet=official] .facet__value").first).to_contain_text("Reagan")
    page.locator("#find").press("Enter")
    page.wait_for_load_state("networkidle")

    assert page.evaluate("history.length") == entries
