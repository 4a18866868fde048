"""The finer evidence, which only the trees weigh: what matters together with something else, or not in proportion.

``TREE_EVIDENCE`` names what speaks for a candidate, ``TREE_SETTING`` what is the same for all candidates of a comment
and tells the trees which evidence to trust.
"""

from collections import Counter

import numpy as np

from discourse.replies.gathered import Floats, Gathered, Integers, spread
from discourse.replies.look import FirstLook
from discourse.replies.state import State

Numbers = dict[str, "Floats | float"]

TREE_EVIDENCE = (
    "minutes since",
    "in order of time among its answers",
    "in order of votes among its answers",
    "has more votes",
    "after the author's last",
    "answered its author before",
    "its author answered this one",
    "turn in the dialogue",
    "comments since the dialogue",
    "answered by this author already",
    "answered by the comment before",
    "its author's share of the last ten",
    "comments of its author so far",
    "comments of its author since",
    "rarest shared word",
    "shared words, by rarity",
    "shared pairs of words",
    "share of its words repeated",
    "similar, of the best",
    "opening is similar",
    "similar to the author's last",
    "similar to what it answers",
    "quoted most",
    "copied most",
    "at first look",
    "its author answers this one later",
    "answers in all, at first look",
)
TREE_SETTING = (
    "comments since the author's last",
    "answers to the author since",
    "best similarity",
    "posted before the first shown",
    "article's share, at first look",
    "previous comment's share, at first look",
    "previous comment's share of this author",
    "share that quotes",
    "share that names",
)
_UNKNOWN = -1.0
_LAST = 10


class FinerEvidence:
    """The finer evidence in one thread."""

    def __init__(self, of: Gathered, look: FirstLook) -> None:
        """Take what was gathered from the thread, and the first look at its links."""
        self._of = of
        self._look = look
        count = max(1, of.count)
        self._quoting = sum(any(one >= 0 for one in found.quoted) for found in of.repeats) / count
        self._naming = sum(map(bool, of.at_start)) / count
        first = of.first_minute
        known = ~np.isnan(first)
        self._before_first = float((of.last_minute[known] < first[known][:1]).mean()) if known.any() else _UNKNOWN

    def rows(self, comment: int, candidates: Integers, elders: Integers, state: State) -> Floats:
        """Return the evidence for each candidate and, in the last row, the article: the setting's columns come last.

        ``elders`` are the last answers so far to each candidate and, last, to the article (-1: not known), where the
        page is nested.
        """
        numbers: Numbers = {
            **self._of_order(comment, candidates, elders),
            **self._of_dialogue(comment, candidates, state),
            **self._of_words(comment, candidates, state),
        }
        numbers |= self._at_first_look(comment, candidates)
        count = len(candidates)
        table = np.zeros((count + 1, len(TREE_EVIDENCE) + len(TREE_SETTING)))
        for column, name in enumerate(TREE_EVIDENCE):
            found = numbers[name]
            size = count if np.ndim(found) == 0 else len(found)  # type: ignore[arg-type]
            table[:size, column] = found
        setting = self._setting(comment, candidates, state)
        table[:, len(TREE_EVIDENCE) :] = [setting[name] for name in TREE_SETTING]
        return table

    def _of_order(self, comment: int, candidates: Integers, elders: Integers) -> Numbers:
        first, last, score = self._of.first_minute, self._of.last_minute, self._of.score
        since = first[comment] - last[candidates]
        beside = elders >= 0
        later = np.where(beside, np.sign(first[comment] - last[elders]) * (first[comment] != last[elders]), np.nan)
        fewer = np.where(beside, np.sign(score[elders] - score[comment]), np.nan)
        return {
            "minutes since": np.where(np.isnan(since), _UNKNOWN, np.log1p(np.maximum(since, 0))),
            "in order of time among its answers": np.nan_to_num(later),
            "in order of votes among its answers": np.nan_to_num(fewer),
            "has more votes": np.nan_to_num(np.sign(score[candidates] - score[comment])),
        }

    def _of_dialogue(self, comment: int, candidates: Integers, state: State) -> Numbers:
        own, listed = self._of.author[comment], candidates.tolist()
        theirs = [self._of.author[candidate] for candidate in listed]
        last_ten = Counter(self._of.author[max(0, comment - _LAST) : comment])
        before = self._of.own(comment)
        known = float(own >= 0)
        turns = [self._turn(own, other, comment, state) for other in theirs]
        written = [self._of.earlier(other, comment) for other in theirs]
        return {
            "after the author's last": (candidates > before[-1]).astype(np.float64) if before else _UNKNOWN,
            "answered its author before": np.array([state.between.get((own, other), 0.0) for other in theirs]) * known,
            "its author answered this one": np.array([state.between.get((other, own), 0.0) for other in theirs])
            * known,
            "turn in the dialogue": np.array([turn for turn, _ in turns]),
            "comments since the dialogue": np.array([since for _, since in turns]),
            "answered by this author already": spread(candidates, state.answered.get(own, {}) if own >= 0 else {}),
            "answered by the comment before": spread(candidates, state.of_last),
            "its author's share of the last ten": np.array([last_ten[one] * (one >= 0) for one in theirs]) / _LAST,
            "comments of its author so far": np.log1p([len(each) for each in written]),
            "comments of its author since": np.log1p(
                [sum(one > candidate for one in each[-5:]) for each, candidate in zip(written, listed, strict=True)]
            ),
        }

    def _turn(self, own: int, other: int, comment: int, state: State) -> tuple[float, float]:
        """Return whether it is the author's turn (1) or the other's (-1) in their dialogue, and how old that is."""
        if own < 0 or other < 0 or own == other:
            return 0.0, _UNKNOWN
        mine, theirs = state.last_between.get((own, other), -1), state.last_between.get((other, own), -1)
        if mine < 0 and theirs < 0:
            return 0.0, _UNKNOWN
        return (1.0 if theirs > mine else -1.0), float(np.log1p(comment - max(mine, theirs)))

    def _of_words(self, comment: int, candidates: Integers, state: State) -> Numbers:
        of = self._of
        own, pairs, rarity = of.terms[comment], of.pairs[comment], of.vectors.rarity
        listed = candidates.tolist()
        shared = [own & of.terms[candidate] for candidate in listed]
        found = of.repeats[comment]
        cosines = of.vectors.cosines(comment, candidates)
        before = of.own(comment)
        quoted, copied = spread(candidates, found.quoted), spread(candidates, found.copied)
        weights = [[rarity[term] for term in terms] for terms in shared]
        return {
            "rarest shared word": np.array([max(each, default=0.0) for each in weights]),
            "shared words, by rarity": np.log1p([sum(each) for each in weights]),
            "shared pairs of words": np.log1p([len(pairs & of.pairs[candidate]) for candidate in listed]),
            "share of its words repeated": np.array(
                [len(terms) / (1 + len(of.terms[candidate])) for terms, candidate in zip(shared, listed, strict=True)]
            ),
            "similar, of the best": cosines / max(float(cosines.max(initial=0.0)), 1e-6),
            "opening is similar": of.vectors.cosines_of(of.openings[comment], candidates),
            "similar to the author's last": of.vectors.cosines(before[-1], candidates) if before else 0.0,
            "similar to what it answers": self._parents_similarity(comment, candidates, state),
            "quoted most": (quoted == quoted.max(initial=0.0)) * (quoted > 0.0),
            "copied most": (copied == copied.max(initial=0.0)) * (copied > 0.0),
        }

    def _at_first_look(self, comment: int, candidates: Integers) -> Numbers:
        look = self._look
        probabilities = spread(candidates, look.parents[comment])
        later = look.answered_by[comment]
        authors = [self._of.author[candidate] for candidate in candidates.tolist()]
        return {
            "at first look": np.append(probabilities, look.to_article[comment]),
            "its author answers this one later": np.array([later.get(one, 0.0) * (one >= 0) for one in authors]),
            "answers in all, at first look": look.answers[candidates] - probabilities,
        }

    def _parents_similarity(self, comment: int, candidates: Integers, state: State) -> Floats:
        parents = state.parent[candidates]
        found = np.zeros(len(candidates))
        answering = np.flatnonzero(parents >= 0)
        if answering.size:
            distinct, at = np.unique(parents[answering], return_inverse=True)
            found[answering] = self._of.vectors.cosines(comment, distinct)[at]
        return found

    def _setting(self, comment: int, candidates: Integers, state: State) -> dict[str, float]:
        before = self._of.own(comment)
        answers = state.answers_to(before[-3:])
        return {
            "comments since the author's last": float(np.log1p(comment - before[-1])) if before else _UNKNOWN,
            "answers to the author since": sum(
                probability for answer, probability in answers.items() if answer > before[-1]
            ),
            "best similarity": float(self._of.vectors.cosines(comment, candidates).max(initial=0.0)),
            "posted before the first shown": self._before_first,
            "article's share, at first look": self._look.article_share(comment),
            "previous comment's share, at first look": self._look.previous_share,
            "previous comment's share of this author": self._look.previous_share_of(before),
            "share that quotes": self._quoting,
            "share that names": self._naming,
        }
