"""Taking a claim or a meeting out of an article on the desk: what still refers to it, by the rules of the check."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from timeline.desk import saving
from timeline.desk.drafts import Draft, article_of
from timeline.desk.findings import findings
from timeline.desk.record import DeskRecord
from timeline.loader.identity import position_id
from timeline.loader.joint import by_side
from timeline.loader.problems import Finding
from timeline.loader.schema import PositionEntry


def _without(draft: Draft, key: str, number: int) -> Draft:
    left = [one for place, one in enumerate(draft.article.get(key, [])) if place != number]
    return replace(draft, article={**draft.article, key: left})


def _elsewhere(draft: Draft, record: DeskRecord, names: AbstractSet[str]) -> list[str]:
    """The problems that other files would have with the draft as it is, as `path:line:column: message`, if they name
    one of these; none while the draft has no valid form, for then it is checked when it is saved."""
    try:
        texts = saving.files(draft, record)
    except saving.UnsavedError:
        return []
    _, problems = saving.tried(texts)
    return [str(one) for one in problems if any(repr(name) in one.message for name in names)]


def _ids(article: str, position: PositionEntry) -> set[str]:
    """The public identities of a claim: two, if it is a joint statement."""
    return {position_id(article, one) for one in by_side(position)}


def refer_to_claim(draft: Draft, record: DeskRecord, number: int) -> list[str]:
    """What refers to a claim of the draft, in words; nothing to one that the record does not have. Takes some seconds
    if it has it."""
    article, saved = article_of(draft), record.articles.get(draft.slug)
    if article is None or saved is None or number >= len(article.positions):
        return []
    names = _ids(draft.slug, article.positions[number])
    if not any(names & _ids(draft.slug, one) for one in saved.positions):
        return []
    return _elsewhere(_without(draft, "positions", number), record, names)


def refer_to_meeting(draft: Draft, record: DeskRecord, number: int) -> list[str]:
    """What refers to a meeting of the draft, in words: its own claims, else other files. Takes some seconds if the
    record has the meeting from this article."""
    slug, left = str(draft.meetings[number].get("slug", "")), _without(draft, "meetings", number)
    known = {one.message for one in findings(draft, record)}
    own = [_in_draft(one) for one in findings(left, record) if repr(slug) in one.message and one.message not in known]
    if own or draft.slug not in record.tellers.get(slug, ()):
        return own
    return _elsewhere(left, record, {slug})


def _in_draft(one: Finding) -> str:
    """A finding about a claim or a meeting, with its number."""
    kind = {"positions": "claim", "meetings": "meeting"}.get(str(one.place[0]), "") if one.place else ""
    return f"{kind} {int(one.place[1]) + 1}: {one.message}" if kind else one.message
