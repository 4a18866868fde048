"""Names and numbers in words, in the language in force, for subtitles and descriptions."""

import re
from collections.abc import Mapping, Sequence

from discourse.charts.lettering import clean, is_rightward
from discourse.translation import counted, number, translated
from discourse.translation.phrases import enumerated

_MOST_NAMED = 3
_LTR, _RTL = "\u200e", "\u200f"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def isolated(name: str) -> str:
    r"""Return a name so that one with right-to-left letters keeps its order to itself within a sentence.

    Directional marks do so, not isolates, which reports spell out as what may steer a reader unseen.

    >>> isolated("Ann"), isolated("Ann \u05d3\u05df"), isolated("\u05d3\u05df!")
    ('Ann', '\u200eAnn \u05d3\u05df\u200e', '\u200e\u200f\u05d3\u05df!\u200f\u200e')
    """
    if not _RIGHT_TO_LEFT.search(name):
        return name
    return f"{_LTR}{name}{_LTR}" if is_rightward(name) else f"{_LTR}{_RTL}{name}{_RTL}{_LTR}"


def alike(names: Sequence[str], singular: str, plural: str) -> str:
    """Return the names of some that share a place, or only how many of a noun they are where they are more than three.

    >>> alike(["North", "South"], "article", "articles")
    'North and South'
    """
    if len(names) > _MOST_NAMED:
        return counted(len(names), singular, plural)
    return enumerated([isolated(clean(name)) for name in names])


def codes_in_words(counts: Mapping[str, int]) -> str:
    """Return how many there are of each code that there is.

    >>> codes_in_words({"support": 2, "deny": 0, "query": 1})
    'support 2 and query 1'
    """
    return enumerated([f"{code_word(code)} {number(count)}" for code, count in counts.items() if count])


def code_word(code: str) -> str:
    """Return the word for a code in the language in force; "none 8" would read as if there were none.

    >>> code_word("deny"), code_word("none")
    ('deny', 'no side')
    """
    return translated("no side") if code == "none" else translated(code)


def comments_of(amount: int) -> str:
    """Return how many comments there are.

    >>> comments_of(1), comments_of(1200)
    ('1 comment', '1,200 comments')
    """
    return counted(amount, "comment", "comments")
