"""Progress bars of the loader's commands, on a terminal only. Imports check's Progress."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm

from timeline.loader.check import Progress, quiet


@contextmanager
def bar(stream: Any) -> Iterator[Progress]:
    """A callback that shows the progress of each step in turn on `stream`, or nothing if it is not a terminal."""
    if not stream.isatty():
        yield quiet
        return
    shown: tqdm[Any] = tqdm(file=stream, leave=False, unit="")

    def show(step: str, done: int, of: int) -> None:
        shown.set_description(step, refresh=False)
        shown.total = of
        shown.update(done - shown.n)

    try:
        yield show
    finally:
        shown.close()
