"""Networks for the programs that draw and measure them: GraphML (http://graphml.graphdrawing.org/), GEXF 1.2
(https://gexf.net/), JSON, and CSV of the edges. Every attribute is declared with its type, so that none is lost."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from timeline.api.formats.base import Representation
from timeline.api.formats.tables import text_of, written
from timeline.domain.networks import Attribute, Edge, Network, Node

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
GEXF = "http://www.gexf.net/1.2draft"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""
_LABEL = Attribute("label", "string", "name of the official or the issue")
_WEIGHT = Attribute("weight", "integer", "how often")
_TYPES = {"string": "string", "integer": "int"}
"""The attributes' types as GraphML names them."""

REPRESENTATIONS = (
    Representation("json", "application/json", "json", "nodes and edges", charset=None),
    Representation("graphml", "application/graphml+xml", "graphml", "GraphML, for Gephi, networkx, igraph, Cytoscape"),
    Representation("gexf", "application/gexf+xml", "gexf", "GEXF, for Gephi"),
    Representation("csv", "text/csv", "csv", "the edges as a table"),
)
DNA = Representation("dna", "text/csv", "csv", "every statement as Discourse Network Analyzer has them, as a table")


def document(network: Network) -> dict[str, Any]:
    """The network for JSON: `nodes` and `edges`, each an object of its attributes' names."""
    return {
        "title": network.title,
        "nodes": [
            {"id": node.id, "label": node.label, **_named(network.node_attributes, node)} for node in network.nodes
        ],
        "edges": [
            {
                "source": edge.source,
                "target": edge.target,
                "weight": edge.weight,
                **_named(network.edge_attributes, edge),
            }
            for edge in network.edges
        ],
    }


def _named(attributes: Sequence[Attribute], one: Node | Edge) -> dict[str, str | int]:
    return {attribute.name: value for attribute, value in zip(attributes, one.values, strict=True)}


def graphml(network: Network) -> bytes:
    """The network as GraphML."""
    root = Element("graphml", xmlns=GRAPHML)
    for scope, attributes in (
        ("node", (_LABEL, *network.node_attributes)),
        ("edge", (_WEIGHT, *network.edge_attributes)),
    ):
        for place, one in enumerate(attributes):
            named = {"id": f"{scope}{place}", "for": scope, "attr.name": one.name, "attr.type": _TYPES[one.type]}
            SubElement(SubElement(root, "key", named), "desc").text = one.text
    graph = SubElement(root, "graph", id="record", edgedefault="undirected")
    for node in network.nodes:
        _data(SubElement(graph, "node", id=node.id), "node", (node.label, *node.values))
    for place, edge in enumerate(network.edges):
        drawn = SubElement(graph, "edge", id=str(place), source=edge.source, target=edge.target)
        _data(drawn, "edge", (edge.weight, *edge.values))
    return _written(root)


def _data(parent: Element, scope: str, values: Sequence[str | int]) -> None:
    for place, value in enumerate(values):
        SubElement(parent, "data", key=f"{scope}{place}").text = _text(value)


def gexf(network: Network) -> bytes:
    """The network as GEXF, which has words of its own for labels and weights."""
    root = Element("gexf", xmlns=GEXF, version="1.2")
    SubElement(SubElement(root, "meta"), "description").text = _text(network.title)
    graph = SubElement(root, "graph", defaultedgetype="undirected", mode="static")
    for scope, attributes in (("node", network.node_attributes), ("edge", network.edge_attributes)):
        declared = SubElement(graph, "attributes", {"class": scope})
        for place, one in enumerate(attributes):
            SubElement(declared, "attribute", id=str(place), title=one.name, type=one.type)
    nodes = SubElement(graph, "nodes")
    for node in network.nodes:
        _attvalues(SubElement(nodes, "node", id=node.id, label=_text(node.label)), node.values)
    edges = SubElement(graph, "edges")
    for place, edge in enumerate(network.edges):
        ends = {"source": edge.source, "target": edge.target, "weight": str(edge.weight)}
        _attvalues(SubElement(edges, "edge", {"id": str(place), **ends}), edge.values)
    return _written(root)


def _attvalues(parent: Element, values: Sequence[str | int]) -> None:
    held = SubElement(parent, "attvalues")
    for place, value in enumerate(values):
        SubElement(held, "attvalue", {"for": str(place), "value": _text(value)})


def edge_table(network: Network) -> bytes:
    """The edges as CSV: both nodes, the weight, the attributes."""
    columns = ("source", "target", "weight", *(one.name for one in network.edge_attributes))
    return table(columns, ((edge.source, edge.target, edge.weight, *edge.values) for edge in network.edges))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV below the names of their columns."""
    return written([columns, *([text_of(value) for value in row] for row in rows)])


def _text(value: str | int) -> str:
    return _NO_XML.sub("", str(value))


def _written(root: Element) -> bytes:
    whole: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole


WRITERS = {"graphml": graphml, "gexf": gexf, "csv": edge_table}
