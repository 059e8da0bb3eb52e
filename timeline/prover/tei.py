"""The text of a TEI document: of the whole file, or of one document in it by its `xml:id`, as the Office of the
Historian publishes its volumes (https://github.com/HistoryAtState/frus). Imports page_text."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from timeline.prover.page_text import PageMetadata, PageText, of_bytes

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BLOCKS = frozenset(
    {"p", "head", "item", "div", "list", "row", "cell", "lb", "pb", "opener", "closer", "dateline", "lg"}
)
"""Elements before and after which words do not run on."""


def parsed(body: bytes) -> etree._Element:
    """The file's root. No entity, no DTD and nothing of the network is loaded. Raises lxml.etree.XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    return etree.fromstring(body, parser)


def _words(element: etree._Element) -> Iterator[str]:
    name = element.tag.removeprefix(TEI) if isinstance(element.tag, str) else ""
    if name in BLOCKS:
        yield "\n"
    if name:
        yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""
    if name in BLOCKS:
        yield "\n"


def _without_notes(element: etree._Element) -> etree._Element:
    """A copy without footnotes, which stand in the midst of the sentences that they belong to."""
    copy = deepcopy(element)
    copy.tail = None
    for note in list(copy.iter(f"{TEI}note")):
        tail, before, parent = note.tail or "", note.getprevious(), note.getparent()
        if parent is None:
            continue
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        parent.remove(note)
    return copy


def read(body: bytes, *, document: str = "") -> PageText:
    """The text without its footnotes, then with them. `document`: the `xml:id` of one document (`d12`).

    Raises KeyError if there is no such document, lxml.etree.XMLSyntaxError if the file is no XML.
    """
    return of_document(parsed(body), body, document)


def of_document(root: etree._Element, body: bytes, document: str) -> PageText:
    """As `read`, of a file that is parsed already. Raises KeyError if there is no such document."""
    found = root if not document else next((one for one in root.iter(f"{TEI}div") if one.get(ID) == document), None)
    if found is None:
        raise KeyError(document)
    texts = ("".join(_words(one)) for one in (_without_notes(found), found))
    head = next(found.iter(f"{TEI}head" if document else f"{TEI}title"), None)
    title = " ".join("".join(_words(_without_notes(head))).split()) if head is not None else ""
    return of_bytes(body, "tei", texts, PageMetadata(title=title, language=root.get(LANG) or ""))
