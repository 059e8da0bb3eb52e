"""The record in the admin: all of it can be looked at, and nothing of it changed."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core import serializers
from django.db import connection
from django.db.models import Model
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from armscontrol.admin.site import site
from tests import make
from tests.make import Talks

MODELS = sorted(apps.get_app_config("timeline").get_models(), key=lambda model: model.__name__)
NAMES = [model._meta.model_name for model in MODELS]
BY_NAME = {model._meta.model_name: model for model in MODELS}


def _record() -> str:
    """The whole record, as text."""
    text: str = serializers.serialize(
        "json", [row for model in MODELS for row in model._default_manager.order_by("pk")]
    )
    return text


def _first(name: str | None) -> Model:
    return BY_NAME[name]._default_manager.order_by("pk")[0]


def test_every_model_of_the_record_is_there_and_nothing_else() -> None:
    assert set(site._registry) == set(MODELS)


@pytest.mark.parametrize("name", NAMES)
def test_a_list_and_a_row_are_shown_without_a_way_to_change_them(name: str, looking: Client) -> None:
    for path in (f"/admin/timeline/{name}/", f"/admin/timeline/{name}/{_first(name).pk}/change/"):
        response = looking.get(path)
        soup = BeautifulSoup(response.content, "html.parser")

        assert response.status_code == 200, path
        assert [str(form["action"]) for form in soup.select("form[method=post][action]")] == ["/admin/logout/"]
        assert soup.select("main input:not([type=hidden], [type=text], [type=search], [type=submit]), textarea") == []
        assert soup.select(".addlink, .deletelink, [name=_save], [name=action]") == []


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("name", NAMES)
def test_a_forged_request_changes_nothing(name: str, method: str, looking: Client) -> None:
    before, row = _record(), _first(name).pk
    forged = {"action": "delete_selected", "_selected_action": [row], "post": "yes", "name": "forged", "_save": "Save"}

    for page in ("", "add/", f"{row}/change/", f"{row}/delete/", f"{row}/history/"):
        response = getattr(looking, method)(f"/admin/timeline/{name}/{page}", forged)
        assert response.status_code == 405, page

    assert _record() == before


@pytest.mark.parametrize("name", NAMES)
def test_a_page_to_add_or_delete_is_refused(name: str, looking: Client) -> None:
    row = _first(name).pk

    assert looking.get(f"/admin/timeline/{name}/add/").status_code == 403
    assert looking.get(f"/admin/timeline/{name}/{row}/delete/").status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_not_even_a_superuser_has_a_right_but_to_look(name: str, editor: Any, rf: RequestFactory) -> None:
    request = rf.get("/admin/")
    editor.is_superuser = True
    request.user = editor
    model = site._registry[BY_NAME[name]]

    assert model.get_model_perms(request) == {"add": False, "change": False, "delete": False, "view": True}
    assert model.get_actions(request) == {}
    for inline in model.get_inline_instances(request):
        assert not inline.has_add_permission(request, None)
        assert not inline.has_change_permission(request)
        assert not inline.has_delete_permission(request)


def _rows(client: Client, query: str) -> list[str]:
    soup = BeautifulSoup(client.get(f"/admin/timeline/{query}").content, "html.parser")
    return [one.get_text(strip=True) for one in soup.select("#result_list tbody th")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("official/?q=Рябков", ["Sergei Ryabkov"]),
        ("official/?q=RYABKOV", ["Sergei Ryabkov"]),
        ("meeting/?earliest__year=1986&q=reykjavik", ["Reykjavik: Reagan and Gorbachev"]),
        ("official/?side__exact=XX", []),
    ],
)
def test_search_in_either_alphabet_filters_and_years_find_rows(
    query: str, expected: list[str], looking: Client
) -> None:
    found = _rows(looking, query)

    assert len(found) == len(expected)


@pytest.mark.parametrize("name", ["meeting", "official", "issue", "negotiation", "treaty", "article", "position"])
def test_a_row_leads_to_its_public_page(name: str, looking: Client) -> None:
    page = looking.get(f"/admin/timeline/{name}/{_first(name).pk}/change/")

    link = BeautifulSoup(page.content, "html.parser").select_one("a.viewsitelink")

    assert link is not None
    assert Client().get(str(link["href"])).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_a_list_asks_the_same_number_of_questions_of_more_rows(name: str, looking: Client, talks: Talks) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            looking.get(f"/admin/timeline/{name}/")
        return len(queries)

    before = asked()
    for number in range(5):
        meeting = make.meeting(slug=f"1987-01-0{number + 1}-extra", start=f"1987-01-0{number + 1}")
        official = make.official(slug=f"rival-{number}", side="RU")
        source = make.article(slug=f"source-{number}")
        make.report(meeting=meeting, article=source)
        make.participation(meeting=meeting, official=official)
        make.position(article=source, holder=official, issue=talks.missile_defense, meeting=meeting, quote=str(number))

    assert asked() == before
