"""What can be asked of the models."""

from datetime import date
from typing import Any

from tests.make import Talks
from timeline.domain import dates
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Position, Release, Treaty


def slugs(rows: object) -> list[str]:
    return [row.slug for row in rows]  # type: ignore[attr-defined]


def test_possible_overlaps_the_window_and_certain_lies_inside(talks: Talks) -> None:
    window = dates.Span(date(2013, 2, 10), date(2013, 12, 31))

    assert slugs(Meeting.objects.between(window)) == [talks.moscow.slug]
    assert slugs(Meeting.objects.between(window, match="certain")) == []
    assert slugs(Meeting.objects.between(dates.parse("2013"), match="certain")) == [talks.moscow.slug]


def test_an_unfinished_negotiation_reaches_to_the_end_of_time(talks: Talks) -> None:
    assert "summits" in slugs(Negotiation.objects.between(dates.parse("2050")))
    assert "salt-i" not in slugs(Negotiation.objects.between(dates.parse("2050")))
    assert slugs(Treaty.objects.between(dates.parse("2019-08-02"))) == ["inf-treaty"]
    assert slugs(Treaty.objects.between(dates.parse("2019-08-03"))) == []


def test_meetings_come_in_order_and_backwards(talks: Talks) -> None:
    forward = slugs(Meeting.objects.all().chronological())

    assert forward[0] == talks.helsinki.slug
    assert slugs(Meeting.objects.all().newest_first()) == forward[::-1]


def test_meetings_of_officials_and_issues(talks: Talks) -> None:
    both = Meeting.objects.with_any_official(["ronald-reagan"]).on_any_issue(["missile-defense"])

    assert slugs(both.chronological()) == [talks.geneva.slug, talks.reykjavik.slug]


def test_meetings_by_stance_and_article_are_listed_once(talks: Talks) -> None:
    assert (
        slugs(Meeting.objects.stating(stance=["supports", "opposes"]).chronological()).count(talks.reykjavik.slug) == 1
    )
    assert slugs(Meeting.objects.reported_by(["courier-2013-02-21-a-week-later"]).chronological()) == [
        talks.moscow.slug,
        talks.cancelled.slug,
    ]


def test_officials_know_their_activity(talks: Talks) -> None:
    reagan: Any = Official.objects.with_activity().get(slug="ronald-reagan")

    assert reagan.meeting_count == 3
    assert reagan.position_count == Position.objects.filter(holder=talks.reagan).count()
    assert reagan.earliest == date(1985, 11, 19)
    assert reagan.latest == date(1987, 12, 8)


def test_an_official_of_no_meeting_has_no_days(talks: Talks) -> None:
    from tests import make

    make.official(slug="nobody-special", name="Nobody Special")
    nobody: Any = Official.objects.with_activity().get(slug="nobody-special")

    assert (nobody.meeting_count, nobody.position_count, nobody.earliest, nobody.latest) == (0, 0, None, None)
    assert "nobody-special" not in slugs(Official.objects.with_activity().between(dates.parse("1985/2013")))


def test_issues_and_articles_are_counted(talks: Talks) -> None:
    issue: Any = Issue.objects.with_activity().get(slug="missile-defense")

    assert issue.meeting_count == 4
    assert issue.position_count == Position.objects.filter(issue=talks.missile_defense).count()
    assert slugs(Article.objects.with_any_official(["sergei-ryabkov"]).chronological()) == [
        "vestnik-2013-02-visit-to-moscow",
        "courier-2013-02-21-a-week-later",
    ]


def test_the_current_release_is_the_last(talks: Talks) -> None:
    from tests import make

    newer = make.release(digest="f" * 64)

    assert Release.objects.current() == newer
