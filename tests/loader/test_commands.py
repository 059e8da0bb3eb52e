"""The three commands as they are typed: what they print, and how they end."""

import gc
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.loader.cast import FILES, NEWS_FILE, Fixtures
from timeline.loader import canonical, locking
from timeline.loader.lists import Corpus

ROOT = Path(__file__).resolve().parent.parent.parent
SLUG = "news-1969-11-18-talks-open"
SUMMARY = (
    "2 articles, 2 meetings, 2 positions, 2 issues, 2 negotiations, 3 officials, 1 treaties, 1 leaders, "
    "2 places, 1 glossary, 1 stories: no problem\n"
)


def run(command: str, *words: str | Path, **options: object) -> str:
    """What the command prints to its output."""
    out = StringIO()
    call_command(command, *map(str, words), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def failure(command: str, *words: str | Path) -> tuple[str, str]:
    """What a failing command prints to its output, and its last word."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command(command, *map(str, words), stdout=out, stderr=StringIO())
    return out.getvalue(), str(error.value)


def test_check_of_good_fixtures_sums_them_up(fixtures: Fixtures) -> None:
    assert run("check_articles", fixtures.root) == SUMMARY


def test_check_prints_every_problem(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "country: FI", "country: XX")
    fixtures.change("officials.yaml", "side: RU", "side: X")

    output, last = failure("check_articles", fixtures.root)

    assert [line.split(": ")[0] for line in output.splitlines()] == [f"{NEWS_FILE}:19:12", "officials.yaml:18:9"]
    assert last == "2 problems"


def test_check_of_one_file_prints_its_problems_only(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "country: FI", "country: XX")
    fixtures.change("officials.yaml", "side: RU", "side: X")

    output, last = failure("check_articles", fixtures.root / NEWS_FILE)

    assert output.startswith(f"{NEWS_FILE}:19:12: country: 'XX' is no ISO 3166-1")
    assert last == "1 problem"


def test_check_of_a_good_file_among_bad_ones(fixtures: Fixtures) -> None:
    fixtures.change("officials.yaml", "side: RU", "side: X")

    assert run("check_articles", fixtures.root / NEWS_FILE) == (
        "no problem here; other files of the record have some\n"
    )


def test_problems_as_json(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "language: en\n", "")

    output, _ = failure("check_articles", fixtures.root, "--format=json")

    assert json.loads(output) == [
        {"path": NEWS_FILE, "line": 1, "column": 1, "message": "the key 'language' is missing"}
    ]


def test_no_problem_as_json(fixtures: Fixtures) -> None:
    assert json.loads(run("check_articles", fixtures.root, "--format=json")) == []


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (["nowhere"], "nowhere is not there"),
        (["{root}", "{root}"], "{root} is not a file"),
        (["{root}/../stray.yaml"], "{root}/../stray.yaml is no reference list and lies in no directory named articles"),
        (["{root}", "--texts=nowhere"], "nowhere is not a directory"),
        (["{root}", "--write-proofs"], "--write-proofs needs texts: --texts DIR or --text SLUG=FILE"),
    ],
)
def test_words_that_make_no_sense(fixtures: Fixtures, words: list[str], last: str) -> None:
    (fixtures.root.parent / "stray.yaml").write_text("", encoding="utf-8")
    typed = [word.format(root=fixtures.root) for word in words]

    assert failure("check_articles", *typed)[1] == last.format(root=fixtures.root)


def test_schema_for_editors_lists_the_keys_and_words() -> None:
    schema = json.loads(run("check_articles", "--schema=article"))

    assert schema["additionalProperties"] is False
    assert schema["$defs"]["Position"]["properties"]["stance"]["enum"] == [
        "supports",
        "conditional",
        "opposes",
        "unclear",
    ]
    assert "from" in json.loads(run("check_articles", "--schema=leaders"))["items"]["properties"]


def test_proofs_are_written_into_the_article(fixtures: Fixtures) -> None:
    texts = fixtures.root.parent / "texts"
    texts.mkdir()
    text = 'He asked for limits on both "offensive and defensive" arms. And it is too early to say more.'
    (texts / f"{SLUG}.txt").write_text(text, encoding="utf-8")

    output = run("check_articles", fixtures.root, f"--texts={texts}", "--write-proofs", "--today=2026-07-31")

    assert output.splitlines()[1:] == [
        "2 quotations compared with their source's text, 2 stand there; 0 not checked: no text",
        f"{SLUG}: a text of 18 words",
        "proofs written in 1 file",
    ]
    proof = fixtures.corpus().articles[1].positions[1].proof
    assert proof is not None
    assert (proof.checked, proof.prefix, proof.suffix) == (
        "2026-07-31",
        'both "offensive and defensive" arms. And',
        "more.",
    )


def test_quotation_that_does_not_stand_in_its_text_is_a_problem(fixtures: Fixtures) -> None:
    text = fixtures.root.parent / "text.txt"
    text.write_text("Nothing of the kind.", encoding="utf-8")

    output, last = failure("check_articles", fixtures.root, f"--text={SLUG}={text}")

    assert output.splitlines()[0].startswith(f"{NEWS_FILE}:40:10: the quotation does not stand in {text}; nearest (")
    assert output.splitlines()[2] == (
        "2 quotations compared with their source's text, 0 stand there; 0 not checked: no text"
    )
    assert last == "2 problems"


@pytest.mark.django_db
def test_load_says_what_it_did_and_then_that_nothing_changed(fixtures: Fixtures) -> None:
    first = run("load_articles", fixtures.root)
    second = run("load_articles", fixtures.root)

    assert first.splitlines()[0].split() == ["created", "changed", "deleted"]
    assert first.splitlines()[7].split() == ["articles", "2", "0", "0"]
    assert first.splitlines()[-1].startswith("New release ")
    assert second == "Nothing has changed since the last load.\n"


@pytest.mark.django_db
def test_load_compares_again_when_forced(fixtures: Fixtures) -> None:
    run("load_articles", fixtures.root)

    output = run("load_articles", fixtures.root, "--force")

    assert output.splitlines()[0] == "The database already held this record; nothing was written."


@pytest.mark.django_db
def test_load_without_words(fixtures: Fixtures) -> None:
    assert run("load_articles", fixtures.root, verbosity=0) == ""


@pytest.mark.django_db
def test_dry_run_says_so_and_does_not_count_as_a_load(fixtures: Fixtures) -> None:
    dry = run("load_articles", fixtures.root, "--dry-run")
    wet = run("load_articles", fixtures.root)

    assert dry.splitlines()[-1] == "Dry run: all of it was taken back, the database is as it was."
    assert wet.splitlines()[-1].startswith("New release ")


@pytest.mark.django_db
def test_prune_after_no_prune_is_no_unchanged_load(fixtures: Fixtures) -> None:
    run("load_articles", fixtures.root)
    fixtures.remove("articles/diary-1969-12-22-helsinki.yaml")
    run("load_articles", fixtures.root, "--no-prune")

    output = run("load_articles", fixtures.root)

    assert output.splitlines()[1].split() == ["articles", "0", "0", "1"]


@pytest.mark.django_db
@pytest.mark.parametrize("enabled", [True, False])
def test_load_rests_the_cycle_collector_and_leaves_it_as_it_was(
    fixtures: Fixtures, monkeypatch: pytest.MonkeyPatch, enabled: bool
) -> None:
    seen: list[bool] = []

    def settled(corpus: Corpus) -> Corpus:
        seen.append(gc.isenabled())
        raise locking.DatabaseBusyError("busy")

    monkeypatch.setattr(canonical, "settled", settled)
    (gc.enable if enabled else gc.disable)()

    try:
        failure("load_articles", fixtures.root)
        afterwards = gc.isenabled()
    finally:
        gc.enable()

    assert seen == [False]
    assert afterwards is enabled


def test_a_command_starts_without_the_search_engine() -> None:
    program = "import sys, django; django.setup(); print({'numpy', 'timeline.search'} & sys.modules.keys())"

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"


@pytest.mark.django_db
def test_load_of_no_directory() -> None:
    assert failure("load_articles", "nowhere")[1] == "nowhere is not a directory"


@pytest.mark.django_db
def test_dump_writes_what_was_loaded_and_names_strangers(fixtures: Fixtures) -> None:
    run("load_articles", fixtures.root)
    copy = fixtures.root.parent / "copy"
    (copy / "articles").mkdir(parents=True)
    (copy / "articles" / "stranger.yaml").write_text("", encoding="utf-8")
    errors = StringIO()

    call_command("dump_articles", copy, stdout=StringIO(), stderr=errors)

    assert {name: (copy / name).read_text(encoding="utf-8") for name in FILES} == FILES
    assert errors.getvalue() == (f"{copy}/articles/stranger.yaml is of no article in the database; it was left alone\n")
