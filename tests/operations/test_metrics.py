"""What Prometheus is told: asked of a real server of two processes, whose numbers move as it is used."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.core.cache.backends.base import BaseCache
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from armscontrol.monitoring.metrics import counts
from armscontrol.monitoring.metrics.__main__ import children
from armscontrol.monitoring.metrics.cache import CountedMemory
from armscontrol.monitoring.metrics.requests import surface
from tests.servers import ROOT, Answer, Program, free_port, get

CAST = "import django; django.setup(); from tests import make; make.talks()"
CARD = "/meetings/1986-10-11-reykjavik-reagan-gorbachev/card/"
LIST = "/api/v1/meetings/?page_size=3"


@dataclass
class Site:
    """A running server and what its metrics port reports."""

    port: int
    metrics: int
    process: int

    def get(self, path: str, **headers: str) -> Answer:
        return get(self.port, path, tls=None, **headers)

    def said(self) -> dict[str, float]:
        """Each sample's value, by name and labels as Prometheus writes them."""
        answer = get(self.metrics, "/metrics")
        assert answer.status == 200
        text = answer.body.decode()
        return {
            sample.name + "".join(f" {name}={value}" for name, value in sorted(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    def moved(self, use: Callable[[], object]) -> dict[str, float]:
        """By how much which samples move by this use."""
        before = self.said()
        use()
        return {name: value - before.get(name, 0) for name, value in self.said().items() if value != before.get(name)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("metrics")
    ports = free_port(), free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "armscontrol.settings",
        "VAR_DIR": str(folder),
        "PORT": str(ports[0]),
        "METRICS_PORT": str(ports[1]),
        "WEB_WORKERS": "2",
        "WEB_THREADS": "2",
    }
    for command in (["manage.py", "migrate", "--verbosity", "0"], ["-c", CAST]):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True, capture_output=True)
    server = [sys.executable, "-m", "gunicorn", "--config", "python:armscontrol.gunicorn_conf"]
    program = Program("web", folder / "web.log", server, environment)
    program.start()
    try:
        program.answers(ports[0])
        program.answers(ports[1], "/metrics")
        assert program.process is not None
        yield Site(*ports, program.process.pid)
    finally:
        program.stop()


def test_requests_are_counted_by_surface_and_status(site: Site) -> None:
    moved = site.moved(lambda: [site.get(LIST), site.get("/api/v1/nothing/"), site.get(CARD), site.get("/healthz")])

    assert moved["across_requests_total status=200 surface=api"] == 1
    assert moved["across_requests_total status=404 surface=api"] == 1
    assert moved["across_requests_total status=200 surface=page"] == 1
    assert moved["across_requests_total status=200 surface=health"] == 1
    assert moved["across_request_seconds_count surface=api"] == 2


def test_answers_are_kept_made_or_unchanged(site: Site) -> None:
    path = "/meetings/1986-10-11-reykjavik-reagan-gorbachev/card/?asked=often"
    tag = site.get(path).headers["etag"]

    moved = site.moved(lambda: [site.get(path) for _ in range(8)])
    unchanged = site.moved(lambda: site.get(path, If_None_Match=tag))

    assert sum(moved.get(f"across_answers_total how={how}", 0) for how in ("kept", "made")) == 8
    assert moved["across_answers_total how=kept"] >= 7  # two processes: one has made it, the other makes it once
    assert unchanged["across_answers_total how=unchanged"] == 1


def test_values_of_the_cache_are_hit_or_missed_by_use(site: Site) -> None:
    cards = site.moved(lambda: [site.get(f"{CARD}?{number}") for number in range(6)])

    assert cards["across_cache_values_total outcome=hit use=cards"] >= 4


def test_queries_and_their_seconds_are_counted_by_database(site: Site) -> None:
    moved = site.moved(lambda: site.get(f"{LIST}&q=unheard-of"))

    assert moved["across_database_seconds_count database=default"] >= 2
    assert moved["across_database_seconds_sum database=default"] > 0
    assert site.said()["across_database_connections_total database=default"] >= 1


def test_memory_processor_and_start_of_each_process_are_told(site: Site) -> None:
    said = site.said()
    memory = {name.partition("pid=")[2]: value for name, value in said.items() if "resident_memory" in name}
    started = [value for name, value in said.items() if name.startswith("process_start_time_seconds")]
    spent = sum(value for name, value in said.items() if name.startswith("process_cpu_seconds_total"))

    assert str(site.process) in memory
    assert {str(pid) for pid in children(site.process)} > set(memory) - {str(site.process)}
    assert len(memory) == 3
    assert min(memory.values()) > 2**20
    assert len(started) == 3
    assert spent > 0


def test_the_collector_and_the_interpreter_are_told(site: Site) -> None:
    site.get(LIST)
    said = site.said()

    assert said["across_gc_collections generation=0"] > 0
    assert any(name.startswith("python_info") for name in said)


def test_nothing_of_a_reader_is_told(site: Site) -> None:
    site.get(f"{LIST}&q=whom-somebody-looks-for", User_Agent="Secret Browser", X_Forwarded_For="192.0.2.7")
    site.get("/meetings/whom-somebody-looks-for/card/")

    text = get(site.metrics, "/metrics").body.decode()

    assert [word for word in ("whom-somebody", "Secret", "192.0.2.7", "127.0.0.1") if word in text] == []


def test_surfaces_are_few_whatever_is_asked_for() -> None:
    asked = ["/", "/api/v1/", "/static/x", "/healthz", "/" + "x" * 900, "//elsewhere", "x"]

    assert {surface(path) for path in asked} == {"page", "api", "static", "health"}


def _value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0


def test_the_memory_counts_hits_and_misses() -> None:
    cache: BaseCache = CountedMemory("counted", {})
    names = {"use": "cards", "outcome": "hit"}, {"use": "cards", "outcome": "miss"}
    before = [_value("across_cache_values_total", **labels) for labels in names]

    cache.set("card:a", "x")
    found = [cache.get("card:a"), cache.get("card:b", "none"), cache.get_many(["card:a", "card:c"])]

    after = [_value("across_cache_values_total", **labels) for labels in names]
    assert found == ["x", "none", {"card:a": "x"}]
    assert [now - then for now, then in zip(after, before, strict=True)] == [2, 2]


def test_every_number_is_in_the_operations_manual() -> None:
    text = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    names = {one._name for one in vars(counts).values() if hasattr(one, "_name")}

    assert len(names) > 12
    assert {name for name in names if f"`{name}" not in text} == set()
    assert set(re.findall(r"^\| `(across_[a-z_]+?)(?:_total)?[`{]", text, re.MULTILINE)) <= names
