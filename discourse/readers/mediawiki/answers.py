"""Who answers whom on a talk page: what is indented deeper answers the last comment that is less deep."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from discourse.model import Skipped, Status
from discourse.readers.drafts import Draft
from discourse.readers.mediawiki.names import is_bot
from discourse.readers.mediawiki.notices import is_notice
from discourse.readers.mediawiki.posts import Post

_STAMP = r"(\d{14}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z)"
_MARK = re.compile(rf"c-(.{{1,400}}?)-{_STAMP}(?:-(.*))?", re.DOTALL)
_PARENT = re.compile(rf"(.{{1,400}}?-{_STAMP})(?:-|$)", re.DOTALL)
_MARKED_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")
_PROGRAM = "notices that a program posted"
_CLOSED = "notices that a discussion was closed or archived"
_BARE = "signatures without words of their own"


@dataclass(frozen=True, kw_only=True)
class Said:
    """A comment with its place in the tree, and why it is none, if it is none."""

    draft: Draft
    reason: str | None = None


def answers_of(parts: Sequence[Sequence[Post]], numbers: Iterator[int]) -> list[Said]:
    """Return what was said in a topic, given the posts below each of its headings, each with whom it answers."""
    said: list[Said] = []
    named: dict[str, str] = {}
    for posts in parts:
        above: list[tuple[int, str]] = []
        for post in posts:
            reason = _reason(post)
            if reason in (_CLOSED, _BARE):
                said.append(Said(draft=Draft(id="", text=""), reason=reason))
                continue
            draft, level = _draft(post, numbers), post.level
            before = above[-1][1] if above else ""
            while above and above[-1][0] >= level:
                above.pop()
            by_level = before if post.is_outdented else above[-1][1] if above else ""
            said.append(Said(draft=replace(draft, reply_to=_stated(post, named) or by_level), reason=reason))
            above.append((level, draft.id))
            if post.mark is not None and (own := _PARENT.match(post.mark.removeprefix("c-"))):
                named[own.group(1)] = draft.id
    return said


def without_programs(said: Sequence[Said]) -> tuple[list[Draft], list[Skipped]]:
    """Return the comments, and what was left out; a program's notice stays where it opens what people go on with."""
    kept = [each for each in said if each.reason is None]
    opening = next((each for each in said if each.reason in (None, _PROGRAM)), None)
    if opening is not None and opening.reason is not None and kept:
        kept.insert(0, opening)
    ids = {each.draft.id for each in kept}
    above = {each.draft.id: each.draft.reply_to or "" for each in said}
    drafts = [replace(each.draft, reply_to=_kept_above(each.draft.reply_to or "", ids, above)) for each in kept]
    left = [each for each in said if each.reason is not None and each.draft.id not in ids]
    return drafts, [Skipped(kind="boilerplate", reason=each.reason or "") for each in left]


def _kept_above(parent: str, ids: set[str], above: dict[str, str]) -> str:
    """Return the nearest comment above that was kept."""
    while parent and parent not in ids:
        parent = above.get(parent, "")
    return parent


def _stated(post: Post, named: dict[str, str]) -> str | None:
    """Return the comment that the id of a marked one says it answers; ``None`` where that is not among those read."""
    own = _MARK.fullmatch(post.mark) if post.mark is not None else None
    parent = _PARENT.match(own.group(3)) if own is not None and own.group(3) else None
    return named.get(parent.group(1)) if parent is not None else None


def _reason(post: Post) -> str | None:
    """Return why a post is no comment; ``None`` where it is one."""
    if post.is_notice or (post.signature is not None and is_notice(post.text())):
        return _CLOSED
    if not post.words:
        return _BARE
    author = _author(post)
    return _PROGRAM if author is not None and is_bot(author) else None


def _author(post: Post) -> str | None:
    own = _MARK.fullmatch(post.mark) if post.mark is not None else None
    if own is not None:
        return own.group(1).replace("_", " ")
    return post.signature.author if post.signature is not None else None


def _draft(post: Post, numbers: Iterator[int]) -> Draft:
    own = _MARK.fullmatch(post.mark) if post.mark is not None else None
    status: Status | None = "deleted" if post.is_struck else "collapsed" if post.is_folded else None
    return Draft(
        id=post.mark or str(next(numbers)),
        text=post.text(),
        author=_author(post),
        reply_to="",
        stamp=_MARKED_TIME.sub(r"\1-\2-\3T\4:\5:\6Z", own.group(2)) if own is not None else None,
        shown=post.signature.shown if post.signature is not None else None,
        status=status,
    )
