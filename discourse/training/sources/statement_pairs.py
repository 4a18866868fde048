"""More pairs that nobody has labelled: texts beside what others say on the same topic, on a like one, or in a forum.

What people say briefly for or against something is a statement, too, so there are thousands of statements to be for or
against, and not only the hundreds that sets were labelled for. The coder ``neural`` judged the pairs; its shares lie in
``judged_pairs.npz`` beside the number of each pair (``linear.tasks.pair_key``). The same data give the same pairs.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from discourse.training.sources import labelled as sources
from discourse.training.sources.labelled import Labelled
from discourse.training.sources.templates import negated
from discourse.training.sources.unlabelled import SENTENCE

SOURCE = "judged pairs"
_SEED = 7
_BRIEF = 16
"""Words of a statement at most."""
_SAME, _LIKE, _LIKEST = 3, 2, 8
"""Statements that a text is set beside, of its topic and of like ones, and how many topics are like."""
_TURNED, _TURNED_ELSEWHERE = 0.3, 0.2
"""Shares of statements that are turned into their contrary."""
_SENTENCES, _FROM, _BEST = 120_000, 0.22, 4
"""Sentences of forums that are looked at, the cosine from which one is set beside a statement, and the choice."""
Topic = tuple[str, str]


def statement_pairs(folder: Path) -> list[Labelled]:
    """Return the pairs, without codes; none where the sets are not in the folder."""
    rows = [*sources.argkp(folder), *sources.perspectrum(folder), *sources.ibm_claims(folder)]
    if not rows:
        return []
    chance = random.Random(_SEED)  # noqa: S311  # a seeded draw, no secret
    said, stated = _by_topic(rows, folder)
    found: dict[tuple[str, str], Labelled] = {}
    for row in (*_of_topics(said, stated, chance), *_of_forum(sources.forum_replies(folder), stated, chance)):
        if row.target != row.text:
            found.setdefault((row.target, row.text), row)
    return list(found.values())


def _by_topic(rows: Sequence[Labelled], folder: Path) -> tuple[dict[Topic, list[str]], dict[Topic, list[str]]]:
    """Return by topic what is said, and what can be taken a side on."""
    said: dict[Topic, dict[str, None]] = {}
    stated: dict[Topic, dict[str, None]] = {}
    for row in rows:
        topic = (row.source, row.group)
        said.setdefault(topic, {})[row.text] = None
        stated.setdefault(topic, {})[row.target] = None
        if row.source != "argkp" and len(row.text.split()) <= _BRIEF:
            stated[topic][row.text] = None
    for row in sources.argkp_matches(folder):
        stated.setdefault(("argkp", row.context), {})[row.target] = None
    return {topic: list(texts) for topic, texts in said.items()}, {
        topic: list(texts) for topic, texts in stated.items()
    }


def _of_topics(
    said: dict[Topic, list[str]], stated: dict[Topic, list[str]], chance: random.Random
) -> Iterator[Labelled]:
    like = _like_topics(said, stated)
    for topic, texts in said.items():
        own = stated[topic]
        for text in texts:
            for statement in chance.sample(own, min(_SAME, len(own))):
                yield _pair(_perhaps_turned(statement, _TURNED, chance), text, topic)
            for other in chance.sample(like[topic], min(_LIKE, len(like[topic]))):
                turned = _perhaps_turned(chance.choice(stated[other]), _TURNED_ELSEWHERE, chance)
                yield _pair(turned, text, topic)


def _pair(statement: str, text: str, topic: Topic = ("forum", "")) -> Labelled:
    return Labelled(text, (), topic[1], SOURCE, target=statement)


def _perhaps_turned(statement: str, share: float, chance: random.Random) -> str:
    contrary = negated(statement)
    return contrary if contrary and chance.random() < share else statement


def _like_topics(said: dict[Topic, list[str]], stated: dict[Topic, list[str]]) -> dict[Topic, list[Topic]]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    topics = list(stated)
    whole = [" ".join([*stated[topic], *said.get(topic, [])]) for topic in topics]
    profiles = TfidfVectorizer(sublinear_tf=True, min_df=2, stop_words="english").fit_transform(whole)
    likeness = (profiles @ profiles.T).toarray()
    np.fill_diagonal(likeness, -1)
    found = {}
    for topic, row in zip(topics, np.argsort(-likeness, axis=1, kind="stable")[:, :_LIKEST].tolist(), strict=True):
        found[topic] = [topics[place] for place in row if topics[place] != topic]
    return found


def _of_forum(posts: Sequence[Labelled], stated: dict[Topic, list[str]], chance: random.Random) -> Iterator[Labelled]:
    """Yield sentences of posts beside one of the statements whose words are likest."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    sentences = list(dict.fromkeys(
        sentence for post in posts for sentence in SENTENCE.split(post.text)[:30] if 6 <= len(sentence.split()) <= 45
    ))  # fmt: skip
    chance.shuffle(sentences)
    statements = sorted({statement for texts in stated.values() for statement in texts})
    words = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit(statements)
    beside = words.transform(statements).T
    for start in range(0, min(len(sentences), _SENTENCES), 2_000):
        some = sentences[start : start + 2_000]
        for sentence, row in zip(some, (words.transform(some) @ beside).tocsr(), strict=True):
            if row.nnz and row.data.max() >= _FROM:
                best = np.argsort(-row.data, kind="stable")[:_BEST]
                statement = statements[row.indices[best[chance.randrange(len(best))]]]
                yield _pair(_perhaps_turned(statement, _TURNED_ELSEWHERE, chance), sentence)
