"""What is kept of officials, issues and negotiations is what SQL says of them."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from timeline.index.totals import TOTALS, totals
from timeline.models import Official, Release


def _in_sql(model: Any, name: str) -> dict[str, Any]:
    rows = model.objects.with_activity().values_list("slug", name)
    return {slug: value.isoformat() if hasattr(value, "isoformat") else value for slug, value in rows if value}


def test_the_record_is_counted_as_sql_counts_it(record: Release) -> None:
    kept = totals(record)

    assert set(kept) == TOTALS
    for model, name in sorted(TOTALS, key=str):
        assert kept[model, name] == _in_sql(model, name), (model, name)


def test_a_release_is_counted_once(talks: make.Talks) -> None:
    totals(talks.release)

    with CaptureQueriesContext(connection) as queries:
        again = totals(talks.release)

    assert again[Official, "meeting_count"]["sergei-ryabkov"] == 2
    assert len(queries) == 0
