"""The record's pages beside the desk: a draft is shown on them, and each leads to its form. The other tests of this
folder ask no database."""

import re
from pathlib import Path

from django.conf import settings as public
from django.test import Client
from pytest_django import Settings

from armscontrol import desk_settings
from tests.desk.test_desk import MEETING, coded, page
from timeline.desk import drafts
from timeline.desk.record import DeskRecord
from timeline.loader.identity import position_id
from timeline.models import Release


def test_the_page_is_shown_as_it_will_be_from_the_unsaved_file(editor: Client, fixtures: Path, record: Release) -> None:
    draft = coded(editor)

    answer = editor.post(f"/desk/{draft.key}/see/")

    assert answer.headers["Location"] == f"/articles/{draft.slug}/"
    soup = page(editor, f"/articles/{draft.slug}/")
    assert "We must be able to raise our forces" in soup.text
    assert soup.select_one("h1").text == "A made-up report"  # type: ignore[union-attr]
    assert not (fixtures / f"articles/{draft.slug}.yaml").exists()


def test_every_item_page_beside_the_desk_leads_to_its_form(
    editor: Client, settings: Settings, record: Release, at_desk: DeskRecord
) -> None:
    settings.TEMPLATES = desk_settings.TEMPLATES
    article = next(one for one in at_desk.articles.values() if one.seed)
    items = {
        f"/articles/{article.slug}/": "read/#text",
        f"/meetings/{MEETING}/": r"meetings/\d+/",
        f"/positions/{position_id(article.slug, article.positions[1])}/": r"claim/\?edit=1#claim",
        "/issues/compliance/": "/desk/lists/issues/compliance/",
        "/officials/john-bolton/": "/desk/lists/officials/john-bolton/",
        f"/negotiations/{at_desk.corpus.negotiations[0].slug}/": "/desk/lists/negotiations/",
        f"/treaties/{at_desk.corpus.treaties[0].slug}/": "/desk/lists/treaties/",
        f"/stories/{at_desk.corpus.stories[0].slug}/": "/desk/lists/stories/",
        "/places/geneva/": "/desk/lists/places/geneva/",
    }
    for path, form in items.items():
        link = page(editor, path).find("a", string="Edit")
        assert link is not None, path
        answer = editor.get(str(link["href"]))
        assert re.search(form, answer.headers["Location"]), path
        assert editor.get(answer.headers["Location"]).status_code == 200
    assert page(editor, "/officials/").find("a", string="Edit") is None
    assert len(drafts.listed()) == len({one.slug for one in drafts.listed()})


def test_the_public_pages_have_no_way_to_the_desk(client: Client, record: Release) -> None:
    for path in ("/", "/issues/compliance/", f"/meetings/{MEETING}/"):
        assert "desk" not in client.get(path).content.decode().replace("help desk", "")
    assert "edit_link" not in str(public.TEMPLATES)
    assert "beside_desk" not in str(public.TEMPLATES)


def test_a_page_is_shown_from_the_record_on_the_disk(editor: Client, record: Release, fixtures: Path) -> None:
    draft = coded(editor)
    editor.post(f"/desk/{draft.key}/save/")

    answer = editor.post("/desk/show/", {"path": f"/articles/{draft.slug}/"})

    assert "A made-up report" in page(editor, answer.headers["Location"]).text
    assert editor.post("/desk/show/", {"path": "//elsewhere.example/"}).headers["Location"] == "/"
