"""Fetching: what is asked for, what is refused, and that nothing is read without bound."""

import contextlib
import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from discourse import fetching
from discourse.errors import ReadError
from discourse.fetching import Fetched, fetch, saved_copy
from tests.conftest import PAGE, Run


class Site(BaseHTTPRequestHandler):
    """A small site with every trap on a path of its own."""

    protocol_version = "HTTP/1.0"
    asked: list[tuple[str, str]] = []  # noqa: RUF012  # one list for the whole site

    def do_GET(self) -> None:
        Site.asked.append((self.path, self.headers.get("User-Agent", "")))
        name = self.path.strip("/").partition("?")[0].replace(".", "_") or "page"
        with contextlib.suppress(ConnectionError):  # who asked may go away in the middle of a slow answer
            getattr(self, f"give_{name}", self.give_missing)()

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def answer(self, body: bytes = b"", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for field, value in headers.items():
            self.send_header(field.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def give_page(self) -> None:
        self.answer(PAGE.encode(), Content_Type="text/html; charset=utf-8")

    def give_packed(self) -> None:
        self.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def give_robots_txt(self) -> None:
        self.answer(b"User-agent: *\nDisallow: /secret\n")

    def give_secret(self) -> None:
        self.answer(b"never")

    def give_moved(self) -> None:
        self.answer(status=302, Location="/page")

    def give_loop(self) -> None:
        self.answer(status=301, Location="/loop")

    def give_away(self) -> None:
        self.answer(status=302, Location="file:///etc/passwd")

    def give_bomb(self) -> None:
        self.answer(gzip.compress(b"0" * 3_000_000), Content_Encoding="gzip")

    def give_big(self) -> None:
        self.answer(b"x" * 3_000_000)

    def give_empty(self) -> None:
        self.answer()

    def give_drip(self) -> None:
        self.answer(b"<html>")
        for _ in range(30):
            time.sleep(0.1)
            self.wfile.write(b"x")

    def give_missing(self) -> None:
        self.answer(b"no", status=404)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/page", "/packed", "/moved", "/page?a=1&b=ä"])
def test_a_page_is_fetched(site: str, path: str) -> None:
    page = fetch(site + path, allow_private=True)
    assert page.data == PAGE.encode()
    assert page.fetched_on is not None
    assert all(agent.startswith("discourse/") for _, agent in Site.asked)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/nothing", "the server answers 404"),
        ("/empty", "empty page"),
        ("/secret", "asks programs not to fetch this"),
        ("/loop", "redirects more than 5 times"),
        ("/away", "only http and https"),
    ],
)
def test_what_a_site_does_not_give_is_told(site: str, path: str, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        fetch(site + path, allow_private=True)


@pytest.mark.parametrize("path", ["/big", "/bomb"])
def test_a_page_is_read_no_further_than_the_bound(site: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 1024**2)
    with pytest.raises(ReadError, match="larger than 1 MB"):
        fetch(site + path, allow_private=True)


def test_a_slow_page_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_SECONDS", 0.5)
    with pytest.raises(ReadError, match=r"seconds|timed out"):
        fetch(f"{site}/drip", allow_private=True)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://192.168.1.1/",
        "http://169.254.169.254/latest", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/", "http://2130706433/",
        "http://[64:ff9b::7f00:1]/", "http://224.0.0.1/",
    ],
)  # fmt: skip
def test_addresses_of_this_machine_and_its_network_are_refused(address: str) -> None:
    with pytest.raises(ReadError, match="--allow-private"):
        fetch(address)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://site.example/", "only http and https"),
        ("http:///page", "no address of a page"),
        ("http://ann:secret@site.example/", "name or password"),
        ("http://site.example/a b", "no address of a page"),
        ("http://site.example/\r\nX: y", "no address of a page"),
        ("http://site.example:99999/", "no address of a page"),
        ("http://[::1/", "no address of a page"),
    ],
)
def test_other_addresses_are_refused(address: str, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        fetch(address)


def test_a_copy_is_kept_beside_the_result_with_where_it_came_from(tmp_path: Path) -> None:
    page = Fetched(b"<p>x", "https://a.example/../b/c?d=1", "text/html", "2024-05-01T10:00:00+00:00")
    file = saved_copy(page, tmp_path / "new")
    assert (file.name, file.read_bytes()) == ("a.example-..-b-c.html", b"<p>x")
    assert (tmp_path / "new" / f"{file.name}.source.json").read_text("utf-8") == (
        '{"address":"https://a.example/../b/c?d=1","fetched_on":"2024-05-01T10:00:00+00:00","content_type":"text/html"}\n'
    )


def test_the_command_fetches_when_asked(site: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    refused = run("read", f"{site}/page")
    assert (refused.code, refused.out) == (2, "")
    result = run("read", f"{site}/page", "--allow-private", "--out", tmp_path / "out" / "thread.json")
    assert result.code == 0
    assert len(list((tmp_path / "out").glob("127.0.0.1-page.html*"))) == 2
