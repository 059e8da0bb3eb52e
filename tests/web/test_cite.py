"""How pages are cited: as text, as files, and in the tags that reference managers read."""

import json

import pytest
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
    assert all(f"release {talks.release.hash[:12]}" in text.lower() for text in texts[:2])
    assert [words(one) for one in cite.select("a[download]")] == ["BibTeX", "RIS", "CSL-JSON"]


@pytest.mark.parametrize("path", PAGES)
def test_its_files_are_served_under_their_own_types(path: str, talks: Talks) -> None:
    for link in part(opened(path), ".cite").select("a[download]"):
        response = Client().get(str(link["href"]))

        assert response.status_code == 200
        assert response["Content-Type"].startswith("application/")
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
    assert item["author"] == [{"literal": "Ada Reporter"}]
    assert "“trust, but verify, as they say” (Ronald Reagan, 8 December 1987)" in item["note"]


def test_a_statement_can_be_copied_with_its_citation(talks: Talks) -> None:
    position = Position.objects.get(quote="we will not give it up")

    text = words(part(opened(f"/positions/{position.public_id}/"), "#to-copy"))

    assert text.startswith("The programme goes on. “we will not give it up” (Ronald Reagan, 12 October 1986)")
    assert "Recorded in Across the Table" in text


def test_reference_managers_find_what_they_read(talks: Talks) -> None:
    page = opened("/articles/vestnik-2013-02-visit-to-moscow/")

    tags = {str(one["name"]): str(one["content"]) for one in page.select("meta[name^=citation_]")}
    assert tags["citation_title"] == "Визит в Москву"
    assert tags["citation_publication_date"] == "2013-02"
    assert tags["citation_language"] == "ru"
    assert [str(one["title"]) for one in page.select("link[rel=alternate][href*='?cite=']")] == [
        "BibTeX",
        "RIS",
        "CSL-JSON",
    ]


def test_a_form_that_is_none_gives_the_page(talks: Talks) -> None:
    assert words(opened("/about/?cite=word").h1) == "About the record"
