"""Whom a reader tells of an error on a page, with what is needed to find it filled in: its address and title, what the
page is about, and the release."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from timeline.models import Release
from timeline.resources import BY_NAME

ITEM = re.compile(rf"/(?P<resource>{'|'.join(BY_NAME)})/(?P<key>[a-z0-9-]+)/")
"""The page of an item of the record."""


def link(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """The address that settings.REPORT_TO begins (`mailto:…`, or `https://…` of a form for issues), filled in
    with what a page's context says of it; empty where none is set. No query."""
    to: str = settings.REPORT_TO
    if not to:
        return ""
    title, canonical = context.get("title", ""), context.get("canonical", request.path)
    release: Release | None = context["release"]
    subject = f"Error on {title}" if title else "Error"
    lines = [
        "What is wrong, and which source says so:",
        "",
        "",
        f"Page: {request.build_absolute_uri(canonical)}",
        *(f"{BY_NAME[item['resource']].one.capitalize()}: {item['key']}" for item in [ITEM.match(canonical)] if item),
        f"Release: {release.hash if release else 'none'}",
    ]
    names = ("subject", "body") if to.startswith("mailto:") else ("title", "body")
    asked = dict(zip(names, (subject, "\n".join(lines)), strict=True))
    return f"{to}{'&' if '?' in to else '?'}{_written(asked)}"


def _written(asked: dict[str, str]) -> str:
    """A query string that programs for mail read too: a space is %20, a line ends as mail's do."""
    return urlencode({name: text.replace("\n", "\r\n") for name, text in asked.items()}).replace("+", "%20")
