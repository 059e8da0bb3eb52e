"""Fixtures that any test may ask for: `talks`, the small fixed cast; `record`, the real fixtures/, loaded once."""

import pytest

from tests import make


@pytest.fixture
def talks(db: None) -> make.Talks:
    """The small fixed cast of tests/make.py in an otherwise empty database; gone after the test."""
    return make.talks()
