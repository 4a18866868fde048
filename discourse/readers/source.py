"""A source: the bytes of a saved page or a pasted text, decoded, bounded and parsed once."""

import codecs
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from discourse.errors import ReadError
from discourse.readers.saved import unwrapped

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 5_000
MAX_NESTING = 200_000_000
"""Bound on the sum over all tags of how deep each one stands: the work of one pass that looks at ancestors."""

_SNIFFED = 4_096
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF16_STARTS = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9][A-Za-z0-9_.:+-]{1,30})""", re.IGNORECASE)
_DECLARING_TAG = re.compile(rb"<(?:meta|\?xml)[^>]{0,500}", re.IGNORECASE)

# What the WHATWG Encoding Standard means by these labels; browsers read pages so, whatever the names say.
_LABELS = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "l1": "cp1252",
    "ascii": "cp1252", "us-ascii": "cp1252", "x-cp1252": "cp1252", "iso-8859-9": "cp1254", "latin5": "cp1254",
    "iso-8859-11": "cp874", "tis-620": "cp874", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "x-sjis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "x-mac-roman": "mac_roman", "macintosh": "mac_roman",
    "unicode": "utf-8", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "utf8": "utf-8",
}  # fmt: skip
_SAFE_CODECS = re.compile(
    r"(?:utf-8|cp\d+|windows-\d+|iso-?8859-\d+|koi8-[ru]|gb18030|big5(?:hkscs)?|euc-jp|mac_roman)"
)

_MAGIC = (
    (b"%PDF", "a PDF file"), (b"\x89PNG", "a PNG picture"), (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"), (b"GIF8", "a GIF picture"), (b"\xff\xd8\xff", "a JPEG picture"),
    (b"RIFF", "a media file"), (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"), (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"), (b"\x28\xb5\x2f\xfd", "a zstd archive"), (b"ID3", "a media file"),
    (b"\xd0\xcf\x11\xe0", "an office document"), (b"{\\rtf", "an RTF document"), (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)  # fmt: skip
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27} | {127})
_MAX_CONTROL_SHARE = 0.05

_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_HTML_OPENING = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HTML_BLOCK = re.compile(
    r"<(?:div|p|article|section|main|ol|ul|li|table|h[1-6]|br|dl|form|aside|header|footer)\b[^<>]*>", re.IGNORECASE
)
_MARKUP_START = re.compile(r"<(?:[a-z!]|\?xml)", re.IGNORECASE)
_FIRST_TAG = re.compile(r"<([A-Za-z][A-Za-z:]{0,20})")
_OTHER_XML = frozenset({"rss", "feed", "disqus", "rdf:rdf", "channel", "xml", "urlset"})
_TAG = re.compile(rb"<(?:meta|\?xml)[^>]{0,500}", re.IGNORECASE)

# What the WHATWG Encoding Standard means by these labels; browsers read pages so, whatever the names say.
_LABELS = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "l1": "cp1252",
    "ascii": "cp1252", "us-ascii": "cp1252", "x-cp1252": "cp1252", "iso-8859-9": "cp1254", "latin5": "cp1254",
    "iso-8859-11": "cp874", "tis-620": "cp874", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "x-sjis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "x-mac-roman": "mac_roman", "macintosh": "mac_roman",
    "unicode": "utf-8", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "utf8": "utf-8",
}  # fmt: skip
_SAFE_CODECS = re.compile(
    r"(?:utf-8|cp\d+|windows-\d+|iso-?8859-\d+|koi8-[ru]|gb18030|big5(?:hkscs)?|euc-jp|mac_roman)"
)

_MAGIC = (
    (b"%PDF", "a PDF file"), (b"\x89PNG", "a PNG picture"), (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"), (b"GIF8", "a GIF picture"), (b"\xff\xd8\xff", "a JPEG picture"),
    (b"RIFF", "a media file"), (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"), (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"), (b"\x28\xb5\x2f\xfd", "a zstd archive"), (b"ID3", "a media file"),
    (b"\xd0\xcf\x11\xe0", "an office document"), (b"{\\rtf", "an RTF document"), (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)  # fmt: skip
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27} | {127})
_MAX_CONTROL_SHARE = 0.05

_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_HTML_OPENING = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HTML_BLOCK = re.compile(
    r"<(?:div|p|article|section|main|ol|ul|li|table|h[1-6]|br|dl|form|aside|header|footer)\b[^<>]*>", re.IGNORECASE
)
_MARKUP_START = re.compile(r"<(?:[a-z!]|\?xml)", re.IGNORECASE)
_OTHER_XML = re.compile(
    r"(?:<\?xml[^>]{0,200}>|<!--.{0,2000}?-->|\s){0,9}<(?:rss|feed|disqus|rdf|channel)\b", re.I | re.S
)
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/><]*|!--)")
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "iframe", "xmp", "noembed"})
_NEVER_DEEP = frozenset({
    "area", "base", "body", "br", "caption", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img",
    "input", "li", "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot",
    "th", "thead", "tr", "track", "wbr",
})  # fmt: skip
"""Tags that are empty, or that the next one of their kind closes."""


@dataclass(frozen=True)
class Source:
    """The bytes of one page or text with their name; everything else is worked out from them on first use."""

    name: str
    data: bytes

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def page(self) -> bytes:
        """The bytes of the page itself: those inside a browser's archive, otherwise ``data``."""
        return unwrapped(self.data)

    @cached_property
    def text(self) -> str:
        r"""The decoded text, without a byte order mark and with ``\n`` as the only line end."""
        return _NEWLINES.sub("\n", decode(self.page)).removeprefix("\ufeff")

    @cached_property
    def is_html(self) -> bool:
        """Whether the text is HTML rather than plain text, JSON or another XML."""
        start = self.text[:200_000].lstrip()
        first = _FIRST_TAG.search(start)
        if first is None or first.group(1).lower() in _OTHER_XML or start[0] in "{[":
            return False
        if _HTML_OPENING.search(start):
            return True
        return bool(_MARKUP_START.match(start)) and _HTML_BLOCK.search(start) is not None

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page; ``ReadError`` where tags are nested too deep to be a page that a browser shows."""
        _check_nesting(self.name, self.text)
        return LexborHTMLParser(self.text)


def open_source(source: str | Path | bytes, name: str | None = None) -> Source:
    """Return the source at a path, or of bytes; ``ReadError`` where it is missing, empty, binary or too large."""
    if isinstance(source, bytes):
        opened = Source(name or "page", source)
        _check_size(opened.name, len(source))
    else:
        opened = Source(name or Path(source).name, _bytes_of(source))
    _check_content(opened)
    return opened


def _bytes_of(path: str | Path) -> bytes:
    if re.match(r"https?://", str(path), re.IGNORECASE):
        raise ReadError(f"{path}: this is an address, not a file; save the page and give the file")
    file = Path(path)
    try:
        if file.is_dir():
            raise ReadError(f"{path}: this is a folder; give a file in it")
        _check_size(str(path), file.stat().st_size)
        with file.open("rb") as stream:  # a pipe has no size beforehand, so the reading is bounded too
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReadError(f"{path}: there is no such file; check the name") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"{path}: the file cannot be read ({reason}); check it and its permissions") from None
    _check_size(str(path), len(data))
    return data


def _check_size(name: str, size: int) -> None:
    if size > MAX_BYTES:
        raise ReadError(
            f"{name}: the file is larger than {MAX_BYTES // 1024**2} MB, the most that is read; "
            "give one saved page or the text of one page"
        )


def _check_content(source: Source) -> None:
    for magic, kind in _MAGIC:
        if source.data.startswith(magic):
            raise ReadError(f"{source.name}: this is {kind}, not a page; save the page as HTML or copy its text")
    if not source.data.strip(b" \t\r\n\f\v\x00\xef\xbb\xbf\xff\xfe"):
        raise ReadError(f"{source.name}: the file is empty; save the page again")
    if _is_binary(source.page):
        raise ReadError(f"{source.name}: this is binary data, not a page; save the page as HTML or copy its text")
    if not source.text.strip():
        raise ReadError(f"{source.name}: there is no text in the file; save the page again")


def _is_binary(data: bytes) -> bool:
    if _marked_encoding(data):
        return False
    return b"\x00" in data or len(data) - len(data.translate(None, _CONTROL)) > _MAX_CONTROL_SHARE * len(data)


def decode(data: bytes) -> str:
    """Return the text of bytes: by byte order mark, as UTF-8 if it is that, as declared, else as Windows-1252.

    Valid UTF-8 wins over a declared one-byte encoding: pages are re-encoded when saved and keep the old
    declaration, while text of another encoding is hardly ever valid UTF-8 by chance.
    """
    marked = _marked_encoding(data)
    if marked:
        return data.decode(marked, "replace").removeprefix("\ufeff")
    declared = _declared_encoding(data[:_SNIFFED])
    if declared == "iso-2022-jp":
        return data.decode(declared, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        trusted = declared if declared != "utf-8" else None
        return data.decode(trusted or _guessed_encoding(data), "replace")


def _marked_encoding(data: bytes) -> str | None:
    return next((name for mark, name in (*_BOMS, *_UTF16_STARTS) if data.startswith(mark)), None)


def _declared_encoding(start: bytes) -> str | None:
    """Return the encoding that a meta tag or an XML declaration names, under Python's name, if it is a known one."""
    for tag in _DECLARING_TAG.finditer(start):
        found = _CHARSET.search(tag.group())
        if found:
            label = found.group(1).decode("ascii").lower()
            name = _LABELS.get(label, label)
            return name if name == "iso-2022-jp" or (_SAFE_CODECS.fullmatch(name) and _exists(name)) else None
    return None


def _exists(codec: str) -> bool:
    try:
        codecs.lookup(codec)
    except LookupError:
        return False
    return True


def _guessed_encoding(data: bytes) -> str:
    """UTF-8 with a few broken bytes (a page cut off, one bad comment) is still UTF-8; otherwise Windows-1252."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(len(found) for found in re.findall(r"[^\x00-\x7f\ufffd]+", text))
    return "utf-8" if whole > 4 * broken else "cp1252"


def _check_nesting(name: str, text: str) -> None:
    """Refuse what would take a parser quadratic time; one linear pass over the tags, keeping those still open."""
    open_tags: list[str] = []
    opened: Counter[str] = Counter()
    total = 0
    for closing, tag in _tags(text):
        if not closing:
            open_tags.append(tag)
            opened[tag] += 1
        elif opened[tag]:
            while (popped := open_tags.pop()) != tag:
                opened[popped] -= 1
            opened[tag] -= 1
        total += len(open_tags)
        if len(open_tags) > MAX_DEPTH or total > MAX_NESTING:
            raise ReadError(
                f"{name}: tags are nested deeper than in any page that can be shown (at most {MAX_DEPTH:,}); save it again"
            )


def _tags(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the tags that can nest, as (closing, name), skipping comments and what is inside scripts and styles."""
    at = 0
    while found := _TAG.search(text, at):
        at = found.end()
        name = found.group(2).lower()
        if name.startswith("!"):
            at = _after(text, "-->", at)
        elif name in _RAW_TEXT and not found.group(1):
            at = _after(text, f"</{name}", at)
        elif name not in _NEVER_DEEP:
            yield bool(found.group(1)), name


def _after(text: str, end: str, start: int) -> int:
    at = text.find(end, start)
    return len(text) if at < 0 else at + len(end)
