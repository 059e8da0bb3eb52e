"""What was corrected in the record, when and why: the corrective changes of its releases."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.filters import parameters
from timeline.pages.changes import lines_of
from timeline.pages.listings import PAGED, page_of
from timeline.pages.render import render_page

PER_PAGE = 100
PATH = "/corrections/"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The corrections, latest release first, PER_PAGE on a page. At most 9 queries."""
    values, problems = parameters.read(PAGED, request.GET)
    rows = selectors.changes.corrections()
    listed = page_of(rows, values.get("page", ""), path=PATH, size=PER_PAGE, problems=problems)
    lines = lines_of(list(listed.page.object_list))
    context = {
        "listing": listed,
        "releases": [(release, list(group)) for release, group in groupby(lines, key=lambda one: one.change.release)],
    }
    above = [("/", "Timeline"), ("/changes/", "What changed")]
    return render_page(
        request, "corrections.html", context, title="Corrections", canonical=listed.canonical, above=above
    )
