"""Which representation an answer takes: the one that `format` names, else the one that Accept prefers (RFC 9110), else
the first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation

from timeline.api.problems import Refused
from timeline.filters.parameters import Problem
from timeline.filters.values import nearest

FORMAT = "format"
LONGEST_HEADER = 8192
MOST_RANGES = 64
_RANGE = re.compile(r'(?:[^",]|"(?:[^"\\]|\\.)*"?)+')
_PARAMETER = re.compile(r';\s*([^=;\s]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)')
_QUALITY = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One member of an Accept header: what it matches, how much it is wanted (0 refuses), where it stands. Parameters
    other than `q` (a charset, a profile) narrow nothing: no address has two of one type."""

    main: str
    sub: str
    quality: float
    place: int

    @property
    def precision(self) -> int:
        """How closely it names a type: 2 itself, 1 `text/*`, 0 `*/*`."""
        return (self.main != "*") + (self.sub != "*")

    def matches(self, media_type: str) -> bool:
        """Whether a type without parameters falls under it."""
        main, _, sub = media_type.partition("/")
        return self.main in {"*", main} and self.sub in {"*", sub}


def _media_range(text: str, place: int) -> MediaRange:
    head, _, rest = text.partition(";")
    main, _, sub = head.strip().lower().partition("/")
    given = {name.lower(): value.strip() for name, value in _PARAMETER.findall(f";{rest}")}
    quality = given.get("q", "1")
    return MediaRange(main, sub or "*", float(quality) if _QUALITY.fullmatch(quality) else 1.0, place)


def preferred(accept: str, media_types: Sequence[str]) -> str | None:
    """The type that an Accept header wants most: by quality, each type's being that of the closest range it falls
    under; among equals by closeness, then by their order in the header, then by ours. None where it refuses all; the
    first type for an empty header."""
    ranges = [_media_range(text, place) for place, text in enumerate(_RANGE.findall(accept[:LONGEST_HEADER]))]
    ranges = [one for one in ranges[:MOST_RANGES] if one.main]
    if not ranges:
        return media_types[0]
    ranked = []
    for place, media_type in enumerate(media_types):
        matching = [one for one in ranges if one.matches(media_type)]
        best = max(matching, key=lambda one: (one.precision, one.quality), default=None)
        if best and best.quality:
            ranked.append((-best.quality, -best.precision, best.place, place))
    return media_types[min(ranked)[-1]] if ranked else None


class FormatNegotiation(BaseContentNegotiation):
    """`format` wins over Accept (a link in a page says what it wants, a browser's Accept does not); a format that there
    is not is named with the nearest one."""

    def select_parser(self, request: Any, parsers: Iterable[Any]) -> None:
        """None: nothing is sent."""

    def select_renderer(self, request: Any, renderers: Iterable[Any], format_suffix: str | None = None) -> Any:
        """The representation and the media type to answer with.

        Raises Refused for a format that this address has not, NotAcceptable where Accept names none that it has.
        """
        wanted, known = request.query_params.get(FORMAT), list(renderers)
        if wanted is None:
            return _by_accept(request.headers.get("Accept", ""), known)
        for renderer in known:
            if renderer.format == wanted:
                return renderer, renderer.media_type
        names = [renderer.format for renderer in known]
        raise Refused(
            [
                Problem(
                    FORMAT,
                    f"{wanted[:80]!r} is none of {', '.join(names)}",
                    nearest(wanted, names),
                    values=tuple(names),
                )
            ]
        )


def _by_accept(accept: str, known: list[Any]) -> Any:
    chosen = preferred(accept, [renderer.media_type for renderer in known])
    for renderer in known:
        if renderer.media_type == chosen:
            return renderer, chosen
    raise NotAcceptable
