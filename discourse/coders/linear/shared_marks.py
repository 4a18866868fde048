"""What a text shares with what it answers: content words, by their stems."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from discourse.coders.linear.classed_texts import Read
from discourse.coders.linear.found_marks import Found, first_in_text
from discourse.coders.linear.question_marks import ends_asking
from discourse.coders.linear.word_classes import NEGATOR, stems
from discourse.coders.reply_stance.features import EARLY, SCOPE
from discourse.coders.words import Ints
from discourse.languages.pieces import distinct, run_begins

_SHARES = (0.0, 0.2, 0.5)
SHARE_NAMES = ("overlap:none", "overlap:low", "overlap:middle", "overlap:high")
_FOLDED, _ODD = 1 << 20, 0x9E3779B1
"""Into so many bins keys of texts and stems are put, and what makes the bins of texts differ."""


def sharing(own: Read, answered: Read) -> Iterator[Found]:
    """Yield what texts share with those they answer, one for each, and what these ask."""
    keys, tokens = _keys(own)
    theirs = distinct(_keys(answered)[0])
    repeated = _among(keys, theirs)
    shared = repeated[_first_in_order(keys[repeated])]
    places = tokens[shared]
    texts = own.words.texts
    rows = np.flatnonzero((own.words.count > 0) & (answered.words.count > 0))
    mine = np.bincount(distinct(keys) >> 32, minlength=texts)
    both = np.bincount(keys[shared] >> 32, minlength=texts)
    share = both / np.maximum(mine, 1)
    level = np.searchsorted(_SHARES, share, "left")
    for number, name in enumerate(SHARE_NAMES):
        here = rows[level[rows] == number]
        yield Found(name, here, np.full(len(here), -1), np.full(len(here), -1))
    whole = np.bincount(theirs >> 32, minlength=texts)
    repeats = (share > 0.5) & (both >= 4) & (both > 0.7 * whole)
    yield _repeated(own, places, repeats)
    yield _asking(answered)
    yield _negated_overlap(own, places)


def _repeated(own: Read, places: Ints, repeats: NDArray[np.bool_]) -> Found:
    row = own.words.row[places]
    first, last = np.full(own.words.texts, 1 << 60), np.zeros(own.words.texts, np.int64)
    np.minimum.at(first, row, places)
    np.maximum.at(last, row, places)
    rows = np.flatnonzero(repeats)
    return Found("repeats the parent", rows, first[rows], last[rows] + 1)


def _asking(answered: Read) -> Found:
    first, _ = answered.sentences
    row = answered.words.row[first]
    is_last = np.append(row[1:] != row[:-1], True) if len(row) else np.zeros(0, bool)
    rows = row[is_last & ends_asking(answered)] if len(row) else row
    return Found("parent asks", rows, np.full(len(rows), -1), np.full(len(rows), -1))


def _negated_overlap(own: Read, places: Ints) -> Found:
    places = np.sort(places)
    negators = own.upto(NEGATOR)
    floor = np.maximum(places - SCOPE, own.words.first[own.words.row[places]])
    kept = (own.sentence(places) < EARLY) & (negators[places] > negators[floor])
    rows, where = first_in_text(own.words.row[places[kept]], places[kept])
    return Found("negates the parent's word", rows, np.maximum(where - SCOPE, own.words.first[rows]), where + 1)


def _keys(read: Read) -> tuple[Ints, Ints]:
    """Return a key of text and stem for each content word, and its token."""
    if not len(read.bits):
        return read.words.word, read.words.word
    found = read.words.of_word(stems(read.language))
    places = np.flatnonzero(found != 0)
    return (read.words.row[places] << 32) | found[places], places


def _among(keys: Ints, others: Ints) -> Ints:
    """Return which keys are among others, which come in order; most that are not are seen from a few of their bits."""
    marked = np.zeros(_FOLDED, bool)
    marked[_folded(others)] = True
    found = np.flatnonzero(marked[_folded(keys)])
    likely = keys[found]
    return np.asarray(found[others[np.minimum(np.searchsorted(others, likely), len(others) - 1)] == likely])


def _folded(keys: Ints) -> Ints:
    return (keys ^ (keys >> 32) * _ODD) & (_FOLDED - 1)


def _first_in_order(keys: Ints) -> Ints:
    """Return where each distinct key stands first, by key."""
    order = np.argsort(keys, kind="stable")
    return np.asarray(order[run_begins(keys[order])])
