"""The reference lists: their entries, each with its form, the rules' findings at the fields, the difference, the
saving. And the ways from the site's pages to the forms of what they show."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from timeline.desk import codings, drafts, saving
from timeline.desk.drafts import Draft, Fields, as_fields, plain
from timeline.desk.entries import (
    KINDS,
    NEW,
    entry_findings,
    key_of,
    list_files,
    list_without,
    listed,
    number_of,
    title_of,
)
from timeline.desk.entry_form import EntryForm, EntrySchema, posted_data
from timeline.desk.forms import noted
from timeline.desk.record import DeskRecord, the_record
from timeline.desk.views.common import BLIND, page
from timeline.loader.identity import position_id
from timeline.loader.joint import by_side
from timeline.loader.lists import ListKind

SHOWN = ("issues", "negotiations", "officials", "places", "stories", "treaties")
"""The lists whose entries have a page each."""


def _kind(name: str) -> ListKind:
    """The list of this name. Raises Http404 if there is none, and at a blind coder's desk."""
    if codings.coder():
        raise Http404(BLIND)
    if name not in KINDS:
        raise Http404(f"There is no list {name!r}.")
    return KINDS[name]


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """The reference lists, each with its entries."""
    record = the_record()
    shown = [(name, [(key_of(one), title_of(one)) for one in listed(record, _kind(name))]) for name in KINDS]
    return page(request, "lists", None, {"lists": shown})


def _data(request: HttpRequest, record: DeskRecord, kind: ListKind, number: int, schema: EntrySchema) -> Fields:
    """The entry as posted, or else as it is in the record."""
    if request.method == "POST":
        return posted_data(schema, {name: str(value) for name, value in request.POST.items()})
    entries = listed(record, kind)
    return plain(as_fields(entries[number])) if number < len(entries) else {}


def _saved(texts: dict[str, str]) -> Fields:
    """What came of saving, for the page."""
    try:
        problems = saving.write_checked(texts)
    except OSError as error:
        return {"problem": str(error)}
    return {"problems": problems, "is_saved": not problems}


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """An entry's form. Posted: with what the rules find and what would change; with `save`, it is written, if the whole
    record has no problem with it."""
    kind, record = _kind(name), the_record()
    number = number_of(record, kind, key)
    if number is None:
        raise Http404(f"There is no entry {key!r} in {kind.file}.")
    schema = EntrySchema(kind)
    data = _data(request, record, kind, number, schema)
    form = EntryForm(schema, data)
    form.is_valid()
    found = entry_findings(record, kind, number, data) if data else []
    context: dict[str, Any] = {
        "form": form,
        "rest": noted(form, ((one.place, one.message) for one in found)),
        "name": name,
        "key": key,
    }
    context |= {"is_new": key == NEW, "shown": SHOWN, "shown_key": data.get("slug") or key}
    texts = saving.changed(list_files(record, kind, number, data)) if not found else {}
    context |= {"diff": saving.diff(texts), "files": sorted(texts), "wrong": len(found)}
    context["message"] = f"{'Add' if key == NEW else 'Amend'} {data.get('slug') or key} in {kind.file}"
    if request.method == "POST" and "save" in request.POST and texts:
        context |= _saved(texts)
    return page(request, "entry", None, context)


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """What taking an entry out of its list changes; posted, it is taken out, unless something still refers to it."""
    kind, record = _kind(name), the_record()
    entries, number = listed(record, kind), number_of(record, kind, key)
    if number is None or number >= len(entries):
        raise Http404(f"There is no entry {key!r} in {kind.file}.")
    texts = list_without(record, kind, number)
    context = {"name": name, "key": key, "title": title_of(entries[number]), "diff": saving.diff(texts)}
    context["message"] = f"Remove {key} from {kind.file}"
    if request.method == "POST":
        context |= _saved(texts)
    return page(request, "delete", None, context)


def _draft_of(record: DeskRecord, slug: str) -> Draft:
    """The draft of an article of the record: the one on the desk, or a new one, without the text."""
    on_desk = next((one for one in drafts.listed() if one.slug == slug), None)
    return on_desk or drafts.put("", plain(as_fields(record.articles[slug])), record)


def _of_article(record: DeskRecord, noun: str, slug: str) -> tuple[str, str] | None:
    """The article that an item of the site is told in, and the step of the desk that has its form."""
    if noun == "articles" and slug in record.articles:
        return slug, "read/#text"
    for article in record.articles.values():
        if noun == "meetings":
            for number, meeting in enumerate(article.meetings):
                if meeting.slug == slug and meeting.title:
                    return article.slug, f"meetings/{number}/"
        elif noun == "positions" and slug.startswith(article.slug):
            for number, position in enumerate(article.positions):
                if any(position_id(article.slug, one) == slug for one in by_side(position)):
                    return article.slug, f"claim/?edit={number}#claim"
    return None


@require_safe
def item(request: HttpRequest, noun: str, slug: str) -> HttpResponse:
    """From a page of the site to the form of what it shows: an entry's, or a step of the article's draft."""
    if noun in KINDS:
        return HttpResponseRedirect(f"/desk/lists/{noun}/{slug}/")
    if codings.coder():
        raise Http404(BLIND)
    record = the_record()
    found = _of_article(record, noun, slug)
    if found is None:
        raise Http404("The record, as it is on the disk, has no such item.")
    return HttpResponseRedirect(f"/desk/{_draft_of(record, found[0]).key}/{found[1]}")
