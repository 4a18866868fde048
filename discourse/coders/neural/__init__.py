"""The coder ``neural``: a small sentence encoder, fine-tuned on all tasks together; extra ``neural`` speeds it up."""

from discourse.codebook import Codebook
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph


def code(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> tuple[Coding, ...]:
    """Return all codings of a thread, sorted by comment as shown, variable, target and span.

    Raises CodingError where the encoder's weights are missing or broken.
    """
    from discourse.coders.neural.coding import code as code_thread

    return code_thread(thread, graph, codebook)
