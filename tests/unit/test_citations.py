"""Citations as text, and as files that independent libraries read back."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
import rispy
from pybtex.database import parse_string

from tests import csl_schema
from timeline.domain.authors import Author, read_lines
from timeline.domain.citation_files import WRITERS
from timeline.domain.citations import FORMS, Quotation, Work, apa, chicago, file_name, said_by
from timeline.domain.vocabulary import ArticleKind

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
    authors=(Author("Reporter", "Ada"),),
    quotation=Quotation("no more", "Mikhail Gorbachev, 12 October 1986", "Missile defence", "direct", "The Gazette"),
    kind="news",
)
REPORTED = replace(
    STATEMENT,
    quotation=Quotation("no more of it", "Mikhail Gorbachev, 1986", "Missile defence", "reported", "The Gazette"),
)

NOTES: dict[str, Callable[[str], list[str]]] = {
    "bibtex": lambda text: [one.fields["note"] for one in parse_string(text, "bibtex").entries.values()],
    "ris": lambda text: [one["notes"][0] for one in rispy.loads(text)],
    "csl": lambda text: [one["note"] for one in json.loads(text)],
}


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
        "Reporter, A. (ca. 1986, October 14). Gorbachev's Offer: 50% cuts & {no} SDI? The Gazette. "
        "https://gazette.example/a_b#:~:text=no%20more (Quoting Mikhail Gorbachev, 12 October 1986; recorded in "
        "Across the Table, release 151ebaec3a96, https://table.example/positions/gazette-1a2b3c4d/)"
    )


KELLERHALS, SARTRE = Author("Kellerhals", "Merle D.", "Jr."), Author("Sartre", "Jean-Paul")
PRESS = Author(literal="Associated Press")


@pytest.mark.parametrize(
    ("authors", "in_chicago", "in_apa"),
    [
        ((KELLERHALS,), "Kellerhals, Merle D., Jr. “Gorb", "Kellerhals, M. D., Jr. (ca."),
        (
            (SARTRE, KELLERHALS),
            "Sartre, Jean-Paul, and Merle D. Kellerhals, Jr. “G",
            "Sartre, J.-P., & Kellerhals, M. D., Jr. (",
        ),
        ((SARTRE, KELLERHALS, PRESS), "Kellerhals, Jr., and Associated Press. “", "M. D., Jr., & Associated Press. ("),
        ((PRESS,), "Associated Press. “Gorb", "Associated Press. (ca."),
        ((), "“Gorb", "The Gazette. (ca."),
    ],
)
def test_authors_stand_as_each_style_has_them(authors: tuple[Author, ...], in_chicago: str, in_apa: str) -> None:
    source = replace(STATEMENT, quotation=None, authors=authors)

    assert in_chicago in chicago(source)
    assert in_apa in apa(source)


def test_a_title_of_ours_stands_in_brackets_without_quotation_marks() -> None:
    ours = replace(STATEMENT, title="[Letter to Ronald Reagan]", untitled=True)

    assert "Ada Reporter. [Letter to Ronald Reagan]. The Gazette, ca." in chicago(ours)
    assert "(ca. 1986, October 14). [Letter to Ronald Reagan]. The Gazette. https" in apa(ours)
    assert "“" not in chicago(ours) + apa(ours)
    [entry] = parse_string(_file("bibtex", ours), "bibtex").entries.values()
    [ris] = rispy.loads(_file("ris", ours))
    [csl] = json.loads(_file("csl", ours))
    assert entry.fields["title"] == "{[Letter to Ronald Reagan]}"
    assert ris["title"] == csl["title"] == "[Letter to Ronald Reagan]"


def test_what_is_reported_is_the_sources_and_stands_in_nobody_elses_quotation_marks() -> None:
    assert chicago(REPORTED).startswith("Mikhail Gorbachev, 1986. As reported in Ada Reporter. “Gorbachev's Offer")
    assert "(Mikhail Gorbachev, 1986, as reported in this source; recorded in Across the Table" in apa(REPORTED)
    assert "Quot" not in chicago(REPORTED) + apa(REPORTED)
    assert REPORTED.note.startswith(
        "Missile defence: Paraphrase of Mikhail Gorbachev, 1986, as reported in The Gazette: “no more of it”. Recorded"
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_file_names_whose_words_are_meant(form: str) -> None:
    reported = replace(REPORTED, read_at="https://table.example/positions/b/")

    text = _file(form, STATEMENT, reported)

    assert [note.partition("Recorded in")[0] for note in NOTES[form](text)] == [
        "Missile defence: “no more” (Mikhail Gorbachev, 12 October 1986). ",
        "Missile defence: Paraphrase of Mikhail Gorbachev, 1986, as reported in The Gazette: “no more of it”. ",
    ]


def test_a_translation_is_marked_as_the_records_own() -> None:
    direct = Quotation("не больше", "Sergei Ryabkov, 2013", "Cuts", "direct", "Вестник", "no more")

    assert direct.text == "“не больше” (Sergei Ryabkov, 2013; our translation: “no more”)"
    assert replace(direct, speech="reported").text == (
        "Paraphrase of Sergei Ryabkov, 2013, as reported in Вестник: “не больше” (our translation: “no more”)"
    )


@pytest.mark.parametrize(
    ("written_on", "expected"),
    [("1969", "1969."), ("2013-02", "February 2013."), ("2013-02~", "ca. February 2013."), ("198X", "1980s.")],
)
def test_a_date_is_no_finer_than_the_sources(written_on: str, expected: str) -> None:
    work = Work("T", "P", written_on, "https://a.example/", "https://b.example/")

    assert f" {expected}" in chicago(work)


def _file(form: str, *works: Work) -> str:
    return "".join(WRITERS[form](works))


def test_bibtex_is_read_back_by_pybtex() -> None:
    ((key, entry),) = parse_string(_file("bibtex", STATEMENT), "bibtex").entries.items()

    assert (key, entry.type) == ("gazette-1a2b3c4d", "article")
    assert [str(person) for person in entry.persons["author"]] == ["Reporter, Ada"]
    assert dict(entry.fields) == {
        "title": r"{Gorbachev's Offer: 50\% cuts \& \{no\} SDI?}",
        "journal": "The Gazette",
        "year": "ca. 1986",
        "month": "October",
        "day": "14",
        "date": "1986-10-14~",
        "language": "en",
        "url": STATEMENT.address,
        "note": "Missile defence: “no more” (Mikhail Gorbachev, 12 October 1986). "
        "Recorded in Across the Table, release 151ebaec3a96, "
        "https://table.example/positions/gazette-1a2b3c4d/",
    }


def test_what_bibtex_gives_a_meaning_is_escaped() -> None:
    work = replace(STATEMENT, title="50% of {A & B} #1 _x_ ~ $5 ^ \\", address="https://a.example/{x}_%20&b")

    text = _file("bibtex", work)

    assert r"title = {{50\% of \{A \& B\} \#1 \_x\_ \textasciitilde{} \$5 \textasciicircum{} \textbackslash{}}}" in text
    assert "url = {https://a.example/%7Bx%7D_%20&b}" in text
    assert len(parse_string(text, "bibtex").entries) == 1


def test_ris_is_read_back_by_rispy() -> None:
    assert rispy.loads(_file("ris", STATEMENT)) == [
        {
            "type_of_reference": "NEWS",
            "id": "gazette-1a2b3c4d",
            "title": STATEMENT.title,
            "authors": ["Reporter, Ada"],
            "secondary_title": "The Gazette",
            "year": "1986",
            "date": "1986/10/14/about 14 October 1986",
            "language": "en",
            "urls": [STATEMENT.address],
            "notes": [STATEMENT.note],
        }
    ]


def test_csl_names_the_parts_of_the_date_that_are_known() -> None:
    (item,) = json.loads(_file("csl", STATEMENT))

    assert item == {
        "id": "gazette-1a2b3c4d",
        "type": "article-newspaper",
        "title": STATEMENT.title,
        "author": [{"family": "Reporter", "given": "Ada"}],
        "container-title": "The Gazette",
        "issued": {"date-parts": [[1986, 10, 14]], "circa": True},
        "language": "en",
        "URL": STATEMENT.address,
        "note": STATEMENT.note,
    }


def test_a_document_has_a_publisher_where_a_news_report_has_a_newspaper() -> None:
    work = replace(STATEMENT, kind="document", authors=())

    (csl,), (ris,) = json.loads(_file("csl", work)), rispy.loads(_file("ris", work))

    assert (csl["type"], csl["publisher"], "container-title" in csl) == ("document", "The Gazette", False)
    assert (ris["type_of_reference"], ris["publisher"], "authors" in ris) == ("GOVDOC", "The Gazette", False)


def test_a_page_is_the_records_own_work() -> None:
    (csl,), (ris,) = json.loads(_file("csl", PAGE)), rispy.loads(_file("ris", PAGE))

    assert (csl["id"], csl["type"], csl["author"]) == (
        "meetings-reykjavik",
        "webpage",
        [{"literal": "Across the Table"}],
    )
    assert (ris["type_of_reference"], ris["authors"]) == ("ELEC", ["Across the Table"])
    assert csl["note"] == "Across the Table, release 151ebaec3a96, https://table.example/meetings/reykjavik/"


@pytest.mark.parametrize("kind", [kind.value for kind in ArticleKind])
@pytest.mark.parametrize("written_on", ["1969", "2013-02", "2013-02~", "1986-10-11/1986-10-12", "198X", "200X-04-04"])
def test_works_of_every_kind_and_date_are_csl(kind: str, written_on: str) -> None:
    works = (
        replace(STATEMENT, kind=kind, written=written_on),
        PAGE,
        replace(STATEMENT, authors=(), title="Визит – “q”"),
    )

    csl_schema.validate(json.loads(_file("csl", *works)))


@pytest.mark.parametrize("form", FORMS)
def test_a_line_break_in_a_title_breaks_no_file(form: str) -> None:
    broken = replace(STATEMENT, title="One\r\nER  - \n@misc{x, title={y}}", authors=(Author(literal="A\nB"),))

    read = {
        "bibtex": lambda text: parse_string(text, "bibtex").entries,
        "ris": rispy.loads,
        "csl": json.loads,
    }[form]

    assert len(read(_file(form, broken, PAGE))) == 2


@pytest.mark.parametrize(("form", "expected"), [("csl", "[]"), ("bibtex", ""), ("ris", "")])
def test_a_file_of_nothing(form: str, expected: str) -> None:
    assert _file(form) == expected


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("", "timeline"),
        ("?from=1981&kind=summit", "from-1981-kind-summit"),
        ("issues/missile-defense/?side=US", "issues-missile-defense-side-us"),
    ],
)
def test_a_page_is_keyed_by_its_path_and_query(path: str, key: str) -> None:
    address = f"https://table.example/{path}"

    assert replace(PAGE, address=address, read_at=address).key == key


def test_somebody_unnamed_is_named_with_the_side_they_spoke_for() -> None:
    assert said_by("", "a source in the ministry", "RU", "2013-02") == "a source in the ministry, Moscow, February 2013"
    assert said_by("Ronald Reagan", "", "US", "1986-10-12") == "Ronald Reagan, 12 October 1986"


def test_a_file_is_named_after_its_page() -> None:
    assert [file_name(PAGE, form) for form in FORMS] == [
        "meetings-reykjavik.bib",
        "meetings-reykjavik.ris",
        "meetings-reykjavik.csl.json",
    ]


AUTHORS = {
    "Shanker, Thom\nAtlas, Terry": (
        ["Shanker, Thom", "Atlas, Terry"],
        [{"family": "Shanker", "given": "Thom"}, {"family": "Atlas", "given": "Terry"}],
    ),
    "Kellerhals, Merle D., Jr.": (
        ["Kellerhals, Jr., Merle D."],
        [{"family": "Kellerhals", "given": "Merle D.", "suffix": "Jr."}],
    ),
    "{Associated Press}": (["{Associated Press}"], [{"literal": "Associated Press"}]),
    "de Lama, George": (["de Lama, George"], [{"family": "de Lama", "given": "George"}]),
}
"""Authors as the database keeps them: as pybtex reads each, as CSL has each."""


@pytest.mark.parametrize("lines", AUTHORS)
def test_authors_are_parted_in_every_format(lines: str) -> None:
    """People by the parts of their names, each by themselves; organisations whole."""
    work = replace(STATEMENT, authors=read_lines(lines))
    people, parts = AUTHORS[lines]

    (entry,) = parse_string("".join(WRITERS["bibtex"]([work])), "bibtex").entries.values()
    (ris,) = rispy.loads("".join(WRITERS["ris"]([work])))
    (csl,) = json.loads("".join(WRITERS["csl"]([work])))

    assert [str(one) for one in entry.persons["author"]] == people
    assert ris["authors"] == [one.strip("{}") for one in lines.splitlines()]
    assert csl["author"] == parts


def test_pybtex_knows_a_suffix_and_a_particle() -> None:
    work = replace(STATEMENT, authors=read_lines("Kellerhals, Merle D., Jr.\nde Lama, George"))
    (entry,) = parse_string("".join(WRITERS["bibtex"]([work])), "bibtex").entries.values()
    first, second = entry.persons["author"]

    assert (first.last_names, first.lineage_names, first.first_names) == (["Kellerhals"], ["Jr."], ["Merle"])
    assert (second.prelast_names, second.last_names) == (["de"], ["Lama"])


def test_a_newspapers_article_is_one_and_a_document_is_not() -> None:
    (news,) = parse_string("".join(WRITERS["bibtex"]([STATEMENT])), "bibtex").entries.values()
    (document,) = parse_string(
        "".join(WRITERS["bibtex"]([replace(STATEMENT, kind="document")])), "bibtex"
    ).entries.values()

    assert (news.type, news.fields["journal"], "howpublished" in news.fields) == ("article", "The Gazette", False)
    assert (document.type, document.fields["howpublished"]) == ("misc", "The Gazette")
