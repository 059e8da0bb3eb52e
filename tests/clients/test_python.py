"""clients/python before a running server: lists, items, errors, waiting, tables, a copy that is kept."""

import re
import shutil
import tomllib
import warnings
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from across_the_table import (
    GoneError,
    NotFoundError,
    ProblemError,
    Record,
    RecordChangedError,
    RecordCopy,
    RecordNote,
    any_of,
)
from tests.clients.conftest import Served
from tests.loader import cast
from tests.loader.edits import edit, seeded
from tests.servers import ROOT

CLIENT = ROOT / "clients" / "python"
EXAMPLES = re.findall(r"```python\n(.*?)```", (CLIENT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
ADDRESS = "http://127.0.0.1:8000"
HELSINKI, CALL = "1969-11-17-helsinki-smith-semenov", "2017-09-12-call-smith-semenov"


@pytest.fixture
def api(served: Served) -> Iterator[Record]:
    """A client of the server."""
    with Record(served.url) as client:
        yield client


def test_a_list_is_walked_page_by_page(api: Record) -> None:
    meetings = api.meetings(page_size=1)

    assert [one["slug"] for one in meetings] == [HELSINKI, CALL]
    assert len(list(meetings.pages())) == meetings.count() == 2
    assert [one["family_name"] for one in api.officials(page_size=2)] == ["Nixon", "Semenov", "Smith"]
    assert [one["name"] for one in api.releases()] == ["2026-01-01"]


def test_filters_are_passed_on(api: Record) -> None:
    both = api.meetings(official=["gerard-smith", "vladimir-semenov"])

    assert [one["slug"] for one in both] == [HELSINKI]
    assert [one["slug"] for one in api.meetings(from_="2017", to=2017)] == [CALL]
    assert api.meetings(kind=any_of("call", "summit"), city=None).count() == 1
    assert api.meetings().page(facets="kind")["facets"]["kind"][0]["count"] == 1
    assert set(api.meeting(HELSINKI, fields="title,city", expand=None)) == {"title", "city"}


@pytest.mark.parametrize("values", [("Geneva", "Washington, D.C."), ("a\\b",)])
def test_any_of_keeps_a_comma_within_a_value(api: Record, values: tuple[str, ...]) -> None:
    """The server reads them as they were meant: what it says of each names it."""
    with warnings.catch_warnings(record=True) as noted:
        warnings.simplefilter("always")
        assert list(api.meetings(city=any_of(*values))) == []

    assert noted
    said = " ".join(str(one.message) for one in noted)
    assert [value for value in values if repr(value) not in said] == []


@pytest.mark.parametrize("name", ["meeting", "official", "issue", "negotiation", "treaty", "position", "article"])
def test_every_item_of_a_list_is_had_by_its_name(api: Record, name: str) -> None:
    plural = "treaties" if name == "treaty" else f"{name}s"
    items = list(getattr(api, plural)())

    assert items
    assert [getattr(api, name)(one["id"] if name == "position" else one["slug"]) for one in items] == items


def test_standings_over_time_are_all_pages_of_them(api: Record) -> None:
    stood = api.standings(from_="1955", to="2020", page_size=20)

    assert len(stood) > 20
    assert len({(one["day"], one["issue"]["slug"]) for one in stood}) == len(stood)


def test_standings_and_search(api: Record) -> None:
    stood = {one["issue"]["slug"]: one["ru"] for one in api.standings(on="1970")}

    assert stood["missile-defense"] is not None
    assert stood["missile-defense"]["answer"] == "limit some"
    assert HELSINKI in {one.get("slug") for one in api.search("Helsinki")["results"]}


def test_a_name_that_nothing_bears_is_a_warning(api: Record) -> None:
    with pytest.warns(RecordNote, match="gerard-smyth"):
        assert list(api.meetings(official="gerard-smyth")) == []


def test_a_refusal_is_the_servers_own(api: Record) -> None:
    with pytest.raises(ProblemError, match="400") as refused:
        list(api.meetings(offical="gerard-smith"))
    assert [(one["parameter"], one["did_you_mean"]) for one in refused.value.errors] == [("offical", "official")]

    with pytest.raises(NotFoundError, match="404"):
        api.meeting("no-such-meeting")


def test_an_answer_that_is_none_of_the_apis_is_an_error_too(api: Record, served: Served) -> None:
    with Record(f"{served.url}/elsewhere") as elsewhere, pytest.raises(NotFoundError, match="404") as missed:
        elsewhere.meeting(HELSINKI)
    assert missed.value.errors == []


def test_a_table_has_lists_and_days(api: Record) -> None:
    meetings = api.meetings().to_dataframe().set_index("slug")

    assert meetings.loc[HELSINKI, "negotiation"] == "salt-i"
    assert set(meetings.loc[HELSINKI, "issues"]) == {"missile-defense", "compliance"}
    assert meetings.loc[HELSINKI, "earliest"].day_name() == "Monday"
    assert meetings.explode("participants").loc[HELSINKI, "participants"].iloc[0]["official"]["slug"] == "gerard-smith"
    assert api.meetings(country="GL").to_dataframe().empty


@pytest.mark.parametrize(
    ("number", "said"), [(0, "Vladimir Semenov would limit some"), (1, "conditional"), (2, "2026-01-01")]
)
def test_the_examples_of_the_readme_run(
    served: Served,
    number: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Twice, as a copy is kept from the second time on."""
    example, told = EXAMPLES[number], dict[str, Any]()
    assert ADDRESS in example
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        exec(example.replace(ADDRESS, served.url), told)  # noqa: S102 - our own README's
        told["record"].close()

    assert capsys.readouterr().out.count(said) == 2


def test_there_are_three_examples() -> None:
    assert len(EXAMPLES) == 3


def test_too_many_requests_are_asked_again_when_the_server_says(served: Served, tmp_path: Path) -> None:
    """One request a day: the client is told to wait for the rest of it, and here the server forgets meanwhile."""
    busy = served.another(tmp_path, API_RATE="1/day")
    waited: list[float] = []

    def until_it_forgets(seconds: float) -> None:
        waited.append(seconds)
        busy.start()

    try:
        with Record(busy.url, patience=86_400, wait=until_it_forgets) as client:
            assert len(list(client.meetings(page_size=1))) == 2
        with Record(busy.url, patience=0.5) as client, pytest.raises(ProblemError, match="429"):
            list(client.meetings(page_size=1))
    finally:
        busy.program.stop()
    assert len(waited) == 1
    assert 0 < waited[0] <= 86_400


def test_a_server_without_its_database_is_asked_again(served: Served, tmp_path: Path) -> None:
    """It is stopped while its file is moved: a thread keeps the file that it has opened for some seconds."""
    aside = tmp_path / "record.sqlite3"
    waited: list[float] = []

    def move(source: Path, target: Path) -> None:
        served.program.stop()
        shutil.move(source, target)
        served.start()

    def put_back(seconds: float) -> None:
        waited.append(seconds)
        move(aside, served.database)

    move(served.database, aside)
    try:
        with Record(served.url, retries=0) as client, pytest.raises(ProblemError, match="503"):
            list(client.meetings())
        with Record(served.url, wait=put_back) as client:
            assert len(list(client.meetings())) == 2
    finally:
        if aside.exists():
            put_back(0)
    assert len(waited) == 1
    assert waited[0] > 0


@pytest.fixture
def changing(served: Served, tmp_path: Path) -> Iterator[Served]:
    """A server whose record a test changes."""
    running = served.another(tmp_path)
    try:
        yield running
    finally:
        running.program.stop()


def test_a_copy_that_is_kept_is_a_fresh_download(changing: Served, tmp_path: Path) -> None:
    random, day = seeded(7), date(2026, 1, 1)
    with Record(changing.url) as client:
        client.copy().write(tmp_path / "copy.json")
        for _ in range(2):
            edit(changing.fixtures, random)
            edit(changing.fixtures, random)
            day += timedelta(days=1)
            changing.release(day)
            kept = client.update(RecordCopy.read(tmp_path / "copy.json"))
            kept.write(tmp_path / "copy.json")

            assert kept.release == day.isoformat()
            assert kept == client.copy()
        assert client.update(RecordCopy("2020-01-01", {})) == client.copy()


def test_what_changes_while_it_is_read_and_what_was_withdrawn(changing: Served) -> None:
    with Record(changing.url) as client:
        gone = next(one["id"] for one in client.positions() if one["side"] == "RU")
        walk = iter(client.meetings(page_size=1))
        next(walk)
        changing.fixtures.change(cast.NEWS_FILE, "limits on both “offensive", "limits on “offensive")
        changing.release(date(2026, 1, 2))

        with pytest.raises(RecordChangedError, match="2026-01-02"):
            next(walk)
        with pytest.raises(GoneError, match="410") as withdrawn:
            client.position(gone)
        assert withdrawn.value.replaced_by is not None
        assert httpx.get(withdrawn.value.replaced_by).json()["quote"].startswith("limits on “offensive")


def test_it_is_ready_to_publish(tmp_path: Path) -> None:
    """Its metadata name what it needs, and its licence is the project's."""
    project = tomllib.loads((CLIENT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert [one.partition(">")[0] for one in project["dependencies"]] == ["httpx"]
    assert (CLIENT / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert project["license"] == "MIT"
