"""The timeline in a real browser: windows, filters, history, keys, dragging, the focus card, and it without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NARROW, OpenPage, assert_accessible, followed, meetings

EIGHTIES = "/?from=1981&to=1992"


def title(page: Page, text: str) -> None:
    expect(page.locator("h1")).to_have_text(text)


def centre(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_keys_zoom_pan_and_show_all(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)

    page.keyboard.press("+")
    title(page, "1984–1989")
    page.keyboard.press("ArrowRight")
    title(page, "1987–1992")
    page.keyboard.press("-")
    expect(page).to_have_url(re.compile(r"from=1984&to=1995"))
    page.keyboard.press("0")

    title(page, "1955–2026")
    expect(page).to_have_url(re.compile(r"/$"))


def test_one_month_can_be_reached_by_zooming_in(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?from=1986-09&to=1986-11")

    page.get_by_role("link", name="1 month").click()

    expect(page.locator(".steps [aria-current]")).to_have_text("1 month")
    expect(page.locator(".axis__label").first).to_be_visible()


def test_filter_changes_everything_at_once_and_keeps_the_focus(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)

    page.locator("#f-kind-summit").focus()
    page.keyboard.press("Space")

    expect(page).to_have_url(re.compile(r"kind=summit"))
    expect(page.locator(".chips")).to_contain_text("Summit")
    expect(page.locator("#announcer")).to_contain_text(meetings(page, "kind=summit&from=1981&to=1992"))
    assert page.locator(".mark[href]").count() == 13
    assert page.title() == "1981–1992 · Across the Table"
    assert page.evaluate("document.activeElement.id") == "f-kind-summit"


def test_another_window_is_announced_and_leaves_focus_and_unfolded_lists_as_they_were(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    page.locator("#more-city summary").click()
    zoom = page.get_by_role("link", name="Zoom in")
    zoom.focus()

    page.keyboard.press("Enter")

    title(page, "1984–1989")
    expect(zoom).to_be_focused()
    followed(page)
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", page.url)
    expect(page.locator("#more-city")).to_have_attribute("open", "")
    expect(page.locator("#announcer")).to_contain_text("1984–1989")
    page.locator(".share > summary").click()
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    expect(page.locator("#share-link")).to_have_value(re.compile("from=1984"))


def test_back_forward_reload_and_a_pasted_link_give_the_same_page(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    page.locator("#f-kind-summit").check()
    expect(page).to_have_url(re.compile(r"kind=summit"))
    expect(page.locator("#announcer")).to_contain_text(meetings(page, "kind=summit&from=1981&to=1992"))
    summits = page.locator(".lanes").inner_html()
    page.get_by_role("link", name="Zoom in").click()
    title(page, "1984–1989")

    page.go_back()
    title(page, "1981–1992")
    expect(page.locator("#f-kind-summit")).to_be_checked()
    page.go_back()
    expect(page.locator("#f-kind-summit")).not_to_be_checked()
    page.go_forward()
    expect(page.locator("#f-kind-summit")).to_be_checked()
    page.reload()
    pasted = page.context.new_page()
    pasted.goto(page.url)

    expect(page.locator("#f-kind-summit")).to_be_checked()
    strip = re.compile(r' (tabindex|data-htmx-powered)="[^"]*"')
    assert strip.sub("", pasted.locator(".lanes").inner_html()) == strip.sub("", summits)


def test_back_from_a_meeting_shows_the_whole_timeline(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    page.locator("#f-kind-summit").check()
    expect(page).to_have_url(re.compile(r"kind=summit"))
    page.locator(".card__title a").first.click()
    expect(page.locator(".explorer")).to_have_count(0)

    page.go_back()

    expect(page.locator(".masthead")).to_be_visible()
    expect(page.locator("#f-kind-summit")).to_be_checked()


def test_official_is_found_by_a_name_in_cyrillic(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)

    page.locator("#find").press_sequentially("Карпов")
    expect(page.locator("[data-facet=official] .facet__value")).to_have_count(1)
    page.get_by_label("Viktor Karpov").check()

    expect(page).to_have_url(re.compile(r"official=viktor-karpov"))
    expect(page.locator("#announcer")).to_contain_text(meetings(page, "official=viktor-karpov&from=1981&to=1992"))


def test_chip_takes_its_filter_off(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?kind=summit&from=1981&to=1992")

    page.get_by_role("link", name="Take off").first.click()

    expect(page.locator("#announcer")).to_contain_text(meetings(page, "from=1981&to=1992"))
    expect(page.locator("#f-kind-summit")).not_to_be_checked()


def test_overview_is_dragged_by_its_edge_and_whole(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    brush = page.locator("#brush").bounding_box()
    assert brush is not None
    year, y = brush["width"] / 12, brush["y"] + 20

    page.mouse.move(brush["x"], y)
    page.mouse.down()
    page.mouse.move(brush["x"] + 4.1 * year, y, steps=5)
    page.mouse.up()
    title(page, "1985–1992")
    page.mouse.move(brush["x"] + 8 * year, y)
    page.mouse.down()
    page.mouse.move(brush["x"] + 18.1 * year, y, steps=5)
    page.mouse.up()

    title(page, "1995–2002")


def test_lanes_are_dragged_back_in_time(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?from=1986&to=1986")
    x, y = centre(page, ".lane--treaties")
    plot = page.locator(".lane__plot").first.bounding_box()
    assert plot is not None
    y = plot["y"] + plot["height"] - 2

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + plot["width"] / 2, y, steps=6)
    page.mouse.up()

    expect(page).to_have_url(re.compile(r"from=1985-0[67]&to=1986-0[67]"))


def test_bar_of_the_overview_opens_its_year(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    box = page.locator(".overview__plot").bounding_box()
    assert box is not None

    page.mouse.click(box["x"] + box["width"] * 17.5 / 72, box["y"] + 30)

    title(page, "1972")


def test_wheel_zooms_only_with_the_modifier(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    page.mouse.move(*centre(page, ".lane__plot"))

    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")

    expect(page.locator("h1")).not_to_have_text("1981–1992")
    expect(page).to_have_url(re.compile(r"from=19\d\d&to=19\d\d"))


def test_focus_card_says_who_met_and_never_covers_its_mark(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?from=1986&to=1986")
    mark = page.locator("#mark-1986-10-11-reykjavik-reagan-gorbachev, .mark[data-kind=summit]").first

    mark.focus()
    card = page.locator("#focus-card")
    expect(card).to_contain_text("Ronald Reagan")

    shape, box = mark.locator(".mark__reach").bounding_box(), card.bounding_box()
    assert shape is not None
    assert box is not None
    assert box["y"] >= shape["y"] + shape["height"] or box["y"] + box["height"] <= shape["y"]
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.getElementById('focus-card').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(mark).to_be_focused()


def test_focus_card_of_a_meeting_beyond_the_list_answers_the_question_in_force(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?issue=verification&from=1960&to=2020")
    listed = set(page.locator(".card[id]").evaluate_all("all => all.map(one => one.id.slice('item-'.length))"))
    marks = page.locator(".lanes .mark[href]").evaluate_all("all => all.map(one => one.id.slice('mark-'.length))")
    question = f"On {page.request.get('/api/v1/issues/verification/').json()['name'].lower()}"
    others = (slug for slug in marks if slug not in listed)
    slug = next(
        one for one in others if question not in page.request.get(f"/meetings/{one}/card/").text().replace("</a>", "")
    )

    page.locator(f"#mark-{slug}").focus()

    expect(page.locator("#focus-card .table__question")).to_contain_text(question)


def test_marks_are_walked_in_time_with_j_and_k(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?from=1986&to=1986")

    seen = []
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.id"))

    assert len(set(seen)) == 3
    assert seen[3] == seen[1]
    assert page.locator(".mark[tabindex='0']").count() == 1


def test_mark_and_list_item_light_each_other_up(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?from=1986&to=1986")
    item = page.locator(".card[id]").first

    item.hover()

    slug = (item.get_attribute("id") or "").removeprefix("item-")
    expect(page.locator(f"[id='mark-{slug}']")).to_have_class(re.compile("is-lit"))


def test_more_meetings_load_as_the_list_is_scrolled(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    first = page.locator(".card[id]").count()

    page.locator("#more").scroll_into_view_if_needed()

    expect(page.locator(".card[id]").nth(first)).to_be_attached()
    names = page.locator(".year__name").all_inner_texts()
    assert names == sorted(set(names))


def test_an_empty_answer_says_what_to_do(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?official=john-bolton&from=1960&to=1970")

    expect(page.locator(".empty")).to_contain_text("No meeting of the record matches")
    page.get_by_role("link", name="Look at the whole span").click()

    expect(page.locator(".empty")).to_have_count(0)


def test_bad_value_is_left_out_visibly(new_page: OpenPage) -> None:
    page = new_page()

    page.goto("/?kind=sumit&from=1981&to=1992")

    expect(page.locator(".problems")).to_contain_text("did you mean summit?")
    expect(page.locator(".explorer__count")).to_contain_text(meetings(page, "from=1981&to=1992"))


def test_without_script_the_form_and_the_links_do_the_same(new_page: OpenPage) -> None:
    page = new_page(script=False)
    page.goto(EIGHTIES)

    page.locator("#f-kind-summit").check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".explorer__count")).to_contain_text(meetings(page, "kind=summit&from=1981&to=1992"))
    page.get_by_role("link", name="Zoom in").click()

    title(page, "1984–1989")
    expect(page.locator("#f-kind-summit")).to_be_checked()


def test_on_a_phone_filters_live_in_a_sheet_and_the_road_leads_into_a_year(new_page: OpenPage) -> None:
    page = new_page(size=NARROW)
    page.goto(EIGHTIES)
    expect(page.locator("#filters")).to_be_hidden()

    page.get_by_role("button", name="Filters").click()
    page.locator("#f-kind-summit").check()
    expect(page.locator("#announcer")).to_contain_text(meetings(page, "kind=summit&from=1981&to=1992"))
    expect(page.locator("#filters")).to_be_visible()
    page.locator(".decades a").filter(has_text="1990s").click()
    title(page, "1990–1999")
    expect(page.locator("#filters")).to_be_visible()
    page.locator(".decades a").filter(has_text="1980s").click()
    title(page, "1980–1989")
    followed(page)
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#to-filters")).to_be_focused()
    step = page.locator(".road__label .road__step").filter(has_text="1986")
    box = step.bounding_box()
    assert box is not None
    assert box["height"] >= 24
    step.click()

    title(page, "1986")


@pytest.mark.parametrize("size", [(1280, 900), NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("address", ["/?from=1986-10&to=1986-10", "/?official=john-bolton&from=1960&to=1970&kind=x"])
def test_windows_near_and_empty_are_accessible(new_page: OpenPage, size: tuple[int, int], address: str) -> None:
    page = new_page(size=size, scheme="dark")

    page.goto(address)

    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_tap_shows_the_card_and_its_title_opens_the_meeting(new_page: OpenPage) -> None:
    page = new_page(size=(1100, 900), touch=True)
    page.goto("/?from=1986&to=1986")

    page.locator(".mark[data-kind=summit] .mark__reach").tap()
    expect(page.locator("#focus-card")).to_contain_text("Reykjavik summit")
    expect(page).to_have_url(re.compile(r"from=1986&to=1986"))
    page.locator("#focus-card .card__title a").tap()

    expect(page.locator("h1")).to_have_text("Reykjavik summit")


def test_by_keyboard_alone_a_meeting_is_found_and_opened(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?from=1986&to=1986&kind=summit")

    page.keyboard.press("j")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Reykjavik summit")


def test_out_of_order_answers_never_win(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)

    for key in ("+", "-", "+", "ArrowRight", "0"):
        page.keyboard.press(key)

    title(page, "1955–2026")
    expect(page.locator(".htmx-request")).to_have_count(0)
    title(page, "1955–2026")
