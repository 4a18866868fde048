"""The coder ``linear``: reply stance, stance and form by learned weights, claims by cues, likeness and weights."""

from discourse.codebook import Codebook
from discourse.coders.columns import as_codings, by_names, gathered
from discourse.coders.cues import in_order
from discourse.coders.linear.batch import code_threads
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph

CODER = "linear"


def code(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> tuple[Coding, ...]:
    """Return all codings of a thread, sorted by comment as shown, variable, target and span."""
    columns = by_names(code_threads(gathered([(thread, graph)]), codebook), codebook)
    codings = as_codings(columns, thread, graph, codebook)
    twins = len({comment.id for comment in thread.comments}) < len(thread.comments)
    return in_order(thread, codings) if twins else codings


def code_claims(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> tuple[Coding, ...]:
    """Return the claim codings of a thread, by comment as shown and claim type as in the codebook."""
    columns = code_threads(gathered([(thread, graph)]), codebook, ["claim"])
    return as_codings(columns, thread, graph, codebook)
