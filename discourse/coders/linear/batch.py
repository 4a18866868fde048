"""Many threads coded in one pass: comments go in as columns, codings come out as columns.

This is what bulk runs call. No object is made for a comment or a coding; ``codings`` makes them where they are wanted.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.codebook import Codebook
from discourse.coders.linear.coding import code
from discourse.coders.linear.forms import CODES as FORM_CODES
from discourse.coders.linear.replies import CODES as REPLY_CODES
from discourse.coders.linear.stances import CODES as STANCE_CODES
from discourse.coders.linear.words import Bools, Ints
from discourse.model import Article, Comment, Thread
from discourse.replies.graph import LINK_KINDS, ReplyGraph

VARIABLES = ("claim", "form", "reply_stance", "stance")
"""The variables, in the order of their rows; the column ``variable`` numbers them."""
CODES: dict[str, tuple[str, ...]] = {
    "claim": ("asserts", "rejects", "questions", "reports"),
    "form": FORM_CODES,
    "reply_stance": REPLY_CODES,
    "stance": STANCE_CODES,
}
"""The codes of each variable; the column ``code`` numbers them."""
CODERS = ("cues", "linear")
"""Who gave a code; the column ``coder`` numbers them."""
ABSTAINS = -1
"""In the column ``code``: no code is given."""
NO_TARGET = -1
"""In the column ``target``: no claim type or target is meant; of reply stance it is ``ARTICLE``."""


class Threads(NamedTuple):
    """Many threads: the comments of one, in the order shown, after those of the other.

    The comments of thread ``t`` are ``first[t]`` to before ``first[t + 1]``; ``text`` has their words. ``parent`` is
    the number of the comment that each answers among the comments of *all* threads, ``ARTICLE`` or ``MISSING``;
    ``link`` is the probability of that link, ``quoted`` whether it is of kind ``quote``, ``deleted`` whether only the
    place of the comment is left. ``article`` are the articles (of those title, body and language are read), one a
    thread.
    """

    text: Sequence[str]
    first: Ints
    parent: Ints
    link: NDArray[np.float64]
    quoted: Bools
    deleted: Bools
    article: Sequence[Article]


class Codings(NamedTuple):
    """Codings as columns, one row each, by comment, variable (in the order of ``VARIABLES``), target and span.

    ``comment`` is the number of the comment among those of all threads. ``variable``, ``code`` and ``coder`` number
    ``VARIABLES``, ``CODES[variable]`` (``ABSTAINS`` for none) and ``CODERS``. ``target`` is, for a claim, the number
    of the claim type in the codebook, for a stance that of the target, for a reply stance the parent as it was given
    (a comment's number, ``ARTICLE`` or ``MISSING``), else ``NO_TARGET``. ``probability`` is not a number where the
    coder abstains; ``begin`` and ``end`` are characters of the comment's text, -1 for none.
    """

    comment: Ints
    variable: NDArray[np.int8]
    target: Ints
    code: NDArray[np.int8]
    probability: NDArray[np.float64]
    begin: Ints
    end: Ints
    coder: NDArray[np.int8]


def code_threads(threads: Threads, codebook: Codebook, variables: Collection[str] = VARIABLES) -> Codings:
    """Return the codings of all threads, of the variables asked for; each thread is coded as if it stood alone.

    The codings are those of ``discourse.coders.linear.code``. A thread of any size may be given, and threads of some
    thousand comments together are fastest. Raises CodebookError where a cue is not in the grammar of the cues.
    """
    found = [row for number in range(len(threads.article)) for row in _of_thread(threads, number, codebook, variables)]
    comment, variable, target, code, probability, begin, end, coder = zip(*found, strict=True) if found else [()] * 8
    return Codings(
        np.array(comment, np.int64), np.array(variable, np.int8), np.array(target, np.int64), np.array(code, np.int8),
        np.array(probability, np.float64), np.array(begin, np.int64), np.array(end, np.int64), np.array(coder, np.int8),
    )  # fmt: skip


def _of_thread(
    threads: Threads, number: int, codebook: Codebook, variables: Collection[str]
) -> Iterator[tuple[Any, ...]]:
    first, last = threads.first[number : number + 2].tolist()
    comments = tuple(
        Comment(id=str(at), text=threads.text[at], status="deleted" if threads.deleted[at] else "shown")
        for at in range(first, last)
    )
    parent = threads.parent[first:last]
    graph = replace(
        ReplyGraph.from_parents(np.where(parent >= 0, parent - first, parent).tolist()),
        comments=tuple(comment.id for comment in comments),
        kind=np.where(threads.quoted[first:last], LINK_KINDS.index("quote"), 0).astype(np.uint8),
        probability=threads.link[first:last],
    )
    places = {
        "claim": {claim.id: at for at, claim in enumerate(codebook.claim_types)},
        "stance": {target.id: at for at, target in enumerate(codebook.targets)},
    }
    for coding in code(Thread(article=threads.article[number], comments=comments), graph, codebook):
        if coding.variable not in variables:
            continue
        at = int(coding.comment)
        target = (
            int(threads.parent[at])
            if coding.variable == "reply_stance"
            else places.get(coding.variable, {}).get(coding.target or "", NO_TARGET)
        )
        given = CODES[coding.variable].index(coding.code) if coding.code else ABSTAINS
        chance = np.nan if coding.probability is None else coding.probability
        span = coding.span or (-1, -1)
        yield at, VARIABLES.index(coding.variable), target, given, chance, *span, CODERS.index(coding.coder)


def gathered(threads: Sequence[tuple[Thread, ReplyGraph]]) -> Threads:
    """Return threads with their reply graphs as columns."""
    sizes = [len(thread.comments) for thread, _ in threads]
    first = np.cumsum([0, *sizes], dtype=np.int64)
    comments = [comment for thread, _ in threads for comment in thread.comments]
    begins = np.repeat(first[:-1], sizes)
    parent = _joined([graph.parent for _, graph in threads], np.int64)
    return Threads(
        text=[comment.text for comment in comments],
        first=first,
        parent=np.where(parent >= 0, parent + begins, parent),
        link=_joined([graph.probability for _, graph in threads], np.float64),
        quoted=_joined([graph.kind == LINK_KINDS.index("quote") for _, graph in threads], np.bool_),
        deleted=np.array([comment.status == "deleted" for comment in comments], bool),
        article=[thread.article for thread, _ in threads],
    )


def _joined(parts: Sequence[NDArray[Any]], kind: Any) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, kind), *parts]).astype(kind)
