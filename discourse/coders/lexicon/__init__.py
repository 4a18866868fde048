"""Word lists of the cue coders, as data by language: ``status.<language>.toml``, ``related.<language>.toml``."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

FALLBACK = "en"
STATUS_TABLES = frozenset({"en", "de", "fr", "es"})
"""Languages in which claims can be read: those that have words of status."""


@cache
def table(name: str, language: str) -> dict[str, Any]:
    """Return the table of that name for a language tag; English where the language has none.

    >>> table("status", "de-AT")["negators"][0]
    'nicht'
    """
    folder = files("discourse") / "coders" / "lexicon"
    entry = folder / f"{name}.{primary(language)}.toml"
    if not entry.is_file():
        entry = folder / f"{name}.{FALLBACK}.toml"
    return tomllib.loads(entry.read_text("utf-8"))


@cache
def primary(language: str) -> str:
    """Return the primary subtag of a language tag in lower case.

    >>> primary("fr_CA")
    'fr'
    """
    return language.replace("_", "-").partition("-")[0].lower()
