"""The names that a query can contain: people in every spelling, issues, negotiations and treaties, cities and
countries, and the glossary's terms, as phrases of folded words. Memoized per release."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import OSA

from timeline.domain.dates import Span
from timeline.domain.folding import city_slug, fold
from timeline.domain.vocabulary import countries_in_russian, country_name, side_capital
from timeline.fulltext import MOST_TERMS, Term
from timeline.models import GlossaryTerm, Issue, Leader, Meeting, Negotiation, Official, Place, Release, Treaty
from timeline.releases import per_release
from timeline.search.language import CYRILLIC, SMALL, russian_stem
from timeline.search.meaning import QueryPart
from timeline.search.stances import Stances, stances

type Phrase = tuple[str, ...]
type Lead = tuple[str, str]

SORTS = frozenset({"agreement", "treaty", "protocol", "memorandum", "measures"})
MOST_APART = 3
"""The most letters by which two spellings of one family name differ."""
LONGEST = 8
"""The most words of a phrase that are looked up."""
CALLED = {"CZ": ("Czechoslovakia",), "GB": ("Britain", "British"), "TR": ("Turkey",)}
"""What texts call countries besides their names of today."""
SHORTEST_COUNTRY = 5
"""Letters of a country's Russian name that is looked up."""
WHATS = {"officials": "person", "places": "place", "kinds": "kind", "sides": "side", "stances": "stance"}


@dataclass(frozen=True, slots=True)
class Names:
    """The phrases, each with the query part that it stands for; their single words, sorted, for spelling correction:
    `words` of names in Latin letters, and `others`; the terms of office of each leader, by slug (`eras`)."""

    phrases: Mapping[Phrase, QueryPart]
    words: tuple[str, ...]
    others: tuple[str, ...]
    eras: Mapping[str, tuple[Span, ...]]
    titles: Mapping[Lead, str]
    """The names of what parts refer to."""
    inflected: Mapping[Phrase, Phrase] = field(default_factory=dict)
    """Russian phrases by their stemmed words."""
    shortened: Mapping[Phrase, Phrase] = field(default_factory=dict)
    """Phrases with small words by their other words."""
    stances: Stances = field(default_factory=Stances)

    def at(self, words: Phrase, *, is_russian: bool = False) -> QueryPart | None:
        """The part that these folded words name, with or without its small words; Russian words (folded from Cyrillic
        letters) match in any grammatical case."""
        stems = tuple(map(stem, words))
        part = self.phrases.get(stems)
        if part is None and not SMALL.intersection((stems[0], stems[-1])):
            part = self.phrases.get(self.shortened.get(_without_small(stems), ()))
        if part is None and is_russian:
            part = self.phrases.get(self.inflected.get(tuple(map(russian_stem, words)), ()))
        return part

    def titled(self, leads: Iterable[Lead]) -> str:
        """The names of some leads in words: Igor Ivanov or Sergei Ivanov."""
        return " or ".join(self.titles.get(lead, lead[1]) for lead in leads)


def stem(word: str) -> str:
    """A folded word without a plural or possessive ending: names are found in singular and plural."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def _without_small(words: Phrase) -> Phrase:
    """A name without the words that people leave out: walk in woods, mutual balanced force reductions."""
    return tuple(word for word in words if word not in SMALL)


class _Book:
    """The phrases under construction."""

    def __init__(self) -> None:
        self.leads: dict[Phrase, list[Lead]] = {}
        self.titles: dict[Lead, str] = {}
        self.labels: dict[Phrase, str] = {}
        self.definitions: dict[Phrase, str] = {}
        self.terms: dict[Phrase, Term] = {}
        """What a text must hold, by the names of narrow terms."""
        self.latin: set[str] = set()
        self.inflected: dict[Phrase, Phrase] = {}
        self.shortened: dict[Phrase, Phrase] = {}

    def add(
        self,
        names: Iterable[str],
        leads: Iterable[Lead],
        *,
        label: str = "",
        definition: str = "",
        term: Term | None = None,
    ) -> None:
        """Make each of the names refer to the leads, in addition to what it referred to before; with a `term`, to the
        texts that hold it."""
        for name in names:
            words = tuple(map(stem, fold(name).split()))[: LONGEST + 4]
            if words:
                if CYRILLIC.search(name):
                    self.inflected.setdefault(tuple(map(russian_stem, fold(name).split())), words)
                else:
                    self.latin.update(words)
                    short = _without_small(words)
                    if 1 < len(short) < len(words):
                        self.shortened.setdefault(short, words)
                found = self.leads.setdefault(words, [])
                found += [lead for lead in leads if lead not in found]
                self._describe(words, label, definition, term)

    def _describe(self, words: Phrase, label: str, definition: str, term: Term | None) -> None:
        """Record what a phrase is called, unless it is called something already."""
        if label:
            self.labels.setdefault(words, label)
        if definition:
            self.definitions.setdefault(words, definition)
        if term is not None:
            self.terms.setdefault(words, term)

    def title(self, lead: Lead, name: str) -> Lead:
        """Record the name of a lead, and return the lead."""
        self.titles[lead] = name
        return lead

    def parts(self) -> Iterator[tuple[Phrase, QueryPart]]:
        """Each phrase with its query part."""
        for words, leads in self.leads.items():
            narrow = self.terms.get(words)
            what = "term" if narrow else WHATS.get(leads[0][0], "topic")
            label = self.labels.get(words) or " or ".join(self.titles.get(lead, lead[1]) for lead in leads[:3])
            scale = 0.8 if what == "person" and len(leads) > 1 else 1.0
            part = QueryPart(what, "", label, tuple(leads), scale=scale, definition=self.definitions.get(words, ""))
            yield words, replace(part, terms=(narrow,)) if narrow else part


def _without_initials(name: str) -> str:
    """A person's name without single letters: John F. Kennedy, John Kennedy."""
    return " ".join(word for word in fold(name).split() if len(word) > 1)


def _people(book: _Book) -> None:
    aliases: dict[int, list[str]] = {}
    for official in Official.objects.order_by("slug").prefetch_related("aliases"):
        lead = book.title(("officials", official.slug), official.name)
        aliases[official.pk] = [alias.name for alias in official.aliases.all()]
        full = [official.name, official.native_name, *aliases[official.pk]]
        book.add([*full, *(_without_initials(name) for name in full if name.isascii())], [lead])
        last = [name.split()[-1] for name in full if name]
        book.add([official.family_name, *(name for name in last if _is_spelling(name, official.family_name))], [lead])


def _is_spelling(name: str, family: str) -> bool:
    """Whether the last word of an alias is a spelling of the family name: in the other alphabet, or slightly different
    (Semyonov, Semenov)."""
    return not name.isascii() or OSA.distance(fold(name), fold(family)) <= MOST_APART


def _without_sort(name: str) -> str:
    """A treaty's name without the type of document: Incidents at Sea Agreement, Incidents at Sea."""
    words = name.split()
    return " ".join(words[:-1]) if len(words) > 2 and fold(words[-1]) in SORTS else name


def _reference(book: _Book) -> None:
    for issue in Issue.objects.order_by("ordinal"):
        book.add([issue.name], [book.title(("issues", issue.slug), issue.name)])
    for treaty in Treaty.objects.order_by("earliest", "slug"):
        book.add(
            [treaty.name, _without_sort(treaty.name), treaty.full_name],
            [book.title(("treaties", treaty.slug), treaty.name)],
        )
    for talks in Negotiation.objects.order_by("ordinal"):
        book.add([talks.name], [book.title(("negotiations", talks.slug), talks.name)])


def _glossary(book: _Book) -> None:
    for term in GlossaryTerm.objects.order_by("slug"):
        book.add(
            term.names,
            term.leads,
            label=term.term if term.narrow else _label(book, term),
            definition=f"{term.term}: {term.definition}",
            term=_held(term) if term.narrow else None,
        )


def _held(term: GlossaryTerm) -> Term:
    """What a text must hold to be about a narrow term: any of its names."""
    listed = dict.fromkeys(tuple(fold(name).split())[:MOST_TERMS] for name in term.names)
    first, *others = (Term(words) for words in listed if words)
    return replace(first, others=tuple(others))


def _label(book: _Book, term: GlossaryTerm) -> str:
    """The label of a term: the name of what it refers to first."""
    first = term.leads[0] if term.leads else ("", "")
    if first[0] == "sides":
        return side_capital(first[1].upper())
    return book.titles.get(first, term.term)


def _places(book: _Book) -> None:
    others = dict(Place.objects.values_list("name", "aliases"))
    for city, country in sorted(set(Meeting.objects.order_by().values_list("city", "country"))):
        if city:
            lead = book.title(("places", city_slug(city)), city)
            book.add([city, *others.get(city, "").splitlines()], [lead], label=city)
        if country and country not in {"US", "RU"}:
            name = country_name(country)
            book.add([name], [book.title(("countries", country), name)], label=name)


def _countries_in_russian(book: _Book) -> None:
    """The countries that the texts name in English: Турция, Turkey. What has a meaning already keeps it; short names
    are mostly another word in some case."""
    for code, russian in sorted(countries_in_russian().items()):
        if len(russian) >= SHORTEST_COUNTRY and tuple(map(stem, fold(russian).split())) not in book.leads:
            first, *others = (Term(tuple(fold(name).split())) for name in (country_name(code), *CALLED.get(code, ())))
            book.add([russian], (), label=country_name(code), term=replace(first, others=tuple(others)))


def _eras() -> dict[str, tuple[Span, ...]]:
    found: dict[str, tuple[Span, ...]] = {}
    for term in Leader.objects.select_related("official").order_by("earliest"):
        span = Span(term.earliest, term.latest or term.earliest.max)
        found[term.official.slug] = (*found.get(term.official.slug, ()), span)
    return found


@per_release
def names(release: Release | None) -> Names:
    """The names of a release. 9 queries the first time, then none."""
    book = _Book()
    _reference(book)
    _glossary(book)
    _places(book)
    _people(book)
    _countries_in_russian(book)
    phrases = dict(book.parts())
    phrases = {
        words: replace(part, what="place") if part.first == "countries" else part for words, part in phrases.items()
    }
    single = {word for words in phrases for word in words if len(word) > 3 and not word.isdigit()}
    latin, others = sorted(single & book.latin), sorted(single - book.latin)
    return Names(
        phrases,
        tuple(latin),
        tuple(others),
        _eras(),
        book.titles,
        book.inflected,
        book.shortened,
        stances(Issue.objects.all()),
    )
