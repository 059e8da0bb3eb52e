"""The releases that added and last changed an item, for its page."""

from dataclasses import dataclass

from timeline.index.history import HistoryIndex
from timeline.pages.alternates import PAGE


@dataclass(frozen=True, slots=True)
class PageLife:
    """The releases that added and last changed (or empty) a page's item, and the URL of the later one."""

    added: str
    changed: str
    url: str


def page_life(told: HistoryIndex, canonical: str) -> PageLife | None:
    """The PageLife of the item at this canonical URL; None if it is not an item's page, or nothing is known."""
    page = PAGE.fullmatch(canonical)
    found = told.life(page["resource"], page["key"]) if page and page["key"] else None
    if found is None or not found.added_in:
        return None
    changed = found.changed_in if found.changed_in and found.changed_in != found.added_in else ""
    return PageLife(found.added_in, changed, f"/changes/#release-{changed or found.added_in}")
