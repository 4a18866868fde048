"""Reply stance as comments on pages are judged: in part by the learned weights, in part by those of the cues.

What was learned comes mostly from short messages about rumours, where few take sides; the cues are careful and know
less. On comment threads coded by hand, two parts of the one and three of the other read better than either. No code but
*comment* is given without words that speak for it among the cues.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from discourse.coders.linear.grams import scores
from discourse.coders.linear.model import Matrix, Model, preference, probabilities, shipped, sums
from discourse.coders.linear.replies import MARK, ReplyColumns, names
from discourse.coders.linear.words import Bools, Ints
from discourse.coders.reply_stance import weights

SHARE = 0.4
"""Share of the learned weights in the sum; the rest is the cues'."""
BOOST = 1.1
"""How far rare codes are preferred on pages, where more comments take sides than in what was learned from."""
_KNOWN = 0.002
"""Share from which a code of form is known in a kind of place."""
_ASKS_BACK = (0.0, 1.3, -0.8, 0.0)
"""Log-odds by hand of "If it is so, why …?": it is no question, and too rare in what was learned from."""
CONTRARY = (0.0, 3.0, 0.0, 0.0)
"""Log-odds by hand where a comment rejects a claim that what it answers asserts, or asserts what that one rejects."""
_SPEAKS, _SHOWN = 0.2, 0.5
"""Log-odds from which a cue speaks for a code, and those that its cues need together."""


@cache
def cue_weights() -> NDArray[np.float32]:
    """Return the weights of the coder ``cues`` for the named columns, 0 for columns that it does not know."""
    known = weights().features
    empty = (0.0,) * len(weights().codes)
    rows = [np.add(known.get(name, empty), _ASKS_BACK if name == "if … why?" else empty) for name in names()]
    return np.array(rows, np.float32) / np.float32(MARK)


def cue_starts() -> dict[str, tuple[float, ...]]:
    """Return the log-odds that the coder ``cues`` gives the codes before any word, by kind of place."""
    cues = weights()
    return {"article": cues.to_article, "comment": cues.to_comment, "quoted": cues.to_comment}


@cache
def page_model() -> Model:
    """Return the model for pages; its kinds of place are "article", "comment" and "quoted"."""
    learned = shipped("reply_stance")
    sharp = learned.sharpness["comment"] * SHARE
    starts = cue_starts()
    known = {"article": "comment", "comment": "comment", "quoted": "quoted"}
    base = {
        kind: tuple((np.array(learned.base[known[kind]]) * sharp + np.array(start) * (1 - SHARE)).round(4).tolist())
        for kind, start in starts.items()
    }
    return learned._replace(
        named=(learned.named * sharp + cue_weights() * (1 - SHARE)).astype(np.float32),
        hashed=learned.hashed.times(sharp),
        base=base,
        usual={kind: learned.usual[of] for kind, of in known.items()},
        sharpness=dict.fromkeys(starts, 1.0),
        boost=dict.fromkeys(starts, BOOST),
    )


def kinds_of(to_article: Bools, quoted: Bools) -> NDArray[np.str_]:
    """Return the kind of place of each comment."""
    return np.where(quoted, "quoted", np.where(to_article, "article", "comment"))


def judged(columns: ReplyColumns, kinds: NDArray[np.str_], against: Bools | None = None) -> tuple[Ints, Matrix]:
    """Return the number of the code given to each comment, and the probabilities of all codes.

    ``against`` tells which comments take the other side of a claim than what they answer.
    """
    return _judged(columns, kinds, sums(page_model(), columns.features), against)


def judged_beside(
    columns: ReplyColumns, kinds: NDArray[np.str_], learned: Matrix, against: Bools | None = None
) -> tuple[Ints, Matrix]:
    """Return the same where another coder's log-odds, texts × codes, stand in the place of the learned weights'."""
    model = page_model()
    cues = scores(columns.features.named, cue_weights(), columns.features.texts)
    starts = np.array([cue_starts()[kind] for kind in kinds.tolist()]).reshape(-1, len(model.codes))
    base = np.array([model.base[kind] for kind in kinds.tolist()]).reshape(-1, len(model.codes))
    return _judged(columns, kinds, learned * SHARE + (cues + starts) * (1 - SHARE) - base, against)


def _judged(
    columns: ReplyColumns, kinds: NDArray[np.str_], summed: Matrix, against: Bools | None
) -> tuple[Ints, Matrix]:
    model, shown = page_model(), _shown(columns)
    if against is not None:
        summed = summed + against[:, None] * np.array(CONTRARY)
        shown = shown | (against[:, None] & (np.array(CONTRARY[:3]) > 0))
    probability = np.zeros_like(summed)
    preferred = np.zeros_like(summed)
    for kind in sorted(set(kinds.tolist())):
        here = kinds == kind
        probability[here] = probabilities(model, summed[here], kind)
        preferred[here] = preference(model, probability[here], kind)
    preferred[:, :3][~shown] = 0.0
    return np.asarray(preferred.argmax(axis=1)), probability


def _shown(columns: ReplyColumns) -> Bools:
    """Return, texts × codes but comment, whether the cues with words speak for the code."""
    marks, texts = columns.marks, columns.features.texts
    worded = marks.first >= 0
    row, mark = marks.row[worded], marks.mark[worded]
    total = np.stack([np.bincount(row, speaking[mark], texts) for speaking in _speaking()], 1)
    return np.asarray(total >= _SHOWN)


@cache
def _speaking() -> NDArray[np.float32]:
    """Return, codes but comment × marks, how far each mark speaks for the code by the cues."""
    weight = cue_weights() * MARK
    beyond = weight - weight.mean(axis=1, keepdims=True)
    return np.where(beyond > _SPEAKS, beyond, np.float32(0)).T[:3].copy()


@cache
def form_model() -> Model:
    """Return the model of form with the kind of place "page": as comments on rules, with questions as in debates.

    Rhetorical questions were learned from debates alone; beside the codes of the other sets they are taken to be half
    as common.
    """
    model = shipped("form")
    usual = np.array([model.usual["rules"], model.usual["debate"]])
    base = np.array([model.base["rules"], model.base["debate"]])
    value = model.codes.index("value")
    known = usual[0] > _KNOWN
    beside = base - base[:, [value]]
    return model._replace(
        base={**model.base, "page": tuple(np.where(known, beside[0], beside[1] - np.log(2)).round(4).tolist())},
        usual={**model.usual, "page": tuple(np.where(known, usual[0], usual[1] / 2).round(4).tolist())},
        sharpness={**model.sharpness, "page": model.sharpness["rules"]},
        boost={**model.boost, "page": model.boost["rules"]},
    )
