"""Logs for machines, and what they keep to themselves."""

import json
import logging

import pytest

from armscontrol.monitoring.logs import JsonFormatter
from tests.make import Talks
from tests.reader import Reader


def test_a_request_is_one_line_with_its_id_and_nothing_of_its_reader(
    talks: Talks, caplog: pytest.LogCaptureFixture
) -> None:
    lines: list[str] = []
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    logger = logging.getLogger("armscontrol.requests")
    logger.addHandler(handler)
    try:
        with caplog.at_level(logging.INFO, logger="armscontrol.requests"):
            response = Reader(
                headers={
                    "user-agent": "Secret Browser",
                    "x-forwarded-for": "192.0.2.7",
                    "x-request-id": "abcdef0123456789",
                }
            ).get("/search/?q=whom-i-look-for")
    finally:
        logger.removeHandler(handler)

    line = json.loads(lines[0])
    assert response["X-Request-ID"] == line["request"] == "abcdef0123456789"
    assert (line["method"], line["path"], line["status"]) == ("GET", "/search/", 200)
    assert not [secret for secret in ("whom-i-look-for", "Secret", "192.0.2.7", "127.0.0.1") if secret in lines[0]]


@pytest.mark.parametrize("given", ["", "short", "a" * 65, "with space in it", "<script>alert(1)</script>"])
def test_an_id_that_is_not_plain_is_replaced(given: str, talks: Talks) -> None:
    made = Reader(headers={"x-request-id": given}).get("/healthz")["X-Request-ID"]

    assert made != given
    assert made.isalnum()
