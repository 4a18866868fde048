"""Fetching a page, only when a user gives its address: bounded, polite, and never from the user's own network unasked.

The host is resolved once, each of its addresses is checked, and the connection goes to the address that was checked,
so that a name which changes its mind in between leads nowhere. Redirects are checked in the same way.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import time
import zlib
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

import msgspec

from discourse.errors import ReadError

MOST_BYTES = 64 * 1024 * 1024
MOST_SECONDS = 30.0
MOST_REDIRECTS = 5

_AGENT = "discourse/0.1 (reads comment sections on request)"
_ROBOT = "discourse"
_MOST_ROBOTS = 500_000
_STEP = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": _AGENT,
    "Accept": "text/html,application/xhtml+xml,application/json,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, identity",
    "Connection": "close",
}
_ODD = re.compile(r"[\x00-\x20\x7f\\]")
_PORTS = {"http": 80, "https": 443}
_TRANSLATED = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


@dataclass(frozen=True)
class Fetched:
    """A page as a server answered it: its bytes, the address it came from at last, and when, in ISO 8601."""

    data: bytes
    address: str
    content_type: str
    fetched_on: str | None


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def fetch(address: str, allow_private: bool = False) -> Fetched:
    """Return the page at an address; ``ReadError`` where it may not be fetched, or cannot be.

    Only http and https are fetched, at most ``MOST_BYTES`` in at most ``MOST_SECONDS`` over at most ``MOST_REDIRECTS``
    redirects, and only what the site's robots.txt allows; addresses of this machine and its network only with
    ``allow_private``.
    """
    deadline = time.monotonic() + MOST_SECONDS
    here = address
    for _ in range(MOST_REDIRECTS + 1):
        parts = _checked(here)
        _ask_robots(parts, allow_private, deadline)
        answer = _get(parts, allow_private, deadline, MOST_BYTES)
        if answer.status not in _REDIRECTS:
            return _fetched(here, answer)
        to = answer.headers.get("Location")
        if not to:
            raise ReadError(f"{here}: the server redirects to nowhere; give the page's own address")
        here = urljoin(here, to)
    raise ReadError(f"{address}: it redirects more than {MOST_REDIRECTS} times; give the page's own address")


def _fetched(address: str, answer: _Answer) -> Fetched:
    if answer.status != 200:
        raise ReadError(f"{address}: the server answers {answer.status}; open it in a browser and save the page")
    if not answer.body:
        raise ReadError(f"{address}: the server sent an empty page; open it in a browser and save the page")
    return Fetched(answer.body, address, answer.headers.get("Content-Type", ""), _date(answer.headers.get("Date")))


def _date(said: str | None) -> str | None:
    try:
        return parsedate_to_datetime(said).isoformat() if said else None
    except (ValueError, TypeError):
        return None


def _checked(address: str) -> SplitResult:
    """Return the parts of an address that may be asked for; ``ReadError`` for any other."""
    shown = address[:200]
    try:
        parts = urlsplit(address)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise ReadError(f"{shown}: this is no address of a page; write it like https://site.example/page") from None
    if parts.scheme.lower() in _PORTS and not host:
        raise ReadError(f"{shown}: this is no address of a page; write it like https://site.example/page")
    if parts.scheme.lower() not in _PORTS:
        raise ReadError(f"{shown}: only http and https addresses are fetched; save the page and give the file")
    if parts.username is not None or parts.password is not None:
        raise ReadError(f"{shown}: an address with a name or password in it is not fetched; save the page in a browser")
    if _ODD.search(address) or port == 0:
        raise ReadError(f"{shown}: this is no address of a page; write it like https://site.example/page")
    return parts


def _ask_robots(parts: SplitResult, allow_private: bool, deadline: float) -> None:
    """Refuse what the site's robots.txt forbids; a site without one, or that refuses to show it, forbids nothing."""
    place = f"{parts.scheme}://{parts.netloc}/robots.txt"
    answer = _get(_checked(place), allow_private, deadline, _MOST_ROBOTS)
    if answer.status >= 500:
        raise ReadError(f"{parts.netloc}: its robots.txt cannot be read ({answer.status}); save the page in a browser")
    if answer.status != 200:
        return
    rules = RobotFileParser()
    rules.parse(answer.body.decode("utf-8", "replace").splitlines())
    if not rules.can_fetch(_ROBOT, urlunsplit(parts)):
        raise ReadError(f"{urlunsplit(parts)}: the site asks programs not to fetch this; save the page in a browser")


def _get(parts: SplitResult, allow_private: bool, deadline: float, most: int) -> _Answer:
    host = parts.hostname or ""
    try:
        connection = _connected(parts, _resolved(host, parts, allow_private), deadline)
        try:
            target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{_query(parts)}" if parts.query else "")
            connection.request("GET", target, headers=_HEADERS | {"Host": parts.netloc})
            response = connection.getresponse()
            return _Answer(response.status, response.headers, _body(response, parts, deadline, most))
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise ReadError(f"{parts.netloc}: the page cannot be fetched ({reason}); check the address") from None


def _query(parts: SplitResult) -> str:
    return quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")


def _resolved(host: str, parts: SplitResult, allow_private: bool) -> str:
    """Return the first address of a host; ``ReadError`` where any of them is of this machine or its network."""
    port = parts.port or _PORTS[parts.scheme.lower()]
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private and any(_is_private(number) for number in numbers):
        raise ReadError(
            f"{parts.netloc}: this is an address of this machine or its network; allow it with --allow-private"
        )
    return numbers[0]


def _is_private(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_private(str(address.ipv4_mapped))
        if any(address in network for network in _TRANSLATED):
            return True
    return not address.is_global or address.is_multicast


def _connected(parts: SplitResult, number: str, deadline: float) -> http.client.HTTPConnection:
    """Return a connection to exactly the address that was checked; its certificate must be that of the host."""
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme.lower()]
    plain = socket.create_connection((number, port), timeout=_left(parts, deadline))
    connection = http.client.HTTPConnection(host, port)
    if parts.scheme.lower() == "https":
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    else:
        connection.sock = plain
    return connection


def _left(parts: SplitResult, deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise ReadError(f"{parts.netloc}: it took more than {MOST_SECONDS:.0f} seconds; save the page in a browser")
    return left


def _body(response: http.client.HTTPResponse, parts: SplitResult, deadline: float, most: int) -> bytes:
    """Return the body of an answer, counted while it is read and while it is unpacked."""
    is_packed = response.headers.get("Content-Encoding", "").strip().lower() in ("gzip", "x-gzip")
    stream = zlib.decompressobj(wbits=31) if is_packed else None
    pieces: list[bytes] = []
    size = 0
    while True:
        _left(parts, deadline)
        piece = response.read1(_STEP)
        if not piece:
            return b"".join(pieces)
        size += len(piece)
        if stream is not None:
            piece = stream.decompress(piece, most + 1)
        pieces.append(piece)
        if size > most or sum(map(len, pieces)) > most:
            raise ReadError(f"{parts.netloc}: the page is larger than {most // 1024**2} MB, the most that is read")


def saved_copy(page: Fetched, folder: Path) -> Path:
    """Write a fetched page into a folder, with where and when it was fetched beside it; return the page's path."""
    parts = urlsplit(page.address)
    stem = re.sub(r"[^A-Za-z0-9.-]+", "-", f"{parts.hostname}{parts.path}").strip("-.")[:100] or "page"
    ending = ".json" if "json" in page.content_type else ".html"
    file = folder / (stem if stem.endswith(ending) else stem + ending)
    told = {"address": page.address, "fetched_on": page.fetched_on, "content_type": page.content_type}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page.data)
        file.with_name(f"{file.name}.source.json").write_bytes(msgspec.json.encode(told) + b"\n")
    except OSError as error:
        raise ReadError(f"{file}: the fetched page cannot be written ({error.strerror}); check the folder") from None
    return file
