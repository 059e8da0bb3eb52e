"""The record into the database: what differs is written, nothing else is, and nothing at all on a second run."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from tests.loader.cast import DIARY, DIARY_FILE, FILES, NEWS_FILE, Fixtures
from timeline.domain.folding import borrowed
from timeline.loader import canonical, dump, write
from timeline.loader.write import Loaded, RowChanges
from timeline.models import (
    Alias,
    Article,
    Issue,
    Meeting,
    MeetingIssue,
    Official,
    Participation,
    Position,
    Release,
    Report,
    Treaty,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 7, 31, 12, tzinfo=UTC)
MEETING = "1969-11-17-helsinki-smith-semenov"


def load(fixtures: Fixtures, *, prune: bool = True, dry_run: bool = False) -> Loaded:
    """Check and load the files as they are."""
    corpus = canonical.settled(fixtures.corpus())
    return write.load(corpus, source_digest="d" * 64, at=NOON, prune=prune, dry_run=dry_run)


def changed(loaded: Loaded) -> dict[str, RowChanges]:
    """The changes, by kind of row, where there are any."""
    return {kind: change for kind, change in loaded.changes.items() if change}


def test_first_load_creates_every_row(fixtures: Fixtures) -> None:
    loaded = load(fixtures)

    assert {kind: change.created for kind, change in loaded.changes.items()} == {
        "issues": 2,
        "negotiations": 2,
        "officials": 3,
        "aliases": 2,
        "posts": 2,
        "leaders": 1,
        "articles": 2,
        "meetings": 2,
        "reports": 3,
        "agenda items": 2,
        "participations": 2,
        "positions": 2,
        "treaties": 1,
        "places": 2,
        "glossary": 1,
        "stories": 1,
        "story steps": 6,
    }


def test_dates_are_kept_as_written_and_as_days(fixtures: Fixtures) -> None:
    load(fixtures)

    call = Meeting.objects.get(slug="2017-09-12-call-smith-semenov")
    assert (call.start, call.end, call.earliest, call.latest) == (
        "2017-09~",
        "",
        date(2017, 9, 1),
        date(2017, 9, 30),
    )
    treaty = Treaty.objects.get()
    assert (treaty.earliest, treaty.in_force_earliest, treaty.latest) == (
        date(1969, 12, 22),
        date(1972, 10, 3),
        date(2002, 6, 13),
    )


def test_describing_file_comes_first_and_each_row_names_who_states_it(fixtures: Fixtures) -> None:
    load(fixtures)

    people = Participation.objects.order_by("ordinal").values_list("official__slug", "article__slug", "post")
    agenda = MeetingIssue.objects.order_by("ordinal").values_list("issue__slug", "article__slug")
    assert list(people) == [
        ("gerard-smith", "news-1969-11-18-talks-open", "Director of ACDA"),
        ("vladimir-semenov", "diary-1969-12-22-helsinki", ""),
    ]
    assert list(agenda) == [
        ("missile-defense", "news-1969-11-18-talks-open"),
        ("compliance", "diary-1969-12-22-helsinki"),
    ]


def test_search_text_holds_every_spelling_of_who_was_there(fixtures: Fixtures) -> None:
    load(fixtures)

    text = Meeting.objects.get(slug=MEETING).search_text
    for word in (
        "gerry",
        "vladimir",
        "salt i",
        "missile defense",
        "finland",
        "first round",
        "pro",
        "17 november 22 december 1969",
        "soviet union",
    ):
        assert word in text or " ".join(borrowed(word.split())) in text


def test_position_has_its_public_id_and_proof(fixtures: Fixtures) -> None:
    proof = f'proof: {{hash: {"a" * 64}, checked: "2026-07-31", prefix: on, suffix: it}}'
    fixtures.change(NEWS_FILE, "  speech: direct\n", f"  speech: direct\n  {proof}\n")
    load(fixtures)

    position = Position.objects.get(holder__slug="vladimir-semenov")
    assert position.public_id == "news-1969-11-18-talks-open-8e2b6a9d"
    assert (position.proof_hash, position.proof_checked) == ("a" * 64, date(2026, 7, 31))


def test_second_load_writes_nothing(fixtures: Fixtures) -> None:
    first = load(fixtures)

    with CaptureQueriesContext(connection) as queries:
        second = load(fixtures)

    wrote = [query["sql"] for query in queries if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert wrote == []
    assert changed(second) == {}
    assert not second.is_new
    assert second.release == first.release


def test_row_that_differs_is_updated_in_place(fixtures: Fixtures) -> None:
    load(fixtures)
    before = Meeting.objects.get(slug="2017-09-12-call-smith-semenov").pk
    fixtures.change(NEWS_FILE, "title: A call", "title: Another call")

    loaded = load(fixtures)

    assert changed(loaded) == {"meetings": RowChanges(changed=1)}
    assert Meeting.objects.get(title="Another call").pk == before


def test_release_is_made_when_the_content_changed(fixtures: Fixtures) -> None:
    first = load(fixtures)
    fixtures.change(NEWS_FILE, "title: A call", "title: Another call")

    second = load(fixtures)

    assert second.is_new
    assert first.release.hash != second.release.hash
    assert Release.objects.current() == second.release
    assert second.release.counts["meetings"] == Meeting.objects.count() == 2
    assert second.release.hash == canonical.content_hash(dump.record())


def test_files_in_another_form_make_no_release(fixtures: Fixtures) -> None:
    load(fixtures)
    fixtures.change(NEWS_FILE, "title: A call", "title: 'A call'")

    loaded = write.load(canonical.settled(fixtures.corpus()), source_digest="e" * 64, at=NOON)

    assert not loaded.is_new
    assert Release.objects.get().source_digest == "e" * 64


def test_what_vanished_is_deleted(fixtures: Fixtures) -> None:
    load(fixtures)
    fixtures.remove(DIARY_FILE)

    loaded = load(fixtures)

    assert changed(loaded) == {
        "articles": RowChanges(deleted=1),
        "meetings": RowChanges(changed=1),  # whose search text held the official that the diary named
        "reports": RowChanges(deleted=1),
        "agenda items": RowChanges(deleted=1),
        "participations": RowChanges(deleted=1),
    }


def test_meeting_official_and_issue_vanish_together(fixtures: Fixtures) -> None:
    load(fixtures)
    text = (fixtures.root / NEWS_FILE).read_text(encoding="utf-8")
    start, end = text.index(f"- slug: {MEETING}"), text.index("- slug: 2017")
    fixtures.write(NEWS_FILE, (text[:start] + text[end:]).replace(f"  meeting: {MEETING}\n", ""))
    fixtures.remove(DIARY_FILE)
    fixtures.change("officials.yaml", FILES["officials.yaml"].split("- slug: ")[1], "")
    fixtures.change("officials.yaml", "- slug: - slug: ", "- slug: ")
    fixtures.change("treaties.yaml", f"  signed_at: {MEETING}\n", "")
    fixtures.change("glossary.yaml", f", meetings/{MEETING}", "")
    fixtures.write("stories.yaml", "[]")

    load(fixtures)

    assert list(Meeting.objects.values_list("slug", flat=True)) == ["2017-09-12-call-smith-semenov"]
    assert not Official.objects.filter(slug="gerard-smith").exists()
    assert not Alias.objects.exists()
    assert dump.record() == canonical.settled(fixtures.corpus())


def test_no_prune_keeps_what_vanished(fixtures: Fixtures) -> None:
    load(fixtures)
    fixtures.remove(DIARY_FILE)

    loaded = load(fixtures, prune=False)

    assert Article.objects.filter(slug="diary-1969-12-22-helsinki").exists()
    assert Participation.objects.count() == 2
    assert loaded.release.hash == canonical.content_hash(dump.record())
    assert loaded.release.source_digest != "d" * 64


def test_no_prune_still_replaces_what_a_present_article_said(fixtures: Fixtures) -> None:
    load(fixtures)
    fixtures.change(NEWS_FILE, "  - {official: gerard-smith, side: US, role: head, post: Director of ACDA}\n", "")
    fixtures.change(NEWS_FILE, "  participants:\n", "")

    load(fixtures, prune=False)

    assert list(Participation.objects.values_list("official__slug", flat=True)) == ["vladimir-semenov"]


def test_no_prune_lets_another_article_take_over_a_description(fixtures: Fixtures) -> None:
    load(fixtures)
    fixtures.write("articles/news.yaml", (fixtures.root / NEWS_FILE).read_text(encoding="utf-8"))
    fixtures.change("articles/news.yaml", "slug: news-1969-11-18-talks-open", "slug: news")
    fixtures.remove(NEWS_FILE)
    fixtures.write("stories.yaml", "[]")

    load(fixtures, prune=False)

    described = Report.objects.filter(is_description=True).values_list("article__slug", flat=True)
    assert set(described) == {"news"}


def test_description_moves_from_one_article_to_another(fixtures: Fixtures) -> None:
    load(fixtures)
    text = (fixtures.root / NEWS_FILE).read_text(encoding="utf-8")
    full = text[text.index("  title: First round") : text.index("  issues: [missile-defense]")]
    fixtures.change(NEWS_FILE, full, "")
    fixtures.change(DIARY_FILE, f"- slug: {MEETING}\n", f"- slug: {MEETING}\n{full}")

    load(fixtures)

    assert Report.objects.get(is_description=True, meeting__slug=MEETING).article.slug == "diary-1969-12-22-helsinki"
    assert dump.record() == canonical.settled(fixtures.corpus())


def test_rows_changed_by_hand_are_put_right(fixtures: Fixtures) -> None:
    load(fixtures)
    Issue.objects.filter(slug="compliance").update(comparable=True)
    Position.objects.all().delete()

    loaded = load(fixtures)

    assert changed(loaded) == {"issues": RowChanges(changed=1), "positions": RowChanges(created=2)}


def test_dry_run_leaves_the_database_as_it_was(fixtures: Fixtures) -> None:
    loaded = load(fixtures, dry_run=True)

    assert loaded.changes["articles"] == RowChanges(created=2)
    models: list[type[Model]] = [Article, Meeting, Release]
    assert [model._default_manager.count() for model in models] == [0, 0, 0]


def test_dump_is_what_was_loaded(fixtures: Fixtures) -> None:
    fixtures.write("articles/empty.yaml", DIARY.replace("slug: diary-1969-12-22-helsinki", "slug: empty"))
    load(fixtures)

    assert dump.record() == canonical.settled(fixtures.corpus())


def test_dump_writes_the_files_that_were_loaded(fixtures: Fixtures) -> None:
    load(fixtures)
    copy = fixtures.root.parent / "copy"

    assert dump.write(dump.record(), copy) == len(FILES)
    assert {name: (copy / name).read_text(encoding="utf-8") for name in FILES} == FILES
    assert dump.write(dump.record(), copy) == 0


def test_a_status_that_the_dates_say_is_loaded_and_left_out_of_the_files(fixtures: Fixtures) -> None:
    fixtures.change("treaties.yaml", 'ended: "2002-06-13"', 'ended: "2002-06-13"\n  status: ended')
    load(fixtures)

    assert Treaty.objects.get().status == "ended"
    dump.write(dump.record(), copy := fixtures.root.parent / "copy")
    assert (copy / "treaties.yaml").read_text(encoding="utf-8") == FILES["treaties.yaml"]


@pytest.mark.parametrize(
    ("told", "latest"),
    [
        ("status: never-in-force", date(1969, 12, 22)),
        ('ended: "2002-06-14"\n  status: never-in-force', date(2002, 6, 14)),
        ("status: political", date(1969, 12, 22)),
        ("limits: some", None),
    ],
)
def test_a_treaty_that_never_was_in_force_lasts_no_longer_than_its_signature_or_lapse(
    fixtures: Fixtures, told: str, latest: date | None
) -> None:
    fixtures.change("treaties.yaml", '  in_force: "1972-10-03"\n  ended: "2002-06-13"\n', f"  {told}\n")
    fixtures.change("treaties.yaml", "  limits: two sites of 100 interceptors\n", "")
    load(fixtures)

    assert Treaty.objects.get().latest == latest


def test_suspension_and_succession_are_loaded_and_dumped(fixtures: Fixtures) -> None:
    fixtures.change(
        "treaties.yaml",
        'ended: "2002-06-13"\n',
        'suspended: "2001"\n  ended: "2002-06-13"\n  status: superseded\n  superseded_by: abm-treaty\n',
    )
    load(fixtures)
    treaty = Treaty.objects.get()

    assert (treaty.suspended, treaty.suspended_earliest, treaty.latest) == ("2001", date(2001, 1, 1), date(2002, 6, 13))
    assert (treaty.status, treaty.superseded_by) == ("superseded", "abm-treaty")
    assert dump.record() == canonical.settled(fixtures.corpus())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's index puts nothing aside")
def test_a_load_leaves_nothing_aside_that_every_search_would_read(fixtures: Fixtures) -> None:
    load(fixtures)

    with connection.cursor() as cursor:
        cursor.execute("SELECT SUM(gin_clean_pending_list(oid)) FROM pg_class WHERE relname LIKE 'fts_timeline_%'")
        assert cursor.fetchone()[0] == 0
