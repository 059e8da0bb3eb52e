"""The four entry points to the record on the start page, each with a small preview picture (see html.py)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from timeline.chart.standing import ROW_HEIGHT, UNITS
from timeline.domain.dates import Span
from timeline.domain.standings import value
from timeline.domain.vocabulary import Side
from timeline.index.standings import StandingSeries
from timeline.pages.counterparts import Matrix
from timeline.pages.html import counted, escaped, safe
from timeline.pages.standing_charts import IssueRow

HIGH = 40
"""Height of the tallest bar in units, and of a picture in pixels."""
FRACTION = re.compile(r"\.\d+")
MOVES = 3
"""Number of moved issues drawn."""
PAIRS = 3
"""Number of pairs of negotiators named."""


@dataclass(frozen=True, slots=True)
class Way:
    """An entry point to the record: URL, name, a one-line description, and picture."""

    url: str
    name: str
    line: str
    picture: SafeString


def _stretched(width: int, height: int, content: str) -> SafeString:
    """A picture in these units, stretched to the width of its container."""
    return safe(
        f'<svg class="way__plot" viewBox="0 0 {width} {height}" preserveAspectRatio="none" aria-hidden="true">'
        f"{content}</svg>"
    )


def timeline(years: Mapping[int, int], whole: Span) -> Way:
    """The meetings per year as bars."""
    first, last, fullest = whole.earliest.year, whole.latest.year, max(years.values(), default=0) or 1
    heights = [(year - first, round(HIGH * years.get(year, 0) / fullest)) for year in range(first, last + 1)]
    bars = "".join(f"M{place:d} {HIGH:d}v{-height:d}h.8V{HIGH:d}" for place, height in heights if height)
    picture = _stretched(last - first + 1, HIGH, f'<path class="way__bars" d="{bars}"/>')
    return Way("#explorer", "See the timeline", f"Every meeting, {first}–{last}", picture)


def _rounded(path: str) -> str:
    """Path data without fractions, which are invisible in so small a picture."""
    return FRACTION.sub("", path)


def standings(rows: Iterable[IssueRow], whole: Span) -> Way | None:
    """Both sides' answers on the issue with the most statements; None if there are no statements."""
    row = max(rows, key=lambda one: one.issue.position_count, default=None)  # type: ignore[attr-defined]
    if row is None or not row.issue.position_count:  # type: ignore[attr-defined]
        return None
    picture = row.picture
    lines = "".join(
        f'<path class="way__side" data-side="{escaped(side)}" d="{escaped(_rounded(line.standings + line.moves))}"/>'
        for side, line in (("us", picture.washington), ("ru", picture.moscow))
    )
    years = f"{whole.earliest.year}–{whole.latest.year}"
    return Way("/issues/", "Who stood where", f"{row.issue.name}, {years}", _stretched(UNITS, ROW_HEIGHT, lines))


def moved(rows: Iterable[IssueRow], tracks: StandingSeries, days: tuple[date, date] | None) -> Way | None:
    """The number of issues on which an answer changed between two days, as the comparison counts them; some of them
    drawn, each side's old answer hollow and its new one filled. None without two days."""
    if days is None:
        return None
    found = [(row.issue, _ends(row.issue.slug, tracks, days)) for row in rows]
    changed = [(issue, ends) for issue, ends in found if any(before != after for _, before, after in ends)]
    whole = [ends for issue, ends in changed if issue.comparable and len(ends) == len(Side)]
    drawn = "".join(_shift(place, ends) for place, ends in enumerate(whole[:MOVES]))
    first, second = days
    line = f"{first.year} and {second.year}: answers changed on {counted(len(changed), 'issue')}"
    picture = safe(f'<svg class="way__plot" width="100%" height="{HIGH}" aria-hidden="true">{drawn}</svg>')
    return Way(
        f"/compare/?on={first.isoformat()}&and={second.isoformat()}", "What moved between two days", line, picture
    )


type Ends = list[tuple[str, int, int]]
"""Each side with the values of its answers on the first day and the second."""


def _ends(issue: str, tracks: StandingSeries, days: tuple[date, date]) -> Ends:
    """The answers on an issue on two days of those sides that had a clear one on both."""
    ends: Ends = []
    for side in Side.values:
        words = [tracks.standing(issue, side, on=day) for day in days]
        before, after = (value(word.stance) if word else None for word in words)
        if before is not None and after is not None:
            ends.append((side.lower(), before, after))
    return ends


def _shift(place: int, ends: Ends) -> str:
    """One issue's move along a line from no (left) to yes (right), Washington above Moscow."""
    y = 7 + place * 13
    track = f'<line class="way__track" x1="10%" x2="90%" y1="{y:d}" y2="{y:d}"/>'
    return track + "".join(_end(side, before, after, y) for side, before, after in ends)


def _end(side: str, before: int, after: int, middle: int) -> str:
    y = middle + (-3 if side == "us" else 3)
    old, new = 50 + before * 40, 50 + after * 40
    move = f'<line class="way__move" x1="{old:d}%" x2="{new:d}%" y1="{y:d}" y2="{y:d}"/>' if old != new else ""
    hollow = f'<circle class="way__old" cx="{old:d}%" cy="{y:d}" r="3.5"/>' if old != new else ""
    return (
        f'<g data-side="{escaped(side)}">{move}{hollow}<circle class="way__new" cx="{new:d}%" cy="{y:d}" r="3.5"/></g>'
    )


def negotiators(faced: Matrix | None, names: Mapping[str, str]) -> Way | None:
    """The pairs who faced each other most often, by their `names`, with their number of meetings; None if there are
    no pairs."""
    if faced is None:
        return None
    pairs = sorted(
        ((cell.meetings, row.slug, cell.moscow) for row in faced.rows for cell in row.cells if cell.meetings),
        key=lambda one: (-one[0], one[1:]),
    )
    return Way("/officials/", "Meet the negotiators", _busiest(pairs), _pairs(pairs[:PAIRS], names))


def _busiest(pairs: Sequence[tuple[int, str, str]]) -> str:
    number = pairs[0][0] if pairs else 0
    return f"The busiest pair met {counted(number, 'time')}"


def _pairs(pairs: Iterable[tuple[int, str, str]], names: Mapping[str, str]) -> SafeString:
    rows = "".join(
        f'<span class="way__pair"><span data-side="us">{escaped(names[ours])}</span> <span>{number:d}</span> '
        f'<span data-side="ru">{escaped(names[theirs])}</span></span>'
        for number, ours, theirs in pairs
    )
    return safe(f'<span class="way__plot way__plot--names" aria-hidden="true">{rows}</span>')
