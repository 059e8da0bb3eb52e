"""Settling what two coders have coded differently, one difference at a time, in the draft that will be saved; the
meetings and new officials that a version names come along with it."""

from collections.abc import Container, Iterator, Sequence
from copy import deepcopy

from timeline.desk import claims
from timeline.desk.agreement import Difference, value
from timeline.desk.drafts import CodedTwice, Draft, Fields

TAKES = ("first", "second")


def _in_draft(draft: Draft, *versions: Fields) -> int | None:
    """The number of a claim in the draft: of the same words, on an issue that one of its versions has; None if it is no
    longer there."""
    quotes, issues = {one.get("quote") for one in versions}, {one.get("issue") for one in versions}
    numbered = enumerate(draft.positions)
    return next((n for n, one in numbered if one.get("quote") in quotes and one.get("issue") in issues), None)


def _meetings_named(draft: Draft) -> set[str]:
    """The meetings at which the draft's claims were made, and those that its meetings are sessions of."""
    named = [one.get("meeting") for one in draft.positions] + [one.get("part_of") for one in draft.meetings]
    return {str(slug) for slug in named if slug}


def _officials_named(draft: Draft) -> Iterator[str]:
    """The holders of the draft's claims, and who took part in its meetings."""
    for claim in draft.positions:
        yield from (str(claim.get("holder", "")), *claim.get("holders", ()))
    for meeting in draft.meetings:
        yield from (str(one.get("official", "")) for one in meeting.get("participants", ()))


def _lacking(have: list[Fields], coded: Sequence[Fields], named: Container[str]) -> list[Fields]:
    """What one coder has that is named and not there."""
    there = {one["slug"] for one in have}
    return [deepcopy(one) for one in coded if one["slug"] in named and one["slug"] not in there]


def _bring_along(draft: Draft, coded: CodedTwice, coder: int) -> None:
    """Let the draft have the meetings and new officials of this coder that it names and lacks; what came so before and
    is named no more goes again."""
    came = draft.brought
    for _ in range(2):  # a session's round is named by the session
        named = _meetings_named(draft)
        draft.meetings[:] = [one for one in draft.meetings if one["slug"] not in came - named]
        more = _lacking(draft.meetings, coded.meetings[coder], named)
        draft.meetings.extend(more)
        came |= {str(one["slug"]) for one in more}
    people = set(_officials_named(draft))
    draft.officials = [one for one in draft.officials if one["slug"] not in came - people]
    new = _lacking(draft.officials, coded.officials[coder], people)
    draft.officials.extend(new)
    there = {str(one["slug"]) for one in (*draft.meetings, *draft.officials)}
    draft.brought = (came | {str(one["slug"]) for one in new}) & there


def settle(draft: Draft, coded: CodedTwice, difference: Difference, take: str) -> None:
    """Let the draft have the first's or the second's version of what they differ in, and with it the meeting and the
    new officials that it names. Of a claim that has gone from the draft since, nothing is changed."""
    draft.settled[difference.key] = take
    first = coded.first[difference.first] if difference.first is not None else None
    second = coded.second[difference.second] if difference.second is not None else None
    chosen = first if take == "first" else second
    place = _in_draft(draft, *(one for one in (first, second) if one))
    if first and second and chosen:
        if place is not None:
            names = ("holder", "holders", "attributed_to") if difference.field == "holder" else (difference.field,)
            draft.positions[place] = {**draft.positions[place], **{name: chosen.get(name, "") for name in names}}
    elif chosen is None and place is not None:
        del draft.positions[place]
    elif chosen and place is None:
        draft.positions.append(claims.proven(draft, chosen))
    _bring_along(draft, coded, TAKES.index(take))


def label(coded: CodedTwice, difference: Difference, take: str) -> str:
    """What a coder has in a difference, in words: the code, or whether the claim is there."""
    number = difference.first if take == "first" else difference.second
    if number is None:
        return "no claim"
    claim = (coded.first if take == "first" else coded.second)[number]
    if difference.field:
        return value(claim, difference.field) or "—"
    return " · ".join(value(claim, name) for name in ("holder", "issue", "stance", "speech"))
