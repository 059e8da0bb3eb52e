"""Why a page could not be had, or be read. Imports nothing else of the program."""

from enum import Enum


class FailureKind(Enum):
    """What went wrong, in a few words for an editor."""

    MISSING = "the page is not there"
    ADDRESS = "the address is none that may be fetched"
    UNRESOLVED = "the host's name is not known"
    NETWORK = "no connection, or one that broke off"
    TLS = "the certificate or the encryption is not right"
    TIME = "it took too long"
    SERVER = "the server reports a fault of its own"
    REDIRECTS = "it redirects without end"
    REFUSED = "the server refuses programs"
    ROBOTS = "robots.txt asks programs to keep away"
    TOO_LARGE = "it is too large"
    UNREADABLE = "there is no text in it that a program can read"


ANSWERED = frozenset({FailureKind.REFUSED, FailureKind.ROBOTS, FailureKind.TOO_LARGE, FailureKind.UNREADABLE})
"""Kinds in which the server answers, only not with a text for programs: these never make a page *gone*."""
PASSING = frozenset({FailureKind.NETWORK, FailureKind.TIME, FailureKind.SERVER})
"""Kinds that may be over in a moment: worth another try."""


class FetchError(Exception):
    """A page that could not be had. The message is one line for an editor."""

    def __init__(self, kind: FailureKind, detail: str, *, retry_after: float | None = None) -> None:
        super().__init__(f"{kind.value}: {detail}")
        self.kind = kind
        self.retry_after = retry_after
        """Seconds after which the server says it may be asked again; None if it does not say."""
