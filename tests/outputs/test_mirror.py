"""The static mirror: a link checker over an export of the small cast, read from the files as a browser reads them."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from lxml import etree, html
from lxml.html import HtmlElement

from tests import history
from tests.history import GAZETTE, POSITION
from tests.make import Talks
from timeline import caching
from timeline.exports.mirror import file_of, is_mirrored
from timeline.models import Article, Issue, Meeting, Official, Position

BASE = "https://record.example"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the mirror is kept from one test to the next: the cast is always the same."""
    return tmp_path_factory.mktemp("written") / "site"


@pytest.fixture
def mirror(talks: Talks, tmp_path: Path, written: Path, settings: LazySettings) -> Path:
    """The cast's site as files, its downloads among them."""
    if not written.exists():
        settings.VAR_DIR = tmp_path / "var"
        history.made()
        call_command("export_release", verbosity=0)
        call_command("export_site", str(written), f"--base-url={BASE}", verbosity=0)
    return Path(shutil.copytree(written, tmp_path / "site"))


def pages(mirror: Path) -> Iterator[tuple[Path, HtmlElement]]:
    for path in sorted(mirror.rglob("*.html")):
        yield path, html.document_fromstring(path.read_text("utf-8"))


def links(page: HtmlElement) -> list[str]:
    return [str(link) for link in page.xpath("//@href | //@src | //@action")]


def broken(mirror: Path) -> list[str]:
    """Every link of every page that leads to no file, to no id of the page, or out of the mirror."""
    read = dict(pages(mirror))
    ids = {path: set(page.xpath("//@id")) for path, page in read.items()}
    found = []
    for path, page in read.items():
        for link in links(page):
            parts = urlsplit(link)
            if parts.scheme in {"http", "https"}:
                continue
            target = Path(os.path.normpath(path.parent / unquote(parts.path))) if parts.path else path
            if not target.is_file() or not target.is_relative_to(mirror):
                found.append(f"{path.relative_to(mirror)}: {link}")
            elif parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in ids[target]:
                found.append(f"{path.relative_to(mirror)}: no id {link}")
    return found


def test_every_link_of_the_mirror_leads_to_a_file_of_it(mirror: Path) -> None:
    assert broken(mirror) == []


def test_a_broken_link_would_be_found(mirror: Path) -> None:
    (mirror / "about" / "index.html").unlink()

    assert any("about/index.html" in one for one in broken(mirror))


def test_every_page_of_the_record_is_in_the_mirror(mirror: Path) -> None:
    models = {"meetings": Meeting, "officials": Official, "issues": Issue, "articles": Article}
    names = {
        folder: list(model.objects.values_list("slug", flat=True))  # type: ignore[attr-defined]
        for folder, model in models.items()
    }
    names["positions"] = list(Position.objects.values_list("public_id", flat=True))

    assert [len(there) for there in names.values()] == [6, 4, 3, 5, 7]
    written = {path.parent.relative_to(mirror).as_posix() for path in mirror.rglob("index.html")}
    assert {f"{folder}/{name}" for folder, there in names.items() for name in there} - written == set()


def test_the_mirror_has_feeds_lists_downloads_and_assets(mirror: Path) -> None:
    names = {str(path.relative_to(mirror)) for path in mirror.rglob("*") if path.is_file()}

    assert {"api/v1/meetings.ics", "api/v1/meetings.atom", "api/v1/positions.csv", "api/v1/articles.bib"} <= names
    assert {"data/files/releases.json", "static/css/site.css", "llms.txt", "from-1980-to-1989/index.html"} <= names
    [newest] = json.loads((mirror / "data" / "files" / "releases.json").read_bytes())["releases"]
    files = newest["files"]
    assert len(files) > 3
    assert {f"data/files/{file['name']}" for file in files} <= names
    assert {"changes/index.html", "api/changelog/index.html"} <= names


def test_the_mirror_tells_what_changed_and_what_stands_for_what_was_withdrawn(mirror: Path) -> None:
    changes = BeautifulSoup((mirror / "changes" / "index.html").read_bytes(), "html.parser")
    gone = f"positions/{GAZETTE}-00000002/"

    assert len(changes.select(f'#release-2026-01-02 a[href$="{gone}index.html"]')) == 1
    assert f"{POSITION}/index.html" in (mirror / gone / "index.html").read_text(encoding="utf-8")


def test_what_needs_the_server_leads_to_the_site(mirror: Path) -> None:
    page = BeautifulSoup((mirror / "index.html").read_bytes(), "html.parser")

    assert {str(form["action"]) for form in page.select("form")} == {f"{BASE}/", f"{BASE}/search/"}
    assert str(page.select("link[rel=canonical]")[0]["href"]) == f"{BASE}/"
    everywhere = [link for _, one in pages(mirror) for link in links(one)]
    assert len(everywhere) > 500
    assert [link for link in everywhere if link.startswith("/")] == []


def test_no_page_of_the_mirror_needs_a_script(mirror: Path) -> None:
    tags = [tag for _, page in pages(mirror) for tag in page.iter(etree.Element)]

    assert len(tags) > 2_000
    assert [tag for tag in tags if tag.tag == "script" and tag.get("src")] == []
    assert [tag for tag in tags for name in tag.attrib if name.startswith("hx-")] == []


def test_a_directory_with_something_in_it_is_left_alone(talks: Talks, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(CommandError, match="not empty"):
        call_command("export_site", tmp_path, base_url=BASE)


@pytest.mark.parametrize("url", ["record.example", "ftp://record.example", "https://record.example/talks/"])
def test_a_base_that_is_no_site_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no site's address"):
        call_command("export_site", str(tmp_path / "site"), f"--base-url={url}")


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/?from=1980&to=1989", "from-1980-to-1989/index.html"),
        ("/officials/?page=2", "officials/page-2/index.html"),
        ("/meetings/a/", "meetings/a/index.html"),
        ("/api/v1/meetings/?format=ics", "api/v1/meetings.ics"),
        ("/static/css/site.css", "static/css/site.css"),
    ],
)
def test_an_address_has_its_file(address: str, file: str) -> None:
    assert is_mirrored(address)
    assert file_of(address) == file


@pytest.mark.parametrize(
    "address",
    [
        "/?kind=summit",
        "/?from=1973&to=2008",
        "/search/?q=a",
        "/api/v1/meetings/",
        "/meetings/a/card/",
        "/about/?cite=ris",
        "/oembed/?url=x",
        "/?from=1980&from=1981&to=1981",
    ],
)
def test_views_without_end_have_none(address: str) -> None:
    assert not is_mirrored(address)


def test_files_of_an_older_program_are_not_mirrored(
    talks: Talks, tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR_DIR = tmp_path / "var"
    call_command("export_release", verbosity=0)
    monkeypatch.setattr(caching, "program", lambda: "another")

    with pytest.raises(CommandError, match=r"run manage\.py export_release"):
        call_command("export_site", str(tmp_path / "site"), f"--base-url={BASE}", verbosity=0)
