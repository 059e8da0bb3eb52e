"""The characters of a page's bytes, whatever its server and its own head say of them. Imports nothing else of the
program."""

import codecs
import re
from collections.abc import Iterator
from email.message import Message

from charset_normalizer import from_bytes

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
HEAD = 4096


def _of_header(content_type: str) -> str:
    message = Message()
    message["Content-Type"] = content_type or "text/html"
    return str(message.get_content_charset() or "")


def _candidates(body: bytes, content_type: str) -> Iterator[str]:
    """Encodings to try, most reliable first: bytes that are UTF-8 throughout are hardly ever anything else."""
    yield from (name for mark, name in MARKS if body.startswith(mark))
    yield "utf-8"
    if declared := DECLARED.search(body[:HEAD]):
        yield declared[1].decode("ascii")
    yield _of_header(content_type)


def decode(body: bytes, content_type: str = "") -> str:
    """The text of the bytes: by their mark, as UTF-8, as the page declares, as the server says, or as they look
    (charset-normalizer), the first that fits. Never raises: what fits nothing gets replacement characters."""
    for name in _candidates(body, content_type):
        try:
            return body.decode(codecs.lookup(name).name) if name else _guessed(body)
        except (LookupError, UnicodeError):
            continue
    return _guessed(body)


def _guessed(body: bytes) -> str:
    best = from_bytes(body[:200_000]).best()
    return body.decode(best.encoding if best else "windows-1252", errors="replace")
