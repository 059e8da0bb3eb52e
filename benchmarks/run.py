"""`make bench`: one table of the costs of the record's server, against the alternatives and against limits.

Every case runs several times, interleaved with its peer and with the same case at other sizes, and the medians are
compared within the run: ratios carry over to other machines, milliseconds do not. Results go to var/benchmarks/*.json,
the table to standard output, and with --write-docs table and chart into docs/ (docs/performance.md says how to read
them)."""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime

from benchmarks.cases import PARTS, TIMELINE, Run
from benchmarks.rows import HEAD, chart, table, write_block
from benchmarks.servers import ROOT, SETTINGS, SHIPPED, WORK, database

__all__ = ["database", "main"]

DOCS = ROOT / "docs"
TITLES = {
    "server": "Server CPU of a whole timeline request, cards kept",
    "http": "Over HTTP, one process each, by the wall's clock",
    "limits": "Requests a second, two processes, 16 connections",
    "tables": "Tables of everything, without a socket",
    "load": "Loads",
    "browser": "In Chromium",
    "memory": "Memory of a web process",
}
"""The title of each part in the document."""
QUICK = Run(
    sizes=[SHIPPED, "10000"],
    large="10000",
    times=5,
    requests=1000,
    articles=[300, 1000],
    seconds=1,
    searched="10000",
)
FULL = Run(
    sizes=[SHIPPED, "10000", "100000", "1000000"],
    large="100000",
    times=15,
    requests=100_000,
    articles=[1000, 10_000, 100_000],
)


def here() -> str:
    """When and on which machine a part was measured."""
    day, load = datetime.now(UTC).strftime("%d %B %Y, %H:%M UTC"), os.getloadavg()[0]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    return f"{day}; {machine}; load average at the end {load:.1f}."


def main() -> None:
    """Run all parts, or with --quick a version that takes less than five minutes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="up to 10,000 meetings, few repetitions, less than 5 min")
    parser.add_argument("--times", type=int, default=0, help="repetitions of each case")
    parser.add_argument("--requests", type=int, default=0, help="mixed requests of the memory part")
    parser.add_argument("--parts", default="", help=f"some of {','.join(PARTS)}")
    parser.add_argument("--postgres", default="", metavar="URL", help="a server, to measure on PostgreSQL too")
    parser.add_argument("--write-docs", action="store_true", help="put tables and chart into docs/performance.*")
    given = parser.parse_args()
    usual = QUICK if given.quick else FULL
    run = Run(
        sizes=usual.sizes,
        large=usual.large,
        times=given.times or usual.times,
        requests=given.requests or usual.requests,
        articles=usual.articles,
        postgres=given.postgres,
        seconds=usual.seconds,
        searched=usual.searched,
    )
    WORK.mkdir(parents=True, exist_ok=True)
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(collect, cwd=ROOT, env=os.environ | SETTINGS, check=True)
    print(HEAD, flush=True)
    for name in given.parts.split(",") if given.parts else PARTS:
        found = PARTS[name](run)
        lines = [row.line for row in found.rows]
        besides = [f"{what}: {json.dumps(value)}" for what, value in found.besides.items()]
        print("\n".join([*lines, *besides]), flush=True)
        document = {"rows": [row.document for row in found.rows], "series": found.series, "besides": found.besides}
        (WORK / f"{name}.json").write_text(json.dumps(document, indent=1), encoding="utf-8")
        if given.write_docs:
            write_block(DOCS / "performance.md", name, [here(), "", *table(TITLES[name], found.rows)])
            if found.series:
                drawn = {case: found.series[case] for case in TIMELINE}
                (DOCS / "performance.svg").write_text(chart(drawn, base=SHIPPED), encoding="utf-8")


if __name__ == "__main__":
    main()
