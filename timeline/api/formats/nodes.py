"""What all nodes of linked data are made of: dates, and the addresses that name them."""

from typing import Any

from timeline import resources
from timeline.api.formats.base import Item
from timeline.domain import dates

EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
"""The datatype of the Library of Congress, for dates that ISO 8601 has no word for."""
type Node = dict[str, Any]


def filled(node: Node) -> Node:
    """The node without what is empty."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def date_of_node(text: str) -> str | Node:
    """A date as ISO 8601 has it where that says the same; else a literal of the datatype EDTF, as written."""
    return dates.iso(text) or {"@type": EDTF, "@value": text}


def page_of(link: Item) -> str:
    """The page of what a link names: it is the name of its node wherever it stands."""
    return str(link["url"]).replace(resources.ROOT, "/", 1)
