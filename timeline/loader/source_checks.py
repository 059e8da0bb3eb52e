"""What is noted of a source's page, and of its quotations there: the prover writes it, and it must agree with itself.

Like the rules, this reads plain data, valid or not, and yields findings. Imports the rules' helpers.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from timeline.domain import dates
from timeline.domain.vocabulary import ProvenAgainst, SourceStatus
from timeline.loader.problems import Finding
from timeline.loader.reading import Data
from timeline.loader.untyped import Mapping, below, entries, span, text, words_of

FAILURES_OF_GONE = 3
BETWEEN_FAILURES = timedelta(days=3)
"""A page is gone when it could not be had on so many days, each so long after the one before: a site may be down for a
weekend (the rule of Wikipedia's archive bot)."""


def article(data: Data) -> Iterator[Finding]:
    """The days and the status of the last check agree with each other and with the quotations' proofs."""
    checked = data.get("checked") if isinstance(data, dict) else None
    published = span(text(data, "published"))
    if isinstance(checked, dict):
        yield from below(("checked",), _failures(checked, text(checked, "status")))
    yield from _checked_after(data, ("checked", "day"), published)
    for place, position in entries(data, "positions"):
        yield from below(place, _position(position, text(data, "checked", "status")))
        if text(position, "proof", "against") == ProvenAgainst.ARCHIVE and not text(data, "checked", "archived"):
            yield Finding((*place, "proof", "against"), "is 'archive', but 'checked' has no archived address")
        for path in (("proof", "checked"), ("not_found",)):
            yield from below(place, _checked_after(position, path, published))


def _failures(checked: Mapping, status: str) -> Iterator[Finding]:
    """The days of failure lie apart, and make the status: three a page that is gone."""
    failed = [(place, day) for place, word in words_of(checked, "failed") if (day := span(word))]
    for (_, earlier), (place, later) in pairwise(failed):
        if later.earliest - earlier.earliest < BETWEEN_FAILURES:
            yield Finding(place, f"must lie {BETWEEN_FAILURES.days} days after the failure before it, or more")
    if status == SourceStatus.GONE and len(failed) < FAILURES_OF_GONE:
        message = f"a page is gone when it could not be had on {FAILURES_OF_GONE} days, named under 'failed'"
        yield Finding(("status",), message)
    if failed and status not in ("", SourceStatus.GONE, SourceStatus.UNREACHABLE):
        yield Finding(("failed",), f"days of failure do not go with the status {status!r}")


def _position(position: Mapping, status: str) -> Iterator[Finding]:
    if text(position, "not_found") and status in ("", SourceStatus.PROVEN):
        named = f"the status {status!r}" if status else "a source that was not checked"
        yield Finding(("not_found",), f"'not_found' does not go with {named}")


def _checked_after(data: Data, path: tuple[str, ...], published: dates.Span | None) -> Iterator[Finding]:
    """Nobody checked a source before it was published."""
    day = span(text(data, *path))
    if day and published and day.latest < published.earliest:
        yield Finding(path, f"{path[-1]} {text(data, *path)!r} lies before the source was published")
