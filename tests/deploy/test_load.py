"""A bounded load over the real mix, with a release loaded in its midst: `make test-load`. Figures are printed, not
judged: what is asserted is that no answer is wrong."""

import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from statistics import median, quantiles
from threading import Event

import pytest

from tests.deploy import records
from tests.deploy.topology import ROOT, Answer, Topology, eventually, get

REQUESTS = int(os.environ.get("LOAD_REQUESTS", "0"))
READERS = 8

pytestmark = pytest.mark.skipif(not REQUESTS, reason="make test-load")


def _addresses(site: Topology) -> Iterator[tuple[str, dict[str, str]]]:
    """What readers ask for: pages, fragments, the API, feeds, and pages that they have already. Reproducible."""
    chosen = random.Random(1955)  # noqa: S311 - no secret
    meetings = re.findall(r'"slug": ?"([^"]+)"', site.get("/api/v1/meetings/?page_size=50&fields=slug").body.decode())
    tag = site.get("/issues/").headers["etag"]
    fragment = {"hx-request": "true", "hx-target": "section#explorer"}
    assert meetings
    while True:
        year = chosen.randrange(1955, 2026)
        yield chosen.choice(
            [
                ("/", {}),
                (f"/?from={year}&to={year + 5}", {}),
                (f"/?from={year}&to={year + 5}", fragment),
                (f"/meetings/{chosen.choice(meetings)}/", {}),
                (records.PAGE, {}),
                ("/issues/", {"if-none-match": tag}),
                (f"/api/v1/meetings/?from={year}&page_size=20", {}),
                (records.API, {}),
                (f"/api/v1/meetings/?from={year}&format=atom", {}),
                ("/healthz", {}),
            ]
        )


def test_no_answer_is_wrong_while_a_release_is_loaded_under_load(site: Topology) -> None:
    asked = [one for one, _ in zip(_addresses(site), range(REQUESTS), strict=False)]
    names = {site.get(f"{records.PAGE}?before=1").headers["x-release"]: records.NAME}
    fixtures = records.renamed(site.folder, "Renamed Under Load")
    answers: list[tuple[str, Answer]] = []
    numbers, begun = count(), Event()

    def read() -> None:
        while (number := next(numbers)) < REQUESTS:
            path, headers = asked[number]
            answers.append((path, site.get(path, **headers)))
            if number > REQUESTS // 3:
                begun.set()

    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(read) for _ in range(READERS)]
        eventually("a third is done", begun.is_set)
        site.load(fixtures)
        names[site.sql("primary", "SELECT hash FROM timeline_release ORDER BY id DESC LIMIT 1")] = "Renamed Under Load"
        for reader in readers:
            reader.result()

    _report(site, [answer for _, answer in answers])
    assert Counter(answer.status for _, answer in answers).keys() <= {200, 304}
    for path, answer in answers:
        if path == records.PAGE:
            assert names[answer.headers["x-release"]].encode() in answer.body
    assert len(answers) == REQUESTS
    site.load(ROOT / "fixtures")


def _report(site: Topology, answers: list[Answer]) -> None:
    """The figures, beside nginx's own answer of a file of about the same size, kept in its cache."""
    plain = [get(site.ports["nginx"], "/about/") for _ in range(1000)]
    statuses = dict(Counter(answer.status for answer in answers))
    print(f"\n{len(answers)} requests by {READERS} readers: {statuses}")
    for what, some in (("all", answers), ("one page from nginx' cache, one reader", plain)):
        seconds = [answer.seconds * 1000 for answer in some]
        print(f"{what}: median {median(seconds):.1f} ms, p99 {quantiles(seconds, n=100)[98]:.1f} ms")
