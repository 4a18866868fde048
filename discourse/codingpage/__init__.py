"""The coding page: one HTML file in which a person codes the comments of a sheet, offline and blind.

It shows each comment in its thread, has the codebook at hand, is driven by the keyboard, keeps its codings in the
browser, and gives them as the file that ``docs/human-coding.md`` describes.
"""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

import msgspec

from discourse.codingpage.content import Content, content
from discourse.codingpage.wording import words
from discourse.human.drawing import Page
from discourse.human.sheets import Sheet
from discourse.translation import language, translated


class Guide(NamedTuple):
    """What is said before the coding: a title, and paragraphs under headings."""

    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()


def coding_page(sheet: Sheet, pages: Sequence[Page], guide: Guide | None = None) -> bytes:
    """Return the page on which a sheet is coded, as HTML in UTF-8; the codings of ``pages`` do not get in.

    ``guide`` stands at its head in place of a short instruction.
    """
    return set_page(content(sheet, pages), guide or _short_guide(sheet))


def set_page(said: Content, guide: Guide) -> bytes:
    """Return the page of a content."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("discourse.codingpage", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["tr"] = translated
    style, script = _part("coding.css"), _part("coding.js")
    return (
        environment.get_template("coding.html.j2")
        .render(
            said=said,
            guide=guide,
            language=language(),
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            style_hash=_hash(style),
            script_hash=_hash(script),
            data=Markup(_data(said, words())),  # noqa: S704 - escaped for a script block
            words=words(),
        )
        .encode()
    )


def _data(said: Content, sayings: Mapping[str, str]) -> str:
    """Return what the script reads, as JSON in which nothing can end the block that it stands in."""
    text = msgspec.json.encode({"content": said, "words": sayings}).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _part(name: str) -> str:
    return (files("discourse.codingpage") / "templates" / name).read_text("utf-8")


def _hash(text: str) -> str:
    """Return the hash by which the page's security policy knows its own script and style."""
    import base64
    import hashlib

    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _short_guide(sheet: Sheet) -> Guide:
    return Guide(
        title=translated("Coding by {codebook}", codebook=sheet.codebook.title),
        parts=(
            (
                translated("How to code"),
                (
                    translated(
                        "Read the comment in its place, mark what is in it, and go on. What you do not mark is absent. "
                        "Where you cannot tell, say so: that is an answer, too."
                    ),
                    translated(
                        "Code alone, and do not look at what others have coded: your own reading is what counts."
                    ),
                ),
            ),
        ),
    )


__all__ = ["Guide", "coding_page", "set_page"]
