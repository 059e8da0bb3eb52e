"""The timeline: what the page holds, what its fragments hold, and what never breaks it."""

import re
import unicodedata
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.conftest import clear_caches
from tests.make import Talks
from tests.web.reading import flaws, links, part, words
from timeline.models import Release


def page(path: str = "/", **headers: str) -> BeautifulSoup:
    response = Client(headers=headers).get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def fragment_of(path: str) -> BeautifulSoup:
    return page(path, **{"hx-request": "true", "hx-target": "div#view"})


def listed(found: BeautifulSoup) -> list[str]:
    return [str(card["id"]).removeprefix("item-") for card in found.select(".card[id]")]


def drawn(found: BeautifulSoup) -> list[str]:
    return [str(mark["id"]).removeprefix("mark-") for mark in found.select("a.mark")]


def test_the_whole_record_is_drawn_and_listed(talks: Talks) -> None:
    found = page()

    assert words(part(found, ".explorer__title")) == "1969–2021"
    assert words(part(found, ".explorer__count")) == "6 meetings in 3 negotiations, 1969–2021"
    assert len(listed(found)) == len(drawn(found)) == 6
    assert listed(found)[0] == talks.helsinki.slug
    assert [words(year) for year in found.select(".year__name")] == ["1969", "1985", "1986", "1987", "2013", "2021"]


def test_the_page_is_free_of_flaws(talks: Talks) -> None:
    assert flaws(page("/?kind=summit&from=1985&official=ronald-reagan")) == []
    assert flaws(page("/?kind=call&official=nobody")) == []


def test_everything_swapped_is_a_link_or_form_too(record: Release) -> None:
    swapped = page("/?from=1980&to=1990").select("[hx-get]")

    assert [(one.name, one["hx-target"]) for one in swapped] == [("form", "#view"), ("a", "#more")]
    for one in swapped:
        assert one["hx-get"] == one.get("href", one.get("action"))


def test_filters_narrow_picture_list_and_counts_alike(talks: Talks) -> None:
    found = page("/?official=ronald-reagan&official=mikhail-gorbachev&issue=missile-defense&from=1986&to=1990")

    assert listed(found) == drawn(found) == [talks.reykjavik.slug]
    assert words(part(found, ".explorer__count")) == "1 meeting in 1 negotiation, 1986–1990"
    assert [words(chip) for chip in found.select(".chip__facet")] == ["Officials", "Officials", "Issues"]


def test_a_value_that_gives_nothing_is_shown_and_cannot_be_ticked(talks: Talks) -> None:
    found = page("/?official=ronald-reagan")

    box = part(found, "#f-kind-consultation")
    assert box.has_attr("disabled")
    assert not part(found, "#f-kind-summit").has_attr("disabled")


def test_a_chip_leads_to_the_view_without_its_filter(talks: Talks) -> None:
    found = page("/?kind=summit,signing&from=1980")

    assert [str(chip["href"]) for chip in found.select("a.chip")] == [
        "/?from=1980&kind=summit",
        "/?from=1980&kind=signing",
        "/?from=1980",
    ]


def test_the_fragment_is_the_pages_own_parts(talks: Talks) -> None:
    whole, fragment = page("/?kind=summit"), fragment_of("/?kind=summit")

    assert not fragment.select("header, nav[aria-label=Main], footer")
    assert words(fragment.title) == "1969–2021 · Across the Table"
    assert [str(one.get("id")) for one in fragment.find_all(recursive=False)] == [
        "None",  # the title
        "view",
        "trail",
        "filters",
        "beneath",
    ]
    for name in ("view", "trail", "filters", "beneath"):
        assert words(part(fragment, f"#{name}")) == words(part(whole, f"#explorer #{name}"))


def test_the_fragment_pushes_its_canonical_address(talks: Talks) -> None:
    headers = {"hx-request": "true", "hx-target": "div#view"}

    response = Client(headers=headers).get("/?to=1990&kind=summit&q=&from=1980&find=rea")

    assert response["HX-Push-Url"] == "/?from=1980&kind=summit&to=1990"
    assert {"HX-Request", "HX-Target", "HX-History-Restore-Request"} <= set(re.split(r", *", response["Vary"]))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"hx-request": "true", "hx-target": "body", "hx-history-restore-request": "true"},
        {"hx-request": "true", "hx-target": "div#view", "hx-history-restore-request": "true"},
        {"hx-request": "true", "hx-target": "div#nonsense"},
        {"hx-request": "true"},
    ],
)
def test_anything_but_a_swap_gets_the_whole_page(talks: Talks, headers: dict[str, str]) -> None:
    response = Client(headers=headers).get("/")

    assert b"<!doctype html>" in response.content
    assert "HX-Push-Url" not in response.headers


def test_the_list_goes_on_page_by_page(talks: Talks) -> None:
    for day in range(1, 7):
        make.meeting(slug=f"1986-02-{day:02d}-extra", start=f"1986-02-{day:02d}")

    first, second = page(), page("/?page=2")
    more = page("/?page=2", **{"hx-request": "true", "hx-target": "p#more"})

    assert len(listed(first)) == 6
    assert str(part(first, "#more a")["href"]) == "/?page=2"
    assert listed(second) == listed(more)
    assert not set(listed(first)) & set(listed(second))
    assert words(second.select(".year__name")[0]) == "1986"
    assert [words(year) for year in more.select(".year__name")] == ["1987", "2013", "2021"]
    assert part(second, ".list__step a[href='/']") is not None


@pytest.mark.parametrize(
    "query",
    [
        "kind=sumit",
        "from=yesterday",
        "from=1990&to=1980",
        "official=%00",
        "page=none&kind=summit",
        "page=999999999999999999999999",
        "q=" + "x" * 5000,
        "official=" + ",".join(f"a{number}" for number in range(3000)),
        "city=%FF%FE",
        "=&&&=a",
        "from=9999&to=9999",
        "from=0001&to=0001",
        "find=%00%FF",
    ],
)
def test_nothing_in_the_address_breaks_the_page(talks: Talks, query: str) -> None:
    assert Client().get(f"/?{query}").status_code == 200


def test_a_bad_value_is_said_and_left_out(talks: Talks) -> None:
    found = page("/?kind=sumit&offical=a&from=1986&to=1986")

    assert [words(problem) for problem in found.select(".problems li")] == [
        "offical was left out: there is no parameter 'offical' here; did you mean official?",
        "kind was left out: 'sumit' is not one of the values it can have; did you mean summit?",
    ]
    assert listed(found) == [talks.reykjavik.slug]


def test_an_empty_answer_says_what_to_do(talks: Talks) -> None:
    found = page("/?kind=call&from=1985&to=1990")

    assert links(part(found, ".empty")) == ["/?kind=call", "/?from=1985&to=1990"]


def test_a_card_counts_statements_by_the_word_that_every_page_has_for_them(talks: Talks) -> None:
    (reykjavik,) = [one for one in page().select(".card") if one["id"] == f"item-{talks.reykjavik.slug}"]

    assert words(part(reykjavik, ".card__facts")).endswith(" · 2 statements")


@pytest.mark.parametrize(("end", "question"), [("from", "from=2050"), ("to", "to=1950"), ("to", "from=1947&to=1950")])
def test_years_outside_the_record_find_nothing_and_are_not_called_every_meeting(
    talks: Talks, end: str, question: str
) -> None:
    found = page(f"/?{question}")

    assert listed(found) == []
    assert [words(problem) for problem in found.select(".problems li")] == [
        f"{end} finds nothing: the meetings on record are of 1969–2021"
    ]
    assert words(part(found, ".chips")) == "No meeting is on record for these years."


def test_a_time_without_a_meeting_is_not_called_every_meeting(talks: Talks) -> None:
    assert words(part(page("/?from=1975&to=1976"), ".chips")) == "No meeting is on record for 1975–1976."


def test_an_empty_record_is_still_a_page(db: None) -> None:
    found = page()

    assert words(part(found, ".explorer__count")).startswith("No meetings")
    assert "The record is not loaded yet" in words(found.footer)


def test_terms_and_treaties_of_the_window_are_links(talks: Talks) -> None:
    found = page("/?from=1985&to=1990")

    assert "/officials/ronald-reagan/" in links(part(found, ".picture"))
    assert "/treaties/inf-treaty/" in links(part(found, ".picture"))
    assert len(found.select(".treaty-band__signed")) == 1 + len(found.select(".legend .treaty-band__signed"))


def test_what_was_not_held_is_drawn_so(talks: Talks) -> None:
    found = page()

    assert part(found, f"#item-{talks.cancelled.slug}")["data-status"] == "cancelled"
    marks = {str(mark["id"]): mark for mark in found.select("a.mark")}
    assert marks[f"mark-{talks.cancelled.slug}"]["data-status"] == "cancelled"
    assert marks[f"mark-{talks.reykjavik.slug}"].select(".mark__cross")
    assert marks[f"mark-{talks.moscow.slug}"].has_attr("data-vague")
    assert not marks[f"mark-{talks.geneva.slug}"].has_attr("data-status")


def test_a_card_says_who_was_silent(talks: Talks) -> None:
    make.participation(meeting=talks.moscow, official=talks.reagan, role="met")
    make.participation(meeting=talks.helsinki, official=talks.reagan)
    make.participation(meeting=talks.helsinki, official=talks.gorbachev)
    make.position(meeting=talks.helsinki, holder=talks.reagan, date="1969-11-18")

    card = part(page("/?to=1970"), f"#item-{talks.helsinki.slug}")

    assert "No words of Moscow’s are on record here." in words(card)
    assert links(card)[0] == f"/meetings/{talks.helsinki.slug}/"


def test_the_focus_card_is_the_lists_card(talks: Talks) -> None:
    response = Client().get(f"/meetings/{talks.geneva.slug}/card/")

    assert response.status_code == 200
    assert words(BeautifulSoup(response.content, "html.parser").h3) == "Geneva summit"
    assert Client().get("/meetings/nobody-met/card/").status_code == 404


def test_text_of_the_record_is_escaped_in_the_picture(talks: Talks) -> None:
    make.meeting(slug="1986-03-01-odd", title='<script>"&', start="1986-03-01", city="<b>")

    response = Client().get("/?from=1986&to=1986")

    assert b"<script>&quot;" not in response.content
    assert b'<script>"' not in response.content
    assert b"&lt;script&gt;" in response.content


def test_queries_do_not_grow_with_the_record(talks: Talks) -> None:
    # release; 18 reference lists; marks; 4 for cards not kept yet
    def queries() -> int:
        clear_caches()
        with CaptureQueriesContext(connection) as captured:
            Client().get("/?from=1980")
        return len(captured)

    few = queries()
    make.fourteen_more(talks, "1988-12")

    assert few == queries() == 24


def test_cards_and_lists_are_kept_by_release(talks: Talks) -> None:
    Client().get("/")

    with CaptureQueriesContext(connection) as again:
        Client().get("/")

    assert len(again) == 1  # the release


def test_the_list_of_meetings_is_the_timeline(talks: Talks) -> None:
    response = Client().get("/meetings/?kind=summit")

    assert response.status_code == 301
    assert response["Location"] == "/?kind=summit"


def test_a_view_is_cited_with_its_filters_and_its_release(talks: Talks) -> None:
    found = part(page("/?kind=summit&from=1980"), ".cite")

    assert "“Timeline 1980–2021: Summit.” Across the Table" in words(found)
    assert f"release {talks.release.hash[:12]}" in words(found)
    assert links(found)[0] == "/?from=1980&kind=summit&cite=bibtex"
    response = Client().get(links(found)[0])
    assert response["Content-Type"].startswith("application/x-bibtex")
    assert "Timeline 1980–2021: Summit" in response.content.decode()


# ---- what a question asks, and goes on asking ------------------------------------------------------------------------


def submitted(found: BeautifulSoup, *, but: tuple[str, str] = ("", "")) -> str:
    """The query string that a browser without JavaScript sends for the form as it stands, with a box ticked besides."""
    pairs = []
    for field in part(found, "#filters").select("input[name]"):
        if field.get("type") == "checkbox" and not (
            field.has_attr("checked") or (field["name"], field["value"]) == but
        ):
            continue
        pairs.append((str(field["name"]), str(field.get("value", "on"))))
    return urlencode(pairs)


def canonical(found: BeautifulSoup) -> str:
    return str(part(found, "link[rel=canonical]")["href"]).removeprefix("http://testserver")


QUESTION = (
    "article=courier-2013-02-21-a-week-later&city=Moscow&from=2013&issue=missile-defense,compliance&kind=consultation"
    "&match=certain&official=rose-gottemoeller,ronald-reagan&official=sergei-ryabkov&q=missile&to=2013"
)


def test_words_stand_in_their_field_on_a_cold_load(talks: Talks) -> None:
    found = page("/?q=missile+defence&from=2013&to=2013")

    assert str(part(found, "#f-q")["value"]) == "missile defence"
    assert [str(part(found, f"#f-{name}")["value"]) for name in ("from", "to")] == ["2013", "2013"]
    assert str(part(page("/"), "#f-q")["value"]) == ""


def test_the_form_as_it_stands_asks_the_same_question(talks: Talks) -> None:
    found = page(f"/?{QUESTION}")
    again = page(f"/?{submitted(found)}")

    assert canonical(found).count("&") == QUESTION.count("&")
    assert canonical(again) == canonical(found)
    assert str(part(found, "#view")["data-question"]) == canonical(found).removeprefix("/?")
    assert [str(one["name"]) for one in found.select("#filters input[type=hidden]")] == ["article", "match"]


def test_a_box_ticked_without_script_leaves_groups_as_they_were(talks: Talks) -> None:
    found = page("/?official=ronald-reagan,sergei-ryabkov")
    assert len(listed(found)) == 3 + len(listed(page("/?official=sergei-ryabkov")))

    again = page(f"/?{submitted(found, but=('status', 'held'))}")

    assert canonical(again) == "/?official=ronald-reagan,sergei-ryabkov&status=held"
    assert len(listed(again)) > 1


def test_taking_one_off_a_group_leaves_the_others_a_group(talks: Talks) -> None:
    chips = page("/?official=mikhail-gorbachev,ronald-reagan,sergei-ryabkov&official=rose-gottemoeller").select(
        ".chips li:has(.chip__facet)"
    )

    assert [words(chip) for chip in chips] == [
        "Take off Officials Mikhail Gorbachev ×",
        "or Take off Officials Ronald Reagan ×",
        "or Take off Officials Sergei Ryabkov ×",
        "and Take off Officials Rose Gottemoeller ×",
    ]
    assert links(chips[1]) == ["/?official=mikhail-gorbachev,sergei-ryabkov&official=rose-gottemoeller"]
    assert links(chips[3]) == ["/?official=mikhail-gorbachev,ronald-reagan,sergei-ryabkov"]


@pytest.mark.parametrize(
    ("query", "facet", "note"),
    [
        ("official=ronald-reagan,sergei-ryabkov", "official", "any of them"),
        ("official=ronald-reagan&official=mikhail-gorbachev", "official", "all of them"),
        ("issue=missile-defense,compliance", "issue", "any of them"),
        ("kind=summit&kind=signing", "kind", "any of them"),
        ("official=ronald-reagan", "official", ""),
        ("kind=summit", "kind", ""),
    ],
)
def test_the_legend_tells_any_of_from_all_of(talks: Talks, query: str, facet: str, note: str) -> None:
    found = part(page(f"/?{query}"), f"[data-facet={facet}]")

    assert words(found.legend).endswith(note)
    assert len(found.select(".facet__note")) == (1 if note else 0)


def test_a_group_has_a_box_of_its_own_with_its_count(talks: Talks) -> None:
    found = page("/?official=ronald-reagan,sergei-ryabkov&official=rose-gottemoeller")
    (group, *others) = part(found, "[data-facet=official]").select(".facet__value:has(:checked)")

    assert words(group) == f"Ronald Reagan or Sergei Ryabkov {len(listed(found))}"
    assert [str(one["value"]) for one in group.select("input")] == ["ronald-reagan,sergei-ryabkov"]
    assert [words(other.select_one(".facet__label")) for other in others] == ["Rose Gottemoeller"]
    assert not part(found, "#f-official-ronald-reagan").has_attr("checked")


def test_a_view_is_cited_with_its_groups(talks: Talks) -> None:
    found = part(page("/?official=ronald-reagan,sergei-ryabkov&kind=summit"), ".cite")

    assert "Ronald Reagan or Sergei Ryabkov, Summit" in words(found)


def test_every_link_of_the_picture_keeps_the_groups(talks: Talks) -> None:
    question = "official=ronald-reagan,sergei-ryabkov"
    found = [one for one in links(part(page(f"/?{question}"), ".explorer__main")) if one.startswith("/?from=")]

    assert len(found) > 5
    assert [one for one in found if question not in one] == []


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("from=1986&from=1987", "from"),
        ("to=1986&to=1987", "to"),
        ("q=arms&q=talks", "q"),
        ("match=possible&match=certain", "match"),
        ("page=1&page=2", "page"),
        ("find=reagan&find=ryabkov", "find"),
        ("cite=bibtex&cite=ris", "cite"),
    ],
)
def test_one_value_given_twice_is_said_and_neither_taken(talks: Talks, query: str, name: str) -> None:
    found = page(f"/?{query}")

    assert [words(problem) for problem in found.select(".problems li")] == [
        f"{name} was left out: given more than once, with different values; it can have one"
    ]
    assert len(listed(found)) == 6


def test_a_city_with_a_comma_is_filtered_by_its_box_and_its_chip(talks: Talks) -> None:
    make.meeting(slug="1990-06-01-washington", start="1990-06-01", city="Washington, D.C.")
    box = part(page(), "[data-facet=city] .facet__value:has(input[value*=D]) input")

    found = page(f"/?{urlencode({'city': str(box['value'])})}")

    assert listed(found) == ["1990-06-01-washington"]
    assert found.select(".problems") == []
    assert [words(chip) for chip in found.select(".chip:has(.chip__facet)")] == ["Take off City Washington, D.C. ×"]
    checked = found.select("[data-facet=city] input[checked]")
    assert [str(one["value"]) for one in checked] == ["Washington\\, D.C."]
    assert canonical(page(f"/?{submitted(found)}")) == canonical(found) == "/?city=Washington%5C,+D.C."


@pytest.mark.parametrize("city", ["geneva", "GENEVA", "Genéva", "Gene%CC%81va"])
def test_a_city_is_found_however_it_is_written(talks: Talks, city: str) -> None:
    found = page(f"/?city={city}")

    assert listed(found) == [talks.geneva.slug]
    assert canonical(found) == "/?city=Geneva"
    assert part(found, "#f-city-Geneva").has_attr("checked")


def test_a_city_in_two_forms_of_unicode_is_one_value(talks: Talks) -> None:
    composed, taken_apart = unicodedata.normalize("NFC", "Évian"), unicodedata.normalize("NFD", "Évian")
    assert composed != taken_apart
    for number, city in enumerate((composed, taken_apart, composed), 1):
        make.meeting(slug=f"1990-06-0{number}-evian", start=f"1990-06-0{number}", city=city)

    boxes = part(page(), "[data-facet=city]").select(".facet__value:has([value$=vian])")

    assert [words(box) for box in boxes] == ["Évian 3"]
    assert len(listed(page("/?city=evian"))) == 3


def test_an_unknown_city_finds_nothing_and_names_the_nearest(talks: Talks) -> None:
    found = page("/?city=Genva")

    assert [words(problem) for problem in found.select(".problems li")] == [
        "city finds nothing: no meeting of the record was in 'Genva'; did you mean Geneva?"
    ]
    assert listed(found) == []


@pytest.mark.parametrize("address", ["/?q=%ED%A0%80", "/?q=!!!", "/embed/?q=!!!", "/articles/?q=%E2%80%8B"])
def test_a_question_without_a_word_is_not_answered_with_everything_unsaid(talks: Talks, address: str) -> None:
    assert [words(problem) for problem in page(address).select(".problems li")] == [
        "q was left out: no word in it to look for: a word has letters or digits"
    ]


def test_words_beyond_the_twelfth_are_said_to_be_cut(talks: Talks) -> None:
    found = page(f"/?q={'+'.join(f'w{number}' for number in range(13))}")

    assert [words(problem) for problem in found.select(".problems li")] == [
        "q was cut: only the first 12 words or phrases are looked for, and so many words of a phrase"
    ]
    assert str(part(found, "#f-q")["value"]).endswith("w12")
