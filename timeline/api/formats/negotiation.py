"""Which representation an answer takes: the one that `format` names, else the one that Accept allows, else JSON."""

from collections.abc import Iterable
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation

from timeline.api.problems import Refused
from timeline.filters.fields import nearest
from timeline.filters.filtersets import Problem

FORMAT = "format"


class FormatNegotiation(DefaultContentNegotiation):
    """As DRF's, but `format` wins over Accept (a link in a page says what it wants, a browser's Accept does not), and a
    format that there is not is named with the nearest one."""

    def select_renderer(self, request: Any, renderers: Iterable[Any], format_suffix: str | None = None) -> Any:
        """The representation and the media type to answer with.

        Raises Refused for a format that this address has not, NotAcceptable where Accept names none that it has.
        """
        wanted, known = request.query_params.get(FORMAT), list(renderers)
        if wanted is None:
            return super().select_renderer(request, known, format_suffix)
        for renderer in known:
            if renderer.format == wanted:
                return renderer, renderer.media_type
        names = [renderer.format for renderer in known]
        raise Refused([Problem(FORMAT, f"{wanted[:80]!r} is none of {', '.join(names)}", nearest(wanted, names))])
