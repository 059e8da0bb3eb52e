"""The way from a page of the site, served beside the desk, to the form of what it shows."""

import re

from django.http import HttpRequest

ITEM = re.compile(r"/(articles|meetings|positions|issues|negotiations|officials|places|stories|treaties)/([a-z0-9-]+)/")
"""The pages of one item each."""


def edit_link(request: HttpRequest) -> dict[str, str]:
    """Context processor, of the desk's settings alone: `edit_url`, empty where a page shows no item."""
    found = ITEM.fullmatch(request.path)
    return {"edit_url": f"/desk/item/{found[1]}/{found[2]}/" if found else ""}
