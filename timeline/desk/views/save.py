"""Check, see and save."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from timeline.desk import codings, saving, seeing
from timeline.desk.codings import Coding
from timeline.desk.drafts import Draft, article_of
from timeline.desk.findings import advised, findings
from timeline.desk.record import the_record
from timeline.desk.saving import UnsavedError, new_officials
from timeline.desk.views.common import BLIND, draft_or_404, page
from timeline.desk.views.start import coded_twice
from timeline.loader.problems import Place

PAGE = re.compile(r"/(?:[a-z0-9-]+/)*")
"""A page of the site, for a redirect: nothing that leads elsewhere."""


def _where(draft: Draft, place: Place) -> tuple[str, str]:
    """The page on which a finding is mended, and what it is about, in words."""
    match place:
        case ("meetings", int(number), *rest):
            return f"/desk/{draft.key}/meetings/{number}/", " ".join(["meeting", str(number + 1), *map(str, rest)])
        case ("positions", int(number), *rest):
            return f"/desk/{draft.key}/claim/#claim-{number}", " ".join(["claim", str(number + 1), *map(str, rest)])
        case ("officials", *rest):
            return f"/desk/{draft.key}/read/#officials", " ".join(["official", *map(str, rest)])
        case (str(name), *_):
            return f"/desk/{draft.key}/read/#id_{name}", name
    return f"/desk/{draft.key}/read/", "the article"


@require_safe
def check(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that the loader's rules find wrong, and its advice, each with the way to where it is mended."""
    draft, record = draft_or_404(key), the_record()
    context = {
        "found": [(*_where(draft, one.place), one.message) for one in findings(draft, record)],
        "advice": [(*_where(draft, one.place), one.message) for one in advised(draft, record)],
        "has_form": article_of(draft) is not None,
    }
    return page(request, "check", draft, context)


@require_POST
def see(request: HttpRequest, key: str) -> HttpResponse:
    """The page as it will be, served by the site itself from the desk's own database; not for a blind coder."""
    draft = draft_or_404(key)
    if codings.coder():
        raise Http404(BLIND)
    try:
        seeing.load_draft(draft, the_record())
    except UnsavedError as error:
        return page(request, "save", draft, {"problem": str(error)})
    return HttpResponseRedirect(f"/articles/{draft.slug}/")


@require_POST
def show(request: HttpRequest) -> HttpResponse:
    """A page of the site, from the record as it is on the disk now."""
    if codings.coder():
        raise Http404(BLIND)
    seeing.load_record(the_record())
    path = request.POST.get("path", "/")
    return HttpResponseRedirect(path if PAGE.fullmatch(path) else "/")


def _hand_in(request: HttpRequest, draft: Draft) -> HttpResponse:
    article, context = article_of(draft), {}
    if article is None or findings(draft, the_record()):
        context["problem"] = "the draft has problems; see Check"
    elif request.method == "POST":
        coding = Coding(article, new_officials(draft, the_record()))
        try:
            codings.hand_in(coding)
        except (codings.HandedInError, OSError, ValueError) as error:
            context["problem"] = str(error)
        else:
            if first := codings.first_coding(article.slug, besides=codings.coder()):
                draft.coded_twice = coded_twice(draft.text, first, (codings.coder(), coding))
            return HttpResponseRedirect(f"/desk/{draft.key}/agree/")
    return page(request, "hand_in", draft, context)


@require_http_methods(["GET", "POST"])
def save(request: HttpRequest, key: str) -> HttpResponse:
    """What saving changes, and the commit message; posted, the files are written. At a blind coder's desk: what is
    handed in; posted, it is."""
    draft, record = draft_or_404(key), the_record()
    if codings.coder():
        return _hand_in(request, draft)
    try:
        texts = saving.files(draft, record)
        context: dict[str, Any] = {
            "diff": saving.diff(texts),
            "files": sorted(texts),
            "message": saving.message(draft, record),
        }
        if request.method == "POST":
            problems = saving.save(draft, record)
            context |= {"problems": problems, "is_saved": not problems}
    except (UnsavedError, OSError) as error:
        context = {"problem": str(error)}
    return page(request, "save", draft, context)
