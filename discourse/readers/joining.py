"""Several threads: their names, and how they become one, as articles side by side or as pages end to end."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import msgspec

from discourse.model import Article, Comment, Skipped, Thread
from discourse.readers.drafts import totals

_PAGE = re.compile(r"page (\d{1,9}) of (\d{1,9})")
_TWICE = "the same comment is on several pages"

_OPENED_BY_POSTS = frozenset({"convokit", "mediawiki"})
"""Readers of which several discussions in one file are each opened by a post, not by an article."""


class PageNames:
    """Gives each page a name of its own by its file: the second of one name gets a number."""

    def __init__(self) -> None:
        self._last: dict[str, int] = defaultdict(lambda: 1)
        self._taken: set[str] = set()

    def own(self, thread: Thread) -> Thread:
        """Return a thread whose article is of a source that no earlier one is of."""
        source = name = thread.article.source
        while name in self._taken:
            self._last[source] += 1
            name = f"{source} ({self._last[source]})"
        self._taken.add(name)
        return thread if name == source else of_source(thread, name)


def of_source(thread: Thread, source: str) -> Thread:
    """Return a thread whose article is of another source."""
    return msgspec.structs.replace(thread, article=msgspec.structs.replace(thread.article, source=source))


def named_apart(threads: Iterable[Thread]) -> list[Thread]:
    """Return threads each of which has a source of its own, as in ``export.xml (2)``.

    >>> [one.article.source for one in named_apart([Thread(article=Article(source="a.html"))] * 2)]
    ['a.html', 'a.html (2)']
    """
    names = PageNames()
    return [names.own(thread) for thread in threads]


def pooled(threads: Sequence[Thread], name: str) -> Thread:
    """Return several threads of one file as one thread about that file; a single one as it is.

    An id that two of them use gets the number of its thread before it, as in ``2:17``. What opens a discussion, and is
    a post like others, becomes a comment, so that it is not lost.
    """
    if len(threads) == 1:
        return threads[0]
    threads = [_with_opening(thread) for thread in threads]
    declared = [thread.declared for thread in threads]
    is_nested = all(thread.shown_order == "nested" for thread in threads)
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


def _with_opening(thread: Thread) -> Thread:
    """Return a thread with the post that opens its discussion as the first comment, which others then answer."""
    article = thread.article
    id_, words = article.id, article.body if thread.reader in _OPENED_BY_POSTS else None
    if id_ is None or words is None or any(comment.id == id_ for comment in thread.comments):
        return thread
    opening = Comment(id=id_, text=words, author=article.author, posted=article.published, reply_to="")
    answers = (
        msgspec.structs.replace(
            comment,
            reply_to=id_ if comment.reply_to == "" else comment.reply_to,
            quotes=tuple(quoted or id_ for quoted in comment.quotes),
        )
        for comment in thread.comments
    )
    declared = None if thread.declared is None else thread.declared + 1
    return msgspec.structs.replace(thread, comments=(opening, *answers), declared=declared)


def _told_apart(threads: Sequence[Thread]) -> Iterator[Comment]:
    uses = Counter(comment.id for thread in threads for comment in thread.comments)
    for number, thread in enumerate(threads, start=1):
        own = {comment.id: f"{number}:{comment.id}" for comment in thread.comments if uses[comment.id] > 1}
        yield from (_renamed(comment, own) for comment in thread.comments)


def _renamed(comment: Comment, names: Mapping[str, str]) -> Comment:
    if not names:
        return comment
    return msgspec.structs.replace(
        comment,
        id=names.get(comment.id, comment.id),
        reply_to=comment.reply_to if comment.reply_to is None else names.get(comment.reply_to, comment.reply_to),
        quotes=tuple(names.get(id_, id_) for id_ in comment.quotes),
    )


def joined(threads: Sequence[Thread]) -> Thread:
    """Return the pages of one discussion as one thread: every comment once, in the order of the pages.

    A comment that two pages show is one: by its id, if the two do not contradict each other in author or text. Pages
    that say which page they are come in that order, others as given. What one page holds back and another shows is
    no longer missing.
    """
    pages = sorted(threads, key=_page_number)
    article = _whole_article([page.article for page in pages])
    comments, twice = _merged(pages, article.id)
    declared = max((page.declared for page in pages if page.declared is not None), default=None)
    orders = {page.shown_order for page in pages}
    digest = hashlib.sha256("".join(page.source_hash or "" for page in pages).encode()).hexdigest()
    return Thread(
        article=article,
        comments=comments,
        shown_order=orders.pop() if len(orders) == 1 else "unknown",
        declared=declared,
        skipped=totals([*_still_missing(pages, declared, len(comments)), *twice]),
        reader=pages[0].reader,
        evidence=f"{len(pages)} pages joined; {pages[0].evidence}",
        source_hash=digest,
    )


def _page_number(thread: Thread) -> int:
    said = (_PAGE.fullmatch(item.where or "") for item in thread.skipped)
    return next((int(found.group(1)) for found in said if found), 0)


def _whole_article(articles: Sequence[Article]) -> Article:
    """Return the first article that has a body, else a title, with what only others know filled in."""
    whole = chain((each for each in articles if each.body), (each for each in articles if each.title), articles)
    first = next(whole)
    known = {
        name: next((value for value in (getattr(each, name) for each in (first, *articles)) if value is not None), None)
        for name in Article.__struct_fields__
    }
    return Article(**known)  # type: ignore[arg-type]  # the first has a source


def _merged(pages: Sequence[Thread], opening: str | None) -> tuple[tuple[Comment, ...], list[Skipped]]:
    """Return every comment once, and what was left out because an earlier page has it."""
    kept: dict[str, Comment] = {}
    twice: list[Skipped] = []
    for number, page in enumerate(pages, start=1):
        others = [each for each in page.comments if each.id in kept and not _is_same(kept[each.id], each)]
        names = {each.id: f"{number}:{each.id}" for each in others}
        for comment in (_renamed(each, names) for each in page.comments):
            if comment.id in kept or comment.id == opening:
                twice.append(Skipped(kind="duplicate", reason=_TWICE, where=comment.id))
            if comment.id != opening:
                kept[comment.id] = _fuller(kept[comment.id], comment) if comment.id in kept else comment
    if opening is not None:
        return tuple(_about(comment, opening) for comment in kept.values()), twice
    return tuple(kept.values()), twice


def _is_same(one: Comment, other: Comment) -> bool:
    """Return whether two comments of one id can be one: of one author, under one heading, one text in the other."""
    if one.author and other.author and one.author != other.author:
        return False
    if one.title and other.title and one.title != other.title:
        return False
    short, long = sorted((one.text.rstrip(" .…"), other.text), key=len)
    return short in long


def _fuller(one: Comment, other: Comment) -> Comment:
    """Return a comment with what only the other page shows of it, and the longer of the two texts."""
    first, second = (other, one) if len(other.text) > len(one.text) else (one, other)
    missing = {
        name: getattr(second, name)
        for name in Comment.__struct_fields__
        if getattr(first, name) is None and getattr(second, name) is not None
    }
    return msgspec.structs.replace(first, **missing)


def _about(comment: Comment, opening: str) -> Comment:
    """Return a comment whose answer to the opening post, from a page without it, is one to the article."""
    if comment.reply_to != opening and opening not in comment.quotes:
        return comment
    return msgspec.structs.replace(
        comment,
        reply_to="" if comment.reply_to == opening else comment.reply_to,
        quotes=tuple("" if id_ == opening else id_ for id_ in comment.quotes),
    )


def _still_missing(pages: Sequence[Thread], declared: int | None, captured: int) -> Iterator[Skipped]:
    """Yield what was left out and no other page makes up for."""
    numbers = {_page_number(page) for page in pages}
    is_whole = declared is not None and captured >= declared
    seen: set[tuple[str, str]] = set()
    for item in chain.from_iterable(page.skipped for page in pages):
        said = _PAGE.fullmatch(item.where or "")
        if said is None:
            if item.kind != "stub" or not is_whole:
                yield item
        elif not is_whole and len(numbers) < int(said.group(2)) and (item.kind, item.reason) not in seen:
            seen.add((item.kind, item.reason))
            have = ", ".join(map(str, sorted(numbers)))
            missing = None if declared is None else declared - captured
            yield msgspec.structs.replace(item, count=missing, where=f"pages {have} of {said.group(2)}")
