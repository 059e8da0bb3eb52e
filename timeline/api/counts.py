"""Counts of the filtered statements grouped by issue, side, year and the like, up to three at once: the rows of a pivot
table, in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpResponse
from rest_framework.request import Request

from timeline.api import parameters
from timeline.api.formats import JSON
from timeline.api.formats.base import Representation
from timeline.api.formats.tables import text_of, written
from timeline.api.query import of_filters
from timeline.api.record_view import RecordView, accepted, json_response
from timeline.api.resources import POSITIONS
from timeline.filters.filtersets import FilterSet
from timeline.filters.parameters import Parameter
from timeline.models import Release

FIRST = ("issue", "side", "year")
DIMENSIONS = (*FIRST, *(name for name, one in POSITIONS.facets.items() if name not in FIRST and one.relation is None))
"""What statements can be grouped by; the first two are the default."""
MOST_TOGETHER = 3
CSV = Representation("csv", "text/csv", "csv", "the counts as a table")
FORMS = (JSON, CSV)


@dataclass(frozen=True, slots=True)
class CountsQuery:
    """The filters, and the names to group by."""

    filters: FilterSet
    by: tuple[str, ...]


def counted(rows: QuerySet[Any], by: Sequence[str]) -> list[dict[str, Any]]:
    """Each combination of the names' values with its number of rows, ordered by value; a missing value counts under
    null. 1 query."""
    columns = {f"by_{name}": _column(name) for name in by}
    groups = rows.order_by().annotate(**columns).values_list(*columns).annotate(number=Count("pk"))
    in_order = sorted(groups, key=lambda group: [(value is None, value) for value in group])
    return [dict(zip((*by, "count"), group, strict=True)) for group in in_order]


def _column(name: str) -> Combinable:
    column = POSITIONS.facets[name].column
    return F(column) if isinstance(column, str) else column


class CountsView(RecordView):
    """The number of filtered statements, grouped by up to three names."""

    def representations(self) -> Sequence[Representation]:
        """JSON, and a table."""
        return FORMS

    def own(self) -> tuple[Parameter, ...]:
        """The parameters beside the filters."""
        return parameters.counted_by(DIMENSIONS, most=MOST_TOGETHER), parameters.format_among(FORMS)

    def parameters(self) -> Sequence[Parameter]:
        """The filters of positions, what to count by, the format."""
        return (*POSITIONS.filters.parameters().values(), *self.own())

    def ask(self, request: Request) -> CountsQuery:
        """The filters and the names. Raises Refused with every problem in them."""
        filters = of_filters(POSITIONS, request.query_params, also=self.own())
        return CountsQuery(filters, filters.cleaned.get("by", DIMENSIONS[:2]))

    def canonical(self, question: CountsQuery) -> str:
        """The filters' query string, and the names in the order asked for."""
        return f"{question.filters.query_string()} by {','.join(question.by)}"

    def answer(self, request: Request, question: CountsQuery, release: Release | None) -> HttpResponse:
        """The counts. 1 query."""
        groups = counted(question.filters.qs, question.by)
        if accepted(request) is JSON:
            whole = sum(group["count"] for group in groups)
            return json_response({"by": question.by, "count": whole, "results": groups})
        rows = [[text_of(value) for value in group.values()] for group in groups]
        return CSV.attached(written([[*question.by, "count"], *rows]), "position-counts")
