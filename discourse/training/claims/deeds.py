"""Learn which deeds comments do, and which the definitions of claims ask for.

The rows are comments of our own threads, comments and definitions of our own that stand alone (``corpora/deeds``), and
stretches of what others wrote in the public sets and on saved pages. All were coded by readers, each with all deeds
that it does. Of others' texts the package has the CRC-32 and the deeds (``judged_deeds.npz``), no word.

Threads of our own are what the conversation learns from, too (``conversation``), and so are some of others
(``others``), so it has to be known what the models make of threads that they have not seen: each third of these is
read by models that learned from the rest.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.bundled import bundled
from discourse.coders import deeds
from discourse.coders.columns import Bools, Floats
from discourse.coders.deeds import DEEDS
from discourse.coders.deeds.arrays import ABOUT, COMMENTS, DEFINITIONS, Model, shipped, written
from discourse.coders.deeds.features import MEANINGS, Features, features, sentences
from discourse.coders.learned.logistic import log_odds
from discourse.coders.words import read_words
from discourse.training.claims.logistic import levels_of, logistic_fits
from discourse.training.judged.arrays import stored, texts_known
from discourse.training.sources.others import in_own_words, others
from discourse.training.sources.stretches import runs_of, stretches
from discourse.training.sources.topics import Topic, all_topics, thread_key

JUDGED, HELD_OUT = "judged_deeds.npz", "held_out_deeds.npz"
THIRDS = 3
BITS = {COMMENTS: 15, DEFINITIONS: 13}
"""With how many bits the hashed columns of each model are numbered."""
_FREE = {COMMENTS: 2.0, DEFINITIONS: 4.0}
"""How free the weights of each model are: the inverse of the ridge."""
_TENTH, _FULL = 10.0, 255.0
"""Log-odds are stored in tenths, chances in so many parts."""
_MOST_ODDS = 12.0
_NONE = "none"


class Row(NamedTuple):
    """A text with its deeds; ``third`` is which third of the threads it is of, -1 for what stands alone."""

    text: str
    deeds: tuple[str, ...]
    third: int


def train(data: Path, pages: Path, output: Path) -> None:
    """Learn both models from our own texts, the sets in ``data`` and the saved ``pages``, and write their files."""
    rows = {COMMENTS: [*own_comments(), *_judged(data, pages)], DEFINITIONS: list(own_definitions())}
    whole = {name: fit(name, rows[name]) for name in rows}
    output.mkdir(parents=True, exist_ok=True)
    content = {f"{name}.npz": written(model) for name, model in whole.items()}
    for name, file in content.items():
        (output / name).write_bytes(file)
    about = {
        "deeds": list(DEEDS),
        "learned from": {name: len(each) for name, each in rows.items()},
        "made by": "discourse train deeds",
        "sha256": {name: hashlib.sha256(file).hexdigest() for name, file in content.items()},
    }
    (output / ABOUT).write_text(json.dumps(about, indent=1) + "\n", "utf-8")
    parts = [{n: fit(n, _without(rows[n], third)) for n in rows} for third in range(THIRDS)]
    _write_held_out(parts, [*_numbered(all_topics()), *_numbered(map(in_own_words, others(data, pages)))], output)


def _without(rows: Sequence[Row], third: int) -> list[Row]:
    return [row for row in rows if row.third != third]


def own_comments() -> Iterator[Row]:
    """Yield the comments of our own, those of threads first."""
    yield from _of_threads("comment", lambda topic: [(one.id, one.text) for one in topic.thread.comments])
    yield from _alone("comments.tsv")


def own_definitions() -> Iterator[Row]:
    """Yield the definitions of our own, those of threads first."""
    yield from _of_threads("claim", lambda topic: [(one.id, one.definition) for one in topic.codebook.claim_types])
    yield from _alone("definitions.tsv")


def _numbered(read: Iterable[Topic]) -> Iterator[tuple[Topic, int]]:
    """Yield threads with the third that each is of."""
    return ((topic, number % THIRDS) for number, topic in enumerate(read))


def _of_threads(kind: str, texts_of: Callable[[Topic], Sequence[tuple[str, str]]]) -> Iterator[Row]:
    """Yield the texts of one kind in our threads that were coded; a thread's are given with their ids."""
    for topic, third in _numbered(all_topics()):
        coded = coded_deeds(topic.name)
        for known_as, text in texts_of(topic):
            if (kind, known_as) in coded:
                yield Row(text, coded[kind, known_as], third)


def coded_deeds(topic: str) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the deeds of the comments and claims of a thread that were coded, by kind and id."""
    return _coded().get(topic, {})


@cache
def _coded() -> Mapping[str, Mapping[tuple[str, str], tuple[str, ...]]]:
    """Return the deeds of comments and claims of our threads, by thread, then by kind and id."""
    found: dict[str, dict[tuple[str, str], tuple[str, ...]]] = {}
    for line in bundled("deeds/coded.tsv").read_text("utf-8").splitlines():
        topic, kind, number, listed = line.split("\t")
        found.setdefault(topic, {})[kind, number] = _listed(listed)
    return found


def _alone(file: str) -> Iterator[Row]:
    for line in (bundled("deeds") / file).read_text("utf-8").splitlines():
        listed, text = line.split("\t")
        yield Row(text, _listed(listed), -1)


def _listed(written_as: str) -> tuple[str, ...]:
    return () if written_as == _NONE else tuple(written_as.split(","))


def _judged(data: Path, pages: Path) -> list[Row]:
    """Return the stretches of others' texts that were coded."""
    judged = stored(JUDGED)
    does = np.unpackbits(judged["deeds"], axis=1, count=len(DEEDS)).astype(bool)
    found = texts_known(judged["key"], stretches(data, pages))
    thirds = {
        text: third
        for topic, third in _numbered(others(data, pages))
        for comment in topic.thread.comments
        for text in (comment.text, *runs_of(comment.text))
    }
    return [Row(text, _named(does[row]), thirds.get(text, -1)) for row, text in found.items()]


def _named(does: Bools) -> tuple[str, ...]:
    return tuple(deed for deed, done in zip(DEEDS, does.tolist(), strict=True) if done)


def fit(name: str, rows: Sequence[Row]) -> Model:
    """Return a model fitted on rows, deed by deed, its weights rounded as they are shipped."""
    words, does = read_words([row.text for row in rows]), table_of_deeds([row.deeds for row in rows])
    table = _table(features(words, sentences(words), BITS[name]), len(rows), BITS[name])
    return _rounded(*logistic_fits(table, does, _FREE[name]), log_odds(does.mean(axis=0)))


def _table(read: Features, texts: int, bits: int) -> Any:
    """Return the columns of texts as a sparse matrix, the hashed ones first."""
    from scipy.sparse import csr_array, hstack

    cells = [part.cells for part in read.hashed]
    row, column, value = (np.concatenate([cell[at] for cell in cells]) for at in range(3))
    hashed = csr_array((value.astype(np.float64), (row, column)), shape=(texts, 1 << bits))
    return hstack([hashed, csr_array(read.meanings.astype(np.float64))]).tocsr()


def table_of_deeds(listed: Sequence[Sequence[str]]) -> Bools:
    """Return which deeds are listed of each text, texts × deeds."""
    return np.array([[deed in each for deed in DEEDS] for each in listed], bool).reshape(-1, len(DEEDS))


def _rounded(weights: Floats, constant: Floats, usual: Floats) -> Model:
    short = [each.astype(np.float32).astype(np.float64) for each in (constant, usual)]
    meaning = weights[-MEANINGS:].astype(np.float16).astype(np.float32)
    return Model(levels_of(weights[:-MEANINGS]), meaning, *short)


def _write_held_out(models: Sequence[Mapping[str, Model]], threads: Sequence[tuple[Topic, int]], output: Path) -> None:
    """Write what the models that have not seen them make of threads, each given with its third."""
    done = [_done(topic, models[third][COMMENTS]) for topic, third in threads]
    asked = [_asked(topic, models[third][DEFINITIONS]) for topic, third in threads]
    np.savez_compressed(
        output / HELD_OUT,
        key=np.array([thread_key(topic) for topic, _ in threads], np.uint32),
        comments=np.array(list(map(len, done)), np.uint32),
        claims=np.array(list(map(len, asked)), np.uint32),
        done=np.round(np.clip(np.concatenate(done), -_MOST_ODDS, _MOST_ODDS) * _TENTH).astype(np.int8),
        asked=np.round(np.concatenate(asked) * _FULL).astype(np.uint8),
    )


def _done(topic: Topic, model: Model) -> Floats:
    return deeds.done(read_words([comment.text for comment in topic.thread.comments]), model)


def _asked(topic: Topic, model: Model) -> Floats:
    return deeds.asked_by([claim.definition for claim in topic.codebook.claim_types], model)


class Deeds(NamedTuple):
    """The log-odds of the deeds of a thread's comments, and how probable it is that its claims ask for each."""

    done: NDArray[Any]
    asked: NDArray[Any]

    def of(self, comments: Iterable[int], claims: Iterable[int]) -> deeds.Done:
        """Return how far some comments do what some claims ask for."""
        return deeds.done_as_asked(self.done[list(comments)], self.asked[list(claims)])


def deeds_of(topic: Topic) -> Deeds:
    """Return what models that have not seen it make of a thread."""
    known = _held_out().get(thread_key(topic))
    return known or Deeds(_done(topic, shipped(COMMENTS)), _asked(topic, shipped(DEFINITIONS)))


@cache
def _held_out() -> Mapping[int, Deeds]:
    """Return what is known of the threads that the models have learned from, by their key."""
    held = stored(HELD_OUT)
    done = np.split(held["done"] / _TENTH, np.cumsum(held["comments"])[:-1])
    asked = np.split(held["asked"] / _FULL, np.cumsum(held["claims"])[:-1])
    return {key: Deeds(*both) for key, *both in zip(held["key"].tolist(), done, asked, strict=True)}
