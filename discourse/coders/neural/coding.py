"""The coder ``neural``: reply stance, stance, claims and form by one encoder, fine-tuned on all of them together."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np

from discourse.codebook import Codebook
from discourse.coders.columns import gathered
from discourse.coders.linear.asking import asking, judging, judging_codes
from discourse.coders.linear.exchanges import Reading as ThreadsRead
from discourse.coders.neural.beside import form_scores
from discourse.coders.neural.blend import log_odds, offsets
from discourse.coders.neural.blend import shares as shares_of
from discourse.coders.neural.claims import code_claims
from discourse.coders.neural.codings import HIGHEST, LEAST, coding_of
from discourse.coders.neural.encoder import Encoder, encoder
from discourse.coders.neural.layout import TASKS
from discourse.coders.neural.pages import judged_on_page, vector_of
from discourse.coders.neural.reading import Around, Place, Reading, around, is_read, read
from discourse.coders.neural.stance import StancesRead, stances_read
from discourse.coders.quoting import opening_repeated
from discourse.coders.sides import Sides, sides_among
from discourse.coders.words import read_words
from discourse.languages import Languages, comment_languages
from discourse.model import Coding, Thread
from discourse.replies.graph import MISSING, ReplyGraph
from discourse.text import Span

Array = np.ndarray[Any, Any]
_SURE = 0.5
"""How probable a code has to be where the parent is unknown."""


class CommentRead(NamedTuple):
    """A comment that was read: its windows, and of each the vectors of the whole, the clauses and the sentences."""

    reading: Reading
    vectors: tuple[Array, ...]

    def of(self, places: Sequence[Place], after: Sequence[Place] = ()) -> Array:
        """Return the vectors of places, which stand in each window after those of ``after``."""
        rows = []
        for window, vectors in enumerate(self.vectors):
            skipped = 1 + sum(place.window == window for place in after)
            wanted = sum(place.window == window for place in places)
            rows.append(vectors[skipped : skipped + wanted])
        return np.concatenate(rows)

    def first(self) -> Array:
        """Return what reply stance is judged by."""
        return vector_of(self.vectors[0], sum(place.window == 0 for place in self.reading.clauses))


def code(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> tuple[Coding, ...]:
    """Return all codings of a thread, sorted by comment as shown, variable, target and span.

    Raises CodingError where the encoder's weights are missing or broken.
    """
    from discourse.coders.cues import in_order

    whole = ThreadRead.of(thread, graph, codebook)
    by, comments, claims = whole.by, whole.comments, whole.claims
    codings = (
        *claims,
        *code_reply_stance(by, thread, graph, comments, sides_among(claims, thread, graph, codebook)),
        *code_form(by, thread, graph, comments),
        *whole.stances(thread, graph, codebook).codings(thread, graph, codebook),
    )
    return in_order(thread, codings)


class ThreadRead(NamedTuple):
    """A thread as the encoder read it: the language of each comment, what each answers, and the claims made there."""

    by: Encoder
    languages: Languages
    answered: Sequence[Around]
    comments: Sequence[CommentRead | None]
    claims: Sequence[Coding]

    @classmethod
    def of(cls, thread: Thread, graph: ReplyGraph, codebook: Codebook) -> "ThreadRead":
        """Return a thread read by the encoder in use; raise CodingError where its weights are missing or broken."""
        by, languages, answered = encoder(), comment_languages(thread), around(thread, graph)
        comments = read_comments(by, thread, languages, answered)
        claims = code_claims(by, thread, graph, codebook, _sentences_read(comments))
        return cls(by, languages, answered, comments, claims)

    def stances(self, thread: Thread, graph: ReplyGraph, codebook: Codebook) -> StancesRead:
        """Return the stances of the thread as they are read."""
        return stances_read(self.by, thread, graph, (codebook, self.languages, self.answered), self.claims)


def read_comments(
    by: Encoder, thread: Thread, languages: Languages, answered: Sequence[Around]
) -> list[CommentRead | None]:
    """Return each comment as read, ``None`` where the coder has to abstain."""
    readings = [
        read(by, comment.text, beside) if is_read(comment, language, by.card.languages) else None
        for comment, language, beside in zip(thread.comments, languages, answered, strict=True)
    ]
    found = iter(by.vectors([one for reading in readings if reading for one in reading.reads()]))
    return [
        CommentRead(reading, tuple(next(found) for _ in reading.windows)) if reading else None for reading in readings
    ]


def _sentences_read(comments: Sequence[CommentRead | None]) -> list[tuple[tuple[Place, ...], Array] | None]:
    return [
        (one.reading.sentences, one.of(one.reading.sentences, one.reading.clauses)) if one else None for one in comments
    ]


def code_reply_stance(
    by: Encoder, thread: Thread, graph: ReplyGraph, comments: Sequence[CommentRead | None], sides: Sides | None = None
) -> Iterator[Coding]:
    """Yield one coding for each comment, in the order shown: what it does to what it answers.

    ``sides`` tells who shares a claim with what is answered, where claims are coded.
    The span is the sentence whose pieces speak most for the code; a code cannot be surer than the link.
    """
    judged = iter(_reply_judged(by, thread, graph, comments, sides))
    parents, links = graph.parent.tolist(), graph.probability.tolist()
    for number, (comment, one) in enumerate(zip(thread.comments, comments, strict=True)):
        parent = parents[number]
        target = thread.comments[parent].id if parent >= 0 else graph.stated.get(number)
        share, place = next(judged) if one else (None, 0)
        name, probability = TASKS["reply_stance"][place], 0.0 if share is None else float(share[place])
        unknown = parent == MISSING and (name == "comment" or probability < _SURE)
        if one is None or unknown:
            yield coding_of(comment, "reply_stance", target, None)
            continue
        judged_so = (name, min(probability, HIGHEST), _speaking(by, one, place))
        coding = coding_of(comment, "reply_stance", target, judged_so, 0.0 if by.card.blends else LEAST)
        link = links[number] if parent >= 0 else 1.0
        sure = None if coding.probability is None else round(coding.probability * link, 3)
        yield msgspec.structs.replace(coding, probability=sure)


def _reply_judged(
    by: Encoder, thread: Thread, graph: ReplyGraph, comments: Sequence[CommentRead | None], sides: Sides | None
) -> list[tuple[Array, int]]:
    """Return of each comment that was read the probabilities of the codes, and the number of the code decided for."""
    rows = [number for number, one in enumerate(comments) if one]
    if not rows:
        return []
    if "reply_stance" in by.card.blends:
        vectors = np.stack([one.first() for one in comments if one])
        threads = ThreadsRead.of(gathered([(thread, graph)]))
        given, shares = judged_on_page(by, threads, np.array(rows, np.int64), vectors, sides)
    else:
        wholes = np.concatenate([one.vectors[0][:1] for one in comments if one])
        shares, given = by.probabilities("reply_stance", by.scores(wholes))
    return list(zip(shares, given.tolist(), strict=True))


def _speaking(by: Encoder, one: CommentRead, output: int) -> Span:
    """Return the sentence whose pieces speak most for an output."""
    places = one.reading.sentences
    scores = by.scores(one.of(places, one.reading.clauses))
    against = scores[:, : len(TASKS["reply_stance"])]
    return places[int((scores[:, output] - against.mean(1)).argmax())].span


def code_form(
    by: Encoder, thread: Thread, graph: ReplyGraph, comments: Sequence[CommentRead | None]
) -> Iterator[Coding]:
    """Yield one coding for each clause: what form it has (fact, testimony, value, policy, reference, rhetorical).

    Clauses that a comment repeats where it opens with what it answers have none: they are another's.
    """
    shares, decided = _form_judged(by, thread, comments)
    judged, threads = zip(shares, decided, strict=True), gathered([(thread, graph)])
    for number, (comment, one) in enumerate(zip(thread.comments, comments, strict=True)):
        if one is None:
            yield coding_of(comment, "form", None, None)
            continue
        others = opening_repeated(comment.text, threads.answered(number))
        for place, (share, output) in zip(one.reading.clauses, judged, strict=False):
            if not any(begin <= place.span.start < end for begin, end in others):
                name = TASKS["form"][output]
                yield coding_of(comment, "form", None, (name, min(float(share[output]), HIGHEST), place.span))


def _form_judged(by: Encoder, thread: Thread, comments: Sequence[CommentRead | None]) -> tuple[Array, Array]:
    """Return the probabilities of the codes for all clauses read, one after the other, and what is decided for each."""
    read_ones = [(one, comment.text) for comment, one in zip(thread.comments, comments, strict=True) if one]
    if not read_ones:
        return np.zeros((0, len(TASKS["form"]))), np.zeros(0, dtype=np.int64)
    outputs = by.scores(np.concatenate([one.of(one.reading.clauses) for one, _ in read_ones]))
    places = [(place.span, text) for one, text in read_ones for place in one.reading.clauses]
    clauses, before = [text[slice(*span)] for span, text in places], [text[: span.start] for span, text in places]
    asks = asking(read_words(clauses))
    if "form" in by.card.blends:
        logits = log_odds(by.card, "form", "page", (outputs, form_scores(clauses, before)))
        preferred = shares_of(logits + offsets(by.card, "form", "page"))
        return judging(shares_of(logits), asks), judging(preferred, asks).argmax(axis=1)
    shares, decided = by.probabilities("form", outputs)
    return judging(shares, asks), judging_codes(decided, asks)
