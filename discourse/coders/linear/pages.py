"""Reply stance as comments on pages are judged: by what was learned elsewhere, weighed on threads that were read.

What was learned comes mostly from short messages about rumours, where few take sides. A model learned on comment
threads of our own and of others (``discourse.training.reply_stance.pages``) tells how far to believe it, what words
that show a code are worth, what marks, sizes and the meaning of words count on pages, and what it means that a comment
shares a claim with what it answers.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.learned import logistic
from discourse.coders.learned.grams import scores
from discourse.coders.learned.logistic import Floats, Logistic, shares_of
from discourse.coders.linear.model import Matrix, Model, shipped
from discourse.coders.linear.page_columns import (
    ARTICLE,
    CLAIMS,
    LEARNED,
    OTHER,
    SAME,
    SHOWN,
    TURNS,
    Known,
    kinds_of,
    page_scores,
    said_alone,
    speaking,
)
from discourse.coders.linear.replies import CODES, MARK, Meaning, ReplyColumns, names, reply_sums
from discourse.coders.meaning import DIMENSIONS
from discourse.coders.words import Ints

__all__ = ["FILE", "given", "judged", "judged_alone", "kinds_of", "page_models", "page_models_of", "page_weights"]

FILE = "page_stance.json"
STANCE, PREFERRED, ALONE = "reply_stance", "preferred", "without claims"
"""The models of the file: the log-odds of the codes, what is added to them where one code is to be given, and the
log-odds where no claims are known, by which in turn the claims are told."""
_LEARNED_AS = {"article": "comment", "comment": "comment", "quoted": "quoted"}
"""The kind of place in what was learned, by that on a page."""
_SHOWING = {
    CODES.index("support"): ("shown:support", SAME),
    CODES.index("deny"): ("shown:deny", OTHER),
}
"""The columns that show that a comment takes a side."""
_MOSTLY = 0.5
_LEAST = 1e-12
_KNOWN = 0.002
"""Share from which a code of form is known in a kind of place."""
_FACTS = 0.5
"""Log-odds, by hand, that facts are the commoner on pages: people who argue there state more than who comments on rules
and less often says what it is worth."""


class PageModel(NamedTuple):
    """A model of a file: what scores count, and what the named columns of replies do, names × codes.

    ``heeds_phrases`` says that a set phrase counts more where a comment says nothing else; what tells claims learned
    to go on from what does without.
    """

    scores: Logistic
    named: Matrix
    meaning: Meaning | None
    heeds_phrases: bool

    def logits(self, columns: ReplyColumns, scored: Mapping[str, Floats]) -> Matrix:
        """Return the log-odds of all codes."""
        found = np.asarray(self.scores.logits(scored) + self.beside(columns))
        if self.heeds_phrases:
            _, texts, added = said_alone(columns)
            found[texts] += added
        return found

    def shares(self, columns: ReplyColumns, scored: Mapping[str, Floats]) -> Matrix:
        """Return the probabilities of all codes."""
        return shares_of(self.logits(columns, scored))

    def beside(self, columns: ReplyColumns) -> Matrix:
        """Return what the named columns add."""
        found = scores(columns.features.named, self.named, columns.features.texts)
        return found + self.meaning.sums(columns.read.words) if self.meaning else found


class PageModels(NamedTuple):
    """What judges reply stance on pages: the log-odds of the codes, and what prefers rare ones where one is given."""

    stance: PageModel
    preferred: Logistic

    def judged(self, columns: ReplyColumns, scored: Mapping[str, Floats]) -> tuple[Ints, Matrix]:
        """Return the number of the code given to each comment, and the probabilities of all codes."""
        shares = self.stance.shares(columns, scored)
        return given(shares, scored, self.preferred), shares


def judged(columns: ReplyColumns, known: Known) -> tuple[Ints, Matrix]:
    """Return the number of the code given to each comment, and the probabilities of all codes."""
    return page_models().judged(columns, page_scores(columns, learned_odds(columns, known.kinds), known))


def judged_alone(columns: ReplyColumns, kinds: NDArray[np.str_]) -> Matrix:
    """Return the probabilities of all codes, whatever claims are made."""
    return page_model(ALONE).shares(columns, page_scores(columns, learned_odds(columns, kinds), Known.only(kinds)))


def given(shares: Matrix, scored: Mapping[str, Floats], preferred: Logistic) -> Ints:
    """Return the number of the code given to each comment: the likeliest, rare ones preferred.

    A side is given only where words or a claim show it, or where it is more probable than all else together.
    """
    worth = np.log(np.maximum(shares, _LEAST)) + preferred.constant
    for code, shown in _SHOWING.items():
        nothing = np.all([scored[name] <= 0 for name in shown], axis=0)
        worth[nothing & (shares[:, code] < _MOSTLY), code] = -np.inf
    return np.asarray(worth.argmax(axis=1))


def learned_odds(columns: ReplyColumns, kinds: NDArray[np.str_]) -> Matrix:
    """Return the log-odds that the learned weights give the codes of each comment."""
    learned = shipped("reply_stance")
    base = np.where((kinds == "quoted")[:, None], learned.base["quoted"], learned.base["comment"])
    return np.asarray((reply_sums(columns) + base) * learned.sharpness["comment"])


def page_stance(name: str) -> Logistic:
    """Return a model of the file that comes with the package."""
    return logistic.shipped(f"linear/weights/{FILE}")[name]


@cache
def page_models() -> PageModels:
    """Return what judges reply stance where nothing but the weights of this coder is known."""
    return page_models_of({name: page_stance(name) for name in (STANCE, PREFERRED)})


@cache
def page_model(name: str) -> PageModel:
    """Return a model of the file as what is worked out fast."""
    return _fast(page_stance(name), heeds_phrases=name == STANCE)


def page_models_of(models: Mapping[str, Logistic]) -> PageModels:
    """Return what judges reply stance by models as ``discourse train page-stance`` writes them."""
    return PageModels(_fast(models[STANCE], heeds_phrases=True), models[PREFERRED])


def _fast(model: Logistic, *, heeds_phrases: bool) -> PageModel:
    """Return a model as what is worked out fast: no bounds are set to what the named columns count."""
    known = {name: place for place, name in enumerate(names())}
    each = model.weights / model.scale[:, None]
    beside = np.array([column in known for column in model.names])
    named = np.zeros((len(known), len(CODES)))
    named[[known[column] for column in model.names if column in known]] = each[beside]
    least, most, centre, scale, weights = (
        part[~beside] for part in (model.least, model.most, model.centre, model.scale, model.weights)
    )
    start = model.constant - model.centre[beside] @ each[beside]
    kept = Logistic(
        tuple(column for column in model.names if column not in known), least, most, centre, scale, weights, start
    )
    return PageModel(kept, named, Meaning(named) if named[-DIMENSIONS:].any() else None, heeds_phrases)


class PageWeights(NamedTuple):
    """What everything counts for each code in the end, as long as no score is beyond what counts.

    ``named`` has the named columns of replies × codes, ``shown`` what these count more where words show them;
    ``learned`` is what the hashed weights are multiplied by, codes × codes; ``meaning`` is that of the words. ``base``
    are the log-odds before any word, by kind of place; ``claims`` those of what is known of claims, by name, ``turns``
    those of what is known of the author, turns × codes.
    """

    named: Matrix
    shown: Matrix
    learned: Matrix
    meaning: Meaning
    base: dict[str, NDArray[np.float64]]
    claims: dict[str, NDArray[np.float64]]
    turns: Matrix


@cache
def page_weights() -> PageWeights:
    """Return what everything counts: that of the learned score spread over what it is made of."""
    model, beside = page_model(STANCE)[:2]
    learned = shipped("reply_stance")
    of = dict(zip(model.names, model.weights / model.scale[:, None], strict=True))
    apart = np.eye(len(LEARNED)) - 1 / len(LEARNED)
    turned = apart @ np.array([of[name] for name in LEARNED]) * learned.sharpness["comment"]
    named = learned.named @ turned + beside
    start = model.constant - (model.centre / model.scale) @ model.weights
    return PageWeights(
        named,
        speaking().T @ np.array([of[name] for name in SHOWN]) / MARK,
        turned,
        Meaning(named),
        {
            kind: start + np.array(learned.base[known]) @ turned + of[ARTICLE] * (kind == "article")
            for kind, known in _LEARNED_AS.items()
        },
        {name: of[name] for name in CLAIMS},
        np.array([of[name] for name in TURNS]),
    )


@cache
def form_model() -> Model:
    """Return the model of form with the kind of place "page": as comments on rules, with questions as in debates.

    Facts are commoner there.
    Rhetorical questions were learned from debates alone; beside the codes of the other sets they are taken to be half
    as common.
    """
    model = shipped("form")
    usual = np.array([model.usual["rules"], model.usual["debate"]])
    base = np.array([model.base["rules"], model.base["debate"]])
    value = model.codes.index("value")
    known = usual[0] > _KNOWN
    beside = base - base[:, [value]]
    beside[0, model.codes.index("fact")] += _FACTS
    return model._replace(
        base={**model.base, "page": tuple(np.where(known, beside[0], beside[1] - np.log(2)).round(4).tolist())},
        usual={**model.usual, "page": tuple(np.where(known, usual[0], usual[1] / 2).round(4).tolist())},
        sharpness={**model.sharpness, "page": model.sharpness["rules"]},
        boost={**model.boost, "page": model.boost["rules"]},
    )
