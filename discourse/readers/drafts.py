"""Comments as found, and what only the whole page can tell: day or month first, ids used twice, the order shown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from discourse.model import Article, Comment, ShownOrder, Skipped, SkippedKind, Status, Thread
from discourse.readers.dates import day_comes_first, finer, iso_of_stamp, iso_of_words
from discourse.readers.source import Source

_DELETED = re.compile(
    r"[\[(<]?(?:deleted|removed|gelöscht|entfernt|supprimé|eliminado|rimosso|verwijderd|удалено)[\])>]?"
    r"|(?:this |the )?(?:comment|post|message) (?:has been |was |is )?(?:deleted|removed)(?: by .{1,40})?"
    r"|(?:dieser |der )?(?:kommentar|beitrag) (?:wurde|ist) (?:.{1,40} )?(?:gelöscht|entfernt)(?: worden)?"
    r"|(?:ce |le )?commentaire (?:a été )?(?:supprimé|retiré)(?: par .{1,40})?"
    r"|(?:este |el )?comentario (?:ha sido |fue )?(?:eliminado|borrado|suprimido)(?: por .{1,40})?"
    r"|(?:questo |il )?commento (?:è stato )?(?:rimosso|eliminato|cancellato)(?: da.{1,40})?"
    r"|(?:este |o )?comentário (?:foi )?(?:removido|apagado|excluído|eliminado)(?: p.{1,40})?"
    r"|(?:deze |dit )?(?:reactie|bericht) (?:is |werd )?verwijderd(?: door .{1,40})?"
    r"|комментарий (?:был )?удал[её]н.{0,40}|komentarz został usunięty.{0,40}",
    re.IGNORECASE,
)
_MAX_NOTICE = 90


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A comment as found; ``stamp`` is its date as an attribute gives it, ``shown`` as the page's words do."""

    id: str
    text: str
    author: str | None = None
    reply_to: str | None = None
    stamp: str | None = None
    shown: str | None = None
    score: int | None = None


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What a reader found in the comment section of a page."""

    drafts: Sequence[Draft] = ()
    skipped: Sequence[Skipped] = ()
    declared: int | None = None
    is_threaded: bool = False


def thread_of(source: Source, reader: str, article: Article, findings: Findings) -> Thread:
    """Return the thread of what was found: dates read alike on the whole page, every id once, nothing lost."""
    comments, doubles = _with_own_ids(_comments(findings.drafts, article.language))
    return Thread(
        article=article,
        comments=comments,
        shown_order=_shown_order(comments, findings.is_threaded),
        declared=findings.declared,
        skipped=totals([*findings.skipped, *doubles]),
        reader=reader,
        source_hash=source.hash,
    )


def totals(skipped: Iterable[Skipped]) -> tuple[Skipped, ...]:
    """Return one record for each kind and reason, in the order found, with their counts added up."""
    found: dict[tuple[SkippedKind, str], Skipped] = {}
    for item in skipped:
        before = found.get((item.kind, item.reason))
        if before is None:
            found[item.kind, item.reason] = item
        else:
            count = None if before.count is None or item.count is None else before.count + item.count
            places = dict.fromkeys(place for place in (before.where, item.where) if place)
            where = ", ".join(places) or None
            found[item.kind, item.reason] = Skipped(kind=item.kind, reason=item.reason, count=count, where=where)
    return tuple(found.values())


def _comments(drafts: Sequence[Draft], language: str | None) -> list[Comment]:
    texts = [text for draft in drafts for text in (draft.stamp, draft.shown) if text]
    day_first = day_comes_first(texts, language)
    return [
        Comment(
            id=draft.id,
            text=draft.text,
            author=draft.author,
            reply_to=draft.reply_to,
            posted=_posted(draft, day_first),
            posted_as_shown=draft.shown or draft.stamp,
            score=draft.score,
            status=_status(draft.text),
        )
        for draft in drafts
    ]


def _status(text: str) -> Status:
    """Return whether the page shows a comment or only a notice, and nothing else, that it was deleted."""
    notice = len(text) <= _MAX_NOTICE and _DELETED.fullmatch(text.strip(" .*_\n"))
    return "deleted" if notice else "shown"


def _posted(draft: Draft, day_first: bool | None) -> str | None:
    stamp = (iso_of_stamp(draft.stamp) or iso_of_words(draft.stamp, day_first)) if draft.stamp else None
    return finer(stamp, iso_of_words(draft.shown, day_first) if draft.shown else None)


def _with_own_ids(comments: Iterable[Comment]) -> tuple[tuple[Comment, ...], list[Skipped]]:
    """Give a second comment of one id an id of its own; leave it out only where it says the same as the first."""
    kept: dict[str, Comment] = {}
    doubles: list[Skipped] = []
    for comment in comments:
        first = kept.get(comment.id)
        if first is None:
            kept[comment.id] = comment
        elif (first.text, first.author) == (comment.text, comment.author):
            reason = "the same comment is in the page twice"
            doubles.append(Skipped(kind="duplicate", reason=reason, where=comment.id))
        else:
            own_id = _free_id(comment.id, kept)
            kept[own_id] = _renamed(comment, own_id)
    return tuple(kept.values()), doubles


def _free_id(id_: str, taken: dict[str, Comment]) -> str:
    number = 2
    while f"{id_}-{number}" in taken:
        number += 1
    return f"{id_}-{number}"


def _renamed(comment: Comment, id_: str) -> Comment:
    fields = {name: getattr(comment, name) for name in Comment.__struct_fields__}
    return Comment(**(fields | {"id": id_}))


def _shown_order(comments: Sequence[Comment], is_threaded: bool) -> ShownOrder:
    """Nested where the page threads its comments; otherwise as their times run, if enough are known to tell."""
    if is_threaded or any(comment.reply_to for comment in comments):
        return "nested"
    times = [comment.posted[:16] for comment in comments if comment.posted]
    if len(times) < 2 or times[0] == times[-1]:
        return "unknown"
    if all(one <= next_one for one, next_one in pairwise(times)):
        return "oldest"
    return "newest" if all(one >= next_one for one, next_one in pairwise(times)) else "unknown"
