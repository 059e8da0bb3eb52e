"""An official in two sentences, the posts that meetings name, the meetings by year and with whom."""

from django.test import Client

from tests import make
from tests.make import Talks
from tests.web.reading import links, opened, part, section, words

GORBACHEV = "/officials/mikhail-gorbachev/"


def lead(path: str) -> str:
    return words(part(opened(path), ".dossier__lead"))


def test_two_sentences_of_the_records_own_facts(talks: Talks) -> None:
    assert lead(GORBACHEV) == (
        "Mikhail Gorbachev, General Secretary of the CPSU Central Committee (1985–1991) and President of the Soviet "
        "Union (1990–1991), is in the record with 3 meetings and 2 statements, 1985–1987. Across the table sat most "
        "often Ronald Reagan (3 meetings); the statements are on Missile defence and Intermediate-range missiles."
    )


def test_what_is_not_on_record_is_not_said(talks: Talks) -> None:
    make.official(slug="nobody", name="No Body", side="RU")

    assert lead("/officials/nobody/") == "No Body is in the record, at no meeting and without a statement."


def test_whom_one_met_once_has_no_number(talks: Talks) -> None:
    lone = make.official(slug="lone", name="Lone Envoy", side="RU")
    make.participation(meeting=talks.helsinki, official=lone)
    make.participation(meeting=talks.helsinki, official=talks.gottemoeller)

    assert lead("/officials/lone/") == (
        "Lone Envoy is in the record with 1 meeting, 1969. Across the table sat Rose Gottemoeller."
    )


def test_one_statement_is_one(talks: Talks) -> None:
    make.position(holder=make.official(slug="lone", name="Lone Envoy", side="RU"), issue=talks.compliance)

    assert lead("/officials/lone/").endswith(" The statement is on Compliance.")


def test_posts_that_only_meetings_name_are_listed_besides(talks: Talks) -> None:
    posts = section(opened(GORBACHEV), "Posts")

    assert [words(one) for one in posts.select("h3 + .posts li")] == ["1985–1987 General Secretary"]


def test_meetings_stand_under_their_years(talks: Talks) -> None:
    meetings = section(opened(GORBACHEV), "Meetings")

    assert [words(one) for one in meetings.select("h3")] == ["1985", "1986", "1987"]
    assert [len(one.select("li.row")) for one in meetings.select(".occasion")] == [1, 1, 1]


def test_the_meetings_with_one_counterpart(talks: Talks) -> None:
    other = make.official(slug="other", name="Other Envoy")
    make.participation(meeting=talks.geneva, official=other)

    page = opened(f"{GORBACHEV}?with=other&speech=direct")

    meetings = section(page, "Meetings")
    assert words(part(meetings, ".count")) == "1 meeting with Other Envoy · show all · CSV"
    assert links(part(meetings, ".count")) == [
        f"{GORBACHEV}?speech=direct#attended",
        "/api/v1/meetings/?format=csv&official=mikhail-gorbachev&official=other",
    ]
    assert [words(one) for one in meetings.select("option[selected]")] == ["Other Envoy (1)"]
    assert str(part(page, "link[rel=canonical]")["href"]).endswith("?speech=direct&with=other")
    assert str(part(meetings, "input[type=hidden]")["value"]) == "direct"


def test_the_table_is_there(talks: Talks) -> None:
    (address,) = [one for one in links(section(opened(GORBACHEV), "Meetings")) if "format=csv" in one]

    response = Client().get(address)

    assert response.status_code == 200
    assert b"".join(response.streaming_content).decode().count("\r\n") == 4  # type: ignore[attr-defined]


def test_a_counterpart_they_never_faced_is_said(talks: Talks) -> None:
    page = opened(f"{GORBACHEV}?with=ronald-regan")

    assert "no meeting of theirs was across the table from 'ronald-regan'" in words(part(page, ".problems"))
    assert "ronald-reagan" in words(part(page, ".problems"))
    assert words(part(section(page, "Meetings"), ".count")) == "3 meetings · CSV"
