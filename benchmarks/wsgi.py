"""gunicorn against granian, on the real application and record: `python -m benchmarks.wsgi ENVIRONMENT` prints the
table of docs/performance.md.

ENVIRONMENT is a virtual environment with requirements.lock and granian installed; granian is not a dependency of the
project. Both run from it, with the same number of processes and threads, one after the other in every round, under
`wrk` with a closed loop of connections. Medians of the rounds; the cost of a request is the CPU time of the server's
processes, which is least affected by other load on the machine.
"""

import argparse
import json
import os
import re
import subprocess
import tempfile
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Self

from benchmarks.servers import ROOT
from tests.servers import eventually, free_port

STATIC = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "static"
WORKERS, THREADS, CONNECTIONS = 2, 4, 8
CASES = {
    "timeline, not cached": 'string.format("/?from=%d&to=%d&unseen=%d", 1955 + n % 60, 1965 + n % 60, n)',
    "API page, not cached": (
        'string.format("/api/v1/meetings/?page_size=%d&from=%d", 20 + n % 80, 1955 + math.floor(n / 80) % 60)'
    ),
    "not modified (304)": '"/issues/"',
    "a static file": '"STATIC"',
    "a constant (`/healthz`)": '"/healthz"',
}
SCRIPT = """
local n = {start}
wrk.headers["If-None-Match"] = '{tag}'
request = function() n = n + 1; return wrk.format("GET", {address}) end
done = function(summary, latency)
  local broken = summary.errors.status + summary.errors.read + summary.errors.timeout
  print(string.format("FOUND %d %d %f %f %d", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), broken))
end
"""


class Server:
    """One of the two servers, with all its processes."""

    def __init__(self, name: str, environment: Path) -> None:
        self.port = free_port()
        common = {"WEB_WORKERS": str(WORKERS), "WEB_THREADS": str(THREADS), "PORT": str(self.port), "API_RATE": "off"}
        granian = [str(environment / "bin/granian"), "--interface", "wsgi", "--port", str(self.port), "--no-ws"]
        granian += [
            "--workers",
            str(WORKERS),
            "--blocking-threads",
            str(THREADS),
            "--http",
            "1",
            "--log-level",
            "error",
        ]
        gunicorn = [str(environment / "bin/gunicorn"), "--config", "python:armscontrol.gunicorn_conf"]
        self._process = subprocess.Popen(
            [*granian, "armscontrol.wsgi:application"] if name == "granian" else gunicorn,
            cwd=ROOT,
            env=os.environ | common,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        eventually(f"{name} answers", self._answers)

    def _answers(self) -> bool:
        try:
            return bool(self.tag())
        except OSError:
            return False

    def at(self, path: str) -> str:
        """The URL of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def processes(self, parent: int = 0) -> Iterator[int]:
        """The process ids of the server and all its descendants."""
        parent = parent or self._process.pid
        yield parent
        for task in Path(f"/proc/{parent}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from self.processes(int(child))

    def cpu(self) -> float:
        """CPU seconds of all its processes."""
        ticks = [Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()[11:13] for one in self.processes()]
        return sum(int(number) for pair in ticks for number in pair) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Memory in megabytes; pages shared between processes are counted once."""
        found = [Path(f"/proc/{one}/smaps_rollup").read_text() for one in self.processes()]
        return sum(int(re.findall(r"^Pss: +(\d+)", text, re.MULTILINE)[0]) for text in found) / 1024

    def tag(self) -> str:
        """The ETag of the page that is requested again."""
        with urllib.request.urlopen(self.at("/issues/")) as answer:  # noqa: S310 - our own
            return str(answer.headers["ETag"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()


def measured(server: Server, address: str, *, seconds: int, tag: str, start: int) -> tuple[float, float, float, float]:
    """Requests per second, CPU ms per request, median and 99th percentile in ms. `address` is a Lua expression in
    `n`."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(SCRIPT.format(start=start, tag=tag, address=address))
        file.flush()
        before = server.cpu()
        done = subprocess.run(
            ["wrk", "-t1", "--timeout=20s", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", file.name, server.at("")],
            capture_output=True,
            text=True,
            check=True,
        )
        used = server.cpu() - before
    assert "FOUND" in done.stdout, done.stdout + done.stderr  # noqa: S101
    requests, took, half, most, errors = map(float, re.findall(r"FOUND (.*)", done.stdout)[0].split())
    assert not errors, done.stdout  # noqa: S101
    return requests / took * 1e6, used / requests * 1e3, half / 1e3, most / 1e3


def static_file() -> str:
    """The path of a static file with a hashed name, from collectstatic."""
    files: dict[str, str] = json.loads((STATIC / "staticfiles.json").read_text())["paths"]
    return f"/static/{files['css/site.css']}"


def main() -> None:
    """Run the measurements and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("environment", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    options = parser.parse_args()
    found = defaultdict(list)
    memory = defaultdict(list)
    for turn in range(options.rounds):
        for name in ("gunicorn", "granian") if turn % 2 else ("granian", "gunicorn"):
            with Server(name, options.environment) as server:
                for case, template in CASES.items():
                    address, tag = template.replace("STATIC", static_file()), server.tag() if "304" in case else "none"
                    found[case, name].append(
                        measured(server, address, seconds=options.seconds, tag=tag, start=(turn + 1) * 100_000)
                    )
                memory[name].append(server.memory())
    print("| case | server | requests/s | CPU ms a request | median, ms | p99, ms |")
    print("| --- " * 6 + "|")
    for (case, name), rounds in sorted(found.items(), key=lambda one: list(CASES).index(one[0][0])):
        rate, cpu, half, most = (median(figures) for figures in zip(*rounds, strict=True))
        print(f"| {case} | {name} | {rate:,.0f} | {cpu:.2f} | {half:.1f} | {most:.1f} |")
    for name, sizes in memory.items():
        print(f"{name}: {median(sizes):.0f} MB after all cases")


if __name__ == "__main__":
    main()
