"""The record in rdflib and PyLD, as their users ask for it: an address, and nothing else."""

from typing import Any

import pytest
import rdflib
from pyld import jsonld
from pytest_django.live_server_helper import LiveServer

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


def test_pyld_reads_an_address(served: str) -> None:
    [expanded] = jsonld.expand(f"{served}/api/v1/{REAGAN}")

    assert expanded["@id"] == f"{served}/{REAGAN}"
    assert expanded["https://schema.org/name"] == [{"@value": "Ronald Reagan"}]
