"""The schema of CSL-JSON (CSL 1.0.2), as far as the citations use it: any other property is a bug."""

from typing import Any

import jsonschema

TEXT = {"type": "string", "minLength": 1}
SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id", "title", "issued", "URL"],
        "additionalProperties": False,
        "properties": {
            "id": TEXT,
            "type": {"enum": ["article-newspaper", "document", "report", "speech", "webpage"]},
            "title": TEXT,
            "container-title": TEXT,
            "publisher": TEXT,
            "language": {"type": "string", "pattern": "^[a-z]{2}$"},
            "URL": {"type": "string", "pattern": "^https?://"},
            "note": TEXT,
            "author": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "anyOf": [{"required": ["literal"]}, {"required": ["family"]}],
                    "properties": dict.fromkeys(("literal", "family", "given", "suffix"), TEXT),
                    "additionalProperties": False,
                },
            },
            "issued": {
                "type": "object",
                "required": ["date-parts"],
                "additionalProperties": False,
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 2,
                        "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
                    },
                    "circa": {"type": "boolean"},
                },
            },
        },
    },
}


def validate(document: object) -> None:
    """Raise jsonschema.ValidationError if the document does not match the schema."""
    jsonschema.validate(document, SCHEMA)
