"""One process on one record that requests paths: each input line is a path, each output line its seconds and bytes as
JSON.

Whole requests through every middleware, without a socket, measured in CPU time of this process and in wall-clock time.
`fill N` fills the migrated database, `load` and `load FOLDER` load files into it, `files N FOLDER` writes such files,
`empty` empties it; `read` times reading the reference lists; `facets QUERY` times only the counting of all facets;
`take PATH` reads a response to its end without storing it; `raw` writes all positions by hand. `new PATH` requests a
path without cached full-text results, `cold PATH` without cached cards.
"""

import csv
import gzip
import io
import json
import os
import resource
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import django


def _answer(line: str) -> dict[str, Any]:
    from django.core.cache import cache
    from django.core.management import call_command
    from django.db import connection, reset_queries
    from django.http import QueryDict

    from benchmarks import files, synthetic
    from timeline import releases
    from timeline.filters.filtersets import MeetingFilter
    from timeline.index import facets
    from timeline.index.meetings import MeetingMatch
    from timeline.index.reference import reference
    from timeline.models import Meeting
    from timeline.releases import clear_caches

    reset_queries()
    word, _, rest = line.partition(" ")
    if word in {"fill", "load"}:
        call_command("migrate", verbosity=0)
        began = perf_counter()
        if word == "fill" and releases.current() is None:
            synthetic.fill(int(rest))
        elif word == "load":
            call_command("load_articles", *filter(None, [rest]), verbosity=0)
        return {"wall": perf_counter() - began, "rss": _rss()}
    if word == "empty":
        call_command("migrate", verbosity=0)
        call_command("flush", interactive=False, verbosity=0)
        return {}
    if word == "files":
        number, _, folder = rest.partition(" ")
        files.write(Path(folder), int(number))
        return {}
    if word in {"take", "raw"}:
        began, cpu, length = perf_counter(), process_time(), 0
        parts = _positions_by_hand() if word == "raw" else _client().get(rest)
        for part in parts:
            length += len(part)
        found = {"wall": perf_counter() - began, "cpu": process_time() - cpu, "bytes": length, "rss": _rss()}
        connection.close()
        return found
    if word == "read":
        clear_caches()
        began = perf_counter()
        reference(releases.current())
        return {"wall": perf_counter() - began, "rss": _rss()}
    if word == "facets":
        query, lists = MeetingFilter(QueryDict(rest), queryset=Meeting.objects.all()), reference(releases.current())
        began, cpu = perf_counter(), process_time()
        facets.facets(MeetingMatch(query, lists.columns), query, lists)
        return {"wall": perf_counter() - began, "cpu": process_time() - cpu}
    if word == "cold":
        cache.clear()
        line = rest
    if word == "new":
        reference(releases.current()).columns.holding.cache_clear()  # type: ignore[attr-defined]  # an lru_cache
        line = rest
    began, cpu = perf_counter(), process_time()
    response = _client().get(line)
    body = b"".join(response) if response.streaming else response.content
    found = {"wall": perf_counter() - began, "cpu": process_time() - cpu, "status": response.status_code}
    connection.close()
    return found | {"bytes": len(gzip.compress(body, 6)), "rss": _rss()}


@cache
def _client() -> Any:
    """A shared client: a new one builds the middleware chain again, which takes longer than a page."""
    from django.test import Client

    return Client(headers={"host": "localhost"})


POSITIONS = """SELECT p.public_id, p.attributed_to, p.side, p.stance, p.date, p.summary, p.quote, p.speech,
o.slug, o.name, i.slug, i.name, m.slug, m.title, a.slug, a.title, a.source_url FROM timeline_position p
JOIN timeline_issue i ON i.id = p.issue_id JOIN timeline_article a ON a.id = p.article_id
LEFT JOIN timeline_official o ON o.id = p.holder_id LEFT JOIN timeline_meeting m ON m.id = p.meeting_id
ORDER BY p.earliest, p.latest, p.public_id"""


def _positions_by_hand() -> Iterator[bytes]:
    """All positions as CSV by one query and the csv module: a lower bound for any framework."""
    from django.db import connection, transaction

    with transaction.atomic():
        connection.ensure_connection()
        opened: Any = connection.connection
        cursor = opened.cursor() if connection.vendor == "sqlite" else opened.cursor("positions")
        cursor.execute(POSITIONS)
        while rows := cursor.fetchmany(2000):
            text = io.StringIO(newline="")
            csv.writer(text).writerows(rows)
            yield text.getvalue().encode()
        cursor.close()


def _rss() -> int:
    """Peak memory of this process in MB. On Linux `ru_maxrss` would include the parent's memory at the fork."""
    status = Path("/proc/self/status")
    if status.exists():
        return (
            next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) // 1024
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Process lines until the input ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "armscontrol.settings")
    django.setup()
    for line in sys.stdin:
        print(json.dumps(_answer(line.strip())), flush=True)


if __name__ == "__main__":
    main()
