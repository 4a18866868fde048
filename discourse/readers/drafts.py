"""Comments as found, and what only the whole page can tell: day or month first, ids used twice, the order shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import msgspec

from discourse.model import Article, Comment, ShownOrder, Skipped, SkippedKind, Status, Thread
from discourse.readers.dates import DAY, day_comes_first, finer, iso_of_stamp, with_clock
from discourse.readers.dating import Dating, iso_of_said
from discourse.readers.source import Source, shown_name
from discourse.removed import says_deleted

TWICE = "the same comment is in the page twice"
FURTHER = Skipped(kind="stub", reason="comments on further pages, of which the answer tells", count=None)
_SHOWN = 30
"""Characters of an id that evidence shows."""
_FEWEST = 2


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A comment as found, before the whole page was seen.

    ``stamp`` is its date as an attribute or a field for machines gives it, ``shown`` as the page's words do; ``edited``
    likewise, ``""`` where it says only that. ``status`` is ``None`` where the text itself has to tell.
    """

    id: str
    text: str
    author: str | None = None
    reply_to: str | None = None
    reply_to_author: str | None = None
    stamp: str | None = None
    shown: str | None = None
    score: int | None = None
    author_id: str | None = None
    likes: int | None = None
    dislikes: int | None = None
    edited: str | None = None
    pinned: bool = False
    badges: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    status: Status | None = None
    title: str | None = None


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What a reader found in the comment section of a page."""

    drafts: Sequence[Draft] = ()
    skipped: Sequence[Skipped] = ()
    declared: int | None = None
    is_threaded: bool = False


def thread_of(source: Source, reader: str, article: Article, findings: Findings) -> Thread:
    """Return the thread of what was found: dates read alike on the whole page, every id once, nothing lost."""
    published = article.published and (
        iso_of_stamp(article.published) or iso_of_said(article.published, Dating(language=article.language))
    )
    dated = _comments(findings.drafts, article.language, source.saved_on, published)
    comments, doubles, twice = _with_own_ids(dated)
    return Thread(
        article=msgspec.structs.replace(article, published=published),
        comments=comments,
        shown_order=_shown_order(comments, findings.is_threaded),
        declared=findings.declared,
        skipped=totals([*findings.skipped, *doubles]),
        reader=reader,
        evidence=_said_of(twice),
        source_hash=source.hash,
    )


def _said_of(twice: Sequence[str]) -> str | None:
    """Return which ids several comments have, so that nobody knows which of them an answer is to; ``None`` for none."""
    if not twice:
        return None
    if len(twice) == 1:
        return f"1 id stands twice ({shown_name(twice[0][:_SHOWN])!r}): what answers it is taken to answer the first"
    return f"{len(twice)} ids stand twice: what answers them is taken to answer the first of each"


def opened_by(article: Article, first: Draft, others: Sequence[Draft] = ()) -> Article:
    """Return the article of a discussion whose first post is what all others discuss; their dates tell its date."""
    opening = _comments([first, *others], article.language)[0]
    return msgspec.structs.replace(
        article,
        id=opening.id,
        title=article.title or opening.title,
        author=opening.author,
        published=opening.posted or article.published,
        body=opening.text or None,
    )


def answering(comment: Draft, opening: str) -> Draft:
    """Return a comment whose answer to the first post, or quote of it, is one to or of the article."""
    return replace(
        comment,
        reply_to="" if comment.reply_to == opening else comment.reply_to,
        quotes=tuple("" if id_ == opening else id_ for id_ in comment.quotes),
    )


def totals(skipped: Iterable[Skipped]) -> tuple[Skipped, ...]:
    """Return one record for each kind and reason, in the order found, with their counts added up."""
    groups: dict[tuple[SkippedKind, str], list[Skipped]] = {}
    for item in skipped:
        groups.setdefault((item.kind, item.reason), []).append(item)
    return tuple(_total(items) for items in groups.values())


def _total(items: Sequence[Skipped]) -> Skipped:
    counts = [item.count for item in items if item.count is not None]
    places = list(dict.fromkeys(item.where for item in items if item.where))
    return Skipped(
        kind=items[0].kind,
        reason=items[0].reason,
        count=sum(counts) if len(counts) == len(items) else None,
        where=", ".join(places) or None,
    )


def _comments(
    drafts: Sequence[Draft], language: str | None, saved_on: str | None = None, since: str | None = None
) -> list[Comment]:
    texts = [text for draft in drafts for text in (draft.stamp, draft.shown) if text]
    dating = Dating(day_comes_first(texts, language, since), language, saved_on)
    is_left_over = _is_left_over(drafts, dating)
    return [_comment(replace(draft, stamp=None) if is_left_over else draft, dating) for draft in drafts]


def _is_left_over(drafts: Sequence[Draft], dating: Dating) -> bool:
    """Return whether all comments have one time for machines and show several: that of an example in a template."""
    stamps = {draft.stamp for draft in drafts}
    if len(drafts) < _FEWEST or len(stamps) > 1 or None in stamps:
        return False
    days = [(iso_of_said(draft.shown, dating) or "")[:DAY] for draft in drafts if draft.shown]
    return len(days) == len(drafts) and "" not in days and len(set(days)) > 1


def _comment(draft: Draft, dating: Dating) -> Comment:
    return Comment(
        id=draft.id,
        text=draft.text,
        author=draft.author,
        reply_to=draft.reply_to,
        reply_to_author=draft.reply_to_author,
        posted=_posted(draft, dating),
        posted_as_shown=draft.shown or draft.stamp,
        score=draft.score if draft.score is not None else _balance(draft),
        status=draft.status or _status(draft.text),
        author_id=draft.author_id,
        likes=draft.likes,
        dislikes=draft.dislikes,
        edited=_edited(draft.edited, dating),
        pinned=draft.pinned,
        badges=draft.badges,
        quotes=draft.quotes,
        title=draft.title,
    )


def _balance(draft: Draft) -> int | None:
    return None if draft.likes is None else draft.likes - (draft.dislikes or 0)


def _edited(words: str | None, dating: Dating) -> str | None:
    """Return when a comment was edited; ``""`` where no absolute time is given."""
    return (iso_of_stamp(words) or iso_of_said(words, dating) or "") if words else words


def _status(text: str) -> Status:
    """Return whether the page shows a comment or only a notice, and nothing else, that it was deleted."""
    return "deleted" if says_deleted(text) else "shown"


def _posted(draft: Draft, dating: Dating) -> str | None:
    stamp = (iso_of_stamp(draft.stamp) or iso_of_said(draft.stamp, dating)) if draft.stamp else None
    if not draft.shown or _is_exact(stamp):
        return stamp
    return with_clock(finer(stamp, iso_of_said(draft.shown, dating)), draft.shown)


def _is_exact(stamp: str | None) -> bool:
    return stamp is not None and "T" in stamp


def _with_own_ids(comments: Iterable[Comment]) -> tuple[tuple[Comment, ...], list[Skipped], list[str]]:
    """Give a second comment of one id an id of its own; leave it out only where one of that id says the same.

    Beside the comments and what was left out stand the ids that several comments had.
    """
    kept: dict[str, Comment] = {}
    said: dict[str, set[tuple[str | None, ...]]] = {}
    last: dict[str, int] = {}
    doubles: list[Skipped] = []
    for comment in comments:
        words = (comment.text, comment.author, comment.title)
        of_id = said.setdefault(comment.id, set())
        if words in of_id:
            doubles.append(Skipped(kind="duplicate", reason=TWICE, where=comment.id))
            continue
        of_id.add(words)
        own_id = comment.id if comment.id not in kept else _free_id(comment.id, kept, last)
        kept[own_id] = comment if own_id == comment.id else _renamed(comment, own_id)
    return tuple(kept.values()), doubles, [id_ for id_, several in said.items() if len(several) > 1]


def _free_id(id_: str, taken: dict[str, Comment], last: dict[str, int]) -> str:
    """Return the id with the next free number, counted on from the last one given."""
    number = last.get(id_, 1) + 1
    while f"{id_}-{number}" in taken:
        number += 1
    last[id_] = number
    return f"{id_}-{number}"


def _renamed(comment: Comment, id_: str) -> Comment:
    return msgspec.structs.replace(comment, id=id_)


def _shown_order(comments: Sequence[Comment], is_threaded: bool) -> ShownOrder:
    """Nested where the page shows answers below what they answer; else as the times run, if enough are known."""
    threaded = is_threaded or (
        any(comment.reply_to for comment in comments) and all(comment.reply_to is not None for comment in comments)
    )
    if threaded and _is_preorder(comments):
        return "nested"
    times = [comment.posted[:16] for comment in comments if comment.posted]
    if len(times) < 2 or times[0] == times[-1]:
        return "unknown"
    if all(one <= next_one for one, next_one in pairwise(times)):
        return "oldest"
    return "newest" if all(one >= next_one for one, next_one in pairwise(times)) else "unknown"


def _is_preorder(comments: Sequence[Comment]) -> bool:
    """Return whether each stated parent stands above its answer, with nothing between but other answers to it."""
    ids = {comment.id for comment in comments}
    branch: list[str] = []
    for comment in comments:
        while branch and branch[-1] != comment.reply_to:
            branch.pop()
        if not branch and comment.reply_to in ids:
            return False
        branch.append(comment.id)
    return True
