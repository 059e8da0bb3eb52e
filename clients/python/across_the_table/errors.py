"""What can go wrong, as exceptions."""

import json
from http import HTTPStatus
from typing import Any

import httpx

from across_the_table.types import Note


class RecordError(Exception):
    """Everything that this package raises of its own; what the network does wrong is httpx's."""


class RecordChangedError(RecordError):
    """A new release was loaded while a list was read: its parts are of two records. Read it again."""


class ProblemError(RecordError):
    """The API refused, in its own words (RFC 9457). `errors` has every parameter that it could not read, each with the
    nearest that there is; `document` is the whole answer, empty where it was none of the API's."""

    def __init__(self, status: int, document: dict[str, Any], *, reason: str = "") -> None:
        self.status, self.document = status, document
        self.title: str = document.get("title", reason)
        self.detail: str = document.get("detail", "")
        self.errors: list[Note] = document.get("errors", [])
        super().__init__(f"{status} {self.title}" + (f": {self.detail}" if self.detail else ""))


class NotFoundError(ProblemError):
    """There is no such item, page or release (404)."""


class GoneError(ProblemError):
    """The item was withdrawn (410). `replaced_by` is the address in the API of what stands in its place, or None."""

    @property
    def replaced_by(self) -> str | None:
        """Where what took its place is."""
        successor = self.document.get("replaced_by")
        return successor["url"] if successor else None


BY_STATUS: dict[int, type[ProblemError]] = {HTTPStatus.NOT_FOUND: NotFoundError, HTTPStatus.GONE: GoneError}


def problem(response: httpx.Response) -> ProblemError:
    """The exception for an answer that is an error."""
    try:
        document = response.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        document = {}
    kind = BY_STATUS.get(response.status_code, ProblemError)
    return kind(response.status_code, document if isinstance(document, dict) else {}, reason=response.reason_phrase)
