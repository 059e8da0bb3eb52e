"""Where the API's items and their pages are: one table, so that no address is put together anywhere else."""

from django.db import models
from django.http import HttpRequest

from timeline.models import Article, Issue, Meeting, Negotiation, Official, Position, Treaty

ROOT = "/api/v1/"
SCHEMA = f"{ROOT}schema.json"
DOCS = "/api/docs/"

FOLDERS: dict[type[models.Model], str] = {
    Meeting: "meetings",
    Official: "officials",
    Issue: "issues",
    Negotiation: "negotiations",
    Treaty: "treaties",
    Position: "positions",
    Article: "articles",
}


def key_of(model: type[models.Model]) -> str:
    """The column that names a row in its address: `public_id` of a position, `slug` of all else."""
    return "public_id" if model is Position else "slug"


def collection(model: type[models.Model]) -> str:
    """Path of the API's list of a model: `/api/v1/meetings/`."""
    return f"{ROOT}{FOLDERS[model]}/"


def pages(model: type[models.Model]) -> str:
    """Path under which the pages of a model's rows are: `/meetings/`."""
    return f"/{FOLDERS[model]}/"


def base(request: HttpRequest) -> str:
    """Scheme and host that the request was made to: `https://example.org`, no slash at its end.

    Raises DisallowedHost when the host is none of ours.
    """
    return f"{request.scheme}://{request.get_host()}"
