"""How the record is made, how far it can be trusted, and how to correct and cite it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline import dossiers
from timeline.pages.sheet import sheet
from timeline.vocabulary import Stance


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """The method, with the numbers of the release at hand."""
    context = {"counts": dossiers.counts(), "stances": Stance.choices}
    return sheet(
        request, "about.html", context, title="About the record", canonical="/about/", above=[("/", "Timeline")]
    )
