"""Fetching from a web that misbehaves: what it may do at worst is not to be fetched."""

import ssl
from collections.abc import Iterator

import httpcore
import pytest
import trustme

from tests.prover.misbehaving import PRODUCT, Answer, Clock, Web, after, serving, story
from timeline.prover import bodies
from timeline.prover.connections import is_public, resolve
from timeline.prover.failures import FailureKind, FetchError
from timeline.prover.fetch import MOST_REDIRECTS, TRIES, Fetcher


def refused(fetcher: Fetcher, url: str) -> FetchError:
    """The error that fetching ends with."""
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    return caught.value


def test_a_page_comes_with_its_validators_and_is_not_sent_again(web: Web) -> None:
    fetcher, url = web.fetcher(), web.url("news.example/story")

    first = fetcher.fetch(url)
    again = fetcher.fetch(url, etag=first.etag, last_modified=first.last_modified)

    assert (first.status, first.body, first.etag) == (200, story(), '"7"')
    assert first.content_type == "text/html; charset=utf-8"
    assert (again.status, again.body) == (304, b"")


def test_a_program_says_who_it_is(web: Web) -> None:
    agents: list[str] = []

    def page(request: object) -> Answer:
        agents.append(request.headers["User-Agent"])  # type: ignore[attr-defined]
        return Answer(200, story())

    web.pages["/who"] = page
    web.fetcher().fetch(web.url("news.example/who"))

    assert agents == [PRODUCT]


def test_redirects_are_followed_and_noted(web: Web) -> None:
    for_good = web.fetcher().fetch(web.url("news.example/moved"))
    for_now = web.fetcher().fetch(web.url("news.example/elsewhere"))

    assert [(hop.status, hop.url) for hop in for_good.hops] == [(301, web.url("news.example/story"))]
    assert for_good.moved_to == for_good.final_url == web.url("news.example/story")
    assert (for_now.body, for_now.moved_to) == (story(), "")


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("loop", FailureKind.REDIRECTS),
        ("far", FailureKind.REDIRECTS),
        ("to-private", FailureKind.ADDRESS),
        ("to-metadata", FailureKind.ADDRESS),
        ("to-file", FailureKind.ADDRESS),
        ("to-nonsense", FailureKind.ADDRESS),
        ("forbidden", FailureKind.REFUSED),
        ("to-browsers-alone", FailureKind.REFUSED),
        ("busy-for-an-hour", FailureKind.REFUSED),
        ("nothing-here", FailureKind.MISSING),
        ("gone", FailureKind.MISSING),
        ("huge", FailureKind.TOO_LARGE),
        ("bomb", FailureKind.TOO_LARGE),
        ("brotli-bomb", FailureKind.UNREADABLE),
        ("damaged", FailureKind.NETWORK),
        ("broken-off", FailureKind.NETWORK),
        ("fault", FailureKind.SERVER),
    ],
)
def test_what_goes_wrong_has_its_kind(web: Web, page: str, kind: FailureKind) -> None:
    error = refused(web.fetcher(), web.url(f"news.example/{page}"))

    assert error.kind == kind
    assert "\n" not in str(error)


def test_a_loop_is_left_after_some_rounds(web: Web) -> None:
    refused(web.fetcher(), web.url("news.example/loop"))

    assert web.asked["news.example/loop"] == MOST_REDIRECTS + 1


def test_a_bomb_is_never_unpacked_whole(web: Web) -> None:
    unpacked = 0

    def pieces() -> Iterator[bytes]:
        nonlocal unpacked
        for piece in bodies._inflated([web.pages["/bomb"].body]):  # type: ignore[union-attr,list-item]
            unpacked += len(piece)
            assert len(piece) <= bodies.PIECE
            yield piece

    with pytest.raises(FetchError, match="too large"):
        bodies.read(pieces(), "")
    assert unpacked <= bodies.MOST_BYTES + bodies.PIECE


def test_a_page_that_drips_is_given_up_when_its_time_is_over(web: Web) -> None:
    web.clock = Clock(tick=1.0)

    error = refused(web.fetcher(), web.url("news.example/drip"))

    assert error.kind == FailureKind.TIME


def test_what_may_pass_is_tried_again_with_growing_pauses(web: Web) -> None:
    web.pages["/passing"] = after(Answer(503), Answer(502))

    page = web.fetcher(pause=0.0).fetch(web.url("news.example/passing"))

    assert page.body == story()
    assert web.clock.slept == [2.0, 8.0]


def test_a_fault_that_stays_is_reported_after_some_tries(web: Web) -> None:
    refused(web.fetcher(), web.url("news.example/fault"))

    assert web.asked["news.example/fault"] == TRIES


def test_what_will_not_pass_is_asked_once(web: Web) -> None:
    refused(web.fetcher(), web.url("news.example/forbidden"))

    assert web.asked["news.example/forbidden"] == 1


def test_a_busy_server_is_left_alone_as_long_as_it_asks(web: Web) -> None:
    web.pages["/busy-once"] = after(Answer(429, b"", {"Retry-After": "7"}))

    page = web.fetcher(pause=0.0).fetch(web.url("news.example/busy-once"))
    error = refused(web.fetcher(pause=0.0), web.url("news.example/busy"))

    assert page.body == story()
    assert error.kind == FailureKind.REFUSED
    assert web.clock.slept == [7.0, 7.0, 7.0]


def test_between_two_requests_to_a_host_there_is_a_pause(web: Web) -> None:
    fetcher = web.fetcher(pause=3.0)

    fetcher.fetch(web.url("news.example/story"))
    fetcher.fetch(web.url("other.example/story"))

    assert web.clock.slept == [3.0, 3.0]  # each after its robots.txt
    fetcher.fetch(web.url("news.example/story"))
    assert len(web.clock.slept) == 2  # the other host's pause was long enough


def test_the_pause_that_a_host_asks_for_is_kept(web: Web) -> None:
    fetcher = web.fetcher(pause=3.0)

    fetcher.fetch(web.url("slow.example/story"))
    fetcher.fetch(web.url("slow.example/story"))

    assert web.clock.slept == [3.0, 11.0]


def test_robots_txt_is_obeyed_and_asked_for_once(web: Web) -> None:
    fetcher = web.fetcher()

    for _ in range(2):
        assert refused(fetcher, web.url("closed.example/story")).kind == FailureKind.ROBOTS

    assert web.asked["closed.example/robots.txt"] == 1
    assert web.asked["closed.example/story"] == 0


def test_a_host_whose_robots_txt_is_out_of_order_is_not_fetched_from(web: Web) -> None:
    assert refused(web.fetcher(), web.url("down.example/story")).kind == FailureKind.SERVER
    assert web.asked["down.example/story"] == 0


def test_robots_txt_is_obeyed_on_the_way_too(web: Web) -> None:
    web.pages["/to-closed"] = Answer(302, b"", {"Location": web.url("closed.example/story")})

    assert refused(web.fetcher(), web.url("news.example/to-closed")).kind == FailureKind.ROBOTS
    assert web.asked["closed.example/story"] == 0


def test_cookies_set_on_the_way_are_sent_back_and_then_forgotten(web: Web) -> None:
    fetcher, url = web.fetcher(), web.url("news.example/behind-a-cookie")

    first, second = fetcher.fetch(url), fetcher.fetch(url)

    assert first.body == second.body == story()
    assert len(first.hops) == len(second.hops) == 1


# Addresses.


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),  # noqa: S104
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1"),
        *("ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:0a00:0001::", "64:ff9b::7f00:1", "2001:db8::1"),
        *("fe80::1%eth0", "no address", "127.1", ""),
    ],
)
def test_an_address_that_is_not_public_is_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07::1", "64:ff9b::5db8:d70e", "::ffff:8.8.8.8"])
def test_an_address_that_is_public_is_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_in_production_this_machine_is_never_asked(web: Web, host: str) -> None:
    error = refused(web.fetcher(permits_loopback=False, resolver=resolve), f"http://{host}:{web.port}/story")

    assert error.kind in {FailureKind.ADDRESS, FailureKind.UNRESOLVED}
    assert sum(web.asked.values()) == 0


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://news.example/", "file:///etc/passwd", "gopher://news.example/", "news.example", "", "http://"),
        *("http://[x", "https://user:secret@news.example/", "javascript:alert(1)", "data:text/html,x"),
    ],
)
def test_no_other_scheme_is_fetched(web: Web, url: str) -> None:
    assert refused(web.fetcher(), url).kind == FailureKind.ADDRESS


def test_an_unknown_host_is_unresolved(web: Web) -> None:
    assert refused(web.fetcher(), "http://news.invalid/").kind == FailureKind.UNRESOLVED


class Recorder(httpcore.SyncBackend):
    """A network that notes where it is asked to connect, and connects nowhere."""

    def __init__(self) -> None:
        self.connected: list[str] = []

    def connect_tcp(self, host: str, *_: object, **__: object) -> httpcore.NetworkStream:
        """Refuse."""
        self.connected.append(host)
        raise httpcore.ConnectError("recorded")


def test_the_address_connected_to_is_the_one_checked(web: Web) -> None:
    """A name that is public when it is checked and private when it is used gains nothing: it is asked once."""
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    network = Recorder()
    fetcher = web.fetcher(permits_loopback=False, resolver=lambda *_: next(answers), network=network)

    error = refused(fetcher, "http://rebinding.example/")

    assert network.connected == ["93.184.215.14"]
    assert error.kind == FailureKind.ADDRESS  # of the second try, whose address was checked too


def test_a_host_with_one_private_address_among_public_ones_is_refused(web: Web) -> None:
    network = Recorder()
    fetcher = web.fetcher(permits_loopback=False, resolver=lambda *_: ["93.184.215.14", "10.0.0.1"], network=network)

    assert refused(fetcher, "http://both.example/").kind == FailureKind.ADDRESS
    assert network.connected == []


def test_no_proxy_of_the_environment_is_used(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")

    assert web.fetcher().fetch(web.url("news.example/story")).body == story()


# TLS.


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Web]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    with serving(context) as found:
        yield found


def _trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_certificate_is_checked_against_the_name_and_not_the_address(secure: Web, authority: trustme.CA) -> None:
    fetcher = secure.fetcher(context=_trusting(authority))

    assert fetcher.fetch(secure.url("news.example/story", "https")).body == story()
    assert refused(fetcher, secure.url("other.example/story", "https")).kind == FailureKind.TLS


def test_a_certificate_of_nobody_is_refused(secure: Web) -> None:
    assert refused(secure.fetcher(), secure.url("news.example/story", "https")).kind == FailureKind.TLS


def test_a_server_without_tls_is_no_secure_one(web: Web) -> None:
    assert refused(web.fetcher(), web.url("news.example/story", "https")).kind == FailureKind.TLS
