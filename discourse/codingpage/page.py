"""How pages of answers are set: one file, one script and one style that its policy knows by their hashes."""

from importlib.resources import files
from typing import Any, NamedTuple

import msgspec

from discourse.codingpage.wording import words
from discourse.reporting.templating import environment
from discourse.translation import language, translated


class Guide(NamedTuple):
    """What is said before the work: a title, and paragraphs under headings."""

    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()


def set_page(name: str, content: Any, guide: Guide, amount: int) -> bytes:
    """Return the page of a template and a script of one name, in UTF-8; ``amount`` is how much there is to do."""
    from markupsafe import Markup

    templates = environment("discourse.codingpage")
    templates.filters["tr"] = translated
    templates.filters["key"] = _key
    style, script = _part("coding.css"), _part("keeping.js") + _part(f"{name}.js")
    return (
        templates.get_template(f"{name}.html.j2")
        .render(
            guide=guide,
            amount=amount,
            language=language(),
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            style_hash=hashed(style),
            script_hash=hashed(script),
            data=Markup(_data(content)),  # noqa: S704 - escaped for a script block
        )
        .encode()
    )


def _key(name: str) -> str:
    """Return what stands on a key, or on keys that are pressed together, in the language in force."""
    named = {
        "Ctrl S": translated("Ctrl S"),
        "Enter": translated("Enter"),
        "Tab": translated("Tab"),
        "Shift Tab": translated("Shift Tab"),
    }
    return named.get(name, name)


def _data(content: Any) -> str:
    """Return what the script reads, as JSON in which nothing can end the block that it stands in."""
    text = msgspec.json.encode({"content": content, "words": words()}).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _part(name: str) -> str:
    return (files("discourse.codingpage") / "templates" / name).read_text("utf-8")


def hashed(text: str) -> str:
    """Return the hash by which the page's security policy knows its own script and style."""
    import base64
    import hashlib

    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
