"""What the tests of the representations ask with."""

from collections.abc import Callable

import pytest
from django.test import Client

type Written = Callable[[str], str]


@pytest.fixture
def written(client: Client) -> Written:
    """The text at a path under /api/v1/, which must be there and is streamed."""

    def ask(path: str) -> str:
        response = client.get(f"/api/v1/{path}")
        assert response.status_code == 200
        return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]

    return ask
