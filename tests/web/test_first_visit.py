"""What a first visit to the shipped record downloads."""

import gzip
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from timeline.models import Release

STATIC = Path(__file__).parents[2] / "static"
IMPORT = re.compile(r'^import [^;]* from "(\./[^"]+)";$', re.MULTILINE)

OF_OTHER_PAGES = {"brush.js", "desk.js", "steps.js", "story.js"}
"""Modules that the start page has no use for: of issues' charts, of stories and of the desk."""


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def assets(page: BeautifulSoup) -> list[Path]:
    """The style sheets and scripts that a page asks for."""
    addresses = [str(one["href"]) for one in page.select("link[rel=stylesheet]")]
    addresses += [str(one["src"]) for one in page.select("script[src]")]
    return [STATIC / address.partition("/static/")[2] for address in addresses]


@pytest.mark.parametrize("path", ["/", "/?from=1981&to=1992"])
def test_page_styles_and_scripts_weigh_sixty_kilobytes_at_most(record: Release, path: str) -> None:
    body = Client().get(path).content
    files = assets(BeautifulSoup(body, "html.parser"))

    assert len(files) >= 3
    assert weight(body) + sum(weight(file.read_bytes()) for file in files) <= 60 * 1024


def test_our_own_script_weighs_thirteen_kilobytes_at_most(record: Release) -> None:
    asked = assets(BeautifulSoup(Client().get("/").content, "html.parser"))
    own = [file.read_bytes() for file in asked if file.parent.name == "js"]

    assert own
    assert sum(map(weight, own)) <= 13 * 1024


def test_a_page_asks_for_each_module_itself_so_that_none_waits_for_another(record: Release) -> None:
    asked = {file for file in assets(BeautifulSoup(Client().get("/").content, "html.parser")) if file.suffix == ".js"}
    imported = {
        (file.parent / name).resolve() for file in asked for name in IMPORT.findall(file.read_text(encoding="utf-8"))
    }

    assert len(imported) > 2
    assert imported <= asked
    assert {file.name for file in (STATIC / "js").rglob("*.js")} - {file.name for file in asked} == OF_OTHER_PAGES
