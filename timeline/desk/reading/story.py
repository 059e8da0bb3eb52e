"""The days of a story that a text tells after it is over: *on Saturday* is the Saturday of that week, not the last one
before the publication, and *the next day* follows the day named last."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.desk.reading.calendar_words import NUMBERS
from timeline.desk.reading.spans import SpanChoice
from timeline.desk.reading.speech_words import SAID

LONG_AGO = timedelta(days=6), timedelta(days=31)
"""How long before the publication a day lies from which a story may be told: weekdays alone no longer name it."""
TELLING = re.compile(rf"{SAID.pattern}[^.,;:!?\n]{{0,40}}$", re.IGNORECASE)
"""What, before a weekday, makes it the day on which something was said to the writer, not one of the story."""
TO_COME = re.compile(
    r"\b(?:will|shall|is to|are to|is going to|are going to|состо[ия]тся|пройд[её]т|пройдут|будет|будут)\b"
)
"""What makes a day one to come, seen from the publication; *would* looks ahead in the story."""
BACK = re.compile(r"before|earlier|previous|накануне|раньше|до\s+этого", re.IGNORECASE)


@dataclass(slots=True)
class StoryDays:
    """What the text has named so far: the first and the last day of the story, the last day of all, and whether
    weekdays came first, which then count from the publication, as in news."""

    first: date | None = None
    day: date | None = None
    last: date | None = None
    is_news: bool = False

    def note(self, kind: str, edtf: str, written: date, direction: int) -> None:
        """Keep a day that the text names. `written`: the day of writing."""
        if len(edtf) != len("2000-01-01"):
            return
        named = date.fromisoformat(edtf)
        if kind in {"weekday", "near"} and self.day is None:
            self.is_news = True
        if kind == "near":
            return
        self.last = named
        is_past = LONG_AGO[0] <= written - named <= LONG_AGO[1] and direction <= 0
        is_aside = self.first is not None and named < self.first
        if is_past and not is_aside and not self.is_news:
            self.first, self.day = self.first or named, named

    def weekday(self, before: str, number: int, written: date) -> SpanChoice | None:
        """The day of the story that is this weekday (Monday is 0): from two days before the one told of last to four
        behind it. None where no story is told or the words before it say that somebody spoke then."""
        if self.first is None or self.day is None or TELLING.search(before) or TO_COME.search(before):
            return None
        found = self.day + timedelta(days=(number - self.day.weekday() + 2) % 7 - 2)
        found += timedelta(days=7 * (found < self.first))
        found -= timedelta(days=7 * (found > written))
        return SpanChoice(found.isoformat(), 0.7, f"of the days around {self.day.isoformat()}, of which the text tells")

    def told(self, words: str, count: str) -> SpanChoice | None:
        """The day that *the next day*, *the day before*, *two days later* mean; None where no day was named before."""
        if self.last is None:
            return None
        days = NUMBERS.get(count.lower()) or int(count or 1)
        found = self.last + timedelta(days=-days if BACK.search(words) else days)
        return SpanChoice(found.isoformat(), 0.7, f"counted from {self.last.isoformat()}, named before")
