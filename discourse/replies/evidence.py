"""The evidence for and against each possible parent of a comment, as named numbers.

Comments are counted in order of time here. A comment's possible parents are some earlier comments and the article:
``COMMENT_EVIDENCE`` names what may speak for one of the comments, ``ARTICLE_EVIDENCE`` what may speak for the article.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from discourse.model import Article, Comment
from discourse.replies.authors import named
from discourse.replies.names import Names
from discourse.replies.quotes import ARTICLE_TEXT, repeats
from discourse.replies.signals import questions, signals, terms
from discourse.replies.similarity import Vectors

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
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
_RECENT = 50
_TAKEN_UP = 0.25
_MANY = -2
_LONG = 100


class State:
    """What has been decided, with what probability, about the comments before the one in hand."""

    def __init__(self, count: int) -> None:
        """Start with nothing decided about so many comments."""
        self.to_article = np.zeros(count)
        self.answers = np.zeros(count)
        self.article_total = 0.0
        self._answered_by: dict[int, list[tuple[int, float]]] = defaultdict(list)

    def decide(self, comment: int, candidates: Integers, probabilities: Floats) -> None:
        """Take in the probabilities of a comment's candidates; what is left over is the article's."""
        self.to_article[comment] = max(0.0, 1.0 - float(probabilities.sum()))
        self.article_total += float(self.to_article[comment])
        self.answers[candidates] += probabilities
        for parent, probability in zip(candidates.tolist(), probabilities.tolist(), strict=True):
            if probability > 0.05:
                self._answered_by[parent].append((comment, probability))

    def answers_to(self, comments: Sequence[int]) -> dict[int, float]:
        """Return which comments answer any of those given, with the probability of each."""
        found: dict[int, float] = defaultdict(float)
        for comment in comments:
            for answer, probability in self._answered_by.get(comment, ())[-_RECENT:]:
                found[answer] += probability
        return found


class Evidence:
    """The evidence in one thread. What takes each text only once is gathered at the start."""

    def __init__(self, article: Article, comments: Sequence[Comment]) -> None:
        """Take the comments in order of time."""
        texts = [comment.text for comment in comments]
        body = "\n\n".join(filter(None, (article.title, article.body)))
        self._count = len(texts)
        self._signals = [signals(text) for text in texts]
        self._repeats = list(repeats(texts, body))
        found, of_article = [terms(text) for text in texts], terms(body)
        known = set(of_article)
        self._vectors = Vectors([*found, of_article])
        self._beyond = Vectors([[term for term in listed if term not in known] for listed in found])
        self._terms = list(map(set, found))
        self._questions = [[asked - known for asked in questions(text) if asked - known] for text in texts]
        self._asking = [number for number, asked in enumerate(self._questions) if any(asked)]
        self._shared = list(_shared_new(list(map(set, [of_article, *found]))))[1:]
        self._body_unknown = float(not article.body)
        self._length = np.log1p([min(sign.words, _LONG) for sign in self._signals])
        self._asks = np.array([sign.asks for sign in self._signals], dtype=np.float64)
        self._asks_openly = np.array([sign.asks_openly for sign in self._signals], dtype=np.float64)
        self._asks_last = np.array([sign.ends_asking for sign in self._signals], dtype=np.float64)
        self._gather_authors(article, [named(comment) for comment in comments])
        self._gather_names(texts)

    def _gather_authors(self, article: Article, listed: Sequence[str | None]) -> None:
        self._authors = list(dict.fromkeys(filter(None, [*listed, article.author])))
        numbers = {name: number for number, name in enumerate(self._authors)}
        self._host_number = numbers.get(article.author or "", -1)
        self._author = [numbers[name] if name else -1 for name in listed]
        self._host = np.array([name is not None and name == article.author for name in listed], dtype=np.float64)
        self._written: dict[int, list[int]] = defaultdict(list)
        self._next = np.full(self._count, self._count)
        for comment, author in enumerate(self._author):
            if author >= 0 and self._written[author]:
                self._next[self._written[author][-1]] = comment
            self._written[author].append(comment)

    def _gather_names(self, texts: Sequence[str]) -> None:
        names = Names(self._authors)
        self._at_start = [names.at_start(text) for text in texts]
        self._within = [names.within(text) for text in texts]
        self._naming: dict[int, list[int]] = defaultdict(list)
        for comment, (start, within) in enumerate(zip(self._at_start, self._within, strict=True)):
            for author in sorted(start.keys() | within.keys()):
                self._naming[author].append(comment)

    def pointed_at(self, comment: int, state: State) -> list[int]:
        """Return the earlier comments that this one points at by a name or a quote, or that answer its author."""
        named_authors = self._at_start[comment].keys() | self._within[comment].keys()
        found = {earlier for author in named_authors for earlier in self._earlier(author, comment)[-3:]}
        found |= self._repeats[comment].quoted.keys() | self._repeats[comment].copied.keys()
        found |= state.answers_to(self._own(comment)[-3:]).keys()
        return sorted(found - {ARTICLE_TEXT})

    def quotes(self, comment: int, parent: int) -> bool:
        """Return whether a comment repeats another's words: in quotation marks, or a long run of them."""
        found = self._repeats[comment]
        return found.quoted.get(parent, 0) >= 0.5 or found.copied.get(parent, 0) >= 4

    def names(self, comment: int, parent: int) -> bool:
        """Return whether a comment speaks, at its start, to the author of another."""
        return self._at_start[comment].get(self._author[parent], 0) > 0.5

    def for_comments(self, comment: int, candidates: Integers, state: State) -> Floats:
        """Return the evidence for each candidate (rows, in order of time) in the order of ``COMMENT_EVIDENCE``."""
        numbers: Numbers = {
            **self._of_place(comment, candidates),
            **self._of_names(comment, candidates),
            **self._of_words(comment, candidates),
            **self._of_history(comment, candidates, state),
        }
        table = np.empty((len(candidates), len(COMMENT_EVIDENCE)))
        for column, name in enumerate(COMMENT_EVIDENCE):
            table[:, column] = numbers[name]
        return table

    def _of_place(self, comment: int, candidates: Integers) -> Numbers:
        found = self._signals[comment]
        previous = (candidates == comment - 1).astype(np.float64)
        up = np.arange(len(candidates), dtype=np.float64)
        return {
            "previous": previous,
            "previous, to an opening": previous * bool(found.opens),
            "previous, to a short text": previous / (1 + found.words / 10),
            "previous, asks last": previous * self._asks_last[candidates],
            "distance": np.log1p(comment - candidates),
            "rank": np.log1p(up[::-1]),
            "depth": np.log1p(up),
            "latest of its author": (self._next[candidates] >= comment).astype(np.float64),
        }

    def _of_names(self, comment: int, candidates: Integers) -> Numbers:
        at_start = self._by_author(candidates, comment, self._at_start[comment])
        return {
            "named at the start": at_start,
            "named at the start, latest of its author": at_start * (self._next[candidates] >= comment),
            "named within": self._by_author(candidates, comment, self._within[comment]) * (at_start == 0),
            "names this author": self._names_author(comment, candidates),
            "by the same author": _spread(candidates, dict.fromkeys(self._own(comment), 1.0)),
            "follows this author": _spread(candidates, dict.fromkeys([own + 1 for own in self._own(comment)], 1.0)),
            "by the article's author": self._host[candidates],
        }

    def _of_words(self, comment: int, candidates: Integers) -> Numbers:
        found = self._signals[comment]
        cosines = self._vectors.cosines(comment, candidates)
        best = cosines.max(initial=0.0)
        beyond = np.sqrt(np.maximum(self._beyond.cosines(comment, candidates), 0))
        repeated = self._repeats[comment]
        answers = float("answer" in found.opens and not found.ends_asking)
        return {
            "quoted": _spread(candidates, repeated.quoted),
            "copied": np.log1p(_spread(candidates, repeated.copied)),
            "phrases": np.log1p(_spread(candidates, repeated.phrases)),
            "similar": np.sqrt(np.maximum(cosines, 0)),
            "shares a new word": np.log1p(_spread(candidates, self._shared[comment])),
            "most similar": (cosines == best) * float(best > 0),
            "similar beyond the article": beyond,
            "asks": self._asks[candidates],
            "asks openly": self._asks_openly[candidates],
            "asks openly, of the same": self._asks_openly[candidates] * beyond,
            "asks openly, to an answer": self._asks_openly[candidates] * answers,
            "asks last, to an answer": self._asks_last[candidates] * answers,
            "length": self._length[candidates],
        }

    def _taken_up(self, comment: int, candidates: Integers) -> Floats:
        """Return for each candidate the root of the largest share of a question's words that the comment has too.

        One word of a long question is chance.
        """
        own = self._terms[comment]
        low, high = (bisect_left(self._asking, int(end)) for end in (candidates[:1].sum(), candidates[-1:].sum() + 1))
        shares = {
            earlier: max(len(asked & own) / len(asked) for asked in self._questions[earlier])
            for earlier in self._asking[low:high][-_RECENT:]
        }
        return _spread(candidates, {earlier: sqrt(share) for earlier, share in shares.items() if share >= _TAKEN_UP})

    def _of_history(self, comment: int, candidates: Integers, state: State) -> Numbers:
        return {
            "answers this author": _spread(candidates, state.answers_to(self._own(comment))),
            "answers so far": np.log1p(state.answers[candidates]) * (1 - self._asks_openly[candidates]),
            "answers the article": state.to_article[candidates],
            "open question taken up": self._taken_up(comment, candidates)
            * self._asks_openly[candidates]
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
        found = self._signals[comment]
        opens = ("agree", "deny", "answer", "thanks", "follow")
        return {
            **{f"opens: {kind}": float(kind in found.opens) for kind in opens},
            **{f"says: {kind}": float(kind in found.says) for kind in ("you", "back", "article")},
            "length": float(self._length[comment]),
            "asks": float(found.asks),
            "asks on a condition": float(found.asks_on_condition),
        }

    def _pointing(self, comment: int) -> dict[str, float]:
        found = self._repeats[comment]
        others = [
            other
            for other in self._at_start[comment].keys() - {self._author[comment], self._host_number}
            if self._earlier(other, comment)
        ]
        cosine = float(self._vectors.cosines(comment, np.array([self._count]))[0])
        return {
            "names an author at the start": max((self._at_start[comment][other] for other in others), default=0.0),
            "names an author within": float(bool(self._within[comment].keys() - self._at_start[comment].keys())),
            "names the article's author at the start": self._at_start[comment].get(self._host_number, 0.0),
            "quotes a comment": float(any(number >= 0 for number in found.quoted)),
            "copies a comment": float(any(number >= 0 for number in found.copied)),
            "quotes the article": found.quoted.get(ARTICLE_TEXT, 0.0),
            "copies the article": float(np.log1p(found.copied.get(ARTICLE_TEXT, 0))),
            "phrases of the article": float(np.log1p(found.phrases.get(ARTICLE_TEXT, 0))),
            "similar to the article": float(np.sqrt(max(cosine, 0.0))),
            "article text unknown": self._body_unknown,
        }

    def _standing(self, comment: int, state: State) -> dict[str, float]:
        own = self._own(comment)
        share = (state.article_total + 1) / (comment + 2)
        return {
            "by the article's author": float(self._host[comment]),
            "author unknown": float(self._author[comment] < 0),
            "author was here before": float(bool(own)),
            "author was answered": min(1.0, float(state.answers[own[-3:]].sum())) if own else 0.0,
            "answers to the article so far": float(np.log(share / (1 - share))),
        }

    def _earlier(self, author: int, comment: int) -> list[int]:
        """Return the latest comments that an author wrote before this one."""
        written = self._written.get(author, []) if author >= 0 else []
        at = bisect_left(written, comment)
        return written[max(0, at - _RECENT) : at]

    def _own(self, comment: int) -> list[int]:
        return self._earlier(self._author[comment], comment)

    def _by_author(self, candidates: Integers, comment: int, strengths: Mapping[int, float]) -> Floats:
        return _spread(
            candidates,
            {
                earlier: strength
                for author, strength in strengths.items()
                if author != self._author[comment]
                for earlier in self._earlier(author, comment)
            },
        )

    def _names_author(self, comment: int, candidates: Integers) -> Floats:
        author = self._author[comment]
        naming = self._naming.get(author, [])
        at = bisect_left(naming, comment)
        return _spread(candidates, dict.fromkeys(naming[max(0, at - _RECENT) : at], 1.0))


def _shared_new(texts: Sequence[set[str]]) -> Iterator[Counter[int]]:
    """Yield for each text how many words it shares with only one of those before it, by that one's number.

    The first text, the article's, has the number -1.
    """
    holder: dict[str, int] = {}
    for number, listed in enumerate(texts, start=ARTICLE_TEXT):
        yield Counter(holder[term] for term in listed if holder.get(term, ARTICLE_TEXT) >= 0)
        for term in listed:
            holder[term] = number if term not in holder else _MANY


def _spread(candidates: Integers, found: Mapping[int, float]) -> Floats:
    """Return the numbers found for each candidate (in rising order), 0 for the others."""
    spread = np.zeros(len(candidates))
    if found and len(candidates):
        keys = np.fromiter(found, dtype=np.int64)
        at = np.minimum(np.searchsorted(candidates, keys), len(candidates) - 1)
        fits = candidates[at] == keys
        spread[at[fits]] = np.fromiter(found.values(), dtype=np.float64)[fits]
    return spread
