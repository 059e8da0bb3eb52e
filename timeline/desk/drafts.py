"""The drafts on the desk: a source's text and the article that is being made of it. Kept in the process's memory and
nowhere else, for texts never enter the repository; what is saved is the article's file."""

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from timeline.desk.reading import ReadText, read
from timeline.desk.record import DeskRecord
from timeline.loader import untyped, validation
from timeline.loader.quotations import PLAIN_MARKS, SourceText
from timeline.loader.scalars import spaced
from timeline.loader.schema import ArticleEntry, BaseEntry

MOST = 20
"""How many drafts are kept; the oldest goes first."""

type Fields = dict[str, Any]
"""Plain data as the loader reads it from YAML: texts, lists, mappings."""


@dataclass(frozen=True, slots=True)
class CodedTwice:
    """One text as two coders have coded it: their names, and of each, as plain data, the claims, the meetings, and the
    people to be added to the officials."""

    text: str
    names: tuple[str, str]
    first: Sequence[Fields]
    second: Sequence[Fields]
    meetings: tuple[Sequence[Fields], Sequence[Fields]] = ((), ())
    officials: tuple[Sequence[Fields], Sequence[Fields]] = ((), ())


@dataclass(slots=True)
class Draft:
    """A source on the desk."""

    key: str
    text: str
    article: Fields
    """The article's file as plain data, for the loader's rules."""
    reading: ReadText
    verdicts: dict[str, bool] = field(default_factory=dict)
    """By `kind:value`: whether the editor took or left what the reader found."""
    officials: list[Fields] = field(default_factory=list)
    """People to be added to officials.yaml."""
    coded_twice: CodedTwice | None = None
    """The two codings of the text, as they were handed in, if there are two."""
    settled: dict[str, str] = field(default_factory=dict)
    """Whose version was taken, `first` or `second`, by the key of each difference that is settled."""
    brought: set[str] = field(default_factory=set)
    """The slugs of the meetings and new officials that came along with the versions taken."""

    @property
    def slug(self) -> str:
        """The article's slug."""
        return str(self.article.get("slug", ""))

    @property
    def dated(self) -> str:
        """The day against which the text's words are dated: that of writing or, if it is not said, of publication."""
        return _dated(self.article)

    @property
    def meetings(self) -> list[Fields]:
        """The meetings of the article, as plain data."""
        return self.article.setdefault("meetings", [])  # type: ignore[no-any-return]

    @property
    def positions(self) -> list[Fields]:
        """The positions of the article, as plain data."""
        return self.article.setdefault("positions", [])  # type: ignore[no-any-return]

    @property
    def source(self) -> SourceText:
        """The text as quotations are compared with it."""
        printed = spaced(self.text)
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        return SourceText("the text on the desk", digest, printed, printed.translate(PLAIN_MARKS))

    def read_again(self, record: DeskRecord) -> None:
        """Read the text anew, after its day or language has changed."""
        language = str(self.article.get("language", ""))
        self.reading = read(self.text, record.lookup, published=self.dated, language=language)


def _dated(article: Fields) -> str:
    written = str(article.get("written", ""))
    return written if untyped.span(written) else str(article["published"])


_drafts: OrderedDict[str, Draft] = OrderedDict()


def put(text: str, article: Fields, record: DeskRecord) -> Draft:
    """A new draft, read. Raises DateError if the article's day of publication is none."""
    reading = read(text, record.lookup, published=_dated(article), language=str(article.get("language", "")))
    draft = Draft(secrets.token_hex(4), text, article, reading)
    _drafts[draft.key] = draft
    while len(_drafts) > MOST:
        _drafts.popitem(last=False)
    return draft


def get(key: str) -> Draft | None:
    """A draft on the desk; None if there is none of this key."""
    return _drafts.get(key)


def listed() -> list[Draft]:
    """All drafts on the desk, the newest first."""
    return list(reversed(_drafts.values()))


def remove(key: str) -> None:
    """Take a draft off the desk."""
    _drafts.pop(key, None)


def plain(value: Any) -> Any:
    """Plain data without what is empty: as the loader reads it from a file in which that is left out."""
    if isinstance(value, dict):
        kept = {key: plain(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in ("", None) and (item or key in REQUIRED_LISTS)}
    return [plain(item) for item in value] if isinstance(value, list) else value


REQUIRED_LISTS = frozenset({"meetings", "positions"})


def as_fields(entry: BaseEntry) -> Fields:
    """An entry of the record as plain data, by the keys of its file."""

    def value(of: Any) -> Any:
        if isinstance(of, BaseEntry):
            return as_fields(of)
        if isinstance(of, tuple):
            return [value(one) for one in of]
        return str(of).lower() if isinstance(of, bool) else of

    return {key: value(getattr(entry, name)) for name, key in validation.KEY_NAMES[type(entry)].items()}


def article_of(draft: Draft) -> ArticleEntry | None:
    """The article of a draft; None while its file has no valid form."""
    return validation.entry(ArticleEntry, plain({"meetings": [], "positions": [], **draft.article}))[0]
