"""What people write for a code: the code itself, or the label that pages show for it in one of our languages."""

import unicodedata
from collections import defaultdict
from functools import cache

from discourse.human.codings import CODES
from discourse.human.sheets import UNSURE
from discourse.model import Variable
from discourse.translation import LANGUAGES, speaking, translated


def code_named(variable: Variable, written: str) -> str | None:
    """Return the code of a variable that is written as itself or as a label of it, ``None`` where it is none.

    ``?`` is returned where it says that the coder cannot tell. Small and capital letters are alike.

    >>> code_named("claim", "Behauptet"), code_named("claim", "cannot tell"), code_named("claim", "maybe")
    ('asserts', '?', None)
    """
    return _names(variable).get(_folded(written))


@cache
def _names(variable: Variable) -> dict[str, str]:
    """Return codes by what they are called; a label of two codes names neither."""
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for language in LANGUAGES:
        with speaking(language):
            meant[_folded(translated("cannot tell"))].add(UNSURE)
            for code in CODES[variable]:
                meant[_folded(translated(code))].add(code)
    labels = {label: next(iter(codes)) for label, codes in meant.items() if len(codes) == 1}
    return labels | {code: code for code in (*CODES[variable], UNSURE)}


def _folded(written: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", written).casefold().split())
