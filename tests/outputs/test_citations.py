"""Citations of articles and positions, read back by libraries of others: pybtex, rispy, json."""

import json

import pytest
import rispy
from django.test import Client
from pybtex.database import parse_string

from tests import csl_schema, make
from tests.outputs.conftest import Written
from timeline.domain.citations import FORMS
from timeline.models import Article, Position

PACT = "positions/gazette-1987-12-09-pact-signed-6c4424bf/"


def _recorded(talks: make.Talks) -> str:
    return f"Recorded in Across the Table, release {talks.release.hash[:12]}, http://testserver/"


def test_bibtex_of_an_article(talks: make.Talks, written: Written) -> None:
    entries = parse_string(written("articles/gazette-1987-12-09-pact-signed/?format=bibtex"), "bibtex").entries

    entry = entries["gazette-1987-12-09-pact-signed"]
    assert entry.type == "article"
    assert [str(person) for person in entry.persons["author"]] == ["Reporter, Ada"]
    assert dict(entry.fields) == {
        "title": "{Arms pact signed}",
        "journal": "The Gazette",
        "year": "1987",
        "month": "December",
        "day": "9",
        "language": "en",
        "url": "https://gazette.example/gazette-1987-12-09-pact-signed",
        "note": f"{_recorded(talks)}articles/gazette-1987-12-09-pact-signed/",
    }


def test_bibtex_of_a_position_gives_its_words_and_who_said_them(talks: make.Talks, written: Written) -> None:
    entries = parse_string(written(f"{PACT}?format=bibtex"), "bibtex").entries

    entry = entries["gazette-1987-12-09-pact-signed-6c4424bf"]
    assert entry.fields["note"] == (
        "Intermediate-range missiles: “trust, but verify, as they say” (Ronald Reagan, 8 December 1987). "
        f"{_recorded(talks)}{PACT}"
    )
    assert entry.fields["url"] == (
        "https://gazette.example/gazette-1987-12-09-pact-signed#:~:text=trust%2C%20but%20verify%2C%20as%20they%20say"
    )


def test_ris_of_an_article(talks: make.Talks, written: Written) -> None:
    [reference] = rispy.loads(written("articles/gazette-1987-12-09-pact-signed/?format=ris"))

    assert reference == {
        "type_of_reference": "NEWS",
        "id": "gazette-1987-12-09-pact-signed",
        "title": "Arms pact signed",
        "authors": ["Reporter, Ada"],
        "secondary_title": "The Gazette",
        "year": "1987",
        "date": "1987/12/09/",
        "language": "en",
        "urls": ["https://gazette.example/gazette-1987-12-09-pact-signed"],
        "notes": [f"{_recorded(talks)}articles/gazette-1987-12-09-pact-signed/"],
    }


def test_a_document_is_cited_by_the_day_on_which_it_was_written(talks: make.Talks, written: Written) -> None:
    Article.objects.filter(slug="gazette-1987-12-09-pact-signed").update(written="1987-12-08")

    for path in ("articles/gazette-1987-12-09-pact-signed/", PACT):
        [csl] = json.loads(written(f"{path}?format=csl"))
        [ris] = rispy.loads(written(f"{path}?format=ris"))
        assert csl["issued"] == {"date-parts": [[1987, 12, 8]]}
        assert ris["date"] == "1987/12/08/"


def test_a_title_of_ours_is_cited_in_brackets(talks: make.Talks, written: Written) -> None:
    slug = "gazette-1987-12-09-pact-signed"
    Article.objects.filter(slug=slug).update(title="[Report on a signing]", untitled=True)

    for path in (f"articles/{slug}/", PACT):
        [csl] = json.loads(written(f"{path}?format=csl"))
        [ris] = rispy.loads(written(f"{path}?format=ris"))
        [entry] = parse_string(written(f"{path}?format=bibtex"), "bibtex").entries.values()
        assert csl["title"] == ris["title"] == "[Report on a signing]"
        assert entry.fields["title"] == "{[Report on a signing]}"


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
        "container-title": "The Courier",
        "issued": {"date-parts": [[2013, 2, 21]], "circa": True},
        "language": "en",
        "URL": "https://gazette.example/courier-2013-02-21-a-week-later",
        "note": f"{_recorded(talks)}articles/courier-2013-02-21-a-week-later/",
    }


def test_an_unnamed_holder_is_named_as_the_source_does(talks: make.Talks, written: Written) -> None:
    [cited] = json.loads(written("positions/?format=csl&article=vestnik-2013-02-visit-to-moscow"))

    assert cited["note"].startswith(
        "Missile defence: “not without a relevant agreement” "
        "(a source in the Foreign Ministry, Moscow, February 2013). "
    )


@pytest.mark.parametrize("form", FORMS)
def test_what_is_reported_is_no_quotation_of_its_holder(talks: make.Talks, written: Written, form: str) -> None:
    text = written(f"positions/?format={form}&speech=reported")

    assert "Paraphrase of Mikhail Gorbachev, 8 December 1987, as reported in The Gazette: “a whole class" in text
    assert "Quoted" not in text


@pytest.mark.parametrize(("representation", "expected"), [("csl", "[]"), ("bibtex", ""), ("ris", "")])
def test_citations_of_nothing(db: None, written: Written, representation: str, expected: str) -> None:
    assert written(f"articles/?format={representation}") == expected


def test_every_citation_can_be_read_back(talks: make.Talks, written: Written) -> None:
    for resource, number in (("articles", 5), ("positions", 7)):
        assert len(parse_string(written(f"{resource}/?format=bibtex"), "bibtex").entries) == number
        assert len(rispy.loads(written(f"{resource}/?format=ris"))) == number
        cited = json.loads(written(f"{resource}/?format=csl"))
        csl_schema.validate(cited)
        assert len(cited) == number


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", ["articles/gazette-1987-12-09-pact-signed/", PACT])
def test_a_page_and_the_api_cite_a_source_alike(path: str, form: str, talks: make.Talks, written: Written) -> None:
    page = Client().get(f"/{path}", {"cite": form})

    assert written(f"{path}?format={form}") == page.content.decode()
    assert page["Content-Type"] == FORMS[form].content_type


def test_a_joint_statement_is_cited_as_one(talks: make.Talks, written: Written) -> None:
    Position.objects.filter(public_id__startswith="gazette-1987-12-09-pact-signed-").update(joint=True)

    [csl] = json.loads(written(f"{PACT}?format=csl"))
    assert "(Ronald Reagan, joint statement, 8 December 1987)" in csl["note"]
    [node] = json.loads(written(f"{PACT}?format=jsonld"))["@graph"]
    assert "joint statement" in [one.get("value") for one in node["body"]]
