"""What the documents promise: locked requirements, a complete list of settings, clear errors for invalid ones."""

import ast
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from armscontrol import environment
from tests.servers import PATIENCE, ROOT

README, CONTRIBUTING, ARCHITECTURE, SETTINGS = (
    (ROOT / file).read_text(encoding="utf-8")
    for file in ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/settings.md")
)
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9_.-]", requirement, maxsplit=1)[0].lower()


def _locked(lock: str) -> dict[str, list[str]]:
    """Each requirement of a lock file (`name==version`) with its hashes."""
    locked: dict[str, list[str]] = {}
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"[a-z0-9.-]+==\S+", line):
            locked[match[0]] = []
        elif match := re.match(r"    --hash=(sha256:[0-9a-f]{64})( \\)?$", line):
            locked[list(locked)[-1]].append(match[1])
    return locked


def _manage(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return _run([sys.executable, "manage.py", *arguments], **settings)


def _run(command: list[str], **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False, timeout=PATIENCE
    )


def test_psycopg_3_is_not_installed() -> None:
    assert importlib.util.find_spec("psycopg") is None
    assert importlib.util.find_spec("psycopg2") is not None


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_requirement_has_its_hashes(lock: str) -> None:
    locked = _locked(lock)

    assert len(locked) > 20
    assert [requirement for requirement, hashes in locked.items() if not hashes] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_no_psycopg_3(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert re.search(r"://|--(extra-)?index-url|--find-links| @ ", text) is None
    assert re.search(r"^psycopg(-binary|-c|-pool)?==", text, re.MULTILINE) is None


def test_the_locks_hold_what_pyproject_asks_for_in_the_same_versions() -> None:
    run, development = _locked("requirements.lock"), _locked("requirements-dev.lock")
    asked = {_name(one) for one in PROJECT["project"]["dependencies"]}
    asked_besides = {_name(one) for group in ("desk", "dev") for one in PROJECT["dependency-groups"][group]}

    assert asked <= {_name(one) for one in run}
    assert asked | asked_besides <= {_name(one) for one in development}
    assert run.items() <= development.items()


def test_the_architecture_lists_every_dependency() -> None:
    named = set(re.findall(r"[a-z0-9-]+", ARCHITECTURE.partition("\n## Packages\n")[2]))
    groups = PROJECT["dependency-groups"]
    wanted = PROJECT["project"]["dependencies"] + groups["desk"] + groups["dev"]

    assert len(wanted) > 20
    assert {_name(one) for one in wanted} - named == set()


def _settings() -> set[str]:
    """The names of all settings that the code reads through armscontrol.environment."""
    files = [file for package in ("armscontrol", "timeline") for file in (ROOT / package).rglob("*.py")]
    calls = [
        node
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("environment.")
    ]
    found = {call.args[0].value for call in calls if call.args and isinstance(call.args[0], ast.Constant)}
    assert len(found) > 20
    return {str(name) for name in found}


def test_the_settings_that_are_read_are_listed() -> None:
    listed = re.findall(r"^\| `([A-Z_]+)` \|", SETTINGS, re.MULTILINE)

    assert len(listed) == len(set(listed))
    assert set(listed) == _settings()


def test_settings_are_read_in_one_place_alone() -> None:
    """Otherwise the code could read one that no list contains."""
    reading = {
        str(file.relative_to(ROOT)): sorted(set(re.findall(r"(?:os\.environ|getenv)[^\n]*", text)))
        for package in ("armscontrol", "timeline")
        for file in (ROOT / package).rglob("*.py")
        if re.search(r"os\.environ|getenv", text := file.read_text(encoding="utf-8"))
    }

    assert reading.pop("armscontrol/environment.py")
    assert {line.partition('"')[2].partition('"')[0] for lines in reading.values() for line in lines} == {
        "DJANGO_SETTINGS_MODULE",
        "PROMETHEUS_MULTIPROC_DIR",
    }


def test_every_setting_is_taken_away_from_the_tests() -> None:
    script = (ROOT / ".ci/test").read_text(encoding="utf-8")
    [listed] = re.findall(r"^settings=\(\n(.*?)^\)$", script, re.MULTILINE | re.DOTALL)

    assert listed.split() == sorted(_settings())


DATABASE = {"db", "made_up", "record", "talks", "transactional_db"}
"""Fixtures that use the database of DATABASE_URL."""


def test_what_is_tested_on_one_database_alone_asks_none() -> None:
    script = (ROOT / ".ci/test").read_text(encoding="utf-8")
    [listed] = re.findall(r"^once=\(\n(.*?)^\)$", script, re.MULTILINE | re.DOTALL)
    files = [
        file
        for path in listed.split()
        for file in ([ROOT / path] if path.endswith(".py") else (ROOT / path).glob("*.py"))
    ]
    assert len(files) > 30

    asking = {
        f"{file.relative_to(ROOT)}: {node.name}"
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and DATABASE & {each.arg for each in node.args.args}
        and node.name.startswith("test_")
    }
    assert asking == set()
    assert [
        file.name
        for file in files
        if "mark.django_db" in file.read_text(encoding="utf-8").replace('"mark.django_db"', "")
    ] == []


def test_no_setting_of_somebodys_reaches_a_step_of_the_tests(tmp_path: Path) -> None:
    """Neither the variables nor their NAME_FILE variants, all set to nonsense."""
    foreign = {name: str(tmp_path / name) for name in _settings()}
    foreign |= {f"{name}_FILE": str(tmp_path / name) for name in _settings()}

    done = _run([".ci/test", "migrations"], **foreign)

    assert done.returncode == 0, done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_array_of_a_shell_script_that_may_be_empty_is_an_error_in_the_bash_of_macos() -> None:
    """With `set -u`, bash 3.2 treats an empty array as unset: `"${some[@]}"` ends the script."""
    files = [file for file in (ROOT / ".ci").iterdir() if file.is_file()]
    scripts = [file for file in files if b"bash" in file.read_bytes().partition(b"\n")[0]]
    text = "\n".join(file.read_text(encoding="utf-8") for file in scripts)
    empty = set(re.findall(r"\b(\w+)=\(\)", text))

    assert {"as", "missing"} <= empty
    assert [bare for bare in re.findall(r'(?<!\+)"\$\{(\w+)\[[@*]\]\}', text) if bare in empty] == []


def test_every_command_that_a_document_names_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    for document in (README, CONTRIBUTING, ARCHITECTURE, SETTINGS):
        assert set(re.findall(r"(?:`|^)make (?:\w+=\S+ )*([a-z0-9-]+)", document, re.MULTILINE)) <= targets
    assert {"run", "test", "lint", "check", "lock", "clean"} <= targets


def test_every_link_and_picture_of_a_document_leads_to_a_file() -> None:
    """Links within the repository, in every handwritten document."""
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    links = [
        (document.relative_to(ROOT).as_posix(), link)
        for document in documents
        for link in re.findall(r"\]\(([\w./-]+)", document.read_text(encoding="utf-8"))
        if link != "https"
    ]

    assert len(links) > 10
    assert [(document, link) for document, link in links if not (ROOT / document).parent.joinpath(link).exists()] == []


def test_the_readme_is_short_and_its_picture_light() -> None:
    assert len(README.splitlines()) <= 100
    assert "docs/screenshot.png" in README
    assert (ROOT / "docs/screenshot.png").stat().st_size <= 150_000


def test_the_chosen_python_is_one_that_the_project_takes() -> None:
    chosen = tuple(int(part) for part in (ROOT / ".python-version").read_text(encoding="ascii").split("."))

    assert PROJECT["project"]["requires-python"] == ">=3.12"
    assert chosen >= (3, 12)


def test_the_database_for_development_is_reached_from_this_machine_only() -> None:
    composed = yaml.safe_load((ROOT / "docker-compose.dev.yml").read_text(encoding="utf-8"))

    ports = [port for service in composed["services"].values() for port in service["ports"]]

    assert ports
    assert [port for port in ports if "127.0.0.1:" not in port] == []


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("DATABASE_URL", "nonsense", "is not a database URL"),
        ("DATABASE_URL", "mysql://root@127.0.0.1/x", "is not a database URL"),
        ("DATABASE_URL", "postgres://127.0.0.1:5432/", "names no database"),
        ("DEBUG", "perhaps", "neither true nor false"),
        ("HSTS_SECONDS", "a year", "not a whole number"),
        ("SECRET_KEY", "short", "shorter than 50 characters"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(variable: str, value: str, expected: str) -> None:
    done = _manage("check", **{variable: value})

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"settings: {variable}")
    assert expected in done.stderr


@pytest.mark.parametrize(("variable", "value"), [("DATABASE_URL", "nonsense"), ("PORT", "x"), ("WEB_WORKERS", "0")])
def test_the_server_too_says_what_is_wrong_in_one_line(variable: str, value: str) -> None:
    done = _run([sys.executable, "-m", "gunicorn", "-c", "python:armscontrol.gunicorn_conf"], **{variable: value})

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"settings: {variable}={value!r}")


def test_a_secret_is_made_once_and_kept_from_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)

    first = environment.secret_key("SECRET_KEY", directory=tmp_path / "var")
    second = environment.secret_key("SECRET_KEY", directory=tmp_path / "var")

    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600
