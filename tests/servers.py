"""Servers that tests start: choosing a port, running the program, waiting until it responds. All waiting is done here,
for a condition and not for a number of seconds: on a busy machine a program may start slowly.

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
"""The timeout in seconds for anything to start or respond; only a failure takes that long."""
PORTS = range(15_000, 32_000)
"""Below the ephemeral ports of Linux (from 32768) and macOS (from 49152): one of those could be taken by a connection
before its server starts, or while that server restarts."""
_given: set[int] = set()


def free_port() -> int:
    """An unused port on the loopback interface, a different one on each call."""
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
    """Whether the port accepts connections."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def eventually(what: str, is_so: Callable[[], bool]) -> None:
    """Wait until the condition holds. Raises AssertionError after PATIENCE."""
    until = monotonic() + PATIENCE
    while not is_so():
        assert monotonic() < until, f"in vain: {what}"
        sleep(0.05)


BROKEN = 0
"""The status of a response whose connection broke."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response, and the seconds it took."""

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
    """A server that can be started, stopped and killed repeatedly. Its output goes to one file, or to the test's
    output."""

    def __init__(
        self, name: str, log: Path | None, command: list[str], environment: dict[str, str], *, user: str = ""
    ) -> None:
        self.name, self.log, self.command, self.environment, self.user = name, log, command, environment, user
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it in its own process group."""
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
        """Wait until it responds 200. Raises AssertionError, with the end of its log, if it exits instead."""

        def is_up() -> bool:
            assert self.process is not None, f"{self.name} was not started"
            assert self.process.poll() is None, f"{self.name} ended: {self.said()}"
            return get(port, path).status == 200

        eventually(f"{self.name} answers at port {port}", is_up)

    def runs(self) -> bool:
        """Whether it was started and has not exited."""
        return self.process is not None and self.process.poll() is None

    def said(self) -> str:
        """The end of its log."""
        return self.log.read_text(errors="replace")[-3000:] if self.log is not None else ""

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Send the signal and wait for the process to exit; kill it if it does not."""
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
        """Kill it and all its child processes at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
