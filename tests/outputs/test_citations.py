"""Citations of articles and positions, read back by libraries of others: pybtex, rispy, json."""

import json

import pytest
import rispy
from pybtex.database import parse_string

from tests import make
from tests.outputs.conftest import Written

PACT = "positions/gazette-1987-12-09-pact-signed-6c4424bf/"
RECORD = "Recorded in Across the Table: http://testserver/"


def test_bibtex_of_an_article(talks: make.Talks, written: Written) -> None:
    entries = parse_string(written("articles/gazette-1987-12-09-pact-signed/?format=bibtex"), "bibtex").entries

    entry = entries["gazette-1987-12-09-pact-signed"]
    assert entry.type == "misc"
    assert [str(person) for person in entry.persons["author"]] == ["{Ada Reporter}"]
    assert dict(entry.fields) == {
        "title": "{Arms pact signed}",
        "organization": "{The Gazette}",
        "year": "1987",
        "month": "12",
        "day": "9",
        "language": "en",
        "url": "https://gazette.example/gazette-1987-12-09-pact-signed",
        "note": f"{RECORD}articles/gazette-1987-12-09-pact-signed/",
    }


def test_bibtex_of_a_position_gives_its_words_and_who_said_them(talks: make.Talks, written: Written) -> None:
    entries = parse_string(written(f"{PACT}?format=bibtex"), "bibtex").entries

    entry = entries["gazette-1987-12-09-pact-signed-6c4424bf"]
    assert entry.fields["note"] == (
        f"“trust, but verify, as they say” — Ronald Reagan (Washington), 8 December 1987. {RECORD}{PACT}"
    )
    assert entry.fields["url"] == (
        "https://gazette.example/gazette-1987-12-09-pact-signed#:~:text=trust%2C%20but%20verify%2C%20as%20they%20say"
    )


def test_what_bibtex_gives_a_meaning_is_escaped(db: None, written: Written) -> None:
    make.article(title="50% of {A & B} #1 _x_ ~ $5 ^ \\", source_url="https://a.example/{x}_%20&b")

    text = written("articles/?format=bibtex")

    assert r"title = {{50\% of \{A \& B\} \#1 \_x\_ \textasciitilde{} \$5 \textasciicircum{} \textbackslash{}}}" in text
    assert "url = {https://a.example/%7Bx%7D_%20&b}" in text
    assert len(parse_string(text, "bibtex").entries) == 1


def test_ris_of_an_article(talks: make.Talks, written: Written) -> None:
    [reference] = rispy.loads(written("articles/gazette-1987-12-09-pact-signed/?format=ris"))

    assert reference == {
        "type_of_reference": "NEWS",
        "id": "gazette-1987-12-09-pact-signed",
        "title": "Arms pact signed",
        "authors": ["Ada Reporter"],
        "publisher": "The Gazette",
        "year": "1987",
        "date": "1987/12/09/",
        "language": "en",
        "urls": ["https://gazette.example/gazette-1987-12-09-pact-signed"],
        "notes": [f"{RECORD}articles/gazette-1987-12-09-pact-signed/"],
    }


def test_a_month_is_no_finer_in_a_citation(talks: make.Talks, written: Written) -> None:
    path = "articles/vestnik-2013-02-visit-to-moscow/?format="

    [ris] = rispy.loads(written(f"{path}ris"))
    [csl] = json.loads(written(f"{path}csl"))
    bibtex = parse_string(written(f"{path}bibtex"), "bibtex").entries["vestnik-2013-02-visit-to-moscow"]

    assert (ris["year"], ris["date"]) == ("2013", "2013/02//")
    assert csl["issued"] == {"date-parts": [[2013, 2]]}
    assert ("month" in bibtex.fields, "day" in bibtex.fields) == (True, False)


def test_csl_of_every_article(talks: make.Talks, written: Written) -> None:
    cited = json.loads(written("articles/?format=csl"))

    assert len(cited) == 5
    assert cited[-1] == {
        "id": "courier-2013-02-21-a-week-later",
        "type": "webpage",
        "title": "A week later",
        "publisher": "The Courier",
        "issued": {"date-parts": [[2013, 2, 21]], "circa": True},
        "language": "en",
        "URL": "https://gazette.example/courier-2013-02-21-a-week-later",
        "note": f"{RECORD}articles/courier-2013-02-21-a-week-later/",
    }


def test_an_unnamed_holder_is_named_as_the_source_does(talks: make.Talks, written: Written) -> None:
    [cited] = json.loads(written("positions/?format=csl&article=vestnik-2013-02-visit-to-moscow"))

    assert cited["note"].startswith(
        "“not without a relevant agreement” — a source in the Foreign Ministry (Moscow), February 2013. "
    )


@pytest.mark.parametrize(("representation", "expected"), [("csl", "[]"), ("bibtex", ""), ("ris", "")])
def test_citations_of_nothing(db: None, written: Written, representation: str, expected: str) -> None:
    assert written(f"articles/?format={representation}") == expected


def test_every_citation_can_be_read_back(talks: make.Talks, written: Written) -> None:
    for noun, number in (("articles", 5), ("positions", 7)):
        assert len(parse_string(written(f"{noun}/?format=bibtex"), "bibtex").entries) == number
        assert len(rispy.loads(written(f"{noun}/?format=ris"))) == number
        assert len(json.loads(written(f"{noun}/?format=csl"))) == number
