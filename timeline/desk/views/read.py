"""Read: the facts of the article, the text with what was found in it, each to be taken or left; and new officials."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from timeline.desk import claims
from timeline.desk.drafts import Draft, Fields
from timeline.desk.findings import at, findings
from timeline.desk.forms import FactsForm, OfficialForm, noted
from timeline.desk.intake import IntakeError, taken_source
from timeline.desk.marking import groups, marked, taken
from timeline.desk.record import DeskRecord, the_record
from timeline.desk.views.common import draft_or_404, page
from timeline.domain import dates
from timeline.domain.folding import fold

FACTS = tuple(FactsForm.base_fields)


def _shown(draft: Draft) -> Fields:
    """The facts as the form shows them."""
    facts = {name: draft.article.get(name, "") for name in FACTS}
    return {**facts, "authors": "; ".join(draft.article.get("authors", []))}


def _form(draft: Draft, record: DeskRecord) -> FactsForm:
    """The facts, each with the problems that the rules find in it."""
    form = FactsForm(_shown(draft))
    form.is_valid()
    noted(form, [one for name in FACTS for one in _problems(draft, record, name)])
    return form


def _problems(draft: Draft, record: DeskRecord, name: str) -> list[tuple[tuple[str | int, ...], str]]:
    return [((name, *rest), words) for rest, words in at(findings(draft, record), name)]


def _stored(request: HttpRequest, draft: Draft, record: DeskRecord) -> str:
    """Take over the posted facts and verdicts; a message if the day of publication is none, so that the old one
    stays."""
    posted = {name: " ".join(request.POST.get(name, "").split()) for name in FACTS}
    authors = [one.strip() for one in posted.pop("authors").split(";") if one.strip()]
    published, problem = posted["published"], ""
    try:
        dates.parse(published)
    except dates.DateError as error:
        posted["published"], problem = str(draft.article["published"]), str(error)
    before = draft.dated, draft.article.get("language")
    draft.article.update(posted, authors=authors)
    if before != (draft.dated, draft.article["language"]):
        draft.read_again(record)
    for name, value in request.POST.items():
        if name.startswith("take:") and value in {"yes", "no"}:
            draft.verdicts[name.removeprefix("take:")] = value == "yes"
    return problem


@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, key: str) -> HttpResponse:
    """The text as read; posted, the facts and verdicts are kept."""
    draft, record = draft_or_404(key), the_record()
    problem = ""
    if request.method == "POST":
        problem = _stored(request, draft, record)
        if not problem:
            return HttpResponseRedirect(f"/desk/{key}/{'meetings' if 'next' in request.POST else 'read'}/")
    return _page(request, draft, record, problem)


@require_POST
def give_text(request: HttpRequest, key: str) -> HttpResponse:
    """The draft gets its text, pasted or from a file, and with it the proofs of its claims."""
    draft, record = draft_or_404(key), the_record()
    try:
        source = taken_source(request.FILES.get("file"), request.POST.get("text", ""))
    except IntakeError as error:
        return _page(request, draft, record, str(error))
    draft.text = source.text
    draft.read_again(record)
    claims.prove_all(draft)
    return HttpResponseRedirect(f"/desk/{key}/claim/#claims")


def _page(request: HttpRequest, draft: Draft, record: DeskRecord, problem: str) -> HttpResponse:
    context = {
        "form": _form(draft, record),
        "problem": problem,
        "marked": marked(draft),
        "groups": groups(draft, record),
        "quotations": draft.reading.quotations,
        "people": [(name, OfficialForm(initial=_official(name))) for name in taken(draft, "person")],
        "added": draft.officials,
    }
    return page(request, "read", draft, context)


def _official(name: str) -> Fields:
    latin = fold(name).split()
    is_russian = not name.isascii()
    return {
        "slug": "-".join(latin),
        "name": " ".join(map(str.capitalize, latin)) if is_russian else name,
        "family_name": latin[-1].capitalize() if is_russian else name.rpartition(" ")[2],
        "native_name": name if is_russian else "",
    }


@require_POST
def add_official(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody is added to the officials, with the draft."""
    draft = draft_or_404(key)
    posted: Fields = {name: " ".join(request.POST.get(name, "").split()) for name in OfficialForm.base_fields}
    post = posted.pop("post")
    if post:
        posted["posts"] = [{"post": post}]
    if posted["slug"]:
        draft.officials = [one for one in draft.officials if one["slug"] != posted["slug"]] + [posted]
        draft.verdicts[f"person:{request.POST.get('found_as', '')}"] = False
    return HttpResponseRedirect(f"/desk/{key}/read/#officials")


@require_POST
def leave_official(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """Somebody who was to be added to the officials is not; where the draft names them, Check says so."""
    draft = draft_or_404(key)
    draft.officials = [one for one in draft.officials if one["slug"] != slug]
    return HttpResponseRedirect(f"/desk/{key}/read/#officials")
