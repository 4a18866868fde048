"""The coder ``neural``: a small sentence encoder, fine-tuned on all tasks together; extra ``neural`` speeds it up."""

from discourse.codebook import Codebook
from discourse.coders.explanation import Explanation
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph


def code(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> tuple[Coding, ...]:
    """Return all codings of a thread, sorted by comment as shown, variable, target and span.

    Raises CodingError where the encoder's weights are missing or broken.
    """
    from discourse.coders.neural.coding import code as code_thread

    return code_thread(thread, graph, codebook)


def explain(
    thread: Thread, graph: ReplyGraph, codebook: Codebook, codings: tuple[Coding, ...]
) -> tuple[Explanation, ...]:
    """Return what moved codings: what each owes to words, and to what stands around the comment.

    Raises CodingError where the encoder's weights are missing or broken.
    """
    from discourse.coders.neural.explaining import explain as explain_codings

    return explain_codings(thread, graph, codebook, codings)
