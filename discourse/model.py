"""The nouns of the field as immutable values: article, comment, thread, coding.

Two conventions hold everywhere. ``None`` means *the source does not say*; an empty string means *the source
says: nothing*. And ``Comment.reply_to`` is only ever what the source states; guesses live in the reply graph.
"""

from collections import Counter
from typing import Literal

import msgspec

Status = Literal["shown", "collapsed", "hidden", "blocked", "deleted"]
ShownOrder = Literal["nested", "oldest", "newest", "unknown"]
SkippedKind = Literal["stub", "cut", "pingback", "widget", "duplicate", "malformed", "unapproved", "boilerplate"]
Variable = Literal["reply_stance", "stance", "claim", "form"]


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """What the comments are about. ``source`` is the name it was read from; all else may be unknown.

    ``body`` holds paragraphs separated by a blank line; ``published`` is ISO 8601 to the precision the page
    gives; ``language`` is a BCP 47 tag such as ``en`` or ``de-AT``; ``id`` is that of the post which opens a
    discussion, by which other pages of it may answer or quote it.
    """

    source: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    site: str | None = None
    published: str | None = None
    language: str | None = None
    body: str | None = None
    id: str | None = None


class Comment(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One comment as the source shows it.

    ``reply_to`` is the id of the comment that the source says it answers: ``""`` where the source says that it
    answers the article, ``None`` where the source does not say. ``reply_to_author`` is the name where the source
    gives only a name ("Reply to Ann"). ``posted`` is ISO 8601 to the precision known (``2018-08-31``,
    ``2018-08-31T14:03``, ``2018-08-31T14:03:00+02:00``); ``posted_as_shown`` is the page's own wording
    ("2 days ago"). ``score`` is up-votes minus down-votes where the page shows them, ``likes`` and ``dislikes`` each
    where it shows them apart. ``edited`` is when it was last changed, as ISO 8601, or ``""`` where the source says
    only that it was. ``badges`` are the roles shown beside the author ("author", "moderator", "staff"), in small
    letters; ``author`` among them means: of the article. ``quotes`` are the ids of the comments that the source says
    it quotes, ``""`` for the article. ``author_id`` tells authors of one name apart. ``title`` is the heading that
    some sites give each comment; ``discourse.readers.titles`` puts it above the text, where it says something.

    ``status``: ``shown``; ``collapsed``, folded by the site, its text in the source; ``hidden``, in the source and not
    shown to readers (awaiting approval, voted out of sight); ``blocked``, taken down by the site or its author barred;
    ``deleted``, gone, only the place is left or the source marks it so.
    """

    id: str
    text: str
    author: str | None = None
    reply_to: str | None = None
    reply_to_author: str | None = None
    posted: str | None = None
    posted_as_shown: str | None = None
    score: int | None = None
    status: Status = "shown"
    author_id: str | None = None
    likes: int | None = None
    dislikes: int | None = None
    edited: str | None = None
    pinned: bool = False
    badges: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    title: str | None = None


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """Something found in the source and not taken as a comment: what kind, why, how many, and where.

    ``count`` is ``None`` where the source does not say how many (a bare "load more" button).
    """

    kind: SkippedKind
    reason: str
    count: int | None = 1
    where: str | None = None


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """An article and its comments in the order shown, with what is known to be missing.

    ``declared`` is how many comments the page says it has; ``reader`` took the source, and ``evidence`` is why;
    ``source_hash`` is the SHA-256 of the bytes read.
    """

    article: Article
    comments: tuple[Comment, ...] = ()
    shown_order: ShownOrder = "unknown"
    declared: int | None = None
    skipped: tuple[Skipped, ...] = ()
    reader: str | None = None
    evidence: str | None = None
    source_hash: str | None = None


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """The completeness of a thread: what the page declares against what was captured.

    ``orphans`` counts comments whose stated parent is not among the captured ones; ``skipped`` counts what was
    left out by kind, and a ``None`` there means "some, the page does not say how many".
    """

    declared: int | None
    captured: int
    collapsed: int
    hidden: int
    blocked: int
    deleted: int
    orphans: int
    skipped: dict[SkippedKind, int | None]


def ledger(thread: Thread) -> Ledger:
    """Return the completeness ledger of a thread.

    >>> page = Article(source="x")
    >>> kept = Comment(id="1", text="Why?", reply_to="9")
    >>> ledger(Thread(article=page, comments=(kept,), declared=3)).orphans
    1
    """
    ids = {comment.id for comment in thread.comments}
    statuses = Counter(comment.status for comment in thread.comments)
    return Ledger(
        declared=thread.declared,
        captured=len(thread.comments),
        collapsed=statuses["collapsed"],
        hidden=statuses["hidden"],
        blocked=statuses["blocked"],
        deleted=statuses["deleted"],
        orphans=sum(bool(comment.reply_to) and comment.reply_to not in ids for comment in thread.comments),
        skipped=_skipped_by_kind(thread.skipped),
    )


def _skipped_by_kind(skipped: tuple[Skipped, ...]) -> dict[SkippedKind, int | None]:
    totals: dict[SkippedKind, int | None] = {}
    for item in skipped:
        before = totals.get(item.kind, 0)
        totals[item.kind] = None if before is None or item.count is None else before + item.count
    return dict(sorted(totals.items()))


class Coding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One decision of one coder about one comment; people and models share this type.

    ============== ================================= ==========================================
    variable       target                            code
    ============== ================================= ==========================================
    reply_stance   parent comment id, None = article support, deny, query, comment
    stance         target id of the codebook         favor, against, none
    claim          claim type id of the codebook     asserts, rejects, questions, reports
    form           None                              fact, testimony, value, policy, reference,
                                                     rhetorical
    ============== ================================= ==========================================

    A comment has several codings of ``form``, one for each clause that puts something forward, with its span.
    ``code`` is ``None`` where the coder abstains; where it abstains from a whole variable, the comment has one coding
    of it, in which ``target`` is ``None``, too (but for ``reply_stance``, whose target is known). ``probability`` is
    the coder's own estimate that the code is right, ``None`` where it gives none (people). ``span`` is
    ``(start, end)`` in characters of the comment's text: the words that show it.
    """

    comment: str
    variable: Variable
    target: str | None
    code: str | None
    coder: str
    probability: float | None = None
    span: tuple[int, int] | None = None
