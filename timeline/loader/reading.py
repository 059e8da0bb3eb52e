"""Parses files into trees of text: YAML from libyaml's events, every scalar a string with its line and column.

We assign types ourselves (schema.py), so nothing is guessed: `NO` is not false, `2002-02-18` no date, `010` not octal;
nothing else in the record would differ between YAML 1.1 and 1.2. What would be read differently from how it looks is
refused: unquoted text that a comment cuts off (`Bush #1`), and words that mean null (`null`, `~`). libyaml's events
take 0.2 s for the shipped record; ruamel.yaml's round trip takes 3 s. Anchors, aliases and tags are refused as they
come, so no alias bomb is ever expanded. Imports problems and source.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import yaml

from timeline.loader.problems import FileProblem, Finding, Place
from timeline.loader.source import MAX_BYTES

type Data = str | list[Data] | dict[str, Data]

MAX_DEPTH = 10
MAX_PROBLEMS = 100
"""Syntax problems in one file; a file with more is not a serious attempt at an article."""

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
DIRECTIVE = re.compile(r"^%", re.MULTILINE)
COMMENT = re.compile(r"[ \t]+#")
NOTHING = frozenset(
    {"~", "null", "Null", "NULL", "nil", "None", "undefined", "n/a", "N/A", "nan", "NaN", ".nan", ".NaN", ".NAN"}
)
"""What programs write for a missing value: without quotes, nobody means the word itself."""
SLUG_LINE = re.compile(rb"""\bslug:[ \t]*["']?([a-z0-9-]+)""")


@dataclass(slots=True)
class KeyValue:
    """A key of a mapping: its position and its value."""

    line: int
    column: int
    node: YamlNode


@dataclass(slots=True)
class YamlNode:
    """A value as written, and where it starts."""

    line: int
    column: int
    value: str | list[YamlNode] | dict[str, KeyValue]


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read: its tree (None if it cannot be read), its problems, and the slugs it seems to contain."""

    name: str
    node: YamlNode | None
    problems: tuple[FileProblem, ...] = ()
    guessed_slugs: frozenset[str] = frozenset()


class _UnreadableError(Exception):
    """The rest of the file cannot be read; the problem has been noted."""


def data(node: YamlNode) -> Data:
    """The tree without its line and column numbers."""
    if isinstance(node.value, dict):
        return {key: data(entry.node) for key, entry in node.value.items()}
    if isinstance(node.value, list):
        return [data(item) for item in node.value]
    return node.value


def _step(node: YamlNode, step: str | int) -> KeyValue | YamlNode | None:
    if isinstance(node.value, dict) and isinstance(step, str):
        return node.value.get(step)
    if isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def locate(node: YamlNode, place: Place, *, at_key: bool = False) -> tuple[int, int]:
    """Line and column of the value (or its key) at a place; of what would contain it, if nothing is there."""
    here: KeyValue | YamlNode = node
    for step in place:
        below = _step(here.node if isinstance(here, KeyValue) else here, step)
        if below is None:
            at_key = False
            break
        here = below
    if isinstance(here, KeyValue) and not at_key:
        here = here.node
    return here.line, here.column


def located(document: Document, finding: Finding) -> FileProblem:
    """The finding with its line and column; 1:1 if the document has no tree."""
    line, column = locate(document.node, finding.place, at_key=finding.at_key) if document.node else (1, 1)
    return FileProblem(document.name, line, column, finding.message)


def _start(event: yaml.Event) -> tuple[int, int]:
    """Line and column at which the event starts, from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


@dataclass(slots=True)
class _Builder:
    """Builds a tree from events; notes what the record's YAML may not contain."""

    name: str
    text: str
    problems: list[FileProblem] = field(default_factory=list)
    root: YamlNode | None = None
    whole: bool = True
    open: list[YamlNode] = field(default_factory=list)
    keys: list[YamlNode | None] = field(default_factory=list)

    def note(self, place: tuple[int, int], message: str) -> None:
        """Note the problem and read on. Raises _UnreadableError when there are too many."""
        self.problems.append(FileProblem(self.name, *place, message))
        if len(self.problems) >= MAX_PROBLEMS:
            self.fail(place, "more problems than can be listed; the rest of the file was not read")

    def fail(self, place: tuple[int, int], message: str) -> NoReturn:
        """Note the problem and give up on the file. Raises _UnreadableError."""
        self.problems.append(FileProblem(self.name, *place, message))
        raise _UnreadableError

    def feed(self, event: yaml.Event) -> None:
        """Take one event. Raises _UnreadableError if reading on would make no sense."""
        match event:
            case yaml.DocumentStartEvent() if self.root is not None:
                self.fail(_start(event), "a second YAML document starts here; a file holds one")
            case yaml.AliasEvent():
                self.whole = False
                self.note(_start(event), f"alias *{event.anchor}: write the value out; aliases are not read")
                self._put(YamlNode(*_start(event), ""))
            case yaml.ScalarEvent():
                self._refuse_extras(event, event.tag)
                if not event.style:
                    self._refuse_what_misleads(event)
                self._put(YamlNode(*_start(event), event.value))
            case yaml.CollectionStartEvent():
                self._refuse_extras(event, event.tag)
                self._open(YamlNode(*_start(event), {} if isinstance(event, yaml.MappingStartEvent) else []))
            case yaml.CollectionEndEvent():
                self.open.pop()
                self.keys.pop()
            case _:
                pass

    def _refuse_extras(self, event: yaml.NodeEvent, tag: str | None) -> None:
        if event.anchor is not None:
            self.note(_start(event), f"anchor &{event.anchor}: anchors are not read")
        if tag is not None:
            self.note(_start(event), f"tag {tag}: tags are not read")

    def _refuse_what_misleads(self, event: yaml.ScalarEvent) -> None:
        """Note unquoted text that does not mean what it looks like."""
        if event.value in NOTHING:
            message = (
                f"{event.value!r} stands for nothing: leave out what there is not, or quote it if the word is meant"
            )
            self.note(_start(event), message)
        elif event.end_mark and COMMENT.match(self.text, event.end_mark.index):
            whole = "all of it" if not event.value else f"the text after {event.value[-40:]!r}"
            message = f"a # after a space begins a comment, which takes away {whole}: quote the text, or put the "
            self.note(_start(event), f"{message}comment on a line of its own")

    def _open(self, node: YamlNode) -> None:
        if len(self.open) >= MAX_DEPTH:
            self.fail((node.line, node.column), f"nested deeper than {MAX_DEPTH} levels")
        self._put(node)
        self.open.append(node)
        self.keys.append(None)

    def _put(self, node: YamlNode) -> None:
        """Put a finished scalar or an opened collection in its place."""
        if not self.open:
            self.root = node
            return
        parent = self.open[-1].value
        if isinstance(parent, list):
            parent.append(node)
        elif isinstance(parent, dict):
            self._put_in_mapping(parent, node)

    def _put_in_mapping(self, parent: dict[str, KeyValue], node: YamlNode) -> None:
        key = self.keys[-1]
        if key is None:
            if not isinstance(node.value, str):
                self.fail((node.line, node.column), "a key must be a word")
            self.keys[-1] = node
            return
        self.keys[-1] = None
        word = str(key.value)
        if word in parent:
            self.note((key.line, key.column), f"the key {word!r} is given twice; first on line {parent[word].line}")
        else:
            parent[word] = KeyValue(key.line, key.column, node)


def _line_and_column(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _decoded(content: bytes, name: str) -> str | FileProblem:
    """The file's text without its byte order mark, or what is wrong with its characters."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", errors="replace")
        return FileProblem(name, *_line_and_column(before), f"is not UTF-8: byte 0x{content[error.start]:02x}")
    if strange := UNPRINTABLE.search(text):
        message = f"control character U+{ord(strange[0]):04X}"
        return FileProblem(name, *_line_and_column(text[: strange.start()]), message)
    if directive := DIRECTIVE.search(text):
        # libyaml compares each %TAG with all earlier ones: a file full of them would take minutes
        return FileProblem(
            name, *_line_and_column(text[: directive.start()]), "a line begins with %: directives are not read"
        )
    if not text.strip():
        return FileProblem(name, 1, 1, "the file is empty")
    return text


def _not_yaml(name: str, error: yaml.YAMLError) -> FileProblem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be parsed"
    context = getattr(error, "context", None)
    return FileProblem(name, line, column, f"is not YAML: {reason}" + (f", {context}" if context else ""))


def parse(content: bytes, name: str) -> Document:
    """The document in the bytes. Never raises; problems are in the document."""
    slugs = frozenset(slug.decode("ascii") for slug in SLUG_LINE.findall(content))
    text = _decoded(content, name)
    if isinstance(text, FileProblem):
        return Document(name, None, (text,), slugs)
    builder = _Builder(name, text)
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            builder.feed(event)
    except _UnreadableError:
        builder.whole = False
    except yaml.YAMLError as error:
        builder.whole = False
        builder.problems.append(_not_yaml(name, error))
    if builder.root is None and builder.whole:
        builder.problems.append(FileProblem(name, 1, 1, "the file is empty"))
    return Document(name, builder.root if builder.whole else None, tuple(builder.problems), slugs)


def read(path: Path, name: str) -> Document:
    """The document in a file; a file larger than MAX_BYTES is not opened. Never raises."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Document(name, None, (FileProblem(name, 1, 1, "is not a file"),))
        if status.st_size > MAX_BYTES:
            message = f"is too large: {status.st_size:,} bytes, {MAX_BYTES:,} at most"
            return Document(name, None, (FileProblem(name, 1, 1, message),))
        return parse(path.read_bytes(), name)
    except OSError as error:
        return Document(name, None, (FileProblem(name, 1, 1, f"cannot be read: {error.strerror or error}"),))
