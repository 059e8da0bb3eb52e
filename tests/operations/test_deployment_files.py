"""The deployment's files: valid, linted, and locked down. That they work is tests/deploy's to show."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSED: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSED["services"]
JOBS = {"migrate", "load", "export"}


def _tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / name), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("file", ["docker-compose.yml", "docker-compose.dev.yml"])
def test_compose_file_follows_the_compose_specification(file: str) -> None:
    done = _tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", file)

    assert done.returncode == 0, done.stdout + done.stderr


def test_dockerfile_passes_the_linter() -> None:
    done = _tool("hadolint", "Dockerfile")

    assert (done.returncode, done.stdout) == (0, "")


def test_the_topology_is_what_the_readme_says() -> None:
    assert set(SERVICES) == {"nginx", "web1", "web2", "primary", "replica", "redis"} | JOBS


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_no_rights_that_it_does_not_need(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("user") not in {"root", "0"}
    assert "user" in service or "unprivileged" in service["image"]
    assert {"cpus", "memory"} <= set(service["deploy"]["resources"]["limits"])
    assert service["pids_limit"] <= 200


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_starts_again_and_a_job_does_not(name: str) -> None:
    assert SERVICES[name]["restart"] == ("no" if name in JOBS else "unless-stopped")


@pytest.mark.parametrize("name", sorted(set(SERVICES) - JOBS - {"web1", "web2"}))
def test_a_service_says_whether_it_is_well(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]


def test_the_image_says_whether_it_is_well_and_runs_as_nobody_special() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")

    assert "HEALTHCHECK" in text
    assert "\nUSER 10001\n" in text
    assert "--require-hashes" in text


def test_a_job_is_waited_for_until_it_has_done_its_work() -> None:
    """`up --wait` takes a job that ended for one that failed, unless a service waits for just that."""
    waited_for = {
        name
        for one in SERVICES.values()
        for name, how in one.get("depends_on", {}).items()
        if how["condition"] == "service_completed_successfully"
    }

    assert waited_for == JOBS


def test_the_record_as_files_is_written_by_its_job_alone_and_sent_by_nginx() -> None:
    mounts = {name: [one for one in SERVICES[name].get("volumes", []) if one.startswith("data:")] for name in SERVICES}
    folder = "/opt/across/var/data"

    assert {name: found for name, found in mounts.items() if found} == {
        "nginx": [f"data:{SERVICES['nginx']['environment']['ACROSS_DATA']}:ro"],
        "web1": [f"data:{folder}:ro"],
        "web2": [f"data:{folder}:ro"],
        "export": [f"data:{folder}"],
    }
    assert "install --directory --owner=10001 var/data" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_a_process_that_is_told_to_stop_has_the_time_that_it_takes() -> None:
    from armscontrol import gunicorn_conf

    assert int(SERVICES["web1"]["stop_grace_period"].removesuffix("s")) > gunicorn_conf.graceful_timeout


def test_the_image_has_a_python_that_the_lock_file_is_for() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]

    [version] = set(re.findall(r"^FROM python:(\d+\.\d+)-slim", text, re.MULTILINE))
    assert version == (ROOT / ".python-version").read_text(encoding="ascii").strip()
    assert oldest == ">=3.12"
    assert (3, 12) <= tuple(map(int, version.split("."))) <= (3, 14)


def test_only_nginx_can_be_reached_from_outside() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert published == {"nginx": ["${PUBLISH:-127.0.0.1:8080}:8080"]}
    assert [name for name, network in COMPOSED["networks"].items() if not network.get("internal")] == ["outside"]
    assert [name for name, service in SERVICES.items() if "outside" in service["networks"]] == ["nginx"]


def test_no_secret_is_written_in_the_file_and_web_processes_cannot_write() -> None:
    environment = {key: value for one in SERVICES.values() for key, value in one.get("environment", {}).items()}
    secret = [key for key in environment if any(word in key for word in ("PASSWORD", "SECRET", "_URL"))]

    assert len(secret) > 4
    assert all(key.endswith("_FILE") and environment[key].startswith("/run/secrets/") for key in secret)
    assert "owner_database_url" not in SERVICES["web1"]["secrets"]


def test_every_mounted_file_is_there() -> None:
    mounted = [volume.split(":")[0] for one in SERVICES.values() for volume in one.get("volumes", [])]

    assert len([path for path in mounted if path.startswith("./")]) > 4
    assert [path for path in mounted if path.startswith("./") and not (ROOT / path).exists()] == []


def test_secrets_are_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"

    for _ in range(2):
        subprocess.run(["sh", "deploy/secrets.sh", str(folder)], cwd=ROOT, check=True)
        kept = {path.name: path.read_text(encoding="ascii") for path in folder.iterdir()}

    assert set(COMPOSED["secrets"]) == set(kept) - {"redis_password"}  # which stands in two others
    assert kept["reader_password"] in kept["database_url"]
    assert len(kept["secret_key"]) == 64
    assert folder.stat().st_mode & 0o077 == 0
