"""Positions as W3C Web Annotations on their sources."""

from timeline.api.formats.base import Item
from timeline.api.formats.nodes import Node, date_of_node, filled, page_of
from timeline.domain import vocabulary
from timeline.domain.vocabulary import Speech


def annotation(item: Item) -> Node:
    """A Web Annotation: our summary of what is said, on the words of the source that say it; and what these words are,
    as schema.org has it."""
    is_direct = item["speech"] == Speech.DIRECT
    return {
        "id": item["html_url"],
        "type": "Annotation",
        "motivation": "classifying",
        "body": _bodies(item),
        "target": {"source": item["article"]["source_url"], "selector": _selector(item)},
        "schema:mainEntity": filled(_quotation(item) if is_direct else _claim(item)),
        "schema:spokenByCharacter": _speaker(item) if is_direct else None,
        "schema:dateCreated": date_of_node(item["date"]),
        "schema:sourceOrganization": _side(item["side"]),
        "schema:recordedAt": item["meeting"] and {"id": page_of(item["meeting"]), "type": "schema:Event"},
        "schema:about": {"id": page_of(item["issue"]), "schema:name": item["issue"]["name"]},
    }


def _selector(item: Item) -> Node:
    """Where in the source the words stand."""
    proof = item["proof"] or {}
    around = {"prefix": proof.get("prefix"), "suffix": proof.get("suffix")}
    return filled({"type": "TextQuoteSelector", "exact": item["quote"], **around})


def _bodies(item: Item) -> list[Node]:
    """What the record says of the words: its summary, its translation, and how it classes them."""
    joint = (vocabulary.JOINT_STATEMENT,) if item["joint"] else ()
    tags = (item["stance"], item["answer"], item["speech"], item["verification"], *joint)
    english = item["translation"] and _text(item["translation"], "describing")
    return [
        {"type": "TextualBody", "value": item["summary"], "format": "text/plain", "language": "en"},
        {"type": "SpecificResource", "source": page_of(item["issue"]), "purpose": "tagging"},
        {"type": "SpecificResource", "source": f"{page_of(item['issue'])}#{item['stance']}", "purpose": "classifying"},
        *({"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in tags),
        *([english] if english else []),
    ]


def _text(words: str, purpose: str) -> Node:
    return {"type": "TextualBody", "value": words, "format": "text/plain", "language": "en", "purpose": purpose}


def _side(code: str) -> Node:
    """On whose behalf a statement was made."""
    return {"type": "schema:Country", "schema:name": vocabulary.country_name(code), "schema:identifier": code}


def _speaker(item: Item) -> Node:
    """Who made the statement; one whom the source does not name has no address."""
    holder = item["holder"]
    return {"id": page_of(holder), "schema:name": holder["name"]} if holder else {"schema:name": item["attributed_to"]}


def _quotation(item: Item) -> Node:
    """Words that are the speaker's own."""
    return {
        "type": "schema:Quotation",
        "schema:text": item["quote"],
        "schema:inLanguage": item["language"],
        "schema:spokenByCharacter": _speaker(item),
        "schema:isPartOf": {"id": item["article"]["source_url"]},
    }


def _claim(item: Item) -> Node:
    """Words of the source for what the speaker said: the publisher's, about the speaker."""
    return {
        "type": "schema:Claim",
        "schema:text": item["quote"],
        "schema:inLanguage": item["language"],
        "schema:author": {"type": "schema:Organization", "schema:name": item["words_of"]},
        "schema:about": _speaker(item),
        "schema:appearance": {"id": item["article"]["source_url"]},
    }
