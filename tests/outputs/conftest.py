"""Fixtures for the tests of the output formats."""

from collections.abc import Callable

import pytest
from django.test import Client

type Written = Callable[[str], str]


@pytest.fixture
def written(client: Client) -> Written:
    """The text of the streamed response at a path under /api/v1/; asserts the status 200."""

    def ask(path: str) -> str:
        response = client.get(f"/api/v1/{path}")
        assert response.status_code == 200
        return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]

    return ask
