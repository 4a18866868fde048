"""Which claims of a codebook each comment makes, and with which status: asserts, rejects, questions or reports.

A claim is looked for in every sentence (``matching``), its status is read there (``status``), and a sentence that
answers without repeating ("No way!") is taken as said of the claim before it in the comment, or else of the claim in
the comment that it answers (``answers``).

A comment gets one coding for each claim: its stance on that claim as a whole. Verdicts and answers count before plain
statements, and these before questions and reports; among equals the last one counts, since writers end on what they
hold. A claim that is not there has no coding.
"""

import math
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.codebook import Codebook
from discourse.coders.claims.acts import acts_in, in_its_language, with_borrowed_cues
from discourse.coders.claims.commonness import Shown, is_link, usual_odds
from discourse.coders.claims.cue_grammar import check_cues
from discourse.coders.claims.heeding import (
    Answers,
    Concluded,
    Conversation,
    Found,
    Stated,
    all_concluded,
    all_found,
    answers_by_cues,
)
from discourse.coders.claims.matching import Described
from discourse.coders.claims.own_texts import OwnTexts, surely
from discourse.coders.claims.reading import ClaimReader, all_stands
from discourse.coders.claims.stands import ANSWERED_RANK, Stand
from discourse.coders.columns import CODES, Codings, Threads, as_codings, coded, gathered, in_one
from discourse.coders.lexicon import STATUS_TABLES
from discourse.languages import Languages, comment_languages
from discourse.languages.pieces import Pieces, split
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph

__all__ = ["check_cues", "code_claims"]

CODER = "cues"
STATUSES = CODES["claim"]
BY_CUES, BY_MEANING, BY_COMMON_CUES = (0.55, 1.2), (0.6, -0.4), (0.2, 1.1)
"""How the logit of a stand's probability becomes that of the coding: its slope, and what is added.

Where cues tell a claim it is right more often than its parts promise, where its definition alone does, less often. By
``python -m benchmarks.claims``: the first fits our own threads best with 1.5, the second 32 threads by others. The
third, set by hand, is for what any comment section has, of which the thread tells more (``commonness``).
"""
LEAST = 0.2
"""How probable a claim told from its conversation has to be, status and all; of those below one in seven is made."""


def code_claims(
    thread: Thread, graph: ReplyGraph, codebook: Codebook, languages: Languages | None = None
) -> tuple[Coding, ...]:
    """Return the claim codings of a thread, by comment as shown and claim type as in the codebook.

    ``languages`` are ``comment_languages(thread)`` where they are known already. Raises CodebookError
    where a cue is not in the grammar of ``cue_grammar``.
    """
    return as_codings(claim_codings(claims_of(thread, graph, codebook, languages)), thread, graph, codebook)


def claims_of(
    thread: Thread, graph: ReplyGraph, codebook: Codebook, languages: Languages | None = None
) -> "ClaimsRead | None":
    """Return the claims of a thread as they are read by cues alone, ``None`` where the codebook has no claim types."""
    threads = gathered([(thread, graph)])
    return claims_read(threads, split(threads.text), languages or comment_languages(thread), codebook)


def conversation_of(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> Conversation | None:
    """Return a thread as its comments are read one by one, ``None`` where no claim is told from the conversation."""
    threads, languages = gathered([(thread, graph)]), comment_languages(thread)
    reader = _reader(threads, split(threads.text), languages, codebook)
    return next(_conversations(reader, all_stands(reader), languages), None) if reader else None


class ClaimsRead(NamedTuple):
    """The claims of threads as they were read, before the statuses of those heeded in their conversation are told.

    ``stated`` are the claims that words show by themselves, ``found`` those of whole conversations, ``can_read`` tells
    which comments can be read at all.
    """

    stated: list[Concluded]
    found: list[Found]
    can_read: NDArray[np.bool_]


def claims_read(
    threads: Threads, pieces: Pieces, languages: Languages, codebook: Codebook, answers: Answers | None = None
) -> ClaimsRead | None:
    """Return the claims of many threads as they are read, ``None`` where the codebook has no claim types.

    ``pieces`` and ``languages`` are those of the comments. ``answers`` tells what comments do to what they answer,
    which tells much of whether and how they make claims; cues do without it.
    """
    reader = _reader(threads, pieces, languages, codebook)
    if reader is None:
        return None
    stands = all_stands(reader)
    conversations = list(_conversations(reader, stands, languages))
    kept = frozenset(range(len(codebook.claim_types))) - reader.heeded
    stated = list(_as_stated(reader, stands, kept))
    by_cues = partial(answers_by_cues, threads, languages)
    found = all_found(conversations, reader.texts.words, answers or by_cues)
    return ClaimsRead(stated, found, reader.can_read)


def claim_codings(read: ClaimsRead | None) -> Codings:
    """Return the claim codings of many threads."""
    if read is None:
        return in_one([])
    heeded = (each for each in all_concluded(read.found) if each.probability >= LEAST)
    found = [*read.stated, *(each for each in heeded if read.can_read[each.comment])]
    spans = np.array([one.span for one in found], np.int64).reshape(-1, 2)
    return in_one([
        coded("claim", CODER, {"comment": np.flatnonzero(~read.can_read)}),
        coded("claim", CODER, {
            "comment": [one.comment for one in found],
            "target": [one.claim for one in found],
            "code": [STATUSES.index(one.status) for one in found],
            "probability": [one.probability for one in found],
            "begin": spans[:, 0],
            "end": spans[:, 1],
        }),
    ])  # fmt: skip


def _reader(threads: Threads, pieces: Pieces, languages: Languages, codebook: Codebook) -> ClaimReader | None:
    """Return what reads the claims of threads, ``None`` where the codebook has no claim types."""
    book, _ = with_borrowed_cues(in_its_language(codebook))
    if not book.claim_types:
        return None
    told = zip(languages, threads.text, strict=True)
    known = [language if language in STATUS_TABLES else surely(language, text) for language, text in told]
    return ClaimReader.of(OwnTexts(threads, pieces, known), book, acts_in(codebook))


def _as_stated(
    reader: ClaimReader, stands: dict[int, tuple[Stand, ...]], claims: frozenset[int]
) -> Iterator[Concluded]:
    """Yield the stands on some claim types as the words of the comments show them."""
    cued, can_read = reader.alone.cued, reader.can_read
    listed = [
        (number, stand)
        for number in sorted(stands)
        if can_read[number]
        for stand in stands[number]
        if stand.claim in claims
    ]
    common = _common_odds(reader, listed)
    for number, stand in listed:
        usual = common.get((number, stand.claim))
        told_by = BY_COMMON_CUES if usual is not None else BY_CUES if stand.claim in cued else BY_MEANING
        sure = _sure(stand.probability, told_by, usual or 0.0)
        yield Concluded(number, stand.claim, stand.status, sure, stand.span, usual or 0.0)


def _common_odds(reader: ClaimReader, listed: Sequence[tuple[int, Stand]]) -> dict[tuple[int, int], float]:
    """Return by comment and claim what threads add to the log-odds of what any comment section has and cues show."""
    common = [(number, stand) for number, stand in listed if stand.claim in reader.common]
    if not common:
        return {}
    threads = reader.texts.threads
    readable = np.bincount(threads.thread[reader.can_read], minlength=len(threads.article))
    shown = [
        Shown(int(threads.thread[number]), number, not is_link(threads.text[number][slice(*stand.span)]))
        for number, stand in common
    ]
    odds = usual_odds(shown, readable, len(reader.common)).tolist()
    return dict(zip([(number, stand.claim) for number, stand in common], odds, strict=True))


def _conversations(
    reader: ClaimReader, stands: dict[int, tuple[Stand, ...]], languages: Languages
) -> Iterator[Conversation]:
    """Yield the threads in which claims are heeded, with what their comments say one by one."""
    threads, claims = reader.texts.threads, tuple(sorted(reader.heeded))
    negated = frozenset(claim for claim in claims if _is_negated(reader.described, claim))
    types = [reader.described.codebook.claim_types[claim] for claim in claims]
    described = tuple((one.statement, *one.examples) for one in types)
    for thread, meant in reader.meanings.items() if claims else ():
        first, last = threads.first[thread : thread + 2].tolist()
        stated = {
            (number - first, stand.claim): Stated(
                stand.status, stand.probability, stand.span, stand.rank == ANSWERED_RANK
            )
            for number in range(first, last)
            for stand in stands.get(number, ())
            if stand.claim in reader.heeded and reader.texts.own(number)[slice(*stand.span)].strip()
        }
        yield Conversation(threads, first, meant, claims, described, negated, stated, languages, reader.texts.own)


def _is_negated(described: Described, claim: int) -> bool:
    """Tell whether the definition of a claim type negates something."""
    texts = (text for text in described.texts if text.claim == claim and text.route == "definition")
    return any(word.negated is not False for text in texts for word in text.words)


def _sure(probability: float, told_by: tuple[float, float], usual: float) -> float:
    """Return how often codings of that probability are right, as measured on hand-coded threads."""
    slope, offset = told_by
    logit = math.log(probability / (1 - probability))
    return round(1 / (1 + math.exp(-(slope * logit + offset + usual))), 3)
