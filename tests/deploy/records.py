"""Variants of the shipped record, so that a response shows which record it was built from."""

import re
import shutil
from pathlib import Path

from tests.servers import ROOT

OFFICIAL = "sergei-ryabkov"
PAGE = f"/officials/{OFFICIAL}/"
API = f"/api/v1/officials/{OFFICIAL}/"
NAME = "Sergei Ryabkov"


def renamed(folder: Path, name: str) -> Path:
    """A copy of the fixtures in which OFFICIAL has another name."""
    copy = folder / f"fixtures-{name.replace(' ', '-')}"
    if not copy.exists():
        shutil.copytree(ROOT / "fixtures", copy)
        officials = copy / "officials.yaml"
        text = officials.read_text(encoding="utf-8")
        assert text.count(f"name: {NAME}\n") == 1
        officials.write_text(text.replace(f"name: {NAME}\n", f"name: {name}\n"), encoding="utf-8")
    return copy


def reworded(folder: Path, name: str) -> Path:
    """The same, with changed summaries of all sources and positions, so that a load rewrites the large tables."""
    copy = renamed(folder, name)
    for article in sorted((copy / "articles").iterdir()):
        text = article.read_text(encoding="utf-8")
        article.write_text(re.sub(r"(?m)summary: (?=\w)", "summary: Reworded. ", text), encoding="utf-8")
    return copy
