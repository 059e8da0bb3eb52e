"""Full text: what a query asks for, and that both databases find it."""

import pytest
from django.db import connection

from tests import make
from tests.make import Talks
from timeline import fulltext
from timeline.fulltext import Term, parse
from timeline.models import Issue, Meeting, Official, Position


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("missile defence", (Term(("missile",)), Term(("defense",)))),
        ('"missile defence"', (Term(("missile", "defense"), exact=True),)),
        ("«противоракетная оборона»", (Term(("protivoraketnaya", "oborona"), exact=True),)),
        ("missile -treaty", (Term(("missile",)), Term(("treaty",), excluded=True))),
        ('-"abm treaty"', (Term(("abm", "treaty"), exact=True, excluded=True),)),
        ("on-site", (Term(("on", "site")),)),
        ("Reagan/Gorbachev", (Term(("reagan",)), Term(("gorbachev",)))),
        ("U.S. U S S R", (Term(("us",)), Term(("ussr",)))),
        ("SS20", (Term(("ss", "20")),)),
        ("SDI OR laboratory treaty", (Term(("sdi",), others=(Term(("laboratory",)),)), Term(("treaty",)))),
        ("OR sdi", (Term(("sdi",)),)),
        ("sdi OR", (Term(("sdi",)),)),
        ("sdi or abm", (Term(("sdi",)), Term(("or",)), Term(("abm",)))),
        ("sdi OR -abm", (Term(("sdi",)), Term(("abm",), excluded=True))),
        ('"unclosed phrase', (Term(("unclosed", "phrase"), exact=True),)),
        ("Missile MISSILE missile", (Term(("missile",)),)),
        ('" - * ; NEAR', (Term(("near",), exact=True),)),
        ("'\" OR 1=1 --", (Term(("or", "1", "1"), exact=True),)),
        ("", ()),
        ("- -- ?!", ()),
    ],
)
def test_a_query_is_words_phrases_and_exclusions(query: str, terms: tuple[Term, ...]) -> None:
    assert parse(query) == terms


def test_no_more_than_twelve_terms_are_asked_for() -> None:
    assert len(parse(" ".join(f"word{number}" for number in range(5000)))) == 12


def _found(query: str) -> list[str]:
    return [position.quote for position in Position.objects.filter(search_text__matches=parse(query)).chronological()]


def test_a_word_may_go_on_and_a_quoted_one_may_not(talks: Talks) -> None:
    assert _found("labora") == ["within the laboratory and nowhere else"]
    assert _found('"labora"') == []
    assert _found("aboratory") == []


def test_a_short_word_stands_as_it_is_but_for_the_one_being_typed(talks: Talks) -> None:
    assert _found("lab") == []
    terms = parse("lab", typing=True)
    assert [one.quote for one in Position.objects.filter(search_text__matches=terms)] == [
        "within the laboratory and nowhere else"
    ]
    assert not parse("lab ", typing=True)[0].is_open


def test_either_of_two_words_or_phrases(talks: Talks) -> None:
    assert _found("nonsense OR laboratory") == ["within the laboratory and nowhere else"]
    assert _found('nonsense OR "nowhere else" OR "else nowhere"') == ["within the laboratory and nowhere else"]
    assert _found("nonsense OR laboratory -nowhere") == []


def test_a_phrase_stands_together_in_order(talks: Talks) -> None:
    assert _found('"nowhere else"') == ["within the laboratory and nowhere else"]
    assert _found('"else nowhere"') == []


def test_what_is_excluded_is_left_out(talks: Talks) -> None:
    assert len(_found("reagan")) == 2
    assert _found("reagan -inspectors") == ["we will not give it up"]
    assert "trust, but verify, as they say" not in _found("-reagan")
    assert len(_found("-reagan -gorbachev")) == 3


def test_every_term_must_hold(talks: Talks) -> None:
    assert [one.slug for one in Official.objects.filter(search_text__matches=parse("Сергей рябков"))] == [
        "sergei-ryabkov"
    ]
    assert list(Official.objects.filter(search_text__matches=parse("sergei reagan"))) == []


def test_the_index_follows_every_change_of_a_row(talks: Talks) -> None:
    issue = make.issue(slug="novel", name="Novel systems")
    Issue.objects.filter(pk=issue.pk).update(search_text="hypersonic gliders")

    assert [one.slug for one in Issue.objects.filter(search_text__matches=parse("hypers"))] == ["novel"]
    assert list(Issue.objects.filter(search_text__matches=parse("novel"))) == []

    Issue.objects.filter(pk=issue.pk).delete()
    assert list(Issue.objects.filter(search_text__matches=parse("hypers"))) == []


def test_it_joins_with_other_conditions_and_counts(talks: Talks) -> None:
    assert (
        Meeting.objects.with_activity().filter(search_text__matches=parse("summit")).filter(kind="summit").count() == 2
    )
    assert [one.slug for one in Official.objects.with_activity().filter(search_text__matches=parse("gorb"))] == [
        "mikhail-gorbachev"
    ]


@pytest.mark.parametrize("query", ['"', "*", "NEAR(a b)", ";", "a AND", "NOT", "a:b", "{x}", "%s", "\\", "&|!()<->:*"])
def test_what_means_something_to_an_engine_means_nothing_here(query: str, talks: Talks) -> None:
    assert isinstance(Position.objects.filter(search_text__matches=parse(query)).count(), int)


def test_every_table_is_indexed_and_on_sqlite_has_its_triggers(db: None) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'fts_%'")
            expected = {
                f"fts_timeline_{name}_{event}" for name in fulltext.TABLES for event in ("insert", "delete", "update")
            }
        else:
            cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE 'fts_%'")
            expected = {f"fts_timeline_{name}" for name in fulltext.TABLES}
        assert {row[0] for row in cursor.fetchall()} == expected


def put_aside() -> int:
    """Pages of what PostgreSQL's index of the issues has yet to sort in; sorts it in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('fts_timeline_issue')")
        return int(cursor.fetchone()[0])


def test_what_was_written_is_sorted_into_the_index_at_once(db: None) -> None:
    make.issue(slug="novel", name="Novel systems")
    fulltext.settle(connection)

    assert [one.slug for one in Issue.objects.filter(search_text__matches=parse("novel"))] == ["novel"]
    if connection.vendor == "postgresql":
        assert put_aside() == 0
        make.issue(slug="space", name="Space weapons")
        assert put_aside() > 0
