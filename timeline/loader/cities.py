"""The rules for places.yaml, and the rule that every meeting is in one of its cities."""

from collections.abc import Iterator

from timeline.domain.folding import name_key
from timeline.domain.vocabulary import country_codes
from timeline.loader.problems import Finding, did_you_mean
from timeline.loader.reading import Data
from timeline.loader.rules import Known, once
from timeline.loader.untyped import Mapping, text, words_of

type Cities = dict[str, tuple[str, str]]
"""Name and country of each city, by the normalized form of each of its names."""


def city(data: Mapping, _known: Known) -> Iterator[Finding]:
    """A city's names are all different."""
    yield from once([((), text(data, "name")), *words_of(data, "aliases")], "the name")


def by_name(listed: Data) -> Cities:
    """The listed cities."""
    return {
        name_key(name): (text(item, "name"), text(item, "country"))
        for item in (listed if isinstance(listed, list) else ())
        for name in (text(item, "name"), *(alias for _, alias in words_of(item, "aliases")))
    }


def in_known_city(data: Mapping, known: Cities | None) -> Iterator[Finding]:
    """A meeting's city is listed, spelled as in the list, and in the country given there."""
    city, country = text(data, "city"), text(data, "country")
    if not city or known is None:
        return
    name, lies_in = known.get(name_key(city), ("", ""))
    if not name:
        hint = did_you_mean(city, [one for one, _ in known.values()])
        yield Finding(("city",), f"place {city!r} is unknown{hint or '; add it to places.yaml'}")
    elif name != city:
        yield Finding(("city",), f"{city!r} is called {name!r} in places.yaml; write it so")
    elif country in country_codes() and country != lies_in:
        yield Finding(("country",), f"{city!r} lies in {lies_in!r} by places.yaml, not in {country!r}")
