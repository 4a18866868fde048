"""Propositions that say the like, as groups: by the meaning of their words and by the words themselves.

A proposition's vector has two parts. One is the sum of the meanings of its content words, each weighing by how seldom
it stands in running text and in these comments, less the mean of all: what everybody talks about tells no two claims
apart. The other has its stems, weighing by how seldom they stand in these comments. The first has the share
``MEANING`` in a cosine; in other languages than English, of whose words no meaning is known, the stems have all.
Groups are those of hierarchical clustering with average linkage, cut at a distance of ``APART`` (1 - cosine). Both
numbers were chosen on crowd arguments with known key points (docs/discovering.md).
"""

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from discourse.discovering.propositions import Proposition
from discourse.text import stem

MEANING = 0.7
APART = 0.65
MOST = 3_000
"""Propositions that are grouped; of more an even sample is, since the distances grow with their square."""

Vectors = NDArray[np.float32]
Labels = NDArray[np.int64]


def vectors(propositions: Sequence[Proposition]) -> Vectors:
    """Return a vector of length 1 for each proposition of one language, zeros where nothing is known of its words."""
    from discourse.coders.meaning import unit

    stems = [[stem(word, one.language) for word in one.content] for one in propositions]
    spread = Counter(each for listed in stems for each in set(listed))
    rarity = {each: log((len(stems) + 1) / (times + 0.5)) for each, times in spread.items()}
    by_stems = unit(_by_stems(stems, rarity))
    if not propositions or propositions[0].language != "en":
        return by_stems
    meant = unit(_by_meaning(propositions, stems, rarity))
    meant = unit(meant - meant.mean(axis=0, keepdims=True))
    return np.hstack([np.float32(sqrt(MEANING)) * meant, np.float32(sqrt(1 - MEANING)) * by_stems])


def _by_meaning(
    propositions: Sequence[Proposition], stems: Sequence[Sequence[str]], rarity: dict[str, float]
) -> Vectors:
    from discourse.coders.meaning import unit, word_vectors, word_weights

    listed = list(dict.fromkeys(word for one in propositions for word in one.content))
    number = {word: place for place, word in enumerate(listed)}
    known, telling = unit(word_vectors(listed)), word_weights(listed)
    found = np.zeros((len(propositions), known.shape[1]), np.float32)
    for row, (one, of_words) in enumerate(zip(propositions, stems, strict=True)):
        places = [number[word] for word in one.content]
        weights = telling[places] * np.array([rarity[each] for each in of_words], np.float32)
        found[row] = weights @ known[places]
    return found


def _by_stems(stems: Sequence[Sequence[str]], rarity: dict[str, float]) -> Vectors:
    number = {each: place for place, each in enumerate(rarity)}
    found = np.zeros((len(stems), len(number)), np.float32)
    for row, listed in enumerate(stems):
        for each in listed:
            found[row, number[each]] = rarity[each]
    return found


def grouped(found: Vectors) -> Labels:
    """Return the number of the group of each vector; a vector like no other is a group of its own."""
    if len(found) < 2:
        return np.arange(len(found), dtype=np.int64)
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    distances: NDArray[Any] = np.clip(1.0 - found @ found.T, 0.0, 2.0).astype(np.float64)
    distances = (distances + distances.T) / 2
    np.fill_diagonal(distances, 0.0)
    tree = linkage(squareform(distances, checks=False), "average")
    return np.asarray(fcluster(tree, APART, "distance"), np.int64)


def sampled(propositions: Sequence[Proposition], most: int = MOST) -> list[Proposition]:
    """Return an even sample of propositions, all of them where there are not too many."""
    if len(propositions) <= most:
        return list(propositions)
    places = np.linspace(0, len(propositions) - 1, most).astype(int)
    return [propositions[place] for place in places.tolist()]
