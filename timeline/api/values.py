"""Reads the values that the API's own parameters take: each reader takes the texts given and raises BadValueError."""

import re
from collections.abc import Callable, Iterable

from timeline.domain import dates
from timeline.filters.values import BadValueError, checked_slug, nearest, read_text

LONGEST_CURSOR = 1000
LONGEST_SEED = 40


def whole_number(*, most: int) -> Callable[[list[str]], int]:
    """Reads a whole number from 1 to `most`."""

    def read(texts: list[str]) -> int:
        text = read_text(texts)
        if not re.fullmatch(r"[0-9]{1,10}", text) or not 1 <= int(text) <= most:
            raise BadValueError(f"{text[:80]!r} is no whole number from 1 to {most}")
        return int(text)

    return read


def one_of(known: Iterable[str]) -> Callable[[list[str]], str]:
    """Reads one word of a list."""

    words = tuple(known)

    def read(texts: list[str]) -> str:
        text = read_text(texts)
        if text not in words:
            raise BadValueError(f"{text[:80]!r} is none of {', '.join(words)}", nearest(text, words), words)
        return text

    return read


def read_some_of(known: Iterable[str]) -> Callable[[list[str]], tuple[str, ...]]:
    """Words with commas between, in the order of `known`, each once."""
    words = tuple(known)

    def read(texts: list[str]) -> tuple[str, ...]:
        given = [word.strip() for text in texts for word in text.split(",")]
        for word in given:
            if word not in words:
                raise BadValueError(f"{word[:80]!r} is none of {', '.join(words)}", nearest(word, words), words)
        return tuple(word for word in words if word in given)

    return read


def read_cursor(texts: list[str]) -> str:
    """Reads a cursor."""
    text = read_text(texts)
    if not 1 <= len(text) <= LONGEST_CURSOR:
        raise BadValueError(f"is empty or longer than {LONGEST_CURSOR} characters", "*")
    return text


def read_seed(texts: list[str]) -> str:
    """Reads the seed of a sample."""
    text = read_text(texts)
    if not re.fullmatch(rf"[A-Za-z0-9._-]{{1,{LONGEST_SEED}}}", text):
        raise BadValueError(f"must be 1 to {LONGEST_SEED} letters, digits and `.`, `_`, `-`")
    return text


def read_date(texts: list[str]) -> str:
    """Reads an EDTF date, which may not be blank; it stays as it was given."""
    text = read_text(texts)
    try:
        dates.parse(text)
    except dates.DateError as error:
        raise BadValueError(str(error)) from None
    return text


def read_slugs(texts: list[str]) -> tuple[str, ...]:
    """Reads slugs, repeated or with commas between: each once, in order."""
    return tuple(sorted({checked_slug(word.strip()) for text in texts for word in text.split(",")}))


def one_slug(texts: list[str]) -> str:
    """Reads one slug."""
    return checked_slug(read_text(texts))
