"""An official in two sentences, generated only from facts in the record; and the posts that sources give them."""

from collections.abc import Sequence

from timeline.domain import dates
from timeline.domain.folding import fold
from timeline.models import Official, Post
from timeline.pages.html import counted
from timeline.selectors.officials import Counterpart, PostAtMeetings
from timeline.templatetags.record import years

NAMED = 2
"""Maximum number of posts, counterparts or issues named in a sentence."""


def _span(post: Post) -> str:
    """The years of a post in words, if they are on record."""
    start, end = (dates.describe(one) if one else "" for one in (post.start, post.end))
    if start and end:
        return f" ({start})" if start == end else f" ({start}–{end})"
    return f" (from {start})" if start else f" (to {end})" if end else ""


def _joined(words: Sequence[str]) -> str:
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def _posts(official: Official) -> list[str]:
    """The official's latest posts, oldest first; posts with years are preferred."""
    posts = sorted(official.posts.all(), key=lambda post: (post.earliest is not None, post.earliest))[-NAMED:]
    return [f"{post.title}{_span(post)}" for post in posts]


def _faced(opposite: Sequence[Counterpart]) -> str:
    """Whom they faced most often, with counts if they faced anybody more than once."""
    if not opposite or opposite[0].meetings == 1:
        return f"across the table sat {_joined([one.name for one in opposite[:NAMED]])}" if opposite else ""
    named = [f"{one.name} ({counted(one.meetings, 'meeting')})" for one in opposite[:NAMED]]
    return f"across the table sat most often {_joined(named)}"


def _spoke(issues: Sequence[tuple[str, int]]) -> str:
    """The issues their statements are on."""
    if sum(number for _, number in issues) == 1:
        return f"the statement is on {issues[0][0]}"
    if len(issues) <= NAMED:
        return f"the statements are on {_joined([name for name, _ in issues])}" if issues else ""
    return f"most statements are on {_joined([f'{name} ({number:,})' for name, number in issues[:NAMED]])}"


def biography(official: Official, opposite: Sequence[Counterpart], issues: Sequence[tuple[str, int]]) -> str:
    """Two sentences: posts and meetings; counterparts and statements. `issues`: names and numbers of statements, most
    first. The official's activity and posts must be loaded (selectors.officials.official). No query."""
    met, said = official.meeting_count, official.position_count  # type: ignore[attr-defined]  # of with_activity
    when = years(official.earliest, official.latest)  # type: ignore[attr-defined]
    posts = _posts(official)
    held = f", {_joined(posts)}," if posts else ""
    counts = [counted(number, what) for number, what in ((met, "meeting"), (said, "statement")) if number]
    with_these = f" with {_joined(counts)}" if counts else ", at no meeting and without a statement"
    first = f"{official.name}{held} is in the record{with_these}{f', {when}' if when else ''}."
    second = "; ".join(part for part in (_faced(opposite), _spoke(issues)) if part)
    return f"{first} {second[:1].upper()}{second[1:]}." if second else first


def named_at_meetings(official: Official, found: Sequence[PostAtMeetings]) -> list[PostAtMeetings]:
    """The posts that sources give an official at meetings, except those in their list of posts."""
    listed = {fold(post.title) for post in official.posts.all()}
    return [one for one in found if fold(one.title) not in listed]
