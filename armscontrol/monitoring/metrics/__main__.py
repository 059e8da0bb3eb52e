"""`python -m armscontrol.monitoring.metrics PORT`: aggregates the web processes' metrics and serves them to
Prometheus."""

import os
import sys
from collections.abc import Iterator
from errno import EADDRINUSE
from pathlib import Path
from time import sleep

from prometheus_client import CollectorRegistry, Metric, PlatformCollector, ProcessCollector, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

PROC = Path("/proc")


class WebProcesses(Collector):
    """Memory, CPU, start time and open files of the server and each of its web processes, as prometheus_client collects
    them for one process. Nothing if the system has no /proc."""

    def __init__(self, server: int) -> None:
        self.server = server

    def collect(self) -> Iterator[Metric]:
        """The metrics, each with a sample for every process."""
        found: dict[str, Metric] = {}
        for pid in (self.server, *children(self.server)):
            if pid == os.getpid():
                continue
            # The stubs expect a number; the library also accepts a callable.
            for one in ProcessCollector(pid=lambda pid=pid: pid, registry=None).collect():  # type: ignore[misc]
                metric = found.setdefault(one.name, Metric(one.name, one.documentation, one.type))
                for sample in one.samples:
                    metric.add_sample(sample.name, {"pid": str(pid)}, sample.value)
        yield from found.values()


def children(parent: int) -> list[int]:
    """The process ids of the running children of `parent`."""
    found = []
    for folder in PROC.glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:  # the process has ended meanwhile
            continue
        if int(stat.rpartition(")")[2].split()[1]) == parent:
            found.append(int(folder.name))
    return sorted(found)


def serve(port: int) -> None:
    """Listen on every address of this machine or container until the parent server ends."""
    parent = os.getppid()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(WebProcesses(parent))
    PlatformCollector(registry)
    _listen(port, registry, parent)
    while os.getppid() == parent:
        sleep(1)


def _listen(port: int, registry: CollectorRegistry, parent: int) -> None:
    """Listen on the port as soon as the previous server's process has released it."""
    while os.getppid() == parent:
        try:
            start_http_server(port, registry=registry)
        except OSError as error:
            if error.errno != EADDRINUSE:
                raise
            sleep(0.2)
        else:
            return


if __name__ == "__main__":
    serve(int(sys.argv[1]))
