"""The codings of a shard as a table."""

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from discourse.bulk.grouping import Integers, Threads
from discourse.bulk.linking import Links
from discourse.bulk.objects import article_of
from discourse.bulk.rows import enumerated, gone
from discourse.codebook import Codebook
from discourse.coders.columns import ABSTAINS, CODERS, CODES, NOTHING, VARIABLES, Codings
from discourse.coders.columns import Threads as Columns
from discourse.coders.linear.batch import code_threads
from discourse.replies.graph import LINK_KINDS

AT_ONCE = 8_192
"""Comments coded together: it bounds the memory, and more are no faster."""
_ALL_CODES = tuple(dict.fromkeys(code for variable in VARIABLES for code in CODES[variable]))
_NUMBERS = np.array(
    [[_ALL_CODES.index(code) for code in CODES[one]] + [0] * (8 - len(CODES[one])) for one in VARIABLES]
)
"""For each variable and number of a code, the number among all codes."""


def coding_table(threads: Threads, links: Links, codebook: Codebook, variables: Sequence[str]) -> pl.DataFrame:
    """Return one row for each decision, by comment, variable, target and place."""
    articles = [article_of(row) for row in threads.articles.iter_rows(named=True)]
    deleted = gone(threads.comments)
    quoted = links.kind == LINK_KINDS.index("quote")
    author = _numbered(threads.comments)
    found = []
    for begin, end in _stretches(threads.first):
        first, last = threads.first[[begin, end]].tolist()
        parent = links.parent[first:last]
        columns = Columns(
            text=threads.comments["text"][first:last].fill_null("").to_list(),
            first=threads.first[begin : end + 1] - first,
            parent=np.where(parent >= 0, parent - first, parent),
            link=links.probability[first:last],
            quoted=quoted[first:last],
            deleted=deleted[first:last],
            article=articles[begin:end],
            author=author[first:last],
        )
        found.append(_table(threads, links, _moved(code_threads(columns, codebook, variables), first), codebook))
    return pl.concat(found)


def _numbered(comments: pl.DataFrame) -> Integers:
    """Return a number for each distinct author of comments, ``NOTHING`` for none."""
    authors = comments.select(pl.coalesce("author_id", "author").cast(pl.Categorical)).to_series().to_physical()
    return authors.cast(pl.Int64).fill_null(NOTHING).to_numpy()


def _stretches(first: Integers) -> Iterator[tuple[int, int]]:
    """Yield the first and last threads of each stretch that is coded at once; one thread stays whole."""
    begin, count = 0, len(first) - 1
    while begin < count:
        end = max(begin + 1, int(np.searchsorted(first, first[begin] + AT_ONCE, side="right")) - 1)
        yield begin, end
        begin = end
    if not count:
        yield 0, 0


def _moved(found: Codings, first: int) -> Codings:
    """Return codings of a stretch with the comments' numbers in the shard."""
    replies = (found.variable == VARIABLES.index("reply_stance")) & (found.target >= 0)
    return found._replace(comment=found.comment + first, target=np.where(replies, found.target + first, found.target))


def _table(threads: Threads, links: Links, found: Codings, codebook: Codebook) -> pl.DataFrame:
    comments = threads.comments.select("thread", comment="id")[found.comment]
    code = np.where(found.code == ABSTAINS, -1, _NUMBERS[found.variable, np.maximum(found.code, 0)])
    return comments.with_columns(
        variable=enumerated(VARIABLES, found.variable),
        target=_targets(threads, links, found, codebook),
        code=enumerated(_ALL_CODES, code),
        coder=enumerated(CODERS, found.coder),
        probability=pl.Series(found.probability, nan_to_null=True),
        start=_places(found.begin),
        end=_places(found.end),
    )


def _places(values: np.ndarray) -> pl.Series:
    return pl.Series(values).set(pl.Series(values < 0), None).cast(pl.Int32)


def _targets(threads: Threads, links: Links, found: Codings, codebook: Codebook) -> pl.Series:
    """Return the target of each coding: an id of the codebook, or of the comment that is answered."""
    target = pl.Series(found.target)
    target = target.set(target < 0, None)
    names = {
        "claim": pl.Series([claim.id for claim in codebook.claim_types], dtype=pl.String),
        "stance": pl.Series([one.id for one in codebook.targets], dtype=pl.String),
    }
    variable = found.variable
    told = pl.Series("target", [None], dtype=pl.String).new_from_index(0, len(variable))
    for name, ids in names.items():
        chosen = variable == VARIABLES.index(name)
        told = told.zip_with(pl.Series(~chosen), ids.gather(target.set(pl.Series(~chosen), None)))
    replies = variable == VARIABLES.index("reply_stance")
    answered = threads.comments["id"].gather(target.set(pl.Series(~replies), None))
    stated = links.stated.gather(found.comment)
    answered = answered.zip_with(answered.is_not_null(), stated.set((stated == "").fill_null(value=False), None))
    return told.zip_with(pl.Series(~replies), answered).alias("target")
