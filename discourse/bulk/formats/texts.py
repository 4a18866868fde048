"""The texts of many comments as their authors typed them."""

import html

from discourse.readers.records import text_of_plain


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
