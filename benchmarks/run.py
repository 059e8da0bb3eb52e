"""`make bench`: one table of what the record's server costs, against what people would use instead and against limits.

Every case runs several times, interleaved with its peer and with the same case at other sizes, and the medians are
compared within the run: ratios hold on another machine, milliseconds do not. Results go to var/benchmarks/*.json, the
table to standard output, the chart to docs/performance.svg (docs/performance.md says how to read them).
"""

import argparse
import http.client
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import orjson

from benchmarks import browser

ROOT = Path(__file__).parent.parent
WORK = ROOT / "var" / "benchmarks"
SETTINGS = {"VAR_DIR": str(WORK / "settings"), "API_RATE": "100000000/min", "ALLOWED_HOSTS": "localhost,127.0.0.1"}
SHIPPED = "shipped"
BUSY = {SHIPPED: "official=ronald-reagan", "10000": "official=official-80", "100000": "official=official-500"}
BUSY["1000000"] = "official=official-3000"
TIMELINE = {
    "all": "/",
    "one decade": "/?from=1980&to=1989",
    "one year": "/?from=1986&to=1986",
    "one official": "/?{official}",
    "official and issue": "/?{official}&issue={issue}",
    "one kind": "/?kind=summit",
    "one stance": "/?stance=opposes",
    "a common word": "/?q={word}",
    "page 10 of the list": "/?page=10",
}
PAGE_OF_100 = "/api/v1/meetings/?page_size=100&expand=participants,issues"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: milliseconds of ours and of the peer, how many times faster we are, and the goal."""

    case: str
    ours: float
    peer: str
    theirs: float
    goal: float
    note: str = ""

    @property
    def ratio(self) -> float:
        """Theirs over ours."""
        return self.theirs / self.ours

    @property
    def line(self) -> str:
        """The row in Markdown; the last column says how far past the goal (over 1) or short of it we are."""
        goal = f"≥ {self.goal:g}" if self.goal else "–"
        reached = f"{self.ratio / self.goal:.2f}" if self.goal else "–"
        return (
            f"| {self.case} | {self.ours:.2f} | {self.peer} | {self.theirs:.2f} | {self.ratio:.2f} | {goal} "
            f"| {reached} | {self.note} |"
        )


HEAD = "| case | ours, ms | against | its ms | ratio | goal | ratio to goal | |\n" + "| --- " * 8 + "|"


class Worker:
    """benchmarks/worker.py on one database."""

    def __init__(self, url: str) -> None:
        environment = os.environ | SETTINGS | {"DATABASE_URL": url}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.worker"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, line: str) -> dict[str, Any]:
        """What the worker measured."""
        assert self._process.stdin  # noqa: S101
        assert self._process.stdout  # noqa: S101
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def database(size: str, server: str = "") -> str:
    """The database of a size, on SQLite or on a PostgreSQL server; made where it is not there yet."""
    url = f"{server}/across_bench_{size}" if server else f"sqlite:///{WORK / f'{size}.sqlite3'}"
    if server:
        subprocess.run([sys.executable, ".ci/postgres.py", "create", url], cwd=ROOT, check=True)
    worker = Worker(url)
    worker.ask("load" if size == SHIPPED else f"fill {size}")
    worker.close()
    return url


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """A server of its own process on a port, and one kept connection to it."""

    def __init__(self, command: list[str], **environment: str) -> None:
        self.port = _free_port()
        self._process = subprocess.Popen(
            [part.replace("PORT", str(self.port)) for part in command],
            cwd=ROOT,
            env=os.environ | {"PORT": str(self.port)} | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        began = time.perf_counter()
        while True:
            try:
                self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
                self._connection.connect()
                break
            except OSError:
                if time.perf_counter() - began > 60:
                    raise
                time.sleep(0.05)
        self.started = time.perf_counter() - began

    def get(self, path: str, **headers: str) -> tuple[float, bytes, dict[str, str]]:
        """Milliseconds, body and headers of one request; on a new connection where the server has closed the old."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        began = time.perf_counter()
        try:
            self._connection.request("GET", path, headers=named)
            answer = self._connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self._connection.close()
            began = time.perf_counter()
            self._connection.request("GET", path, headers=named)
            answer = self._connection.getresponse()
        body = answer.read()
        taken = (time.perf_counter() - began) * 1000
        if answer.status not in {200, 304}:
            raise RuntimeError(f"{path}: {answer.status} {body[:200]!r}")
        return taken, body, {name.lower(): value for name, value in answer.getheaders()}

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()


def ours(url: str, *, threads: int = 1) -> Server:
    """Our server, one process."""
    settings = SETTINGS | {"DATABASE_URL": url, "WEB_THREADS": str(threads)}
    return Server([sys.executable, "-m", "gunicorn", "-c", "python:armscontrol.server"], **settings)


def datasette(size: str) -> Server:
    """Datasette on the same SQLite file, in an environment of its own."""
    home = WORK / "datasette"
    if not (home / "bin" / "datasette").exists():
        wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]["bench"]
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([home / "bin" / "python", "-m", "pip", "install", "-q", *wanted], check=True)
    file = WORK / f"{size}.sqlite3"
    return Server(
        [str(home / "bin" / "datasette"), str(file), "--port", "PORT", "--setting", "sql_time_limit_ms", "20000"]
        + ["--setting", "facet_time_limit_ms", "20000"]
    )


def interleaved(cases: dict[str, Callable[[], float]], times: int) -> dict[str, float]:
    """The median of each case, all run in turn."""
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(times):
        for name, case in cases.items():
            taken[name].append(case())
    return {name: median(each) for name, each in taken.items()}


type Measured = tuple[list[Row], dict[str, dict[str, float]], dict[str, Any]]


def server_time(sizes: list[str], times: int, server: str = "") -> Measured:
    """CPU time of whole timeline requests at every size against the shipped record; cards kept, answers not."""
    workers = {size: Worker(database(size, server)) for size in sizes}
    on = "PostgreSQL: " if server else ""
    rows, series = [], {}
    besides: dict[str, Any] = {"read the columns, s": {}, "memory, MB": {}, "page, KB compressed": {}}
    for size, worker in workers.items():
        besides["read the columns, s"][size] = round(worker.ask("read")["wall"], 2)
    for name, pattern in TIMELINE.items():
        heaviest = 0.0
        cases: dict[str, Callable[[], float]] = {}
        for size, worker in workers.items():
            path = path_of(pattern, size)
            heaviest = max(heaviest, worker.ask(path)["bytes"] / 1024)  # and cards are kept now
            cases[size] = lambda worker=worker, path=path: worker.ask(path)["cpu"] * 1000  # type: ignore[misc]
        found = series[name] = interleaved(cases, times)
        besides["page, KB compressed"][name] = round(heaviest, 1)
        for size in sizes:
            if size != SHIPPED:
                goal = 1 / 3 if size == "1000000" else 1 / 2
                rows.append(
                    Row(f"{on}timeline, {name}, {int(size):,}", found[size], "the same, shipped", found[SHIPPED], goal)
                )
    for size, worker in workers.items():
        facets = median(worker.ask("facets from=1960")["cpu"] * 1000 for _ in range(times))
        series.setdefault("all facets", {})[size] = facets
        if size == "100000":
            rows.append(Row(f"{on}all facets of the timeline, 100,000", facets, "goal of 50 ms", 50, 1))
        besides["memory, MB"][size] = worker.ask("/")["rss"]
        worker.close()
    return rows, series, besides


def path_of(pattern: str, size: str) -> str:
    """A path for the record of this size."""
    made = size != SHIPPED
    return pattern.format(
        official=BUSY[size], issue="issue-3" if made else "missile-defense", word="sublimits" if made else "missile"
    )


def against_datasette(times: int) -> list[Row]:
    """The API and the timeline's page over HTTP, one process each, against Datasette on the same file, and limits."""
    rows = []
    url = database("100000")
    us, them = ours(url), datasette("100000")
    _, body, headers = us.get(PAGE_OF_100)
    _, plain, _ = them.get("/100000/timeline_meeting.json?_size=100&_shape=objects")
    constant = Server(
        [sys.executable, "-m", "gunicorn", "-b", "127.0.0.1:PORT", "-k", "gthread", "benchmarks.constant:application"],
        SIZE=str(len(body)),
    )
    tag = headers["etag"]
    store = sqlite3.connect(WORK / "100000.sqlite3")
    number = iter(range(10**9))

    def fresh() -> float:  # another window each time, so that nothing kept can answer
        return us.get(f"{PAGE_OF_100}&from={1960 + next(number) % 60}")[0]

    found = interleaved(
        {
            "page": fresh,
            "again": lambda: us.get(PAGE_OF_100)[0],
            "304": lambda: us.get(PAGE_OF_100, If_None_Match=tag)[0],
            "datasette": lambda: them.get("/100000/timeline_meeting.json?_size=100&_shape=objects")[0],
            "constant": lambda: constant.get("/")[0],
            "raw": lambda: _raw(store),
            "search": lambda: us.get(f"/search/?q=sublimits+round&page={1 + next(number) % 3}")[0],
        },
        times,
    )
    size = f"{len(body) // 1024} KB to its {len(plain) // 1024}"
    bare = "Datasette, 100 bare rows"
    rows += [
        Row(
            "API page of 100 meetings, participants and issues, 100,000",
            found["page"],
            bare,
            found["datasette"],
            3,
            size,
        ),
        Row("the same again", found["again"], bare, found["datasette"], 30),
        Row("the same, not modified", found["304"], bare, found["datasette"], 30),
        Row("the same again", found["again"], "a constant of that size", found["constant"], 0.5),
        Row("the same, not modified", found["304"], "a constant of that size", found["constant"], 0.5),
        Row("the same, nothing cached", found["page"], "raw SQL and orjson", found["raw"], 0, "the limit in Python"),
        Row("search, 100,000 meetings, 300,000 positions", found["search"], "goal of 30 ms", 30, 1),
    ]
    for one in (us, them, constant):
        one.close()
    us, them = ours(database(SHIPPED)), datasette(SHIPPED)
    faceted = f"/{SHIPPED}/timeline_meeting?_size=100&_facet=kind&_facet=negotiation_id"
    tag = us.get("/")[2]["etag"]
    found = interleaved(
        {
            "page": lambda: us.get(f"/?from={1955 + next(number) % 5}&to=1992")[0],
            "304": lambda: us.get("/", If_None_Match=tag)[0],
            "datasette": lambda: them.get(faceted)[0],
        },
        times,
    )
    two = "Datasette's page with 2 facets"
    rows += [
        Row("timeline page, shipped record", found["page"], two, found["datasette"], 3),
        Row("the same, not modified", found["304"], two, found["datasette"], 30),
        Row("timeline page, shipped record", found["page"], "goal of 25 ms", 25, 1),
    ]
    us.close()
    them.close()
    return rows


def _raw(store: sqlite3.Connection) -> float:
    """The same answer from hand-written SQL and orjson: what no framework can beat."""
    began = time.perf_counter()
    store.row_factory = sqlite3.Row
    meetings = store.execute(
        "SELECT m.*, n.slug AS negotiation FROM timeline_meeting m JOIN timeline_negotiation n "
        "ON n.id = m.negotiation_id ORDER BY m.earliest, m.latest, m.slug LIMIT 100"
    ).fetchall()
    keys = ",".join(str(one["id"]) for one in meetings)
    joined = {
        "participants": f"SELECT p.*, o.slug, o.name FROM timeline_participation p JOIN timeline_official o "
        f"ON o.id = p.official_id WHERE p.meeting_id IN ({keys})",
        "issues": f"SELECT a.meeting_id, i.slug, i.name FROM timeline_meetingissue a JOIN timeline_issue i "
        f"ON i.id = a.issue_id WHERE a.meeting_id IN ({keys})",
    }
    answer = {one["id"]: dict(one) for one in meetings}
    for name, sql in joined.items():
        for one in store.execute(sql):
            answer[one["meeting_id"]].setdefault(name, []).append(dict(one))
    orjson.dumps(list(answer.values()))
    return (time.perf_counter() - began) * 1000


def in_browser(sizes: list[str], times: int) -> list[Row]:
    """First paint and one zoom step in Chromium, at every size and in the widgets."""
    home = WORK / "node"
    if not (home / "node_modules").exists():
        home.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "benchmarks" / "package.json", home)
        subprocess.run(["npm", "install", "--silent"], cwd=home, check=True)
    servers = {size: ours(database(size), threads=8) for size in sizes}
    pages = {size: f"http://127.0.0.1:{server.port}/" for size, server in servers.items()}
    for server in servers.values():
        server.get("/")
    widgets = {"vis": 10_000, "timelinejs": 300}
    found = browser.measure(pages, home / "node_modules", widgets=widgets, times=times)
    for server in servers.values():
        server.close()
    rows = []
    for step, name in enumerate(("first paint", "zoom step")):
        for size in sizes:
            if size != SHIPPED:
                shipped = found[SHIPPED][step]
                rows.append(Row(f"{name}, {int(size):,}", found[size][step], "the same, shipped", shipped, 1 / 1.2))
        at = "10000" if "10000" in sizes else SHIPPED
        rows.append(Row(f"{name}, 10,000", found[at][step], "vis-timeline, 10,000", found["vis"][step], 20))
        knight = found["timelinejs"][step]
        rows.append(Row(f"{name}, shipped", found[SHIPPED][step], "TimelineJS, 300", knight, 0))
    return rows


def loading() -> list[Row]:
    """The shipped record into an empty database, and once more without a change."""
    file = WORK / "load.sqlite3"
    file.unlink(missing_ok=True)
    worker = Worker(f"sqlite:///{file}")
    first, again = worker.ask("load"), worker.ask("load")
    worker.close()
    return [
        Row("load of the shipped record", first["wall"] * 1000, "goal of 5 s", 5000, 1, f"{first['rss']} MB"),
        Row("the same, nothing changed", again["wall"] * 1000, "goal of 1 s", 1000, 1),
    ]


def chart(series: dict[str, dict[str, float]], sizes: list[str]) -> str:
    """Cost against size as SVG: a line a case, server time relative to the shipped record."""
    colours = ("#1f4e79", "#a3271f", "#5b7f3a", "#8a5a9c", "#b0741a", "#3a8a8a", "#777777", "#444444")
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 420" font-family="sans-serif" font-size="12">',
        '<rect width="760" height="420" fill="white"/>',
        '<text x="60" y="24" font-size="15">Server time of a timeline answer, relative to the shipped record</text>',
    ]
    across = {size: 70 + n * 430 / max(len(sizes) - 1, 1) for n, size in enumerate(sizes)}
    for size, x in across.items():
        label = "439 (shipped)" if size == SHIPPED else f"{int(size):,}"
        lines.append(f'<text x="{x:.0f}" y="395" text-anchor="middle">{label}</text>')
    for times in range(6):
        y = 370 - times * 64
        lines.append(f'<line x1="60" x2="510" y1="{y}" y2="{y}" stroke="#ddd"/><text x="50" y="{y + 4}" ')
        lines.append(f'text-anchor="end">{times}×</text>')
    for n, (name, found) in enumerate((name, found) for name, found in series.items() if name in TIMELINE):
        colour, base = colours[n % len(colours)], found[SHIPPED]
        points = " ".join(f"{across[size]:.0f},{370 - min(found[size] / base, 5.4) * 64:.0f}" for size in sizes)
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines.append(f'<text x="530" y="{70 + n * 20}" fill="{colour}">{name}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def main() -> None:
    """Run all, or with --quick what takes less than five minutes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="up to 10,000 meetings, few repetitions, less than 5 min")
    parser.add_argument("--times", type=int, default=0, help="repetitions of each case")
    parser.add_argument("--parts", default="", help="some of server,http,load,browser,postgres")
    parser.add_argument("--postgres", default="", metavar="URL", help="a server, to measure on PostgreSQL too")
    given = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(collect, cwd=ROOT, env=os.environ | SETTINGS, check=True)
    sizes = [SHIPPED, "10000"] if given.quick else [SHIPPED, "10000", "100000", "1000000"]
    times = given.times or (5 if given.quick else 15)
    parts: dict[str, Callable[[], Measured]] = {
        "server": lambda: server_time(sizes, times),
        "http": lambda: (against_datasette(times), {}, {}),
        "load": lambda: (loading(), {}, {}),
        "browser": lambda: (in_browser(sizes, max(times // 4, 3)), {}, {}),
        "postgres": lambda: (server_time([SHIPPED, sizes[-1 if given.quick else 2]], times, given.postgres)[0], {}, {}),
    }
    wanted = given.parts.split(",") if given.parts else [name for name in parts if name != "http" or not given.quick]
    print(HEAD, flush=True)
    for name in wanted:
        if name == "postgres" and not given.postgres:
            continue
        rows, series, besides = parts[name]()
        for row in rows:
            print(row.line, flush=True)
        found = {"rows": [asdict(row) | {"ratio": row.ratio} for row in rows], "series": series, "besides": besides}
        (WORK / f"{name}.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
        if series and not given.quick:
            (ROOT / "docs" / "performance.svg").write_text(chart(series, sizes), encoding="utf-8")
        if besides:
            print(json.dumps(besides), flush=True)


if __name__ == "__main__":
    main()
