"""The release that added an item, for its page."""

from dataclasses import dataclass

from timeline.index.history import HistoryIndex
from timeline.pages.alternates import PAGE


@dataclass(frozen=True, slots=True)
class PageLife:
    """Since which release the item of a page is in the record, and where its last change is told, if there is one."""

    added: str
    changed: str
    url: str


def page_life(told: HistoryIndex, canonical: str) -> PageLife | None:
    """The life of the item at this page's address; None where the page is no item's, or nothing is known."""
    page = PAGE.fullmatch(canonical)
    found = told.life(page["resource"], page["key"]) if page and page["key"] else None
    if found is None or not found.added_in:
        return None
    changed = found.changed_in if found.changed_in and found.changed_in != found.added_in else ""
    return PageLife(found.added_in, changed, f"/changes/#release-{changed or found.added_in}")
