"""Networks, read back by networkx as Gephi's and igraph's users would: every attribute is there, with its type."""

import csv
import io
from typing import Any

import networkx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from timeline.api.formats import networks as formats
from timeline.models import Meeting, Official, Position, Release
from timeline.selectors import networks

FACED = {
    ("officials/mikhail-gorbachev", "officials/ronald-reagan"): {"weight": 3, "first_year": 1985, "last_year": 1987},
    ("officials/rose-gottemoeller", "officials/sergei-ryabkov"): {"weight": 1, "first_year": 2013, "last_year": 2013},
}

SIGNS = {"supports": 1, "opposes": -1, "conditional": 0, "unclear": 0}


def read(written: bytes, form: str) -> Any:
    """The graph that networkx reads."""
    return (networkx.read_graphml if form == "graphml" else networkx.read_gexf)(io.BytesIO(written))


def test_counterparts_are_those_on_different_sides_of_a_meeting_that_took_place(talks: make.Talks) -> None:
    found = networks.counterparts(Meeting.objects.all())
    assert {
        (edge.source, edge.target): {"weight": edge.weight, "first_year": edge.values[0], "last_year": edge.values[1]}
        for edge in found.edges
    } == FACED


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_graph_of_counterparts_reads_back_with_its_types(talks: make.Talks, form: str) -> None:
    graph = read(formats.WRITERS[form](networks.counterparts(Meeting.objects.all())), form)
    found = {tuple(sorted(ends)): dict(values) for *ends, values in graph.edges(data=True)}
    assert {ends: {name: values[name] for name in FACED[ends]} for ends, values in found.items()} == FACED
    assert graph.nodes["officials/sergei-ryabkov"] == {"label": "Sergei Ryabkov", "side": "RU"}


def got(path: str) -> Any:
    """The answer at an address under /api/v1/networks/."""
    response = Client().get(f"/api/v1/networks/{path}")
    assert response.status_code == 200, response.content
    return response


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_every_statement_of_somebody_named_is_a_signed_and_dated_edge(talks: make.Talks, form: str) -> None:
    graph = read(got(f"answers/?format={form}").content, form)
    expected = {
        one.public_id: (
            f"officials/{one.holder.slug}",
            f"issues/{one.issue.slug}",
            one.stance,
            SIGNS[one.stance],
            one.date,
        )
        for one in Position.objects.exclude(holder=None).select_related("holder", "issue")
        if one.holder
    }
    assert len(expected) == 6

    found = {
        values["position"]: (*sorted(ends, reverse=True), values["stance"], values["sign"], values["date"])
        for *ends, values in graph.edges(data=True)
    }

    assert found == expected
    assert graph.nodes["issues/missile-defense"]["question"] == "Should missile defences be limited?"
    assert graph.nodes["officials/ronald-reagan"]["kind"] == "official"


def test_the_filters_hold(talks: make.Talks) -> None:
    whole, some = got("counterparts/").json(), got("counterparts/?from=2000").json()

    assert {(edge["source"], edge["target"]) for edge in whole["edges"]} == set(FACED)
    assert [(edge["source"], edge["weight"]) for edge in some["edges"]] == [("officials/rose-gottemoeller", 1)]
    assert [node["label"] for node in some["nodes"]] == ["Rose Gottemoeller", "Sergei Ryabkov"]
    assert {edge["stance"] for edge in got("answers/?stance=opposes").json()["edges"]} == {"opposes"}


def test_the_edges_are_a_table_too(talks: make.Talks) -> None:
    rows = list(csv.DictReader(io.StringIO(got("counterparts/?format=csv").content.decode(), newline="")))

    assert rows[0] == {
        "source": "officials/mikhail-gorbachev",
        "target": "officials/ronald-reagan",
        "weight": "3",
        "first_year": "1985",
        "last_year": "1987",
    }


def test_discourse_network_analyzer_gets_every_statement_in_its_columns(talks: make.Talks) -> None:
    rows = list(csv.DictReader(io.StringIO(got("answers/?format=dna").content.decode(), newline="")))

    assert len(rows) == Position.objects.count()
    assert list(rows[0]) == list(networks.DNA_COLUMNS)
    assert {row["organization"] for row in rows} == {"Washington", "Moscow"}
    assert {row["agreement"] for row in rows} == {"1", "0", "-1", ""}
    one = next(row for row in rows if row["person"] == "Ronald Reagan")
    assert (one["date"], one["concept"]) == ("1986-10-12", "Should missile defences be limited?")


@pytest.mark.parametrize("path", ["counterparts/?stance=maybe", "answers/?page=2", "answers/?format=dot"])
def test_what_makes_no_sense_is_refused(talks: make.Talks, path: str) -> None:
    response = Client().get(f"/api/v1/networks/{path}")

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "most"), [("counterparts/", 3), ("answers/?format=graphml", 2), ("answers/?format=dna", 2)]
)
def test_the_number_of_queries_does_not_grow(record: Release, path: str, most: int) -> None:
    with CaptureQueriesContext(connection) as queries:
        got(path)

    assert len(queries) <= most


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_what_xml_cannot_hold_is_left_out(talks: make.Talks, form: str) -> None:
    Official.objects.filter(slug="ronald-reagan").update(name="Ron\x01ald \x0b<Reagan> & \ufffe")
    Release.objects.update(hash="f" * 64)

    graph = read(got(f"counterparts/?format={form}").content, form)

    assert graph.nodes["officials/ronald-reagan"]["label"] == "Ronald <Reagan> & "
