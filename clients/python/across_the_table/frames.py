"""Items as a table of pandas."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas

DAYS = ("earliest", "latest")
IDENTITIES = ("slug", "id")


def dataframe(items: Iterable[Mapping[str, Any]]) -> pandas.DataFrame:
    """A row for each item, a column for each field. A relation is its slug or id, several are a list of those; lists of
    what is more than a relation (`participants`, `posts`, `authors`) stay as they are, to be exploded. `earliest` and
    `latest` are days; the dates as the sources have them (EDTF) stay text."""
    table = pandas.DataFrame([{name: _cell(value) for name, value in item.items()} for item in items])
    for name in DAYS:
        if name in table:
            table[name] = pandas.to_datetime(table[name])
    return table


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return [_cell(one) for one in value]
    if isinstance(value, dict) and "url" in value:
        return next((value[name] for name in IDENTITIES if name in value), value)
    return value
