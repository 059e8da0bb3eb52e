"""Mixed requests like those of readers: a few URLs are requested often, most of them rarely."""

import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from random import Random

from benchmarks.servers import Server

CONNECTIONS = 4
KINDS = {"page": 30, "dossier": 25, "api": 20, "search": 10, "feed": 5, "known": 10}


def paths(server: Server, random: Random) -> Iterator[tuple[str, dict[str, str]]]:
    """An endless series of paths and headers; the kind `known` revalidates the front page."""
    _, body, _ = server.get("/api/v1/meetings/?page_size=200&fields=slug&format=ndjson")
    meetings = [line.split('"')[3] for line in body.decode().splitlines()]
    tag = server.get("/")[2]["etag"]
    while True:
        (kind,) = random.choices(list(KINDS), list(KINDS.values()))
        often = int(random.paretovariate(0.7))
        year, who, issue = 1955 + often % 70, 1 + often % 500, 1 + often % 30
        headers = {"Accept-Encoding": random.choice(("gzip", "gzip, deflate, br, zstd"))}
        match kind:
            case "page":
                query = f"from={year}&to={year + random.choice((1, 5, 10))}"
                yield f"/?{query}{random.choice(('', '&kind=summit', f'&official=official-{who}'))}", headers
            case "dossier":
                meeting = meetings[often % len(meetings)]
                found = (f"/meetings/{meeting}/", f"/officials/official-{who}/", f"/issues/issue-{issue}/")
                yield random.choice(found), headers
            case "api":
                yield f"/api/v1/meetings/?from={year}&page_size=50&expand=participants,issues", headers
            case "search":
                yield f"/search/?q=family{who}+sublimits", headers
            case "feed":
                yield f"/api/v1/meetings/?official=official-{who}&format=atom", headers
            case _:
                yield "/", headers | {"If-None-Match": tag}


def _ask(port: int, asked: list[tuple[str, dict[str, str]]]) -> int:
    """Make the requests over one connection, and return how many had a status other than 200 and 304."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    failed = 0
    for path, headers in asked:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        failed += answer.status not in {200, 304}
    connection.close()
    return failed


def memory(server: Server, requests: int, *, samples: int = 10) -> list[int]:
    """Memory of the server's process in MB after each tenth of the requests. Raises RuntimeError if one fails."""
    endless = paths(server, Random(1955))  # noqa: S311 (readers, no secret)
    found = []
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for _ in range(samples):
            parts = [list(islice(endless, requests // samples // CONNECTIONS)) for _ in range(CONNECTIONS)]
            failed = sum(pool.map(_ask, [server.port] * CONNECTIONS, parts))
            if failed:
                raise RuntimeError(f"{failed} of the mixed requests failed")
            found.append(server.memory())
    return found
