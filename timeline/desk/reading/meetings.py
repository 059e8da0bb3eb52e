"""Which meetings of the record a text reports: by days, people and city, each scored, the reasons said; or a new one,
drafted from what the text gives."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.desk.reading.lookup import KnownMeeting, RecordLookup
from timeline.desk.reading.spans import SURE, FoundSpan, MeetingCandidate, MeetingDraft
from timeline.domain import dates
from timeline.domain.dates import Span
from timeline.domain.folding import city_slug, fold

MOST = 6
ENOUGH = 0.5
"""The score from which a candidate is likely enough that no new meeting is drafted."""
BEFORE, AFTER = timedelta(days=75), timedelta(days=75)
"""How far from its publication the meetings lie that a text may report without naming their days."""
LONG = 10
"""The days from which a meeting is so long that a day within it says little."""
LEAST = 0.2
"""The score below which a meeting is no candidate."""
FULL = 9.0
"""The points that make a candidate certain."""


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What a text gives to compare meetings with: the days named, how often each official and city is."""

    published: Span
    days: tuple[Span, ...]
    people: Mapping[str, int]
    cities: Mapping[str, float]
    opening: frozenset[str]
    """The officials of the first sentences."""


def _overlaps(one: Span, other: Span) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest


def _length(span: Span) -> int:
    return (span.latest - span.earliest).days + 1


def text_facts(spans: Iterable[FoundSpan], published: str, opening: int) -> TextFacts:
    """The facts of a text. `opening`: the offset at which its first sentences end."""
    days: dict[Span, None] = {}
    people: dict[str, int] = {}
    cities: dict[str, float] = {}
    first: set[str] = set()
    for span in spans:
        if span.kind == "date":
            days[dates.parse(span.value)] = None
        elif span.kind == "official" and span.score >= SURE:
            people[span.value] = people.get(span.value, 0) + 1
            first |= {span.value} if span.start < opening else set()
        elif span.kind == "place":
            cities[span.value] = cities.get(span.value, 0) + (1.0 if span.score > 0.9 else 0.3)
    return TextFacts(dates.parse(published), tuple(days), people, cities, frozenset(first))


def _near(lasted: Span, published: Span) -> tuple[float, int]:
    """The points for being near the publication, more if already begun by then; and how many days lie between."""
    ends = abs((published.latest - lasted.latest).days), abs((published.earliest - lasted.earliest).days)
    apart = min(ends)
    is_begun = lasted.earliest - timedelta(days=3) <= published.latest
    return (3.0 / (1 + apart / 5) if is_begun else 0.3 / (1 + apart / 10) - 0.5), apart


def _is_recent(day: Span, published: Span) -> bool:
    """Whether a date is of a few days, shortly before the publication: then the meeting reported is likely of these."""
    return _length(day) <= 4 and timedelta() <= published.latest - day.latest <= timedelta(days=10)


def _by_days(meeting: KnownMeeting, facts: TextFacts) -> tuple[float, str]:
    """The points for days: the narrower the day named that falls into the meeting, the more; or for being near the
    publication."""
    lasted = meeting.span
    near, apart = _near(lasted, facts.published)
    hits = [day for day in facts.days if _overlaps(day, lasted)]
    if not hits and any(_is_recent(day, facts.published) for day in facts.days):
        near -= 1.5
    if not hits:
        return (near, f"{_written(lasted)}, {apart} days from the publication") if apart <= BEFORE.days else (0.0, "")
    narrow = min(map(_length, hits))
    fine = 2.0 if _length(lasted) > LONG else 3.0
    points = fine if narrow <= 4 else 2.0 if narrow <= 7 else 1.5 if narrow <= 31 else 0.3
    exact = 0.5 if any(day.earliest == lasted.earliest or day.latest == lasted.latest for day in hits) else 0.0
    return points + exact + near, f"a day that the text names falls into {_written(lasted)}"


def _written(span: Span) -> str:
    first, last = span.earliest.isoformat(), span.latest.isoformat()
    return first if first == last else f"{first}/{last}"


def _by_people(meeting: KnownMeeting, facts: TextFacts, record: RecordLookup) -> tuple[float, str]:
    """The points for people: heads of delegation above all, and those whom the text names most."""
    named = sorted((slug for slug in meeting.people if slug in facts.people), key=lambda one: (-facts.people[one], one))
    if not named:
        return 0.0, ""
    most = max(facts.people.values())
    heads = [slug for slug in named if slug in meeting.heads]
    share = len(heads) / len(meeting.heads) if meeting.heads else 0.0
    weight = sum(min(facts.people[slug] / most, 1.0) for slug in heads)
    points = 2.2 * share + 0.7 * min(weight, 2) + 0.3 * min(len(named) - len(heads), 3)
    points += 0.5 * len([slug for slug in heads if slug in facts.opening])
    sides = {record.names.people[slug].side for slug in heads}
    points += 0.8 if len(sides) > 1 else 0.0
    first = list(dict.fromkeys([*heads, *named]))[:4]
    return points, "it names " + ", ".join(record.names.people[slug].name for slug in first)


def _by_city(meeting: KnownMeeting, facts: TextFacts) -> tuple[float, str]:
    if meeting.city not in facts.cities:
        return (-1.0 if meeting.city and max(facts.cities.values(), default=0) >= 1 else 0.0), ""
    share = facts.cities[meeting.city] / max(facts.cities.values())
    return 0.8 + 1.2 * share, f"it names {meeting.city}"


def _near_days(facts: TextFacts) -> list[Span]:
    around = Span(
        max(facts.published.earliest, date(1945, 6, 1)) - BEFORE, min(facts.published.latest, date(2050, 6, 1)) + AFTER
    )
    return [around, *(day for day in facts.days if _length(day) <= 31)]


def _scored(meeting: KnownMeeting, facts: TextFacts, record: RecordLookup) -> tuple[float, MeetingCandidate]:
    """The points of a meeting, and the candidate."""
    parts = [_by_days(meeting, facts), _by_people(meeting, facts, record), _by_city(meeting, facts)]
    points = sum(one for one, _ in parts)
    missing = 1.5 if not parts[1][0] and meeting.heads else 0.0
    reasons = tuple(dict.fromkeys(reason for _, reason in parts if reason))
    share = round(max(min((points - missing) / FULL, 1.0), 0.0), 2)
    return points - missing, MeetingCandidate(meeting.slug, meeting.title, share, reasons)


def candidates(facts: TextFacts, record: RecordLookup) -> tuple[MeetingCandidate, ...]:
    """The meetings that the text may report, the likeliest first, six at most."""
    near = _near_days(facts)
    scored = [
        _scored(meeting, facts, record)
        for meeting in record.meetings.values()
        if any(_overlaps(day, meeting.span) for day in near)
    ]
    likely = [(points, one) for points, one in scored if one.score >= LEAST]
    return tuple(one for _, one in sorted(likely, key=lambda pair: (-pair[0], pair[1].slug))[:MOST])


def _principals(facts: TextFacts, record: RecordLookup) -> list[str]:
    """The officials named most of each of the two sides that are."""
    order = sorted(facts.people, key=lambda slug: (slug not in facts.opening, -facts.people[slug], slug))
    sides: dict[str, str] = {}
    for slug in order:
        sides.setdefault(record.names.people[slug].side, slug)
    return [sides[side] for side in ("US", "RU") if side in sides]


def draft(facts: TextFacts, record: RecordLookup) -> MeetingDraft | None:
    """A new meeting from the days, people and city that the text gives; None if it names no official of either side."""
    principals = _principals(facts, record)
    if not principals:
        return None
    recent = [day for day in facts.days if _length(day) <= 31 and abs((day.latest - facts.published.latest).days) < 45]
    day = min(
        recent,
        key=lambda one: (_length(one) > 10, abs((one.latest - facts.published.latest).days)),
        default=facts.published,
    )
    city = max(facts.cities, key=lambda one: facts.cities[one], default="")
    families = [record.names.people[slug].name.split()[-1] for slug in principals]
    start, end = day.earliest.isoformat(), day.latest.isoformat() if day.latest != day.earliest else ""
    slug = "-".join([start, *([city_slug(city)] if city else []), *(fold(name).replace(" ", "-") for name in families)])
    title = "–".join(families) + " talks" + (f", {city}" if city else "")
    return MeetingDraft(slug, title, start, end, city, record.countries.get(city, ""), tuple(principals))


def reported(
    spans: Sequence[FoundSpan], published: str, opening: int, record: RecordLookup
) -> tuple[tuple[MeetingCandidate, ...], MeetingDraft | None]:
    """The candidates for what a text reports, and a draft where none is likely enough."""
    facts = text_facts(spans, published, opening)
    found = candidates(facts, record)
    return found, None if found and found[0].score >= ENOUGH else draft(facts, record)
