"""What browsers save: the page inside an archive (MHTML, Safari's web archive), and trees that stand in templates."""

import base64
import binascii
import plistlib
import quopri
import re
from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime

_MHTML = re.compile(rb"\s*(?:[A-Za-z-]{1,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,20}){1,40}")
_RELATED = re.compile(
    rb"""content-type:\s*multipart/related.{0,400}?boundary\s*=\s*"?([^"\s;]{1,200})""", re.IGNORECASE | re.DOTALL
)
_HTML_PART = re.compile(rb"content-type:\s*(?:text/html|application/xhtml\+xml)", re.IGNORECASE)
_ENCODED = re.compile(rb"content-transfer-encoding:\s*([a-z0-9-]{1,40})", re.IGNORECASE)
_DATE = re.compile(rb"^date:[ \t]*([ -~]{6,60})", re.IGNORECASE | re.MULTILINE)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")


_TEMPLATE = re.compile(
    r"<(script|style|textarea)\b|<!--|<template\b([^<>]{0,500})>|(</template\s{0,20}>)", re.IGNORECASE
)
_SHADOW = re.compile(r"\bshadow(?:root)?(?:mode)?\s?=", re.IGNORECASE)
_CUSTOM = re.compile(r"<[a-z][a-z0-9]{0,30}-[a-z0-9-]{1,40}(\s[^<>]{1,2000})>", re.IGNORECASE)
_AUTHOR = re.compile(r"\s(?:author|username|sender|display-?name)\s?=\s?\"([^\"]{1,80})\"", re.IGNORECASE)
_TIME = re.compile(
    r"\s(?:timestamp|datetime|created(?:[-_]?at)?|posted(?:[-_]?at)?|date)\s?=\s?\"(\d[^\"]{7,40})\"", re.IGNORECASE
)
_AUTHOR_SIGNS = (" author=", " username=", " sender=", " display-name=", " displayname=")
_SHADOW_SIGNS = ("shadowroot", "shadowmode")
_FONT = re.compile(
    r"<font\s[^<>]{0,60}vertical-align:\s?inherit[^<>]{0,60}>()|<font(?=[\s>])[^<>]{0,500}>|(</font\s{0,9}>)",
    re.IGNORECASE,
)
"""What the translators of browsers set around each piece of text; other elements of that name; where one ends."""


def with_shadow_roots(text: str, lower: str) -> str:
    """Return a page in which what a browser shows of a custom element, saved as a template, is a part of the page.

    ``lower`` is the page in small letters. What scripts and the like hold stays as it is.

    >>> page = '<x-y><template shadowrootmode="open"><p>Hi</p></template></x-y>'
    >>> with_shadow_roots(page, page)
    '<x-y><div><p>Hi</p></div></x-y>'
    """
    if len(lower) != len(text) or not any(sign in lower for sign in _SHADOW_SIGNS):
        return text
    opened: list[bool] = []
    pieces: list[str] = []
    kept = place = 0
    while (found := _TEMPLATE.search(text, place)) is not None:
        raw, attributes, closes = found.groups()
        place = found.end()
        if attributes is None and closes is None:
            place = lower.find(f"</{raw.lower()}" if raw else "-->", place)
            if place < 0:
                break
            continue
        if attributes is not None:
            opened.append(_SHADOW.search(attributes) is not None)
        if opened and (opened.pop() if closes else opened[-1]):
            pieces += [text[kept : found.start()], "</div>" if closes else "<div>"]
            kept = place
    return "".join([*pieces, text[kept:]])


def without_translator(text: str, lower: str) -> str:
    """Return a page without the elements that a browser's translator sets around all words, in two layers.

    ``lower`` is the page in small letters.

    >>> page = '<b><font style="vertical-align: inherit;"><font style="vertical-align: inherit;">Hi</font></font></b>'
    >>> without_translator(page, page)
    '<b>Hi</b>'
    """
    if "vertical-align" not in lower or "<font" not in lower:
        return text
    opened: list[bool] = []
    pieces: list[str] = []
    kept = 0
    for found in _FONT.finditer(text):
        is_end = found.group(2) is not None
        if not is_end:
            opened.append(found.group(1) is not None)
        if opened and (opened.pop() if is_end else opened[-1]):
            pieces.append(text[kept : found.start()])
            kept = found.end()
    return "".join([*pieces, text[kept:]])


def with_told_marks(text: str, lower: str) -> str:
    """Return a page in which the author and the time that custom elements tell in attributes stand inside them as well.

    ``lower`` is the page in small letters.

    >>> page = '<x-note author="Ann" timestamp="2024-05-03T10:02">Hi</x-note>'
    >>> with_told_marks(page, page).partition(">")[2]
    '<b class="author">Ann</b> <time datetime="2024-05-03T10:02"></time>Hi</x-note>'
    """
    if not any(sign in lower for sign in _AUTHOR_SIGNS):
        return text
    return _CUSTOM.sub(_told_in, text)


def _told_in(found: re.Match[str]) -> str:
    author, time = _AUTHOR.search(found.group(1)), _TIME.search(found.group(1))
    if author is None or time is None:
        return found.group()
    return f'{found.group()}<b class="author">{author.group(1)}</b> <time datetime="{time.group(1)}"></time>'


def unwrapped(data: bytes) -> bytes:
    """Return the main HTML of a browser's archive; any other data as it is."""
    if data.startswith(b"bplist00"):
        return _from_webarchive(data) or data
    headers = _MHTML.match(data[:20_000])
    boundary = _RELATED.search(headers.group()) if headers else None
    return (_from_mhtml(data, boundary.group(1)) or data) if boundary else data


def saved_date(data: bytes) -> str | None:
    """Return when a browser saved an MHTML archive, in ISO 8601."""
    headers = _MHTML.match(data[:20_000])
    found = _DATE.search(headers.group()) if headers and _RELATED.search(headers.group()) else None
    try:
        when = parsedate_to_datetime(found.group(1).decode("ascii")) if found else None
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).isoformat() if when else None
    except (ValueError, TypeError):
        return None


def html_parts(data: bytes) -> list[bytes]:
    """Return the pages in an MHTML archive, the main one first and then its frames; none for anything else."""
    headers = _MHTML.match(data[:20_000])
    boundary = _RELATED.search(headers.group()) if headers else None
    return list(_parts(data, boundary.group(1))) if boundary else []


def _from_mhtml(data: bytes, boundary: bytes) -> bytes | None:
    return next(_parts(data, boundary), None)


def _parts(data: bytes, boundary: bytes) -> Iterator[bytes]:
    for part in data.split(b"--" + boundary):
        blank = _BLANK_LINE.search(part)
        if blank and _HTML_PART.search(part[: blank.start()]):
            encoding = _ENCODED.search(part[: blank.start()])
            page = _transferred(part[blank.end() :], encoding.group(1).lower() if encoding else b"8bit")
            if page is not None:
                yield page


def _transferred(body: bytes, encoding: bytes) -> bytes | None:
    if encoding == b"quoted-printable":
        return quopri.decodestring(body)
    if encoding != b"base64":
        return body
    try:
        return base64.b64decode(body)
    except binascii.Error:
        return None


def _from_webarchive(data: bytes) -> bytes | None:
    try:
        archive = plistlib.loads(data, fmt=plistlib.FMT_BINARY)
        page = archive["WebMainResource"]["WebResourceData"]
    except (plistlib.InvalidFileException, ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None
    return page if isinstance(page, bytes) else None
