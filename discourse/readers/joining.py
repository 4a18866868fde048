"""Several threads as one: the articles of one export side by side."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec

from discourse.model import Article, Comment, Thread
from discourse.readers.drafts import totals


def pooled(threads: Sequence[Thread], name: str) -> Thread:
    """Return several threads of one file as one thread about that file; a single one as it is.

    An id that two of them use gets the number of its thread before it, as in ``2:17``.
    """
    if len(threads) == 1:
        return threads[0]
    declared = [thread.declared for thread in threads]
    is_nested = any(thread.shown_order == "nested" for thread in threads)
    return Thread(
        article=Article(source=name, title=f"{name}: {len(threads):,} articles"),
        comments=tuple(_told_apart(threads)),
        shown_order="nested" if is_nested else "unknown",
        declared=sum(filter(None, declared)) if threads and None not in declared else None,
        skipped=totals(chain.from_iterable(thread.skipped for thread in threads)),
        reader=threads[0].reader if threads else None,
        evidence=threads[0].evidence if threads else None,
        source_hash=threads[0].source_hash if threads else None,
    )


def _told_apart(threads: Sequence[Thread]) -> Iterator[Comment]:
    uses = Counter(comment.id for thread in threads for comment in thread.comments)
    for number, thread in enumerate(threads, start=1):
        own = {comment.id for comment in thread.comments if uses[comment.id] > 1}
        for comment in thread.comments:
            yield _numbered(comment, number, own) if own else comment


def _numbered(comment: Comment, number: int, own: set[str]) -> Comment:
    def with_number(id_: str) -> str:
        return f"{number}:{id_}" if id_ in own else id_

    return msgspec.structs.replace(
        comment,
        id=with_number(comment.id),
        reply_to=with_number(comment.reply_to) if comment.reply_to else comment.reply_to,
        quotes=tuple(map(with_number, comment.quotes)),
    )
