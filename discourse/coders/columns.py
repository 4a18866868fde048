"""Threads and codings as columns: many comments in, many codings out, without an object for each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.codebook import Codebook
from discourse.model import Article, Coding, Thread, Variable
from discourse.removed import is_gone
from discourse.replies.graph import ARTICLE, LINK_KINDS, ReplyGraph

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

VARIABLES: tuple[Variable, ...] = ("claim", "form", "reply_stance", "stance")
"""The variables, in the order of their rows; the column ``variable`` numbers them."""
CODES: dict[Variable, tuple[str, ...]] = {
    "claim": ("asserts", "rejects", "questions", "reports"),
    "form": ("fact", "testimony", "value", "policy", "reference", "rhetorical"),
    "reply_stance": ("support", "deny", "query", "comment"),
    "stance": ("favor", "against", "none"),
}
"""The codes of each variable; the column ``code`` numbers them."""
CODERS = ("cues", "linear")
"""Who gave a code; the column ``coder`` numbers them."""
ABSTAINS = -1
"""In the column ``code``: no code is given."""
NOTHING = -1
"""In the column ``target``: no claim type or target is meant; in ``begin`` and ``end``: no words show it."""


@dataclass(frozen=True, eq=False)
class Threads:
    """Many threads: the comments of one, in the order shown, after those of the other.

    The comments of thread ``t`` are ``first[t]`` to before ``first[t + 1]``; ``text`` has their words. ``parent`` is
    the number of the comment that each answers, counted among the comments of *all* threads, ``ARTICLE`` or
    ``MISSING``; ``link`` is the probability of that link, ``quoted`` whether it is of the kind ``quote``, ``deleted``
    whether nothing of its writer's words is left. ``article`` are the articles, one a thread; their title, body and
    language are read. ``author`` numbers who wrote each comment, ``NOTHING`` where that is unknown.
    """

    text: Sequence[str]
    first: Ints
    parent: Ints
    link: Floats
    quoted: Bools
    deleted: Bools
    article: Sequence[Article]
    author: Ints | None = None

    @cached_property
    def thread(self) -> Ints:
        """The number of the thread that each comment is of."""
        return np.repeat(np.arange(len(self.article)), np.diff(self.first))

    def turns(self, numbers: Ints) -> Bools:
        """Return of comments whether each answers who answered its author, goes on with its author's own, is signed.

        The shape is 3 × comments.
        """
        if self.author is None or not len(self.text):
            return np.zeros((3, len(numbers)), bool)
        own, above = self.author[numbers], self.parent[numbers]
        beyond = np.where(above >= 0, self.parent[np.maximum(above, 0)], NOTHING)
        signed = own >= 0
        back, goes_on = (signed & (one >= 0) & (self.author[np.maximum(one, 0)] == own) for one in (beyond, above))
        return np.stack([back, goes_on, signed])

    def answered(self, number: int) -> str:
        """Return what a comment answers: another comment, or the article's body; "" where that is unknown."""
        parent = int(self.parent[number])
        if parent >= 0:
            return self.text[parent]
        return (self.article[int(self.thread[number])].body or "") if parent == ARTICLE else ""


class Codings(NamedTuple):
    """Codings as columns, one row each, by comment, variable (in the order of ``VARIABLES``), target and span.

    ``comment`` is the number of the comment among those of all threads. ``variable``, ``code`` and ``coder`` number
    ``VARIABLES``, ``CODES[variable]`` (``ABSTAINS`` for none) and ``CODERS``. ``target`` is, for a claim, the number
    of the claim type in the codebook, for a stance that of the target, for a reply stance the parent as it was given
    (a comment's number, ``ARTICLE`` or ``MISSING``), else ``NOTHING``. ``probability`` is not a number where the
    coder abstains. ``begin`` and ``end`` are characters of the comment's text, ``NOTHING`` for none.
    """

    comment: Ints
    variable: Ints
    target: Ints
    code: Ints
    probability: Floats
    begin: Ints
    end: Ints
    coder: Ints

    def only(self, rows: NDArray[Any]) -> "Codings":
        """Return some of the rows, or all in another order."""
        return Codings(*(column[rows] for column in self))


def coded(variable: Variable, coder: str, columns: dict[str, Any]) -> Codings:
    """Return codings of one variable by one coder; what is left out of the columns is ``NOTHING``, the same for all."""
    rows = len(columns["comment"])
    given = {name: columns.get(name, NOTHING) for name in ("comment", "target", "code", "begin", "end")}
    whole = {name: np.broadcast_to(np.asarray(value, np.int64), rows) for name, value in given.items()}
    probability = np.broadcast_to(np.asarray(columns.get("probability", np.nan), np.float64), rows)
    numbers = (VARIABLES.index(variable), CODERS.index(coder))
    of_variable, of_coder = (np.full(rows, number) for number in numbers)
    return Codings(variable=of_variable, coder=of_coder, probability=probability, **whole)


def in_one(parts: Sequence[Codings]) -> Codings:
    """Return the codings of all parts in their order; a single part is in order."""
    if not parts:
        return coded("claim", "cues", {"comment": ()})
    if len(parts) == 1:
        return parts[0]
    whole = Codings(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    sorted_so_far = whole.only(np.argsort(whole.comment * len(VARIABLES) + whole.variable, kind="stable"))
    return sorted_so_far if _is_in_order(sorted_so_far) else _in_order(whole)


def _is_in_order(rows: Codings) -> bool:
    """Tell whether rows that are sorted by comment and variable are so by target and span, too; mostly they are."""
    together = (np.diff(rows.comment) == 0) & (np.diff(rows.variable) == 0)
    target, begin = np.diff(rows.target), np.diff(rows.begin)
    return bool(((target > 0) | ((target == 0) & (begin > 0)))[together].all())


def _in_order(rows: Codings) -> Codings:
    return rows.only(np.lexsort((rows.end, rows.begin, rows.target, rows.variable, rows.comment)))


def gathered(threads: Sequence[tuple[Thread, ReplyGraph]]) -> Threads:
    """Return threads with their reply graphs as columns."""
    sizes = [len(thread.comments) for thread, _ in threads]
    first = np.cumsum([0, *sizes], dtype=np.int64)
    comments = [comment for thread, _ in threads for comment in thread.comments]
    begins = np.repeat(first[:-1], sizes)
    parent = _joined([graph.parent for _, graph in threads], np.int64)
    quote = LINK_KINDS.index("quote")
    return Threads(
        text=[comment.text for comment in comments],
        first=first,
        parent=np.where(parent >= 0, parent + begins, parent),
        link=_joined([graph.probability for _, graph in threads], np.float64),
        quoted=_joined([graph.kind == quote for _, graph in threads], np.bool_),
        deleted=np.array([is_gone(comment) for comment in comments], bool),
        article=[thread.article for thread, _ in threads],
        author=_numbered([comment.author_id or comment.author for comment in comments]),
    )


def _numbered(authors: Sequence[str | None]) -> Ints:
    """Return a number for each distinct author, ``NOTHING`` for none."""
    known = {author: number for number, author in enumerate(dict.fromkeys(authors)) if author}
    return np.array([known.get(author or "", NOTHING) for author in authors], np.int64)


def _joined(parts: Sequence[NDArray[Any]], kind: Any) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, kind), *parts]).astype(kind)


def as_codings(columns: Codings, thread: Thread, graph: ReplyGraph, codebook: Codebook) -> tuple[Coding, ...]:
    """Return the codings of one thread, given as columns, one value each, in their order."""
    targets = {
        "claim": [*(claim.id for claim in codebook.claim_types), None],
        "stance": [*(target.id for target in codebook.targets), None],
        "form": [None],
    }
    by_variable = [targets.get(variable) for variable in VARIABLES]
    codes = [(*CODES[variable], None) for variable in VARIABLES]
    ids = [comment.id for comment in thread.comments]
    return tuple(
        Coding(
            comment=ids[comment],
            variable=VARIABLES[variable],
            target=known[target] if (known := by_variable[variable]) else _parent(ids, graph, comment, target),
            code=codes[variable][code],
            coder=CODERS[coder],
            probability=None if probability != probability else probability,  # noqa: PLR0124  # not a number
            span=None if begin < 0 else (begin, end),
        )
        for comment, variable, target, code, probability, begin, end, coder in zip(
            *(column.tolist() for column in columns), strict=True
        )
    )


def claim_columns(codings: Iterable[Coding], thread: Thread, codebook: Codebook) -> Codings:
    """Return the claims among codings as columns; of an id that a source uses twice nobody knows whose they are."""
    often = Counter(comment.id for comment in thread.comments)
    numbers = {comment.id: number for number, comment in enumerate(thread.comments) if often[comment.id] == 1}
    claims = {claim.id: number for number, claim in enumerate(codebook.claim_types)}
    told = [one for one in codings if one.variable == "claim" and one.code in CODES["claim"]]
    told = [one for one in told if one.comment in numbers and one.target in claims]
    return coded("claim", "cues", {
        "comment": [numbers[one.comment] for one in told],
        "target": [claims[one.target or ""] for one in told],
        "code": [CODES["claim"].index(one.code or "") for one in told],
        "probability": [one.probability or 0.0 for one in told],
        "begin": [one.span[0] if one.span else NOTHING for one in told],
        "end": [one.span[1] if one.span else NOTHING for one in told],
    })  # fmt: skip


def _parent(ids: list[str], graph: ReplyGraph, comment: int, parent: int) -> str | None:
    return ids[parent] if parent >= 0 else graph.stated.get(comment)


def by_names(columns: Codings, codebook: Codebook) -> Codings:
    """Return codings ordered as people look them up: targets by their ids, then spans, then codes by name."""
    rank = np.zeros(len(columns.comment), np.int64)
    claims, targets = ([each.id for each in listed] for listed in (codebook.claim_types, codebook.targets))
    named: tuple[tuple[Variable, list[str]], ...] = (("claim", claims), ("stance", targets))
    for variable, ids in named:
        ranks = np.argsort([-1, *sorted(range(len(ids)), key=ids.__getitem__)])
        here = columns.variable == VARIABLES.index(variable)
        rank[here] = np.append(ranks[1:], 0)[columns.target[here]]
    code = _code_ranks()[columns.variable, columns.code]
    keys = (code, columns.end, columns.begin, rank, columns.variable, columns.comment)
    return columns.only(np.lexsort(keys))


def _code_ranks() -> Ints:
    """Return variables × codes: the place of each code's name in the alphabet, 0 for none, which stands last."""
    most = max(map(len, CODES.values()))
    ranks = np.zeros((len(VARIABLES), most + 1), np.int64)
    for number, variable in enumerate(VARIABLES):
        for place, code in enumerate(sorted(CODES[variable])):
            ranks[number, CODES[variable].index(code)] = place + 1
    return ranks


def rounded(values: Floats, digits: int = 3) -> Floats:
    """Return values rounded as ``round`` rounds each: to the nearest decimal, whatever its neighbours in binary.

    >>> rounded(np.array([0.0625, 0.1235, 0.9876])).tolist() == [round(value, 3) for value in (0.0625, 0.1235, 0.9876)]
    True
    """
    scale = 10.0**digits
    raised = values * scale
    found = np.rint(raised) / scale
    close = np.flatnonzero(np.abs(raised - np.floor(raised) - 0.5) < 1e-6)
    found[close] = [round(value, digits) for value in values[close].tolist()]
    return np.asarray(found)
