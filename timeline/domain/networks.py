"""A network as data: nodes and edges whose attributes are declared with a type and a meaning. Pure; the API writes
it in the formats of graph software (api/formats/networks.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

type Value = str | int


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of every node or edge: its name, its type and its meaning."""

    name: str
    type: Literal["string", "integer"]
    text: str


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its id, its label in pictures, and its values in the order of the network's attributes."""

    id: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between the nodes with two ids: its weight, and its values in the order of the network's attributes."""

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
