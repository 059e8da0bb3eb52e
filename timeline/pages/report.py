"""The link for reporting an error on a page, prefilled with what is needed to find it: the page's URL and title, the
item it is about, and the release."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from timeline.models import Release
from timeline.pages.alternates import PAGE
from timeline.resources import BY_NAME


def link(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """The URL that starts with settings.REPORT_TO (`mailto:…`, or `https://…` of an issue form), completed from the
    page's context; empty if there is no such setting. No query."""
    to: str = settings.REPORT_TO
    if not to:
        return ""
    title, canonical = context.get("title", ""), context.get("canonical", request.path)
    release: Release | None = context["release"]
    item = PAGE.match(canonical)
    subject = f"Error on {title}" if title else "Error"
    lines = [
        "What is wrong, and which source says so:",
        "",
        "",
        f"Page: {request.build_absolute_uri(canonical)}",
        *([f"{BY_NAME[item['resource']].one.capitalize()}: {item['key']}"] if item and item["key"] else []),
        f"Release: {release.hash if release else 'none'}",
    ]
    names = ("subject", "body") if to.startswith("mailto:") else ("title", "body")
    asked = dict(zip(names, (subject, "\n".join(lines)), strict=True))
    return f"{to}{'&' if '?' in to else '?'}{_written(asked)}"


def _written(asked: dict[str, str]) -> str:
    """A query string that mail programs understand too: spaces as %20, line breaks as CRLF."""
    return urlencode({name: text.replace("\n", "\r\n") for name, text in asked.items()}).replace("+", "%20")
