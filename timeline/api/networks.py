"""Networks of what the filters leave, for the programs that draw and measure them: who faced whom at meetings, and
which officials answered which issues."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from timeline.api import parameters
from timeline.api.formats import networks as formats
from timeline.api.formats.base import Representation
from timeline.api.query import of_filters
from timeline.api.record_view import RecordView, accepted, json_response
from timeline.api.resources import MEETINGS, POSITIONS, ApiResource
from timeline.domain.networks import Attribute, Network
from timeline.filters.filtersets import FilterSet
from timeline.filters.parameters import Parameter
from timeline.models import Release
from timeline.selectors import networks


class NetworkView(RecordView):
    """A network of the rows of a resource that its filters leave."""

    name: ClassVar[str]
    resource: ClassVar[ApiResource]
    node_attributes: ClassVar[tuple[Attribute, ...]]
    edge_attributes: ClassVar[tuple[Attribute, ...]]
    forms: ClassVar[tuple[Representation, ...]] = formats.REPRESENTATIONS

    def network(self, rows: Any) -> Network:
        """The network of these rows."""
        raise NotImplementedError

    def written(self, form: str, rows: Any) -> bytes:
        """The network of these rows in a format other than JSON."""
        return formats.WRITERS[form](self.network(rows))

    def representations(self) -> Sequence[Representation]:
        """JSON, and what graph programs read."""
        return self.forms

    def parameters(self) -> Sequence[Parameter]:
        """The resource's filters, and the format."""
        return (*self.resource.filters.parameters().values(), parameters.format_among(self.forms))

    def ask(self, request: Request) -> FilterSet:
        """The filters. Raises Refused with every problem in them."""
        return of_filters(self.resource, request.query_params, also=(parameters.format_among(self.forms),))

    def canonical(self, question: FilterSet) -> str:
        """The filters' query string."""
        return question.query_string()

    def answer(self, request: Request, question: FilterSet, release: Release | None) -> HttpResponse:
        """The network in the format that was negotiated. 1 or 2 queries."""
        chosen = accepted(request)
        if chosen.format == "json":
            return json_response(formats.document(self.network(question.qs)))
        return chosen.attached(self.written(chosen.format, question.qs), self.name)


class CounterpartsView(NetworkView):
    """Who faced whom at the meetings that the filters leave and that took place."""

    name = "counterparts"
    resource = MEETINGS
    node_attributes, edge_attributes = networks.MET, networks.FACED

    def network(self, rows: Any) -> Network:
        """An edge for each two officials of different sides. 2 queries."""
        return networks.counterparts(rows)


class AnswersView(NetworkView):
    """Which officials answered which issues, in the statements that the filters leave."""

    name = "answers"
    resource = POSITIONS
    node_attributes, edge_attributes = networks.ANSWERERS, networks.ANSWERED
    forms = (*formats.REPRESENTATIONS, formats.DNA)

    def network(self, rows: Any) -> Network:
        """An edge for each statement. 1 query."""
        return networks.answers(rows)

    def written(self, form: str, rows: Any) -> bytes:
        """The network, or the statements as Discourse Network Analyzer takes them. 1 query."""
        if form == formats.DNA.format:
            return formats.table(networks.DNA_COLUMNS, networks.statements(rows))
        return super().written(form, rows)


VIEWS: tuple[type[NetworkView], ...] = (CounterpartsView, AnswersView)
