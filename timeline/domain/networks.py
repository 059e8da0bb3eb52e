"""A network as data: nodes and edges whose attributes are declared with a type and a meaning. Pure; the API writes it
in the formats of graph programs (api/formats/networks.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

type Value = str | int


@dataclass(frozen=True, slots=True)
class Attribute:
    """A name that every node or edge has a value under, of which type, and what it says."""

    name: str
    type: Literal["string", "integer"]
    text: str


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its id, what a picture writes beside it, its values in the order of the network's attributes."""

    id: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between the nodes of two ids, its weight, its values in the order of the network's attributes."""

    source: str
    target: str
    weight: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """An undirected network; several edges may join the same two nodes."""

    title: str
    node_attributes: tuple[Attribute, ...]
    edge_attributes: tuple[Attribute, ...]
    nodes: Sequence[Node]
    edges: Sequence[Edge]
