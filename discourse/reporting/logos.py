"""A logo for the head of a report: a small picture from a file of the user, checked before it goes into any page."""

import re
from io import BytesIO
from pathlib import Path
from typing import Literal

import msgspec

from discourse.errors import ReportError

LARGEST_BYTES = 1_000_000
LARGEST_SIDE = 4_000
"""Pixels."""
MOST_COPIES = 12
"""Copies of copies grow without end."""

_FORMATS: dict[str, Literal["png", "jpg", "svg"]] = {".png": "png", ".jpg": "jpg", ".jpeg": "jpg", ".svg": "svg"}
_TYPES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}
_ACTIVE = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet|<\s*(?:\w+:)?(?:script|foreignObject|iframe)\b"
    rb"|\son\w+\s*=|@import|javascript:|url\(\s*['\"]?(?!#)[^)]",
    re.IGNORECASE,
)
_REFERENCE = re.compile(rb"\b(?:href|src)\s*=\s*[\"']\s*(?!#|data:image/(?:png|jpeg);base64,)", re.IGNORECASE)
_COPY = re.compile(rb"<\s*(?:\w+:)?use\b", re.IGNORECASE)
_ROOT = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<svg\b", re.DOTALL)


class Logo(msgspec.Struct, frozen=True, kw_only=True):
    """A picture: its bytes, and how they are to be read."""

    form: Literal["png", "jpg", "svg"]
    data: bytes

    @property
    def media_type(self) -> str:
        """Return the type by which a page embeds it."""
        return _TYPES[self.form]


def load_logo(path: Path) -> Logo:
    """Return the logo in a file.

    Raises ReportError where there is none, where it is larger than a logo should be, and where an SVG has scripts
    or anything from outside.
    """
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise ReportError(f"{path}: a logo is a .png, .jpg or .svg file; convert it to one of these")
    data = _bytes_of(path)
    if form == "svg":
        _check_drawing(path, data)
    else:
        _check_picture(path, data, form)
    return Logo(form=form, data=data)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise ReportError(f"{path}: the logo cannot be read ({error.strerror}); name a file that is there") from None
    if len(data) > LARGEST_BYTES:
        raise ReportError(f"{path}: a logo has at most {LARGEST_BYTES // 1000:,} kB; make it smaller")
    return data


def _check_drawing(path: Path, data: bytes) -> None:
    if not _ROOT.match(data):
        raise ReportError(f"{path}: this is no SVG in UTF-8, which begins with <svg; save it again as plain SVG")
    if _ACTIVE.search(data) or _REFERENCE.search(data):
        raise ReportError(
            f"{path}: this SVG has a script, an entity or a link to something outside; save it again as plain SVG"
        )
    if len(_COPY.findall(data)) > MOST_COPIES:
        raise ReportError(
            f"{path}: this SVG copies its parts more than {MOST_COPIES} times; save it again as plain SVG"
        )


def _check_picture(path: Path, data: bytes, form: Literal["png", "jpg"]) -> None:
    from PIL import Image, UnidentifiedImageError

    wanted = "PNG" if form == "png" else "JPEG"
    try:
        with Image.open(BytesIO(data), formats=[wanted]) as picture:
            sides = picture.size
            if max(sides) <= LARGEST_SIDE:
                picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise ReportError(f"{path}: this is no {wanted} picture, or a broken one; save it again") from None
    if max(sides) > LARGEST_SIDE:
        raise ReportError(f"{path}: a logo has at most {LARGEST_SIDE:,} pixels a side; make it smaller")
