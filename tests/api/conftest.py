"""Fixtures for the API's tests: `get` takes a path under /api/v1/ and returns the parsed response."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from django.test import Client

HOST = "http://testserver"

type Get = Callable[[str], Any]


@pytest.fixture
def get(client: Client) -> Get:
    """The JSON at a path under /api/v1/; asserts the status 200."""

    def ask(path: str) -> Any:
        response = client.get(f"/api/v1/{path}")
        assert response.status_code == 200, response.content
        assert response["Content-Type"] == "application/json"
        return orjson.loads(response.content)

    return ask


@pytest.fixture
def slugs(get: Get) -> Callable[[str], list[str]]:
    """The slugs (ids of positions) of the first page at a path under /api/v1/, in order."""

    def ask(path: str) -> list[str]:
        return [item.get("slug") or item["id"] for item in get(path)["results"]]

    return ask
