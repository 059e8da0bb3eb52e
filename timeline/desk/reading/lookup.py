"""The record as the reader looks things up in it, built once from the lists of the fixtures."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from timeline.desk.reading.names import KnownPerson, KnownPost, NameBook, name_book, name_keys, spelled_names
from timeline.desk.reading.russian import case_forms, stem
from timeline.desk.reading.words import CYRILLIC, listed, phrase, word_key
from timeline.domain import dates
from timeline.domain.dates import Span
from timeline.loader.joint import stated
from timeline.loader.lists import Corpus
from timeline.loader.schema import ArticleEntry, MeetingEntry, OfficialEntry, PlaceEntry, PostEntry

SORTS = frozenset({"agreement", "treaty", "protocol", "memorandum", "measures"})
COMMON = listed(
    "the and for that with not are was were will this from have has had but they their our its his her you which would "
    "should could been must all any more than about into only also there these those such them what when said say to of"
    " in is it on as we be by at an or if do so no united states soviet union russia russian american side sides u s "
    "что как для это его при они был"
)


@dataclass(frozen=True, slots=True)
class KnownMeeting:
    """A meeting of the record, from all the files that tell of it."""

    slug: str
    title: str
    kind: str
    span: Span
    city: str
    heads: frozenset[str]
    people: frozenset[str]
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """PhraseBook of folded, stemmed words, by their first word, the longest first; each with what it names."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]

    def at(self, keys: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
        """How many of these words form the longest known phrase, and what it names; 0 for none."""
        for words, targets in self.by_first.get(keys[0], ()) if keys else ():
            if keys[: len(words)] == words:
                return len(words), targets
        return 0, ()


@dataclass(frozen=True, slots=True)
class RecordLookup:
    """Everything that a text is compared with."""

    names: NameBook
    places: PhraseBook
    countries: Mapping[str, str]
    """The country of each city."""
    terms: PhraseBook
    """What the glossary, the treaties and the issues are called: leads, as `issues/SLUG` and `treaties/SLUG`."""
    issue_words: Mapping[str, Mapping[str, float]]
    """For each word of past statements, how much it speaks for each issue."""
    meetings: Mapping[str, KnownMeeting]
    meetings_of: Mapping[str, tuple[str, ...]]
    """The slugs of each official's meetings."""


def term_key(key: str) -> str:
    """A folded word without its plural ending (English) or case ending (Russian)."""
    if CYRILLIC.search(key):
        return stem(key)
    if key.endswith("ies") and len(key) > 4:
        return f"{key[:-3]}y"
    return key[:-1] if key.endswith("s") and not key.endswith(("ss", "us", "is")) and len(key) > 3 else key


def _phrases(named: Iterable[tuple[str, Iterable[str]]], *, plain: bool = False) -> PhraseBook:
    found: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for name, targets in named:
        keys = phrase(name)
        if keys:
            found[keys if plain else tuple(map(term_key, keys))].update(dict.fromkeys(targets))
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for words, leads in sorted(found.items(), key=lambda one: -len(one[0])):
        by_first[words[0]].append((words, tuple(leads)))
    return PhraseBook({first: tuple(entries) for first, entries in by_first.items()})


def _place_names(places: Iterable[PlaceEntry]) -> Iterable[tuple[str, Iterable[str]]]:
    for place in places:
        for name in (place.name, *place.aliases):
            yield name, [place.name]
            words = phrase(name)
            if CYRILLIC.search(name) and len(words) == 1:
                yield from ((form, [place.name]) for form in case_forms(words[0]))


def _treaty_names(name: str) -> Iterable[str]:
    yield name
    words = name.split()
    if len(words) > 2 and word_key(words[-1]) in SORTS:
        yield " ".join(words[:-1])


def _term_names(corpus: Corpus) -> Iterable[tuple[str, Iterable[str]]]:
    """Each name of an issue, a treaty or a term of the glossary, with the issues and treaties that it leads to."""
    for treaty in corpus.treaties:
        for name in (*_treaty_names(treaty.name), treaty.full_name):
            yield name, [f"treaties/{treaty.slug}"]
    for issue in corpus.issues:
        yield issue.name, [f"issues/{issue.slug}"]
    for term in corpus.glossary:
        leads = [lead for lead in term.leads_to if lead.startswith(("issues/", "treaties/"))]
        if leads:
            yield from ((name, leads) for name in (term.term, *term.forms, *term.russian))


def _merged(entries: Iterable[MeetingEntry]) -> dict[str, KnownMeeting]:
    described: dict[str, MeetingEntry] = {}
    issues: dict[str, dict[str, None]] = defaultdict(dict)
    people: dict[str, dict[str, str]] = defaultdict(dict)
    for entry in entries:
        if entry.start:
            described[entry.slug] = entry
        issues[entry.slug].update(dict.fromkeys(entry.issues))
        people[entry.slug].update({one.official: one.role for one in entry.participants})
    return {
        slug: KnownMeeting(
            slug,
            entry.title,
            entry.kind,
            dates.span(entry.start, entry.end),
            entry.city,
            frozenset(one for one, role in people[slug].items() if role == "head"),
            frozenset(people[slug]),
            tuple(issues[slug]),
        )
        for slug, entry in described.items()
    }


def _years(corpus: Corpus, meetings: Iterable[KnownMeeting]) -> dict[str, tuple[int, int]]:
    """The first and last year of which the record knows each official."""
    found: dict[str, set[int]] = defaultdict(set)
    for meeting in meetings:
        for slug in meeting.people:
            found[slug].update((meeting.span.earliest.year, meeting.span.latest.year))
    for article in corpus.articles:
        for position, _ in stated(article):
            found[position.holder].add(dates.parse(position.date).earliest.year)
    for official in corpus.officials:
        for post in official.posts:
            found[official.slug].update(dates.parse(day).earliest.year for day in (post.start, post.end) if day)
    return {slug: (min(years), max(years)) for slug, years in found.items() if years}


def _term(post: PostEntry) -> tuple[int, int]:
    """The first and last year of a post, as far as its dates are known."""
    first = dates.parse(post.start).earliest.year if post.start else dates.YEARS[0]
    return first, dates.parse(post.end).latest.year if post.end else first + 20 if post.start else dates.YEARS[1]


def _person(official: OfficialEntry, years: Mapping[str, tuple[int, int]]) -> KnownPerson:
    given = {key for name in spelled_names(official) for key in name_keys(name)[:-1]}
    posts = tuple(KnownPost(frozenset(phrase(post.post)), _term(post)) for post in official.posts)
    return KnownPerson(
        official.slug, official.name, official.side, frozenset(given), posts, years.get(official.slug, (1945, 2050))
    )


def issue_words(articles: Iterable[ArticleEntry]) -> dict[str, dict[str, float]]:
    """How much each word of past statements speaks for each issue: the share of the issue among those it occurs in,
    where that is far above chance."""
    by_word: dict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    for article in articles:
        for position in article.positions:
            totals[position.issue] += 1
            for key in set(map(term_key, phrase(f"{position.quote} {position.summary}"))) - COMMON:
                by_word[key][position.issue] += 1
    everything = sum(totals.values())
    weights: dict[str, dict[str, float]] = {}
    for key, counts in by_word.items():
        among = sum(counts.values())
        strong = {
            issue: math.log(ratio) * min(count, 5) / 5
            for issue, count in counts.items()
            if (ratio := (count / among) / (totals[issue] / everything)) > 2.5 and count > 1 and not key.isdigit()
        }
        if strong:
            weights[key] = strong
    return weights


def record_lookup(corpus: Corpus) -> RecordLookup:
    """The lookup of a record. Takes about a second; build it once."""
    meetings = _merged(entry for article in corpus.articles for entry in article.meetings)
    years = _years(corpus, meetings.values())
    meetings_of: dict[str, list[str]] = defaultdict(list)
    for meeting in meetings.values():
        for slug in meeting.people:
            meetings_of[slug].append(meeting.slug)
    return RecordLookup(
        names=name_book(corpus.officials, {one.slug: _person(one, years) for one in corpus.officials}),
        places=_phrases(_place_names(corpus.places), plain=True),
        countries={place.name: place.country for place in corpus.places},
        terms=_phrases(_term_names(corpus)),
        issue_words=issue_words(corpus.articles),
        meetings=meetings,
        meetings_of={slug: tuple(slugs) for slug, slugs in meetings_of.items()},
    )
