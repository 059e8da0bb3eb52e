"""The record as files: the same bytes from the same record, valid by other people's tools, equal to the database."""

import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import frictionless
import pytest
from django.core.management import CommandError, call_command

from tests import make
from tests.make import Talks
from timeline.api.resources import RESOURCES
from timeline.exports import codebook, downloads, parquet
from timeline.exports.meanings import ANYWHERE, TEXTS
from timeline.models import GlossaryTerm, Meeting, Official, Position, Release


def exported(directory: Path) -> dict[str, Path]:
    """The files of an export into the directory, by what follows the release in their names."""
    call_command("export_release", directory, verbosity=0)
    newest = downloads.read(directory)[0]
    named = len(f"across-the-table-{newest.release[:12]}")
    return {one.name[named:]: directory / one.name for one in newest.files}


def test_the_zip_is_a_valid_data_package(record: Release, tmp_path: Path) -> None:
    with zipfile.ZipFile(exported(tmp_path)[".zip"]) as packed:
        packed.extractall(tmp_path / "unpacked")

    report = frictionless.validate(str(tmp_path / "unpacked" / "datapackage.json"))

    assert report.flatten(["type", "message"]) == []
    assert [task.name for task in report.tasks] == [table.name for table in codebook.tables()]


def test_a_quotation_that_was_changed_is_no_valid_data_package(talks: Talks, tmp_path: Path) -> None:
    with zipfile.ZipFile(exported(tmp_path)[".zip"]) as packed:
        packed.extractall(tmp_path / "unpacked")
    table = tmp_path / "unpacked" / "positions.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("opposes", "opposed"), encoding="utf-8")

    assert not frictionless.validate(str(tmp_path / "unpacked" / "datapackage.json")).valid


def test_the_sqlite_file_keeps_its_foreign_keys_and_every_row(record: Release, tmp_path: Path) -> None:
    with closing(sqlite3.connect(exported(tmp_path)[".sqlite3"])) as database:
        counts = {
            table.name: database.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
            for table in codebook.tables()
        }
        referred = {row[2] for row in database.execute('PRAGMA foreign_key_list("positions")')}
        broken = database.execute("PRAGMA foreign_key_check").fetchall()
        quoted = database.execute(
            "SELECT count(*) FROM positions JOIN articles ON article = articles.slug WHERE quote <> ''"
        ).fetchone()[0]

    assert counts == {table.name: table.model._default_manager.count() for table in codebook.tables()}
    assert referred == {"articles", "officials", "issues", "meetings"}
    assert broken == []
    assert quoted == Position.objects.count()


def test_the_lines_hold_every_item_as_the_api_gives_it(talks: Talks, tmp_path: Path, client: object) -> None:
    lines = [json.loads(line) for line in exported(tmp_path)[".jsonl"].read_text(encoding="utf-8").splitlines()]

    assert lines[0]["type"] == "release"
    assert sum(line["type"] == "meeting" for line in lines) == Meeting.objects.count()
    ryabkov = next(line for line in lines if line["type"] == "official" and line["slug"] == "sergei-ryabkov")
    assert ryabkov["url"] == "/api/v1/officials/sergei-ryabkov/"
    assert all(line["source_link"] and line["quote"] for line in lines if line["type"] == "position")


def test_each_resource_has_a_file_of_lines_of_its_own(talks: Talks, tmp_path: Path) -> None:
    files = exported(tmp_path)
    whole = [json.loads(line) for line in files[".jsonl"].read_text(encoding="utf-8").splitlines()][1:]

    apart = [
        {"type": one.one, **json.loads(line)}
        for one in RESOURCES
        for line in files[f"-{one.name}.ndjson"].read_text(encoding="utf-8").splitlines()
    ]

    assert apart == whole


def test_every_table_reads_as_parquet_with_its_types(record: Release, tmp_path: Path) -> None:
    files = exported(tmp_path)
    tables = codebook.tables()
    assert {"positions", "places", "releases", "changes"} <= {table.name for table in tables}

    for table in tables:
        read = duckdb.read_parquet(str(files[f"-{table.name}.parquet"]))
        assert read.columns == [column.name for column in table.columns]
        assert [str(one) for one in read.types] == [parquet.TYPES[column.type] for column in table.columns]
        assert [[_plain(value) for value in row] for row in read.fetchall()] == list(table.rows())


def _plain(value: object) -> object:
    """A day as the codebook writes it."""
    return value.isoformat() if isinstance(value, date) else value


def test_a_table_without_rows_is_a_parquet_file_too(talks: Talks, tmp_path: Path) -> None:
    GlossaryTerm.objects.all().delete()

    read = duckdb.read_parquet(str(exported(tmp_path)["-glossary.parquet"]))

    assert "definition" in read.columns
    assert read.fetchall() == []


def test_the_sqlite_file_can_be_searched_and_has_views(talks: Talks, tmp_path: Path) -> None:
    with closing(sqlite3.connect(exported(tmp_path)[".sqlite3"])) as database:
        found = database.execute(
            "SELECT positions.id FROM positions_fts JOIN positions ON positions.rowid = positions_fts.rowid "
            "WHERE positions_fts MATCH 'give'"
        ).fetchall()
        said = database.execute(
            "SELECT speaker, issue, meeting, publisher FROM statements WHERE id = ?", found[0]
        ).fetchall()
        faced = database.execute("SELECT washington, moscow, meetings FROM counterparts ORDER BY meetings").fetchall()

    assert len(found) == 1
    assert said == [("Ronald Reagan", "Missile defence", "Reykjavik summit", "The Gazette")]
    assert faced == [("Rose Gottemoeller", "Sergei Ryabkov", 1), ("Ronald Reagan", "Mikhail Gorbachev", 3)]


def test_the_same_record_gives_the_same_bytes(talks: Talks, tmp_path: Path) -> None:
    first = {kind: path.read_bytes() for kind, path in exported(tmp_path / "a").items()}
    Release.objects.update(loaded_at=datetime(2027, 5, 5, tzinfo=UTC))

    second = {kind: path.read_bytes() for kind, path in exported(tmp_path / "b").items()}

    assert first == second


def test_the_order_of_rows_does_not_follow_the_database(talks: Talks, tmp_path: Path) -> None:
    first = exported(tmp_path / "a")[".zip"].read_bytes()
    Official.objects.filter(slug="ronald-reagan").update(search_text="touched")

    assert exported(tmp_path / "b")[".zip"].read_bytes() == first


def test_the_index_has_size_checksum_release_and_licence(talks: Talks, tmp_path: Path) -> None:
    files = exported(tmp_path)
    index = json.loads((tmp_path / "releases.json").read_bytes())

    (only,) = index["releases"]
    assert only["release"] == Release.objects.get().hash
    assert only["licence"]["name"] == "CC-BY-4.0"
    assert [one["bytes"] for one in only["files"]] == [path.stat().st_size for path in files.values()]
    assert all(len(one["sha256"]) == 64 for one in only["files"])
    assert only["rows"]["meetings"] == Meeting.objects.count()


def test_a_release_that_is_there_is_left_as_it_is(
    talks: Talks, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.stat().st_mtime_ns for path in exported(tmp_path).values()}

    call_command("export_release", tmp_path)

    assert "already" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_older_releases_are_kept_up_to_the_number_asked_for(talks: Talks, tmp_path: Path) -> None:
    oldest = exported(tmp_path)
    for number in range(2):
        Release.objects.all().delete()
        make.release(digest=f"{number}" * 64)
        call_command("export_release", tmp_path, keep=2, verbosity=0)

    assert [one.release[:1] for one in downloads.read(tmp_path)] == ["1", "0"]
    assert len(oldest) == 3 + len(RESOURCES) + len(codebook.tables())
    assert [path for path in oldest.values() if path.exists()] == []


def test_an_empty_database_has_nothing_to_export(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no record yet"):
        call_command("export_release", tmp_path)


def test_every_text_of_the_codebook_belongs_to_a_column() -> None:
    columns = {f"{table.name}.{column.name}": column.text for table in codebook.tables() for column in table.columns}

    assert set(TEXTS) <= set(columns)
    assert set(ANYWHERE) <= {name.partition(".")[2] for name in columns}
    assert [name for name, text in columns.items() if not text] == []


def test_a_table_comes_after_those_it_refers_to() -> None:
    seen: set[str] = set()
    referred: set[str] = set()
    tables = codebook.tables()
    assert len(tables) > 6
    for table in tables:
        refers = {column.refers for column in table.columns if column.refers} - {table.name}
        referred |= refers
        assert refers <= seen
        seen.add(table.name)
    assert len(referred) > 3
