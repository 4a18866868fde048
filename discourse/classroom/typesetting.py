"""The PDFs of the classroom, set by Typst; texts go in as one JSON text and are never read as its code."""

import re
from typing import Any

import msgspec

from discourse.reporting.setting import Setting, set_with_fonts, typesetter

_UNBROKEN = re.compile(r"[^\s\u200b]{30}")
"""Letters without a blank after which a line may break all the same."""


def pdf(template: str, data: Any) -> bytes:
    """Return the PDF of a template (``sheet``, ``teacher``, ``class``), PDF/UA-1 where the text allows it.

    The same data and fonts give the same bytes. Characters that no font here can draw stand as white squares. Raises
    ReportError where Typst refuses the pages.
    """
    text = msgspec.json.encode(_breaking(msgspec.to_builtins(data))).decode()

    def pages(setting: Setting) -> bytes:
        with typesetter("discourse.classroom", setting, text) as pages_:
            return pages_.pdf(f"{template}.typ")

    return set_with_fonts(f"{template}.pdf", text, pages)


def _breaking(value: Any) -> Any:
    """Return a value whose texts have places to break in endless words; Typst itself nests too deep over long ones."""
    if isinstance(value, str):
        return _UNBROKEN.sub(lambda found: found.group() + "\u200b", value)
    if isinstance(value, dict):
        return {name: _breaking(each) for name, each in value.items()}
    return [_breaking(each) for each in value] if isinstance(value, (list, tuple)) else value
