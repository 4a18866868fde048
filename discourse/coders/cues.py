"""The coder ``cues``: claims, reply stance and stance by the words that show them."""

import numpy as np

from discourse.codebook import Codebook
from discourse.coders.claims.coding import claims_of, code_claims
from discourse.coders.claims.reasons import explain_claims
from discourse.coders.explanation import Explanation
from discourse.coders.reply_stance.coding import code_reply_stance, explain_reply_stance
from discourse.coders.stance.coding import code_stance, explain_stance
from discourse.languages import comment_languages
from discourse.languages.pieces import run_begins
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph


def code(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> tuple[Coding, ...]:
    """Return all codings of a thread, sorted by comment as shown, variable, target and span."""
    languages = comment_languages(thread)
    codings = (
        *code_claims(thread, graph, codebook, languages),
        *code_reply_stance(thread, graph, codebook, languages),
        *code_stance(thread, graph, codebook, languages),
    )
    return in_order(thread, codings)


def explain(
    thread: Thread, graph: ReplyGraph, codebook: Codebook, codings: tuple[Coding, ...]
) -> tuple[Explanation, ...]:
    """Return what moved the codings of reply stance, stance and claims."""
    languages = comment_languages(thread)
    stances = [coding for coding in codings if coding.variable == "stance"]
    replies = [coding for coding in codings if coding.variable == "reply_stance"]
    claims = [coding for coding in codings if coding.variable == "claim"]
    return (
        *explain_reply_stance(thread, graph, replies, languages),
        *explain_stance(thread, codebook, stances, languages),
        *(explain_claims(thread, codebook, claims, claims_of(thread, graph, codebook, languages)) if claims else ()),
    )


def in_order(thread: Thread, codings: tuple[Coding, ...]) -> tuple[Coding, ...]:
    """Return codings sorted by comment as shown, variable, target (none first), span and code."""
    place = {comment.id: number for number, comment in reversed(list(enumerate(thread.comments)))}
    variables = sorted({coding.variable for coding in codings})
    rank = {variable: number for number, variable in enumerate(variables)}
    groups = np.array([place[coding.comment] * len(rank) + rank[coding.variable] for coding in codings], np.int64)
    order = np.argsort(groups, kind="stable")
    found = [codings[at] for at in order.tolist()]
    starts = np.flatnonzero(run_begins(groups[order]))
    sizes = np.diff(starts, append=len(found))
    for start, size in zip(starts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        found[start : start + size] = sorted(found[start : start + size], key=_within)
    return tuple(found)


def _within(coding: Coding) -> tuple[str, tuple[int, int], str]:
    return coding.target or "", coding.span or (-1, -1), coding.code or ""
