"""Citations as text, and as files that independent libraries read back."""

import json

import pytest
import rispy
from pybtex.database import parse_string

from timeline.citations import FORMS, Work, apa, chicago, file_name, written

HASH = "151ebaec3a96" + "0" * 52
PAGE = Work(
    "Reykjavik summit",
    "Across the Table",
    "2026-11-21",
    "https://table.example/meetings/reykjavik/",
    "https://table.example/meetings/reykjavik/",
    release=HASH,
)
STATEMENT = Work(
    "Gorbachev's Offer: 50% cuts & {no} SDI?",
    "The Gazette",
    "1986-10-14~",
    "https://gazette.example/a_b#:~:text=no%20more",
    "https://table.example/positions/gazette-1a2b3c4d/",
    release=HASH,
    author="Ada Reporter",
    quoting="Mikhail Gorbachev, 12 October 1986",
    words="no more",
)


def test_a_page_of_the_record_as_text() -> None:
    assert chicago(PAGE) == (
        "“Reykjavik summit.” Across the Table: The Open Record of U.S.–Russian Arms-Control Talks, "
        "release 151ebaec3a96, November 21, 2026. https://table.example/meetings/reykjavik/."
    )
    assert apa(PAGE) == (
        "Across the Table. (2026, November 21). Reykjavik summit. Release 151ebaec3a96. "
        "https://table.example/meetings/reykjavik/"
    )


def test_a_statement_in_a_source_as_text() -> None:
    assert chicago(STATEMENT) == (
        "Mikhail Gorbachev, 12 October 1986. Quoted in Ada Reporter. “Gorbachev's Offer: 50% cuts & {no} SDI?” "
        "The Gazette, ca. October 14, 1986. https://gazette.example/a_b#:~:text=no%20more. "
        "Recorded in Across the Table, release 151ebaec3a96, https://table.example/positions/gazette-1a2b3c4d/."
    )
    assert apa(STATEMENT) == (
        "Ada Reporter. (ca. 1986, October 14). Gorbachev's Offer: 50% cuts & {no} SDI? The Gazette. "
        "https://gazette.example/a_b#:~:text=no%20more (Quoting Mikhail Gorbachev, 12 October 1986; recorded in "
        "Across the Table, release 151ebaec3a96, https://table.example/positions/gazette-1a2b3c4d/)"
    )


@pytest.mark.parametrize(
    ("written_on", "expected"),
    [("1969", "1969."), ("2013-02", "February 2013."), ("2013-02~", "ca. February 2013."), ("198X", "1980.")],
)
def test_a_date_is_no_finer_than_the_sources(written_on: str, expected: str) -> None:
    work = Work("T", "P", written_on, "https://a.example/", "https://b.example/")

    assert f" {expected}" in chicago(work)


def test_bibtex_is_read_back_by_pybtex() -> None:
    ((key, entry),) = parse_string(written(STATEMENT, "bibtex"), "bibtex").entries.items()

    assert key == "positions-gazette-1a2b3c4d"
    assert entry.fields["title"] == r"{Gorbachev's Offer: 50\% cuts \& \{no\} SDI?}"
    assert entry.fields["url"] == STATEMENT.address
    assert entry.fields["year"] == "1986"
    assert "release 151ebaec3a96" in entry.fields["note"]


def test_ris_is_read_back_by_rispy() -> None:
    (entry,) = rispy.loads(written(STATEMENT, "ris"))

    assert entry["title"] == STATEMENT.title
    assert entry["authors"] == ["Ada Reporter"]
    assert entry["year"] == "1986"
    assert entry["urls"] == [STATEMENT.address]


def test_csl_names_the_parts_of_the_date_that_are_known() -> None:
    (item,) = json.loads(written(STATEMENT, "csl"))

    assert item["issued"] == {"date-parts": [[1986, 10, 14]], "circa": True}
    assert item["title"] == STATEMENT.title
    assert "“no more” (Mikhail Gorbachev, 12 October 1986)" in item["note"]


def test_a_file_is_named_after_its_page() -> None:
    assert [file_name(PAGE, form) for form in FORMS] == [
        "meetings-reykjavik.bib",
        "meetings-reykjavik.ris",
        "meetings-reykjavik.json",
    ]
