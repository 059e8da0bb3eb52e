"""Advice to whoever writes an article's file: what is allowed, and yet often a slip. A source that is there already, a
quotation told twice, two meetings that may be one, a meeting with one side only, or about nothing, a publisher spelt
anew.

Pure: reads entries, valid ones, against what the other articles say (`known`). The check prints it beside the problems;
whoever writes a file elsewhere can ask for it before the file is saved.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from timeline.domain import dates
from timeline.domain.folding import fold
from timeline.domain.vocabulary import MeetingKind, MeetingStatus, Side
from timeline.loader.canonical import Telling, is_description, tellings
from timeline.loader.problems import Place
from timeline.loader.schema import ArticleEntry, MeetingEntry

NEAR = timedelta(days=3)
"""Meetings of the same people that begin no further apart may be one."""
ALIKE = 88
"""Similarity in percent from which a publisher may be another one, spelt otherwise."""
TWO_SIDES = frozenset(Side.values)


@dataclass(frozen=True, slots=True)
class Advice:
    """A piece of advice about an article's file: where in it, what, and the other article that it is about, if any."""

    article: str
    place: Place
    message: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Encounter:
    """A meeting as its description dates it: its slug, the article that describes it, the first day, who was there."""

    first: date
    slug: str
    article: str
    people: frozenset[tuple[str, str]]
    """Side and official."""
    part_of: str = ""
    """The meeting that it was a session of."""


@dataclass(frozen=True, slots=True)
class KnownArticles:
    """What articles say, by what advice asks for."""

    urls: Mapping[str, Sequence[str]]
    quotations: Mapping[str, Sequence[str]]
    publishers: Mapping[str, Sequence[str]]
    """The articles of each publisher."""
    spelt: Mapping[str, str]
    """Each publisher, folded."""
    tellings: Mapping[str, Sequence[Telling]]
    encounters: Sequence[Encounter]
    """In order of their first days."""


def known_articles(articles: Iterable[ArticleEntry]) -> KnownArticles:
    """What these articles say."""
    articles = list(articles)
    urls, quotations, publishers = defaultdict(list), defaultdict(list), defaultdict(list)
    told = tellings(articles)
    for article in articles:
        urls[_address(article.url)].append(article.slug)
        publishers[article.publisher].append(article.slug)
        for position in article.positions:
            quotations[fold(position.quote)].append(article.slug)
    met = [
        _encounter(article.slug, meeting, told[meeting.slug])
        for article in articles
        for meeting in article.meetings
        if is_description(meeting)
    ]
    spelt = {name: fold(name) for name in publishers}
    return KnownArticles(urls, quotations, publishers, spelt, told, sorted(met, key=lambda one: (one.first, one.slug)))


def of_article(article: ArticleEntry, known: KnownArticles) -> Iterator[Advice]:
    """The advice about one article, saved or not: what `known` has under its own slug is left aside."""
    for slug in dict.fromkeys(known.urls.get(_address(article.url), ())):
        if slug != article.slug:
            yield Advice(article.slug, ("url",), f"the article {slug!r} has the same address", slug)
    yield from _publisher(article, known)
    for index, position in enumerate(article.positions):
        for slug in dict.fromkeys(known.quotations.get(fold(position.quote), ())):
            if slug != article.slug:
                said = f"the article {slug!r} has the same quotation"
                yield Advice(article.slug, ("positions", index, "quote"), said, slug)
    for index, meeting in enumerate(article.meetings):
        if is_description(meeting):
            yield from _meeting(article.slug, index, meeting, known)


def of_articles(articles: Sequence[ArticleEntry]) -> Iterator[Advice]:
    """The advice about all articles; of two that are alike it is given once, in the later one."""
    known = known_articles(articles)
    for article in articles:
        yield from (one for one in of_article(article, known) if one.other < article.slug)


def _address(url: str) -> str:
    """An address without what does not make it another: scheme, `www.`, a slash at its end, its fragment."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def _publisher(article: ArticleEntry, known: KnownArticles) -> Iterator[Advice]:
    """A publisher of this article alone, spelt nearly as one of others."""
    name = article.publisher
    if any(slug != article.slug for slug in known.publishers.get(name, ())):
        return
    others = {other: folded for other, folded in known.spelt.items() if other != name}
    best = process.extractOne(fold(name), others, scorer=fuzz.ratio, score_cutoff=ALIKE)
    if best is not None:
        yield Advice(article.slug, ("publisher",), f"no other article is by {name!r}; is it {best[2]!r}?")


def _encounter(article: str, meeting: MeetingEntry, told: Iterable[Telling]) -> Encounter:
    people = frozenset((person.side, person.official) for telling in told for person in telling.participants)
    return Encounter(dates.parse(meeting.start).earliest, meeting.slug, article, people, meeting.part_of)


def _meeting(article: str, index: int, meeting: MeetingEntry, known: KnownArticles) -> Iterator[Advice]:
    place = ("meetings", index)
    others = [one for one in known.tellings.get(meeting.slug, ()) if one.article != article]
    mine = Telling(article, index, date.min, True, meeting.issues, meeting.announced, meeting.participants)
    here = _encounter(article, meeting, [mine, *others])
    sides = {side for side, _ in here.people}
    if meeting.status == MeetingStatus.HELD:
        if len(sides) == 1:
            said = f"everybody at the meeting is on one side, {sides.pop()}: who was there for the other?"
            yield Advice(article, (*place, "participants"), said)
        if not meeting.city and meeting.kind != MeetingKind.CALL:
            yield Advice(article, (*place, "slug"), "the meeting has no city: does the source say where it was held?")
        if not any(telling.issues or telling.announced for telling in (mine, *others)):
            yield Advice(article, (*place, "slug"), "the meeting has no issue: what was on the table?")
    yield from _twins(here, place, known)


def _twins(here: Encounter, place: Place, known: KnownArticles) -> Iterator[Advice]:
    """Other meetings that begin within days, with the same people on both sides: they may be the same, unless one is a
    session of the other."""
    start = bisect_left(known.encounters, here.first - NEAR, key=attrgetter("first"))
    end = bisect_right(known.encounters, here.first + NEAR, key=attrgetter("first"))
    for other in known.encounters[start:end]:
        common = here.people & other.people
        if other.slug in {here.slug, here.part_of} or here.slug == other.part_of:
            continue
        if {side for side, _ in common} >= TWO_SIDES:
            names = ", ".join(sorted(official for _, official in common))
            said = f"the meeting {other.slug!r} has {names} too, within days: is it the same?"
            beside = other.article if other.article != here.article else ""
            yield Advice(here.article, (*place, "slug"), said, beside)
