"""A bounded load over the real mix, with a release loaded in its midst: `make test-load`. Figures are printed, not
judged: what is asserted is that no answer is wrong."""

import os
import random
import re
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from statistics import median, quantiles
from threading import Event

import pytest

from tests.deploy import records
from tests.deploy.topology import Topology
from tests.servers import ROOT, Answer, eventually

REQUESTS = int(os.environ.get("LOAD_REQUESTS", "0"))
READERS = 8

pytestmark = pytest.mark.skipif(not REQUESTS, reason="make test-load")


def _addresses(site: Topology) -> Iterator[tuple[str, dict[str, str]]]:
    """What readers ask for: pages, fragments, the API, feeds, and pages that they have already. Reproducible."""
    chosen = random.Random(1955)  # noqa: S311 - no secret
    meetings = re.findall(r'"slug": ?"([^"]+)"', site.get("/api/v1/meetings/?page_size=50&fields=slug").body.decode())
    tag = site.get("/issues/").headers["etag"]
    fragment = {"hx-request": "true", "hx-target": "div#view"}
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


def _plain(site: Topology, size: int) -> list[Answer]:
    """As many readers ask nginx for a plain file of this size, from the same client."""
    (site.folder / "plain").write_bytes(b"x" * size)
    said = f"location = /plain {{ root {site.folder}; default_type text/html; gzip off; }}\n"
    (site.folder / "site-plain.conf").write_text(said, encoding="ascii")
    nginx = site.programs["nginx"].process
    assert nginx
    nginx.send_signal(signal.SIGHUP)
    eventually("nginx has the file", lambda: site.get("/plain").status == 200)
    with ThreadPoolExecutor(READERS) as pool:
        return list(pool.map(lambda _: site.get("/plain"), range(REQUESTS // 2)))


def _report(site: Topology, answers: list[Answer]) -> None:
    """The figures, beside nginx' answer with a plain file of the same size to as many readers of the same client."""
    pages = [answer for answer in answers if answer.status == 200 and len(answer.body) > 1000]
    kept = [answer for answer in pages if "hit" in answer.headers.get("cache-status", "")]
    size = int(median(len(answer.body) for answer in kept))
    print(f"\n{len(answers)} requests by {READERS} readers: {dict(Counter(answer.status for answer in answers))}")
    for what, some in (
        ("all", answers),
        ("from nginx' cache", kept),
        ("made", [answer for answer in pages if "hit" not in answer.headers.get("cache-status", "")]),
        (f"nginx, a plain file of {size:,} bytes", _plain(site, size)),
    ):
        seconds = [answer.seconds * 1000 for answer in some]
        print(f"{what}: {len(some)}, median {median(seconds):.1f} ms, p99 {quantiles(seconds, n=100)[98]:.1f} ms")
