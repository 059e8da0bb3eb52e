"""What the desk's pages share: the draft of an address, the steps, the rendering."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from timeline.desk import codings, drafts
from timeline.desk.drafts import Draft

BLIND = "Who codes blind sees no claims before their own are handed in."

STEPS = (
    ("read", "Read"),
    ("meetings", "Meetings"),
    ("claim", "Claim"),
    ("agree", "Agree"),
    ("check", "Check"),
    ("save", "Save"),
)


def draft_or_404(key: str) -> Draft:
    """The draft of this key. Raises Http404 if it is not on the desk (any more)."""
    found = drafts.get(key)
    if found is None:
        raise Http404("This draft is not on the desk: drafts are lost when the desk is stopped.")
    return found


def page(request: HttpRequest, step: str, draft: Draft | None, context: dict[str, Any]) -> HttpResponse:
    """A page of the desk."""
    named = [one for one in STEPS if one[0] != "agree" or codings.coder() or (draft and draft.coded_twice)]
    steps = [(f"/desk/{draft.key}/{name}/", label, name == step) for name, label in named] if draft else []
    shared = {"step": step, "steps": steps, "draft": draft, "coder": codings.coder()}
    return render(request, f"desk/{step}.html", {**shared, **context})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is at no address, or a draft that is no longer on the desk."""
    words = str(exception) if request.path.startswith("/desk/") else "There is nothing at this address."
    return render(request, "desk/not_found.html", {"words": words}, status=404)
