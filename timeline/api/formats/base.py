"""What a representation is: items in, bytes out, a piece at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

from timeline.api.resources import ApiResource
from timeline.filters.filtersets import FilterSet
from timeline.models import Release

type Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """What an answer is of: the resource, the release, and where and how it was asked for."""

    resource: ApiResource
    release: Release | None
    base: str
    address: str
    filters: FilterSet | None = None
    fields: tuple[str, ...] = ()
    bom: bool = False

    @property
    def query_string(self) -> str:
        """The filters, canonically."""
        return self.filters.query_string() if self.filters else ""


type Writer = Callable[[Iterable[Item], About], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Representation:
    """A format of answers, as DRF's negotiation wants a renderer.

    `write` is None for JSON alone, which the views write. `bears_fields`: `fields` and `expand` hold for it too; else
    it has a shape of its own, for which it needs the relations in `expand` whole. `newest`: it gives so many items, the
    newest first, where nothing else is asked for, rather than all of them. `suffix` names files.
    """

    format: str
    media_type: str
    suffix: str
    description: str
    write: Writer | None = None
    bears_fields: bool = False
    expand: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    newest: int | None = None
    charset: str | None = "utf-8"

    def attached(self, content: bytes | Iterator[bytes], name: str) -> HttpResponse:
        """A response with the content as a file of this format; an iterator is streamed: a response of any length takes
        the same memory."""
        made: Any = HttpResponse if isinstance(content, bytes) else StreamingHttpResponse
        response: HttpResponse = made(content, content_type=self.content_type)
        response["Content-Disposition"] = f'attachment; filename="{name}.{self.suffix}"'
        return response

    @property
    def content_type(self) -> str:
        """The Content-Type header."""
        return f"{self.media_type}; charset={self.charset}" if self.charset else self.media_type
