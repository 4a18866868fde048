"""What programs and archives that keep pages write into them: from where a page was taken, and when."""

import re
from datetime import datetime
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

_SEEN = 6_000
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s*url:\s*(https?://\S{1,2000})\s*(?:saved date:\s*([^\n]{10,100}))?",
    re.IGNORECASE,
)
_ARCHIVED = re.compile(r"FILE ARCHIVED ON (\d\d:\d\d:\d\d) ([A-Z][a-z]{2}) (\d\d), (\d{4})")
"""What the Wayback Machine writes at the end of a page."""
_CACHED = re.compile(
    r"snapshot of the page as it appeared on (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) GMT", re.IGNORECASE
)
"""What Google wrote above the pages of its cache."""
_NAMED = re.compile(
    r"<link\b[^<>]{0,200}\shref=[\"']https?://[^/\s\"'<>]{1,80}/(\d{4})\.(\d\d)\.(\d\d)-(\d\d)(\d\d)(\d\d)/http"
)
"""How archive.today and its kin call their copies: by the time at which they were taken."""
_SCRIPT_DATE = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d\d)(\d\d)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


_TOOLBARS = "#wm-ipp-base, #wm-ipp, #wm-ipp-print, #wm-capinfo, body > #HEADER:has(~ #SOLID)"
"""What archives show above a page: its address, when it was taken, other copies."""


class Snapshot(NamedTuple):
    """The address of the page that was kept, and when that was, in ISO 8601; what is not told is ``None``."""

    address: str | None = None
    saved_on: str | None = None


def snapshot_of(text: str) -> Snapshot:
    """Return what a kept page says about where and when it was taken.

    >>> page = "<html><!-- Page saved with SingleFile url: https://a.example/b saved date: {} --><p>Hi"
    >>> snapshot_of(page.format("Thu Nov 18 2021 09:12:44 GMT+0100 (Central European Standard Time)"))
    Snapshot(address='https://a.example/b', saved_on='2021-11-18T09:12:44+01:00')
    >>> snapshot_of("<p>Hi</p><!-- FILE ARCHIVED ON 05:12:20 Aug 03, 2009 AND RETRIEVED ... -->").saved_on
    '2009-08-03T05:12:20+00:00'
    """
    start, end = text[:_SEEN], text[-_SEEN:]
    if single := _SINGLE_FILE.search(start):
        said = _SCRIPT_DATE.match(single.group(2) or "")
        return Snapshot(
            single.group(1), _iso(said[3], said[1], said[2], said[4], f"{said[5]}:{said[6]}") if said else None
        )
    if archived := _ARCHIVED.search(end):
        clock, month, day, year = archived.groups()
        return Snapshot(saved_on=_iso(year, month, day, clock))
    if cached := _CACHED.search(start):
        day, month, year, clock = cached.groups()
        return Snapshot(saved_on=_iso(year, month, day, clock))
    if named := _NAMED.search(start):
        year, month, day, *clock = named.groups()
        return Snapshot(saved_on=_checked(f"{year}-{month}-{day}T{':'.join(clock)}+00:00"))
    return Snapshot()


def without_toolbars(tree: LexborHTMLParser, lower: str) -> LexborHTMLParser:
    """Return a parsed page without what an archive shows above it; ``lower`` is the page in small letters."""
    if "wm-ipp" in lower or ('id="header"' in lower and 'id="solid"' in lower):
        for node in tree.css(_TOOLBARS):
            node.decompose()
    return tree


def _iso(year: str, month: str, day: str, clock: str, zone: str = "+00:00") -> str | None:
    if month.title() not in _MONTHS:
        return None
    return _checked(f"{year}-{_MONTHS.index(month.title()) + 1:02d}-{day.zfill(2)}T{clock}{zone}")


def _checked(stamp: str) -> str | None:
    try:
        return datetime.fromisoformat(stamp).isoformat()
    except ValueError:
        return None
