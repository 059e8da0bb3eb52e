"""A synthetic record of any size, deterministic for a size: for the benchmarks and the performance tests.

Modelled on the real one: talks that last some years and meet in bursts, a few officials who attend most of the meetings
of their time, four participants, two issues and three positions per meeting, texts as long as the real ones. Rows are
written in bulk (`executemany` on SQLite, COPY on PostgreSQL), bypassing the loader, which would take hours for a
million."""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, batched
from random import Random
from typing import Any

from django.db import connection, transaction

from timeline import fulltext
from timeline.domain.collation import letters_key, sort_key
from timeline.domain.vocabulary import MeetingKind, Stance
from timeline.models import Release

SEED = 1955
FIRST, LAST = date(1955, 1, 1), date(2026, 6, 30)
BATCH = 20_000
WORDS = (
    "the delegation of both sides met to discuss limits on launchers warheads and interceptors verification by "
    "national technical means on site inspection data exchange notification of tests and the schedule of the next "
    "round while questions of definition sublimits and modernization were left to working groups that report before "
    "the summit"
).split()
KINDS = [
    (MeetingKind.ROUND, 30),
    (MeetingKind.CONSULTATION, 28),
    (MeetingKind.MINISTERIAL, 20),
    (MeetingKind.COMMISSION, 10),
    (MeetingKind.CALL, 8),
    (MeetingKind.SUMMIT, 3),
    (MeetingKind.SIGNING, 1),
]
COUNTRIES = ("CH", "US", "RU", "AT", "FI", "GB", "FR", "DE", "IS", "MT", "IT", "NO", "SE", "BE", "CZ")
NEGOTIATION = (
    "id slug name name_key start end earliest latest ordinal search_text introduction drawn_from wikidata".split()
)
ISSUE = (
    "id slug name name_key question comparable answer_supports answer_conditional answer_opposes ordinal search_text "
    "rule example example_supports example_conditional example_opposes introduction drawn_from"
).split()
MEETING = (
    "id slug title title_key kind status negotiation_id start end earliest latest city country summary outcome "
    "search_text"
).split()
POSITION = (
    "id public_id article_id holder_id attributed_to side joint issue_id stance date earliest latest meeting_id "
    "summary quote translation speech proof_hash proof_checked proof_prefix proof_suffix proof_against not_found "
    "ordinal search_text"
).split()

ANSWERS = ("limit it", "limit some", "leave it free")
PROOFS: tuple[tuple[str, date | None], ...] = (("", None), ("a" * 64, date(2026, 7, 31)))

type Row = tuple[Any, ...]


class Made:
    """The rows of a record with this number of meetings, by table."""

    def __init__(self, meetings: int) -> None:
        self.meetings = meetings
        self.random = Random(SEED)  # noqa: S311 (a made-up record, no secret)
        grown = (meetings / 300) ** 0.5
        self.lanes = min(24 + round(grown), 60)
        self.officials = min(round(200 * grown**0.75), 10_000)
        self.issues = min(30 + round(grown), 80)
        self.cities = min(round(60 * grown**0.5), 600)

    def text(self, length: int) -> str:
        """Words with about `length` letters in total."""
        start = self.random.randrange(len(WORDS))
        return " ".join(WORDS[(start + n) % len(WORDS)] for n in range(length // 7)).capitalize() + "."

    def references(self) -> Iterator[tuple[str, Sequence[str], list[Row]]]:
        """The reference lists: negotiations, issues, officials and leaders."""
        span = (LAST - FIRST).days
        starts = sorted(self.random.randrange(span - 700) for _ in range(self.lanes))
        self.talks = [
            (
                FIRST + timedelta(days=start),
                min(FIRST + timedelta(days=start + self.random.randrange(700, 5500)), LAST),
            )
            for start in starts
        ]
        self.talks[0] = (FIRST, LAST)  # summits
        yield (
            "negotiation",
            NEGOTIATION,
            [
                (
                    *(
                        n,
                        f"talks-{n}",
                        f"Talks {n} on arms",
                        letters_key(f"Talks {n} on arms"),
                        str(first.year),
                        str(last.year),
                        first,
                        last,
                        n,
                    ),
                    *(f"talks {n}", "", "", ""),
                )
                for n, (first, last) in enumerate(self.talks, start=1)
            ],
        )
        yield (
            "issue",
            ISSUE,
            [
                (
                    *(
                        n,
                        f"issue-{n}",
                        f"Issue {n}",
                        letters_key(f"Issue {n}"),
                        f"Should issue {n} be limited?",
                        True,
                        *ANSWERS,
                        n,
                    ),
                    *(f"issue {n}", *[""] * 7),
                )
                for n in range(1, self.issues + 1)
            ],
        )
        yield (
            "official",
            [
                "id",
                "slug",
                "name",
                "name_key",
                "family_name",
                "sort_key",
                "native_name",
                "side",
                "search_text",
                "wikidata",
            ],
            [
                (
                    *(
                        n,
                        f"official-{n}",
                        name := f"Given{n % 97} Family{n}",
                        letters_key(name),
                        f"Family{n}",
                        sort_key(f"Family{n}"),
                        "",
                    ),
                    *(("US", "RU")[n % 2], f"family {n}", ""),
                )
                for n in range(1, self.officials + 1)
            ],
        )
        yield (
            "leader",
            ["id", "side", "official_id", "name", "office", "start", "end", "earliest", "latest"],
            [
                (n, side, n, f"Given{n} Family{n}", "President", str(year), str(year + 8), date(year, 1, 1), None)
                for n, (year, side) in enumerate(((y, s) for y in range(1955, 2026, 8) for s in ("US", "RU")), start=1)
            ],
        )

    def _days(self) -> list[tuple[int, date, date]]:
        """The lane, first and last day of every meeting: bursts of some weeks within the years of the talks."""
        weights = list(accumulate(1 / (n + 1) ** 0.7 for n in range(self.lanes)))
        found: list[tuple[int, date, date]] = []
        while len(found) < self.meetings:
            (lane,) = self.random.choices(range(self.lanes), cum_weights=weights)
            first, last = self.talks[lane]
            burst = first + timedelta(days=self.random.randrange((last - first).days))
            for _ in range(min(self.random.randrange(1, 9), self.meetings - len(found))):
                day = min(burst + timedelta(days=self.random.randrange(90)), LAST)
                found.append((lane + 1, day, day + timedelta(days=self.random.choice((0, 0, 1, 2, 20, 40)))))
        return sorted(found, key=lambda one: one[1])

    def rows(self) -> Iterator[dict[str, list[Row]]]:
        """The meetings with everything that belongs to them, in batches, as rows by table."""
        kinds, kind_weights = zip(*KINDS, strict=True)
        cities = [f"City {n}" for n in range(self.cities)]
        city_weights = list(accumulate(1 / (n + 1) for n in range(self.cities)))
        busy = list(accumulate(1 / (n + 1) ** 0.8 for n in range(60)))
        position = 0
        for batch in batched(enumerate(self._days(), start=1), BATCH):
            made: dict[str, list[Row]] = {
                name: [] for name in ("article", "meeting", "report", "meetingissue", "participation", "position")
            }
            kind = self.random.choices(kinds, kind_weights, k=len(batch))
            city = self.random.choices(range(self.cities), cum_weights=city_weights, k=len(batch))
            for (n, (lane, first, last)), what, place in zip(batch, kind, city, strict=True):
                slug, day = f"{first}-talks-{lane}-{n}", first.isoformat()
                status = "cancelled" if n % 60 == 0 else "held"
                summary = self.text(200)
                title = f"{what.label} of talks {lane}, number {n}"
                made["meeting"].append(
                    (n, slug, title, letters_key(title), str(what), status, lane, day)
                    + ("" if last == first else last.isoformat(), first, last, cities[place])
                    + (COUNTRIES[place % len(COUNTRIES)], summary, self.text(60), summary.lower().strip("."))
                )
                address = f"https://example.org/{n}"
                report = f"Report {n}"
                made["article"].append(
                    (n, f"source-{n}", report, letters_key(report), False, "A publisher", "", "", day, "", first)
                    + (first, address, "news", "en", summary, False, None, "", "", "", "report")
                )
                made["report"].append((n, n, n, True, 0))
                two = self.random.sample(range(1, self.issues + 1), 2)
                made["meetingissue"] += [
                    (n * 2 + k, n, issue, n, status == "cancelled", k) for k, issue in enumerate(two)
                ]
                era = (first - FIRST).days * (self.officials - 60) // (LAST - FIRST).days
                four = list(dict.fromkeys(1 + era + k for k in self.random.choices(range(60), cum_weights=busy, k=4)))
                made["participation"] += [
                    (n * 4 + k, n, who, n, ("US", "RU")[who % 2], "head" if k < 2 else "member", "Ambassador", k)
                    for k, who in enumerate(four)
                ]
                for k in range(3):
                    position += 1
                    issue, who, words = two[k % 2], four[k % len(four)], self.text(80)
                    made["position"].append(
                        (position, f"source-{n}-{position:08x}", n, who, "", ("US", "RU")[who % 2], False, issue)
                        + (Stance.values[position * 7 // 3 % 4], day, first, first, n, words, self.text(65), "")
                        + ("reported" if position % 3 == 0 else "direct", *PROOFS[position % 2])
                        + ("", "", "", None, k, words.lower().strip("."))
                    )
            yield made


COLUMNS: dict[str, Sequence[str]] = {
    "article": (
        "id slug title title_key untitled publisher author authors published written earliest latest source_url kind "
        "language summary is_seed checked_day checked_status checked_archived checked_failed search_text"
    ).split(),
    "meeting": MEETING,
    "report": ["id", "article_id", "meeting_id", "is_description", "ordinal"],
    "meetingissue": ["id", "meeting_id", "issue_id", "article_id", "announced", "ordinal"],
    "participation": ["id", "meeting_id", "official_id", "article_id", "side", "role", "post", "ordinal"],
    "position": POSITION,
}


def _write(name: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Append the rows to a table."""
    quoted = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(columns))
            plain = [[str(value) if isinstance(value, date) else value for value in row] for row in rows]
            cursor.executemany(f'INSERT INTO "timeline_{name}" ({quoted}) VALUES ({marks})', plain)
        else:
            text = io.StringIO()
            csv.writer(text).writerows([r"\N" if value is None else value for value in row] for row in rows)
            text.seek(0)
            copy: Any = cursor.cursor
            copy.copy_expert(f"COPY \"timeline_{name}\" ({quoted}) FROM STDIN (FORMAT csv, NULL '\\N')", text)


def fill(meetings: int, *, apart: bool = True) -> None:
    """Write a record with this number of meetings into the migrated, empty database, with its release.

    With `apart`, SQLite's full-text index is built after the rows, which is faster; not possible inside a transaction.
    """
    made = Made(meetings)
    apart = apart and connection.vendor == "sqlite"
    if apart:
        with connection.schema_editor() as editor:
            fulltext.uninstall(editor)
    with transaction.atomic():
        for name, columns, rows in made.references():
            _write(name, columns, rows)
        for tables in made.rows():
            for name, rows in tables.items():
                _write(name, COLUMNS[name], rows)
        Release.objects.create(
            hash=hashlib.sha256(f"synthetic {meetings}".encode()).hexdigest(),
            source_digest=hashlib.sha256(b"benchmarks/synthetic.py").hexdigest(),
            loaded_at=datetime(2026, 1, 1, tzinfo=UTC),
            counts={"meetings": meetings, "positions": meetings * 3},
        )
    if apart:
        with connection.schema_editor() as editor:
            fulltext.install(editor)
    fulltext.settle(connection)
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"ANALYZE {table}")  # PostgreSQL's own, which are shared, stay unlocked
