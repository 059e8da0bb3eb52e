"""Which representation an answer takes: the one that `format` names, else the best that Accept allows, else JSON."""

from collections.abc import Iterable
from typing import Any

import orjson
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer

from timeline.api.problems import Refused
from timeline.filters import Problem
from timeline.parameters import nearest

FORMAT = "format"


class JSON(BaseRenderer):
    """JSON in UTF-8."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        """The data as JSON."""
        return orjson.dumps(data)


class Negotiation(DefaultContentNegotiation):
    """As DRF's, but `format` wins over Accept (a link in a page says what it wants, a browser's Accept does not), and a
    format that there is not is named with the nearest one."""

    def select_renderer(self, request: Any, renderers: Iterable[Any], format_suffix: str | None = None) -> Any:
        """The renderer and the media type to answer with.

        Raises Refused for a format that this address has not, NotAcceptable where Accept names none that it has.
        """
        renderers = list(renderers)
        wanted = request.query_params.get(FORMAT)
        if wanted is None:
            return super().select_renderer(request, renderers, format_suffix)
        for renderer in renderers:
            if renderer.format == wanted:
                return renderer, renderer.media_type
        known = [renderer.format for renderer in renderers]
        detail = f"{wanted[:80]!r} is none of {', '.join(known)}"
        raise Refused([Problem(FORMAT, detail, nearest(wanted, known))])
