"""Words that set two groups of comments apart: log-odds with an informative Dirichlet prior."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

import polars as pl

from discourse.analysis import Analysis
from discourse.codebook import claim_labels
from discourse.exports.frames import frame
from discourse.tables.verdicts import STATUSES, best_codings, reply_stances
from discourse.text import lower_words

LEAST_COMMENTS = 5
"""How many comments a group has at least."""
LEAST_USES = 3
"""In how many comments of the thread a word stands at least."""
_LONGEST = 40
"""Characters of a word; what is longer is an address or noise."""


class _Groups(NamedTuple):
    """Two groups of comments, by their places in the thread, and what they are called."""

    about: str
    one: str
    other: str
    first: Collection[int]
    second: Collection[int]


class Apart(NamedTuple):
    """How far a word sets two groups apart: the log-odds ratio and its z-score."""

    log_odds: float
    z: float


def words_apart(analysis: Analysis) -> pl.DataFrame:
    """Return the words of two groups of comments with how far each sets them apart, those of ``one`` first.

    The groups are the comments that assert and that reject the claim for which the smaller of the two is largest; with
    fewer than five comments there, those that deny and that support. ``about`` is the label of that claim, "" for
    replies. ``one_comments`` and ``other_comments`` count the comments with the word, ``one_of`` and ``other_of`` all
    of the group; ``log_odds`` is above 0 for words of ``one``, ``low`` and ``high`` its 95 % interval. A word counts
    once in a comment, so that nobody makes it his group's by repeating it.
    """
    schema = {
        "about": pl.String, "one": pl.String, "other": pl.String, "word": pl.String, "one_comments": pl.Int64,
        "other_comments": pl.Int64, "one_of": pl.Int64, "other_of": pl.Int64, "log_odds": pl.Float64, "z": pl.Float64,
        "low": pl.Float64, "high": pl.Float64,
    }  # fmt: skip
    groups = _groups(analysis)
    return frame(schema, _rows(analysis, groups) if groups else ())


def apart(one: Mapping[str, int], other: Mapping[str, int], prior: Mapping[str, float]) -> dict[str, Apart]:
    """Return for each word of the prior its log-odds ratio and z-score (Monroe, Colaresi & Quinn 2008, eq. 16, 20, 22).

    ``one`` and ``other`` count the words of two groups; ``prior`` are the pseudo-counts of the Dirichlet prior, which
    draw words that are frequent everywhere towards 0.

    >>> found = apart({"a": 8, "b": 2}, {"a": 2, "b": 8}, {"a": 10.0, "b": 10.0})
    >>> round(found["a"].log_odds, 3), round(found["a"].z, 3)
    (0.811, 2.176)
    """
    weight = sum(prior.values())
    total_one, total_other = sum(one.values()) + weight, sum(other.values()) + weight
    found = {}
    for word, pseudo in prior.items():
        in_one, in_other = one.get(word, 0) + pseudo, other.get(word, 0) + pseudo
        ratio = log(in_one / (total_one - in_one)) - log(in_other / (total_other - in_other))
        found[word] = Apart(ratio, ratio / sqrt(1 / in_one + 1 / in_other))
    return found


def _groups(analysis: Analysis) -> _Groups | None:
    """Return the groups to compare, or None where none is large enough."""
    place = {comment.id: number for number, comment in reversed(list(enumerate(analysis.thread.comments)))}
    claims: dict[str, dict[str, set[int]]] = defaultdict(lambda: {code: set() for code in STATUSES})
    for (claim, comment), coding in best_codings(analysis.codings, "claim", STATUSES).items():
        if comment in place:
            claims[claim][coding.code or ""].add(place[comment])
    labels = claim_labels(analysis.codebook)
    candidates = [
        _Groups(labels.get(claim, claim), "asserts", "rejects", found["asserts"], found["rejects"])
        for claim, found in sorted(claims.items())
    ]
    stances = reply_stances(analysis)
    by_stance = [{at for at, code in enumerate(stances) if code == wanted} for wanted in ("deny", "support")]
    best = max(candidates, key=_smaller, default=None)
    replies = _Groups("", "deny", "support", *by_stance)
    chosen = best if best and _smaller(best) >= LEAST_COMMENTS else replies
    return chosen if _smaller(chosen) >= LEAST_COMMENTS else None


def _smaller(groups: _Groups) -> int:
    return min(len(groups.first), len(groups.second))


def _rows(analysis: Analysis, groups: _Groups) -> Iterator[tuple[object, ...]]:
    used = [_used(comment.text) for comment in analysis.thread.comments]
    everywhere = _counted(used, range(len(used)))
    one, other = _counted(used, groups.first), _counted(used, groups.second)
    prior = {word: float(count) for word, count in sorted(everywhere.items()) if count >= LEAST_USES}
    if len(prior) < 2:
        return
    found = apart({word: one[word] for word in prior}, {word: other[word] for word in prior}, prior)
    for word, (ratio, z) in sorted(found.items(), key=lambda item: (-item[1].z, item[0])):
        error = ratio / z if z else sqrt(1 / (one[word] + prior[word]) + 1 / (other[word] + prior[word]))
        yield (
            groups.about, groups.one, groups.other, word, one[word], other[word], len(groups.first),
            len(groups.second), ratio, z, ratio - 1.96 * error, ratio + 1.96 * error,
        )  # fmt: skip


def _used(text: str) -> set[str]:
    """Return the words of a comment, without single letters and numbers."""
    return {
        word
        for word in set(lower_words(text))
        if 1 < len(word) <= _LONGEST and (word.isalpha() or any(letter.isalpha() for letter in word))
    }


def _counted(used: Sequence[set[str]], places: Collection[int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for place in sorted(places):
        counts.update(used[place])
    return counts
