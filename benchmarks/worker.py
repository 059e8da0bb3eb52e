"""One process on one record that answers paths: a line in is a path, a line out its seconds and bytes as JSON.

Whole requests through every middleware, without a socket, by the clock of this process's CPU time and by the wall's.
A line `fill N` fills the migrated database; `facets PATH` times the counting of all facets alone.
"""

import gzip
import json
import os
import resource
import sys
from time import perf_counter, process_time
from typing import Any

import django


def _answer(line: str) -> dict[str, Any]:
    from django.core.cache import cache
    from django.core.management import call_command
    from django.db import connection, reset_queries
    from django.http import QueryDict
    from django.test import Client

    from benchmarks import synthetic
    from timeline import facets, selectors
    from timeline.columns import Found
    from timeline.filters import MeetingFilter
    from timeline.models import Meeting
    from timeline.reference import forget, reference

    reset_queries()
    word, _, rest = line.partition(" ")
    if word in {"fill", "load"}:
        call_command("migrate", verbosity=0)
        began = perf_counter()
        if word == "fill" and selectors.release() is None:
            synthetic.fill(int(rest))
        elif word == "load":
            call_command("load_articles", verbosity=0)
        return {"wall": perf_counter() - began, "rss": _rss()}
    if word == "read":
        forget()
        began = perf_counter()
        reference(selectors.release())
        return {"wall": perf_counter() - began, "rss": _rss()}
    if word == "facets":
        query, lists = MeetingFilter(QueryDict(rest), queryset=Meeting.objects.all()), reference(selectors.release())
        began, cpu = perf_counter(), process_time()
        facets.facets(Found(query, lists.columns), query, lists)
        return {"wall": perf_counter() - began, "cpu": process_time() - cpu}
    if word == "cold":
        cache.clear()
        line = rest
    began, cpu = perf_counter(), process_time()
    response = Client(headers={"host": "localhost"}).get(line)
    body = b"".join(response) if response.streaming else response.content
    found = {"wall": perf_counter() - began, "cpu": process_time() - cpu, "status": response.status_code}
    connection.close()
    return found | {"bytes": len(gzip.compress(body, 6)), "rss": _rss()}


def _rss() -> int:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Answer lines until there are no more."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "armscontrol.settings")
    django.setup()
    for line in sys.stdin:
        print(json.dumps(_answer(line.strip())), flush=True)


if __name__ == "__main__":
    main()
