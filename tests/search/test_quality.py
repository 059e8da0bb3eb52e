"""The questions of questions.yaml, answered on the real record: a count, no clock."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.search import quality
from timeline.models import Release
from timeline.search.ground import TABLES

ROOT = Path(__file__).resolve().parent.parent.parent
SUCCESS, RECIPROCAL = 0.95, 0.85


@pytest.fixture(scope="module")
def asked() -> list[quality.Question]:
    return quality.questions()


def test_there_are_120_questions_or_more_each_asked_once_and_with_an_expectation(asked: list[quality.Question]) -> None:
    assert len(asked) == len({question.asked for question in asked}) >= 120
    assert all(question.expected for question in asked)


def test_every_expectation_is_of_something_that_the_record_holds(
    asked: list[quality.Question], record: Release
) -> None:
    expected = [(question.asked, name) for question in asked for name in question.expected]
    assert len(expected) >= 120
    for said, name in expected:
        kind, _, identity = name.partition("/")
        rows = TABLES[kind]._default_manager
        found = rows.filter(public_id__startswith=identity) if kind == "positions" else rows.filter(slug=identity)
        assert found.exists(), f"{said}: {name}"


def test_what_was_asked_for_stands_first(record: Release) -> None:
    measured = quality.measured(record)
    told = quality.table(measured, database=connection.vendor)
    print(f"\n{told}")

    assert measured.success >= SUCCESS, told
    assert measured.reciprocal >= RECIPROCAL, told


@pytest.mark.skipif(connection.vendor == "sqlite", reason="it is SQLite that is compared with")
def test_both_databases_give_the_same_first_ten(record: Release, tmp_path: Path) -> None:
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/record.sqlite3", "VAR_DIR": str(tmp_path)}
    for command in (["manage.py", "migrate", "-v0"], ["manage.py", "load_articles", "-v0"]):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)
    there = [sys.executable, "-m", "tests.search.quality"]
    told = subprocess.run(there, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout

    on_sqlite = {asked: tuple(finds) for asked, finds in json.loads(told).items()}

    assert set(on_sqlite) == {question.asked for question in quality.questions()}
    assert {asked: quality.found(asked, record) for asked in on_sqlite} == on_sqlite


def test_the_measure_tells_good_from_bad() -> None:
    question = quality.Question("x", ("meetings/a", "positions/b-"), is_first=False)
    first = quality.Question("x", ("meetings/a",), is_first=True)

    assert [question.rank(found) for found in (["meetings/a"], ["x", "positions/b-1"], ["x"], [])] == [1, 2, 0, 0]
    assert [question.is_answered(rank) for rank in (1, 3, 4, 0)] == [True, True, False, False]
    assert [first.is_answered(rank) for rank in (1, 2)] == [True, False]
    half = quality.Quality(((question, (), 2), (first, (), 2)))
    assert (half.success, half.reciprocal) == (0.5, 0.5)
    assert half.worst(1)[0][0] is first
