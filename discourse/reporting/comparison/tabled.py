"""The tables of a comparison, made once: everything that is said, drawn and written to a file is taken from them."""

from typing import NamedTuple

import polars as pl

from discourse import comparing
from discourse.comparing import Comparison


class Tabled(NamedTuple):
    """The tables by what they list; the files of ``data/`` have the same names."""

    articles: pl.DataFrame
    stories: pl.DataFrame
    claims: pl.DataFrame
    differences: pl.DataFrame
    shared_claims: pl.DataFrame
    article_claims: pl.DataFrame
    authors: pl.DataFrame
    copies: pl.DataFrame


def tabled(comparison: Comparison) -> Tabled:
    """Return the tables of a comparison."""
    analyses, sides = comparison.analyses, comparison.sides
    return Tabled(
        articles=comparing.articles(analyses),
        stories=comparing.stories(analyses, comparison.links),
        claims=comparing.claims(analyses, sides),
        differences=comparing.differences(analyses, sides),
        shared_claims=comparing.shared_claims(analyses, sides),
        article_claims=comparing.article_claims(analyses),
        authors=comparing.shared_authors(analyses),
        copies=comparing.repeated_comments(analyses),
    )
