"""Start: a text, a file or an address; or an article of the record, to be edited."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from timeline.desk import codings, drafts, intake
from timeline.desk.codings import Coding
from timeline.desk.drafts import CodedTwice, Draft, Fields, as_fields
from timeline.desk.forms import StartForm
from timeline.desk.intake import TakenSource
from timeline.desk.record import DeskRecord, hold, the_record, without_claims
from timeline.desk.views.common import draft_or_404, page
from timeline.domain.dates import DateError


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The form; posted, a new draft from what it gives. Where only the day is lacking or wrong, the form has the text
    and the facts that were found: nothing is to be chosen or fetched anew."""
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            source = intake.taken_source(request.FILES.get("file"), given["text"], given["url"])
            return HttpResponseRedirect(f"/desk/{_begun(source, given, the_record()).key}/read/")
        except intake.IntakeError as error:
            form.add_error(None, str(error))
        except DateError as error:
            form = StartForm(intake.found(source, given, the_record().publishers))
            form.add_error("published", str(error))
    return _page(request, form)


def _begun(source: TakenSource, given: dict[str, Any], record: DeskRecord) -> Draft:
    """A new draft. Raises DateError if nobody says when the source was published."""
    facts = intake.facts(source, given, record.publishers)
    if not facts["published"]:
        raise DateError("say when it was published: the source does not")
    return drafts.put(source.text, facts, record)


def _page(request: HttpRequest, form: StartForm, **more: Any) -> HttpResponse:
    handed_in = codings.handed_in()
    others = [slug for initials, slug in handed_in if initials != codings.coder()]
    context = {
        "form": form,
        "drafts": drafts.listed(),
        "articles": sorted({*the_record().articles, *(others if codings.coder() else ())}),
        "codings": _comparable(handed_in),
        **more,
    }
    return page(request, "start", None, context)


def _comparable(handed_in: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Slug, first and second coder of each pair of codings that the editors can compare."""
    if codings.coder():
        return []
    firsts = {slug: found[0] for _, slug in handed_in if (found := codings.first_coding(slug))}
    return [(slug, firsts[slug], second) for second, slug in handed_in if slug in firsts and firsts[slug] != second]


def _edited(slug: str, text: str, second: str) -> Draft | None:
    """A draft of an article as first coded; the text may be empty, then nothing can be proven anew. With the coding of
    the `second` coder beside it, if one is named. None if the article is not there."""
    first = codings.first_coding(slug)
    if first is None:
        return None
    draft = drafts.put(intake.tidied(text), drafts.plain(as_fields(first[1].article)), the_record())
    draft.officials = _new_officials(first[1])
    other = codings.coding(second, slug) if second else None
    if other is not None:
        draft.coded_twice = coded_twice(draft.text, first, (second, other))
    return draft


def _new_officials(coding: Coding) -> list[Fields]:
    """The people whom a coder would add and whom the record does not have yet, as plain data."""
    known = the_record().officials
    return [drafts.plain(as_fields(one)) for one in coding.officials if one.slug not in known]


def coded_twice(text: str, first: tuple[str, Coding], second: tuple[str, Coding]) -> CodedTwice:
    """Two codings of a text, each given with its coder's name, side by side."""
    codes = first[1], second[1]
    claims = [drafts.plain([as_fields(one) for one in coding.article.positions]) for coding in codes]
    meetings = [drafts.plain([as_fields(one) for one in coding.article.meetings]) for coding in codes]
    people = _new_officials(codes[0]), _new_officials(codes[1])
    return CodedTwice(text, (first[0], second[0]), claims[0], claims[1], (meetings[0], meetings[1]), people)


def _blind(slug: str, text: str) -> Draft | None:
    """A draft of an article without its claims, which leave the record at this desk too, and with those new officials
    alone who took part in its meetings; None if it is not there."""
    first = codings.first_coding(slug, besides=codings.coder())
    if first is None:
        return None
    hold(without_claims(the_record(), slug))
    article = replace(first[1].article, positions=())
    draft = drafts.put(intake.tidied(text), drafts.plain(as_fields(article)), the_record())
    there = {person.official for meeting in article.meetings for person in meeting.participants}
    draft.officials = [one for one in _new_officials(first[1]) if one["slug"] in there]
    return draft


@require_POST
def edit(request: HttpRequest) -> HttpResponse:
    """An article of the record on the desk, with its text, if given; at a blind coder's desk without its claims, and
    only with its text."""
    slug, text, second = (request.POST.get(name, "").strip() for name in ("slug", "text", "second"))
    if codings.coder() and not text:
        return _page(request, StartForm(), no_text=True)
    try:
        draft = _blind(slug, text) if codings.coder() else _edited(slug, text, second)
    except ValueError:
        draft = None
    if draft is None:
        return _page(request, StartForm(), unknown=slug)
    return HttpResponseRedirect(f"/desk/{draft.key}/{'agree' if draft.coded_twice else 'read'}/")


@require_POST
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """The draft is taken off the desk."""
    drafts.remove(draft_or_404(key).key)
    return HttpResponseRedirect("/desk/")
