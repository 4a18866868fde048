"""What is gathered once from all comments of a thread, before anything is said about who answers whom."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from discourse.model import Article, Comment
from discourse.replies.authors import named
from discourse.replies.names import Names
from discourse.replies.quotes import ARTICLE_TEXT, repeats
from discourse.replies.signals import questions, signals, terms
from discourse.replies.similarity import Vectors
from discourse.replies.times import stretches

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

RECENT = 50
"""How many of an author's comments are looked at."""
_LONG = 100
_MANY = -2
_OPENING = 12
_MOST_VOTES = 10**12


class Gathered:
    """The texts, the authors, the names and the times of one thread; comments are counted in order of time."""

    def __init__(self, article: Article, comments: Sequence[Comment]) -> None:
        """Take the comments in order of time."""
        self.count = len(comments)
        texts = [comment.text for comment in comments]
        self._gather_words(texts, "\n\n".join(filter(None, (article.title, article.body))))
        self.body_unknown = float(not article.body)
        self.first_minute, self.last_minute = stretches([comment.posted for comment in comments])
        self.score = np.array([_score(comment.score) for comment in comments], dtype=np.float64)
        self._gather_authors(article, [named(comment) for comment in comments])
        self._gather_names(texts)

    def _gather_words(self, texts: Sequence[str], body: str) -> None:
        self.signals = [signals(text) for text in texts]
        self.repeats = list(repeats(texts, body))
        found, of_article = [terms(text) for text in texts], terms(body)
        known = set(of_article)
        self.vectors = Vectors([*found, of_article])
        self.beyond = Vectors([[term for term in listed if term not in known] for listed in found])
        self.openings = [listed[:_OPENING] for listed in found]
        self.terms = list(map(set, found))
        self.pairs = [set(pairwise(listed)) for listed in found]
        self.questions = [[asked - known for asked in questions(text) if asked - known] for text in texts]
        self.asking = [number for number, asked in enumerate(self.questions) if any(asked)]
        self.shared = list(_shared_new(list(map(set, [of_article, *found]))))[1:]
        self.length = np.log1p([min(sign.words, _LONG) for sign in self.signals])
        self.asks = np.array([sign.asks for sign in self.signals], dtype=np.float64)
        self.asks_openly = np.array([sign.asks_openly for sign in self.signals], dtype=np.float64)
        self.asks_last = np.array([sign.ends_asking for sign in self.signals], dtype=np.float64)

    def _gather_authors(self, article: Article, listed: Sequence[str | None]) -> None:
        self.names = list(dict.fromkeys(filter(None, [*listed, article.author])))
        numbers = {name: number for number, name in enumerate(self.names)}
        self.host_number = numbers.get(article.author or "", -1)
        self.author = [numbers[name] if name else -1 for name in listed]
        """The number of each comment's author, -1 where it is not known."""
        self.host = np.array([name is not None and name == article.author for name in listed], dtype=np.float64)
        self.written: dict[int, list[int]] = defaultdict(list)
        self.next = np.full(self.count, self.count)
        """The next comment of each comment's author."""
        for comment, author in enumerate(self.author):
            if author >= 0 and self.written[author]:
                self.next[self.written[author][-1]] = comment
            self.written[author].append(comment)

    def _gather_names(self, texts: Sequence[str]) -> None:
        names = Names(self.names)
        self.at_start = [names.at_start(text) for text in texts]
        self.within = [names.within(text) for text in texts]
        self.naming: dict[int, list[int]] = defaultdict(list)
        """The comments that name each author."""
        for comment, (start, within) in enumerate(zip(self.at_start, self.within, strict=True)):
            for author in sorted(start.keys() | within.keys()):
                self.naming[author].append(comment)

    def earlier(self, author: int, comment: int) -> list[int]:
        """Return the latest comments that an author wrote before this one."""
        written = self.written.get(author, []) if author >= 0 else []
        at = bisect_left(written, comment)
        return written[max(0, at - RECENT) : at]

    def own(self, comment: int) -> list[int]:
        """Return the latest comments that this one's author wrote before it."""
        return self.earlier(self.author[comment], comment)

    def possible(self, comment: int, candidates: Integers) -> Integers:
        """Return the candidates without those that were surely posted after the comment."""
        after = self.first_minute[candidates] > self.last_minute[comment]  # not so where either is NaN
        return candidates[~after] if after.any() else candidates


def _score(score: int | None) -> float:
    return np.nan if score is None else float(max(-_MOST_VOTES, min(_MOST_VOTES, score)))


def spread(candidates: Integers, found: Mapping[int, float]) -> Floats:
    """Return the numbers found for each candidate (in rising order), 0 for the others."""
    table = np.zeros(len(candidates))
    if found and len(candidates):
        keys = np.fromiter(found, dtype=np.int64)
        at = np.minimum(np.searchsorted(candidates, keys), len(candidates) - 1)
        fits = candidates[at] == keys
        table[at[fits]] = np.fromiter(found.values(), dtype=np.float64)[fits]
    return table


def _shared_new(texts: Sequence[set[str]]) -> Iterator[Counter[int]]:
    """Yield for each text how many words it shares with only one of those before it, by that one's number.

    The first text, the article's, has the number -1.
    """
    holder: dict[str, int] = {}
    for number, listed in enumerate(texts, start=ARTICLE_TEXT):
        yield Counter(holder[term] for term in listed if holder.get(term, ARTICLE_TEXT) >= 0)
        for term in listed:
            holder[term] = number if term not in holder else _MANY
