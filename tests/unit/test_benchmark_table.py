"""The tables of docs/performance.md, which `make bench docs=1` writes."""

import re
from pathlib import Path

import pytest

from benchmarks.cases import PARTS
from benchmarks.rows import Row, table, write_block
from benchmarks.run import TITLES

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs/performance.md"


def test_all_sizes_of_a_case_on_both_databases_are_one_row() -> None:
    rows = [
        Row("page, 10,000", 20, "the same, shipped", 10, 0.5),
        Row("page, 1,000,000", 25, "the same, shipped", 10, 0.333),
        Row("PostgreSQL: page, 10,000", 10, "the same, shipped", 20, 0.5),
        Row("memory", 50, "goal of 100 MB", 100, 1, unit="MB"),
        Row("a limit", 1, "nginx", 2, 0),
    ]

    assert table("Pages", rows)[2:] == [
        "| page, 10,000 · 1,000,000 | 20.00 · 25.00 ms | 10.00 ms | the same, shipped: 10.00 · 20.00 ms "
        "| ≥ 0.5 · 0.333 | 1.00 · 1.20 | 4.00 |",
        "| memory | 50.00 MB | – | goal of 100 MB | ≥ 1 | 2.00 | – |",
    ]


def test_the_document_has_a_block_for_every_part(tmp_path: Path) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    copy = tmp_path / "performance.md"
    copy.write_text(text, encoding="utf-8")

    assert re.findall(r"<!-- bench:(\w+) -->", text) == list(PARTS) == list(TITLES)
    for name in PARTS:
        write_block(copy, name, [f"measured: {name}"])
    assert re.findall(r"measured: (\w+)", copy.read_text(encoding="utf-8")) == list(PARTS)
    with pytest.raises(LookupError):
        write_block(copy, "another", [])


def test_the_document_is_short() -> None:
    assert len(DOCUMENT.read_text(encoding="utf-8").splitlines()) <= 150
