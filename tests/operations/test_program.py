"""Another program makes another answer, whichever of its files was edited: pages, API and files to take away are known
by one digest. A copy of the program is edited and asked, in processes of their own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from timeline import caching

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = ["text_fragments.py", "citations.py", "vocabulary.py", "base.html", caching.LOCK]
PATHS = ["/about/", "/api/v1/positions/", "/api/v1/meetings/?format=csv", "/api/v1/schema.json", "/data/"]
SET_UP = "import django; django.setup(); from tests import make; make.talks()"
ASK = """
import io, json, sys
import django; django.setup()
from django.core.management import call_command
from django.test import Client, override_settings
said, tags = io.StringIO(), json.loads(sys.argv[1])
call_command("export_release", stdout=said)
plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
with override_settings(STORAGES=plain, ALLOWED_HOSTS=["testserver"]):
    answers = {}
    for path, tag in tags.items():
        one = Client().get(path, headers={"if-none-match": tag})
        answers[path] = [one.status_code, one["ETag"]]
        one.close()
print(json.dumps({"answers": answers, "exported": "already" not in said.getvalue()}))
"""


def _python(folder: Path, *arguments: str) -> str:
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "armscontrol.settings",
        "VAR_DIR": str(folder / "var"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _asked(folder: Path, tags: dict[str, str]) -> dict[str, Any]:
    """The status that a client with these ETags gets, and whether the downloads were written again."""
    told: dict[str, Any] = json.loads(_python(folder, "-c", ASK, json.dumps(tags)))
    return told


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with the small cast in a database of its own."""
    made = tmp_path_factory.mktemp("program")
    for folder in (*caching.FOLDERS, "tests"):
        shutil.copytree(ROOT / folder, made / folder, ignore=shutil.ignore_patterns("__pycache__", "e2e", "deploy"))
    for file in (caching.LOCK, "manage.py"):
        shutil.copy(ROOT / file, made)
    _python(made, "manage.py", "migrate", "--verbosity", "0")
    _python(made, "-c", SET_UP)
    return made


@pytest.fixture(scope="module")
def tags(copy: Path) -> dict[str, str]:
    """What a client has of each path, from the program as it is."""
    told = _asked(copy, dict.fromkeys(PATHS, '"nothing"'))
    assert told["exported"]
    return {path: tag for path, (_, tag) in _asked(copy, dict.fromkeys(PATHS, '"nothing"'))["answers"].items()}


@contextmanager
def _edited(path: Path) -> Iterator[None]:
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    try:
        yield
    finally:
        path.write_bytes(before)


def test_the_same_program_is_known_again(copy: Path, tags: dict[str, str]) -> None:
    told = _asked(copy, tags)

    assert {path: status for path, (status, _) in told["answers"].items()} == dict.fromkeys(PATHS, 304)
    assert not told["exported"]


@pytest.mark.parametrize("name", FILES)
def test_an_edit_makes_every_answer_and_every_file_new(copy: Path, tags: dict[str, str], name: str) -> None:
    named = [one for one in caching.program_files(copy) if one.name == name]
    with _edited(min(named, key=lambda one: len(one.parts))):
        told = _asked(copy, tags)

    assert {path: status for path, (status, _) in told["answers"].items()} == dict.fromkeys(PATHS, 200)
    assert set(tags.values()).isdisjoint(tag for _, tag in told["answers"].values())
    assert told["exported"]


def test_files_of_every_folder_and_kind_count(copy: Path) -> None:
    before = caching.digest_of(copy)
    files = {(path.parent, path.suffix): path for path in caching.program_files(copy)}
    digests = set()
    for path in files.values():
        with _edited(path):
            digests.add(caching.digest_of(copy))

    assert {".py", ".html", ".css", ".js", ".json", ".lock"} <= {suffix for _, suffix in files}
    assert len(digests | {before}) == len(files) + 1


def test_what_is_no_part_of_the_program_does_not_count(copy: Path) -> None:
    before = caching.digest_of(copy)
    others = [copy / "static/.DS_Store", copy / "timeline/__pycache__/models.pyc", copy / "var/data/x.py"]
    for path in others:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")

    assert caching.digest_of(copy) == before


def test_a_setting_that_pages_show_makes_another_answer(settings: LazySettings) -> None:
    before = caching.validators(None, (), ())
    settings.API_RATE = (1, 1)

    assert caching.validators(None, (), ()).etag != before.etag


def test_how_long_an_answer_keeps_is_one_setting(settings: LazySettings) -> None:
    settings.PAGE_MAX_AGE = 7

    assert caching.cache_control() == "public, max-age=7, stale-while-revalidate=300, stale-if-error=86400"
