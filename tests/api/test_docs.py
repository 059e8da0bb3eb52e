"""/api/docs/: the reference is complete, its links and forms work, and every error's `type` lands on it."""

import json
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.test.utils import override_settings

from tests import make
from timeline.api import formats
from timeline.api.problems import KINDS
from timeline.api.views import SCHEMA_FILE


@pytest.fixture
def page(talks: make.Talks, client: Client) -> BeautifulSoup:
    response = client.get("/api/docs/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def ids(page: BeautifulSoup) -> set[str]:
    return {str(element["id"]) for element in page.select("[id]")}


def test_every_operation_of_the_schema_has_its_heading(page: BeautifulSoup) -> None:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    operations = {operation["operationId"] for path in schema["paths"].values() for operation in path.values()}

    assert operations <= ids(page)


def test_every_parameter_and_every_name_is_said(page: BeautifulSoup) -> None:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    said = {code.get_text() for code in page.select("dt code")}
    parameters = {
        "NAME!" if parameter["schema"]["type"] == "object" else parameter["name"]
        for path in schema["paths"].values()
        for operation in path.values()
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "query"
    }
    names = {
        name
        for shape in ("Meeting", "Official", "Issue", "Negotiation", "Treaty", "Position", "Article", "Standing")
        for name in schema["components"]["schemas"][shape]["properties"]
    }

    assert parameters | names <= said


def test_every_error_is_explained_at_the_address_of_its_type(page: BeautifulSoup) -> None:
    assert {f"error-{kind.name}" for kind in KINDS} <= ids(page)


def test_a_problem_links_to_its_explanation(page: BeautifulSoup, client: Client) -> None:
    problem = client.get("/api/v1/meetings/?offical=x").json()

    path, anchor = problem["type"].removeprefix("http://testserver").split("#")
    assert (path, anchor in ids(page)) == ("/api/docs/", True)


def test_every_format_is_named_with_its_media_type(page: BeautifulSoup) -> None:
    text = page.get_text()

    types = {one.media_type for representations in formats.OF.values() for one in representations}
    assert len(types) > 6
    assert {one for one in types if one not in text} == set()


def test_every_link_into_the_page_has_its_target(page: BeautifulSoup) -> None:
    targets = {str(link["href"])[1:] for link in page.select('main a[href^="#"]')}

    assert targets
    assert targets <= ids(page)


def links(page: BeautifulSoup) -> set[str]:
    return {str(link["href"]) for link in page.select('main a[href^="/api/v1/"]')}


def test_every_example_of_a_list_is_answered_but_the_one_that_shows_an_error(
    page: BeautifulSoup, client: Client
) -> None:
    lists = {link for link in links(page) if "?" in link or link.count("/") == 4}

    statuses = {link: client.get(link).status_code for link in lists}

    assert len(statuses) > 12
    assert {link for link, status in statuses.items() if status != 200} == {"/api/v1/meetings/?offical=john-bolton"}


def test_every_form_as_it_stands_is_a_good_question(page: BeautifulSoup, client: Client) -> None:
    forms: list[Tag] = page.select("form.operation__form")

    assert len(forms) == 7
    for form in forms:
        fields = [(str(field["name"]), str(field.get("value", ""))) for field in form.select("input")]
        fields += [("format", option.get_text()) for option in form.select("select option")[:1]]
        assert client.get(f"{form['action']}?{urlencode(fields)}").status_code == 200


def test_nothing_is_inline_and_every_field_has_its_label(page: BeautifulSoup) -> None:
    assert not page.select("main [style], main script, main style")
    fields = page.select("main form.operation__form :is(input, select)")
    assert len(fields) > 20
    assert [field for field in fields if not field.find_parent("label")] == []


def test_the_limit_is_the_one_in_force(talks: make.Talks, client: Client) -> None:
    with override_settings(API_RATE=(30, 60)):
        limited = client.get("/api/docs/").content.decode()
    with override_settings(API_RATE=None):
        unlimited = client.get("/api/docs/").content.decode()

    assert "One address may ask 30 times in 60 seconds" in limited
    assert "There is no limit" in unlimited


def test_without_its_slash_it_redirects(db: None, client: Client) -> None:
    response = client.get("/api/docs")

    assert (response.status_code, response["Location"]) == (301, "/api/docs/")
