"""Agree: how far two coders of a text agree; and what they differ in, settled one by one at the editors' desk."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from timeline.desk.agreement import Difference, agreement
from timeline.desk.codings import coder
from timeline.desk.drafts import CodedTwice, Draft
from timeline.desk.settling import TAKES, label, settle
from timeline.desk.views.common import draft_or_404, page


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A difference on the page: the words, and what each coder has, by `first` and `second`."""

    key: str
    field: str
    quote: str
    options: tuple[tuple[str, str, str], ...]
    """Take, coder's name, label."""
    settled: str


def _shown(draft: Draft, coded: CodedTwice, one: Difference) -> ShownDifference:
    claim = coded.first[one.first] if one.first is not None else coded.second[one.second or 0]
    options = tuple((take, name, label(coded, one, take)) for take, name in zip(TAKES, coded.names, strict=True))
    return ShownDifference(
        one.key, one.field.replace("stance", "answer"), str(claim.get("quote", "")), options,
        draft.settled.get(one.key, ""),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, key: str) -> HttpResponse:
    """The measures and the differences; posted, one difference is settled (not at a blind coder's desk, which writes
    nothing that is published)."""
    draft = draft_or_404(key)
    coded = draft.coded_twice
    if coded is None:
        return page(request, "agree", draft, {})
    found = agreement(coded)
    if request.method == "POST" and not coder():
        for number, one in enumerate(found.differences):
            if one.key == request.POST.get("key") and request.POST.get("take") in TAKES:
                settle(draft, coded, one, request.POST["take"])
                return HttpResponseRedirect(f"/desk/{key}/agree/#difference-{number}")
    context = {
        "names": coded.names,
        "found": found,
        "differences": [_shown(draft, coded, one) for one in found.differences],
        "left": sum(one.key not in draft.settled for one in found.differences),
        "brought": sorted(draft.brought),
        "counts": (len(coded.first), len(coded.second)),
    }
    return page(request, "agree", draft, context)
