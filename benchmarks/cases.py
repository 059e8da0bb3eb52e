"""The cases of `make bench`, by part: each part measures our server against its peers and returns rows of the table."""

import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import Any
from urllib.parse import quote_plus

import orjson
from whitenoise.compress import Compressor  # type: ignore[import-untyped]

from benchmarks import browser, mixed, servers
from benchmarks.rows import Row
from benchmarks.servers import ROOT, SHIPPED, WORK, Worker, address, database, interleaved, ours

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
    "a common word, for the first time": "new /?q={word}",
    "page 10 of the list": "/?page=10",
}
SEARCHES = {
    "a common word": "sublimits",
    "two common words": "sublimits round",
    "a phrase": '"on site inspection"',
    "a name": "given5 family102",
    "a misspelt name": "fmaily102",
    "two letters": "su",
}
ANSWERED = {
    "what somebody said of an issue in a year": "family77 issue 5 1986",
    "both sides on an issue": "issue 5",
    "somebody's record": "family77",
    "somebody's record, asked for the first time": "family{number}",
}
"""Searches with an answer above the results, by their subject."""
PAGE_OF_100 = "/api/v1/meetings/?page_size=100&expand=participants,issues"
MEMORY = 200
"""The most MB of memory for a web process."""


@dataclass(frozen=True, slots=True)
class Run:
    """How much is measured: the sizes of the databases, which of them is the large one, the repetitions, the PostgreSQL
    server; `searched` is the size of the searched database, in meetings with three positions each."""

    sizes: list[str]
    large: str
    times: int
    requests: int
    articles: list[int]
    postgres: str = ""
    seconds: int = 3
    searched: str = "33400"

    @property
    def databases(self) -> list[tuple[str, str]]:
        """The prefix of a case's name, and the PostgreSQL server (empty for SQLite)."""
        return [("", "")] + [("PostgreSQL: ", self.postgres)] * bool(self.postgres)


@dataclass(slots=True)
class Measured:
    """A part's rows, the cost by case and size for the chart, and figures outside the table."""

    rows: list[Row] = field(default_factory=list)
    series: dict[str, dict[str, float]] = field(default_factory=dict)
    besides: dict[str, Any] = field(default_factory=dict)


def named(number: str) -> str:
    """A size as readers write it."""
    return f"{int(number):,}" if number.isdigit() else number


def path_of(pattern: str, size: str) -> str:
    """The path for the record of this size."""
    made = size != SHIPPED
    return pattern.format(
        official=BUSY[size], issue="issue-3" if made else "missile-defense", word="sublimits" if made else "missile"
    )


def server_time(run: Run) -> Measured:
    """CPU time of whole timeline requests at every size against the shipped record; cards are cached, responses are
    not."""
    found = Measured()
    for on, server in run.databases:
        part = _server_time(on, run.sizes, run.times, server)
        found.rows += part.rows
        found.series = found.series or part.series
        found.besides |= part.besides
    return found


def _server_time(on: str, sizes: list[str], times: int, server: str) -> Measured:
    workers = {size: Worker(database(size, server)) for size in sizes}
    found = Measured()
    read: dict[str, float] = {}
    memory: dict[str, int] = {}
    weights: dict[str, float] = {}
    for size, worker in workers.items():
        read[size] = round(worker.ask("read")["wall"], 2)
    for name, pattern in TIMELINE.items():
        cases: dict[str, Callable[[], float]] = {}
        for size, worker in workers.items():
            path = path_of(pattern, size)
            weights[name] = max(
                weights.get(name, 0), round(worker.ask(path)["bytes"] / 1024, 1)
            )  # and caches the cards
            cases[size] = lambda worker=worker, path=path: worker.ask(path)["cpu"] * 1000  # type: ignore[misc]
        taken = found.series[name] = interleaved(cases, times)
        for size in sizes:
            if size != SHIPPED:
                goal = 1 / 3 if size == "1000000" else 1 / 2
                case = f"{on}timeline, {name}, {named(size)}"
                found.rows.append(Row(case, taken[size], "the same, shipped", taken[SHIPPED], goal))
    for size, worker in workers.items():
        if size == "100000":
            facets = median(worker.ask("facets from=1960")["cpu"] * 1000 for _ in range(times))
            found.rows.append(Row(f"{on}all facets of the timeline, 100,000", facets, "goal of 50 ms", 50, 1))
        memory[size] = worker.ask("/")["rss"]
        worker.close()
    heaviest = max(weights.values())
    found.rows.append(Row(f"{on}heaviest of these pages, compressed", heaviest, "goal of 60 KB", 60, 1, unit="KB"))
    found.besides = {f"{on}columns read, s": read, f"{on}peak memory, MB": memory}
    return found


FRAGMENT = {"HX_Request": "true", "HX_Request_Type": "partial", "HX_Target": "div#view"}


def _cold(start: Callable[[], servers.Server], path: str) -> float:
    """Milliseconds from starting a server to its first response."""
    began = time.perf_counter()
    server = start()
    server.get(path)
    taken = (time.perf_counter() - began) * 1000
    server.close()
    return taken


def over_http(run: Run) -> Measured:
    """Wall-clock time of the API and the timeline page, one process each, against Datasette on the same file."""
    rows = []
    us = {on: ours(database(run.large, server)) for on, server in run.databases}
    them = servers.datasette(run.large)
    bare_page = f"/{run.large}/timeline_meeting.json?_size=100&_shape=objects"
    _, plain, _ = them.get(bare_page)
    number = iter(range(10**9))
    store = sqlite3.connect(WORK / f"{run.large}.sqlite3")
    of_issue = f"/{run.large}/timeline_position.json?_size=100&_shape=objects&issue_id=3"
    cases: dict[str, Callable[[], float]] = {"bare": lambda: them.get(bare_page)[0], "raw": lambda: _raw(store)}
    cases["bare positions"] = lambda: them.get(of_issue)[0]
    for on, server in us.items():
        _, body, headers = server.get(PAGE_OF_100, Accept_Encoding="gzip")
        tag = headers["etag"]

        def fresh(server: servers.Server = server) -> float:  # a different query each time: never a cache hit
            return server.get(f"{PAGE_OF_100}&from={1955 + next(number) % 60}&to={2015 + next(number) // 60}")[0]

        def again(server: servers.Server = server) -> float:
            return server.get(PAGE_OF_100, Accept_Encoding="gzip")[0]

        def unchanged(server: servers.Server = server, tag: str = tag) -> float:
            return server.get(PAGE_OF_100, Accept_Encoding="gzip", If_None_Match=tag)[0]

        def search(server: servers.Server = server) -> float:
            return server.get(f"/search/?q=sublimits+round&page={1 + next(number)}")[0]

        def stated(server: servers.Server = server) -> float:
            window = f"from={1955 + next(number) % 60}&to={2015 + next(number) // 60}"
            return server.get(f"/api/v1/positions/?issue=issue-3&page_size=100&{window}")[0]

        def stood(server: servers.Server = server) -> float:
            days = next(number)  # a different day each time
            return server.get(f"/api/v1/standings/?on={1956 + days % 60}-{1 + days // 60 % 12:02d}-01")[0]

        cases |= {f"{on}page": fresh, f"{on}again": again, f"{on}304": unchanged, f"{on}search": search}
        cases |= {f"{on}stated": stated, f"{on}stood": stood}
    found = interleaved(cases, run.times)
    size, bare = f"{len(body) // 1024} KB gzip to its {len(plain) // 1024}", "Datasette, 100 bare rows"
    meetings = named(run.large)
    for on in us:
        page = f"{on}API page of 100 meetings, participants and issues, {meetings}"
        rows += [
            Row(page, found[f"{on}page"], bare, found["bare"], 3, size),
            Row(f"{on}the same, kept", found[f"{on}again"], bare, found["bare"], 30),
            Row(f"{on}the same, not modified", found[f"{on}304"], bare, found["bare"], 30),
            Row(f"{on}the same, nothing kept", found[f"{on}page"], "raw SQL and orjson", found["raw"], 0, "the limit"),
            Row(f"{on}100 positions of one issue", found[f"{on}stated"], bare, found["bare positions"], 3),
            Row(f"{on}standings on a date", found[f"{on}stood"], bare, found["bare"], 0),
            Row(f"{on}search for two common words, {_positions(run.large)}", found[f"{on}search"], "30 ms", 30, 0),
        ]
    for one in (*us.values(), them):
        one.close()
    return Measured(rows + _searches(run) + _pages_over_http(run))


def _positions(size: str) -> str:
    return f"{3 * int(size):,} positions"


def _searches(run: Run) -> list[Row]:
    """The search page on a record of 100,000 positions, with a different URL each time, so that no response is cached;
    full-text results are cached in the process, as for readers. The goal is 60 ms for those with an answer box."""
    us = {on: ours(database(run.searched, server)) for on, server in run.databases}
    number = iter(range(10**9))

    def asked(server: servers.Server, words: str) -> float:
        each = next(number)
        return server.get(f"/search/?q={quote_plus(words.format(number=100 + each % 300))}&page={1 + each}")[0]

    cases: dict[str, Callable[[], float]] = {
        f"{on}search for {name}": partial(asked, server, words)
        for on, server in us.items()
        for name, words in (SEARCHES | ANSWERED).items()
    }
    found = interleaved(cases, run.times)
    for server in us.values():
        server.close()
    where = _positions(run.searched)
    goals = {case: 60 if any(case.endswith(name) for name in ANSWERED) else 30 for case in found}
    return [
        Row(f"{case}, {where}", taken, f"goal of {goals[case]} ms", goals[case], 1) for case, taken in found.items()
    ]


def _pages_over_http(run: Run) -> list[Row]:
    """The timeline page of the shipped record against Datasette's page of the same file with two facets."""
    us = {on: ours(database(SHIPPED, server)) for on, server in run.databases}
    them = servers.datasette(SHIPPED)
    faceted = f"/{SHIPPED}/timeline_meeting?_size=100&_facet=kind&_facet=negotiation_id"
    number = iter(range(10**9))
    cases: dict[str, Callable[[], float]] = {"theirs": lambda: them.get(faceted)[0]}
    for on, server in us.items():
        tag = server.get("/")[2]["etag"]

        def page(server: servers.Server = server) -> float:
            return server.get(f"/?from={1955 + next(number) % 30}&to={1992 + next(number) // 30}")[0]

        def unchanged(server: servers.Server = server, tag: str = tag) -> float:
            return server.get("/", If_None_Match=tag)[0]

        def part(server: servers.Server = server) -> float:
            window = f"from={1955 + next(number) % 30}&to={1992 + next(number) // 30}"
            return server.get(f"/?{window}&kind=summit", **FRAGMENT)[0]

        cases |= {f"{on}page": page, f"{on}304": unchanged, f"{on}part": part}
    found = interleaved(cases, run.times)
    for one in (*us.values(), them):
        one.close()
    two, rows = "Datasette's page with 2 facets", []
    for on in us:
        rows += [
            Row(f"{on}timeline page, shipped record", found[f"{on}page"], two, found["theirs"], 3),
            Row(f"{on}the same, not modified", found[f"{on}304"], two, found["theirs"], 30),
            Row(f"{on}timeline page, shipped record", found[f"{on}page"], "goal of 25 ms", 25, 1),
            Row(f"{on}the fragment that htmx swaps in, summits", found[f"{on}part"], two, found["theirs"], 0),
        ]
    theirs = median(_cold(lambda: servers.datasette(SHIPPED), f"/{SHIPPED}/timeline_meeting") for _ in range(3))
    for on, url in ((on, database(SHIPPED, server)) for on, server in run.databases):
        taken = median(_cold(lambda url=url: ours(url), "/") for _ in range(3))  # type: ignore[misc]
        rows.append(Row(f"{on}from a cold start to the first page", taken, "Datasette", theirs, 0))
    return rows


def _raw(store: sqlite3.Connection) -> float:
    """Milliseconds for the same response from hand-written SQL and orjson: a lower bound for any framework."""
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


def limits(run: Run) -> Measured:
    """Requests per second on two processes, by wrk: cached and revalidated responses against a constant and nginx."""
    rows = []
    us = {on: ours(database(run.large, server), workers=2, threads=4) for on, server in run.databases}
    for coding in ("gzip", "identity"):
        for on, server in us.items():
            _, body, headers = server.get(PAGE_OF_100, Accept_Encoding=coding)
            same = servers.constant(len(body), workers=2, threads=4)
            files = servers.nginx(body)
            asked = {
                "kept": (server.url + PAGE_OF_100, {}),
                "not modified": (server.url + PAGE_OF_100, {"If_None_Match": headers["etag"]}),
                "constant": (f"{same.url}/", {}),
            }
            if files:
                asked["nginx"] = (f"{files.url}/answer", {})
            found: dict[str, list[float]] = {name: [] for name in asked}
            for _ in range(3):
                for name, (url, more) in asked.items():
                    measured = servers.rate(url, seconds=run.seconds, Accept_Encoding=coding, **more)
                    if measured is None:
                        return Measured(besides={"limits": "left out: there is no wrk on this machine"})
                    found[name].append(measured)
            per = {name: median(each) for name, each in found.items()}
            note = f"{coding}, {len(body) // 1024} KB, two processes"
            for name in ("kept", "not modified"):
                case = f"{on}API page of 100, {name}"
                rows.append(Row(case, per[name], "the same server, a constant", per["constant"], 0, note, "req/s"))
                if files:
                    rows.append(Row(case, per[name], "nginx, the same bytes", per["nginx"], 0, note, "req/s"))
                if coding == "gzip":
                    rows.append(Row(case, per[name], "goal of 1,500 a second", 1500, 1, note, "req/s"))
            for one in filter(None, (same, files)):
                one.close()
    for server in us.values():
        server.close()
    return Measured(rows)


def tables(run: Run) -> Measured:
    """All meetings and all positions as CSV and NDJSON: megabytes per second and peak memory, without a socket."""
    rows = []
    for on, server in run.databases:
        url = database(run.large, server)
        by_hand = Worker(url)
        raw = by_hand.ask("raw")
        by_hand.close()
        limit = raw["bytes"] / 1e6 / raw["wall"]
        for resource, form in (("positions", "csv"), ("positions", "ndjson"), ("meetings", "csv")):
            worker = Worker(url)
            worker.ask("/api/v1/meetings/?page_size=1")
            taken = worker.ask(f"take /api/v1/{resource}/?format={form}")
            worker.close()
            rate, size = taken["bytes"] / 1e6 / taken["wall"], f"{taken['bytes'] / 1e6:.0f} MB in {taken['wall']:.1f} s"
            case = f"{on}{form.upper()} of all {resource}, {named(run.large)} meetings"
            rows.append(Row(case, rate, "raw SQL and the csv module", limit, 0, size, "MB/s"))
            rows.append(Row(f"{case}: peak memory", taken["rss"], f"goal of {MEMORY} MB", MEMORY, 1, unit="MB"))
    return Measured(rows)


def loading(run: Run) -> Measured:
    """Loads into an empty database: the shipped record, again without changes, and growing numbers of synthetic
    files."""
    rows = []
    for on, server in run.databases:
        worker = _empty("load", server)
        first, again = worker.ask("load"), worker.ask("load")
        worker.close()
        case = f"{on}load of the shipped record"
        rows.append(Row(case, first["wall"], "goal of 5 s", 5, 1, f"{first['rss']} MB", "s"))
        rows.append(Row(f"{on}the same, nothing changed", again["wall"], "goal of 1 s", 1, 1, unit="s"))
        each: dict[int, float] = {}
        for number in run.articles:
            folder = WORK / f"files-{number}"
            worker = _empty("load", server)
            worker.ask(f"files {number} {folder}")
            taken = worker.ask(f"load {folder}")
            worker.close()
            each[number] = taken["wall"] / number * 1000
            case = f"{on}load of {number:,} articles"
            seconds, rate = 600 * number / 100_000, f"{number / taken['wall']:.0f} files/s"
            reached = number >= 10_000  # below that, startup dominates
            rows.append(Row(case, taken["wall"], f"{seconds:g} s", seconds, 1 if reached else 0, rate, "s"))
            rows.append(Row(f"{case}: peak memory", taken["rss"], "goal of 1,000 MB", 1000, 1, unit="MB"))
        few, most = min(each), max(each)
        if few != most:
            case = f"{on}each of {most:,} articles"
            rows.append(Row(case, each[most], f"each of {few:,}", each[few], 0.8, "linear is 1"))
    return Measured(rows)


def _empty(name: str, server: str) -> Worker:
    """A worker on an empty database with this name."""
    if server:
        worker = Worker(address(name, server))
        worker.ask("empty")
        return worker
    for file in WORK.glob(f"{name}.sqlite3*"):
        file.unlink()
    return Worker(address(name))


def memory(run: Run) -> Measured:
    """The memory of a web process after many mixed requests, and whether it still grows."""
    rows, besides = [], {}
    for on, server in run.databases:
        us = ours(database(run.large, server), threads=4)
        held = mixed.memory(us, run.requests)
        us.close()
        case = f"{on}web process after {run.requests:,} mixed requests, {named(run.large)} meetings"
        rows.append(Row(case, held[-1], f"goal of {MEMORY} MB", MEMORY, 1, unit="MB"))
        half = held[len(held) // 2 - 1]
        rows.append(Row(f"{on}the same", held[-1], "after half of them", half, 0.95, "not growing", "MB"))
        besides[f"{on}memory after each tenth, MB"] = held
    return Measured(rows, besides=besides)


def in_browser(run: Run) -> Measured:
    """First paint and one zoom step in Chromium, at every size and for the widgets."""
    home = WORK / "node"
    if not (home / "node_modules").exists():
        home.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "benchmarks" / "package.json", home)
        subprocess.run(["npm", "install", "--silent"], cwd=home, check=True)
    us = {size: ours(database(size), threads=8) for size in run.sizes}
    for server in us.values():
        for _ in range(3):
            server.get("/")
    numbers = {"vis": [10_000], "timelinejs": [300]}
    browser.widgets(home, "", numbers)
    _compress(home)
    peer = servers.folder(home)
    cases = {size: browser.our_page(f"{server.url}/") for size, server in us.items()}
    found = browser.measure(cases | browser.widgets(home, peer.url, numbers), max(run.times * 3 // 5, 3))
    for one in (*us.values(), peer):
        one.close()
    rows = []
    at = "10000"
    for what in ("first", "zoom"):
        name = {"first": "first paint", "zoom": "zoom step"}[what]
        taken = {case: getattr(painted, what) for case, painted in found.items()}
        for size in run.sizes:
            if size != SHIPPED:
                case = f"{name}, {named(size)}"
                rows.append(Row(case, taken[size], "the same, shipped", taken[SHIPPED], 1 / 1.2))
        rows.append(Row(f"{name}, 10,000", taken[at], "vis-timeline, 10,000", taken["vis-10000"], 20))
        rows.append(Row(f"{name}, shipped", taken[SHIPPED], "TimelineJS, 300", taken["timelinejs-300"], 1))
    work = {name: round(sum(painted.parts.values())) for name, painted in found.items()}
    rows.append(Row("first visit, main thread's CPU, 10,000", work[at], "vis-timeline, 10,000", work["vis-10000"], 20))
    whole = {size: round(found[size].whole) for size in run.sizes}
    parts = {name: painted.parts for name, painted in found.items()}
    return Measured(
        rows,
        besides={
            "zoom step until the list and the filters have followed, ms": whole,
            "main thread in a first visit, CPU ms": parts,
        },
    )


def _compress(home: Any) -> None:
    """Compress the files that the widgets' pages load, as a site would."""
    compressor = Compressor(quiet=True)
    needed = ["vis-timeline/standalone/umd/*.min.js", "vis-timeline/styles/*.css", "@knight-lab/timelinejs/dist/*/*"]
    for pattern in ("*.html", "*.json", *(f"node_modules/{each}" for each in needed)):
        for file in home.glob(pattern):
            if file.is_file() and file.suffix in {".html", ".json", ".js", ".css"}:
                compressor.compress(str(file))


PARTS: dict[str, Callable[[Run], Measured]] = {
    "server": server_time,
    "http": over_http,
    "limits": limits,
    "tables": tables,
    "load": loading,
    "browser": in_browser,
    "memory": memory,
}
