"""Hostile requests: never a server error, never reflected as markup, never an open redirect."""

import re
from urllib.parse import quote_from_bytes

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.make import Talks

PATHS = ["/", "/officials/", "/issues/missile-defense/", "/articles/", "/search/", "/compare/", "/treaties/"]
NAMES = ["q", "from", "to", "official", "issue", "kind", "page", "find", "side", "on", "stance", "sort", "negotiation"]
MARK = b"<script>x()</script>"
few = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

hostile = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(
        [
            b"\x00",
            b"%",
            b"%zz",
            b"\xff\xfe",
            b"9" * 400,
            b"-1",
            b"1e9",
            b"nan",
            b"' OR 1=1 --",
            MARK,
            b'"><b>',
            b"\xe2\x80\xae",
            b'NEAR("*"',
            b"{{7*7}}",
            b"../../etc",
            b"//evil.example/",
        ]
    ),
)
headers = st.fixed_dictionaries(
    {},
    optional={
        "HX-Request": st.sampled_from(["true", "false", "", "<script>"]),
        "HX-Target": st.one_of(
            st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=40),
            st.sampled_from(["section#results", "results", "view", "more"]),
        ),
        "HX-Current-URL": st.sampled_from(["https://evil.example/", "javascript:alert(1)", "%%%", ""]),
        "HX-Boosted": st.sampled_from(["true", "x"]),
        "HX-History-Restore-Request": st.sampled_from(["true", "x"]),
        "If-None-Match": st.sampled_from(["*", '"', 'W/"x"', "a" * 500]),
        "If-Modified-Since": st.sampled_from(["yesterday", "Fri, 99 Foo 9999 99:99:99 GMT"]),
        "X-Forwarded-Host": st.just("evil.example"),
        "X-Forwarded-For": st.sampled_from(["<script>", "::1, ,"]),
        "Accept": st.sampled_from(["*/*", "text/html;q=x", "<>"]),
    },
)


def _assert_harmless(client: Client, path: str, query: bytes, given_headers: dict[str, str]) -> None:
    named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in given_headers.items()}
    response = client.generic("GET", path, QUERY_STRING=query.decode("latin-1"), **named)  # type: ignore[arg-type]

    assert response.status_code < 500
    assert MARK not in response.content
    assert b"evil.example" not in response.headers.get("Location", "").encode()
    assert b"Traceback" not in response.content
    for name in ("Location", "HX-Push-Url"):
        address = response.headers.get(name, "/")
        assert not address.startswith("//")
        assert "://" not in address.partition("?")[0]


@few
@given(
    path=st.sampled_from(PATHS),
    pairs=st.lists(st.tuples(st.sampled_from(NAMES), hostile), max_size=5),
    given_headers=headers,
)
def test_any_parameters_and_headers_are_harmless(
    talks: Talks, path: str, pairs: list[tuple[str, bytes]], given_headers: dict[str, str]
) -> None:
    query = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs).encode()

    _assert_harmless(Client(raise_request_exception=False), path, query, given_headers)


@few
@given(path=st.sampled_from(PATHS), query=st.binary(max_size=200))
def test_any_bytes_for_a_query_are_harmless(talks: Talks, path: str, query: bytes) -> None:
    _assert_harmless(Client(raise_request_exception=False), path, query, {})


@few
@given(path=st.binary(max_size=40))
def test_any_bytes_for_a_path_are_harmless(talks: Talks, path: bytes) -> None:
    _assert_harmless(Client(raise_request_exception=False), "/" + quote_from_bytes(path), b"", {})


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "query",
    [
        "q=" + "a" * 1_000_000,
        "&".join(f"kind={number}" for number in range(900)),
        "official=" + ",".join(["x"] * 10_000),
        "from=2020&to=1960",
        "q=%00",
        "kind=%25'&page=%25s",
    ],
    ids=["1 MB", "900 values", "10,000 values", "backwards", "NUL", "format"],
)
def test_questions_that_are_too_long_or_make_no_sense_are_harmless(talks: Talks, path: str, query: str) -> None:
    _assert_harmless(Client(raise_request_exception=False), path, query.encode(), {})


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1@evil.example", "127.0.0.1:evil.example", "a b", "<script>", ""]
)
def test_a_forged_host_is_refused(talks: Talks, host: str) -> None:
    response = Client(raise_request_exception=False).get("/about/", HTTP_HOST=host)

    assert response.status_code == 400
    assert b"evil.example" not in response.content
    assert b"<script>" not in response.content.replace(b"<script src", b"")


def test_a_host_of_ours_may_have_any_port(talks: Talks) -> None:
    """Who asks at a port gets links to that port, and to no other host."""
    response = Client().get("/about/", HTTP_HOST="127.0.0.1:8765")
    addresses = set(re.findall(rb'(?:href|content)="(?:https?:)?//([^/"]+)', response.content))

    assert response.status_code == 200
    assert b"127.0.0.1:8765" in addresses
    assert [one for one in addresses if one.startswith(b"127.0.0.1") and one != b"127.0.0.1:8765"] == []


@pytest.mark.parametrize(
    "path", ["//evil.example/about", "///evil.example", "/\\evil.example/about", "/officials//evil.example"]
)
def test_there_is_no_way_elsewhere(talks: Talks, path: str) -> None:
    """The path as a server hands it on; the test client itself would take its first part for a host."""
    response = Client().get("/", PATH_INFO=path)

    assert response.status_code == 404
    assert not response.has_header("Location")
    assert Client().get("/", PATH_INFO="/about").headers["Location"] == "/about/"
