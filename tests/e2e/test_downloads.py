"""The files of a release, read in Chromium by a page of another origin, as DuckDB-WASM or Datasette Lite read them."""

import json
import urllib.request

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


def test_a_page_of_another_origin_reads_a_parquet_file_by_parts(site: str, elsewhere: str, new_page: OpenPage) -> None:
    with urllib.request.urlopen(f"{site}/data/files/releases.json", timeout=PATIENCE) as answer:  # noqa: S310 - ours
        files = json.load(answer)["releases"][0]["files"]
    listed = next(one for one in files if one["name"].endswith("-positions.parquet"))
    page = new_page()
    page.goto(f"{elsewhere}/?about:blank")

    found = page.evaluate(READ, f"{site}/data/files/{listed['name']}")

    assert (found["status"], found["magic"]) == (206, "PAR1")
    assert found["range"] == f"bytes {listed['bytes'] - 8}-{listed['bytes'] - 1}/{listed['bytes']}"
    assert "words_of" in found["text"]
