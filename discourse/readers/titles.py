"""Headings that some sites give each comment: put above its text, where they say what the text does not."""

import re

import msgspec

from discourse.model import Comment, Thread

_ANSWERS = re.compile(
    r"^(?:\s*(?:re|aw|antw(?:ort)?|rép|resp?|rif|sv|vs|odp|ynt|fwd?|wg|отв)\s*(?:\[\d+\]|\(\d+\))?\s*:)+\s*",
    re.IGNORECASE,
)
"""What stands before a heading that is that of what is answered: "Re: ", "AW: "."""
_SIGNS = " .…!?,:;-–—\"'“”„«»"


def with_titles_said(thread: Thread) -> Thread:
    """Return a thread with the headings of its comments as the first paragraphs of their texts.

    A heading of the article or of another comment says nothing new, and neither does one made of the first words below
    it. No comment of the result has a heading of its own.
    """
    if not any(comment.title for comment in thread.comments):
        return thread
    known = {_plain(thread.article.title or "")}
    comments = []
    for comment in thread.comments:
        comments.append(_said(comment, known))
        known.add(_plain(comment.title or ""))
    return msgspec.structs.replace(thread, comments=tuple(comments))


def _said(comment: Comment, known: set[str]) -> Comment:
    title = (comment.title or "").strip()
    told = _plain(title)
    is_new = told and told not in known and not _ANSWERS.match(title) and not _plain(comment.text).startswith(told)
    text = f"{title}\n\n{comment.text}".rstrip() if is_new and comment.status != "deleted" else comment.text
    return msgspec.structs.replace(comment, text=text, title=None)


def _plain(words: str) -> str:
    """Return words as they are compared: in small letters, without "Re:" before them and signs around them."""
    return " ".join(_ANSWERS.sub("", words).casefold().split()).strip(_SIGNS)
