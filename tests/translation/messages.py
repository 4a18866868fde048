"""The messages in the source: every literal that is translated, or marked to be translated where it is shown."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parents[2] / "discourse"
ROOMS = ("charts", "reporting")
_PLACES = {"translated": (0,), "deferred": (0,), "agreeing": (1, 2), "counted": (1, 2), "count": (1, 2)}
"""Where each function has its messages."""
_SAID = re.compile(r"""\bsay\(\s*(?:"([^"]*)"|'([^']*)')""")


class Noun(NamedTuple):
    """A noun in the singular and in the plural."""

    singular: str
    plural: str


def messages(package: Path = PACKAGE) -> set[str | Noun]:
    """Return every sentence and every noun that the rooms of words for users say."""
    files = [file for room in ROOMS for file in sorted((package / room).rglob("*"))]
    found = {one for file in files if file.suffix == ".py" for one in _in_code(file.read_text("utf-8"))}
    return found | {one for file in files if file.suffix == ".j2" for one in _in_template(file.read_text("utf-8"))}


def _in_code(source: str) -> Iterator[str | Noun]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [_literal(node.args, place) for place in _PLACES.get(name, ())]
        if name in ("counted", "count"):
            yield from [Noun(texts[0], texts[1] or f"{texts[0]}s")] if texts[0] else []
        else:
            yield from (text for text in texts if text)


def _literal(arguments: list[ast.expr], place: int) -> str:
    """Return an argument where it is a literal text."""
    found = arguments[place] if place < len(arguments) else None
    return found.value if isinstance(found, ast.Constant) and isinstance(found.value, str) else ""


def _in_template(source: str) -> Iterator[str]:
    return (double or single for double, single in _SAID.findall(source))
