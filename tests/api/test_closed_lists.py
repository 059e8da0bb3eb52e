"""What can have only some values says them all where it is given another."""

import pytest
from django.test import Client

from timeline.domain.vocabulary import MeetingKind, Side, Stance, country_codes


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("meetings/?kind=sumit", set(MeetingKind.values)),
        ("positions/?stance=for", set(Stance.values)),
        ("positions/?side=USA", {*Side.values, *country_codes()}),
        ("meetings/?country=usa", country_codes()),
        ("meetings/?match=sure", {"possible", "certain"}),
        ("meetings/?ordering=name", {"start", "-start", "position_count", "-position_count"}),
        ("articles/?format=pdf", {"json", "csv", "ndjson", "jsonld", "bibtex", "ris", "csl"}),
        ("issues/?fields=id", {"slug", "name", "question"}),
        ("meetings/?expand=country", {"articles", "issues"}),
        ("meetings/?facets=day", {"issue", "official", "year"}),
        ("search/?side=UK", set(Side.values)),
        ("standings/?expand=issue", {"position"}),
        ("meetings/?offical=x", {"official", "issue", "page", "q"}),
    ],
)
def test_a_bad_value_of_a_closed_list_comes_with_the_list(
    db: None, client: Client, query: str, values: set[str]
) -> None:
    [error] = client.get(f"/api/v1/{query}").json()["errors"]

    assert values <= set(error["values"])
    assert len(error["values"]) == len(set(error["values"]))


@pytest.mark.parametrize("query", ["meetings/?page=x", "meetings/?from=never", "meetings/?official=A"])
def test_an_open_one_has_none(db: None, client: Client, query: str) -> None:
    [error] = client.get(f"/api/v1/{query}").json()["errors"]

    assert "values" not in error
