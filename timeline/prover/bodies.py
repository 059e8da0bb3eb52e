"""The body of an answer, decompressed within bounds. Imports failures."""

import zlib
from collections.abc import Iterable

from timeline.prover.failures import FailureKind, FetchError

MOST_BYTES = 30_000_000
"""Of a page, decompressed: the longest scanned documents of the record's publishers are smaller."""
ACCEPTED = "gzip, deflate"
"""What we ask for: the codings that the standard library can take apart a bounded piece at a time."""
GZIP_OR_ZLIB = 47
PIECE = 65_536


def _too_large() -> FetchError:
    return FetchError(FailureKind.TOO_LARGE, f"more than {MOST_BYTES // 1_000_000} MB")


def _bounded(chunks: Iterable[bytes]) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > MOST_BYTES:
            raise _too_large()
    return bytes(body)


def _inflated(chunks: Iterable[bytes]) -> Iterable[bytes]:
    """The chunks decompressed, PIECE bytes at most at a time, whatever a chunk would grow to."""
    inflater = zlib.decompressobj(GZIP_OR_ZLIB)
    for chunk in chunks:
        rest = chunk
        while rest and not inflater.eof:
            yield inflater.decompress(rest, PIECE)
            rest = inflater.unconsumed_tail
    yield inflater.flush(PIECE)


def read(chunks: Iterable[bytes], coding: str) -> bytes:
    """The body, of MOST_BYTES at most after decompression. `coding`: the header Content-Encoding.

    Raises FetchError if it is larger, is damaged, or has a coding that nobody asked for.
    """
    coding = coding.strip().lower()
    if coding in {"", "identity"}:
        return _bounded(chunks)
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchError(FailureKind.UNREADABLE, f"the answer is coded as {coding!r}, which was not asked for")
    try:
        return _bounded(_inflated(chunks))
    except zlib.error as error:
        raise FetchError(FailureKind.NETWORK, f"the compressed answer is damaged ({error})") from error
