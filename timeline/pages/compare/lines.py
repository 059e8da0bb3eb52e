"""A comparison in brief, one line per issue with both answers, for pictures and frames, which have no room for more."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from timeline.models import Issue
from timeline.pages.compare.days import DayRow, Moved, SideOnDay
from timeline.pages.compare.officials import Shared


class AnswerLine(NamedTuple):
    """An issue, with the answers on the left and on the right."""

    left: str
    issue: Issue
    right: str


def _answer(standing: SideOnDay) -> str:
    if standing.position is None:
        return "silent"
    return "nothing said since" if standing.is_silent else standing.position.answer


def _moved(pair: tuple[SideOnDay, SideOnDay]) -> str:
    was, now = map(_answer, pair)
    return was if was == now else f"{was} → {now}"


def lines(context: dict[str, Any]) -> Iterator[AnswerLine]:
    """The issues in the context from `views.compared`, in the order of its page. No query."""
    rows: list[DayRow] = [*context.get("rows", ()), *context.get("silent", ())]
    for row in rows:
        yield AnswerLine(_answer(row.washington), row.issue, _answer(row.moscow))
    moved: list[Moved] = [*context.get("moved", ()), *context.get("heard", ())]
    for change in moved:
        yield AnswerLine(_moved(change.washington), change.issue, _moved(change.moscow))
    shared: list[Shared] = context.get("shared", [])
    for one in shared:
        mine, theirs = (said[0].answer for said in one.latest)
        yield AnswerLine(mine, one.issue, theirs)
