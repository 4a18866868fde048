"""What readers say of what a page does not show, in words that catalogues know: readers themselves speak English."""

from discourse.reporting.wording import retold
from discourse.translation import deferred, translated

_KNOWN = frozenset(
    (
        deferred("answers on other pages of the question"),
        deferred("comments behind a “load more” button"),
        deferred("comments behind “load more comments”"),
        deferred("comments behind “more replies”"),
        deferred("comments behind “show more comments”"),
        deferred("comments on further pages of the answer"),
        deferred("comments on further pages, of which the answer tells"),
        deferred("comments on other pages of the comment section"),
        deferred("comments on the next page of the story"),
        deferred("comments that await moderation, shown only to their authors"),
        deferred("comments that the frame had not loaded"),
        deferred("comments that the page had not loaded"),
        deferred("comments that were not loaded when the page was saved; scroll through all of them before saving it"),
        deferred("comments without an id"),
        deferred("comments without words"),
        deferred("a comment without a text"),
        deferred("a comment without an id or a text"),
        deferred("ends of long comments behind a “read more” button"),
        deferred("entries of a recent-comments widget"),
        deferred("hits of the search on other pages"),
        deferred("lines of the page around the comments: headings, buttons, times, forms"),
        deferred("lines that the board does not show"),
        deferred("links from other sites (pingbacks, trackbacks)"),
        deferred("notices of the chat itself (joined, pinned, renamed)"),
        deferred("posts on other pages of the discussion"),
        deferred("posts that the page had not loaded"),
        deferred("posts without words (a picture)"),
        deferred("replies behind a “show more replies” button"),
        deferred("replies behind a “view replies” button"),
        deferred("replies behind “continue this thread”"),
        deferred("replies behind “show more”"),
        deferred("replies beneath the reader's threshold"),
        deferred("replies that the answer counts and does not hold"),
        deferred("replies that the records count and do not hold"),
        deferred("rows without a text"),
        deferred("the same comment is in the file twice"),
        deferred("the same comment is in the page twice"),
        deferred("the same comment is on several pages"),
    )
)
_PAGE = deferred("page {number} of {last}")


def reason_in_words(reason: str) -> str:
    """Return why something was skipped, in the language in force; a reason that is none of ours as it is.

    >>> reason_in_words("a hand slipped")
    'a hand slipped'
    """
    return translated(reason) if reason in _KNOWN else reason


def place_in_words(where: str) -> str:
    """Return where something was skipped, in the language in force; the name of a place as it is.

    >>> place_in_words("page 1 of 2"), place_in_words("comment-7")
    ('page 1 of 2', 'comment-7')
    """
    return retold(where, [_PAGE])
