"""Our citations before citation-js, which Wikipedia's and other editors' tools read them with: the same authors, title
and date out of BibTeX, RIS and CSL-JSON."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests import make
from tests.javascript.test_openapi import NPM, TOOLS, run

SCRIPT = Path(__file__).with_name("citations.mjs")
FORMATS = ("bibtex", "ris", "csl")
SOURCE = "https://gazette.example/gazette-1987-12-09-pact-signed"

pytestmark = pytest.mark.skipif(not TOOLS.is_dir(), reason="no node_modules: .ci/test javascript installs them")


def read(path: str, format_: str, folder: Path) -> Any:
    """What citation-js makes of an address of the API."""
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(NPM / "node_modules")
        shutil.copy(SCRIPT, folder)
    response = Client().get(f"/api/v1/{path}?format={format_}")
    assert response.status_code == 200
    (folder / f"cited.{format_}").write_bytes(b"".join(response.streaming_content))  # type: ignore[attr-defined]
    return json.loads(run("node", SCRIPT.name, f"cited.{format_}", at=folder))


def name(author: dict[str, str]) -> str:
    """An author's name, however the parts of it are kept."""
    parts = (author.get(part) for part in ("given", "non-dropping-particle", "family", "literal", "suffix"))
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(
    ("format_", "kind"), [("bibtex", "news"), ("csl", "news"), ("ris", "analysis"), ("csl", "analysis")]
)
def test_an_article_has_its_authors_title_and_day(db: None, tmp_path: Path, format_: str, kind: str) -> None:
    authors = "Shanker, Thom\nde Lama, George\nKing, Martin, Jr.\n{Associated Press}"
    title = "Talks & “trust”: 50% of it"
    make.article(slug="wire-1987-12-09-talks", title=title, authors=authors, published="1987-12-09", kind=kind)
    make.release()

    found = read("articles/wire-1987-12-09-talks/", format_, tmp_path)
    [work] = found["works"]
    people = ["Thom Shanker", "George de Lama", "Martin King Jr.", "Associated Press"]
    assert [name(author) for author in work["author"]] == people
    assert (work["title"], work["URL"]) == (title, "https://gazette.example/wire-1987-12-09-talks")
    assert work["issued"]["date-parts"] == [[1987, 12, 9]]
    assert found["apa"].startswith("Shanker, T., ")


def test_of_a_newspapers_ris_it_reads_what_its_table_has(talks: make.Talks, tmp_path: Path) -> None:
    """Of NEWS its table has neither AU nor DA, which the format has: authors and day are in the other formats."""
    [work] = read("articles/gazette-1987-12-09-pact-signed/", "ris", tmp_path)["works"]

    assert (work["type"], work["title"], work["URL"]) == ("article-newspaper", "Arms pact signed", SOURCE)
    assert work["issued"]["date-parts"] == [[1987]]


@pytest.mark.parametrize("format_", FORMATS)
def test_a_month_is_no_finer(db: None, tmp_path: Path, format_: str) -> None:
    make.article(slug="wire-1987-12-talks", published="1987-12", kind="analysis")
    make.release()
    [work] = read("articles/wire-1987-12-talks/", format_, tmp_path)["works"]

    assert work["issued"]["date-parts"] == [[1987, 12]]


@pytest.mark.parametrize("format_", FORMATS)
def test_every_statement_is_a_citation(talks: make.Talks, tmp_path: Path, format_: str) -> None:
    works = read("positions/", format_, tmp_path)["works"]

    assert len(works) == Client().get("/api/v1/positions/").json()["count"]
    assert [work for work in works if not work["title"] or "date-parts" not in work["issued"]] == []
