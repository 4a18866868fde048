"""The PDFs of the classroom, set by Typst; texts go in as one JSON text and are never read as its code."""

import re
import shutil
import tempfile
from importlib.resources import as_file, files
from typing import Any

import msgspec

from discourse.errors import ReportError
from discourse.reporting.glyphs import boxed, bundled_fonts, system_fonts, undrawable

_UNBROKEN = re.compile(r"[^\s\u200b]{30}")
"""Letters without a blank after which a line may break all the same."""


def pdf(template: str, data: Any) -> bytes:
    """Return the PDF of a template (``sheet``, ``teacher``, ``class``), PDF/UA-1 where the text allows it.

    The same data and fonts give the same bytes. Characters that no font here can draw stand as white squares. Raises
    ReportError where Typst refuses the pages.
    """
    import typst

    text = msgspec.json.encode(_breaking(msgspec.to_builtins(data))).decode()
    missing = undrawable(text, bundled_fonts())
    system = bool(missing)
    if missing:
        missing = undrawable(text, (*bundled_fonts(), *system_fonts()))
    for standards in (["ua-1"], []):
        try:
            return _compiled(template, boxed(text, missing), system, standards)
        except typst.TypstError as error:
            refusal = str(error).replace("\n", " ")[:200]
    raise ReportError(f"{template}.pdf: the text has something that the typesetter refuses ({refusal})")


def _breaking(value: Any) -> Any:
    """Return a value whose texts have places to break in endless words; Typst itself nests too deep over long ones."""
    if isinstance(value, str):
        return _UNBROKEN.sub(lambda found: found.group() + "\u200b", value)
    if isinstance(value, dict):
        return {name: _breaking(each) for name, each in value.items()}
    return [_breaking(each) for each in value] if isinstance(value, (list, tuple)) else value


def _compiled(template: str, text: str, system: bool, standards: list[Any]) -> bytes:
    import typst

    with tempfile.TemporaryDirectory() as folder, as_file(files("discourse.classroom") / "templates") as templates:
        for font in bundled_fonts():
            shutil.copy(font, folder)
        compiler = typst.Compiler(
            root=templates,
            font_paths=typst.Fonts(include_system_fonts=system, font_paths=[folder]),
            sys_inputs={"data": text},
        )
        made = compiler.compile(templates / f"{template}.typ", format="pdf", pdf_standards=standards, timestamp=0)
    return made[0] if isinstance(made, list) else made or b""
