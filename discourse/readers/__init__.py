"""Readers: one module per format, tried in the order of ``READERS``.

A reader is a module with ``NAME``, ``matches(source) -> str | None`` (the evidence in words, or ``None``) and
``read(source) -> Thread``.
"""

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from discourse.errors import ReadError
from discourse.model import Thread
from discourse.readers.source import Source, open_source, shown_name

READERS: dict[str, str] = {
    "wpdiscuz": "discourse.readers.wpdiscuz",
    "wordpress": "discourse.readers.wordpress",
    "pasted": "discourse.readers.pasted",
}
"""Name of each built-in reader → its module, in the order tried."""


class Reader(Protocol):
    """What a reader module offers."""

    NAME: str

    def matches(self, source: Source) -> str | None:
        """Return the evidence that this reader knows the source, in words, or ``None``."""

    def read(self, source: Source) -> Thread:
        """Return the article and the comments of the source."""


def read(source: str | Path | bytes, reader: str | None = None, name: str | None = None) -> Thread:
    """Return the article and the comments of a saved page or a pasted text.

    ``source`` is a path or the bytes themselves, ``reader`` one of ``READERS`` (otherwise the first that knows
    the page reads it), ``name`` what the article's ``source`` says (otherwise the file's name). ``ReadError``
    where there is nothing to read: no such file, empty, binary, too large, nested too deep, or unknown to all.
    """
    chosen = None if reader is None else _named(reader)
    page = open_source(source, name)
    return (chosen or _first_match(page)).read(page)


def _named(name: str) -> Reader:
    if name not in READERS:
        raise ReadError(f"--reader {shown_name(name)}: there is no such reader; choose one of {', '.join(READERS)}")
    return cast("Reader", import_module(READERS[name]))


def _first_match(source: Source) -> Reader:
    for name in READERS:
        reader = _named(name)
        if reader.matches(source) is not None:
            return reader
    raise ReadError(
        f"{source.shown}: no reader knows this page (readers: {', '.join(READERS)}); name one with --reader"
    )
