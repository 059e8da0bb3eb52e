"""The date of a work in every form of citation: as fine as its source has it and no finer."""

import json

import pytest
import rispy
from hypothesis import given
from pybtex.database import parse_string

from tests import csl_schema
from tests.unit.test_dates import POINTS
from timeline.domain import cited_dates, dates
from timeline.domain.citation_files import WRITERS
from timeline.domain.citations import Work

# Written, Chicago, APA, the fields of BibTeX, year and date of RIS, date parts and circa of CSL.
FORMS: list[tuple[str, str, str, dict[str, str], tuple[str, str], list[list[int]], bool]] = [
    (
        "1986-10-14", "October 14, 1986", "1986, October 14", {"year": "1986", "month": "October", "day": "14"},
        ("1986", "1986/10/14/"), [[1986, 10, 14]], False,
    ),
    (
        "2013-02", "February 2013", "2013, February", {"year": "2013", "month": "February"},
        ("2013", "2013/02//"), [[2013, 2]], False,
    ),
    ("1969", "1969", "1969", {"year": "1969"}, ("1969", "1969///"), [[1969]], False),
    (
        "1962-10-XX", "October 1962", "1962, October", {"year": "1962", "month": "October"},
        ("1962", "1962/10//"), [[1962, 10]], False,
    ),
    (
        "1969?", "ca. 1969", "ca. 1969", {"year": "ca. 1969", "date": "1969?"},
        ("1969", "1969///1969 (uncertain)"), [[1969]], True,
    ),
    (
        "2013-02-21%", "ca. February 21, 2013", "ca. 2013, February 21",
        {"year": "ca. 2013", "month": "February", "day": "21", "date": "2013-02-21%"},
        ("2013", "2013/02/21/about 21 February 2013 (uncertain)"), [[2013, 2, 21]], True,
    ),
    ("198X", "1980s", "1980s", {"year": "1980s", "date": "198X"}, ("", "///1980s"), [[1980], [1989]], True),
    (
        "198X~", "ca. 1980s", "ca. 1980s", {"year": "ca. 1980s", "date": "198X~"},
        ("", "///about 1980s"), [[1980], [1989]], True,
    ),
    (
        "19XX", "between 1900 and 1999", "between 1900 and 1999", {"year": "between 1900 and 1999", "date": "19XX"},
        ("", "///between 1900 and 1999"), [[1900], [1999]], True,
    ),
    ("2008-XX-04", "2008", "2008", {"year": "2008"}, ("2008", "2008///"), [[2008]], False),
    (
        "200X-04-04", "2000s", "2000s", {"year": "2000s", "date": "200X"},
        ("", "///4 April of a year in the 2000s"), [[2000], [2009]], True,
    ),
    (
        "1959-09-25/1959-09-27", "September 25–27, 1959", "1959, September 25–27",
        {"year": "1959", "month": "September", "day": "25--27", "date": "1959-09-25/1959-09-27"},
        ("1959", "1959/09/25/25–27 September 1959"), [[1959, 9, 25], [1959, 9, 27]], False,
    ),
    (
        "1988-05-28/1988-06-02", "May 28–June 2, 1988", "1988, May 28–June 2",
        {"year": "1988", "month": "May--June", "date": "1988-05-28/1988-06-02"},
        ("1988", "1988/05/28/28 May – 2 June 1988"), [[1988, 5, 28], [1988, 6, 2]], False,
    ),
    (
        "1974-05/1974-06", "May–June 1974", "1974, May–June",
        {"year": "1974", "month": "May--June", "date": "1974-05/1974-06"},
        ("1974", "1974/05//May–June 1974"), [[1974, 5], [1974, 6]], False,
    ),
    (
        "1969/1972~", "1969–ca. 1972", "1969–ca. 1972", {"year": "1969--ca. 1972", "date": "1969/1972~"},
        ("1969", "1969///1969 – about 1972"), [[1969], [1972]], True,
    ),
    (
        "1991-12-30/1992-01-02", "December 30, 1991–January 2, 1992", "1991, December 30–1992, January 2",
        {"year": "1991--1992", "date": "1991-12-30/1992-01-02"},
        ("1991", "1991/12/30/30 December 1991 – 2 January 1992"), [[1991, 12, 30], [1992, 1, 2]], False,
    ),
    (
        "0086-10-11", "October 11, 0086", "0086, October 11", {"year": "0086", "month": "October", "day": "11"},
        ("0086", "0086/10/11/"), [[86, 10, 11]], False,
    ),
]  # fmt: skip


def _file(form: str, written: str) -> str:
    return "".join(WRITERS[form]([Work("T", "P", written, "https://a.example/", "https://b.example/", kind="news")]))


@pytest.mark.parametrize(("written", "chicago", "apa"), [one[:3] for one in FORMS])
def test_as_text(written: str, chicago: str, apa: str) -> None:
    assert (cited_dates.american(written), cited_dates.year_first(written)) == (chicago, apa)


@pytest.mark.parametrize(("written", "fields"), [(one[0], one[3]) for one in FORMS])
def test_in_bibtex_as_pybtex_reads_it(written: str, fields: dict[str, str]) -> None:
    (entry,) = parse_string(_file("bibtex", written), "bibtex").entries.values()

    assert {name: entry.fields[name] for name in ("year", "month", "day", "date") if name in entry.fields} == fields


@pytest.mark.parametrize(("written", "year_and_date"), [(one[0], one[4]) for one in FORMS])
def test_in_ris_as_rispy_reads_it(written: str, year_and_date: tuple[str, str]) -> None:
    (reference,) = rispy.loads(_file("ris", written))

    assert (reference.get("year", ""), reference["date"]) == year_and_date


@pytest.mark.parametrize(("written", "parts", "circa"), [(one[0], *one[5:]) for one in FORMS])
def test_in_csl(written: str, parts: list[list[int]], circa: bool) -> None:
    items = json.loads(_file("csl", written))

    csl_schema.validate(items)
    assert items[0]["issued"] == {"date-parts": parts} | ({"circa": True} if circa else {})


@pytest.mark.parametrize(
    ("written", "said"),
    [("1986-10-14", "1986-10-14"), ("2013-02", "2013-02"), ("1969~", "ca. 1969"), ("198X", "1980s")],
)
def test_in_the_head_of_a_page(written: str, said: str) -> None:
    assert Work("T", "P", written, "https://a.example/", "https://b.example/").day == said


@given(POINTS)
def test_no_form_is_finer_than_what_is_known(text: str) -> None:
    try:
        span = dates.parse(text)
    except dates.DateError:
        return
    parts = cited_dates.csl(text)["date-parts"]
    assert isinstance(parts, list)
    assert all(len(part) <= max(len(dates.known(text)), 1) for part in parts)
    assert parts[0][0] <= span.earliest.year <= span.latest.year <= parts[-1][0]
    year, day = cited_dates.ris(text)
    assert (year, *filter(None, day.split("/")[1:3])) == tuple(filter(None, day.split("/")[:3])) or not year
    assert sum(map(bool, day.split("/")[:3])) == len(dates.known(text))
    assert len([name for name in ("month", "day") if name in cited_dates.bibtex(text)]) <= len(dates.known(text))
