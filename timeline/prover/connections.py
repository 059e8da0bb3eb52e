"""Connections to public addresses alone, each within a total time. Imports failures.

The name is resolved once, its addresses are checked, and one of those very addresses is connected to: a name that
resolves differently the second time (DNS rebinding) gains nothing. The Host header and the certificate's name stay the
page's own, for they come from its address and not from the connection.
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore
import httpx

from timeline.prover.failures import FailureKind, FetchError

type Resolver = Callable[[str, int], list[str]]
"""The addresses of a host and port. Raises OSError if the name is not known."""
NAT64 = IPv6Network("64:ff9b::/96")
SOCKET_SECONDS = 15.0
"""The longest wait for one connection, or for the next bytes of an answer."""


def resolve(host: str, port: int) -> list[str]:
    """The host's addresses, as the system resolves it, each once. Raises OSError (socket.gaierror) if it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


def _embedded(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address leads to (mapped, 6to4, NAT64), or the address itself."""
    if isinstance(address, IPv6Address):
        if address in NAT64:
            return IPv4Address(int(address) & 0xFFFF_FFFF)
        return address.ipv4_mapped or address.sixtofour or address
    return address


def is_public(text: str) -> bool:
    """Whether an address is of the public internet: not private, loopback, link-local, shared, reserved, multicast,
    nor an IPv6 address that leads to such an IPv4 address (IANA's special-purpose registries, as Python has them)."""
    try:
        address = _embedded(ip_address(text))
    except ValueError:
        return False
    return address.is_global and not address.is_multicast


def is_loopback(text: str) -> bool:
    """Whether an address is of this machine."""
    try:
        return ip_address(text).is_loopback
    except ValueError:
        return False


class TimedStream(httpcore.NetworkStream):
    """A connection on which no wait lasts longer than the time that is left for the whole page."""

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._stream, self._left = stream, left

    def _timeout(self, timeout: float | None) -> float:
        return min(self._left(), timeout if timeout is not None else SOCKET_SECONDS)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes. Raises FetchError when the page's time is over."""
        return self._stream.read(max_bytes, self._timeout(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send. Raises FetchError when the page's time is over."""
        self._stream.write(buffer, self._timeout(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt the connection. Raises FetchError when the page's time is over."""
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._timeout(timeout)), self._left)

    def get_extra_info(self, info: str) -> Any:
        """What the connection says of itself."""
        return self._stream.get_extra_info(info)


class PublicBackend(httpcore.NetworkBackend):
    """Connects to the addresses that it has checked itself."""

    def __init__(
        self,
        resolver: Resolver,
        left: Callable[[], float],
        *,
        network: httpcore.NetworkBackend,
        permits_loopback: bool,
    ) -> None:
        """`left`: the seconds left for the page; raises FetchError when there are none."""
        self.resolver, self.left, self.network, self.permits_loopback = resolver, left, network, permits_loopback

    def _addresses(self, host: str, port: int) -> list[str]:
        """The host's addresses. Raises FetchError unless all are public: one that also names a private address is
        up to something."""
        try:
            addresses = self.resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(FailureKind.UNRESOLVED, f"{host} ({error})") from error
        if not addresses:
            raise FetchError(FailureKind.UNRESOLVED, host)
        for address in addresses:
            if not is_public(address) and not (self.permits_loopback and is_loopback(address)):
                raise FetchError(FailureKind.ADDRESS, f"{host} is at {address}, which is not of the public internet")
        return addresses

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the host's addresses that takes one. Raises FetchError, or httpcore's errors."""
        failed: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._addresses(host, port):
            seconds = min(self.left(), timeout or SOCKET_SECONDS)
            try:
                stream = self.network.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return TimedStream(stream, self.left)
        raise failed or httpcore.ConnectError(host)


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class PublicTransport(httpx.BaseTransport):
    """Carries httpx's requests over a PublicBackend: no proxy, no connection kept, HTTP/1.1."""

    def __init__(self, backend: PublicBackend, context: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, network_backend=backend, max_connections=1, max_keepalive_connections=0
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, its body unread. Raises httpcore's errors and FetchError."""
        url = request.url
        asked = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        response = self._pool.handle_request(asked)
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Close what is open."""
        self._pool.close()
