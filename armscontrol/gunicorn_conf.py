"""gunicorn's configuration, from the environment: `gunicorn -c python:armscontrol.gunicorn_conf`, as `make run` does.

One process with a few threads is right for SQLite and a laptop; WEB_WORKERS and WEB_THREADS raise both.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from typing import Any, NoReturn

from gunicorn.workers import gthread  # type: ignore[import-untyped]

from armscontrol import environment


def _stop(message: str) -> NoReturn:
    """Abort the start of the server with one line and exit status 2."""
    print(message, file=sys.stderr)
    raise SystemExit(2)


try:
    metrics_port = environment.whole_number("METRICS_PORT", default=0)
    if metrics_port:  # before anything imports prometheus_client, which reads it on import
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="across-metrics.")
    from armscontrol import settings  # noqa: F401 - an invalid setting fails here, in one line

    host = environment.text("HOST") or "127.0.0.1"
    port = environment.whole_number("PORT", default=8000, minimum=1)
    workers = environment.whole_number("WEB_WORKERS", default=1, minimum=1)
    threads = environment.whole_number("WEB_THREADS", default=4, minimum=1)
except environment.SettingError as error:
    _stop(f"settings: {error}")

SILENCE = 1.0
"""Seconds that a thread waits for the first byte of a new connection, before the connection waits without a thread."""

wsgi_app = "armscontrol.wsgi"
bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
worker_class = "armscontrol.gunicorn_worker.Worker"
preload_app = True  # an invalid setting stops the start instead of every worker
loglevel = "warning"
control_socket_disable = True  # it would be in the home directory, one for all servers of a user
limit_request_line = 8190  # matches nginx's large_client_header_buffers; gunicorn's maximum
graceful_timeout = 20  # as long as nginx waits for a request

# gunicorn's five seconds have no setting and no hook: a connection that a browser opens in advance would block a
# thread, and a shutdown, for that long.
gthread.DEFAULT_WORKER_DATA_TIMEOUT = SILENCE


def on_starting(server: object) -> None:
    """Fail at once, with a plain message, if it cannot listen on the address; gunicorn alone would retry for five
    seconds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            _stop(f"cannot listen on {bind}: {error.strerror}; choose another port, as in: make run PORT=8001")


def when_ready(server: object) -> None:
    """Print the one line that a person waits for; start the metrics server."""
    if metrics_port:
        subprocess.Popen([sys.executable, "-m", "armscontrol.monitoring.metrics", str(metrics_port)])  # noqa: S603 - our own
    shown = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - compared, not bound
    print(f"Across the Table: http://{f'[{shown}]' if ':' in shown else shown}:{port}/ (Ctrl-C stops it)", flush=True)


def child_exit(server: object, worker: Any) -> None:
    """Drop the gauges of a process that ended."""
    if metrics_port:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def worker_exit(server: object, worker: object) -> None:
    """A worker has finished its requests in progress."""
    _leave(sys.exc_info()[1])


def on_exit(server: object) -> None:
    """Clean up."""
    if metrics_port:
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
    _leave(sys.exc_info()[1])


def _leave(reason: BaseException | None) -> None:
    """End a process that was told to stop without Python's teardown of every module, which takes seconds. After a
    failure gunicorn ends it, to keep its exit status."""
    if isinstance(reason, StopIteration) or (isinstance(reason, SystemExit) and not reason.code):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
