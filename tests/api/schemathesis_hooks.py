"""What Schemathesis cannot know, for JSON Schema has no word for it: parameters that bear on each other, values counted
across commas, and texts that only an earlier answer gives. Such questions are left out: they are rightly refused."""

import re
from typing import Any

import schemathesis

MOST_VALUES = 100
MOST_TERMS = 12
NEEDED = {"seed": "sample", "facet_limit": "facets", "facet_order": "facets"}


def _in_order(text: Any) -> bool:
    """Whether the ends of an interval stand in order, surely."""
    first, slash, last = str(text or "").strip().partition("/")
    return not slash or (first[:4].isdigit() and last[:4].isdigit() and first[:4] < last[:4])


@schemathesis.hook
def filter_case(context: Any, case: Any) -> bool:
    """Whether a question's parameters can stand together."""
    given = case.query or {}
    page = str(given.get("page", 1))
    if "fields" in given:  # an answer then has these names alone, not all that the schema requires
        return False
    if any(not _in_order(given.get(name)) for name in ("from", "to", "on")):
        return False
    first, hyphen, last = str(given.get("year", "")).partition("-")
    if hyphen and last < first:
        return False
    if "on" in given and any(name in given for name in ("from", "to", "every")):
        return False
    if "cursor" in given and (given["cursor"] != "*" or (page.isdecimal() and int(page) > 1)):
        return False
    if any(name in given and whole not in given for name, whole in NEEDED.items()):
        return False
    if any(
        isinstance(value, list) and len(",".join(map(str, value)).split(",")) > MOST_VALUES for value in given.values()
    ):
        return False
    # Every mark may part two words of `q`: what has that few surely asks for no more terms than it may.
    if len(re.findall(r"\w+", str(given.get("q", "")))) > MOST_TERMS:
        return False
    # Words have to have one among them: letters of the Latin alphabet and digits surely make one, but OR.
    if str(given.get("q", "")).strip() and not re.search(r"[a-zA-NP-QS-Z0-9]", str(given["q"])):
        return False
    start, end = given.get("from"), given.get("to")
    if isinstance(start, str) and isinstance(end, str) and start and end:
        start, end = start.strip(), end.strip()
        if re.search("[X/]", start + end):
            return False
        start, end = start.rstrip("~?%"), end.rstrip("~?%")
        return start[: len(end)] <= end[: len(start)]
    return True
