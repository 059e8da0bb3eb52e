"""The record in rdflib and PyLD, as their users ask for it: an address, and nothing else."""

from typing import Any

import pytest
import rdflib
from pyld import jsonld
from pytest_django.live_server_helper import LiveServer
from rdflib.namespace import RDF, SKOS

from tests import make

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own use of it
REAGAN = "officials/ronald-reagan/"
SCHEMA = rdflib.Namespace("https://schema.org/")


@pytest.fixture
def served(transactional_db: None, live_server: LiveServer) -> str:
    make.talks()
    return live_server.url


@pytest.mark.parametrize("given", [{"format": "json-ld"}, {}], ids=["named", "unnamed"])
def test_rdflib_reads_an_address(served: str, given: dict[str, Any]) -> None:
    graph = rdflib.Graph().parse(f"{served}/api/v1/{REAGAN}", **given)

    assert str(graph.value(rdflib.URIRef(f"{served}/{REAGAN}"), SCHEMA.name)) == "Ronald Reagan"


@pytest.mark.parametrize("given", [{"format": "json-ld"}, {}], ids=["named", "unnamed"])
def test_rdflib_reads_a_page_by_its_own_address(served: str, given: dict[str, Any]) -> None:
    """The address that names a thing says what it is, to people and to programs."""
    about = rdflib.URIRef(f"{served}/meetings/1987-12-08-washington-reagan-gorbachev/")
    graph = rdflib.Graph().parse(str(about), **given)

    assert graph.value(about, RDF.type) == SCHEMA.Event
    assert {str(one) for one in graph.objects(about, SCHEMA.attendee)} == {
        f"{served}/officials/{slug}/" for slug in ("ronald-reagan", "mikhail-gorbachev")
    }


def test_pyld_reads_a_page_by_its_own_address(served: str) -> None:
    [expanded] = jsonld.expand(f"{served}/officials/ronald-reagan/")

    assert expanded["@id"] == f"{served}/officials/ronald-reagan/"


def test_a_treaty_has_its_dates_and_its_meeting(served: str) -> None:
    treaty = rdflib.URIRef(f"{served}/treaties/inf-treaty/")
    graph = rdflib.Graph().parse(str(treaty))

    assert str(graph.value(treaty, SCHEMA.legislationDate)) == "1987-12-08"
    assert str(graph.value(treaty, SCHEMA.legislationDateOfApplicability)) == "1988-06-01"
    assert graph.value(treaty, SCHEMA.recordedAt) == rdflib.URIRef(
        f"{served}/meetings/1987-12-08-washington-reagan-gorbachev/"
    )


def test_an_issues_answers_are_concepts_of_its_scheme(served: str) -> None:
    issue = rdflib.URIRef(f"{served}/issues/missile-defense/")
    graph = rdflib.Graph().parse(str(issue))
    answers = {str(graph.value(one, SKOS.prefLabel)) for one in graph.objects(issue, SKOS.hasTopConcept)}

    assert (issue, RDF.type, SKOS.ConceptScheme) in graph
    assert answers == {"limit them", "limit some", "leave them free", "no clear answer"}


def test_an_official_has_a_nationality(served: str) -> None:
    graph = rdflib.Graph().parse(f"{served}/officials/ronald-reagan/")
    nationality = graph.value(rdflib.URIRef(f"{served}/officials/ronald-reagan/"), SCHEMA.nationality)

    assert str(graph.value(nationality, SCHEMA.name)) == "United States"


def test_pyld_reads_an_address(served: str) -> None:
    [expanded] = jsonld.expand(f"{served}/api/v1/{REAGAN}")

    assert expanded["@id"] == f"{served}/{REAGAN}"
    assert expanded["https://schema.org/name"] == [{"@value": "Ronald Reagan"}]
