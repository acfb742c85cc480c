"""Fetching one page: http and https only, bounded in size, time and redirects, and never inside a private network.

The address that is checked is the address that is connected to, so a name that resolves to another one a moment later
gains nothing. No proxy, no cookies, no credentials, no compressed bodies (whose size would only show when unpacked).
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from hayy.errors import InputError

_AGENT = "hayy (reads a news page that its user names)"
_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a fetch may take: bytes of the body, seconds for all of it, redirects; ``private`` allows LAN hosts."""

    max_bytes: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5
    private: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What came: the bytes, the address they came from after redirects, and the encoding that the server states."""

    data: bytes
    url: str
    charset: str | None


def fetch(url: str, limits: Limits | None = None) -> Page:
    """The page at ``url``.

    Raises:
        InputError: another scheme, a private address, too large, too slow, too many redirects, or no page.

    >>> fetch("file:///etc/passwd")
    Traceback (most recent call last):
    hayy.errors.InputError: file:///etc/passwd: only http and https addresses are fetched; give a local file instead
    """
    limits = limits or Limits()
    deadline = time.monotonic() + limits.seconds
    asked = url
    for _ in range(limits.redirects + 1):
        try:
            answer = _get(url, limits, deadline)
        except (OSError, http.client.HTTPException, ValueError) as error:
            slow = isinstance(error, TimeoutError) or time.monotonic() >= deadline
            said = "too slow" if slow else str(error) or type(error).__name__
            raise InputError(f"{_shown(url)}: cannot be fetched ({said}); save the page and give the file") from error
        if isinstance(answer, Page):
            return answer
        url = answer
    raise InputError(f"{_shown(asked)}: more than {limits.redirects} redirects; give the address they end at")


def _get(url: str, limits: Limits, deadline: float) -> Page | str:
    """The page, or the address that it redirects to."""
    connection, target = _connection(url, limits, deadline)
    # A server that sends a byte now and then stays within any timeout of single reads.
    alarm = threading.Timer(max(0.0, deadline - time.monotonic()), _hang_up, [connection.sock])
    alarm.daemon = True
    alarm.start()
    try:
        headers = {"User-Agent": _AGENT, "Accept": ", ".join(_TYPES), "Accept-Encoding": "identity"}
        connection.request("GET", target, headers=headers)
        response = connection.getresponse()
        if response.status in _REDIRECTS and (where := response.getheader("Location")):
            return urljoin(url, where)
        if response.status != http.client.OK:
            raise InputError(f"{_shown(url)}: the server answers {response.status} {response.reason}")
        kind = response.headers.get_content_type()
        if kind not in _TYPES:
            raise InputError(f"{_shown(url)}: is {kind}, not a web page")
        if (response.getheader("Content-Encoding") or "identity") != "identity":
            raise InputError(
                f"{_shown(url)}: the server compresses it though asked not to; save the page, give the file"
            )
        return Page(_body(response, connection, url, limits, deadline), url, response.headers.get_content_charset())
    finally:
        alarm.cancel()
        connection.close()


def _hang_up(plain: socket.socket) -> None:
    with contextlib.suppress(OSError):
        plain.shutdown(socket.SHUT_RDWR)


def _body(
    response: http.client.HTTPResponse,
    connection: http.client.HTTPConnection,
    url: str,
    limits: Limits,
    deadline: float,
) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if connection.sock is not None:
            connection.sock.settimeout(left)
        part = response.read1(_CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
        if size > limits.max_bytes:
            raise InputError(f"{_shown(url)}: larger than {limits.max_bytes} bytes; use --max-bytes to allow more")


def _connection(url: str, limits: Limits, deadline: float) -> tuple[http.client.HTTPConnection, str]:
    """A connection to an address that was checked, and what to ask it for."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise InputError(f"{_shown(url)}: only http and https addresses are fetched; give a local file instead")
    if not parts.hostname or parts.username is not None or parts.password is not None:
        raise InputError(f"{_shown(url)}: an address to fetch has a host and no user name or password")
    host = parts.hostname.encode("idna").decode("ascii") if not parts.hostname.isascii() else parts.hostname
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _checked(host, port, url, limits)
    connection = http.client.HTTPConnection(host, port)
    left = max(0.001, deadline - time.monotonic())
    plain = socket.create_connection((address, port), timeout=left)
    if parts.scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    else:
        connection.sock = plain
    path = _quoted(parts.path or "/") + (f"?{_quoted(parts.query)}" if parts.query else "")
    return connection, path


def _checked(host: str, port: int, url: str, limits: Limits) -> str:
    """The first address of ``host``; every address it has must be public, unless private ones are allowed."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not limits.private and not all(ipaddress.ip_address(address.partition("%")[0]).is_global for address in found):
        raise InputError(f"{_shown(url)}: is inside a private network; --private allows that")
    return found[0]


def _quoted(part: str) -> str:
    """A path or query with everything but ASCII letters and signs of addresses percent-encoded; what is, stays."""
    return quote(part, safe="/%:=&?~+!$,;'@()*[]")


def _shown(url: str) -> str:
    """The address for a message, without a password that may be in it."""
    at = url.rpartition("@")[2] if "@" in url.partition("//")[2].partition("/")[0] else url
    return at[:200]
