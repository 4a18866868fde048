"""The frames that were saved with a page, in its folder, its archive or itself, which may hold the comments."""

import base64
import binascii
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from discourse.errors import ReadError
from discourse.readers.dom import attribute
from discourse.readers.saved import html_parts
from discourse.readers.source import MAX_BYTES, Source

_MOST = 20
_WITHIN = 'iframe[srcdoc], iframe[src^="data:text/html"], frame[src^="data:text/html"]'
_DATA = re.compile(r"data:text/html(?:;charset=[\w-]{1,20})?(;base64)?,", re.IGNORECASE)
_FOLDER = re.compile(r"_files$|\.files$|-Dateien$|_fichiers$|_archivos$|_bestanden$|_file$|_arquivos$", re.IGNORECASE)


def frames_of(source: Source) -> Iterator[Source]:
    """Yield the frames of a page that were saved with it, as sources of their own.

    Only files inside the page's own folder are looked at, never what a link or a path leads to elsewhere.
    """
    for number, data in enumerate(html_parts(source.packed.data)[1 : _MOST + 1], start=1):
        yield Source(f"{source.name} (frame {number})", data, told=source.told)
    if source.tree.body is not None:
        yield from _written_out(source)
    if source.path is None or source.tree.body is None:
        return
    for frame in source.tree.css("iframe[src], frame[src]")[:_MOST]:
        file = _beside(source.path, attribute(frame, "src"))
        if file is not None:
            yield Source(f"{source.name}: {file.name}", file.read_bytes(), told=source.told)


def _written_out(source: Source) -> Iterator[Source]:
    """Yield the frames whose pages stand in the page itself, as extensions that save all in one file write them."""
    for number, frame in enumerate(source.tree.css(_WITHIN)[:_MOST], start=1):
        page = attribute(frame, "srcdoc").encode() or _of_address(attribute(frame, "src"))
        if page:
            yield Source(f"{source.name} (frame {number})", page, told=source.told)


def _of_address(address: str) -> bytes:
    """Return the page that a data address holds; none where it is no page."""
    found = _DATA.match(address)
    if found is None:
        return b""
    held = unquote_to_bytes(address[found.end() :])
    try:
        return base64.b64decode(held, validate=True) if found.group(1) else held
    except binascii.Error:
        return b""


def _beside(page: Path, address: str) -> Path | None:
    """Return the saved file that a frame's address names, if it lies in a folder that a browser made for the page."""
    name = unquote(address.partition("#")[0].partition("?")[0])
    if "://" in name or name.startswith(("/", "\\")):
        return None
    try:
        folder = page.resolve().parent
        file = (folder / name).resolve()
        inside = file.is_relative_to(folder) and file.parent.parent == folder and _FOLDER.search(file.parent.name)
        return file if inside and file.is_file() and file.stat().st_size <= MAX_BYTES else None
    except (OSError, ValueError, RuntimeError):
        return None


def readable(source: Source) -> bool:
    """Return whether a frame is a page that can be parsed."""
    try:
        return source.is_html and source.tree.body is not None
    except ReadError:
        return False
