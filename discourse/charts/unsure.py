"""Labels that are likelier wrong than right by their coder's own estimate: which they are, and what is said of them."""

import polars as pl

from discourse.translation import translated


def with_unsure(table: pl.DataFrame) -> pl.DataFrame:
    """Return a table that says how many of its labels are unsure: none in a table of one's own that lacks the column.

    >>> with_unsure(pl.DataFrame({"code": ["deny"]})).rows()
    [('deny', 0)]
    """
    return table if "unsure" in table.columns else table.with_columns(unsure=pl.lit(0))


def noting_unsure(text: str, has_unsure: bool) -> str:
    """Return a subtitle with what pale means, where anything is.

    >>> noting_unsure("Number of comments.", False)
    'Number of comments.'
    """
    return f"{text} {translated('Pale: labels with a probability below one half.')}".strip() if has_unsure else text
