"""The page of the downloads, its files, and the codebook."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client

from tests import make
from tests.make import Talks
from tests.web.reading import flaws, links, opened, part, section, words
from timeline.exports import codebook, downloads
from timeline.models import Release
from timeline.resources import RESOURCES


@pytest.fixture
def var(settings: LazySettings, tmp_path: Path) -> Path:
    """A folder of our own for what the site keeps."""
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the export is kept from one test to the next: the cast is always the same."""
    return tmp_path_factory.mktemp("exported") / "data"


@pytest.fixture
def files(talks: Talks, var: Path, exported: Path) -> list[downloads.File]:
    """The files of the release, exported to where the site serves them."""
    if not exported.exists():
        call_command("export_release", exported, verbosity=0)
    shutil.copytree(exported, downloads.folder())
    return list(downloads.read(downloads.folder())[0].files)


@pytest.mark.parametrize("path", ["/data/", "/data/codebook/"])
def test_a_page_is_whole_and_free_of_flaws(files: list[downloads.File], path: str) -> None:
    assert flaws(opened(path)) == []


def test_every_file_is_offered_with_its_checksum_and_licence(files: list[downloads.File]) -> None:
    page = opened("/data/")

    assert [words(one) for one in page.select(".file code")] == [one.sha256 for one in files]
    assert [str(one["href"]) for one in page.select(".file a")] == [f"/data/files/{one.name}" for one in files]
    assert str(part(page, "a[rel~=license]")["href"]) == "https://creativecommons.org/licenses/by/4.0/"
    assert words(part(page, "nav[aria-label=Main] [aria-current]")) == "Data & API"


def test_a_file_is_what_its_checksum_says(files: list[downloads.File]) -> None:
    assert len(files) == 3 + len(RESOURCES) + len(codebook.tables())
    for one in files:
        response = Client(headers={"accept-encoding": "identity"}).get(f"/data/files/{one.name}")
        body = b"".join(response.streaming_content)  # type: ignore[attr-defined]

        assert hashlib.sha256(body).hexdigest() == one.sha256
        assert response["Content-Type"] == one.media_type
        assert response["Content-Disposition"] == f'attachment; filename="{one.name}"'
        assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"
        assert response["ETag"] == f'"{one.sha256}"'


def _asked(path: str, tag: str = "") -> Any:
    """The answer to a client that has the file with this tag, read to its end: an open one holds a snapshot."""
    response = Client(headers={"if-none-match": tag} if tag else {}).get(path)
    if response.streaming:
        response.getvalue()
    return response


def test_who_has_a_file_is_told_so_until_it_is_written_anew(files: list[downloads.File], var: Path) -> None:
    paths = ["/data/files/releases.json", *(f"/data/files/{one.name}" for one in files)]
    tags = {path: _asked(path)["ETag"] for path in paths}
    assert len(set(tags.values())) == len(paths)

    unchanged = [_asked(path, tag) for path, tag in tags.items()]
    call_command("export_release", verbosity=0, base_url="https://elsewhere.example", force=True)
    after = {path: _asked(path, tag).status_code for path, tag in tags.items()}

    assert [(one.status_code, one.content) for one in unchanged] == [(304, b"")] * len(paths)
    anew = {path for path, status in after.items() if status == 200}
    assert anew == {paths[0], *(path for path in paths if path.endswith(("jsonl", "ndjson")))}  # they hold addresses


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=100-199", 206, slice(100, 200)),
        ("bytes=-8", 206, slice(-8, None)),  # where a Parquet file says what is in it
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=9999999-", 416, None),
        ("lines=1-2", 200, slice(None)),
    ],
)
def test_a_part_of_a_file_can_be_had(files: list[downloads.File], asked: str, status: int, part: slice | None) -> None:
    path = f"/data/files/{next(one.name for one in files if one.name.endswith('positions.parquet'))}"
    whole = Client().get(path).getvalue()

    answer = Client(headers={"range": asked}).get(path)

    assert answer.status_code == status
    assert answer["Accept-Ranges"] == "bytes" if status != 416 else answer["Content-Range"] == f"bytes */{len(whole)}"
    assert answer.getvalue() == (whole[part] if part else b"")


def test_a_part_of_what_was_written_anew_is_the_whole(files: list[downloads.File]) -> None:
    path = f"/data/files/{files[0].name}"
    whole = Client().get(path)

    old = Client(headers={"range": "bytes=0-9", "if-range": '"older"'}).get(path)
    same = Client(headers={"range": "bytes=0-9", "if-range": whole["ETag"]}).get(path)

    assert (old.status_code, same.status_code) == (200, 206)
    body = whole.getvalue()
    assert old.getvalue() == body
    assert same.getvalue() == body[:10]


def test_pages_of_every_origin_may_read_the_files(files: list[downloads.File]) -> None:
    path = f"/data/files/{files[0].name}"

    found, first = Client().get(path), Client().options(path)

    found.getvalue()
    for answer in (found, first):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Content-Range" in found["Access-Control-Expose-Headers"]
    assert "Last-Modified" in found
    assert (first.status_code, first["Access-Control-Allow-Headers"]) == (204, "*")


def test_each_file_of_the_newest_release_has_an_address_that_stays(files: list[downloads.File]) -> None:
    release = downloads.read(downloads.folder())[0].release[:12]
    found = {}
    for one in files:
        answer = Client().get(f"/data/latest/{one.name.replace(f'-{release}', '')}", follow=True)
        found[one.name] = hashlib.sha256(answer.getvalue()).hexdigest()

    assert found == {one.name: one.sha256 for one in files}
    assert Client().get("/data/latest/across-the-table-nothing.parquet").status_code == 404


def test_that_address_leads_pages_of_every_origin_to_the_files_of_now(files: list[downloads.File]) -> None:
    path = "/data/latest/across-the-table.zip"
    before = Client().get(path)
    Release.objects.all().delete()
    make.release(digest="d" * 64)
    call_command("export_release", verbosity=0)

    after, first = Client(headers={"if-none-match": before.get("ETag", "")}).get(path), Client().options(path)

    assert after["Location"] == f"/data/files/across-the-table-{'d' * 12}.zip" != before["Location"]
    assert [one["Access-Control-Allow-Origin"] for one in (before, after, first)] == ["*"] * 3
    assert (first.status_code, first["Access-Control-Allow-Headers"]) == (204, "*")


def test_a_zip_is_not_packed_twice(files: list[downloads.File]) -> None:
    response = Client(headers={"accept-encoding": "gzip"}).get(f"/data/files/{files[0].name}")

    response.getvalue()  # which closes it too
    assert not response.has_header("Content-Encoding")
    assert int(response["Content-Length"]) == files[0].bytes


@pytest.mark.parametrize("name", ["secret_key", "..%2Fsecret_key", "across-the-table-000000000000.zip"])
def test_nothing_else_is_served_as_a_file(files: list[downloads.File], var: Path, name: str) -> None:
    (var / "secret_key").write_text("x", encoding="utf-8")
    (var / "data" / "secret_key").write_text("x", encoding="utf-8")

    assert Client().get(f"/data/files/{name}").status_code == 404


def test_where_no_export_was_made_the_page_says_how_and_has_the_lists(talks: Talks, var: Path) -> None:
    page = opened("/data/")

    assert flaws(page) == []
    assert "manage.py export_release" in words(part(page, ".empty"))
    assert "/api/v1/meetings/?format=csv" in links(section(page, "Lists, up to date"))
    assert Client().get("/data/files/releases.json").status_code == 404


def test_the_index_of_releases_is_a_file_too(files: list[downloads.File]) -> None:
    index = Client().get("/data/files/releases.json").json()

    assert [one["name"] for one in index["releases"][0]["files"]] == [one.name for one in files]


def test_who_has_the_page_is_told_when_the_files_of_the_same_release_are_exported(talks: Talks, var: Path) -> None:
    before = Client().get("/data/")

    call_command("export_release", verbosity=0)
    after = Client(headers={"if-none-match": before["ETag"]}).get("/data/")

    assert after.status_code == 200
    assert b"/data/files/across-the-table-" in after.content
    assert Client(headers={"if-none-match": after["ETag"]}).get("/data/").status_code == 304


def test_every_list_that_the_page_offers_is_there(talks: Talks, var: Path) -> None:
    offered = links(section(opened("/data/"), "Lists, up to date"))

    assert len(offered) > 6
    for url in offered:
        response = Client().get(url)
        assert response.status_code == 200, url
        response.getvalue()  # which closes it too


def test_the_codebook_says_every_table_and_column(talks: Talks) -> None:
    page, tables = opened("/data/codebook/"), codebook.tables()

    assert len(tables) > 6
    for table in tables:
        told = part(page, f"section:has(> #{table.name})")
        assert [words(one) for one in told.select("dt code")] == [column.name for column in table.columns]
