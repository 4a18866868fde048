"""Reply stance: what each comment does to what it answers, by learned weights, by cues where it is not in English."""

from collections.abc import Iterator
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from discourse.codebook import Codebook
from discourse.coders.claims.coding import ClaimsRead, claim_codings, claims_read
from discourse.coders.claims.heeding import answers_by_cues
from discourse.coders.columns import ABSTAINS, NOTHING, Codings, Floats, coded, rounded
from discourse.coders.linear.classed_texts import Read
from discourse.coders.linear.exchanges import Batch, Reading
from discourse.coders.linear.model import Matrix
from discourse.coders.linear.page_columns import Known
from discourse.coders.linear.pages import judged, judged_alone, kinds_of, page_weights
from discourse.coders.linear.replies import CODES, ReplyColumns, reply_columns
from discourse.coders.reply_stance.coding import judged_by_cues
from discourse.coders.sides import Sides, no_sides
from discourse.coders.words import Bools, Ints
from discourse.languages.pieces import run_begins
from discourse.replies.graph import MISSING

SURE = 0.99
_SPEAKS = 0.15
"""Log-odds from which a mark is said to speak for a code."""


def reply_codings(reading: Reading, batch: Batch, sides: Sides | None = None) -> Codings:
    """Return one coding for each comment of a batch of comments in English.

    ``sides`` tells, of all comments, who shares a claim with what it answers, where claims are coded.
    """
    threads = reading.threads
    columns, kinds = columns_and_kinds(reading, batch)
    here = sides.taken(batch.number) if sides else no_sides(len(batch.number))
    given, probability = judged(columns, Known(kinds, here, threads.turns(batch.number)))
    first, last, speaks = _shown(columns, given)
    for code, shared in (("deny", here.other), ("support", here.same)):
        by_claim = (shared.sure > 0) & ~speaks & (given == CODES.index(code))
        first, last = np.where(by_claim, shared.begin, first), np.where(by_claim, shared.end, last)
        speaks = speaks | by_claim
    can_tell = (columns.read.words.count > 0) & (speaks | (batch.parent != MISSING))
    link = np.where(batch.parent >= 0, threads.link[batch.number], 1.0)
    chance = np.minimum(probability[np.arange(len(given)), given], SURE)
    spanned = can_tell & (last > first)
    return coded("reply_stance", "linear", {
        "comment": batch.number,
        "target": batch.parent,
        "code": np.where(can_tell, given, ABSTAINS),
        "probability": np.where(can_tell, rounded(chance * link), np.nan),
        "begin": np.where(spanned, first, NOTHING),
        "end": np.where(spanned, last, NOTHING),
    })  # fmt: skip


def reply_answers(reading: Reading, numbers: Ints) -> Floats:
    """Return what comments do to what they answer, as ``heeding.Answers`` tells it; by cues where not in English."""
    found = np.zeros((len(numbers), 3))
    known = reading.can_judge[numbers]
    found[~known] = answers_by_cues(reading.threads, reading.languages, numbers[~known])
    shares = [judged_alone(*columns_and_kinds(reading, batch)) for batch in reading.batches(numbers[known])]
    found[known] = np.concatenate([np.zeros((0, len(CODES))), *shares])[:, :3]
    return found


def claims_in(reading: Reading, codebook: Codebook) -> Codings:
    """Return the codings of claims."""
    return claim_codings(claims_heard(reading, codebook))


def claims_heard(reading: Reading, codebook: Codebook) -> ClaimsRead | None:
    """Return the claims as they are read, ``None`` where the codebook has no claim types."""
    answers = partial(reply_answers, reading)
    return claims_read(reading.threads, reading.pieces, reading.languages, codebook, answers)


def columns_and_kinds(reading: Reading, batch: Batch) -> tuple[ReplyColumns, NDArray[np.str_]]:
    """Return the columns of a batch of comments, and their kinds of place."""
    columns = reply_columns(batch.own, batch.answered, np.zeros(len(batch.number), bool), batch.to_article)
    return columns, kinds_of(batch.to_article, reading.threads.quoted[batch.number])


def foreign_replies(reading: Reading) -> Codings:
    """Return one coding for each comment that the weights cannot judge, as its cues tell."""
    left = np.ones(len(reading.languages), bool)
    left[reading.judged] = False
    numbers = np.flatnonzero(left)
    rows = list(_by_cues(reading, numbers))
    code, probability, begin, end = zip(*rows, strict=True) if rows else ((), (), (), ())
    return coded("reply_stance", "cues", {
        "comment": numbers, "target": reading.threads.parent[numbers], "code": code, "probability": probability,
        "begin": begin, "end": end,
    })  # fmt: skip


def _by_cues(reading: Reading, numbers: Ints) -> Iterator[tuple[int, float, int, int]]:
    parents, links = reading.threads.parent.tolist(), reading.threads.link.tolist()
    judgements = judged_by_cues(reading.threads, reading.languages, numbers.tolist())
    for number, found in zip(numbers.tolist(), judgements, strict=True):
        if found is None:
            yield ABSTAINS, np.nan, NOTHING, NOTHING
        else:
            link = links[number] if parents[number] >= 0 else 1.0
            yield CODES.index(found.code), round(found.probability * link, 3), *found.span


@cache
def _beyond() -> Matrix:
    """Return how far each mark with words speaks for each code, beyond what it adds to all."""
    named = page_weights().named + page_weights().shown
    return np.asarray(named - named.mean(axis=1, keepdims=True))


def _shown(columns: ReplyColumns, given: Ints) -> tuple[Ints, Ints, Bools]:
    """Return the characters that show each comment's code best, and whether a mark speaks for it."""
    marks, read = columns.marks, columns.read
    speaks = _beyond()[marks.mark, given[marks.row]] * (marks.first >= 0)
    best = _best_of_each(marks.row, speaks, marks.first)
    best = best[speaks[best] > _SPEAKS]
    texts = len(given)
    first, last, shown = np.zeros(texts, np.int64), np.zeros(texts, np.int64), np.zeros(texts, bool)
    _fill_first_sentence(read, first, last)
    first[marks.row[best]] = read.words.begin_of(marks.first[best])
    last[marks.row[best]] = read.words.end_of(marks.last[best] - 1)
    shown[marks.row[best]] = True
    return first, last, shown


def _best_of_each(row: Ints, worth: Matrix, first: Ints) -> Ints:
    """Return where the highest worth of each row stands, the earliest in the text among equals; rows come in order."""
    starts = np.flatnonzero(run_begins(row))
    if not len(starts):
        return starts
    part = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(row)))
    highest = np.maximum.reduceat(worth, starts)[part] == worth
    earliest = np.minimum.reduceat(np.where(highest, first, 1 << 60), starts)[part] == first
    found = np.flatnonzero(highest & earliest)
    return np.asarray(found[run_begins(row[found])])


def _fill_first_sentence(read: Read, first: Ints, last: Ints) -> None:
    """Set the characters of each text's first sentence."""
    begins, ends = read.sentences
    row = read.words.row[begins]
    new = run_begins(row)
    first[row[new]] = read.words.begin_of(begins[new])
    last[row[new]] = read.words.end_of(ends[new] - 1)
