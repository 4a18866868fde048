"""The evidence for and against each possible parent of a comment, as named numbers.

Comments are counted in order of time here. A comment's possible parents are some earlier comments and the article:
``COMMENT_EVIDENCE`` names what may speak for one of the comments, ``ARTICLE_EVIDENCE`` what may speak for the article.
"""

from bisect import bisect_left
from collections.abc import Mapping
from math import sqrt

import numpy as np

from discourse.replies.gathered import RECENT, Floats, Gathered, Integers, spread
from discourse.replies.quotes import ARTICLE_TEXT
from discourse.replies.state import State

Numbers = dict[str, "Floats | float"]

COMMENT_EVIDENCE = (
    "previous",
    "previous, to an opening",
    "previous, to a short text",
    "previous, asks last",
    "distance",
    "rank",
    "depth",
    "latest of its author",
    "named at the start",
    "named at the start, latest of its author",
    "named within",
    "quoted",
    "copied",
    "phrases",
    "similar",
    "most similar",
    "similar beyond the article",
    "shares a new word",
    "asks",
    "asks openly",
    "asks openly, of the same",
    "asks openly, to an answer",
    "open question taken up",
    "asks last, to an answer",
    "length",
    "by the same author",
    "names this author",
    "answers this author",
    "follows this author",
    "by the article's author",
    "answers so far",
    "answers the article",
)
ARTICLE_EVIDENCE = (
    "article",
    "first comment",
    "comments so far",
    "opens: agree",
    "opens: deny",
    "opens: answer",
    "opens: thanks",
    "opens: follow",
    "says: you",
    "says: back",
    "says: article",
    "names an author at the start",
    "names an author within",
    "names the article's author at the start",
    "quotes a comment",
    "copies a comment",
    "quotes the article",
    "copies the article",
    "phrases of the article",
    "similar to the article",
    "article text unknown",
    "length",
    "asks",
    "asks on a condition",
    "by the article's author",
    "author unknown",
    "author was here before",
    "author was answered",
    "answers to the article so far",
)
_TAKEN_UP = 0.25
_FORGOTTEN = 8


class Evidence:
    """The evidence in one thread that the weights take."""

    def __init__(self, of: Gathered) -> None:
        """Take what was gathered from the thread."""
        self._of = of

    def pointed_at(self, comment: int, state: State) -> list[int]:
        """Return the earlier comments that this one points at by a name or a quote, or that answer its author."""
        named_authors = self._of.at_start[comment].keys() | self._of.within[comment].keys()
        found = {earlier for author in named_authors for earlier in self._of.earlier(author, comment)[-3:]}
        found |= self._of.repeats[comment].quoted.keys() | self._of.repeats[comment].copied.keys()
        found |= state.answers_to(self._of.own(comment)[-3:]).keys()
        return sorted(found - {ARTICLE_TEXT})

    def quotes(self, comment: int, parent: int) -> bool:
        """Return whether a comment repeats another's words: in quotation marks, or a long run of them."""
        found = self._of.repeats[comment]
        return found.quoted.get(parent, 0) >= 0.5 or found.copied.get(parent, 0) >= 4

    def mailed(self, comment: int) -> int | None:
        """Return the one comment of which another quotes lines as in mail, ``None`` where there is no such."""
        return self._of.repeats[comment].mailed

    def names(self, comment: int, parent: int) -> bool:
        """Return whether a comment speaks, at its start, to the author of another."""
        return self._of.at_start[comment].get(self._of.author[parent], 0) > 0.5

    def for_comments(
        self, comment: int, candidates: Integers, places: tuple[Integers, Integers], state: State
    ) -> Floats:
        """Return the evidence for each candidate (rows, in order of time) in the order of ``COMMENT_EVIDENCE``.

        ``places`` are the candidates' depths and their steps up from the last comment.
        """
        numbers: Numbers = {
            **self._of_place(comment, candidates, places),
            **self._of_names(comment, candidates),
            **self._of_words(comment, candidates),
            **self._of_history(comment, candidates, state),
        }
        table = np.empty((len(candidates), len(COMMENT_EVIDENCE)))
        for column, name in enumerate(COMMENT_EVIDENCE):
            table[:, column] = numbers[name]
        return table

    def _of_place(self, comment: int, candidates: Integers, places: tuple[Integers, Integers]) -> Numbers:
        found = self._of.signals[comment]
        previous = (candidates == comment - 1).astype(np.float64)
        return {
            "previous": previous,
            "previous, to an opening": previous * bool(found.opens),
            "previous, to a short text": previous / (1 + found.words / 10),
            "previous, asks last": previous * self._of.asks_last[candidates],
            "distance": np.log1p(comment - candidates),
            "rank": np.log1p(places[1]),
            "depth": np.log1p(places[0]),
            "latest of its author": (self._of.next[candidates] >= comment).astype(np.float64),
        }

    def _of_names(self, comment: int, candidates: Integers) -> Numbers:
        at_start = self._by_author(candidates, comment, self._of.at_start[comment])
        return {
            "named at the start": at_start,
            "named at the start, latest of its author": at_start * (self._of.next[candidates] >= comment),
            "named within": self._by_author(candidates, comment, self._of.within[comment]) * (at_start == 0),
            "names this author": self._names_author(comment, candidates),
            "by the same author": spread(candidates, dict.fromkeys(self._of.own(comment), 1.0)),
            "follows this author": spread(candidates, dict.fromkeys([own + 1 for own in self._of.own(comment)], 1.0)),
            "by the article's author": self._of.host[candidates],
        }

    def _of_words(self, comment: int, candidates: Integers) -> Numbers:
        found = self._of.signals[comment]
        cosines = self._of.vectors.cosines(comment, candidates)
        best = cosines.max(initial=0.0)
        beyond = np.sqrt(np.maximum(self._of.beyond.cosines(comment, candidates), 0))
        repeated = self._of.repeats[comment]
        answers = float("answer" in found.opens and not found.ends_asking)
        open_near = self._of.asks_openly[candidates] * _nearness(comment, candidates)
        return {
            "quoted": spread(candidates, repeated.quoted),
            "copied": np.log1p(spread(candidates, repeated.copied)),
            "phrases": np.log1p(spread(candidates, repeated.phrases)),
            "similar": np.sqrt(np.maximum(cosines, 0)),
            "shares a new word": np.log1p(spread(candidates, self._of.shared[comment])),
            "most similar": (cosines == best) * float(best > 0),
            "similar beyond the article": beyond,
            "asks": self._of.asks[candidates],
            "asks openly": self._of.asks_openly[candidates],
            "asks openly, of the same": open_near * beyond,
            "asks openly, to an answer": open_near * answers,
            "asks last, to an answer": self._of.asks_last[candidates] * answers,
            "length": self._of.length[candidates],
        }

    def _taken_up(self, comment: int, candidates: Integers) -> Floats:
        """Return for each candidate the root of the largest share of a question's words that the comment has too.

        One word of a long question is chance.
        """
        own = self._of.terms[comment]
        ends = candidates[:1].sum(), candidates[-1:].sum() + 1
        low, high = (bisect_left(self._of.asking, int(end)) for end in ends)
        shares = {
            earlier: max(len(asked & own) / len(asked) for asked in self._of.questions[earlier])
            for earlier in self._of.asking[low:high][-RECENT:]
        }
        return spread(candidates, {earlier: sqrt(share) for earlier, share in shares.items() if share >= _TAKEN_UP})

    def _of_history(self, comment: int, candidates: Integers, state: State) -> Numbers:
        return {
            "answers this author": spread(candidates, state.answers_to(self._of.own(comment))),
            "answers so far": np.log1p(state.answers[candidates]) * (1 - self._of.asks_openly[candidates]),
            "answers the article": state.to_article[candidates],
            "open question taken up": self._taken_up(comment, candidates)
            * self._of.asks_openly[candidates]
            * _nearness(comment, candidates)
            * state.to_article[candidates],
        }

    def for_article(self, comment: int, state: State) -> Floats:
        """Return the evidence for the article in the order of ``ARTICLE_EVIDENCE``."""
        numbers: dict[str, float] = {
            "article": 1.0,
            "first comment": float(comment == 0),
            "comments so far": float(np.log1p(comment)),
            **self._wording(comment),
            **self._pointing(comment),
            **self._standing(comment, state),
        }
        return np.array([numbers[name] for name in ARTICLE_EVIDENCE])

    def _wording(self, comment: int) -> dict[str, float]:
        found = self._of.signals[comment]
        opens = ("agree", "deny", "answer", "thanks", "follow")
        return {
            **{f"opens: {kind}": float(kind in found.opens) for kind in opens},
            **{f"says: {kind}": float(kind in found.says) for kind in ("you", "back", "article")},
            "length": float(self._of.length[comment]),
            "asks": float(found.asks),
            "asks on a condition": float(found.asks_on_condition),
        }

    def _pointing(self, comment: int) -> dict[str, float]:
        found = self._of.repeats[comment]
        others = [
            other
            for other in self._of.at_start[comment].keys() - {self._of.author[comment], self._of.host_number}
            if self._of.earlier(other, comment)
        ]
        cosine = float(self._of.vectors.cosines(comment, np.array([self._of.count]))[0])
        return {
            "names an author at the start": max((self._of.at_start[comment][other] for other in others), default=0.0),
            "names an author within": float(bool(self._of.within[comment].keys() - self._of.at_start[comment].keys())),
            "names the article's author at the start": self._of.at_start[comment].get(self._of.host_number, 0.0),
            "quotes a comment": float(any(number >= 0 for number in found.quoted)),
            "copies a comment": float(any(number >= 0 for number in found.copied)),
            "quotes the article": found.quoted.get(ARTICLE_TEXT, 0.0),
            "copies the article": float(np.log1p(found.copied.get(ARTICLE_TEXT, 0))),
            "phrases of the article": float(np.log1p(found.phrases.get(ARTICLE_TEXT, 0))),
            "similar to the article": float(np.sqrt(max(cosine, 0.0))),
            "article text unknown": self._of.body_unknown,
        }

    def _standing(self, comment: int, state: State) -> dict[str, float]:
        own = self._of.own(comment)
        share = (state.article_total + 1) / (comment + 2)
        return {
            "by the article's author": float(self._of.host[comment]),
            "author unknown": float(self._of.author[comment] < 0),
            "author was here before": float(bool(own)),
            "author was answered": min(1.0, float(state.answers[own[-3:]].sum())) if own else 0.0,
            "answers to the article so far": float(np.log(share / (1 - share))),
        }

    def _by_author(self, candidates: Integers, comment: int, strengths: Mapping[int, float]) -> Floats:
        return spread(
            candidates,
            {
                earlier: strength
                for author, strength in strengths.items()
                if author != self._of.author[comment]
                for earlier in self._of.earlier(author, comment)
            },
        )

    def _names_author(self, comment: int, candidates: Integers) -> Floats:
        author = self._of.author[comment]
        naming = self._of.naming.get(author, [])
        at = bisect_left(naming, comment)
        return spread(candidates, dict.fromkeys(naming[max(0, at - RECENT) : at], 1.0))


def _nearness(comment: int, candidates: Integers) -> Floats:
    """Return how fresh a question is: 1 for the comment before, falling to 0 at the ninth; older ones lie fallow."""
    return np.maximum(0.0, 1 - (comment - 1 - candidates) / _FORGOTTEN)
