"""The measured processes: our server on a database of some size, and the servers it is compared with."""

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from tests.servers import eventually, free_port, listens

ROOT = Path(__file__).parent.parent
WORK = ROOT / "var" / "benchmarks"
SETTINGS = {"VAR_DIR": str(WORK / "settings"), "API_RATE": "100000000/min", "ALLOWED_HOSTS": "localhost,127.0.0.1"}
SHIPPED = "shipped"
GUNICORN = [sys.executable, "-m", "gunicorn"]


class Worker:
    """A process of benchmarks/worker.py on one database, without the response cache."""

    def __init__(self, url: str) -> None:
        environment = os.environ | SETTINGS | {"DATABASE_URL": url, "ANSWER_MEMORY": "0"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.worker"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, line: str) -> dict[str, Any]:
        """Send a line to the worker, and return what it measured."""
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
    """The URL of the database of a size, on SQLite or on a PostgreSQL server; filled if it does not exist yet."""
    url = address(size, server)
    worker = Worker(url)
    worker.ask("load" if size == SHIPPED else f"fill {size}")
    worker.close()
    return url


def address(name: str, server: str = "") -> str:
    """The URL of a benchmark database; on a PostgreSQL server, an empty one is created if it does not exist."""
    if not server:
        return f"sqlite:///{WORK / f'{name}.sqlite3'}"
    url = f"{server}/across_bench_{name}"
    subprocess.run([sys.executable, ".ci/postgres.py", "create", url], cwd=ROOT, check=True)
    return url


class Server:
    """A server in its own process on a port, and one persistent connection to it."""

    def __init__(self, command: list[str], *, port: int = 0, environment: dict[str, str] | None = None) -> None:
        self.port = port or free_port()
        self._process = subprocess.Popen(
            [part.replace("PORT", str(self.port)) for part in command],
            cwd=ROOT,
            env=os.environ | {"PORT": str(self.port)} | (environment or {}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        eventually(f"{command[0]} listens", lambda: listens(self.port))
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    @property
    def url(self) -> str:
        """The URL that it listens on."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> tuple[float, bytes, dict[str, str]]:
        """Milliseconds, body and headers of one request; over a new connection if the server has closed the old one."""
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

    def memory(self) -> int:
        """Memory in MB of its largest child process."""
        listed = subprocess.run(["ps", "-A", "-o", "ppid=,rss="], capture_output=True, text=True, check=True).stdout
        held = [int(rss) for parent, rss in map(str.split, listed.splitlines()) if int(parent) == self._process.pid]
        return max(held) // 1024

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()


def ours(url: str, *, threads: int = 1, workers: int = 1) -> Server:
    """Our server, on a database."""
    settings = SETTINGS | {"DATABASE_URL": url, "WEB_THREADS": str(threads), "WEB_WORKERS": str(workers)}
    settings |= {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072"}  # as .ci/serve and the Dockerfile do
    return Server([*GUNICORN, "-c", "python:armscontrol.gunicorn_conf"], environment=settings)


def constant(size: int, *, threads: int = 1, workers: int = 1) -> Server:
    """The same server with an application that returns `size` bytes and does nothing else."""
    how = ["-k", "gthread", "--threads", str(threads), "--workers", str(workers)]
    return Server(
        [*GUNICORN, "-b", "127.0.0.1:PORT", *how, "benchmarks.constant:application"], environment={"SIZE": str(size)}
    )


def folder(path: Path) -> Server:
    """The same kind of server, with the files of a directory."""
    how = ["-k", "gthread", "--threads", "8"]
    return Server(
        [*GUNICORN, "-b", "127.0.0.1:PORT", *how, "benchmarks.folder:application"], environment={"FOLDER": str(path)}
    )


def nginx(body: bytes) -> Server | None:
    """nginx with two processes that serves these bytes at /answer; None if nginx is not installed."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        return None
    home = WORK / "nginx"
    (home / "root").mkdir(parents=True, exist_ok=True)
    (home / "root" / "answer").write_bytes(body)
    paths = "".join(f"{name}_temp_path {home}; " for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    port = free_port()
    text = (
        f"{'user root;' if os.geteuid() == 0 else ''} daemon off; worker_processes 2; pid {home}/pid; error_log stderr;"
        f"events {{}} http {{ access_log off; {paths} default_type application/json; keepalive_requests 1000000;"
        f"server {{ listen 127.0.0.1:{port}; root {home}/root; }} }}"
    )
    (home / "nginx.conf").write_text(text, encoding="utf-8")
    return Server([program, "-c", str(home / "nginx.conf")], port=port)


def datasette(size: str) -> Server:
    """Datasette on the same SQLite file, in its own virtual environment."""
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


def rate(url: str, *, seconds: int, **headers: str) -> float | None:
    """Requests per second over 16 connections by wrk; None if wrk is not installed.

    Raises RuntimeError if a response is an error.
    """
    program = shutil.which("wrk")
    if program is None:
        return None
    named = [part for name, value in headers.items() for part in ("-H", f"{name.replace('_', '-')}: {value}")]
    command = [program, "-t1", "-c16", f"-d{seconds}s", *named, url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if found is None or "Non-2xx" in said:
        raise RuntimeError(f"{url}: {said}")
    return float(found[1])


def interleaved(cases: dict[str, Callable[[], float]], times: int) -> dict[str, float]:
    """The median of each case; the cases run in turn."""
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(times):
        for name, case in cases.items():
            taken[name].append(case())
    return {name: median(each) for name, each in taken.items()}
