"""How pages are cited: as text, as files, and in the tags that reference managers read."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pybtex.database import parse_string

from tests.make import Talks
from tests.web.reading import opened, part, words
from timeline.models import Position

PAGES = [
    "/meetings/1986-10-11-reykjavik-reagan-gorbachev/",
    "/officials/?side=RU",
    "/issues/missile-defense/?side=US&page=1",
    "/compare/?on=1986-10-12",
    "/articles/vestnik-2013-02-visit-to-moscow/",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_can_be_cited_with_the_release(path: str, talks: Talks) -> None:
    cite = part(opened(path), ".cite")

    texts = [words(one) for one in cite.select("dd")]
    assert len(texts) >= 2
    assert [text for text in texts[:2] if f"release {talks.release.hash[:12]}" not in text.lower()] == []
    assert [words(one) for one in cite.select("a[download]")] == ["BibTeX", "RIS", "CSL-JSON"]


@pytest.mark.parametrize("path", PAGES)
def test_its_files_are_served_under_their_own_types(path: str, talks: Talks) -> None:
    files = part(opened(path), ".cite").select("a[download]")
    types = {"BibTeX": "application/x-bibtex", "RIS": "application/x-research-info-systems"}

    assert [words(link) for link in files] == ["BibTeX", "RIS", "CSL-JSON"]
    for link in files:
        response = Client().get(str(link["href"]))
        assert response.status_code == 200
        expected = types.get(words(link), "application/vnd.citationstyles.csl+json")
        assert response["Content-Type"].partition(";")[0] == expected
        assert response["Content-Disposition"].startswith("attachment; filename=")


def test_a_source_is_cited_as_itself(talks: Talks) -> None:
    answer = Client().get("/articles/gazette-1987-12-09-pact-signed/?cite=bibtex")

    (entry,) = parse_string(answer.content.decode(), "bibtex").entries.values()
    assert entry.fields["title"] == "{Arms pact signed}"
    assert entry.fields["url"] == "https://gazette.example/gazette-1987-12-09-pact-signed"


def test_a_statement_is_cited_in_its_source_at_its_words(talks: Talks) -> None:
    position = Position.objects.get(quote="trust, but verify, as they say")

    (item,) = json.loads(Client().get(f"/positions/{position.public_id}/?cite=csl").content)

    assert item["URL"].endswith("#:~:text=trust%2C%20but%20verify%2C%20as%20they%20say")
    assert item["author"] == [{"family": "Reporter", "given": "Ada"}]
    assert "“trust, but verify, as they say” (Ronald Reagan, 8 December 1987)" in item["note"]


def test_a_statement_can_be_copied_with_its_citation(talks: Talks) -> None:
    position = Position.objects.get(quote="we will not give it up")

    text = words(part(opened(f"/positions/{position.public_id}/"), "#to-copy"))

    assert text.startswith(
        "Missile defence: The programme goes on. “we will not give it up” (Ronald Reagan, 12 October 1986) "
        "Ronald Reagan, 12 October 1986. Quoted in “After Reykjavik.”"
    )
    assert "Recorded in Across the Table" in text


def test_a_paraphrase_is_copied_as_its_sources_words(talks: Talks) -> None:
    position = Position.objects.get(speech="reported")

    page = opened(f"/positions/{position.public_id}/")

    assert words(part(page, "#to-copy")).startswith(
        "Intermediate-range missiles: A whole class of weapons is given up. "
        "Paraphrase of Mikhail Gorbachev, 8 December 1987, as reported in The Gazette: “a whole class of weapons” "
        "Mikhail Gorbachev, 8 December 1987. As reported in Ada Reporter. “Arms pact signed.”"
    )
    assert "as reported in this source" in words(part(page, ".cite"))
    assert "Quot" not in words(part(page, ".cite"))


def test_a_shared_statement_is_described_under_the_name_of_who_made_it(talks: Talks) -> None:
    told = {
        one.speech: str(part(opened(f"/positions/{one.public_id}/"), "meta[property='og:description']")["content"])
        for one in Position.objects.filter(article__slug="gazette-1987-12-09-pact-signed")
    }

    assert told == {
        "direct": "Ronald Reagan, 8 December 1987: The missiles go, and inspectors look.",
        "reported": "Mikhail Gorbachev, 8 December 1987, as reported in The Gazette: "
        "A whole class of weapons is given up.",
    }


def _tags(page: BeautifulSoup) -> dict[str, str]:
    """What Zotero's translator of embedded metadata reads: the named tags of the head."""
    head = page.head
    assert head is not None
    return {str(one["name"]): str(one["content"]) for one in head.select("meta[data-cited]")}


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Timeline 1969–2021"),
        ("/?from=1985&kind=summit&to=1987", "Timeline 1985–1987: Summit"),
        ("/meetings/1986-10-11-reykjavik-reagan-gorbachev/", "Reykjavik summit (broken off)"),
        ("/issues/", "Issues"),
        ("/issues/missile-defense/?side=US", "Missile defence"),
        ("/compare/?on=1986-10-12", "Where they stood on 12 October 1986"),
        ("/officials/?side=RU", "Officials"),
        ("/officials/ronald-reagan/", "Ronald Reagan"),
        ("/negotiations/summits/", "Leaders' summits"),
        ("/treaties/inf-treaty/", "INF Treaty"),
        ("/articles/", "Sources"),
        ("/search/?q=reagan", "Search: reagan"),
        ("/about/", "About the record"),
    ],
)
def test_reference_managers_take_a_page_for_a_page_of_this_site(path: str, title: str, talks: Talks) -> None:
    tags = _tags(opened(path))

    assert tags == {
        "z:itemType": "webpage",
        "citation_title": title,
        "citation_publication_date": talks.release.loaded_at.date().isoformat(),
        "citation_publisher": "Across the Table",
        "prism.publicationName": "Across the Table",
        "citation_public_url": f"http://testserver{path}",
        "citation_language": "en",
    }


def test_reference_managers_take_a_sources_page_for_the_source(talks: Talks) -> None:
    tags = _tags(opened("/articles/gazette-1987-12-09-pact-signed/"))

    assert tags == {
        "z:itemType": "newspaperArticle",
        "citation_title": "Arms pact signed",
        "citation_author": "Reporter, Ada",
        "citation_publication_date": "1987-12-09",
        "citation_publisher": "The Gazette",
        "prism.publicationName": "The Gazette",
        "citation_public_url": "https://gazette.example/gazette-1987-12-09-pact-signed",
        "citation_language": "en",
    }


def test_reference_managers_take_a_statement_for_its_source_at_the_words(talks: Talks) -> None:
    position = Position.objects.get(quote="not without a relevant agreement")

    tags = _tags(opened(f"/positions/{position.public_id}/"))

    assert tags["citation_title"] == "Визит в Москву"
    assert tags["citation_publication_date"] == "2013-02"
    assert tags["citation_public_url"].endswith("#:~:text=not%20without%20a%20relevant%20agreement")
    assert tags["citation_language"] == "ru"


@pytest.mark.parametrize("path", ["/", *PAGES])
def test_the_head_names_the_citations_files_with_their_types(path: str, talks: Talks) -> None:
    page = opened(path)

    assert page.head is not None
    found = page.head.select("link[rel=alternate][data-cited]")
    assert [(str(one["type"]), str(one["title"])) for one in found] == [
        ("application/x-bibtex", "BibTeX"),
        ("application/x-research-info-systems", "RIS"),
        ("application/vnd.citationstyles.csl+json", "CSL-JSON"),
    ]
    assert [str(one["href"]) for one in found] == [str(one["href"]) for one in page.select(".cite a[download]")]


def test_a_page_that_is_not_there_is_cited_by_nobody(talks: Talks) -> None:
    page = opened("/nowhere/", status=404)

    assert _tags(page) == {}
    assert page.select(".cite, link[href*='cite=']") == []


def test_a_swapped_answer_brings_the_new_tags_along(talks: Talks) -> None:
    fragment = opened("/issues/missile-defense/?side=US", htmx=True)

    tags = part(fragment, "#results template#cited-now").select("meta")
    assert {str(one["content"]) for one in tags if one["name"] == "citation_public_url"} == {
        "http://testserver/issues/missile-defense/?side=US"
    }
    assert opened("/issues/missile-defense/?side=US").select("template#cited-now") == []


def test_a_form_that_is_none_gives_the_page(talks: Talks) -> None:
    assert words(opened("/about/?cite=word").h1) == "About the record"
