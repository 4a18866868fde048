"""The net that tells whether a text says what a claim's definition says: what it learns from, and its files.

Its rows are pairs of a text and a statement: comments of our own threads beside the claims of their thread and of
others, arguments beside key points, perspectives beside others of their claim, and what people say in forums beside
what others say there or what a claim of ours says. ``judged_claims.npz`` has how likely each text says its statement:
of pairs that somebody labelled, half the label and half what a larger encoder made of it that had not seen this label;
of all others what the encoder makes of it. No text is in it, but the CRC-32 of each.

Threads of our own are what the conversation learns from, too (``conversation``), so it has to be known what the net
makes of threads that it has not seen: each third of them is judged by a net that learned from the others.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.claims.saying import said
from discourse.coders.pairs import CLAIMS, Shipped, shipped
from discourse.coders.pairs.arrays import halved
from discourse.coders.words import read_words
from discourse.training.judged.arrays import stored, texts_known
from discourse.training.pairs.fit import Cases, Learned, Plan, fit_all
from discourse.training.pairs.written import write_net
from discourse.training.sources import labelled as sources
from discourse.training.sources.topics import Topic, strings_of, thread_key, topics
from discourse.training.sources.unlabelled import SENTENCE

JUDGED, HELD_OUT = "judged_claims.npz", "held_out_claims.npz"
CODES = ("made", "not")
THIRDS, EPOCHS = 3, 5
_SENTENCES, _WORDS = 4, 70
"""Sentences of a post that are taken together, and words at most."""
_FULL, _WHOLE = 255, 4
"""Shares are stored in so many parts, what a row counts in quarters."""

Numbers = NDArray[np.int64]
Said = Mapping[tuple[str, str], float]
"""The log-odds that comments say claims, by the ids of both."""


class Rows(NamedTuple):
    """Pairs to learn from: the strings there are, of each pair the numbers of statement and text, its share and worth.

    ``third`` is by string: which third of our threads it is from, -1 for what others wrote.
    """

    strings: list[str]
    statement: Numbers
    text: Numbers
    share: NDArray[np.float64]
    worth: NDArray[np.float64]
    third: Numbers

    def without(self, third: int) -> "Rows":
        """Return the pairs in which nothing is from one third of our threads."""
        kept = (self.third[self.statement] != third) & (self.third[self.text] != third)
        return self._replace(
            statement=self.statement[kept], text=self.text[kept], share=self.share[kept], worth=self.worth[kept]
        )


def train_net(data: Path, output: Path) -> None:
    """Learn the net from all sets in the folder, and write its files and what it makes of threads held out."""
    rows = rows_of(data)
    lessons = [rows, *(rows.without(third) for third in range(THIRDS))]
    plan = Plan(epochs=EPOCHS, vectors=shipped().word_vectors)
    whole, *parts = fit_all(lessons, cases_of, plan)
    output.mkdir(parents=True, exist_ok=True)
    _write_held_out([_as_shipped(part) for part in parts], output)
    about = {"codes": CODES, "learned from": {"judged pairs": len(rows.share)}, "made by": "discourse train claims"}
    write_net(whole, CLAIMS, about, output, Path(str(files("discourse") / "coders" / "pairs" / "weights")))


def _as_shipped(learned: Learned) -> Shipped:
    """Return a net as it would be read from its files, with the word vectors that come with the package."""
    return shipped()._replace(weights=halved(learned.weights), codes=CODES)


def cases_of(rows: Rows) -> Cases:
    """Return pairs as a net learns from them."""
    words = read_words(rows.strings)
    shares = np.stack([rows.share, 1 - rows.share], axis=1).astype(np.float32)
    return Cases(words.taken(rows.text), words.taken(rows.statement), shares, rows.worth.astype(np.float32))


def rows_of(data: Path) -> Rows:
    """Return the judged pairs whose strings are in the folder or among our own threads."""
    judged = stored(JUDGED)
    thirds = {text: number % THIRDS for number, topic in enumerate(topics()) for text in strings_of(topic)}
    strings = texts_known(judged["key"], [*thirds, *_strings(data)])
    place = np.full(len(judged["key"]), -1)
    place[list(strings)] = np.arange(len(strings))
    statement, text = place[judged["statement"]], place[judged["text"]]
    kept = (statement >= 0) & (text >= 0)
    return Rows(
        list(strings.values()),
        statement[kept],
        text[kept],
        judged["share"][kept] / _FULL,
        judged["worth"][kept] / _WHOLE,
        np.array([thirds.get(string, -1) for string in strings.values()]),
    )


def _strings(data: Path) -> Iterator[str]:
    """Yield all that may be part of a pair: texts and statements of sets, and runs of sentences of posts."""
    labelled = [*sources.argkp(data), *sources.argkp_matches(data), *sources.perspectrum(data)]
    for row in (*labelled, *sources.ibm_claims(data), *sources.rumoureval(data)):
        yield from (row.text, row.target)
    for row in (*sources.mtcsd(data), *sources.forum_replies(data)):
        yield from _runs(row.text, _SENTENCES)
        yield from _runs(row.parent, 1)


def _runs(post: str, most: int) -> Iterator[str]:
    """Yield every run of up to so many sentences of a post, cut to its first words."""
    sentences = SENTENCE.split(post.strip())
    for first in range(len(sentences)):
        for last in range(first + 1, min(first + most, len(sentences)) + 1):
            run = " ".join(sentences[first:last])
            yield from (run, " ".join(run.split()[:_WORDS]))


def _write_held_out(nets: list[Shipped], output: Path) -> None:
    """Write how far each comment of our threads says each claim, by the net that has not seen that thread."""
    read = list(topics())
    scores = [made(nets[number % THIRDS], topic).ravel() for number, topic in enumerate(read)]
    keys, counts = np.array([thread_key(topic) for topic in read], np.uint32), np.array([len(each) for each in scores])
    odds = np.concatenate(scores).astype(np.float16)
    np.savez_compressed(output / HELD_OUT, key=keys, count=counts.astype(np.uint32), odds=odds)


def said_of(topic: Topic) -> Said:
    """Return how far the comments of a thread say its claims, by a net that has not seen it."""
    comments, claims = topic.thread.comments, topic.codebook.claim_types
    odds = _held_out().get(thread_key(topic))
    if odds is None:
        odds = made(shipped(CLAIMS), topic).ravel().tolist()
    pairs = ((comment.id, claim.id) for comment in comments for claim in claims)
    return dict(zip(pairs, odds, strict=True))


@cache
def _held_out() -> dict[int, list[float]]:
    """Return the odds of the threads that the net has learned from, by their key."""
    held = stored(HELD_OUT)
    parts = np.split(held["odds"].astype(np.float64), np.cumsum(held["count"])[:-1])
    return {key: part.tolist() for key, part in zip(held["key"].tolist(), parts, strict=True)}


def made(net: Shipped, topic: Topic) -> NDArray[np.float64]:
    """Return how far each comment of a thread says each of its claims, comments × claims."""
    comments = read_words([comment.text for comment in topic.thread.comments])
    definitions = read_words([claim.statement for claim in topic.codebook.claim_types])
    return said(net, comments, definitions, np.ones((comments.texts, definitions.texts), bool))
