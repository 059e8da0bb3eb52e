"""The loader's sample record as a directory that a test may modify."""

from pathlib import Path

import pytest

from tests.loader import cast


@pytest.fixture
def fixtures(tmp_path: Path) -> cast.Fixtures:
    """The small record of tests/loader/cast.py under tmp_path/fixtures."""
    return cast.written(tmp_path / "fixtures")
