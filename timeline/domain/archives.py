"""Addresses of copies in the Internet Archive. Imports nothing else of the program."""

import re
from datetime import date

SNAPSHOT = re.compile(r"/web/(\d{4})(\d{2})(\d{2})\d*(?:[a-z]{2}_)?/")


def snapshot_day(address: str) -> date | None:
    """The day of which the copy is, as its address has it; None if it has none."""
    found = SNAPSHOT.search(address)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
