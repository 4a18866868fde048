"""What the reply stance of a comment on a page is judged by: scores and claims, and the named columns of replies.

The scores are what the weights of the coder ``linear``, learned elsewhere, make of the comment: log-odds of each code
beside their mean. Words show a code where the coder ``cues`` says so. Claims are 0 where none are coded. The named
columns (marks, sizes, meaning) are those of ``replies``: they count here a second time, as they do on pages.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.learned.logistic import Floats
from discourse.coders.linear.classed_texts import Read
from discourse.coders.linear.model import Matrix
from discourse.coders.linear.replies import CODES, ReplyColumns, meanings, names
from discourse.coders.meaning import DIMENSIONS
from discourse.coders.reply_stance.coding import weights
from discourse.coders.sides import Sides, no_sides
from discourse.coders.words import Bools, Ints

LEARNED = tuple(f"learned:{code}" for code in CODES)
SHOWN = tuple(f"shown:{code}" for code in CODES[:3])
ARTICLE = "answers the article"
CLAIMS = SAME, OTHER = ("same claim", "contrary claim")
TURNS = ("answers back", "goes on", "signed")
"""What is known of the author: see ``Threads.turns``."""
SCORES = (*LEARNED, *SHOWN, *CLAIMS, ARTICLE, *TURNS)
_ASKS_BACK = "if … why?"
"""The mark of "If it is so, why …?": it shows no query but denial, by hand, since it is rare."""
_SHORT = 10
"""Tokens of a comment that may be nothing but a set phrase."""
_SPEAKS, _MOST = 0.2, 2.0
"""Log-odds from which a cue speaks for a code, and those beyond which words that show it count no further."""
NOTHING_ELSE = 3.0
"""Log-odds, by hand, that a set phrase adds to its code where a comment says nothing else: what its single words do in
long comments tells little of "Source, please" or "Thumbs down"."""
_PHRASES = {
    "support": ("yes", "agree", "approve", "concede"),
    "deny": ("no", "disagree", "refute", "doubt", "not agree", "rhetorical"),
    "query": ("request",),
    "comment": ("laugh", "thanks", "shock"),
}
"""The kinds of set phrase that say all, by code."""
_DENY, _QUERY = CODES.index("deny"), CODES.index("query")


def kinds_of(to_article: Bools, quoted: Bools) -> NDArray[np.str_]:
    """Return the kind of place of each comment."""
    return np.where(quoted, "quoted", np.where(to_article, "article", "comment"))


@cache
def column_names() -> tuple[str, ...]:
    """Return the names of all columns: scores, and the named columns of replies."""
    return (*SCORES, *names())


class Known(NamedTuple):
    """What is known of comments beside their words: the kind of place, who shares a claim, turns × comments."""

    kinds: NDArray[np.str_]
    sides: Sides
    turns: Bools

    @classmethod
    def only(cls, kinds: NDArray[np.str_]) -> "Known":
        """Return that nothing but the kind of place is known."""
        return cls(kinds, no_sides(len(kinds)), np.zeros((len(TURNS), len(kinds)), bool))


def page_scores(columns: ReplyColumns, learned: Matrix, known: Known) -> dict[str, Floats]:
    """Return the scores of comments by name; ``learned`` has log-odds, comments × codes."""
    beside = learned - learned.mean(axis=1, keepdims=True)
    return {
        **dict(zip(LEARNED, beside.T, strict=True)),
        **dict(zip(SHOWN, _shown(columns), strict=True)),
        SAME: known.sides.same.sure,
        OTHER: known.sides.other.sure,
        ARTICLE: (known.kinds == "article").astype(np.float64),
        **dict(zip(TURNS, known.turns.astype(np.float64), strict=True)),
    }


def page_columns(columns: ReplyColumns, learned: Matrix, known: Known) -> dict[str, Floats]:
    """Return all columns of comments by name."""
    cells = columns.features.named
    table = np.zeros((len(names()), columns.features.texts))
    table[cells.column, cells.row] = cells.value
    table[-DIMENSIONS:] = meanings(columns.read.words).T
    return page_scores(columns, learned, known) | dict(zip(names(), table, strict=True))


def page_table(columns: ReplyColumns, learned: Matrix, known: Known) -> Floats:
    """Return all columns of comments, columns × comments, in the order of their names."""
    return np.stack(list(page_columns(columns, learned, known).values()))


def _shown(columns: ReplyColumns) -> Floats:
    """Return, codes but comment × comments, how far words speak for the code."""
    marks, texts = columns.marks, columns.features.texts
    worded = marks.first >= 0
    row, mark = marks.row[worded], marks.mark[worded]
    found = np.stack([np.bincount(row, of_code[mark], texts) for of_code in speaking()])
    asks_back = row[mark == names().index(_ASKS_BACK)]
    found[_DENY, asks_back], found[_QUERY, asks_back] = _MOST, 0.0
    return np.asarray(np.minimum(found, _MOST))


def said_alone(columns: ReplyColumns) -> tuple[Ints, Ints, Matrix]:
    """Return set phrases that are all that a comment says: their marks' numbers, their texts, and what each adds.

    None is given where phrases of several codes are.
    """
    marks, read = columns.marks, columns.read
    code = _codes_of_phrases()[marks.mark]
    found = np.flatnonzero((code >= 0) & (read.words.count[marks.row] <= _SHORT))
    found = found[_is_all(read, marks.first[found], marks.last[found])]
    row, of = marks.row[found], code[found]
    alike = np.ones(read.words.texts, bool)
    first_code = np.full(read.words.texts, -1)
    first_code[row[::-1]] = of[::-1]
    alike[row[first_code[row] != of]] = False
    kept = alike[row] & (of < len(SHOWN))
    _, once = np.unique(row[kept], return_index=True)
    found, of = found[kept][once], of[kept][once]
    return found, marks.row[found], np.eye(len(CODES))[of] * NOTHING_ELSE


def _is_all(read: Read, first: Ints, last: Ints) -> Bools:
    """Return whether no word stands beside each of these phrases but a mere "well" or "oh" before it."""
    opening = np.zeros(read.words.texts, np.int64)
    opening[read.openings[0]] = read.openings[1]
    row = read.words.row[first]
    words = np.append(0, np.cumsum(read.worded))
    return np.asarray((first <= opening[row]) & (words[read.words.first[row + 1]] == words[last]))


@cache
def _codes_of_phrases() -> Ints:
    """Return by named column the number of the code for which an opening phrase says all, -1 for none."""
    code_of = {f"opens:{kind}": CODES.index(code) for code, kinds in _PHRASES.items() for kind in kinds}
    return np.array([code_of.get(name, -1) for name in names()])


@cache
def speaking() -> NDArray[np.float64]:
    """Return, codes but comment × named columns, how far each speaks for the code where words show it, by the cues."""
    known = weights().features
    of_cue = np.array([known.get(name, (0.0,) * len(CODES)) for name in names()])
    beyond = of_cue - of_cue.mean(axis=1, keepdims=True)
    return np.where(beyond > _SPEAKS, beyond, 0.0).T[: len(SHOWN)].copy()
