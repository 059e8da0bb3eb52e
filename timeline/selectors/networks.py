"""Networks in the record: who faced whom, and who answered what. A node's id is the path of its page:
`officials/SLUG`."""

from collections.abc import Iterable, Iterator

from django.db.models import Count, F, Max, Min
from django.db.models.fetch_modes import FETCH_RAISE

from timeline.domain import standings
from timeline.domain.networks import Attribute, Edge, Network, Node
from timeline.domain.vocabulary import NOT_HELD, side_capital
from timeline.models import Official, Participation, Position
from timeline.querysets import MeetingQuerySet, PositionQuerySet

SIDE = Attribute("side", "string", "ISO 3166-1 alpha-2 code of the official's side; US: Washington, RU: Moscow")
MET = (SIDE,)
FACED = (
    Attribute("first_year", "integer", "year of the first of these meetings"),
    Attribute("last_year", "integer", "year of the last of these meetings"),
)
ANSWERERS = (
    Attribute("kind", "string", "official or issue"),
    Attribute("side", "string", f"{SIDE.text}; empty for an issue"),
    Attribute("question", "string", "the question that the issue asks; empty for an official"),
)
ANSWERED = (
    Attribute("stance", "string", "supports, conditional, opposes or unclear, toward the issue's question"),
    Attribute("sign", "integer", "+1 supports, -1 opposes, 0 conditional or unclear"),
    Attribute("answer", "string", "the answer to the issue's question, in the issue's own words"),
    Attribute("date", "string", "when it was stated, as an EDTF date"),
    Attribute("first_day", "string", "first day of that date"),
    Attribute("last_day", "string", "last day of that date"),
    Attribute("speech", "string", "direct: the official's own words; reported: a source's account of them"),
    Attribute("position", "string", "id of the statement"),
)


def counterparts(meetings: MeetingQuerySet) -> Network:
    """Who faced whom, on different sides, at those of the meetings that took place: one edge per pair of officials,
    weighted by the number of meetings. 2 queries."""
    there = "meeting__participations"
    rows = (
        Participation.objects.filter(meeting__in=meetings.order_by().values("pk"))
        .exclude(meeting__status__in=NOT_HELD)
        .filter(official__slug__lt=F(f"{there}__official__slug"))
        .exclude(side=F(f"{there}__side"))
        .order_by("official__slug", f"{there}__official__slug")
        .values_list("official__slug", f"{there}__official__slug")
        .annotate(times=Count("meeting"), first=Min("meeting__earliest"), last=Max("meeting__latest"))
    )
    edges = [
        Edge(f"officials/{one}", f"officials/{other}", times, (first.year, last.year))
        for one, other, times, first, last in rows
    ]
    met = {node.rpartition("/")[2] for edge in edges for node in (edge.source, edge.target)}
    nodes = [
        Node(f"officials/{slug}", name, (side,))
        for slug, name, side in Official.objects.by_family_name().values_list("slug", "name", "side")
        if slug in met
    ]
    return Network("Who faced whom", MET, FACED, nodes, edges)


def answers(positions: PositionQuerySet) -> Network:
    """Which official answered which issue's question, and how: one edge per statement. Statements that the source
    attributes to no named person are left out. 1 query."""
    stated = list(
        positions.exclude(holder=None)
        .select_related("holder", "issue")
        .fetch_mode(FETCH_RAISE)
        .order_by("earliest", "latest", "public_id")
    )
    nodes = {node.id: node for position in stated for node in _ends(position)}
    edges = [_answer(position) for position in stated]
    return Network("Who answered what", ANSWERERS, ANSWERED, [nodes[one] for one in sorted(nodes)], edges)


def _ends(position: Position) -> Iterable[Node]:
    holder, issue = position.holder, position.issue
    assert holder is not None  # noqa: S101 - left out above
    yield Node(f"officials/{holder.slug}", holder.name, ("official", holder.side, ""))
    yield Node(f"issues/{issue.slug}", issue.name, ("issue", "", issue.question))


def _answer(position: Position) -> Edge:
    official, issue = (node.id for node in _ends(position))
    values = (
        position.stance,
        standings.value(position.stance) or 0,
        position.answer,
        position.date,
        position.earliest.isoformat(),
        position.latest.isoformat(),
        position.speech,
        position.public_id,
    )
    return Edge(official, issue, 1, values)


DNA_COLUMNS = ("date", "person", "organization", "concept", "agreement", "text", "edtf", "id")
"""Discourse Network Analyzer's names for the parts of a statement, then the record's own date (EDTF) and the id."""


def statements(positions: PositionQuerySet) -> Iterator[tuple[str | int, ...]]:
    """Every statement as a row of DNA_COLUMNS: the side is the organization, the issue's question the concept,
    agreement +1, 0 or -1 (empty if unclear), and the text our summary. 1 query."""
    rows = positions.select_related("holder", "issue").fetch_mode(FETCH_RAISE)
    for one in rows.order_by("earliest", "latest", "public_id").iterator(chunk_size=500):
        agreement = standings.value(one.stance)
        yield (
            one.earliest.isoformat(),
            one.holder.name if one.holder else one.attributed_to,
            side_capital(one.side),
            one.issue.question,
            "" if agreement is None else agreement,
            one.summary,
            one.date,
            one.public_id,
        )
