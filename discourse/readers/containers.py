"""What a page may be packed in: gzip, zstandard, bzip2 and xz, a zip archive with one page, a web archive (WARC).

Everything is unpacked piece by piece and counted meanwhile, so that a file which swells is refused before it does.
"""

import bz2
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, NamedTuple, Protocol

MOST_LAYERS = 3

_STEP = 1 << 18
_PAGES = (".html", ".htm", ".xhtml", ".mhtml", ".json", ".jsonl", ".ndjson", ".xml", ".txt", ".csv", ".tsv")
_OFFICE = ("[Content_Types].xml", "mimetype")
_RECORD = re.compile(rb"WARC/1\.[01]\r?\n")
_HEADER = re.compile(rb"^([A-Za-z0-9-]{1,60}):[ \t]*([^\r\n]{0,4000})", re.MULTILINE)
_BLANK = re.compile(rb"\r?\n\r?\n")
_MOST_RECORDS = 200_000
_MOST_WORKBOOK = 256 * 1024 * 1024
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"


class TooLargeError(Exception):
    """What is packed in a file is larger than the most that is read."""


class UnpackError(Exception):
    """A packed file is broken, or holds no page or several; its text says which."""


class Unpacked(NamedTuple):
    """What was packed, with what the archive says of it."""

    data: bytes
    url: str | None = None
    saved_on: str | None = None


class _Decompressor(Protocol):
    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return the next piece."""


def unpacked(data: bytes, most: int) -> Unpacked:
    """Return what a file holds when nothing is packed any more; the data itself where nothing is.

    ``TooLargeError`` where that is more than ``most`` bytes, ``UnpackError`` where it cannot be unpacked.
    """
    held = Unpacked(data)
    for _ in range(MOST_LAYERS):
        unpack = _unpacker(held.data)
        if unpack is None:
            return held
        inner = unpack(held.data, most)
        held = Unpacked(inner.data, inner.url or held.url, inner.saved_on or held.saved_on)
    if _unpacker(held.data) is not None:
        raise UnpackError(f"the page is packed more than {MOST_LAYERS} times")
    return held


def is_workbook(data: bytes) -> bool:
    """Return whether a file is a workbook of Excel or OpenDocument (.ods), and small enough when unpacked to be read.

    Both are zip archives in form.
    """
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    is_table = any(entry.filename == "xl/workbook.xml" for entry in entries) or _is_open_document(archive)
    return is_table and sum(entry.file_size for entry in entries) <= _MOST_WORKBOOK


def _is_open_document(archive: zipfile.ZipFile) -> bool:
    """Return whether a zip archive says that it is a table of OpenDocument."""
    try:
        with archive.open("mimetype") as file:
            return file.read(len(_OPEN_DOCUMENT) + 1).strip() == _OPEN_DOCUMENT
    except (KeyError, zipfile.BadZipFile, RuntimeError, OSError, zlib.error, NotImplementedError, EOFError):
        return False


def swells(data: bytes, most: int) -> bool:
    """Return whether a zip archive unpacks to more than ``most`` bytes, whatever it says of itself."""
    size = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                with archive.open(entry) as file:
                    while piece := file.read(_STEP):
                        size += len(piece)
                        if size > most:
                            return True
    except (zipfile.BadZipFile, RuntimeError, OSError, zlib.error, NotImplementedError, EOFError):
        return False
    return False


def _unpacker(data: bytes) -> Callable[[bytes, int], Unpacked] | None:
    if is_workbook(data):
        return None
    if data.startswith(b"PK\x03\x04"):
        return _from_zip
    if _RECORD.match(data):
        return _from_warc
    kinds = {b"\x1f\x8b": _gzip, b"\x28\xb5\x2f\xfd": _zstandard, b"BZh": _bzip2, b"\xfd7zXZ": _xz}
    make = next((make for magic, make in kinds.items() if data.startswith(magic)), None)
    return None if make is None else lambda packed, most: Unpacked(_streamed(packed, most, make))


def _gzip() -> Any:
    return zlib.decompressobj(wbits=31)


def _bzip2() -> Any:
    return bz2.BZ2Decompressor()


def _xz() -> Any:
    return lzma.LZMADecompressor(memlimit=256 * 1024 * 1024)


def _library() -> Any:
    """Return the zstandard module: Python's own from version 3.14 on."""
    try:
        return import_module("compression.zstd")
    except ModuleNotFoundError:
        return import_module("backports.zstd")


def _zstandard() -> Any:
    zstd = _library()
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: 31})


def _streamed(packed: bytes, most: int, make: Callable[[], _Decompressor]) -> bytes:
    """Return the data of all members of a packed file, one after the other."""
    pieces: list[bytes] = []
    size = 0
    rest = packed
    try:
        while rest.strip(b"\x00"):
            stream: Any = make()
            for piece in _pieces(stream, rest):
                pieces.append(piece)
                size += len(piece)
                if size > most:
                    raise TooLargeError
            if not stream.eof:
                if not size:
                    raise UnpackError("the packed file is broken (it is cut short)")
                break  # what came before the cut is kept
            rest = stream.unused_data
    except _broken() as error:
        if not size:
            raise UnpackError(f"the packed file is broken ({error})") from None
    return b"".join(pieces)


def _broken() -> tuple[type[Exception], ...]:
    return (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError, _library().ZstdError)


def _pieces(stream: Any, data: bytes) -> Iterator[bytes]:
    piece = stream.decompress(data, _STEP)
    while piece or not stream.eof:
        yield piece
        tail = getattr(stream, "unconsumed_tail", b"")
        if stream.eof or (not piece and not tail and getattr(stream, "needs_input", True)):
            return
        piece = stream.decompress(tail, _STEP)


def _from_zip(data: bytes, most: int) -> Unpacked:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnpackError("the zip archive is broken") from None
    if any(entry.filename in _OFFICE for entry in names):
        raise UnpackError("this is an office document")
    pages = [entry for entry in names if entry.filename.lower().endswith(_PAGES) and "_files/" not in entry.filename]
    if len(pages) != 1:
        listed = ", ".join(entry.filename[:60] for entry in pages[:5])
        raise UnpackError(f"the zip archive holds {len(pages)} pages ({listed}); unpack it and give one of them")
    try:
        with archive.open(pages[0]) as file:
            page = file.read(most + 1)
    except (zipfile.BadZipFile, RuntimeError, OSError, zlib.error, NotImplementedError, EOFError):
        raise UnpackError("the page in the zip archive cannot be read") from None
    if len(page) > most:
        raise TooLargeError
    return Unpacked(page)


def _from_warc(data: bytes, most: int) -> Unpacked:
    """Return the first page that a web archive answers with, else the first answer in JSON."""
    found: dict[bytes, Unpacked] = {}
    for head, body in _records(data):
        fields = {name.lower(): value for name, value in _HEADER.findall(head)}
        answer = _answer(body, most) if fields.get(b"warc-type") == b"response" else None
        if answer is not None:
            kind, page = answer
            url, date = fields.get(b"warc-target-uri", b"").strip(b"<>"), fields.get(b"warc-date", b"")
            found.setdefault(kind, Unpacked(page, url.decode("latin-1") or None, date.decode("latin-1") or None))
            if kind == b"html":
                break
    if not found:
        raise UnpackError("the web archive holds no page")
    return found.get(b"html") or next(iter(found.values()))


def _records(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    for _ in range(_MOST_RECORDS):
        start = _RECORD.search(data, at)
        blank = _BLANK.search(data, start.end()) if start else None
        if start is None or blank is None:
            return
        head = data[start.end() : blank.start()]
        length = re.search(rb"content-length:\s*(\d{1,12})", head, re.IGNORECASE)
        end = blank.end() + int(length.group(1)) if length else len(data)
        yield head, data[blank.end() : end]
        at = end


def _answer(record: bytes, most: int) -> tuple[bytes, bytes] | None:
    """Return whether a recorded answer is a page or JSON, and its body with the transfer undone."""
    blank = _BLANK.search(record)
    if blank is None or not re.match(rb"HTTP/1\.[01] 200", record):
        return None
    fields = {name.lower(): value.lower() for name, value in _HEADER.findall(record[: blank.start()])}
    kind = fields.get(b"content-type", b"")
    name = b"html" if b"html" in kind else b"json" if b"json" in kind else None
    if name is None:
        return None
    body = record[blank.end() :]
    if b"chunked" in fields.get(b"transfer-encoding", b""):
        body = _unchunked(body)
    if fields.get(b"content-encoding", b"").strip() in (b"gzip", b"x-gzip") and body.startswith(b"\x1f\x8b"):
        body = _streamed(body, most, _gzip)
    return name, body


def _unchunked(body: bytes) -> bytes:
    pieces: list[bytes] = []
    at = 0
    while found := re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n").match(body, at):
        size = int(found.group(1), 16)
        if size == 0:
            break
        pieces.append(body[found.end() : found.end() + size])
        at = found.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return b"".join(pieces) if pieces else body
