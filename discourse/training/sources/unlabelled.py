"""Pairs that nobody has labelled, for a larger model to judge and a smaller one to learn from.

Texts of the training parts are set beside other statements: the contrary of their own, those of like topics, and
frames of our own around what the statement is about. Forum posts are set beside what they name. The same data give the
same pairs in the same order. No development or test row is read.
"""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from discourse.training.sources import labelled as sources
from discourse.training.sources.labelled import Labelled
from discourse.training.sources.templates import negated

SOURCE = "unlabelled"
_SEED = 20260927
_SHARE_TURNED, _SHARE_OTHER = 0.6, 0.4
_LIKE = 10
"""Statements of the likest topics that a text may be set beside."""
_DRAWN = 2
_LEAST_LIKE = 0.2
"""Cosine from which a sentence of a forum is set beside a statement."""
_AIM = re.compile(r"^We should (?:not )?\w+ (?:the use of )?(?P<thing>.+)$", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?])\s+")
"""Between sentences."""
FRAMES = (
    "{X} should be banned", "{X} should be allowed", "{X} do more harm than good", "{X} are a good thing",
    "It is time to end {x}", "We need more {x}", "We should protect {x}", "We should not support {x}",
    "The state should pay for {x}", "Nobody needs {x}",
)  # fmt: skip
NAMES = (
    "Obama", "Bush", "Clinton", "Darwin", "Reagan", "Jesus", "God", "the Bible", "Islam", "Israel", "Christianity",
    "atheism", "religion", "evolution", "creationism", "intelligent design", "abortion", "gun control", "guns",
    "the NRA", "gay marriage", "homosexuality", "the death penalty", "marijuana", "capitalism", "communism",
    "socialism", "Republicans", "Democrats", "liberals", "conservatives", "the Supreme Court", "welfare", "taxes",
    "the war in Iraq", "global warming", "torture", "euthanasia", "immigration", "science", "the UN", "America",
    "feminism", "the police", "the media", "stem cell research",
)  # fmt: skip
"""What forum posts are asked their stance toward."""


TARGETS = frozenset({*NAMES, *sources.MTCSD_TARGETS})
"""Targets that are named; the others are statements."""


def stance_pairs(folder: Path) -> list[Labelled]:
    """Return texts beside statements and targets, without codes."""
    chance = random.Random(_SEED)  # noqa: S311  # a seeded draw, no secret
    posts = sources.forum_replies(folder)
    stated = [*sources.argkp(folder), *sources.perspectrum(folder), *sources.ibm_claims(folder)]
    if not stated:
        return []
    found = [*_turned(stated, chance), *_beside_like(stated, chance), *_framed(stated, chance)]
    found += [*_of_forum(stated, posts), *_beside_other(sources.mtcsd(folder), chance), *_named(posts)]
    return [row._replace(allowed=(), source=SOURCE) for row in dict.fromkeys(found)]


def _turned(rows: Sequence[Labelled], chance: random.Random) -> Iterator[Labelled]:
    for row in rows:
        contrary = negated(row.target)
        if contrary and chance.random() < _SHARE_TURNED:
            yield row._replace(target=contrary)


def _beside_like(rows: Sequence[Labelled], chance: random.Random) -> Iterator[Labelled]:
    """Yield each text beside statements of like topics; topics are like by the words of all their texts."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    said: dict[str, list[str]] = {}
    for row in rows:
        said.setdefault(row.target, [row.target] * 3).append(row.text)
    statements = list(said)
    if len(statements) <= _LIKE:
        return
    weigh = TfidfVectorizer(sublinear_tf=True, min_df=2, stop_words="english")
    profiles = weigh.fit_transform(map(" ".join, said.values()))
    likeness = (profiles @ profiles.T).toarray()
    np.fill_diagonal(likeness, -1)
    likest = {name: np.argsort(-row, kind="stable")[:_LIKE] for name, row in zip(statements, likeness, strict=True)}
    for row in rows:
        for place in chance.sample(range(_LIKE), _DRAWN):
            yield row._replace(target=statements[likest[row.target][place]])


def _framed(rows: Sequence[Labelled], chance: random.Random) -> Iterator[Labelled]:
    for row in rows:
        thing = _AIM.match(row.target)
        if thing:
            for frame in chance.sample(FRAMES, _DRAWN):
                bare = thing["thing"].strip().rstrip(".")
                yield row._replace(target=frame.replace("{X}", bare[:1].upper() + bare[1:]).replace("{x}", bare))


def _of_forum(rows: Sequence[Labelled], posts: Sequence[Labelled]) -> Iterator[Labelled]:
    """Yield of each post the sentence that is likest a statement, where it is like enough, beside that statement."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    sentences = [
        (number, sentence)
        for number, post in enumerate(posts)
        for sentence in SENTENCE.split(post.text)[:30]
        if 7 <= len(sentence.split()) <= 45
    ]
    if not sentences:
        return
    statements = sorted({row.target for row in rows})
    if len(statements) <= _LIKE:
        return
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit(statements)
    likeness = (vectors.transform(text for _, text in sentences) @ vectors.transform(statements).T).tocsr()
    best: dict[int, tuple[float, str, str]] = {}
    for at, (number, text) in enumerate(sentences):
        row = likeness[at]
        if row.nnz and row.data.max() >= max(_LEAST_LIKE, best.get(number, (0.0,))[0] + 1e-9):
            place = int(row.indices[row.data.argmax()])
            best[number] = (float(row.data.max()), text, statements[place])
    for number, (_, text, statement) in sorted(best.items()):
        yield Labelled(text, (), posts[number].group, SOURCE, target=statement)


def _beside_other(rows: Sequence[Labelled], chance: random.Random) -> Iterator[Labelled]:
    names = sorted({row.target for row in rows})
    for row in rows:
        if chance.random() < _SHARE_OTHER and row.text.strip():
            yield row._replace(target=chance.choice([name for name in names if name != row.target]))


def _named(posts: Sequence[Labelled]) -> Iterator[Labelled]:
    """Yield posts beside the first two of our names that they say, or one that what they answer says."""
    patterns = [(name, re.compile(rf"\b{re.escape(name.removeprefix('the '))}\b", re.IGNORECASE)) for name in NAMES]
    for post in posts:
        own = [name for name, pattern in patterns if pattern.search(post.text)][:2]
        above = [name for name, pattern in patterns if pattern.search(post.parent)][:1]
        for name in own or above:
            yield post._replace(target=name)
