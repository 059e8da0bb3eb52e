"""Who codes at this desk, and the codings that were handed in: `VAR_DIR/desk/INITIALS/SLUG.yaml`, in the form of an
article's file, with the people whom the coder would add to the officials under a key of their own.

They are not kept under `fixtures/`: there each statement stands once, as settled, and is published; a second coding is
how the coding is checked. Nor beside the first one in git, where a second coder would have it before their eyes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from timeline.loader import canonical, reading, validation
from timeline.loader.article_files import path_of as article_path
from timeline.loader.scalars import SLUG
from timeline.loader.schema import ArticleEntry, OfficialEntry

INITIALS = re.compile(r"[a-z]{1,8}")
RECORD = "the record"
"""The name of the first coder of what is in the record."""


OFFICIALS = "officials"
"""The key of a coding's file that an article's file does not have."""


@dataclass(frozen=True, slots=True)
class Coding:
    """An article as somebody has coded it, and the people whom they would add to the officials."""

    article: ArticleEntry
    officials: tuple[OfficialEntry, ...] = ()


class HandedInError(Exception):
    """A coding that cannot be handed in; the message says why."""


class _Coder:
    """Who codes at this desk; nobody, if it is the editors' own."""

    initials = ""


def coder() -> str:
    """The initials of who codes blind at this desk; empty at the editors' desk."""
    return _Coder.initials


def code_as(initials: str) -> None:
    """Let this desk be a blind coder's; empty: the editors'. Raises ValueError if these are no initials."""
    lowered = initials.lower()
    if lowered and not INITIALS.fullmatch(lowered):
        raise ValueError(f"{initials!r} are no initials: write one to eight letters a-z")
    _Coder.initials = lowered


def _root() -> Path:
    return Path(settings.VAR_DIR) / "desk"


def _path(initials: str, slug: str) -> Path:
    """Where a coding is. Raises ValueError for what are no initials or no slug."""
    if not INITIALS.fullmatch(initials) or not SLUG.fullmatch(slug):
        raise ValueError(f"{initials!r}, {slug!r}: no coder's article")
    return _root() / initials / f"{slug}.yaml"


def _text(coding: Coding) -> str:
    people = canonical.list_text(OFFICIALS, coding.officials).partition("\n")[2]
    return canonical.article_text(coding.article) + (f"{OFFICIALS}:\n{people}" if coding.officials else "")


def hand_in(coding: Coding) -> Path:
    """Keep this desk's coding of an article, once and for all: after it the coder sees the other's. Raises
    HandedInError if it was handed in before, OSError if it cannot be written."""
    article = coding.article
    path, text = _path(coder(), article.slug), _text(coding)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise HandedInError(f"{article.slug} was handed in already: {path}") from None
    return path


def handed_in() -> list[tuple[str, str]]:
    """Initials and slug of every coding that was handed in, the earliest first."""
    found = [path for path in _root().glob("*/*.yaml") if INITIALS.fullmatch(path.parent.name)]
    return [(path.parent.name, path.stem) for path in sorted(found, key=lambda one: (one.stat().st_mtime, one))]


def _officials(listed: object) -> Sequence[OfficialEntry]:
    """The people in a list, those of valid form."""
    people = listed if isinstance(listed, list) else []
    return [one for each in people if (one := validation.entry(OfficialEntry, each)[0])]


def _coding(path: Path) -> Coding | None:
    """The coding in a file; None if there is none, or of no valid form."""
    document = reading.read(path, path.name) if path.is_file() else None
    data = reading.data(document.node) if document and document.node else None
    if not isinstance(data, dict):
        return None
    article = validation.entry(ArticleEntry, {key: value for key, value in data.items() if key != OFFICIALS})[0]
    return Coding(article, tuple(_officials(data.get(OFFICIALS)))) if article else None


def coding(initials: str, slug: str) -> Coding | None:
    """The coding of an article that somebody handed in; None if there is none. Raises ValueError for what are no
    initials or no slug."""
    return _coding(_path(initials, slug))


def first_coding(slug: str, *, besides: str = "") -> tuple[str, Coding] | None:
    """The first coding of an article and its coder: that of the record, or else the earliest handed in, `besides` one
    coder's; None if there is none."""
    if not SLUG.fullmatch(slug):
        return None
    if found := _coding(article_path(Path(settings.FIXTURES_DIR), slug)):
        return RECORD, found
    for initials, name in handed_in():
        if name == slug and initials != besides and (found := coding(initials, slug)):
            return initials, found
    return None
