"""Authors: whom a name tells apart, and how unequally they take part.

An author is a name exactly as shown. A comment without a name, or under a name that anybody may use ("Guest"),
could be by anyone: such comments are left out of every measure of authors and counted as ``unnamed``.
"""

from collections.abc import Iterable

import numpy as np

from discourse.model import Comment
from discourse.replies.grouping import Columns, Floats, Integers, counts, largest, ratios

NAMES_OF_NOBODY = frozenset(
    {
        *(
            "anonymous",
            "anonymous coward",
            "guest",
            "visitor",
            "unknown",
            "user",
            "n/a",
            "deleted",
            "[deleted]",
            "[removed]",
        ),
        *("anonym", "anonymer", "gast", "besucher", "unbekannt", "anonyme", "invité", "inconnu"),
        *("anónimo", "invitado", "desconocido", "anônimo", "convidado", "anonimo", "ospite", "anoniem"),
    }
)


def named(comment: Comment) -> str | None:
    """Return the comment's author, or ``None`` where that name does not tell one person from another.

    >>> named(Comment(id="1", text="", author=" Ann ")), named(Comment(id="2", text="", author="Guest"))
    ('Ann', None)
    """
    name = (comment.author or "").strip()
    return name if name and name.casefold() not in NAMES_OF_NOBODY else None


def gini(values: Iterable[float]) -> float | None:
    """Return the Gini coefficient of values ≥ 0: 0 where all are equal, (n - 1) / n where one has all.

    G = Σ (2 i - n - 1) x_i / (n Σ x_i) over the values in rising order, i = 1 … n (Damgaard & Weiner 2000, without
    their small-sample factor). Undefined (``None``) without values or where all are 0.

    >>> gini([1, 1, 1, 1]), gini([0, 0, 0, 8]), gini([1, 2, 3, 4])
    (0.0, 0.75, 0.25)
    """
    numbers = np.fromiter(values, dtype=np.float64)
    found = float(_ginis(numbers, np.zeros(len(numbers), dtype=np.int64), 1)[0])
    return None if np.isnan(found) else found


def participation_columns(author: Integers, author_thread: Integers, threads: int) -> Columns:
    """Return how each thread's comments are spread over its authors, NaN in threads without a named one.

    ``author`` is the number of the author of each comment of a named author, ``author_thread`` the thread of each
    author. ``gini`` is that of the comments per author; ``top_author_share`` is the share of the comments by named
    authors that the most active one wrote.
    """
    written = np.bincount(author, minlength=len(author_thread))
    return {
        "authors": counts(author_thread, threads),
        "gini": _ginis(written, author_thread, threads),
        "top_author_share": ratios(largest(written, author_thread, threads), counts(author_thread[author], threads)),
    }


def _ginis(values: Integers | Floats, group: Integers, groups: int) -> Floats:
    """Return the Gini coefficient of the values of each group, as ``gini`` defines it, NaN where undefined."""
    order = np.lexsort((values, group))
    size = counts(group, groups)
    owner = group[order]
    rank = np.arange(1, len(values) + 1) - (np.cumsum(size) - size)[owner]
    weighted = np.bincount(owner, weights=(2 * rank - size[owner] - 1) * values[order], minlength=groups)
    return ratios(weighted, size * np.bincount(group, weights=values, minlength=groups))
