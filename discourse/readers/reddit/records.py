"""Comments and submissions as Reddit's interface and the dumps made from it have them."""

import html

import msgspec

from discourse.model import Article, Comment, Status
from discourse.readers.records import iso_of_epoch, text_of_markdown

_GONE = frozenset({"[deleted]", "[removed]", "[ Removed by Reddit ]", "[deleted by user]"})
_LONGEST_NOTICE = 40
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_ROLES = {"moderator": "moderator", "admin": "admin", "special": "special"}


class Record(msgspec.Struct, gc=False):
    """The fields of a comment that are read; dumps of other years leave some out."""

    id: str
    body: str = ""
    author: str | None = None
    author_fullname: str | None = None
    parent_id: str | int | None = None
    link_id: str | None = None
    created_utc: float | str | None = None
    score: int | None = None
    score_hidden: bool | None = None
    edited: bool | float | None = None
    stickied: bool | None = None
    distinguished: str | None = None
    is_submitter: bool | None = None
    collapsed: bool | None = None


class Submission(msgspec.Struct, gc=False):
    """The fields of a submission that are read."""

    id: str
    title: str = ""
    selftext: str | None = None
    author: str | None = None
    created_utc: float | str | None = None
    num_comments: int | None = None
    permalink: str | None = None
    url: str | None = None
    subreddit: str | None = None


def comment_of(record: Record) -> Comment:
    """Return the comment of a record."""
    body = record.body
    is_plain = body.isascii() and "&" not in body and "\n" not in body
    author = record.author
    comment = Comment(
        id=record.id,
        text=body.strip() if is_plain else text_of_markdown(body),
        author=None if author == "[deleted]" else author,
        author_id=record.author_fullname,
        reply_to=parent_of(record.parent_id),
        posted=iso_of(record.created_utc),
        score=None if record.score_hidden else record.score,
    )
    marks = record.edited or record.stickied or record.distinguished or record.is_submitter or record.collapsed
    is_usual = not marks and len(body) >= _LONGEST_NOTICE  # most are, and a dump has millions
    return comment if is_usual else _with_marks(comment, record)


def _with_marks(comment: Comment, record: Record) -> Comment:
    return msgspec.structs.replace(
        comment,
        status=_status(record),
        edited=_edited(record.edited),
        pinned=bool(record.stickied),
        badges=_badges(record),
    )


def parent_of(parent: str | int | None) -> str:
    """Return the id of the comment answered, ``""`` for the submission.

    The dumps made in 2022 give it as a number: the id of base 36 in base 10.

    >>> parent_of("t1_haf7mc4"), parent_of("t3_pbkq8f"), parent_of(37635511252), parent_of(None)
    ('haf7mc4', '', 'haf7mc4', '')
    """
    if parent is None:
        return ""
    if isinstance(parent, int) or parent.isdecimal():
        return _base_36(int(parent))
    return parent[3:] if parent.startswith("t1_") else "" if parent.startswith("t3_") else parent


def _base_36(number: int) -> str:
    digits = ""
    while number > 0 and len(digits) < 20:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def iso_of(created: float | str | None) -> str | None:
    """Return when a record was made, as ISO 8601."""
    if type(created) is float:
        return iso_of_epoch(created)
    if isinstance(created, str):
        return iso_of_epoch(float(created)) if created.replace(".", "", 1).isdecimal() else None
    return iso_of_epoch(created)


def _edited(edited: bool | float | None) -> str | None:
    if edited is True:
        return ""
    return iso_of_epoch(edited) if edited else None


def _status(record: Record) -> Status:
    if len(record.body) < _LONGEST_NOTICE and record.body.strip() in _GONE:
        return "deleted" if "deleted" in record.body else "blocked"
    return "collapsed" if record.collapsed else "shown"


def _badges(record: Record) -> tuple[str, ...]:
    if not record.distinguished and not record.is_submitter:
        return ()
    role = _ROLES.get(record.distinguished or "")
    return (*(("author",) if record.is_submitter else ()), *((role,) if role else ()))


def article_of(submission: Submission, source: str) -> Article:
    """Return the submission that the comments are about."""
    permalink = submission.permalink
    url = f"https://www.reddit.com{permalink}" if permalink and permalink.startswith("/") else permalink
    return Article(
        source=source,
        id=submission.id,
        url=url or submission.url,
        title=html.unescape(submission.title) or None,
        author=None if submission.author in (None, "[deleted]") else submission.author,
        site=f"r/{submission.subreddit}" if submission.subreddit else None,
        published=iso_of(submission.created_utc),
        body=text_of_markdown(submission.selftext or "") or None,
    )
