"""What a load holds in memory, without a clock: little for each article, so that 100,000 fit in a process."""

import gc
import tracemalloc
from pathlib import Path

import pytest

from benchmarks import files
from timeline.loader import packed
from timeline.loader.check import check

ARTICLES = 600
HOLDERS = ["*/timeline/loader/*", "*/timeline/domain/dates.py", "*/pydantic/*", "*/yaml/*"]
"""Where objects of the record are made; the process's own tables, which grow by leaps, are no matter here."""


def test_an_article_more_is_a_few_kilobytes_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "LOOSE", 0)  # of those past the first few thousand
    files.write(tmp_path, ARTICLES)
    held: dict[int, int] = {}

    def look(_step: str, done: int, of: int) -> None:
        if done in {of // 3, of}:
            gc.collect()
            found = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, each) for each in HOLDERS])
            held[done] = sum(one.size for one in found.traces)

    tracemalloc.start()
    try:
        problems = check(tmp_path, progress=look).problems
    finally:
        tracemalloc.stop()

    assert problems == ()
    # 6,000 as objects; by what else the process has done, some 1,900 to 2,100 here
    assert (held[ARTICLES] - held[ARTICLES // 3]) / (ARTICLES * 2 / 3) <= 2_500
