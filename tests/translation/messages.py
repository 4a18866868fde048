"""The messages in the source: every literal that is translated, or marked to be translated where it is shown."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from discourse.codebook import Codebook, list_codebooks, load_codebook

PACKAGE = Path(__file__).parents[2] / "discourse"
_PLACES = {"translated": (0,), "deferred": (0,), "agreeing": (1, 2), "counted": (1, 2), "count": (1, 2)}
"""Where each function has its messages."""
_SAID = re.compile(r"""\bsay\(\s*(?:"([^"]*)"|'([^']*)')""")
_FILTERED = re.compile(r"""\{\{\s*(?:"([^"]*)"|'([^']*)')\s*\|\s*tr\b""")
_KEYS = re.compile(r"\{% set keys = \[(.*?)\] %\}", re.DOTALL)
"""A table of keys and what they do, which goes through ``| tr`` where it is shown."""
_PAIR = re.compile(r'\("[^"]*", "([^"]*)"\)')


class Noun(NamedTuple):
    """A noun in the singular and in the plural."""

    singular: str
    plural: str


def messages(package: Path = PACKAGE) -> set[str | Noun]:
    """Return every sentence and every noun that the package says to users in the language in force."""
    codes = [file.read_text("utf-8") for file in sorted(package.rglob("*.py"))]
    said = [code for code in codes if "from discourse.translation import" in code or "\ndef translated(" in code]
    found = {one for code in said for one in _in_code(code)}
    found |= {word for name in list_codebooks() for word in _in_codebook(load_codebook(name))}
    return found | {one for file in sorted(package.rglob("*.j2")) for one in _in_template(file.read_text("utf-8"))}


def _in_codebook(book: Codebook) -> Iterator[str]:
    """Yield what a shipped codebook calls things, and how it defines them."""
    yield from (target.label for target in book.targets)
    yield from (claim.label for claim in book.claim_types)
    yield from (claim.definition for claim in book.claim_types)


def _in_code(source: str) -> Iterator[str | Noun]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in ("map", "_heads"):
            yield from _listed(node.args)
        texts = [_literal(node.args, place) for place in _PLACES.get(name, ())]
        if name in ("counted", "count"):
            yield from [Noun(texts[0], texts[1] or f"{texts[0]}s")] if texts[0] else []
        else:
            yield from (text for text in texts if text)


def _literal(arguments: list[ast.expr], place: int) -> str:
    """Return an argument where it is a literal text."""
    found = arguments[place] if place < len(arguments) else None
    return found.value if isinstance(found, ast.Constant) and isinstance(found.value, str) else ""


def _listed(arguments: list[ast.expr]) -> Iterator[str]:
    """Yield the literals of a tuple whose items are translated one by one: ``map(translated, …)``, ``_heads(…)``."""
    if isinstance(arguments[-1], ast.Tuple) and getattr(arguments[0], "id", "translated") == "translated":
        items = arguments[-1].elts
        yield from (text for text in (_literal(items, place) for place in range(len(items))) if text)


def _in_template(source: str) -> Iterator[str]:
    for double, single in (*_SAID.findall(source), *_FILTERED.findall(source)):
        yield double or single
    for table in _KEYS.findall(source):
        yield from _PAIR.findall(table)
