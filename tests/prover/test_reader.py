"""Pages read in a process of their own: what no page can do to the run."""

import os
import signal

import pytest

from tests.prover.misbehaving import SAID, story
from timeline.prover.failures import FailureKind, FetchError
from timeline.prover.page_text import PageText
from timeline.prover.reader import PageReader


def hang_or_read(body: bytes, content_type: str, url: str) -> PageText:
    """As a parser that a page makes run for ever, crash, or read."""
    while body == b"for ever":
        pass
    if body == b"crash":
        os.kill(os.getpid(), signal.SIGKILL)
    return PageText("text", "", (body.decode(),))


def test_a_page_is_read_in_another_process_as_in_this() -> None:
    with PageReader() as reader:
        assert SAID in reader.read(story(), "text/html").versions[0]
        with pytest.raises(FetchError) as caught:
            reader.read(b"\x00" * 99, "image/png", url="https://news.example/picture")

    assert caught.value.kind == FailureKind.UNREADABLE
    assert str(caught.value).count("https://news.example/picture") == 1


@pytest.mark.parametrize("body", [b"for ever", b"crash"])
def test_a_page_that_its_parser_does_not_survive_is_given_up(body: bytes) -> None:
    """The seconds are for that page alone: the next one may take as long as it does."""
    with PageReader(seconds=0.5, read=hang_or_read) as reader:
        with pytest.raises(FetchError, match=r"takes more than 0\.5 seconds"):
            reader.read(body)
        reader._seconds = 180.0

        assert reader.read(b"the next page").versions == ("the next page",)
