"""Pages in archives and folders: what is unpacked, which frame has the comments, and what swells is refused."""

import bz2
import gzip
import hashlib
import io
import lzma
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from discourse.errors import ReadError
from discourse.readers import read
from discourse.readers.containers import _library
from discourse.readers.source import open_source
from tests.conftest import PAGE

FRAME = (Path(__file__).parent.parent / "pages" / "disqus" / "frame.html").read_bytes()
HOST = (
    '<html lang="en"><head><title>Bells at night</title></head><body><article><h1>Bells at night</h1><p>They rang '
    "twice on Friday, and the ringers say that nobody was in the tower at the time.</p></article>"
    '<div id="disqus_thread"><iframe src="{frame}"></iframe></div></body></html>'
)


def zipped(**files: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "."), text)
    return held.getvalue()


def web_archive(body: bytes, *fields: str) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + "".join(f"{each}\r\n" for each in fields).encode()
    record = answer + b"\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://canal.example/swans\r\n"
        f"WARC-Date: 2024-05-03T12:00:00Z\r\nContent-Length: {len(record)}\r\n\r\n"
    )
    info = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nsoft\r\n\r\n"
    return info + head.encode() + record + b"\r\n\r\n"


def packed(data: bytes) -> bytes:
    """Pack without the clock, so that a test has the same name in every process."""
    return gzip.compress(data, mtime=0)


def zstandard(data: bytes) -> bytes:
    return bytes(_library().compress(data))


@pytest.mark.parametrize(
    "pack",
    [
        gzip.compress,
        bz2.compress,
        lzma.compress,
        zstandard,
        lambda data: gzip.compress(data[:500]) + gzip.compress(data[500:]),
        lambda data: gzip.compress(zstandard(data)),
        lambda data: zipped(page__html=data.decode(), readme__md="x"),
        web_archive,
        lambda data: gzip.compress(web_archive(data)),
        lambda data: web_archive(b"%x\r\n%b\r\n0\r\n\r\n" % (len(data), data), "Transfer-Encoding: chunked"),
        lambda data: web_archive(gzip.compress(data), "Content-Encoding: gzip"),
    ],
    ids=[
        "gzip",
        "bzip2",
        "xz",
        "zstandard",
        "two members",
        "twice",
        "zip",
        "warc",
        "warc.gz",
        "chunked",
        "packed answer",
    ],
)
def test_a_packed_page_reads_as_the_page(pack: Callable[[bytes], bytes]) -> None:
    assert [each.id for each in read(pack(PAGE.encode()), name="x").comments] == ["11", "12"]


def test_a_web_archive_says_where_and_when() -> None:
    page = PAGE.replace("May 1, 2024", "2 days ago").replace('datetime="2024-05-01T10:00:00+00:00"', "")
    thread = read(web_archive(page.encode()), name="x.warc")
    assert thread.article.url == "https://canal.example/swans"
    assert thread.comments[0].posted == "2024-05-01"


def test_a_file_cut_short_gives_what_came_before() -> None:
    noise = "".join(hashlib.sha256(bytes([number])).hexdigest() for number in range(200))
    packed = gzip.compress(PAGE.encode() + noise.encode())
    assert open_source(packed[:-40], "x").text.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x1f\x8b\x08\x00broken", "the packed file is broken"),
        (b"\x28\xb5\x2f\xfdbroken", "the packed file is broken"),
        (zipped(a__html="x", b__html="y"), r"the zip archive holds 2 pages \(a.html, b.html\)"),
        (zipped(a__png="x"), "the zip archive holds 0 pages"),
        (zipped(**{"[Content_Types]__xml": "x"}), "office document"),
        (web_archive(b"x").replace(b"200 OK", b"404 No"), "the web archive holds no page"),
        (packed(packed(packed(packed(b"x")))), "packed more than 3 times"),
    ],
)
def test_what_cannot_be_unpacked_is_told(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read(data, name="x")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, zstandard, lambda data: zipped(a__html=data.decode())])
def test_a_bomb_is_refused_while_it_is_unpacked(pack: Callable[[bytes], bytes]) -> None:
    bomb = pack(b"0" * 300_000_000)
    tracemalloc.start()
    start = time.process_time()
    with pytest.raises(ReadError, match="what is packed in it is larger than 64 MB"):
        read(bomb, name="x")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 250_000_000
    assert time.process_time() - start < 20


@pytest.mark.parametrize("folder", ["bells_files", "bells-Dateien"])
def test_comments_in_a_frame_saved_with_the_page_are_read(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "saved_resource.html").write_bytes(FRAME)
    (tmp_path / "bells.html").write_text(HOST.format(frame=f"./{folder}/saved_resource.html"), "utf-8")
    thread = read(tmp_path / "bells.html")
    assert ([each.id for each in thread.comments], thread.article.title) == (["900", "901"], "Bells at night")
    assert thread.evidence == "the comment frame of Disqus, in a frame saved with the page"


@pytest.mark.parametrize(
    "frame", ["../other_files/x.html", "/etc/passwd", "https://a.example/x", "x.html", "a_files/gone.html"]
)
def test_a_frame_elsewhere_is_not_looked_at(tmp_path: Path, frame: str) -> None:
    (tmp_path / "other_files").mkdir()
    (tmp_path / "other_files" / "x.html").write_bytes(FRAME)
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "x.html").write_bytes(FRAME)
    (tmp_path / "page" / "bells.html").write_text(HOST.format(frame=frame), "utf-8")
    assert read(tmp_path / "page" / "bells.html").comments == ()


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.html").write_bytes(FRAME)
    (tmp_path / "page" / "b_files").mkdir(parents=True)
    (tmp_path / "page" / "b_files" / "f.html").symlink_to(tmp_path / "outside.html")
    (tmp_path / "page" / "bells.html").write_text(HOST.format(frame="b_files/f.html"), "utf-8")
    assert read(tmp_path / "page" / "bells.html").comments == ()


def test_comments_in_a_frame_of_an_mhtml_archive_are_read() -> None:
    parts = [HOST.format(frame="cid:f").encode(), FRAME]
    body = b"".join(b"--bound\r\nContent-Type: text/html\r\n\r\n" + part + b"\r\n" for part in parts)
    head = b"From: <Saved>\r\nDate: Fri, 3 May 2024 12:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    archive = head + b'Content-Type: multipart/related; boundary="bound"\r\n\r\n' + body + b"--bound--\r\n"
    thread = read(archive, name="bells.mhtml")
    assert [each.id for each in thread.comments] == ["900", "901"]
    assert open_source(archive).saved_on == "2024-05-03T12:00:00+00:00"
