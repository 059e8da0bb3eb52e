"""The web that misbehaves, on this machine."""

from collections.abc import Iterator

import pytest

from tests.prover.misbehaving import Web, serving


@pytest.fixture
def web() -> Iterator[Web]:
    """All the hosts there are, with their pages."""
    with serving() as found:
        yield found
