"""What others find the record by: robots.txt, sitemaps, security.txt, llms.txt, other forms of a page, linked data."""

import json
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.make import Talks
from tests.web.reading import flaws, links, opened, part, words
from timeline import selectors
from timeline.models import Meeting, Position

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def text(path: str) -> str:
    """The text at a path, which must be there."""
    response = Client().get(path)
    assert response.status_code == 200, path
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()  # type: ignore[attr-defined]


def locations(path: str) -> list[str]:
    """The paths that a sitemap or the index of them names."""
    found = [str(one.text) for one in ElementTree.fromstring(text(path)).iter(LOC)]  # noqa: S314 - our own
    assert all(one.startswith("http://testserver/") for one in found)
    return [one.removeprefix("http://testserver") for one in found]


def test_the_sitemaps_name_every_page_once_and_every_one_is_there(talks: Talks) -> None:
    pages = [page for sitemap in locations("/sitemap.xml") for page in locations(sitemap)]

    assert len(pages) == len(set(pages)) == sum(selectors.record.counts().values()) + 19
    assert [page for page in pages if Client().get(page).status_code != 200] == []


def test_a_long_sitemap_is_split(talks: Talks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.discovery.well_known.PER_SITEMAP", 2)

    parts = [one for one in locations("/sitemap.xml") if "/meetings-" in one]

    assert parts == ["/sitemaps/meetings-1.xml", "/sitemaps/meetings-2.xml", "/sitemaps/meetings-3.xml"]
    assert len({page for one in parts for page in locations(one)}) == 6


@pytest.mark.parametrize("name", ["nothing-1", "meetings-0", "pages-2"])
def test_a_sitemap_that_there_is_not_is_404(talks: Talks, name: str) -> None:
    assert Client().get(f"/sitemaps/{name}.xml").status_code == 404


def test_robots_are_shown_the_sitemap_and_kept_from_endless_views(db: None) -> None:
    lines = text("/robots.txt").splitlines()

    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert "Disallow: /?" in lines


def test_security_txt_names_a_contact_and_has_not_expired(db: None, settings: LazySettings) -> None:
    settings.SECURITY_CONTACT = "mailto:security@example.org"

    told = dict(line.split(": ", 1) for line in text("/.well-known/security.txt").splitlines())

    assert told["Contact"] == "mailto:security@example.org"
    expires = datetime.fromisoformat(told["Expires"])
    assert timedelta(days=30) < expires - datetime.now(UTC) < timedelta(days=366)
    assert told["Canonical"].endswith("/.well-known/security.txt")


def test_a_program_is_told_that_a_joint_statement_is_of_both_sides(talks: Talks) -> None:
    told = text("/llms.txt")

    assert "`joint` is `true` of what both sides said together" in told
    assert "Call it a joint statement, not the words of `speaker` alone, and count it once." in told


def test_every_address_in_llms_txt_is_there(talks: Talks) -> None:
    told = text("/llms.txt")
    addresses = re.findall(r"\]\(http://testserver(/[^)]*)\)", told)

    assert told.startswith("# Across the Table\n\n> ")
    assert len(addresses) > 10
    assert [one for one in addresses if Client().get(one).status_code != 200] == []


def test_the_guide_quotes_a_statement_of_the_record_as_it_should(talks: Talks) -> None:
    page = opened("/llms-guide/")
    own, told = page.select(".answer[data-right=yes]")

    assert flaws(page) == []
    for right, speech in ((own, "direct"), (told, "reported")):
        quoted = [one for one in Position.objects.all() if f"“{one.quote}”" in words(right)]
        assert [one.speech for one in quoted] == [speech]
        assert any(":~:text=" in link for link in links(right))
    assert words(own).startswith("On 8 December 1987, Ronald Reagan said on the question")
    assert words(told).startswith(
        "The Gazette reported on 9 December 1987 of Mikhail Gorbachev, 8 December 1987, on the"
    )
    assert "answer to the question: limit them." in words(own)
    assert [one for one in links(page) if one.startswith("/") and Client().get(one).status_code != 200] == []


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?kind=summit&from=1980",
        "/meetings/1986-10-11-reykjavik-reagan-gorbachev/",
        "/officials/?side=RU",
        "/officials/sergei-ryabkov/",
        "/issues/missile-defense/",
        "/articles/vestnik-2013-02-visit-to-moscow/",
        "/treaties/",
    ],
)
def test_every_other_form_of_a_page_is_there_and_of_the_type_it_says(talks: Talks, path: str) -> None:
    forms = opened(path).select("link[rel=alternate][type]")

    assert forms
    for link in forms:
        response = Client().get(str(link["href"]).removeprefix("http://testserver"))
        assert response.status_code == 200, link["href"]
        if "oembed" not in str(link["type"]):
            assert response["Content-Type"].partition(";")[0] == link["type"]
        response.getvalue()  # which closes it; its own close() would close the test's connection


def test_the_forms_of_a_filtered_view_keep_its_filters_and_nothing_else(talks: Talks) -> None:
    page = opened("/?kind=summit&page=1&from=1980")

    calendar = part(page, "link[rel=alternate][type='text/calendar']")
    assert calendar["href"] == "/api/v1/meetings/?from=1980&kind=summit&format=ics"


def test_a_page_has_a_card_for_those_who_link_to_it(talks: Talks) -> None:
    page = opened("/meetings/1986-10-11-reykjavik-reagan-gorbachev/")
    told = {str(one["property"]): str(one["content"]) for one in page.select("meta[property]")}

    assert told["og:title"] == "Reykjavik summit (broken off)"
    assert told["og:type"] == "article"
    assert told["og:url"] == "http://testserver/meetings/1986-10-11-reykjavik-reagan-gorbachev/"
    assert told["og:description"]


def test_a_page_tells_machines_where_it_stands(talks: Talks) -> None:
    page = opened("/officials/sergei-ryabkov/")
    (block,) = page.select("script[type='application/ld+json']")

    document = json.loads(str(block.string))
    assert document["@type"] == "BreadcrumbList"
    assert document["itemListElement"][-1]["item"] == "http://testserver/officials/sergei-ryabkov/"


def test_markup_in_a_title_stays_text_in_a_data_block(talks: Talks) -> None:
    Meeting.objects.filter(pk=talks.geneva.pk).update(title="</script><b>&")

    page = opened(f"/meetings/{talks.geneva.slug}/")

    trail, event = [json.loads(str(one.string)) for one in page.select("script[type='application/ld+json']")]
    assert trail["itemListElement"][-1]["name"] == event["name"] == "</script><b>&"


def test_the_data_page_is_a_dataset_with_its_downloads(talks: Talks) -> None:
    documents = [json.loads(str(one.string)) for one in opened("/data/").select("script[type='application/ld+json']")]

    (dataset,) = [one for one in documents if one["@type"] == "Dataset"]
    assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_programs_find_the_api_by_its_catalogue(db: None) -> None:
    """RFC 9727: at a well-known address, as a set of links."""
    response = Client().get("/.well-known/api-catalog")
    catalog, api = response.json()["linkset"]

    assert response["Content-Type"].startswith("application/linkset+json")
    assert catalog["item"] == [{"href": api["anchor"]}]
    for relation in ("service-desc", "service-doc"):
        [link] = api[relation]
        assert text(link["href"].removeprefix("http://testserver"))
    assert api["anchor"] == "http://testserver/api/v1/"


def test_the_api_names_its_description_in_a_header(db: None) -> None:
    header = Client().get("/api/v1/")["Link"]

    assert header.startswith('</api/v1/schema.json>; rel="service-desc"')
