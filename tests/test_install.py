"""`.ci/install`: an environment holds what the lock file names, and nothing that it named before.

With a real environment and real packages, built here; no package index is used."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.servers import PATIENCE, ROOT


class House:
    """A directory with the real script, two lock files, and packages of one module each to install from."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.wheels = folder, folder / "wheels"
        self.wheels.mkdir()
        (folder / ".ci").mkdir()
        for name in ("install", "find-python"):
            shutil.copy(ROOT / ".ci" / name, folder / ".ci" / name)

    def wheel(self, name: str, module: str = "") -> str:
        """Build a package with one module, and return its lines for a lock file."""
        file_name = f"{name.replace('-', '_')}-1"
        path, about = self.wheels / f"{file_name}-py3-none-any.whl", f"{file_name}.dist-info"
        files = {
            f"{module or name}.py": "",
            f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n",
            f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        record = "".join(f"{file},,\n" for file in [*files, f"{about}/RECORD"])
        with zipfile.ZipFile(path, "w") as archive:
            for file, text in (files | {f"{about}/RECORD": record}).items():
                archive.writestr(file, text)
        return f"{name}==1 \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n    # via nobody\n"

    def lock(self, *, run: list[str], development: list[str]) -> None:
        """Write both lock files; the second includes the first."""
        (self.folder / "requirements.lock").write_text("".join(run), encoding="ascii")
        (self.folder / "requirements-dev.lock").write_text("".join([*run, *development]), encoding="ascii")

    def run(self, *command: str) -> str:
        """The output of a command. Raises AssertionError if it fails."""
        index = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_CONFIG_FILE": os.devnull}
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=os.environ | index | {"PYTHON": sys.executable},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def install(self, lock: str) -> set[str]:
        """Install a lock file, and return the packages in the environment, without pip and setuptools."""
        self.run(".ci/install", lock)
        held = self.run(".venv/bin/python", "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check")
        return {line.partition("==")[0] for line in held.splitlines()} - {"pip", "setuptools"}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_what_a_lock_dropped_is_uninstalled(house: House) -> None:
    first, second, third, fourth = (house.wheel(name) for name in ("first", "second", "third", "fourth"))
    house.wheel("by-hand", "by_hand")
    house.lock(run=[first, second], development=[third, fourth])
    assert house.install("requirements-dev.lock") == {"first", "second", "third", "fourth"}
    house.run(".venv/bin/python", "-m", "pip", "install", "-q", "by-hand")

    house.lock(run=[first], development=[fourth])

    assert house.install("requirements.lock") == {"first", "fourth", "by-hand"}
    house.lock(run=[first], development=[])
    assert house.install("requirements-dev.lock") == {"first", "by-hand"}
    assert house.run(".ci/install", "requirements-dev.lock") == ""


def test_what_comes_in_the_place_of_another_keeps_its_files(house: House) -> None:
    house.lock(run=[house.wheel("old-driver", "driver")], development=[])
    assert house.install("requirements.lock") == {"old-driver"}

    house.lock(run=[house.wheel("new-driver", "driver")], development=[])

    assert house.install("requirements.lock") == {"new-driver"}
    house.run(".venv/bin/python", "-c", "import driver")
