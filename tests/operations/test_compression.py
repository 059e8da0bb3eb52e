"""Which coding an answer comes in: one that the client takes, for pages, API and static files."""

from pathlib import Path

import brotli
import pytest
from django.conf import LazySettings
from django.test import Client

from tests.make import Talks

TEXT = b"body { color: black }\n" * 100


@pytest.fixture
def static(settings: LazySettings, tmp_path: Path) -> str:
    """The address of an asset that was compressed beforehand, as collectstatic does."""
    (tmp_path / "site.css").write_bytes(TEXT)
    (tmp_path / "site.css.br").write_bytes(brotli.compress(TEXT))
    settings.STATIC_ROOT = tmp_path
    return "/static/site.css"


@pytest.mark.parametrize("path", ["/about/", "/api/v1/meetings/", ""], ids=["page", "api", "static"])
@pytest.mark.parametrize(
    ("asked", "coding"),
    [
        ("br", "br"),
        ("br;q=0.5", "br"),
        ("br;q=0", None),
        ("br; Q=0.000", None),
        ("gzip;q=0, br;q=0,identity", None),
        ("br ; q = 0 , zstd;q=0", None),
        ("identity", None),
        ("br;q=0.001", "br"),
        ("", None),
    ],
)
def test_a_coding_that_is_refused_is_not_sent(
    talks: Talks, static: str, path: str, asked: str, coding: str | None
) -> None:
    response = Client(headers={"accept-encoding": asked}).get(path or static)
    body = response.getvalue()

    assert response.headers.get("Content-Encoding") == coding
    assert len(brotli.decompress(body) if coding else body) > 1000
