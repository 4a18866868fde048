"""The texts of many comments as their authors typed them."""

import html
from collections.abc import Sequence

import polars as pl

from discourse.readers.records import text_of_plain

_CARE = r"[\p{C}--\n]|[\p{Z}--\x20]| \n|\n\n\n|&"
"""What makes more of a text than its words with blanks at its ends: what is invisible, empty lines, references."""


def markdown_texts(bodies: Sequence[str]) -> pl.Series:
    """Return what ``markdown_text`` returns of each. Raises UnicodeEncodeError where one has half a character."""
    told = pl.Series(bodies, dtype=pl.String)
    careful = told.str.contains(_CARE).arg_true()
    texts = told.str.strip_chars()
    return texts if careful.is_empty() else texts.scatter(careful, [markdown_text(bodies[at]) for at in careful])


def markdown_text(body: str) -> str:
    r"""Return the text of a comment of Reddit, as ``reddit.records.comment_of`` does, sooner where little is needed.

    >>> markdown_text(" Why &amp; how? "), markdown_text("a\n\nb")
    ('Why & how?', 'a\n\nb')
    """
    if "&" in body:
        return plain_text(html.unescape(body))
    return body.strip() if "\n" not in body and body.isascii() else plain_text(body)


def plain_text(body: str) -> str:
    """Return what ``text_of_plain`` returns, sooner for the texts that need little."""
    if body.isprintable() or ("\n\n\n" not in body and " \n" not in body and body.replace("\n", "").isprintable()):
        return body.strip()
    return text_of_plain(body)
