"""A source: the bytes of a saved page or a pasted text, decoded, bounded and parsed once."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec
from selectolax.lexbor import LexborHTMLParser

from discourse.errors import ReadError
from discourse.readers.containers import TooLargeError, Unpacked, UnpackError, is_workbook, unpacked
from discourse.readers.encoding import decode, encoded_once, is_unsaid, marked_encoding
from discourse.readers.nesting import MAX_DEPTH, is_too_deep
from discourse.readers.saved import saved_date, unwrapped, with_shadow_roots, with_told_marks, without_translator
from discourse.readers.snapshots import snapshot_of, without_toolbars

Result = TypeVar("Result")

MAX_BYTES = 64 * 1024 * 1024

_TEXT_FORMATS = ((b"%PDF-", "a PDF file"), (b"{\\rtf", "an RTF document"))
_BINARY_FORMATS = (
    (b"%PDF", "a PDF file"), (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"), (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ", "an xz archive"), (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"), (b"\x7fELF", "a program"), (b"SQLite format 3", "a database"),
    (b"RIFF", "a media file"), (b"ID3", "a media file"),
)  # fmt: skip
_BLANK = b" \t\r\n\f\v\x00\xef\xbb\xbf\xff\xfe"
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27} | {127})
_WEIGHED = 1_000_000
"""How many bytes are looked at for signs that no text has."""
_MAX_CONTROL_SHARE = 0.05

_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_ADDRESS = re.compile(r"https?:/", re.IGNORECASE)
_HTML_OPENING = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HTML_BLOCK = re.compile(
    r"<(?:div|p|article|section|main|ol|ul|li|table|h[1-6]|br|dl|form|aside|header|footer)\b", re.IGNORECASE
)
_SOMETHING = re.compile(r"\S")
_BLANKS = re.compile(r"[\n ]*")
_SCRIPT = re.compile(r"\s*(?:/\*\*/)?(?:(?:var |let |const )?[\w.$]{1,80}\s*=|[\w.$]{1,80}\()\s*(?=[\[{])")
"""What stands before JSON in a file of a script: that a name is it, or that a function is called with it."""
_GUARD = re.compile(r"\s*(?:\)\]\}',?|\]\)\}while\(1\);</x>|while\s?\(1\);|for\s?\(;;\);)\s*(?=[\[{])")
"""What some interfaces put before their answers, so that no page of others can run them as a script."""
_MOST_SCRIPT = 200
_JSON_OPENING = re.compile(r"\s*[\[{]")
_JSON_TEXT = re.compile(r'\s*(?:\{\s*"|\[\s*[\[{"])')
_NO_VALUE = re.compile(r"[:,\[]\s*(NaN|-?Infinity)\b")
_FIRST_TAG = re.compile(r"<([A-Za-z][A-Za-z:]{0,20})")
_OTHER_XML = frozenset({"rss", "feed", "disqus", "rdf:rdf", "channel", "xml", "urlset"})
_HTML_SNIFFED = 200_000
_MAX_NAME = 120
_SCANNED_NAME = 200


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the user says about a source: its columns (``text`` → ``body``) and the ISO 8601 date it was saved on."""

    columns: Mapping[str, str] = field(default_factory=dict)
    saved_on: str | None = None


@dataclass(frozen=True)
class Source:
    """The bytes of one source with their name; everything else is worked out from them on first use.

    ``path`` is where they lie, for what a browser saved beside a page; ``None`` for bytes given as such.
    """

    name: str
    data: bytes
    path: Path | None = None
    told: Told = field(default_factory=Told)

    @cached_property
    def kept(self) -> dict[Callable[["Source"], Any], Any]:
        """What ``once`` keeps of what readers work out of the source."""
        return {}

    @cached_property
    def shown(self) -> str:
        """The name as a message may show it."""
        return shown_name(self.name)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def packed(self) -> Unpacked:
        """What the file holds when nothing is packed any more; ``ReadError`` where it is broken or swells too much."""
        try:
            return unpacked(self.data, MAX_BYTES)
        except TooLargeError:
            most = MAX_BYTES // 1024**2
            raise ReadError(
                f"{self.shown}: what is packed in it is larger than {most} MB, the most that is read; give a part of it"
            ) from None
        except UnpackError as error:
            raise ReadError(f"{self.shown}: {error}; unpack it and give the page in it") from None

    @cached_property
    def page(self) -> bytes:
        """The bytes of the page itself: those inside an archive, otherwise ``data``."""
        return unwrapped(self.packed.data)

    @cached_property
    def saved_on(self) -> str | None:
        """When the page was saved, in ISO 8601: as the user says, else as its archive does, or the page itself."""
        told = self.told.saved_on or self.packed.saved_on or saved_date(self.packed.data)
        return told or (snapshot_of(self.text).saved_on if self.is_html else None)

    @cached_property
    def tabular(self) -> str | None:
        """Whether the file is a table in a form of its own: "parquet", "excel", or ``None``."""
        if self.packed.data.startswith(b"PAR1"):
            return "parquet"
        return "excel" if is_workbook(self.packed.data) else None

    @cached_property
    def text(self) -> str:
        r"""The decoded text, without a byte order mark and with ``\n`` as the only line end."""
        if self.tabular:
            return ""
        text = decode(self.page).removeprefix("\ufeff")
        has_others = "\r" in text or (not text.isascii() and _NEWLINES.search(text))
        text = _NEWLINES.sub("\n", text) if has_others else text
        return encoded_once(text) if _JSON_OPENING.match(text) else text

    @cached_property
    def lower(self) -> str:
        """The text in small letters, for a quick look whether a sign is in it at all."""
        return self.text.lower()

    @cached_property
    def is_html(self) -> bool:
        """Whether the text is HTML rather than plain text, JSON or another XML."""
        start = self.text[:_HTML_SNIFFED].lstrip()
        first = _FIRST_TAG.search(start)
        if first is None or first.group(1).lower() in _OTHER_XML or start[0] in "{[":
            return False
        return bool(_HTML_OPENING.search(start)) or (start[0] == "<" and bool(_HTML_BLOCK.search(start)))

    @cached_property
    def json(self) -> Any:
        """The value of a JSON text, ``None`` where it is none; ``ReadError`` where it is nested too deep to be real."""
        wrapped = _SCRIPT.match(self.text[:_MOST_SCRIPT]) or _GUARD.match(self.text[:_MOST_SCRIPT])
        if not wrapped and not _JSON_OPENING.match(self.text):
            return None
        try:
            return msgspec.json.decode(self.text[wrapped.end() :].rstrip("\n ;)") if wrapped else self.text)
        except RecursionError:
            raise ReadError(f"{self.shown}: the JSON is nested too deep; export it again") from None
        except (msgspec.DecodeError, UnicodeError):
            return None

    @cached_property
    def is_cut_json(self) -> bool:
        """Whether the text begins as JSON does and ends in the middle of it, as a download that broke off."""
        if not _JSON_OPENING.match(self.text) or self.json is not None or self.first_line is not None:
            return False
        try:
            msgspec.json.decode(self.text)
        except msgspec.DecodeError as error:
            return "truncated" in str(error)
        return False

    @cached_property
    def json_fault(self) -> str | None:
        """What keeps a text that begins as JSON from being it, and what to do; ``None`` where nothing does."""
        if not _JSON_TEXT.match(self.text) or self.json is not None or self.first_line is not None:
            return None
        if found := _NO_VALUE.search(self.text):
            return f"{found[1]} is no value of JSON; write null in its place"
        try:
            msgspec.json.decode(self.text)
        except (msgspec.DecodeError, UnicodeError) as error:
            return f"this is no JSON ({str(error).removeprefix('JSON is malformed: ')}); mend it or export it again"
        return None

    @cached_property
    def first_line(self) -> Any:
        """The object on the first line of a text with one JSON value a line (NDJSON); ``None`` for any other text."""
        start = _BLANKS.match(self.text)
        begin = start.end() if start is not None else 0
        end = self.text.find("\n", begin)
        line = self.text[begin:] if end < 0 else self.text[begin:end]
        if not line.startswith("{"):
            return None
        try:
            return msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return None

    def lines(self) -> list[bytes]:
        """Return the lines of the text in UTF-8, for one value a line; bytes that are none stay as they are."""
        return (self.text.encode() if marked_encoding(self.page) else self.page).split(b"\n")

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page; ``ReadError`` where tags are nested deeper than in any page that a browser shows."""
        if is_too_deep(self.text):
            raise ReadError(
                f"{self.shown}: tags are nested too deep (more than {MAX_DEPTH:,}) or never closed; save the page again"
            )
        shown = with_told_marks(with_shadow_roots(self.text, self.lower), self.lower)
        return without_toolbars(LexborHTMLParser(without_translator(shown, self.lower)), self.lower)


def shown_name(name: str) -> str:
    r"""Return a file's name for a message: controls and marks of direction as ``?``, a long one without its middle.

    >>> shown_name("a\nb\x1b[2J.html")
    'a?b?[2J.html'
    """
    inert = "".join(character if character.isprintable() else "?" for character in name[:_SCANNED_NAME])
    if len(name) <= _MAX_NAME:
        return inert
    return f"{inert[: _MAX_NAME // 2]}…{shown_name(name[-_MAX_NAME // 2 :])}"


class Refusals(NamedTuple):
    """What is said of a file that has nothing in it, and of one in a form that is not read, which ``{kind}`` names."""

    empty: str = "the file is empty; save the page again"
    foreign: str = "this is {kind}, not a page; save the page as HTML or copy its text"
    blank: str = "there is no text in the file; save the page again"


OF_A_PAGE = Refusals()


def open_source(
    source: str | Path | bytes, name: str | None = None, told: Told | None = None, refusals: Refusals = OF_A_PAGE
) -> Source:
    """Return the source at a path, or of bytes; ``ReadError`` where it is missing, empty, binary or too large."""
    if not isinstance(source, (str, PathLike, bytes)):
        raise ReadError(f"a {type(source).__name__} is no source; give the path of a file, or its bytes")
    if isinstance(source, str) and not source:
        raise ReadError("a source without a name cannot be read; give the path of a file")
    if isinstance(source, bytes):
        opened = Source(name or "page", source, told=told or Told())
        _check_size(opened.shown, len(source))
    else:
        file = _corpus_file(source)
        opened = Source(name or Path(source).name, _bytes_of(file), path=Path(file), told=told or Told())
    _check_content(opened, refusals)
    return opened


def _corpus_file(path: str | Path) -> str | Path:
    """Return the utterances of a ConvoKit corpus for its folder; any other path as it is."""
    try:
        inside = Path(path) / "utterances.jsonl"
        return inside if Path(path).is_dir() and inside.is_file() else path
    except (OSError, ValueError):
        return path


def _bytes_of(path: str | Path) -> bytes:
    shown = shown_name(str(path))
    if _ADDRESS.match(str(path)):
        raise ReadError(f"{shown}: this is an address, not a file; save the page and give the file")
    file = Path(path)
    try:
        if file.is_dir():
            raise ReadError(f"{shown}: this is a folder; give a file in it")
        _check_size(shown, file.stat().st_size)
        with file.open("rb") as stream:  # a pipe has no size beforehand, so the reading is bounded too
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReadError(f"{shown}: there is no such file; check the name") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"{shown}: the file cannot be read ({reason}); check it and its permissions") from None
    _check_size(shown, len(data))
    return data


def _check_size(name: str, size: int) -> None:
    if size > MAX_BYTES:
        raise ReadError(
            f"{name}: the file is larger than {MAX_BYTES // 1024**2} MB, the most that is read; "
            "give one saved page or the text of one page"
        )


def _check_content(source: Source, refusals: Refusals) -> None:
    if not source.data.strip(_BLANK):
        raise ReadError(f"{source.shown}: {refusals.empty}")
    if source.tabular:
        return
    kind = _foreign_format(source.page)
    if kind:
        raise ReadError(f"{source.shown}: {refusals.foreign.format(kind=kind)}")
    if not _SOMETHING.search(source.text):
        raise ReadError(f"{source.shown}: {refusals.blank}")
    if not source.is_html and is_unsaid(source.page, source.text):
        raise ReadError(f"{source.shown}: the text is not UTF-8 and does not say its encoding; save it as UTF-8")


def _foreign_format(data: bytes) -> str | None:
    is_binary = _is_binary(data)
    known = _TEXT_FORMATS + (_BINARY_FORMATS if is_binary else ())
    found = next((kind for magic, kind in known if data.startswith(magic)), None)
    return found or ("binary data" if is_binary else None)


def _is_binary(data: bytes) -> bool:
    if marked_encoding(data):
        return False
    start = data[:_WEIGHED]
    return b"\x00" in data or len(start) - len(start.translate(None, _CONTROL)) > _MAX_CONTROL_SHARE * len(start)


def once(work: Callable[[Source], Result]) -> Callable[[Source], Result]:
    """Return work that is done once for each source: a reader that claims it, and others after it, need it again."""

    @wraps(work)
    def kept(source: Source) -> Result:
        if work not in source.kept:
            source.kept[work] = work(source)
        found: Result = source.kept[work]
        return found

    return kept
