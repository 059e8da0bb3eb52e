"""The record in pandas and DuckDB, by the documentation's own lines, run as they stand on its pages."""

import re
from html import unescape
from typing import Any

import duckdb
import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from tests import make


@pytest.fixture
def served(transactional_db: None, live_server: LiveServer) -> str:
    """The address of a server with the cast, and a meeting in Namibia that two people attended."""
    make.talks()
    windhoek = make.meeting(slug="1989-04-09-mount-etjo", start="1989-04-09", city="Mount Etjo", country="NA")
    make.participation(
        meeting=windhoek, official=make.official(slug="anatoly-adamishin", side="RU"), post="Deputy; envoy"
    )
    return live_server.url


def snippet(client: Client, served: str, page: str, begins: str) -> str:
    """The lines of Python on a page, to be run against the server."""
    html = client.get(page, headers={"Host": served.removeprefix("http://")}).content.decode()
    found = re.search(rf"{begins}(.*?)(?=</code>|\n\n)", html, re.S)
    assert found is not None
    return unescape(found.group(0))


def test_the_lines_of_the_reference_give_tables(client: Client, served: str) -> None:
    told: dict[str, Any] = {}
    exec(snippet(client, served, "/api/docs/", "import pandas"), told)  # noqa: S102 - our own page's

    positions, meetings = told["positions"], told["meetings"]
    assert len(positions) == 4
    assert str(positions["earliest"].dtype).startswith("datetime64")
    assert meetings.set_index("slug").loc["1989-04-09-mount-etjo", "country"] == "NA"
    assert meetings["end"].isna().sum() > 0
    assert "mikhail-gorbachev" in set(told["there"])


def test_the_lines_of_the_data_page_give_a_table(client: Client, served: str) -> None:
    lines = snippet(client, served, "/data/", "import pandas").replace("pandas.read_csv", "meetings = pandas.read_csv")
    told: dict[str, Any] = {}
    exec(lines, told)  # noqa: S102 - our own page's

    meetings = told["meetings"].set_index("slug")
    assert meetings.loc["1989-04-09-mount-etjo", "country"] == "NA"
    assert meetings.loc["1989-04-09-mount-etjo", "participants_post"].split("; ") == ["Deputy;\N{NO-BREAK SPACE}envoy"]


def test_duckdb_reads_the_same(served: str, client: Client, tmp_path: Any) -> None:
    """From a file, for DuckDB reads addresses by an extension that it would have to fetch first."""
    there = tmp_path / "meetings.csv"
    there.write_bytes(client.get("/api/v1/meetings/?format=csv").getvalue())
    query = f"select country, string_split(participants, '; ') from read_csv('{there}') where country = 'NA'"
    rows = duckdb.connect().execute(query).fetchall()

    assert rows == [("NA", ["anatoly-adamishin"])]
