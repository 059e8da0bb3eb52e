"""Filter values that the record does not have, with the nearest ones that it has. Not in the filters, which only know
the syntax: such a query is valid, and finds nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Model

from timeline.domain import authors
from timeline.domain.folding import name_key
from timeline.domain.vocabulary import ChangeKind
from timeline.filters.exclusions import NOT, positive
from timeline.filters.filtersets import FilterSet
from timeline.filters.parameters import Problem
from timeline.filters.values import nearest, texts
from timeline.index.reference import reference
from timeline.models import Article, Change, Meeting, Release
from timeline.resources import BY_MODEL

NOTHING = "finds nothing"
NOTHING_LEFT_OUT = "leaves out nothing"
LISTED = ("official", "issue", "negotiation", "treaty", "city")
"""The parameters whose values are in the reference lists in memory."""
STORED: Mapping[str, type[Model]] = {"meeting": Meeting, "article": Article}
"""The parameters whose values are looked up in the database: the model whose slugs they are."""
MOST_SUGGESTED = 5
"""Unknown identities of a parameter for which the nearest is looked for."""


@dataclass(frozen=True, slots=True)
class _Given:
    """A parameter in use: its `name`, the name of its filter (`of`), its values, and what an unknown one does."""

    name: str
    of: str
    values: list[str]

    @property
    def effect(self) -> str:
        return NOTHING_LEFT_OUT if self.name.endswith(NOT) else NOTHING


def missing(query: FilterSet, release: Release | None) -> list[Problem]:
    """A problem for each value in the query that the record does not have: slugs, ids, names of cities, publishers and
    authors. No query for what is in the reference lists, once they are read. For each other parameter that is used 1
    query, and 2 more if a value is unknown."""
    given = [_Given(name, positive(name), query.values(name)) for name in query.parameters() if name in query.cleaned]
    return [*_listed(query, given, release), *_stored(query, given), *_names(given)]


def _listed(query: FilterSet, given: Iterable[_Given], release: Release | None) -> Iterator[Problem]:
    asked = [one for one in given if one.of in LISTED]
    if not asked:
        return
    lists = reference(release)
    known: dict[str, Iterable[str]] = {
        "official": lists.people,
        "issue": lists.issues,
        "negotiation": lists.lanes,
        "treaty": [one.key for one in lists.treaties],
    }
    for one in asked:
        if one.of == "city":
            yield from _cities(query, one, lists.columns.cities)
        else:
            yield from unknown_slugs(one.of, one.values, known[one.of], effect=one.effect, parameter=one.name)


def unknown_slugs(
    name: str, slugs: Iterable[str], known: Iterable[str], *, effect: str = NOTHING, parameter: str = ""
) -> list[Problem]:
    """A problem for each unknown slug, with the nearest known one. `parameter`: the parameter's name, if it is not what
    one of them is called."""
    listed = frozenset(known)
    return [
        Problem(
            parameter or name,
            f"no {name} of the record bears the slug {slug[:80]!r}",
            nearest(slug[:80], sorted(listed)),
            effect,
        )
        for slug in slugs
        if slug not in listed
    ]


def _cities(query: FilterSet, given: _Given, cities: Mapping[str, str]) -> list[Problem]:
    hint = r" (a comma of a name is written \,)" if any("," in text for text in texts(query.data, given.name)) else ""
    return [
        Problem(
            given.name,
            f"no meeting of the record was in {city[:80]!r}{hint}",
            cities.get(nearest(name_key(city), cities) or ""),
            effect=given.effect,
        )
        for city in given.values
        if name_key(city) not in cities
    ]


def _stored(query: FilterSet, given: Iterable[_Given]) -> Iterator[Problem]:
    """Identities that nothing bears: of meetings and articles, and of the query's own model."""
    own = BY_MODEL[query.model].identity
    for one in given:
        model = query.model if one.of == own else STORED.get(one.of)
        if model is not None:
            yield from _unborne(one, model)


def _unborne(given: _Given, model: type[Model]) -> Iterator[Problem]:
    """A problem for each identity that no row bears, with what replaced it or else the nearest. At most 3 queries."""
    resource, rows = BY_MODEL[model], model._default_manager.order_by()
    borne = set(rows.filter(**{f"{resource.key}__in": given.values}).values_list(resource.key, flat=True))
    unknown = [one for one in given.values if one not in borne]
    if not unknown:
        return
    gone = Change.objects.filter(noun=resource.name, identity__in=unknown, change=ChangeKind.WITHDRAWN)
    told = gone.order_by("ordinal").values_list("identity", "release__name", "replaced_by")
    withdrawn = {name: (release, other) for name, release, other in told}
    known = list(rows.values_list(resource.key, flat=True)) if set(unknown) - set(withdrawn) else []
    for place, one in enumerate(unknown):
        said = f"no {resource.one} of the record bears the {resource.identity} {one[:120]!r}"
        if one in withdrawn:
            release, successor = withdrawn[one]
            yield Problem(given.name, f"{said}: withdrawn in release {release}", successor or None, given.effect)
        else:
            meant = nearest(one, known) if place < MOST_SUGGESTED else None
            yield Problem(given.name, said, meant, given.effect)


def _publishers() -> dict[str, str]:
    listed = Article.objects.order_by().values_list("publisher", flat=True).distinct()
    return {name_key(name): name for name in listed}


def _authors() -> dict[str, str]:
    texts = Article.objects.exclude(authors="").order_by().values_list("authors", flat=True).distinct()
    people = {author for text in texts for author in authors.read_lines(text)}
    return {name_key(spelt): one.name for one in people for spelt in (one.inverted, one.name)}


BYLINES: Mapping[str, Callable[[], dict[str, str]]] = {"publisher": _publishers, "author": _authors}
"""The parameters whose values are names that articles bear: all that there are, by their keys. 1 query."""


def _names(given: Iterable[_Given]) -> Iterator[Problem]:
    """Names that no article bears. 1 query for each parameter that is used."""
    for one in given:
        if one.of in BYLINES:
            known = BYLINES[one.of]()
            for name in one.values:
                if name_key(name) not in known:
                    said = f"no article of the record has the {one.of} {name[:80]!r}"
                    yield Problem(one.name, said, known.get(nearest(name_key(name), known) or ""), one.effect)
