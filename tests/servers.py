"""Servers that tests start: a port, the program, the wait until it answers. Everybody waits here, until something is so
and not for some seconds: a program on a busy machine takes its time to come up.

Programs are stopped by their own process id, never by name.
"""

import http.client
import os
import random
import signal
import socket
import ssl
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 180
"""Seconds that anything may take to come up, or to answer; only what never does is waited for as long."""
PORTS = range(15_000, 32_000)
"""Below the ports that Linux (32768 on) and macOS (49152 on) give to connections that are opened: one of those could be
taken again between the choice of it and the start of its server, or while that server is restarted."""
_given: set[int] = set()


def free_port() -> int:
    """A port of the loopback address that nobody listens on, and another one at each call."""
    while True:
        port = random.choice(PORTS)  # noqa: S311 - no secret
        if port not in _given and not listens(port):
            try:
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            _given.add(port)
            return port


def listens(port: int) -> bool:
    """Whether a connection to the port is taken."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def eventually(what: str, is_so: Callable[[], bool]) -> None:
    """Wait until it is so. Raises AssertionError after PATIENCE."""
    until = monotonic() + PATIENCE
    while not is_so():
        assert monotonic() < until, f"in vain: {what}"
        sleep(0.05)


BROKEN = 0
"""The status of an answer whose connection broke."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, and the seconds it took."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0.0


def get(port: int, path: str, *, tls: ssl.SSLContext | None = None, method: str = "GET", **headers: str) -> Answer:
    """The response of a server under test; underscores in header names become hyphens."""
    began = monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    if tls is not None:
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=PATIENCE, context=tls)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, response.read(), monotonic() - began)
    except (OSError, http.client.HTTPException):
        return Answer(BROKEN, seconds=monotonic() - began)
    finally:
        connection.close()


class Program:
    """A server that is started, stopped and killed again and again. Its output goes to one file, or where ours goes."""

    def __init__(
        self, name: str, log: Path | None, command: list[str], environment: dict[str, str], *, user: str = ""
    ) -> None:
        self.name, self.log, self.command, self.environment, self.user = name, log, command, environment, user
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, in a process group of its own."""
        log = None if self.log is None else self.log.open("ab")
        try:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=self.user or None,
                start_new_session=True,
            )
        finally:
            if log is not None:
                log.close()

    def answers(self, port: int, path: str = "/healthz") -> None:
        """Wait until it answers 200 there. Raises AssertionError, with the end of its log, where it ends instead."""

        def is_up() -> bool:
            assert self.process is not None, f"{self.name} was not started"
            assert self.process.poll() is None, f"{self.name} ended: {self.said()}"
            return get(port, path).status == 200

        eventually(f"{self.name} answers at port {port}", is_up)

    def said(self) -> str:
        """The end of what it wrote."""
        return self.log.read_text(errors="replace")[-3000:] if self.log is not None else ""

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Send the signal and wait for the end; what does not end is killed."""
        if self.process is None:
            return
        self.process.send_signal(number)
        try:
            self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def kill(self) -> None:
        """Kill it and all it started, at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
