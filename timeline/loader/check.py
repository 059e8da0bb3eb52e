"""Checks all fixtures against every rule and reports every problem in one run; gives the record if there are none.

Reads the reference lists, then each article's file once; rules across files come last, and only files with such a
problem are read again, to find its line and column. What must be kept until then is kept packed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any

from timeline.domain.folding import fold
from timeline.loader import (
    cities,
    list_rules,
    mentions,
    plausibility,
    reading,
    rules,
    schema,
    source_checks,
    stories,
    untyped,
    validation,
)
from timeline.loader.identity import codes_by_id
from timeline.loader.lists import LISTS, Corpus, entries_of, slugs_of
from timeline.loader.mentions import Elsewhere, Mention
from timeline.loader.packed import Packed, pack, unpack
from timeline.loader.problems import FileProblem, Finding, Place
from timeline.loader.reading import Data, Document
from timeline.loader.rules import Known
from timeline.loader.source import ARTICLES, article_names, strange_names

type Progress = Callable[[str, int, int], None]
"""Called with the step, how many of its items are done, and how many there are."""


def quiet(_step: str, _done: int, _of: int) -> None:
    """A progress callback that does nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a check: the record if nothing at all is wrong, and the requested problems, by path and line."""

    problems: tuple[FileProblem, ...]
    corpus: Corpus | None


@dataclass(slots=True)
class _Check:
    """The state of a check."""

    root: Path
    found: list[tuple[FileProblem, str]] = field(default_factory=list)
    """Each problem, with the path of the other file that it is about, if any."""
    documents: dict[str, Document] = field(default_factory=dict)
    mentions: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    """The mentions of each meeting, packed."""
    described: set[str] = field(default_factory=set)
    """The meetings about which a file says more than their slug."""
    references: list[tuple[str, Place, str]] = field(default_factory=list)
    """References to meetings that no file read so far describes."""
    guessed_meetings: set[str] = field(default_factory=set)
    newest: dict[str, date] = field(default_factory=dict)
    """For each meeting, the latest possible date of publication of an article that mentions it."""
    signatures: list[tuple[Place, untyped.Mapping]] = field(default_factory=list)
    """The treaties that name the meeting at which they were signed."""
    places: list[tuple[Place, str]] = field(default_factory=list)
    """The cities that the glossary leads to, as slugs, each with its place there."""
    bound: list[tuple[str, Place, str, str, str]] = field(default_factory=list)
    """The statements that lists name, by id, with list, place there and, where they are asked for, issue and stance."""
    positions: dict[str, tuple[str, str]] | None = field(default_factory=dict)
    """Issue and stance of every statement, by id; None if an article cannot be read: they are then incomplete."""

    def report(self, problem: FileProblem, *, other_path: str = "") -> None:
        self.found.append((problem, other_path))

    def report_in(self, document: Document, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.report(reading.located(document, finding))

    def read(self, name: str) -> Document:
        """Read a document and report its problems."""
        document = reading.read(self.root / name, name)
        for problem in document.problems:
            self.report(problem)
        return document

    def again(self, name: str) -> Document:
        """The document, read once more to locate what is found last."""
        if name not in self.documents:
            self.documents[name] = reading.read(self.root / name, name)
        return self.documents[name]

    def group(self, slug: str) -> list[Mention]:
        """What the files say about one meeting, ordered by path."""
        return sorted(map(unpack, self.mentions.get(slug, ())), key=attrgetter("path"))

    def speak(self, slug: str, published: date) -> None:
        """Note that an article mentions a meeting."""
        self.newest[slug] = max(published, self.newest.get(slug, date.min))

    def note_positions(self, article: schema.ArticleEntry | None) -> None:
        """Note the ids of an article's statements; those of an article with problems are unknown."""
        if article is None or self.positions is None:
            self.positions = None
            return
        self.positions.update(codes_by_id(article))

    def refer(self, path: str, place: Place, slug: str) -> None:
        """Note a reference to a meeting."""
        if slug not in self.described:
            self.references.append((path, place, slug))

    def report_elsewhere(self, found: Elsewhere) -> None:
        """Report a finding about two files; it concerns the reader of either."""
        message, finding = found.finding.message, found.finding
        if found.other_path:
            there = reading.located(self.again(found.other_path), Finding(found.other_place, ""))
            message += f" {there.path}:{there.line}:{there.column}"
        here = Finding(finding.place, message, finding.at_key)
        self.report(reading.located(self.again(found.path), here), other_path=found.other_path)

    def problems(self, only: frozenset[str] | None) -> tuple[FileProblem, ...]:
        """The problems in (or about) the named files, without duplicates, ordered by path and line."""
        return tuple(sorted({problem for problem, other in self.found if only is None or only & {problem.path, other}}))


def _check_lists(check: _Check) -> tuple[dict[str, tuple[Any, ...]], Known]:
    documents = {kind.name: check.read(kind.file) for kind in LISTS}
    contents = {name: reading.data(document.node) if document.node else "" for name, document in documents.items()}
    slugs = {name: slugs_of(document, contents[name]) for name, document in documents.items()}
    known = Known(
        slugs["officials"],
        slugs["issues"],
        slugs["negotiations"],
        slugs["treaties"],
        list_rules.years(contents["negotiations"]),
        cities.by_name(contents["places"]) if documents["places"].node is not None else None,
        list_rules.sides(contents["officials"]),
    )
    lists: dict[str, tuple[Any, ...]] = {}
    for kind in LISTS:
        document = documents[kind.name]
        if document.node is not None:
            lists[kind.name], findings = entries_of(kind, contents[kind.name], known)
            check.report_in(document, findings)
    _refer_to_meetings(check, contents)
    return lists, known


def _refer_to_meetings(check: _Check, contents: dict[str, Any]) -> None:
    """Note the meetings and places that the lists refer to, to be looked up once all files are read."""
    for index, item in enumerate(contents["treaties"]):
        if slug := untyped.text(item, "signed_at"):
            check.refer("treaties.yaml", (index, "signed_at"), slug)
            check.signatures += [((index,), item)] if isinstance(item, dict) else []
    for index, item in enumerate(contents["glossary"]):
        for place, lead in untyped.words_of(item, "leads_to"):
            if lead.startswith("meetings/"):
                check.refer("glossary.yaml", (index, *place), lead.removeprefix("meetings/"))
            elif lead.startswith("places/"):
                check.places.append(((index, *place), lead.removeprefix("places/")))
    for name in ("issues", "negotiations"):
        for place, slug in stories.drawn_from(contents[name]):
            check.refer(f"{name}.yaml", place, slug)
    for place, slug in stories.bound(contents["stories"], "meetings"):
        check.refer("stories.yaml", place, slug)
    check.bound += (("stories", place, one, "", "") for place, one in stories.bound(contents["stories"], "positions"))
    check.bound += (("issues", *named) for named in stories.examples(contents["issues"]))


def _check_article(check: _Check, name: str, known: Known) -> schema.ArticleEntry | None:
    document = check.read(name)
    if document.node is None:
        check.guessed_meetings |= document.guessed_slugs
        check.positions = None
        return None
    data = reading.data(document.node)
    article, findings = validation.entry(schema.ArticleEntry, data)
    check.report_in(document, findings)
    check.note_positions(article)
    check.report_in(document, rules.article(data, known, file_stem=Path(name).stem))
    check.report_in(document, plausibility.article(data, known))
    check.report_in(document, source_checks.article(data))
    for place, item in untyped.entries(data, "meetings"):
        check.report_in(document, untyped.below(place, cities.in_known_city(item, known.cities)))
    _note_meetings(check, name, data)
    return article


def _note_meetings(check: _Check, name: str, data: Data) -> None:
    """Note what an article's file says of meetings, and which it refers to."""
    published = plausibility.published(data)
    for mention in mentions.mentions(name, data):
        check.mentions[mention.slug].append(pack(mention))
        check.speak(mention.slug, published)
        if mention.stated:
            check.described.add(mention.slug)
    for place, slug in mentions.meeting_references(data):
        check.refer(name, place, slug)
        check.speak(slug, published)
    for place, slug in mentions.rounds(data):
        check.refer(name, place, slug)


def _implausible(check: _Check, meeting: Mention) -> Iterator[Elsewhere]:
    """What cannot be so of a meeting, by its description."""
    if meeting.slug not in check.guessed_meetings:  # not named in an unreadable file
        yield from plausibility.unreported(meeting, check.newest[meeting.slug])
    whole = meeting.stated.get("part_of", "")
    if whole and (described := mentions.description(check.group(whole))):
        yield from plausibility.session(meeting, described)


def _check_meetings(check: _Check) -> None:
    """Check what the files together say about each meeting, and every reference to a meeting."""
    for slug in check.mentions:
        group = check.group(slug)
        first = mentions.description(group)
        for one in (*mentions.of_one_meeting(group), *(_implausible(check, first) if first else ())):
            check.report_elsewhere(one)
    for place, treaty in check.signatures:
        if first := mentions.description(check.group(untyped.text(treaty, "signed_at"))):
            for one in plausibility.signature(place, treaty, first):
                check.report_elsewhere(one)
    choices = check.described | check.guessed_meetings
    bare = (
        (mention.path, (*mention.place, "slug"), slug)
        for slug in check.mentions
        if slug not in check.described
        for mention in check.group(slug)
    )
    for path, place, slug in (*bare, *check.references):
        if message := mentions.unknown_meeting(slug, choices, choices):
            check.report_elsewhere(Elsewhere(path, Finding(place, message)))


def _check_bound(check: _Check) -> None:
    """The statements that stories and rules of coding name exist: a statement that was changed has another id."""
    if not check.bound or check.positions is None:
        return
    known = frozenset(check.positions)
    for name, place, public_id, issue, stance in check.bound:
        document, found = check.again(f"{name}.yaml"), check.positions.get(public_id, (issue, stance))
        check.report_in(document, rules.reference(place, public_id, known, "position"))
        message = stories.no_example(public_id, found, issue, stance)
        check.report_in(document, [Finding(place, message)] if message else ())


def _check_places(check: _Check) -> None:
    """The glossary leads only to cities that have a meeting."""
    if not check.places:
        return
    met = {mention.stated.get("city", "") for slug in check.described for mention in check.group(slug)}
    cities = frozenset(fold(city).replace(" ", "-") for city in met if city)
    document = check.again("glossary.yaml")
    for place, slug in check.places:
        check.report_in(document, rules.reference(place, slug, cities, "places"))


def _check_names(check: _Check) -> None:
    """Report files that look like articles but would not be read, and a folder without any, which would empty the
    database."""
    for name in strange_names(check.root):
        message = "is not read: an article's file is named after its slug (a-z, 0-9, hyphens) and ends in .yaml"
        check.report(FileProblem(f"{ARTICLES}/{name}", 1, 1, message))
    if not article_names(check.root):
        check.report(FileProblem(ARTICLES, 1, 1, "holds no article"))


def check(root: Path, *, only: frozenset[str] | None = None, progress: Progress = quiet) -> Outcome:
    """Check the fixtures under `root`: everything wrong with them, or the record that they hold.

    `only` limits the report (not the reading) to these files, named relative to the root. Never raises.
    """
    state = _Check(root)
    lists, known = _check_lists(state)
    # Ordered by slug, like the record: a-b.yaml sorts before a.yaml, but a before a-b.
    names = sorted(article_names(root), key=lambda name: name.removesuffix(".yaml"))
    articles = Packed[schema.ArticleEntry]()
    for done, name in enumerate(names, start=1):
        article = _check_article(state, name, known)
        if article is not None:
            articles.append(article)
        progress("check", done, len(names))
    _check_meetings(state)
    _check_places(state)
    _check_bound(state)
    _check_names(state)
    if state.found:
        return Outcome(state.problems(only), None)
    return Outcome((), Corpus(**lists, articles=articles))
