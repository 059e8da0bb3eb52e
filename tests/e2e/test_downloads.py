"""The files of a release, read in Chromium by a page of another origin, as DuckDB-WASM or Datasette Lite read them."""

import json
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from tests.e2e.conftest import OpenPage
from tests.servers import PATIENCE

READ = """async url => {
    const part = async range => {
        const answer = await fetch(url, {headers: {range: `bytes=${range}`}});
        return [answer.status, answer.headers.get("content-range"), new Uint8Array(await answer.arrayBuffer())];
    };
    const [status, range, end] = await part("-8");
    const length = new DataView(end.buffer).getUint32(0, true);
    const [, , footer] = await part(`-${length + 8}`);
    return {status, range, magic: String.fromCharCode(...end.slice(4)), text: new TextDecoder().decode(footer)};
}"""
"""Reads what a Parquet file says of itself: its last bytes, then the columns, whose length stands in them."""


class Elsewhere(BaseHTTPRequestHandler):
    """An empty page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Elsewhere</title><link rel=icon href=data:,>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of a page of another origin."""
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_page_of_another_origin_reads_a_parquet_file_by_parts(site: str, elsewhere: str, new_page: OpenPage) -> None:
    with urllib.request.urlopen(f"{site}/data/files/releases.json", timeout=PATIENCE) as answer:  # noqa: S310 - ours
        files = json.load(answer)["releases"][0]["files"]
    listed = next(one for one in files if one["name"].endswith("-positions.parquet"))
    page = new_page()
    page.goto(elsewhere)

    found = page.evaluate(READ, f"{site}/data/files/{listed['name']}")

    assert (found["status"], found["magic"]) == (206, "PAR1")
    assert found["range"] == f"bytes {listed['bytes'] - 8}-{listed['bytes'] - 1}/{listed['bytes']}"
    assert "words_of" in found["text"]
