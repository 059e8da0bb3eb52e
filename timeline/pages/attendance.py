"""The meetings that an official took part in, by year: all of them, or those with one counterpart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from timeline import selectors
from timeline.filters.filtersets import PositionFilter
from timeline.filters.parameters import Problem, text
from timeline.filters.values import nearest
from timeline.models import Meeting, Official, Participation
from timeline.pages.chosen import KINDS_OF_WORDS
from timeline.pages.html import select
from timeline.pages.listings import PAGED, address, page_of
from timeline.resources import MEETINGS, collection
from timeline.selectors.officials import Counterpart

WITH = text("with", "slug of a counterpart: only the meetings with both of them")
ASKED = {*KINDS_OF_WORDS, WITH.name, *(one.name for one in PAGED)}
"""The page's parameters: some of the statement filters, and its own."""
OFFERED = 200
"""Maximum number of counterparts offered in the form, those met most often."""


@dataclass(frozen=True, slots=True)
class Attended:
    """A meeting, the official's participation, and who faced them: heads of delegation if known."""

    meeting: Meeting
    own: Participation
    faced: tuple[Participation, ...]


@dataclass(frozen=True, slots=True)
class AttendedYear:
    """The meetings of one year that are on this page."""

    year: int
    meetings: tuple[Attended, ...]


def attended(meeting: Meeting, official: Official) -> Attended:
    """The official's participation in a meeting. No query."""
    present = list(meeting.participations.all())
    own = next(one for one in present if one.official_id == official.pk)
    others = [one for one in present if one.side != own.side]
    heads = [one for one in others if one.role == "head"]
    return Attended(meeting, own, tuple(heads or others)[:3])


def by_year(meetings: Iterable[Meeting], official: Official) -> list[AttendedYear]:
    """The meetings in the order given, grouped by the year of their first day."""
    return [
        AttendedYear(year, tuple(attended(one, official) for one in group))
        for year, group in groupby(meetings, key=lambda one: one.earliest.year)
    ]


def _chosen(query: PositionFilter, opposite: Sequence[Counterpart]) -> tuple[Counterpart | None, list[Problem]]:
    """The selected counterpart, if the official ever faced them, and the query's problems."""
    slug, known = query.cleaned.get(WITH.name, ""), {one.slug: one for one in opposite}
    problems = [one for one in query.problems() if one.parameter in ASKED]
    if slug and slug not in known:
        told = f"no meeting of theirs was across the table from {slug[:80]!r}"
        problems.append(Problem(WITH.name, told, nearest(slug[:80], known)))
    return known.get(slug), problems


def meetings_of(
    official: Official, query: PositionFilter, opposite: Sequence[Counterpart], *, kept: str
) -> dict[str, Any]:
    """The context of an official's meetings; `kept` is the query string that links keep. 2 queries."""
    chosen, problems = _chosen(query, opposite)
    others, path = [chosen.slug] if chosen else [], f"/officials/{official.slug}/"
    whole = "&".join(part for part in (kept, urlencode([(WITH.name, one) for one in others])) if part)
    rows, page = selectors.officials.meetings_of(official, others), query.cleaned.get("page", "")
    listed = page_of(rows, page, path=path, kept=whole, problems=problems)
    asked = [("format", "csv"), *(("official", one) for one in (official.slug, *others))]
    choices = [(one.slug, f"{one.name} ({one.meetings})") for one in opposite[:OFFERED]]
    return {
        "listing": listed,
        "attended": by_year(listed.page.object_list, official),
        "with_whom": chosen,
        "counterpart_choices": select(choices, "".join(others)),
        "table_url": address(collection(MEETINGS.model), urlencode(asked)),
        "all_url": address(path, kept),
    }
