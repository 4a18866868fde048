"""What the reply stance of a comment on a page is judged by: scores, marks and claims as some named columns.

The scores are what the weights of the coder ``linear``, learned elsewhere, make of the comment: log-odds of each code
beside their mean. Words show a code where the coder ``cues`` says so; some marks count whatever they show. Claims are 0
where none are coded.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from discourse.coders.linear.model import Matrix
from discourse.coders.linear.replies import CODES, ReplyColumns, names
from discourse.coders.logistic import Floats
from discourse.coders.reply_stance import weights
from discourse.coders.sides import Sides
from discourse.coders.words import Bools, Ints

MARKS = (
    "asks first", "asks yes-no", "asks wh", "asks in a word", "parent asks", "negates", "opens:yes",
    "thanks", "approve", "sign:laugh", "quotes a word",
)  # fmt: skip
"""Marks that count beside the scores; those were kept that make other threads of ours more likely."""
LEARNED = tuple(f"learned:{code}" for code in CODES)
SHOWN = tuple(f"shown:{code}" for code in CODES[:3])
ARTICLE = "answers the article"
CLAIMS = SAME, OTHER = ("same claim", "contrary claim")
COLUMNS = (*LEARNED, *SHOWN, *CLAIMS, ARTICLE, *MARKS)
_ASKS_BACK = "if … why?"
"""The mark of "If it is so, why …?": it shows no query but denial, by hand, since it is rare."""
_SPEAKS, _MOST = 0.2, 2.0
"""Log-odds from which a cue speaks for a code, and those beyond which words that show it count no further."""
_DENY, _QUERY = CODES.index("deny"), CODES.index("query")


def kinds_of(to_article: Bools, quoted: Bools) -> NDArray[np.str_]:
    """Return the kind of place of each comment."""
    return np.where(quoted, "quoted", np.where(to_article, "article", "comment"))


def page_columns(columns: ReplyColumns, kinds: NDArray[np.str_], learned: Matrix, sides: Sides) -> dict[str, Floats]:
    """Return the columns of comments by name; ``learned`` has log-odds, comments × codes."""
    beside = learned - learned.mean(axis=1, keepdims=True)
    return {
        **dict(zip(LEARNED, beside.T, strict=True)),
        **dict(zip(SHOWN, _shown(columns), strict=True)),
        SAME: sides.same.sure,
        OTHER: sides.other.sure,
        ARTICLE: (kinds == "article").astype(np.float64),
        **dict(zip(MARKS, _marks(columns), strict=True)),
    }


@cache
def mark_places() -> Ints:
    """Return which of the named columns of replies the marks are."""
    return np.array([names().index(name) for name in MARKS])


def _marks(columns: ReplyColumns) -> Floats:
    """Return what the marks are worth, marks × comments."""
    cells = columns.features.named
    place = np.full(len(names()), -1)
    place[mark_places()] = np.arange(len(MARKS))
    at = place[cells.column]
    kept = np.flatnonzero(at >= 0)
    found = np.zeros((len(MARKS), columns.features.texts))
    found[at[kept], cells.row[kept]] = cells.value[kept]
    return found


def _shown(columns: ReplyColumns) -> Floats:
    """Return, codes but comment × comments, how far words speak for the code."""
    marks, texts = columns.marks, columns.features.texts
    worded = marks.first >= 0
    row, mark = marks.row[worded], marks.mark[worded]
    found = np.stack([np.bincount(row, of_code[mark], texts) for of_code in speaking()])
    asks_back = row[mark == names().index(_ASKS_BACK)]
    found[_DENY, asks_back], found[_QUERY, asks_back] = _MOST, 0.0
    return np.asarray(np.minimum(found, _MOST))


@cache
def speaking() -> NDArray[np.float64]:
    """Return, codes but comment × named columns, how far each speaks for the code where words show it, by the cues."""
    known = weights().features
    of_cue = np.array([known.get(name, (0.0,) * len(CODES)) for name in names()])
    beyond = of_cue - of_cue.mean(axis=1, keepdims=True)
    return np.where(beyond > _SPEAKS, beyond, 0.0).T[: len(SHOWN)].copy()
