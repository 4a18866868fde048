"""From bytes to text as a browser does it, with a preference for valid UTF-8."""

import codecs
import re

_SNIFFED = 4_096
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
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
_KNOWN = re.compile(
    r"utf-8|cp\d+|windows-\d+|iso-?8859-\d+|koi8-[ru]|gb18030|big5(?:hkscs)?|euc-jp|iso-2022-jp|mac_roman"
)


_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"
_FOREIGN_RUN = re.compile(r"[\u00a1-\u00ff\u0152-\u02dc\u2020-\u2022\u2030\u20ac\u2122]{3,}")
"""Three letters or signs in a row that are not ASCII: no Western word has them."""
_SIGN_IN_WORD = re.compile(r"(?<=[a-z])[\u00a1-\u00a6\u00b1-\u00b3\u00b9\u00bc-\u00bf](?=[a-z])")
_WEIGHED = 1_000_000


def decode(data: bytes) -> str:
    """Return the text of bytes: by byte order mark, as UTF-8 if it is that, as declared, else as Windows-1252.

    Valid UTF-8 wins over a declared one-byte encoding: pages are re-encoded when saved and keep the old
    declaration, while text in another encoding is hardly ever valid UTF-8 by chance.
    """
    marked = marked_encoding(data)
    if marked:
        return data.decode(marked, "replace").removeprefix("\ufeff")
    declared = _declared_encoding(data[:_SNIFFED])
    if declared == "iso-2022-jp":  # all its bytes are ASCII
        return data.decode(declared, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        trusted = declared if declared != "utf-8" else None
        return data.decode(trusted or _guessed_encoding(data), "replace")


def marked_encoding(data: bytes) -> str | None:
    """Return the encoding that the first bytes give away: a byte order mark, or UTF-16 markup without one."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


_TWICE = re.compile(r"(?:\\u00[89a-fA-F][0-9a-fA-F])+")
_WIDE_ESCAPE = re.compile(r"\\u(?!00)")


def _declared_encoding(start: bytes) -> str | None:
    """Return the encoding that a meta tag or an XML declaration names, as Python calls it; ``None`` if unknown."""
    for tag in _DECLARING_TAG.finditer(start):
        found = _CHARSET.search(tag.group())
        if found:
            label = found.group(1).decode("ascii").lower()
            name = _LABELS.get(label, label)
            return name if _KNOWN.fullmatch(name) and _exists(name) else None
    return None


def _exists(codec: str) -> bool:
    try:
        codecs.lookup(codec)
    except LookupError:
        return False
    return True


def is_unsaid(data: bytes, text: str) -> bool:
    """Return whether bytes that do not say their encoding were read as Windows-1252 and are hardly that.

    Western text is mostly ASCII; where another alphabet is read so, most letters are not, stand in runs, or their
    bytes mean nothing.
    """
    if (
        text.isascii()
        or marked_encoding(data)
        or _declared_encoding(data[:_SNIFFED]) not in (None, "utf-8")
        or _is_utf8(data)
    ):
        return False
    seen, start = text[:_WEIGHED], data[:_WEIGHED]
    letters = sum(map(str.isalpha, seen))
    foreign = sum(map(len, _FOREIGN_RUN.findall(seen))) + 3 * len(_SIGN_IN_WORD.findall(seen))
    undefined = len(start) - len(start.translate(None, _UNDEFINED))
    return 10 * foreign > letters or 200 * undefined > letters


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed_encoding(data) == "utf-8"
    return True


def encoded_once(text: str) -> str:
    r"""Return a JSON text whose letters were encoded twice, as Facebook and Instagram do in downloads, as it was meant.

    Such a text has bytes of UTF-8 where characters should be, all of them so; any other text is as it is.

    >>> print(encoded_once(r'{"name": "Zo\u00c3\u00ab"}'), encoded_once(r'{"name": "Zo\u00eb"}'))
    {"name": "Zoë"} {"name": "Zo\u00eb"}
    """
    if not text.isascii() or not _TWICE.search(text) or _WIDE_ESCAPE.search(text):
        return text
    try:
        return _TWICE.sub(lambda run: bytes.fromhex(run.group().replace("\\u00", "")).decode("utf-8"), text)
    except UnicodeDecodeError:
        return text


def _guessed_encoding(data: bytes) -> str:
    """UTF-8 with a few broken bytes (a page cut off, one bad comment) is still UTF-8; otherwise Windows-1252."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return "utf-8" if whole > 4 * broken else "cp1252"
