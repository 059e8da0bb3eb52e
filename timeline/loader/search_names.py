"""What entries are called in the search texts of others: names, aliases, the glossary's terms, sides and cities.

Pure: no queries, no clock.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from timeline.domain.folding import city_slug
from timeline.domain.vocabulary import SOVIET_UNION_ENDED, country_name
from timeline.loader import schema
from timeline.loader.lists import Corpus


class SearchNames:
    """The names of entries in the search texts of others, including those of glossary terms whose first lead is the
    entry (for issues and negotiations the term, its proper names and its Russian names). A negotiation also has its
    treaties' names, a city those given in its list and the glossary."""

    def __init__(self, corpus: Corpus) -> None:
        terms = _terms_by_lead(corpus.glossary)

        def called(kind: str, entry: schema.IssueEntry | schema.NegotiationEntry) -> str:
            return " ".join((entry.name, *(_proper_names(term) for term in terms[f"{kind}/{entry.slug}"])))

        self.issues = {issue.slug: called("issues", issue) for issue in corpus.issues}
        self.talks = {one.slug: one.name for one in corpus.negotiations}
        self.negotiations = {one.slug: called("negotiations", one) for one in corpus.negotiations}
        self.officials = {official.slug: official_names(official) for official in corpus.officials}
        self.treaties = {one.slug: " ".join(map(_all_names, terms[f"treaties/{one.slug}"])) for one in corpus.treaties}
        self.cities = {
            city.name: " ".join((*city.aliases, *map(_proper_names, terms[f"places/{city_slug(city.name)}"])))
            for city in corpus.places
        }
        self.meetings = {
            meeting.slug: f"{meeting.title} {meeting.city}"
            for article in corpus.articles
            for meeting in article.meetings
            if meeting.title
        }

    def city(self, city: str) -> str:
        """A city's other names, from its list and the glossary."""
        return self.cities.get(city, "")


def _terms_by_lead(glossary: Iterable[schema.TermEntry]) -> dict[str, list[schema.TermEntry]]:
    """The terms whose first lead is each entry, but narrow ones: a text on the entry need not hold them. For a
    negotiation also those that lead first to a treaty or another."""
    terms: dict[str, list[schema.TermEntry]] = defaultdict(list)
    for term in (one for one in glossary if not one.narrow):
        kinds = [lead.partition("/")[0] for lead in term.leads_to]
        for place, lead in enumerate(term.leads_to):
            if place == 0 or (kinds[place] == "negotiations" and kinds[0] in {"treaties", "negotiations"}):
                terms[lead].append(term)
    return terms


def _all_names(term: schema.TermEntry) -> str:
    """Every name of a term."""
    return " ".join((term.term, *term.forms, *term.russian))


def _proper_names(term: schema.TermEntry) -> str:
    """A term's names other than common nouns: the term itself, its capitalized forms, its Russian names."""
    return " ".join((term.term, *(form for form in term.forms if form != form.lower()), *term.russian))


def side_names(sides: Iterable[str], day: date) -> str:
    """What the sides are called on a day: Russia or the Soviet Union, the United States, a third party."""
    said = {"US": "United States US America American", "RU": "Russia Russian"}
    soviet = "Soviet Union Soviets USSR" if day <= SOVIET_UNION_ENDED else ""
    return " ".join(f"{said.get(side, country_name(side))} {soviet if side == 'RU' else ''}" for side in sides)


def official_names(official: schema.OfficialEntry) -> str:
    """All names of an official."""
    return " ".join((official.name, official.family_name, official.native_name, *official.aliases))
